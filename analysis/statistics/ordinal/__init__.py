"""
Ordered categories: codes, contingency tables, thresholds, and the correlations behind them.

- `bivariate_normal`: the standard bivariate normal distribution, for many points and many correlations at once
- `influence`: how much one respondent moves each threshold and polychoric correlation: their asymptotic covariance
  matrix
- `pairs`: the likelihood of pairs of ordered items: cell probabilities, their derivatives, and its maximum
- `polychoric`: polychoric correlations: what items would correlate if their answers were not cut into categories
- `sample`: the moments of ordered answers: thresholds, polychoric correlations and how precisely they are known
- `tables`: from answers to the contingency tables of all pairs of items, counted at once
"""
