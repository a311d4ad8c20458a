"""
How reliably a scale measures: alpha, omega in its kinds, split halves, and the ratios of a measurement model.

- `alpha`: Cronbach's alpha, its intervals, and what each item does to it
- `coefficients`: what a measurement model says of its scales, for one fit and for the fits of many resamples alike
- `hierarchical`: hierarchical omega: how much of the total score is one general factor's, where a general factor can
  be defended
- `htmt`: the heterotrait-monotrait ratio of correlations: how much scales correlate for how well their items hang
  together
- `omega`: McDonald's omega: the share of a scale score's variance that the factor behind it explains
- `ordinal_omega`: reliability of a sum of ordered answers, on the metric of the answers
- `split_half`: split-half reliability over all ways to halve a scale, and Guttman's six lower bounds
"""
