"""What a Word master may use: the words that its gate lets through and its filling understands."""

FILTERS = frozenset(
    ("capitalize", "count", "d", "default", "join", "length", "lower", "title", "trim", "upper")
)
TESTS = frozenset(("defined", "even", "odd"))
COUNTERS = frozenset(("first", "index", "index0", "last", "length", "revindex", "revindex0"))
TEXT, NUMBER, TRUTH = "text", "number", "truth"  # kinds of field that a master shows
