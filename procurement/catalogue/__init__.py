"""Read the requirements catalogue: YAML files in, frozen entries out."""

from procurement.catalogue.entry import Basis, Entry, Text
from procurement.catalogue.loader import load_catalogue

__all__ = ["Basis", "Entry", "Text", "load_catalogue"]
