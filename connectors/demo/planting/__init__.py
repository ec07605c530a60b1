"""What is planted in a project: symptoms, beside each what only looks like it, and what happens everywhere."""
