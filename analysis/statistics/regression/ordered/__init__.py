"""
Ordered logistic regression: an outcome of a few ordered answers.

- `ordered_logit`: proportional odds, with odds ratios and average marginal effects, by statsmodels
- `proportional_odds`: whether one odds ratio serves every split of the answers (Brant's test)
"""
