"""The kinds of page that editors write."""
