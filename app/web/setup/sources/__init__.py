"""Sources: which trackers are read, tried while one types."""
