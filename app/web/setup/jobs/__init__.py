"""Syncs and scans that somebody asked for on a page, and how far they are."""
