"""What can be said of the results: a module per section, each a list of claims without a language."""
