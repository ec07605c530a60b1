"""Findings over time: their documents, their life cycle, and lists of them."""
