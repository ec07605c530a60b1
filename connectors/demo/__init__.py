"""A simulated organisation that travels with brug: made from a seed, with known symptoms planted in it."""
