"""The pages: guard, forms, routes, and what every page shares."""
