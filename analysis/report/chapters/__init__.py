"""
A folder per chapter of the report: all that is said of its subject.

`page` puts it in order, `claims` is what can be said, `tables` and `figures` show the numbers; larger chapters have
several modules of a kind.
"""
