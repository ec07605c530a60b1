"""The weekly report: one page a board reads, on paper as well."""
