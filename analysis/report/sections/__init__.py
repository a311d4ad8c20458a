"""The order of things: a module per section puts prose, claims, tables and figures into a row of blocks."""
