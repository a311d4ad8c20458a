"""
What every estimator stands on: refusals, requirements, distributions, intervals, resampling, random streams.

- `attempts`: analyses that fail by themselves: what one returns, or why there is nothing
- `bootstrap`: bootstrap without resampling rows
- `distributions`: quantiles and tail probabilities
- `errors`: what an estimator says when the data cannot bear the estimate: a code and the values that its words need
- `intervals`: a mean, a proportion, a correlation: each with its interval
- `randomness`: one seed, many streams
- `requirements`: refusals shared by the estimators: each `require_*` passes its argument on, or says why it cannot be
  used
- `small_cells`: counts of so few people that they are not published, and what else must go
- `studentized_range`: the largest difference among several means
"""
