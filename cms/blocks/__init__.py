"""What editors build pages from."""
