"""
What a Word file is made of: WordprocessingML.

- `contents`: the table of contents, with page numbers that are there before Word has laid out a page
- `styles`: the Word file's paper, styles, running head and properties
- `tables`: tables: three rules, a head that repeats, rows that do not split
- `text`: runs, fields, bookmarks and links, as strings of XML
"""
