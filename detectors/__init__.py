"""History to findings: no I/O, no clock, one file a detector."""
