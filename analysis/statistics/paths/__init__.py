"""
Paths between scales: free of measurement error, by way of a mediator, and as an author expected them.

- `hypotheses`: what the data say of relations that an author expects
- `latent_regression`: an outcome on the dimensions as factors, so that measurement error does not blur them
- `mediation`: indirect effects of the dimensions by way of an outcome, with bootstrap intervals
"""
