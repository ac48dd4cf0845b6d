"""What pages show of the town's work, gathered from both floors in a fixed number of queries."""
