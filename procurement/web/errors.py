"""Show every error on purpose with its own sentence and status; a bug becomes a plain 500."""

import json
import uuid

from flask import Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from procurement.db import as_known_error
from procurement.errors import KravsporError
from procurement.i18n import gettext as _
from procurement.web.forms.account import SignInForm
from procurement.web.guard import SignInNeeded, signed_in_user

_NEVER_KEPT = {"csrf_token", "password"}


def init_app(app: Flask) -> None:
    """Register how errors are shown."""
    app.register_error_handler(SignInNeeded, _ask_to_sign_in)
    app.register_error_handler(CSRFError, _show_unconfirmed)
    app.register_error_handler(KravsporError, _show_known)
    app.register_error_handler(HTTPException, _show_http)
    app.register_error_handler(Exception, _show_unknown)


def _ask_to_sign_in(error: KravsporError) -> ResponseReturnValue:
    form = SignInForm(formdata=None, next=request.full_path.rstrip("?"), kept=kept_fields())
    page = render_template("account/sign_in.html", form=form, notice=_notice(error))
    headers = {"HX-Retarget": "body", "HX-Reswap": "outerHTML"}
    return page, error.status, headers


def _notice(error: KravsporError) -> str:
    return str(error) if request.method == "POST" or request.cookies else ""


def kept_fields() -> str:
    """Return what was posted, as JSON, so that a page can offer it again."""
    if request.method != "POST":
        return ""
    fields = [(k, v) for k, v in request.form.items(multi=True) if k not in _NEVER_KEPT]
    return json.dumps(fields, ensure_ascii=False)


def _show_unconfirmed(error: CSRFError) -> ResponseReturnValue:
    if signed_in_user() is None and request.endpoint != "account.sign_in":
        return _ask_to_sign_in(SignInNeeded(_("Sign in to go on. What you typed is kept.")))
    sentence = _("The form could not be confirmed. Go back, load the page again and send it anew.")
    return _page(sentence, 400)


def _show_known(error: KravsporError) -> ResponseReturnValue:
    return _page(str(error.args[0]), error.status)


def _show_http(error: HTTPException) -> ResponseReturnValue:
    sentences = {
        404: _("There is no such page, or it is not for you."),
        405: _("This address does not take that kind of request."),
        413: _("What you sent is larger than 12 MB, which is the most that is accepted."),
    }
    code = error.code or 500
    if code < 400:
        return error.get_response()
    if isinstance(error, SecurityError):  # under a host name that is not ours no link can be made
        sentence = _("The request could not be understood.")
        return render_template("broken.html", sentence=sentence), code
    return _page(sentences.get(code, _("The request could not be understood.")), code)


def _show_unknown(error: Exception) -> ResponseReturnValue:
    known = as_known_error(error)
    if known is not None:
        if known.status >= 500:
            current_app.logger.error("%s: %s", request.path, error)
        return _page(str(known), known.status)
    reference = uuid.uuid4().hex[:8]
    current_app.logger.exception("reference %s", reference)
    sentence = _(
        "Something went wrong on our side. Nothing was saved. Reference: %(reference)s.",
        reference=reference,
    )
    return _page(sentence, 500)


def _page(sentence: str, status: int) -> ResponseReturnValue:
    opened = g.get("session")
    if opened is not None:
        opened.rollback()
    if status >= 500:
        g.pop("work", None)  # what stands around a page may be what is broken
    template = "error.html" if status < 500 else "broken.html"
    return render_template(template, sentence=sentence, status=status), status
