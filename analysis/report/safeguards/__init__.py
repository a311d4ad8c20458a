"""
What fails is set aside, and what is kept is sealed.

- `faults`: the boundary around a section or a figure: what fails unexpectedly is replaced by a note, its traceback
  kept aside
- `sealed`: plain data kept in a file together with their digest: what was cut short or altered since counts as absent
- `tracebacks`: tracebacks of what failed while the rest went on: files that the workflow collects in
  `private/faults/`
"""
