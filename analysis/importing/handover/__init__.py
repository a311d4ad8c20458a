"""
What becomes of a proposal: asked about, told, written, and taken up again by a newer export.

- `again`: a newer export of a study that is there already: the author's codebook and settings stay, and what changed
  is told
- `dialogue`: the few things that an import asks a person: what to explain, which way numbers run, whether the scales
  are right
- `telling`: what an import tells: what it read, what it makes of it, what it left out, and what is a guess
- `writing`: a proposal as a study folder: study.toml and codebook.csv to be read by people, and the export as it came
"""
