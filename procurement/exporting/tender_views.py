"""What the buyer's own words and the options look like in the konkurransegrunnlag."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TenderTexts:
    """What the buyer has filled in, place by place; a blank place is an empty text."""

    background: str = ""
    contact: str = ""
    scope: str = ""
    duration: str = ""
    option_terms: str = ""
    last_call_off: str = ""
    languages: str = ""
    lots: str = ""
    alternatives: str = ""
    reservations: str = ""
    cancellation: str = ""
    registration: str = ""
    finances: str = ""
    experience: str = ""
    quality: str = ""
    selection: str = ""
    submission: str = ""
    contents: str = ""
    redaction: str = ""
    validity: str = ""
    negotiation: str = ""
    reduction: str = ""


@dataclass(frozen=True)
class OptionRow:
    """A municipality that may join later, and how much it may buy."""

    name: str
    organisation_number: str
    volume: str  # «PL-03 Innføring: 1 kommune»; empty where no quantity is divided to it


@dataclass(frozen=True)
class EnvironmentFacts:
    """What the rule of the date asks of the weights, and what the weights say."""

    rule: str
    weight: str
    ground: str  # what takes the place of the weight, empty where nothing does
