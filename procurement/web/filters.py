"""What templates may call: texts, labels, numbers, dates, permissions."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from flask import Flask, url_for

from procurement import __version__, i18n
from procurement.access import Permission
from procurement.domain import (
    Action,
    Criterion,
    Disposition,
    EnvironmentGround,
    Event,
    Impartiality,
    Method,
    NeedKind,
    Normalisation,
    NormalisationLevel,
    Phase,
    PriceFormula,
    RequirementClass,
    RequirementStatus,
)
from procurement.domain.labels import answer_label, label
from procurement.errors import Clash
from procurement.services.chapters import ChapterNode
from procurement.services.quality import Finding
from procurement.web.charts import stack_end, stacked
from procurement.web.forms.kinds import Form, in_words
from procurement.web.guard import may

_OFFERED: dict[str, type[StrEnum]] = {
    "Disposition": Disposition,
    "EnvironmentGround": EnvironmentGround,
    "Impartiality": Impartiality,
    "Method": Method,
    "NeedKind": NeedKind,
    "Normalisation": Normalisation,
    "NormalisationLevel": NormalisationLevel,
    "PriceFormula": PriceFormula,
    "RequirementClass": RequirementClass,
    "RequirementStatus": RequirementStatus,
}


def init_app(app: Flask) -> None:
    """Hand the functions to the templates."""
    app.jinja_env.globals.update(
        _=i18n.gettext,
        ngettext=i18n.ngettext,
        language=i18n.current_language,
        languages=i18n.LANGUAGES,
        may=may,
        Permission=Permission,
        in_words=in_words,
        version=__version__,
    )
    app.jinja_env.filters.update(
        label=label,
        subject=subject,
        answer_label=answer_label,
        number=i18n.format_number,
        money=i18n.format_money,
        amount=i18n.format_amount,
        day=i18n.format_day,
        moment=i18n.format_moment,
        clock=i18n.format_clock,
        compared=compared,
        members=members,
        labelled=labelled,
        named=named,
        pairs=pairs,
        headings=headings,
        pixels=pixels,
        destination=destination,
        times=times,
        weight_columns=weight_columns,
        stacked=stacked,
        stack_end=stack_end,
    )


def subject(event: Event) -> str:
    """Return what an event is about in words: a phase by its name, a digest not at all."""
    if event.action is Action.phase_changed:
        return label(Phase(event.subject)).lower()
    return "" if event.subject.startswith("sha256:") else event.subject


def destination(finding: Finding) -> str:
    """Return the address where a finding is mended."""
    values: dict[str, Any] = {finding.argument: finding.code} if finding.code else {}
    return url_for(finding.page, **values)


def compared(clashes: Mapping[str, Clash], form: Form) -> list[tuple[str, str, str]]:
    """Return name, their text and mine for each clash, in the words of a form."""
    texts = [(form[name], clash) for name, clash in clashes.items() if name in form]
    return [(f.label.text, in_words(f, c.theirs), in_words(f, c.mine)) for f, c in texts]


def members(name: str) -> list[tuple[str, str]]:
    """Return value and word for each member of an enumeration."""
    return labelled(_OFFERED[name])


def labelled(values: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """Return value and word for each of these members."""
    return [(value.value, label(value)) for value in values]


def named(criteria: Iterable[Criterion]) -> list[tuple[str, str]]:
    """Return code and name of each criterion."""
    return [(criterion.code, f"{criterion.code} {criterion.name}") for criterion in criteria]


def pairs(values: Iterable[str]) -> list[tuple[str, str]]:
    """Return each text twice, for choices that are shown as they are stored."""
    return [(value, value) for value in values]


def headings(chapters: Iterable[ChapterNode]) -> list[tuple[str, str]]:
    """Return id and heading of each chapter."""
    return [(str(chapter.id), chapter.heading) for chapter in chapters]


def pixels(share: Fraction, whole: int) -> str:
    """Return a share of a length in pixels, for the width of a bar."""
    return f"{float(share) * whole:.1f}"


def times(share: Fraction, per_cent: Decimal) -> Fraction:
    """Return a share of a percentage."""
    return share * Fraction(per_cent)


def weight_columns(criteria: Sequence[dict[str, Any]]) -> list[tuple[str, str, bool]]:
    """Return a table column for each main criterion, with its weight."""
    return [
        (f"{entry['name']} ({i18n.format_number(Decimal(entry['weight']))})", "", True)
        for entry in criteria
    ]
