"""Goals: the lines of the shared strategy, and what serves them."""
