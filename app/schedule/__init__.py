"""The schedule at work: which process leads, what is due, and that each run is entered once."""
