"""Building without consultation."""
