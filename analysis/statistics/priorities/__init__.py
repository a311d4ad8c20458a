"""
Where to act and how to see whether it helped: items within their dimension, and what a second survey could show.

- `detectable`: the smallest change that a second survey of the same size would show
- `evidence`: all that advice rests on beside the dimensions' own map
- `items`: importance beside performance of the items within each dimension
"""
