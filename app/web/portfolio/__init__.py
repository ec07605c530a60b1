"""The portfolio: which project is in trouble, of which kind, since when, and what changed."""
