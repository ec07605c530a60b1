"""GitHub, github.com and Enterprise Server, as a source of records."""
