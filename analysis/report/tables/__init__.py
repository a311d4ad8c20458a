"""The tables: a module per section turns results into table blocks."""
