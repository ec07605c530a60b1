"""What an organisation declares in `brug.toml`: read, applied to the database, read back."""
