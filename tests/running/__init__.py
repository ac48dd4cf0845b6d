"""The real site in processes of its own, for long runs and benchmarks."""
