"""The security headers of every answer."""

from flask import Flask, Response, current_app, request

from procurement.errors import ForbiddenError
from procurement.i18n import gettext as _

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; object-src 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


def init_app(app: Flask) -> None:
    """Refuse what comes from other sites and set the headers."""
    app.before_request(_refuse_foreign)
    app.after_request(_add)


def _refuse_foreign() -> None:
    foreign = request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none")
    if foreign and request.method not in ("GET", "HEAD", "OPTIONS"):
        raise ForbiddenError(_("The form was sent from another site and was not accepted."))


def _add(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.extensions["settings"].https:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if request.endpoint != "static" or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
        response.headers["Vary"] = "Cookie, HX-Request, HX-Request-Type"
    return response
