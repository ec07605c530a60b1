"""What projects are given: leads, targets and budgets."""
