"""
The author's texts as blocks of the paper: numbers looked up, works cited, Markdown read, all of it as data.

- `citations`: citations of an author's own works, in the form of the report's own
- `lookup`: a number of results.json by its place, and its print in one of the report's forms
- `markdown`: Markdown as blocks: paragraphs, lists and headings; what else it can hold is text
- `problems`: what in an author's texts cannot be printed, by file and line
- `prose`: a text of the author as blocks of the paper
- `typed`: numbers that an author typed by hand and that equal no result
"""
