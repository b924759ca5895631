"""How fast, and how well? `python -m benchmarks --help`."""
