"""
The bundling room: what goes into an archive beside a report, so that a stranger can make and prove it again.

- `answers`: a study folder to be handed on: its answers without ids and without what the codebook does not declare
- `twin`: a synthetic twin of a study, made of its codebook and its published moments: no answer of it is anybody's
- `toml`: settings written as study.toml
- `crate`: RO-Crate metadata, a draft of codecheck.yml, CITATION.cff and the README of an archive
- `archive`: a zip of the same bytes for the same files
"""
