"""Cut-offs for indices of fit, simulated for the study's own model."""
