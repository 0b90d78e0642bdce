"""View-models of what is handed out, and the writers that turn them into files."""
