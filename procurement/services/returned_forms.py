"""Forms that came back, held against what the procurement asks for now."""

from collections.abc import Iterator, Sequence
from typing import Any

from procurement.exchange import answers
from procurement.i18n import language
from procurement.importing.problems import Problem, problem
from procurement.services.documents.answers import answer_form, origin_of
from procurement.services.documents.prices import price_form
from procurement.services.publishing import Since, changed_since
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
    since = changed_since(work, form["digest"])
    if form["digest"] != origin.digest:
        yield _edition_problem(form["digest"], since)
    is_same = form["digest"] == origin.digest
    with language(work.procurement.language):
        if form["kind"] == answers.FORM:
            wanted = {row.code: row.digest for row in answer_form(work).rows}
            tampered = "changed_text"
        else:
            wanted = {line.code: line.digest for line in price_form(work).lines}
            tampered = "changed_line"
    yield from _changed_rows(
        wanted, form["rows"], tampered if is_same else "", since.by_code if since else {}
    )


def _edition_problem(digest: str, since: Since | None) -> Problem:
    """Say that a form is not of this edition, and if it is known, which addenda came since."""
    if since is None:
        return problem("wrong_baseline", found=digest)
    return problem("earlier_edition", numbers=_listed(since.numbers))


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


def _changed_rows(
    wanted: dict[str, str], rows: dict[str, str], tampered: str, addenda: dict[str, list[int]]
) -> Iterator[Problem]:
    """Compare row by row; in the same edition a row that differs was tampered with."""
    for code, digest in rows.items():
        if code not in wanted:
            yield problem("unknown_row" if tampered else "no_longer_asked", code=code)
        elif wanted[code] != digest and code in addenda and not tampered:
            yield problem("changed_by_addendum", code=code, numbers=_listed(addenda[code]))
        elif wanted[code] != digest:
            yield problem(tampered or "outdated_row", code=code)
    for code in wanted:
        if code not in rows:
            yield problem("missing_row" if tampered else "not_in_form", code=code)
