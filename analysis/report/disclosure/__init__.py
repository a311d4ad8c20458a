"""
What of the results may be published: counts of few people, and whatever follows from them, are left out.

- `published`: the one place where that is done, before anything is printed or written
- `refusals`: what stands in the place of what is not published
- `answers`: who answered, and what: levels, options, flags, distributions of answers
- `groups`: what groups of people answered, met and experienced
"""
