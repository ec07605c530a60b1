"""What drawings of a project are made from: its scope day by day, who spoke week by week, how its budget went."""
