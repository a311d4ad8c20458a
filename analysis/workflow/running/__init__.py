"""
From a study folder to a report: chapters, notebooks, pages, side by side.

- `chapter_runs`: the chapters of a study, run side by side: each fails by itself
- `chapters`: the chapters of a report: which notebook, what it saves, and for which studies it applies
- `engine`: notebooks, executed by papermill: in this very process, which has nothing else to do, or in a kernel of
  their own
- `faults`: what failed while the rest of a report went on: tracebacks in `private/faults/`, a line each on the
  terminal
- `kept_pages`: finished pages, kept a language at a time: a sentence changed in one language makes that language again
  and no other
- `processes`: work side by side: each task in a process of its own, forked from this warm one where the platform can
- `progress`: what a person sees of a run: each part as it ends, and on a terminal a bar with the time it has taken
- `run`: from a study folder to `reports/<study>/`: snapshot, chapters, results, pages, provenance
- `scrubbed`: executed chapters to hand on, in `notebooks/` beside the report: no rows of answers, no paths, and they
  run as they lie
- `snapshot`: a study as it was when its run began: read once, copied, hashed; every chapter works on the copy
- `typesetting`: the pages of a report: the report notebook in each language, and from it each format; each fails by
  itself
"""
