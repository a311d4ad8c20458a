"""
One model in several groups: the climb from configural to strict invariance.

- `climb`: the climb from configural to strict invariance: each step against the one that was kept before it
- `cutoffs`: how much fit a step of invariance may cost, for the groups at hand
- `invariance`: do groups answer by the same yardstick? Configural, metric, scalar and strict invariance
- `steps`: between the steps of invariance: which equality is worst, and how the groups' latent means differ
"""
