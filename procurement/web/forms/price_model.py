"""The price model: method, formula with its own numbers, rounding, expected prices."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from werkzeug.datastructures import MultiDict

from procurement.domain import (
    EvaluationModel,
    Method,
    Normalisation,
    NormalisationLevel,
    PriceFormula,
)
from procurement.errors import FieldError
from procurement.i18n import gettext as _
from procurement.i18n import parse_decimal
from procurement.services.criteria import CriterionNode
from procurement.services.model_data import plain
from procurement.services.price_model import ModelDraft, check_draft, draft_of
from procurement.web.forms.kinds import shown_number, whole_number

_CHOICES: dict[str, type[StrEnum]] = {
    "method": Method,
    "price_formula": PriceFormula,
    "normalisation": Normalisation,
    "normalisation_level": NormalisationLevel,
}
_NUMBERS = ("zero_at", "floor", "knee", "base")
_AMOUNTS = ("full_price", "zero_price", "lowest_price", "highest_price")
_DECIMALS = ("rounding_points", "rounding_total")
_OPTIONAL = frozenset({"floor", *_AMOUNTS})
_LIMITS: dict[str, Callable[[Decimal], bool]] = {
    "zero_at": lambda number: 1 < number <= 1000,
    "knee": lambda number: 1 < number < 2,
    "base": lambda number: 1 < number <= 1000,
    "floor": lambda number: -1000 <= number <= 1000,
}
_OWNER = {
    "zero_at": PriceFormula.linear,
    "floor": PriceFormula.linear,
    "knee": PriceFormula.hybrid,
    "base": PriceFormula.logarithmic,
    "full_price": PriceFormula.fixed,
    "zero_price": PriceFormula.fixed,
}
BLANK_BANDS = 2
MOST_BANDS = 20


@dataclass
class PriceModelForm:
    """What is typed, what it means, and what is wrong with it."""

    typed: dict[str, str]
    draft: ModelDraft
    bands: list[tuple[str, str]]
    seen: int = 0
    values: dict[str, Decimal | None] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, model: EvaluationModel, nodes: Sequence[CriterionNode]) -> "PriceModelForm":
        """Return the form with what is stored."""
        draft = draft_of(model)
        typed = {name: str(getattr(draft, name)) for name in _CHOICES}
        for name in (*_NUMBERS, *_AMOUNTS):
            typed[name] = shown_number(getattr(draft, name))
        for name in _DECIMALS:
            typed[name] = "" if getattr(draft, name) is None else str(getattr(draft, name))
        typed["tie_rule"] = draft.tie_rule
        for node in nodes:
            typed[f"value-{node.criterion.code}"] = shown_number(node.criterion.max_value)
        bands = [(_text(band["up_to"]), _text(band["points"])) for band in draft.bands]
        return cls(typed, draft, bands, model.version)

    @classmethod
    def read(
        cls, model: EvaluationModel, nodes: Sequence[CriterionNode], data: MultiDict[str, str]
    ) -> "PriceModelForm":
        """Return the form with what was typed; a field that was not sent keeps its value."""
        form = cls.of(model, nodes)
        form.seen = whole_number(data.get("version"))
        sent = {name: data[name] for name in form.typed if name in data}
        form.typed |= sent
        for name in sent:
            form._read_one(name, sent[name])
        if "method" in data:
            form.draft = replace(form.draft, is_clamped="is_clamped" in data)
        if "band_limit" in data:
            form._read_bands(data.getlist("band_limit"), data.getlist("band_points"))
        form._check()
        return form

    @property
    def rows(self) -> Iterator[tuple[str, str]]:
        """Yield the bands, and some blank ones to fill in."""
        yield from self.bands
        for _number in range(max(BLANK_BANDS, 4 - len(self.bands))):
            yield "", ""

    def _set(self, name: str, value: Any) -> None:
        self.draft = replace(self.draft, **{name: value})

    def _read_one(self, name: str, text: str) -> None:
        if name in _CHOICES:
            if text in set(_CHOICES[name]):
                self._set(name, _CHOICES[name](text))
            else:
                self.errors[name] = _("Choose one of these.")
        elif name in _DECIMALS:
            self._read_decimals(name, text.strip())
        elif name == "tie_rule":
            self._read_rule(text)
        elif name.startswith("value-"):
            self._read_number(name, text, self.values, name.removeprefix("value-"))
        else:
            found: dict[str, Decimal | None] = {}
            self._read_number(name, text, found, name)
            for value in found.values():
                self._set(name, value)

    def _read_rule(self, text: str) -> None:
        rule = text.strip().replace("\r\n", "\n")
        if len(rule) > 8000:
            self.errors["tie_rule"] = _("At most %(max)d characters.", max=8000)
        else:
            self._set("tie_rule", rule)

    def _read_number(self, name: str, text: str, into: dict[str, Decimal | None], key: str) -> None:
        """Read a number; what belongs to a formula that is not chosen is not looked at."""
        chosen = self.typed["price_formula"]
        if name in _OWNER and _OWNER[name] != chosen:
            return
        if not text.strip() and (name in _OPTIONAL or name.startswith("value-")):
            into[key] = None
            return
        try:
            number = parse_decimal(text)
        except ValueError:
            self.errors[name] = _("Type a number, such as 2 or 12,5.")
            return
        if _LIMITS.get(name, _is_amount)(number):
            into[key] = number
        else:
            self.errors[name] = _RANGES[name]() if name in _RANGES else _("Type an amount above 0.")

    def _read_decimals(self, name: str, text: str) -> None:
        if not text:
            self._set(name, None)
        elif text in {str(number) for number in range(7)}:
            self._set(name, int(text))
        else:
            self.errors[name] = _("Choose one of these.")

    def _read_bands(self, limits: list[str], points: list[str]) -> None:
        pairs = list(zip(limits, points, strict=False))[:MOST_BANDS]
        self.bands = [pair for pair in pairs if any(text.strip() for text in pair)]
        if self.typed["price_formula"] != PriceFormula.bands:
            return
        found = []
        for limit, given in self.bands:
            try:
                up_to = plain(parse_decimal(limit)) if limit.strip() else None
                found.append({"up_to": up_to, "points": plain(parse_decimal(given))})
            except ValueError:
                self.errors["bands"] = _("Each band needs a price and points as numbers.")
                return
        self._set("bands", found)

    def _check(self) -> None:
        """Put a broken rule beside its field, once each field alone is in order."""
        if not self.errors:
            try:
                check_draft(self.draft)
            except FieldError as error:
                self.errors[error.field] = str(error)


def _is_amount(number: Decimal) -> bool:
    return number > 0


_RANGES: dict[str, Callable[[], str]] = {
    "zero_at": lambda: _("Type a number above 1, such as 2."),
    "base": lambda: _("Type a number above 1, such as 2."),
    "knee": lambda: _("Type a number between 1 and 2, such as 1,5."),
    "floor": lambda: _("Type a number from -1000 to 1000, or leave it blank."),
}


def _text(value: object) -> str:
    return "" if value is None else shown_number(Decimal(str(value)))
