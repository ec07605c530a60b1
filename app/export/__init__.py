"""What dashboards load: flat tables with stable columns, as CSV and as Parquet."""
