"""The evaluation bundle: one file from which an award can be recomputed."""

from collections.abc import Iterator
from dataclasses import dataclass

from procurement.evaluation.bids import Bid, read_bids
from procurement.evaluation.criteria import Criterion, read_criteria
from procurement.evaluation.model import Model, read_model
from procurement.evaluation.places import fail, shown
from procurement.evaluation.reading import Table, load, mapping, optional, string, table
from procurement.i18n import gettext as _

FORMAT = "kravspor-evaluation/1"

_REQUIRED = ("format", "model", "criteria", "bids")
_OPTIONAL = ("title", "source", "currency", "result")


@dataclass(frozen=True)
class Bundle:
    """Everything that decides an award, read exactly and checked."""

    title: str
    source: str
    currency: str
    model: Model
    criteria: tuple[Criterion, ...]  # the children of the root
    bids: tuple[Bid, ...]

    def walk(self) -> Iterator[Criterion]:
        """Yield every criterion, groups before their children, in the order of the file."""
        for criterion in self.criteria:
            yield from criterion.walk()

    def leaves(self) -> tuple[Criterion, ...]:
        """Return the criteria that bids are scored on."""
        return tuple(criterion for criterion in self.walk() if criterion.is_leaf)


def read_bundle(text: str | bytes) -> Bundle:
    """Return the bundle in a JSON text; raise EvaluationError naming the place of a fault."""
    return bundle_from(load(text))


def bundle_from(data: object) -> Bundle:
    """Return the bundle in plain data (as JSON gives it); a stored `result` is not read."""
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
    )


def _check_format(found: Table) -> None:
    """Refuse another format before its keys look unknown."""
    name = string(found.get("format", FORMAT), ("format",))
    if name != FORMAT:
        fail(
            _("The format must be %(known)s, not %(name)s.", known=FORMAT, name=shown(name)),
            ("format",),
        )
