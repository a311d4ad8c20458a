"""
The verifying room: what was reported beside what was recomputed, what differs, and why.

- `leaves`: results as single values, each with the path that names it
- `tolerances`: how far two computations of one number may lie apart: by what kind of number it is
- `printed`: what a report prints of its results: cells and sentences, with the numbers behind them
- `comparison`: two results number by number: differences, printed digits that change, verdicts that flip
- `causes`: why two results differ, in order of proof
- `reading`: the text of a delivered document: HTML, PDF or Word
- `delivered`: the numbers of a delivered document beside those of the recomputed report
- `change`: two runs or waves: what of the difference is more than noise
- `record`: the record of a verification: one page, in two languages
- `said`: the words of this room
"""
