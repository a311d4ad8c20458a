"""
What a confirmatory model is: its parameters, their cells in its matrices, and the moments it implies.

- `cells`: the parameter table as index arrays: which cell of which matrix each parameter fills
- `constructors`: the models that a questionnaire asks for, each with lavaan's defaults
- `implied`: the moments that a model implies, and their derivatives without a matrix per parameter
- `orientation`: which way a factor points: with the majority of its items
- `parameters`: one row of a confirmatory model's parameter table, and the four operators it is written with
- `specification`: what a confirmatory factor model is: a table of parameters, and where each one stands in the
  model's matrices
- `standardized`: the standardised solution, items and factors with unit variance, and its standard errors by the
  delta method
"""
