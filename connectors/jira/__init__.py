"""Jira, Cloud and Data Center, as a source of records."""
