"""
The fonts that ship with the reports, and which characters they draw.

- `coverage`: the fonts that ship with the reports, what they draw, and what stands for a character that none of them
  draws
- `cut`: cut the shipped fonts from the complete ones: `python analysis/report/fonts/cut.py FOLDER`
"""
