"""One finding: what was seen, by which facts, and what both sides may ask each other."""
