"""
What goes with an outcome: linear and logistic models, importance, priorities, and the whole chapter.

Rooms: `blocks` (controls, dimensions and pain points in turn; slopes by group) and `ordered` (a few ordered answers).

- `dominance`: which of two predictors adds more to R-squared, whatever other predictors are there
- `driver_importance`: the dimensions weighed in several ways, and which two of them the data put in an order
- `drivers`: what drives an outcome: its regression on the dimensions, their importance and priority, and what goes
  with it
- `further_outcomes`: another outcome on the same dimensions, and how it goes with the one explained
- `importance`: what each predictor contributes to R-squared: Shapley shares
- `influence`: how much single respondents move a linear model
- `logistic`: logistic regression of an outcome of two values, with odds ratios and average marginal effects, by
  statsmodels
- `odds`: what the rows of every model of log odds share: Wald's tests and odds ratios
- `ols`: ordinary least squares with heteroscedasticity-consistent errors, by statsmodels
- `priorities`: importance beside performance, and how sure one can be of a dimension's quadrant
- `residual_plot`: residuals against fitted values as a picture shows them
- `residual_tests`: tests on the residuals of a linear model, each naming its null hypothesis
- `single_item`: the models that fit an outcome of one item: logistic for two answers, ordered logit for a few
"""
