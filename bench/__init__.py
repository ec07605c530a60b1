"""What is measured, as runnable benchmarks: figures are ratios to a baseline run beside it."""
