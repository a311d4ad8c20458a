"""
Pain points together: how many each person met, what goes with that, and where the most satisfaction is lost.

- `by_group`: how often each pain point was met at each level of the declared groups
- `cooccurrence`: which pain points the same people met
- `costs`: what each pain point costs when the others, and the dimensions, are held equal
- `dose`: the outcome of those who met none, one, two ... pain points
- `expected_loss`: how much of the outcome each pain point takes from all respondents together
- `exposure`: how far each person met each pain point
- `pain_points`: all of it for one study
"""
