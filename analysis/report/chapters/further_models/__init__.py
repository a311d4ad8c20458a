"""
What stands beside the regression on the dimensions: other models of the same outcome, and what they change.

- `claims`: all claims of the section
- `hierarchy_claims`: controls, dimensions and pain points in turn
- `latent_claims`: the outcome on the dimensions as factors, and whether outcomes are measured apart from them
- `mediation_claims`: indirect effects by way of the first outcome
- `moderation_claims`: slopes by the groups that the study names
- `ordered_claims`: the ordered logit of an outcome of one item
- `page`: the section's blocks in order
- `paper`: what the paper says of it
- `tables`: tables of the section
"""
