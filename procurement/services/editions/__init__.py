"""Editions: what a baseline or the draft holds, and what changed from one to another."""
