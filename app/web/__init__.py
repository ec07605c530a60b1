"""The pages: the same calls as the API makes, shown to people. A folder a page, and what all share beside them."""
