"""Kravspor: from needs to requirement specification, evaluation and award."""

__version__ = "0.1.0"
