"""
What a Word file is made of: WordprocessingML.

- `styles`: the Word file's paper, styles, running head and properties
- `tables`: tables: three rules, a head that repeats, rows that do not split
- `text`: runs, fields, bookmarks and links, as strings of XML
"""
