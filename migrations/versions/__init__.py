"""Each change of the database's form, in order."""
