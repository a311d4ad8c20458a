"""
Answers described one at a time: items, scale scores, gaps, options, groups of people compared.

- `agreement`: who agrees with each item, and which items of a scale are answered highest and lowest
- `comparison`: two groups of people compared
- `completeness`: the share of complete answers at each level of the declared groups
- `descriptives`: items, scale scores and pain points, described one at a time
- `indicators`: measured quantities of a service, by group and with the scale that they belong to
- `level_shares`: shares of people at the levels of a group: which levels are shown, and whether the shares are equal
- `missingness`: who left items out: how many, in which patterns, and whether they answer the rest like the others
- `option_shares`: questions to which several answers may be given: the share of each option among those who were
  asked
- `overview`: who agrees with what, and how the scores go together, each by itself
- `pain_points`: how many met each pain point and, of those who did, how much it hurt
- `paired`: differences between things that the same people rated: each has an interval of its own
- `promoters`: the net promoter score: promoters less detractors, of one question answered from 0 to 10
- `score_correlations`: how the scale scores go together
"""
