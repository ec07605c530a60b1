"""Detectors on histories told as stories."""
