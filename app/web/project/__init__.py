"""One project: what was found, how its promises went, who speaks, what it costs, and what cannot be judged."""
