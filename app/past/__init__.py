"""The portfolio as it would have been seen, week by week: swept once, kept, and cut to what somebody may see."""
