"""How fast and how large: each file `bench_*.py` prints a table of what it measured."""
