"""Forms: what a user types, checked field by field, handed on as plain drafts."""
