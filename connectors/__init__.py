"""Trackers to records: one small folder a tracker, one vocabulary for all of them."""
