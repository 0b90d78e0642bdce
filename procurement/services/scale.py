"""The scale that bids are scored on, written as lines of points and what they mean."""

from collections.abc import Iterator
from decimal import Decimal

from procurement.access import Permission
from procurement.domain import Action, ScaleStep
from procurement.errors import ConflictError, FieldError
from procurement.evaluation import digest
from procurement.i18n import gettext as _
from procurement.i18n import parse_decimal
from procurement.services.criteria import model_of, scale_of
from procurement.services.model_data import plain
from procurement.services.order import hold_still
from procurement.services.work import Work

LONGEST_TEXT = 300


def scale_text(steps: list[ScaleStep]) -> str:
    """Return the scale as it is typed: a line for each step."""
    return "\n".join(f"{plain(step.points).replace('.', ',')}: {step.text}" for step in steps)


def edition_of(steps: list[ScaleStep]) -> str:
    """Return what tells that the scale has not changed since it was shown."""
    return digest({"scale": scale_text(steps)})


def save_scale(work: Work, text: str, seen: str) -> None:
    """Replace the scale by what is typed, all or nothing."""
    hold_still(work, Permission.edit_model)
    held = scale_of(work)
    if edition_of(held) != seen:
        raise ConflictError(_("Somebody else saved this while you were working on it."))
    steps = dict(_read(text, model_of(work).max_points))
    if len(steps) < 2:
        raise FieldError("text", _("A scale has at least two steps."))
    for step in held:
        if step.points in steps:
            step.text = steps.pop(step.points)
        else:
            work.session.delete(step)
    work.session.flush()
    for points, meaning in steps.items():
        work.session.add(ScaleStep(procurement_id=work.procurement.id, points=points, text=meaning))
    work.session.flush()
    work.record(Action.model_changed, _("the scale"))


def _read(text: str, most: Decimal) -> Iterator[tuple[Decimal, str]]:
    """Yield points and meaning of each line; raise for the first that cannot be read."""
    taken: set[Decimal] = set()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        points, meaning = _line(number, line)
        if not 0 <= points <= most:
            message = _(
                "Line %(line)s: the points must be from 0 to %(most)s.", line=number, most=most
            )
            raise FieldError("text", message)
        if points in taken:
            raise FieldError(
                "text", _("Line %(line)s: these points have a line already.", line=number)
            )
        taken.add(points)
        yield points, meaning


def _line(number: int, line: str) -> tuple[Decimal, str]:
    before, colon, meaning = line.partition(":")
    meaning = meaning.strip()
    try:
        points = parse_decimal(before.strip())
    except ValueError as error:
        text = _("Line %(line)s: write points, a colon and what they mean.", line=number)
        raise FieldError("text", text) from error
    if not colon or not meaning:
        text = _("Line %(line)s: write points, a colon and what they mean.", line=number)
        raise FieldError("text", text)
    if len(meaning) > LONGEST_TEXT:
        text = _("Line %(line)s has more than %(most)s characters.", line=number, most=LONGEST_TEXT)
        raise FieldError("text", text)
    return points, meaning
