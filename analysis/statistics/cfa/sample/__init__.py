"""
What a confirmatory model is fitted to: moments of complete answers, or answers with gaps.

- `missing`: answers with gaps: what a normal distribution with given mean and covariance says of them
- `moments`: sample moments: what maximum likelihood needs to know of complete answers
- `samples`: from a table of answers to the samples that an estimator takes: incomplete rows dropped, groups split
- `saturated`: the saturated model of incomplete answers: unrestricted means and covariances by the EM algorithm, and
  its information
"""
