"""
What stands between the numbers and what may be said of them, found before any sentence is made.

- `build`: all findings about the analysis, from the results of every chapter
- `finding`: findings about the analysis itself: what stands between the numbers and what may be said of them
- `measurement`: findings about measurement: fit, dimensions that are one, unreliable scales, items that run the other
  way
- `readings`: what one specification says of each headline finding, by the report's own rules
- `regression`: findings about the regression: slopes that point the other way, a relation that is not linear
- `sample`: findings about the answers: what is missing, and how they were given
- `sensitivity`: which verdicts hang on choices of analysis: the report's own rules, read under every specification
- `stated`: where the report states a verdict that hangs on choices of analysis
"""
