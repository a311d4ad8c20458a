"""
Exploratory factor analysis: adequacy, number of factors, extraction, rotation, and the whole chapter.

- `adequacy`: whether the items share enough to be factored at all
- `efa`: exploratory factor analysis of items: extraction, rotation, and the solution in the order a person expects
- `efa_fit`: how well a factor solution reproduces the correlations: indices from the residuals and from the
  discrepancy
- `extraction`: unrotated factors of a correlation matrix: minres, maximum likelihood, principal axis
- `factor_number`: how many factors the items hold: parallel analysis and the minimum average partial
- `one_factor`: one factor extracted from many correlation matrices at once
- `ordinal_factor_number`: parallel analysis of polychoric correlations
- `rotation`: rotations of a loading matrix to simple structure: oblimin, promax, varimax
- `rotation_starts`: how sure a rotation is: how many of its starts end at the solution that was kept
- `structure`: the factor analysis of a questionnaire: adequacy, number of factors, solution, and what it says about
  the scales
"""
