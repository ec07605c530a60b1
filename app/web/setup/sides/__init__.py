"""Sides: who speaks for the business and who for IT, by drag or by pattern."""
