"""
Whether the items measure the dimensions they were written for: the confirmatory chapter.

- `alternatives`: what else the items could measure when their dimensions do not separate
- `factor_names`: scales that bear an item's name: a mark on the factor while models are fitted, taken off whatever
  comes of it
- `fitted_model`: a fitted measurement model as a report prints it, and a refused one as its reason
- `general_factors`: models with a general factor behind or beside the dimensions, where they are defined
- `group_invariance`: measurement invariance across each declared grouping, with the levels that are large enough
- `headline`: which of several fits of one measurement model is the headline
- `method_bias`: common-method bias: how much of the answers may be due to the questionnaire rather than to what it
  asks about
- `misspecification`: populations in which a model of correlated factors is wrong by a known amount
- `model_comparison`: two models of the same answers beside each other: difference test, differences of fit,
  information criteria
- `models`: the measurement model of a questionnaire, fitted in every way that applies, with one of the fits as the
  headline
- `quality`: do the items measure the dimensions they were written for? The whole confirmatory chapter in one call
- `separation`: whether the dimensions of a measurement model can be told apart, and if not, which ones cannot
- `simulated_cutoffs`: cut-offs for indices of fit, simulated for the study's own model, number of people and answer
  categories
- `validity`: reliability and validity from the measurement model: does each scale measure one thing, and not the same
  as another
"""
