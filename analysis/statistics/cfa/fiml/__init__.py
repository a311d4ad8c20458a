"""
Full-information maximum likelihood: every respondent counts with the answers given.

- `fiml`: full-information maximum likelihood: every respondent counts with the answers given
- `robust`: robust CFI, TLI and RMSEA where answers are missing
- `saturated_information`: what answers with gaps tell about unrestricted means and covariances, and what complete
  answers would tell
- `scores`: slopes of each respondent's log-likelihood where answers are missing, and their cross-products
- `tests`: tests and indices of full-information maximum likelihood
"""
