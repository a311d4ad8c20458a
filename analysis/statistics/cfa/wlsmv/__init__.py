"""
Weighted least squares of ordered answers, with the scaled and shifted test.

- `least_squares`: the distance between polychoric correlations and those a model implies, weighted item pair by item
  pair
- `scaled_shifted`: tests of least squares fits, adjusted for what correlations really vary, and indices of fit as if
  nothing were cut
- `wlsmv`: factor models of ordered answers: lavaan's WLSMV
"""
