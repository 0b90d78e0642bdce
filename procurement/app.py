"""Where the parts meet: build the web application."""

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from procurement.config import Settings, settings_from_environment
from procurement.db import Database
from procurement.exporting.office import find_office
from procurement.resources import resource_dir
from procurement.services.runs import Runs
from procurement.web import errors, filters, frame, guard, headers, origin
from procurement.web import wording as wording_marks
from procurement.web.csrf import csrf
from procurement.web.routes import (
    account,
    addenda,
    addendum_changes,
    approvals,
    backing,
    baselines,
    catalogue,
    changes,
    chapters,
    comments,
    criteria,
    criterion_edits,
    documents,
    home,
    house_style,
    inputs,
    masters,
    merging,
    model_test,
    need_traces,
    needs,
    participants,
    previews,
    price_lines,
    price_model,
    procurement,
    quality,
    requirements,
    result,
    rounds,
    scoring,
    sealing,
    search,
    sign_off,
    simulation,
    source_texts,
    sources,
    suspects,
    tender_texts,
    traces,
    triage,
    word_lists,
    wording,
)

BLUEPRINTS = (
    account.bp,
    home.bp,
    procurement.bp,
    participants.bp,
    backing.bp,
    sources.bp,
    source_texts.bp,
    needs.bp,
    merging.bp,
    need_traces.bp,
    requirements.bp,
    catalogue.bp,
    changes.bp,
    chapters.bp,
    criteria.bp,
    criterion_edits.bp,
    price_lines.bp,
    price_model.bp,
    model_test.bp,
    simulation.bp,
    sign_off.bp,
    documents.bp,
    sealing.bp,
    tender_texts.bp,
    masters.bp,
    previews.bp,
    house_style.bp,
    addenda.bp,
    addendum_changes.bp,
    scoring.bp,
    result.bp,
    quality.bp,
    baselines.bp,
    search.bp,
    traces.bp,
    rounds.bp,
    inputs.bp,
    comments.bp,
    triage.bp,
    approvals.bp,
    suspects.bp,
    wording.bp,
    word_lists.bp,
)


def create_app(settings: Settings | None = None, database: Database | None = None) -> Flask:
    """Return the application for these settings, by default those of the environment."""
    settings = settings or settings_from_environment()
    app = Flask(
        "procurement",
        template_folder=str(resource_dir("templates")),
        static_folder="web/static",
        static_url_path="/static",
    )
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="__Host-kravspor-form" if settings.https else "kravspor-form",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
        MAX_CONTENT_LENGTH=12 * 2**20,
        MAX_FORM_MEMORY_SIZE=2 * 2**20,
        MAX_FORM_PARTS=5_000,
        WTF_CSRF_TIME_LIMIT=None,  # an evaluator's text must survive a long lunch
        SEND_FILE_MAX_AGE_DEFAULT=3600,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if settings.https:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]
    guard.init_app(app, database or Database(settings.database_url), settings)
    csrf.init_app(app)  # after the language is known
    for part in (errors, filters, frame, headers, origin, wording_marks):
        part.init_app(app)
    app.extensions["runs"] = Runs()
    app.extensions["preview_runs"] = Runs()
    app.extensions["office"] = find_office(settings.office)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
