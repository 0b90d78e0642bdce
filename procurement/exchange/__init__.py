"""What the writer and the reader of a form agree on; both build on this alone."""
