"""The places of the documents that the buyer fills in: a list, and one small form for each."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.errors import FieldError
from procurement.i18n import gettext as _
from procurement.services.tender_texts import FilledPlace, fill_place, get_place, places_of
from procurement.services.work import Work
from procurement.web.forms.kinds import typed, whole_number
from procurement.web.forms.tender_texts import TenderTextForm
from procurement.web.guard import requires
from procurement.web.saved import say_saved

bp = Blueprint("tender_texts", __name__, url_prefix="/anskaffelser/<slug>/dokumenter/utfylling")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """List the places by chapter, with what stands there."""
    places = places_of(work)
    return render_template(
        "tender_texts/index.html",
        chapters=_by_chapter(places),
        blank=[each for each in places if each.is_blank],
        total=len(places),
    )


@bp.route("/<name>", methods=["GET", "POST"])
@requires(Permission.edit_documents)
def edit(work: Work, name: str) -> ResponseReturnValue:
    """Fill in one place."""
    filled = get_place(work, name)
    form = TenderTextForm.of(filled)
    stale = False
    if form.validate_on_submit():
        seen = whole_number(form.version.data)
        stale = seen != filled.version
        if not stale and _is_saved(work, name, form, seen):
            work.session.commit()
            say_saved()
            return redirect(url_for(".index", _anchor=name))
    return _form_page(work, filled, form, stale)


def _is_saved(work: Work, name: str, form: TenderTextForm, seen: int) -> bool:
    try:
        fill_place(work, name, typed(form.text), seen)
    except FieldError as error:
        form.show(error)
        return False
    return True


def _form_page(
    work: Work, filled: FilledPlace, form: TenderTextForm, stale: bool
) -> ResponseReturnValue:
    if stale:
        form.version.data = str(filled.version)
    page = render_template(
        "tender_texts/edit.html",
        form=form,
        filled=filled,
        stale=stale,
        following=_next_blank(places_of(work), filled),
    )
    return page, 409 if stale else 422 if form.errors else 200


def _next_blank(places: list[FilledPlace], filled: FilledPlace) -> FilledPlace | None:
    """Return the first blank place after this one, from the top again where there is none."""
    at = next(n for n, each in enumerate(places) if each.place.name == filled.place.name)
    around = places[at + 1 :] + places[:at]
    return next((each for each in around if each.is_blank), None)


def _by_chapter(places: list[FilledPlace]) -> list[tuple[str, list[FilledPlace]]]:
    """Return the places under the chapters they stand in, in reading order."""
    titles = {
        "introduction": _("Introduction"),
        "rules": _("Rules of the competition"),
        "qualification": _("Qualification"),
        "tender": _("The bid"),
        "award": _("Negotiation and award"),
    }
    found: dict[str, list[FilledPlace]] = {}
    for each in places:
        title = titles.get(each.place.chapter) or _("Annexes and other documents")
        found.setdefault(title, []).append(each)
    return list(found.items())
