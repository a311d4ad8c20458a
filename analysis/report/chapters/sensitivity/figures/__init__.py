"""Figures of this chapter, a module each: `draw` draws it, `facts` gathers its numbers for the alternative text."""
