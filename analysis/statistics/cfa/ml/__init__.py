"""
Maximum likelihood on the moments of complete answers, its tests and its robust errors.

- `baseline`: the baseline of CFI and TLI: every item with its own mean and variance, all uncorrelated
- `estimation`: maximum likelihood from the moments of complete answers, with plain or robust errors
- `fitting`: all indices of a model fitted to moments, put together from the formulae of `fit`
- `likelihood`: the normal likelihood of sample moments, its gradient and its information
- `robust`: what holds without normality: standard errors from the sandwich, and scaled tests
"""
