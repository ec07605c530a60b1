"""What a project's columns tell of the past: changes undone, spans of time, and what stood when."""
