"""The model, the scale, the price form and the plan of an edition, each as a name and a text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from procurement.catalogue.places import load_places
from procurement.domain import (
    DeadlineKind,
    EnvironmentGround,
    Method,
    Normalisation,
    NormalisationLevel,
    ParticipationStatus,
    PriceFormula,
    Procedure,
)
from procurement.domain.labels import label
from procurement.i18n import current_language, format_moment, format_number
from procurement.i18n import gettext as _


@dataclass(frozen=True)
class Setting:
    """Something about the competition as a whole."""

    name: str
    text: str


def settings_in(content: Mapping[str, Any]) -> dict[str, Setting]:
    """Return the settings that a stored content holds, by a key that stays the same."""
    found = {f"model.{key}": each for key, each in _model(content["model"])}
    for points, text in content["scale"]:
        name = _("%(points)s points mean", points=number_words(points))
        found[f"scale.{points}"] = Setting(name, text)
    for line in content.get("price_lines", []):
        name = _("Price line %(code)s", code=line["code"])
        found[f"line.{line['code']}"] = Setting(name, _line(line))
    for key, setting in _plan(content.get("procurement", {})):
        found[f"plan.{key}"] = setting
    for name, number, status, people in content.get("participants", []):
        many = _("unknown") if people is None else format_number(people)
        text = f"{number or _('unknown')}; {words(ParticipationStatus, status)}; {many}"
        found[f"participant.{name}"] = Setting(_("Participant %(name)s", name=name), text)
    labels = {place.name: place.label.in_language(current_language()) for place in load_places()}
    for name, text in content.get("texts", {}).items():
        found[f"text.{name}"] = Setting(labels.get(name, name), text)
    return found


def _model(model: Mapping[str, Any]) -> Iterator[tuple[str, Setting]]:
    formula, normalisation = model["price_formula"], model["normalisation"]
    rounding = model["rounding"]
    yield "method", Setting(_("Method"), words(Method, model["method"]))
    yield "most", Setting(_("Full points"), number_words(model["max_points"]))
    yield "formula", Setting(_("Price formula"), words(PriceFormula, formula["name"]))
    parts = {key: value for key, value in formula.items() if key != "name" and value is not None}
    settings = "; ".join(f"{key} = {_part(value)}" for key, value in sorted(parts.items()))
    yield "parts", Setting(_("Settings of the price formula"), settings)
    form = words(Normalisation, normalisation["form"])
    level = words(NormalisationLevel, normalisation["level"])
    yield "normalisation", Setting(_("Lifting of quality points"), f"{form}; {level}")
    for key, name in (("points", _("Decimals of points")), ("total", _("Decimals of the total"))):
        exact = _("not rounded")
        yield key, Setting(name, exact if rounding[key] is None else str(rounding[key]))
    yield "tie", Setting(_("If bids are equal"), model.get("tie_rule", ""))


def _part(value: Any) -> str:
    if isinstance(value, list):
        return " / ".join(_part(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {_part(each)}" for key, each in sorted(value.items()))
    return number_words(str(value))


def _line(line: Mapping[str, Any]) -> str:
    text = f"{line['name']}; {number_words(line['quantity'])} {line['unit']}"
    for buyer, year, quantity in line.get("divided", []):
        share = {"who": buyer or _("All together"), "year": year, "n": number_words(quantity)}
        text += "; " + _("%(who)s year %(year)s: %(n)s", **share)
    return text + "; " + _("option, not counted") if line["is_option"] else text


def _plan(plan: Mapping[str, Any]) -> Iterator[tuple[str, Setting]]:
    if not plan:
        return
    yield "title", Setting(_("Title"), plan["title"])
    yield "buyer", Setting(_("Buyer"), plan["buyer"])
    yield "purpose", Setting(_("Purpose"), plan["purpose"])
    yield "procedure", Setting(_("Procedure"), words(Procedure, plan["procedure"]))
    yield "contract", Setting(_("Contract"), plan["contract_type"])
    why = _("Why climate and environment are weighted as they are")
    yield "environment", Setting(why, plan["environment_justification"])
    ground = words(EnvironmentGround, plan["environment_ground"])
    yield "ground", Setting(_("Ground for the environment weight"), ground)
    for kind, at in sorted(plan["deadlines"].items()):
        moment = format_moment(datetime.fromisoformat(at))
        yield f"deadline.{kind}", Setting(words(DeadlineKind, kind), moment)


def words(members: type[StrEnum], value: str | None) -> str:
    """Return the word for a stored value; one that is no longer known is shown as it is."""
    if value is None:
        return ""
    return label(members(value)) if value in list(members) else value


def number_words(value: str) -> str:
    """Return a stored number as people write it."""
    try:
        return format_number(Decimal(value))
    except ArithmeticError:
        return value
