"""
How every figure is drawn: the list of figures, style, labels, rendering; the figures themselves lie in the chapters.

- `figures`: figures of the report: one small module per question, drawn from results alone
- `heat`: a grid of numbers from -1 to 1, coloured by size and sign
- `held`: whether results have what a figure shows, and not too much of it for a page: a predicate for each figure
- `intervals`: estimates with their intervals, one row each, and the same numbers in columns beside them
- `items`: what a figure can show: items with few answers as bars, with many as distributions
- `labels`: labels that fit: broken where the language allows it, into lines of about equal length
- `placement`: names beside points, where they cover nothing
- `rendering`: from a drawing to SVG: the same every time
- `row_labels`: names beside the rows of a plot, as plain texts: labels of ticks take several times as long to lay out
  and draw
- `style`: one look for every figure: fonts from files, thin axes, colours that colour-blind readers can tell apart
- `wording`: what a figure says: labels of the study, words of the language, and the sentence for those who cannot see
  it
"""
