"""Read files that people send: a gate that looks before it opens, and a child that reads."""
