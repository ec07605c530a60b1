"""The week's report: the portfolio at the end of a week, as the scans up to then left it, and what changed in it."""
