"""
The search for a maximum: starts, steps, dead ends, and the proof that it is one.

- `admissibility`: solutions that cannot be true of any population, named by what is impossible in them
- `conclusion`: from the end of a search to a result: what proves it, and what is impossible in it
- `refits`: one model fitted to many covariance matrices at once, from a solution that is close to all of them
- `runaway`: likelihoods without a maximum
- `other_starts`: where else it may begin
- `scoring`: the search for the maximum of a likelihood, and the proof that it is one
- `search`: the way to a maximum: from the usual start, and if that fails from others, before a model is given up
- `starts`: where the search begins: rough estimates that are cheap and close
"""
