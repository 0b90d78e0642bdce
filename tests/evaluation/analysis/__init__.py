"""Tests of what the engine tells about an award besides the award."""
