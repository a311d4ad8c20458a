"""How sure: which verdicts stay the same under other choices of analysis, and which hang on them."""
