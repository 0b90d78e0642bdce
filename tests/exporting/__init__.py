"""Tests of the writers: every document is written and read back."""
