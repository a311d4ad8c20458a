"""
The same headline numbers under other defensible choices of analysis.

- `answered`: those whom one rule of screening keeps, with what several specifications share
- `curve`: headline numbers under every set of choices that a careful analyst could have made
- `estimates`: what a specification gives: an estimate with what its verdict needs
- `lost`: what is lost to pain points under other choices
- `measured`: reliability and fit of the design under other choices
- `moments`: means and covariances of scores, and of their resamples, from complete, weighted or incomplete answers
- `regressed`: the regression on the dimensions under other choices: scores, missing answers and method
- `scoring`: how items are weighed into scores of the dimensions: their means, or regression scores of the factors
- `slopes`: slopes of one outcome on several scores, by several methods, each with its test
"""
