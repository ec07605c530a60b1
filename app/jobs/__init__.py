"""Scans and syncs as jobs: asked for, done one at a time for each project, told of, cancelled, taken up again."""
