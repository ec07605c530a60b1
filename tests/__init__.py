"""Tests, a file a behaviour."""
