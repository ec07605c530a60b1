"""Set up: what an organisation declares, without touching a file. A folder for each of its pages."""
