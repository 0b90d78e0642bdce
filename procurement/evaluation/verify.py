"""Compute a bundle's stored result again, and say in words where the two differ."""

from collections.abc import Iterator

from procurement.evaluation.bundle import bundle_from
from procurement.evaluation.canonical import canonical_json
from procurement.evaluation.methods import evaluate
from procurement.evaluation.places import Place, fail, path_of, shown
from procurement.evaluation.reading import mapping
from procurement.evaluation.result import result_document
from procurement.i18n import gettext as _

_BIDS: Place = ("result", "bids")


def verify(data: object) -> tuple[str, ...]:
    """Return each difference between the stored result of a bundle and a new computation.

    None means that everything is the same: format, engine, digest, method, winners, ties, and
    every number of every bid. Bids are compared by their code, and then by their order.

    Args:
        data: the plain data of a bundle with a `result`.

    Raises:
        EvaluationError: there is no stored result, or the bundle cannot be evaluated.

    """
    stored = mapping(data, ()).get("result")
    if stored is None:
        fail(_("There is no stored result to verify."), ("result",))
    computed = result_document(evaluate(bundle_from(data)), data)
    return tuple(_differences(stored, computed, ("result",)))


def _differences(stored: object, computed: object, place: Place) -> Iterator[str]:
    """Yield a sentence for each place at which two documents differ."""
    if isinstance(stored, dict) and isinstance(computed, dict):
        yield from _in_object(stored, computed, place)
    elif isinstance(stored, list) and isinstance(computed, list):
        yield from _in_list(stored, computed, place)
    elif type(stored) is not type(computed) or stored != computed:
        yield _("%(place)s is %(stored)s, but is computed as %(computed)s.") % {
            "place": path_of(place),
            "stored": _written(stored),
            "computed": _written(computed),
        }


def _in_object(
    stored: dict[str, object], computed: dict[str, object], place: Place
) -> Iterator[str]:
    for key in computed:
        if key not in stored:
            yield _("%(place)s is missing.", place=path_of((*place, key)))
        else:
            yield from _differences(stored[key], computed[key], (*place, key))
    for key in stored:
        if key not in computed:
            yield _("%(place)s does not belong there.", place=path_of((*place, str(key))))


def _in_list(stored: list[object], computed: list[object], place: Place) -> Iterator[str]:
    if place == _BIDS and _codes(stored) != _codes(computed):
        yield from _bids_in_another_order(stored, computed)
        return
    for number, (one, other) in enumerate(zip(stored, computed, strict=False)):
        yield from _differences(one, other, (*place, number))
    if len(stored) != len(computed):
        yield _(
            "%(place)s has %(stored)s entries, but %(computed)s are computed.",
            place=path_of(place),
            stored=len(stored),
            computed=len(computed),
        )


def _bids_in_another_order(stored: list[object], computed: list[object]) -> Iterator[str]:
    """Say that the order differs, and compare what is said of each bid."""
    yield _(
        "The order of the bids is %(stored)s, but is computed as %(computed)s.",
        stored=", ".join(_codes(stored)),
        computed=", ".join(_codes(computed)),
    )
    places = {code: number for number, code in enumerate(_codes(stored))}
    for code, bid in zip(_codes(computed), computed, strict=True):
        if code in places:
            yield from _differences(stored[places[code]], bid, (*_BIDS, places[code]))


def _codes(bids: list[object]) -> list[str]:
    """Return what identifies each bid of a result, whatever stands there."""
    return [shown(str(bid.get("code"))) if isinstance(bid, dict) else "?" for bid in bids]


def _written(value: object) -> str:
    return shown(canonical_json(value).decode())
