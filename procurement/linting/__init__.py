"""The linter: find what makes a Norwegian tender requirement unclear, by rules kept as data."""

from procurement.linting.brands import Brand, Brands
from procurement.linting.linter import lint, lint_all
from procurement.linting.loading import load_brands, load_rules
from procurement.linting.rule import Legal, Message, Rule, Text
from procurement.linting.rules import Rules
from procurement.linting.set_model import (
    RequirementSet,
    SetCriterion,
    SetFinding,
    SetRequirement,
    Share,
)
from procurement.linting.subject import Finding, Severity, Subject
from procurement.linting.whole_set import lint_set

__all__ = [
    "Brand",
    "Brands",
    "Finding",
    "Legal",
    "Message",
    "RequirementSet",
    "Rule",
    "Rules",
    "SetCriterion",
    "SetFinding",
    "SetRequirement",
    "Severity",
    "Share",
    "Subject",
    "Text",
    "lint",
    "lint_all",
    "lint_set",
    "load_brands",
    "load_rules",
]
