"""What a page shows of comments on its thing: those that are there, and the form for one more."""

from dataclasses import dataclass

from flask import url_for

from procurement.access import Permission
from procurement.domain import Need, Requirement
from procurement.services.review.comments import (
    CommentRow,
    Thing,
    comments_on,
    senders_of,
    suppliers_heard,
)
from procurement.services.review.rounds import open_rounds
from procurement.services.work import Work
from procurement.web.forms.review import CommentForm


@dataclass(frozen=True)
class Commenting:
    """The comments on a thing, the form where I may comment, and where it is sent."""

    rows: list[CommentRow]
    form: CommentForm | None
    address: str


def commenting_on(work: Work, thing: Thing, form: CommentForm | None = None) -> Commenting:
    """Return what a page shows of the comments on a thing."""
    rows = comments_on(work, thing)
    if not work.may(Permission.comment):
        return Commenting(rows, None, address_of(thing))
    return Commenting(rows, form or offered(work), address_of(thing))


def offered(work: Work, sent: bool = False) -> CommentForm:
    """Return the form for a comment, as it was sent or empty."""
    form = CommentForm() if sent else CommentForm(formdata=None)
    senders = senders_of(work) if work.may(Permission.run_rounds) else {}
    form.offer(open_rounds(work), senders, suppliers_heard(work))
    return form


def address_of(thing: Thing) -> str:
    """Return where comments on a thing are sent."""
    if isinstance(thing, Requirement):
        return url_for("comments.requirement", code=thing.code)
    if isinstance(thing, Need):
        return url_for("comments.need", code=thing.code)
    return url_for("comments.chapter", code=thing.number)
