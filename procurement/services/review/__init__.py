"""Review: rounds, comments and what becomes of them, approvals, links to look at again."""
