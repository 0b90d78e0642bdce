"""The page that lists requirements: its filter in the address, its chapters, its views."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from uuid import UUID

from flask import render_template, request

from procurement.domain import Criterion, Requirement, Role
from procurement.services.chapters import (
    ChapterNode,
    FilledChapter,
    below,
    chapter_tree,
    fill,
    may_edit_chapter,
    without_empty,
)
from procurement.services.criteria import criteria_tree
from procurement.services.members import names_of
from procurement.services.requirement_facts import facts_of, overview
from procurement.services.requirement_list import RequirementFilter, find_ids, load
from procurement.services.saved_filters import saved_filters
from procurement.services.work import Work
from procurement.web.forms.bulk import BulkForm, FilterNameForm
from procurement.web.paging import page_of

PAGE = "requirements"
_WRITERS = (Role.lead, Role.working_group)


@dataclass(frozen=True)
class Asked:
    """What an address asks to see: a filter and a view."""

    wanted: RequirementFilter
    view: str

    def query(self, **changed: str) -> str:
        """Return the part of an address that asks for this, with something changed."""
        wanted = self.wanted
        named = {
            "text": wanted.text,
            "chapter": str(wanted.chapter or ""),
            "class": wanted.requirement_class,
            "status": wanted.status,
            "criterion": wanted.criterion,
            "responsible": str(wanted.responsible or ""),
            "without": "need" if wanted.without_need else "",
            "sort": wanted.sort,
            "view": "table" if self.view == "table" else "",
        }
        return urlencode({name: value for name, value in (named | changed).items() if value})

    @property
    def is_filtered(self) -> bool:
        """True if something is left out, other chapters not counted."""
        return replace(self.wanted, chapter=None) != RequirementFilter()


def asked() -> Asked:
    """Read what the address asks for; what makes no sense asks for nothing."""
    args = request.args
    wanted = RequirementFilter(
        text=args.get("text", "").strip(),
        chapter=_uuid(args.get("chapter", "")),
        requirement_class=args.get("class", ""),
        status=args.get("status", ""),
        criterion=args.get("criterion", ""),
        responsible=_uuid(args.get("responsible", "")),
        without_need=args.get("without") == "need",
        sort=args.get("sort", ""),
    )
    return Asked(wanted, args.get("view", "document"))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def bulk_form(work: Work, tree: Sequence[ChapterNode], criteria: Sequence[Criterion]) -> BulkForm:
    """Return the form for changing many, with what this member may choose."""
    form = BulkForm.read()
    open_to_me = [node for node in tree if may_edit_chapter(work, node)]
    form.offer(open_to_me, criteria, work.member.role == Role.lead)
    return form


def judging_criteria(work: Work) -> list[Criterion]:
    """Return the criteria that requirements can be judged under."""
    tree = criteria_tree(work)
    return [n.criterion for n in tree if n.is_leaf and not n.criterion.is_priced]


def list_page(
    work: Work,
    form: BulkForm | None = None,
    reasons: Mapping[str, str] | None = None,
    name_form: FilterNameForm | None = None,
) -> str:
    """Return the list that the address asks for, a page of it."""
    question, tree, criteria = asked(), chapter_tree(work), judging_criteria(work)
    ids = find_ids(work, question.wanted, tree)
    page = page_of(ids, request.args.get("page", ""))
    rows, lines = load(work, page.rows), overview(work, tree)
    return render_template(
        "requirements/index.html",
        asked=question,
        page=page,
        rows=rows,
        facts=facts_of(work, rows),
        lines=lines,
        totals={line.chapter.id: line.total for line in lines},
        filled=_filled(question, tree, rows, page.last),
        chapters={node.id: node for node in tree},
        editable={node.id for node in tree if may_edit_chapter(work, node)},
        criteria=criteria,
        people=names_of(work, *_WRITERS),
        saved=saved_filters(work, PAGE),
        form=form or bulk_form(work, tree, criteria),
        name_form=name_form or FilterNameForm(),
        reasons=reasons or {},
        chosen=set(request.form.getlist("codes")),
    )


def _filled(
    question: Asked, tree: Sequence[ChapterNode], rows: Sequence[Requirement], pages: int
) -> list[FilledChapter]:
    """Return the chapters of the document; empty ones only where nothing else is left out."""
    chapter = question.wanted.chapter
    shown = below(tree, chapter) if chapter else {node.id for node in tree}
    filled = fill([node for node in tree if node.id in shown], rows)
    return without_empty(filled) if question.is_filtered or pages > 1 else filled
