"""
Factor models of ordered answers: lavaan's WLSMV.

Polychoric correlations, diagonally weighted least squares, standard errors from the full asymptotic covariance of the
correlations, a mean-and-variance adjusted ("scaled and shifted") test, and robust indices on the scale of maximum
likelihood. As in lavaan, chi-square is (n - 1) times the minimum.
"""



