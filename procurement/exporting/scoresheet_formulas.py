"""The formulas of a score sheet, in the file format's own notation.

A spreadsheet counts in binary and is off by a hair where the engine is exact, so a number is
rounded to ten decimals before a rounding that could tip the wrong way.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from procurement.exporting.views import ScoreSheet

NOISE = 10  # decimals that a spreadsheet's arithmetic is trusted with


def rounded(expression: str, decimals: int | None) -> str:
    """Round half up, away from zero, as the engine does; None leaves the number exact."""
    if decimals is None:
        return expression
    return f"ROUND(ROUND({expression},{NOISE}),{decimals})"


def if_number(cell: str, then: str, otherwise: str) -> str:
    """Use a cell only where it holds a number."""
    return f"IF(ISNUMBER({cell}),{then},{quoted(otherwise)})"


def quoted(text: str) -> str:
    """Return a text as a formula writes it."""
    return '"' + text.replace('"', '""') + '"'


def runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Return rows as runs of neighbours, so that a formula stays short.

    >>> runs([4, 5, 6, 9])
    [(4, 6), (9, 9)]
    """
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found


def span(column: str, run: tuple[int, int]) -> str:
    """Return a run of rows in a column as a range with a fixed column for weights."""
    first, last = run
    return f"{column}{first}" if first == last else f"{column}{first}:{column}{last}"


def weighted_mean(
    column: str, weights: str, leaves: Sequence[int], groups: Sequence[int], decimals: int | None
) -> str:
    """Return sum(w x points) / sum(w); the points of leaves are rounded, those of groups not."""
    terms = []
    for rows, places in ((leaves, decimals), (groups, None)):
        for run in runs(rows):
            points = span(column, run)
            if places is not None:
                points = f"ROUND({points},{places})"
            terms.append(f"SUMPRODUCT({span(weights, run)},{points})")
    whole = ",".join(span(weights, run) for run in runs(sorted([*leaves, *groups])))
    return f"({'+'.join(terms)})/SUM({whole})"


def if_complete(column: str, rows: Iterable[int], then: str, otherwise: str) -> str:
    """Compute only where every row holds a number; a blank is never 0."""
    ordered = sorted(rows)
    cells = ",".join(span(column, run) for run in runs(ordered))
    return if_complete_range(cells, len(ordered), then, otherwise)


def if_complete_range(cells: str, count: int, then: str, otherwise: str) -> str:
    """Compute only where a range holds so many numbers."""
    return f"IF(COUNT({cells})={count},{then},{quoted(otherwise)})"


def price_points(view: ScoreSheet, price: str, cells: dict[str, str]) -> str:
    """Return the points of a price; the parameters are named by their cells."""
    return _PRICE_POINTS[view.formula](view, price, cells)


def _linear(_view: ScoreSheet, price: str, cells: dict[str, str]) -> str:
    top, low = cells["max_points"], cells["lowest"]
    points = f"{top}*(1-({price}/{low}-1)/({cells['zero_at']}-1))"
    return f"MAX({cells['floor']},{points})" if "floor" in cells else points


def _proportional(_view: ScoreSheet, price: str, cells: dict[str, str]) -> str:
    return f"{cells['max_points']}*{cells['lowest']}/{price}"


def _hybrid(_view: ScoreSheet, price: str, cells: dict[str, str]) -> str:
    top, low, knee = cells["max_points"], cells["lowest"], cells["knee"]
    near, beyond = f"{top}*(2-{price}/{low})", f"{top}*(2-{knee})*{knee}*{low}/{price}"
    return f"IF({price}<={knee}*{low},{near},{beyond})"


def _high_low(_view: ScoreSheet, price: str, cells: dict[str, str]) -> str:
    top, low, high = cells["max_points"], cells["lowest"], cells["highest"]
    return f"IF({high}={low},{top},{top}*({high}-{price})/({high}-{low}))"


def _fixed(view: ScoreSheet, price: str, cells: dict[str, str]) -> str:
    top, full, zero = cells["max_points"], cells["full_price"], cells["zero_price"]
    points = f"{top}*({zero}-{price})/({zero}-{full})"
    return f"MIN({top},MAX(0,{points}))" if view.is_clamped else points


def _mean_relative(_view: ScoreSheet, price: str, cells: dict[str, str]) -> str:
    top, mean = cells["max_points"], cells["mean"]
    return f"{top}-{top}*({price}-{mean})/{mean}"


def _logarithmic(_view: ScoreSheet, price: str, cells: dict[str, str]) -> str:
    top, low, base = cells["max_points"], cells["lowest"], cells["base"]
    return f"{top}*(1-LN({price}/{low})/LN({base}))"


def _bands(view: ScoreSheet, price: str, _cells: dict[str, str]) -> str:
    """Return the points of the first band that reaches up to the price, as nested conditions."""
    *limited, (last, points) = view.bands
    found = points if last is None else f"IF({price}<={last},{points},NA())"
    for up_to, given in reversed(limited):
        found = f"IF({price}<={up_to},{given},{found})"
    return found


_PRICE_POINTS: Mapping[str, Callable[[ScoreSheet, str, dict[str, str]], str]] = {
    "linear": _linear,
    "proportional": _proportional,
    "hybrid": _hybrid,
    "high_low": _high_low,
    "fixed": _fixed,
    "mean_relative": _mean_relative,
    "logarithmic": _logarithmic,
    "bands": _bands,
}
