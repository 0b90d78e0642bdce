"""Tests of the checks of a model before it is published."""
