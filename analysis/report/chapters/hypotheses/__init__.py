"""
What the data say of the relations that the author expects.

- `claims`: each hypothesis with its verdict, and how many have which
- `page`: the section's blocks in order
- `paper`: what the paper says of it
- `tables`: the table of all hypotheses
"""
