"""Forms that came back, held against what the procurement asks for now."""

from collections.abc import Iterator
from typing import Any

from procurement.exchange import answers
from procurement.i18n import language
from procurement.importing.problems import Problem, problem
from procurement.services.documents.answers import answer_form, origin_of
from procurement.services.work import Work


def compared(work: Work, said: dict[str, Any]) -> dict[str, Any]:
    """Return what a form says, with what does not fit this procurement among its problems."""
    found = [each.data() for each in _differences(work, said["form"])]
    return said | {"problems": [*said["problems"], *found]}


def _differences(work: Work, form: dict[str, Any]) -> Iterator[Problem]:
    slug, origin = work.procurement.slug, origin_of(work)
    if form["procurement"] != slug:
        yield problem("other_procurement", found=form["procurement"], wanted=slug)
        return
    if form["digest"] != origin.digest:
        yield problem("wrong_baseline", found=form["digest"])
    if form["kind"] == answers.FORM:
        yield from _changed_rows(work, form["rows"], form["digest"] == origin.digest)


def _changed_rows(work: Work, rows: dict[str, str], is_same: bool) -> Iterator[Problem]:
    """Compare row by row; in the same edition a row that differs was tampered with."""
    with language(work.procurement.language):
        wanted = {row.code: row.digest for row in answer_form(work).rows}
    for code, digest in rows.items():
        if code not in wanted:
            yield problem("unknown_row" if is_same else "no_longer_asked", code=code)
        elif wanted[code] != digest:
            yield problem("changed_text" if is_same else "outdated_row", code=code)
    for code in wanted:
        if code not in rows:
            yield problem("missing_row" if is_same else "not_in_form", code=code)
