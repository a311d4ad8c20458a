"""Results into what a person reads: chapters, and what all of them use."""
