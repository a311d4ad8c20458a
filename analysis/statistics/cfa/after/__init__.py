"""
What is asked of a fitted model: indices, verdict, residuals, modification, differences, scores.

- `difference`: which of two nested models the data prefer: scaled chi-square difference tests
- `fit`: indices of fit, one function each, with its source beside it
- `fit_verdict`: does a model fit? One rule for the whole study: "good", "acceptable" or "poor"
- `modification`: what freeing a fixed parameter would change: modification indices and expected parameter changes
- `residuals`: what a model leaves unexplained: differences between observed and implied correlations
- `scores`: factor scores
"""
