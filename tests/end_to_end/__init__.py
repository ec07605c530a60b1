"""Brug as a whole: the real command line, over real HTTP."""
