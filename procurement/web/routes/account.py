"""Sign in, sign out, choose the language."""

import json
import re

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from flask import session as form_session
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from procurement.domain import User
from procurement.errors import FieldError
from procurement.i18n import LANGUAGES
from procurement.i18n import gettext as _
from procurement.services.sign_in import (
    check_password,
    end_session,
    note_failure,
    refuse_guessing,
    start_session,
)
from procurement.services.work import procurements_of
from procurement.web.forms.account import SignInForm
from procurement.web.guard import (
    LANGUAGE_COOKIE,
    database,
    public,
    session,
    session_cookie,
    signed_in,
    signed_in_user,
)

bp = Blueprint("account", __name__)

# browsers drop control characters from an address and read a backslash as a slash
_LOCAL = re.compile(r"/(?!/)[^\x00-\x1f\x7f\\]*")


@bp.get("/")
@public
def start() -> ResponseReturnValue:
    """Lead to the procurements, or to the sign-in page."""
    if signed_in_user() is None:
        return redirect(url_for(".sign_in"))
    return redirect(url_for(".procurements"))


@bp.route("/logg-inn", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Sign in with address and password."""
    form = SignInForm()
    if form.validate_on_submit():
        try:
            user = _checked(form)
        except FieldError as error:
            form.show(error)
        else:
            return _welcome(user, form)
    status = 422 if form.errors else 200
    return render_template("account/sign_in.html", form=form, notice=""), status


def _checked(form: SignInForm) -> User:
    """Return the user; hashing happens outside the write transaction."""
    session().rollback()
    with database().read() as reader:
        refuse_guessing(reader, form.email.data)
        user = check_password(reader, form.email.data, form.password.data)
        if user is not None:
            reader.expunge(user)
    if user is None:
        with database().transaction() as writer:
            note_failure(writer, form.email.data)
        raise FieldError("password", _("The e-mail or the password is wrong."))
    return user


def _welcome(user: User, form: SignInForm) -> Response:
    with database().transaction() as writer:
        token = start_session(writer, user)
    form_session.clear()
    target = form.next.data if _is_local(form.next.data) else url_for(".procurements")
    if form.kept.data and _is_local(form.next.data):
        g.user = user
        g.pop("csrf_token", None)  # the one made so far belongs to the session before
        fields = _fields(form.kept.data)
        page = render_template("account/resume.html", target=target, fields=fields)
        response: Response = current_app.make_response(page)
    else:
        response = redirect(target)
    _set_cookie(response, session_cookie(), token)
    return response


def _is_local(path: str | None) -> bool:
    return path is not None and _LOCAL.fullmatch(path) is not None


def _fields(kept: str) -> list[tuple[str, str]]:
    try:
        return [(str(name), str(value)) for name, value in json.loads(kept)]
    except (ValueError, TypeError, RecursionError):
        return []


def _set_cookie(response: Response, name: str, value: str, age: int | None = None) -> None:
    secure = current_app.extensions["settings"].https
    response.set_cookie(name, value, max_age=age, httponly=True, secure=secure, samesite="Lax")


@bp.post("/logg-ut")
@public
def sign_out() -> ResponseReturnValue:
    """End the session on the server and in the browser."""
    end_session(session(), request.cookies.get(session_cookie(), ""))
    session().commit()
    form_session.clear()
    response = redirect(url_for(".sign_in"))
    response.delete_cookie(session_cookie(), samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@bp.post("/sprak")
@public
def choose_language() -> ResponseReturnValue:
    """Remember the language in the browser and, when signed in, with the user."""
    code = request.form.get("language", "")
    target = request.form.get("next", "/")
    response = redirect(target if _is_local(target) else "/")
    if code in LANGUAGES:
        _set_cookie(response, LANGUAGE_COOKIE, code, age=365 * 24 * 3600)
        user = signed_in_user()
        if user is not None and user.language != code:
            user.language = code
            session().commit()
    return response


@bp.get("/anskaffelser/")
@signed_in
def procurements(user: User) -> ResponseReturnValue:
    """List the procurements in which the user has a role."""
    mine = procurements_of(session(), user)
    return render_template("account/procurements.html", procurements=mine)


@bp.get("/tilgjengelighet")
@public
def accessibility() -> ResponseReturnValue:
    """Tell what is known about the accessibility of these pages."""
    return render_template("account/accessibility.html")
