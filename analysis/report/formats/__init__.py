"""
From blocks to pages: HTML, PDF, Word, and tables as files.

- `exports`: the report's tables and figures as files for other programs
- `html`: the report as one HTML file that loads nothing
- `markup`: the inline markup of a block: a well-formed XML fragment becomes a flat list of runs
- `pages`: what an exporter reads: the blocks of an executed notebook, checked before a page is made
- `pdf`: the report as a typeset PDF
- `tables`: how a table is laid out, in digits' widths, before any format draws it
- `typst_process`: typst in a process of its own: `compiled` asks for it, `main` is what runs there
- `word`: the report as a Word file
- `words`: the few words that the pages themselves add to the blocks
- `write`: one executed report notebook, three formats: the pages, and beside them its tables and figures for other
  programs

What HTML is made of lies in `web`, what Word is made of in `wordprocessing`, how they look in `themes`.
"""
