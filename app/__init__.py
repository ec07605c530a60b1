"""Everything that has state or a face: database, sync, scans, findings, API, command line."""
