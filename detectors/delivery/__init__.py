"""Late or mismatched delivery."""
