"""The REST API: endpoints that only translate between HTTP and the calls that do the work."""
