"""The shapes of what is asked and answered, for the OpenAPI document and the checks of requests."""
