"""The evaluation bundle: one file from which an award can be recomputed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from procurement.evaluation.bids import Bid, read_bids
from procurement.evaluation.criteria import Criterion, read_criteria
from procurement.evaluation.environment import Justification, read_justification
from procurement.evaluation.model import Model, read_model
from procurement.evaluation.places import Place, fail, shown
from procurement.evaluation.reading import Table, day, load, mapping, optional, string, table
from procurement.i18n import gettext as _

FORMAT = "kravspor-evaluation/1"

_REQUIRED = ("format", "model", "criteria", "bids")
_OPTIONAL = ("title", "source", "currency", "notice_date", "environment", "result")


@dataclass(frozen=True)
class Bundle:
    """Everything that decides an award, read exactly and checked."""

    title: str
    source: str
    currency: str
    model: Model
    criteria: tuple[Criterion, ...]  # the children of the root
    bids: tuple[Bid, ...]
    notice_date: date | None = None  # of the contract notice; decides which rules apply
    environment: Justification | None = None  # where the environment weight is not the full one

    def walk(self) -> Iterator[Criterion]:
        """Yield every criterion, groups before their children, in the order of the file."""
        for criterion in self.criteria:
            yield from criterion.walk()

    def leaves(self) -> tuple[Criterion, ...]:
        """Return the criteria that bids are scored on."""
        return tuple(criterion for criterion in self.walk() if criterion.is_leaf)

    @cached_property
    def main_codes(self) -> frozenset[str]:
        """Return the codes of the children of the root."""
        return frozenset(each.code for each in self.criteria)

    def place_of(self, code: str) -> Place:
        """Return where in the file a criterion stands."""
        return _place_of(code, self.criteria, ("criteria",)) or ("criteria",)


def read_bundle(text: str | bytes) -> Bundle:
    """Return the bundle in a JSON text; raise EvaluationError naming the place of a fault."""
    return bundle_from(load(text))


def bundle_from(data: object) -> Bundle:
    """Return the bundle in plain data (as JSON gives it); a stored `result` is not read.

    Besides the keys of the bundle page the checks of a model read `notice_date` (YYYY-MM-DD)
    and `environment` ({"ground": ..., "reason": ...}); they change nothing in a result.
    """
    _check_format(mapping(data, ()))
    found = table(data, (), _REQUIRED, _OPTIONAL)
    model = read_model(found["model"], ("model",))
    criteria = read_criteria(found["criteria"], ("criteria",), model.max_points)
    by_code = {each.code: each for root in criteria for each in root.walk()}
    return Bundle(
        title=optional(found, "title", (), string) or "",
        source=optional(found, "source", (), string) or "",
        currency=optional(found, "currency", (), string) or "",
        model=model,
        criteria=criteria,
        bids=read_bids(found["bids"], ("bids",), by_code),
        notice_date=optional(found, "notice_date", (), day),
        environment=optional(found, "environment", (), read_justification),
    )


def _place_of(code: str, siblings: tuple[Criterion, ...], place: Place) -> Place | None:
    for number, each in enumerate(siblings):
        here = (*place, number)
        found = here if each.code == code else _place_of(code, each.children, (*here, "children"))
        if found is not None:
            return found
    return None


def _check_format(found: Table) -> None:
    """Refuse another format before its keys look unknown."""
    name = string(found.get("format", FORMAT), ("format",))
    if name != FORMAT:
        fail(
            _("The format must be %(known)s, not %(name)s.", known=FORMAT, name=shown(name)),
            ("format",),
        )
