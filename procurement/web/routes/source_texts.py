"""The text of a source: give it, read it, keep quotes from it, remove them."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.domain import Quote, Source, SourceText
from procurement.errors import FieldError, KravsporError
from procurement.i18n import gettext as _
from procurement.i18n import ngettext
from procurement.importing.gate import Kind, admit
from procurement.importing.texts import text_of
from procurement.services.passages import paragraphs, part_with, parts_of
from procurement.services.quoting import keep_quote, remove_quote
from procurement.services.source_editing import give_text, paste_text, text_of_source
from procurement.services.sources import get_quote, get_source
from procurement.services.thread import thread_of_quote
from procurement.services.work import Work
from procurement.web.forms.kinds import typed, whole_number
from procurement.web.forms.sources import QuoteForm, RemoveForm, TextForm
from procurement.web.guard import requires
from procurement.web.paging import Page
from procurement.web.saved import say_saved

bp = Blueprint("source_texts", __name__, url_prefix="/anskaffelser/<slug>/kilder")

_READABLE = (Kind.txt, Kind.docx, Kind.pdf)


@bp.get("/<code>/tekst")
@requires(Permission.read)
def show(work: Work, code: str) -> ResponseReturnValue:
    """Show the text of a source with its quotes marked."""
    source = get_source(work, code)
    text = text_of_source(work, source)
    wanted = request.args.get("page", "")
    shown = next((q for q in source.quotes if q.code == request.args.get("quote")), None)
    if text is not None and shown is not None and shown.begins is not None:
        wanted = str(part_with(text.text, shown.begins))
    return _text_page(source, text, QuoteForm(formdata=None), wanted)


@bp.post("/<code>/tekst")
@requires(Permission.edit_needs)
def quote(work: Work, code: str) -> ResponseReturnValue:
    """Keep a passage of a source as a quote."""
    source = get_source(work, code)
    text, form = text_of_source(work, source), QuoteForm()
    if form.validate_on_submit():
        try:
            kept = keep_quote(work, source, form.draft())
        except FieldError as error:
            form.show(error)
        else:
            work.session.commit()
            say_saved(_("%(code)s is kept.", code=kept.code))
            part = part_with(text.text, kept.begins or 0) if text else 1
            return redirect(url_for(".show", code=code, page=part, _anchor=kept.code))
    page = request.args.get("page", "")
    return _text_page(source, text, form, page), 422


def _text_page(source: Source, text: SourceText | None, form: QuoteForm, wanted: str) -> str:
    parts = parts_of(text.text) if text else []
    number = min(max(whole_number(wanted), 1), max(len(parts), 1))
    lines = paragraphs(text.text, parts[number - 1], source.quotes) if text else []
    return render_template(
        "sources/text.html",
        source=source,
        text=text,
        page=Page(lines, number, len(parts), len(lines)),
        form=form,
    )


@bp.route("/<code>/tekst/legg-inn", methods=["GET", "POST"])
@requires(Permission.edit_needs)
def give(work: Work, code: str) -> ResponseReturnValue:
    """Give a source its whole text, pasted or from a file."""
    source = get_source(work, code)
    form = TextForm()
    if form.validate_on_submit():
        try:
            lost = _given(work, source, form)
        except FieldError as error:
            form.show(error)
        else:
            work.session.commit()
            say_saved()
            _say_lost(lost)
            return redirect(url_for(".show", code=code))
    held = text_of_source(work, source)
    page = render_template("sources/give.html", source=source, form=form, held=held)
    return page, 422 if form.errors else 200


def _given(work: Work, source: Source, form: TextForm) -> list[Quote]:
    if typed(form.text):
        return paste_text(work, source, form.text.data)
    upload = admit(form.file.data.stream, form.file.data.filename or "", _READABLE)
    work.session.commit()  # nobody who writes must wait for the child that reads
    return give_text(work, source, text_of(upload), upload.name)


def _say_lost(lost: list[Quote]) -> None:
    if lost:
        text = ngettext(
            "%(number)s quote does not stand in the text: %(codes)s. It is kept, without a mark.",
            "%(number)s quotes do not stand in the text: %(codes)s. They are kept, without marks.",
            len(lost),
            codes=", ".join(quote.code for quote in lost[:10]),
        )
        flash(text)


@bp.route("/sitat/<code>/fjern", methods=["GET", "POST"])
@requires(Permission.edit_needs)
def unquote(work: Work, code: str) -> ResponseReturnValue:
    """Ask once, then remove a quote that no need rests on."""
    found = get_quote(work, code)
    form, source = RemoveForm(), found.source
    if form.validate_on_submit():
        try:
            remove_quote(work, found)
        except KravsporError as error:
            thread = thread_of_quote(work, found)
            page = render_template(
                "sources/quote.html", quote=found, thread=thread, refusal=str(error)
            )
            return page, 409
        work.session.commit()
        say_saved(_("%(code)s is removed.", code=code))
        return redirect(url_for("sources.show", code=source.code))
    return render_template("sources/unquote.html", form=form, quote=found)
