"""Scope creep that breaks budgets."""
