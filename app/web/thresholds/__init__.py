"""Thresholds: what holds, and which findings of the past year another value would give or take away."""
