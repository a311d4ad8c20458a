"""
Strategies: what may be done where results say that something should be, and how to see whether it helps.

- `declared`: strategies that a study asks for: those of the seed list, and those of its own strategies.toml
- `entries`: one strategy as a file has it, and what is wrong with it
"""
