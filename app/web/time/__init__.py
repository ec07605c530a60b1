"""The time machine: the portfolio as it would have been seen, week by week, and how long before deadlines."""
