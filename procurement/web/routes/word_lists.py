"""The word lists of the linter: names it knows or leaves alone, pairs with a slash."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.domain import WordKind
from procurement.errors import FieldError
from procurement.services.word_lists import add_word, remove_word, shipped_names, word_list
from procurement.services.work import Work
from procurement.web.forms.kinds import typed
from procurement.web.forms.wording import WordForm
from procurement.web.guard import requires
from procurement.web.saved import say_saved

bp = Blueprint("word_lists", __name__, url_prefix="/anskaffelser/<slug>/sprak/ord")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """Show the words of the procurement's own."""
    return _page(work, WordForm())


@bp.post("/")
@requires(Permission.edit_word_lists)
def add(work: Work) -> ResponseReturnValue:
    """Add a word to a list."""
    form = WordForm()
    if form.validate_on_submit():
        try:
            row = add_word(work, form.kind.data, typed(form.word))
        except FieldError as error:
            form.show(error)
        else:
            work.session.commit()
            say_saved(row.word)
            return redirect(url_for(".index"))
    return _page(work, form)


@bp.post("/<uuid:word_id>/fjern")
@requires(Permission.edit_word_lists)
def remove(work: Work, word_id: UUID) -> ResponseReturnValue:
    """Take a word out of a list."""
    remove_word(work, word_id)
    work.session.commit()
    say_saved()
    return redirect(url_for(".index"))


def _page(work: Work, form: WordForm) -> ResponseReturnValue:
    lists = [(kind, word_list(work, kind)) for kind in WordKind]
    page = render_template("wording/words.html", form=form, lists=lists, shipped=shipped_names())
    return page, 422 if form.errors else 200
