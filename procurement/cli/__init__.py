"""The command `kravspor`."""

from pathlib import Path

import click
from waitress import serve as serve_forever

from procurement.app import create_app
from procurement.catalogue import load_catalogue
from procurement.cli import bundles, forms, wording
from procurement.cli.databases import open_database, work_of_lead
from procurement.cli.options import FOLDER, Commands, language_option
from procurement.i18n import gettext as _
from procurement.migrations import upgrade as upgrade_schema
from procurement.resources import resource_dir
from procurement.services.demonstration import (
    PASSWORD,
    default_folder,
    load_demonstration,
    users_of,
)
from procurement.services.demonstration.reading import read_folder
from procurement.services.documents import documents_of, write
from procurement.services.documents.archive import written_set
from procurement.services.work import Work


@click.group(cls=Commands)
def main() -> None:
    """Kravspor: from needs to requirement specification to award."""


COMMANDS = (
    bundles.evaluate,
    bundles.simulate,
    bundles.check_model,
    bundles.verify,
    wording.lint_command,
    forms.read_answers,
)
for command in COMMANDS:
    main.add_command(command)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--demonstration", is_flag=True, help="Prepare the database and the demonstration.")
@language_option
def serve(host: str, port: int, demonstration: bool) -> None:
    """Serve the web application."""
    if demonstration:
        with open_database() as database:
            upgrade_schema(database)
        _load_demonstration()
    app = create_app()
    click.echo(f"Kravspor: http://{host}:{port}")
    serve_forever(app, host=host, port=port, threads=8, ident=None)


@main.command()
@language_option
def upgrade() -> None:
    """Bring the database to the newest schema."""
    with open_database() as database:
        upgrade_schema(database)
    click.echo(_("The database is up to date."))


@main.command()
@language_option
def demo() -> None:
    """Load the demonstration; loading it again changes nothing."""
    _load_demonstration()


def _load_demonstration() -> None:
    with open_database() as database, database.transaction() as session:
        loaded = load_demonstration(session)
    for title in loaded:
        click.echo(_("Loaded: %(title)s", title=title))
    if not loaded:
        click.echo(_("The demonstration is already there."))
    click.echo(_("Sign in with one of these and the password %(password)s:", password=PASSWORD))
    for email, role in users_of(read_folder(default_folder())):
        click.echo(f"  {email:36} {role}")


@main.command()
@click.option("--procurement", "slug", required=True, help="Short name in the address.")
@click.option("--out", "folder", required=True, type=FOLDER)
@click.option(
    "--set",
    "chosen",
    type=click.Choice(["konkurransegrunnlag"]),
    help="Only the documents that go out with the notice, with a manifest of their digests.",
)
@language_option
def export(slug: str, folder: Path, chosen: str | None) -> None:
    """Write every document that the project lead may have now."""
    folder.mkdir(parents=True, exist_ok=True)
    with work_of_lead(slug) as work:
        if chosen:
            _export_set(work, folder)
        else:
            _export_all(work, folder)


def _export_set(work: Work, folder: Path) -> None:
    for name, content in written_set(work).items():
        (folder / name).write_bytes(content)
        click.echo(str(folder / name))


def _export_all(work: Work, folder: Path) -> None:
    for document in documents_of(work):
        if document.closed:
            click.echo(f"{document.name}: {document.closed}", err=True)
            continue
        (folder / document.name).write_bytes(write(work, document.name))
        click.echo(str(folder / document.name))


@main.command()
@click.argument("folder", type=FOLDER, required=False)
@language_option
def check_catalogue(folder: Path | None) -> None:
    """Check every file of the catalogue in FOLDER (default: the one that is shipped)."""
    entries = load_catalogue(folder or resource_dir("requirements_catalog"))
    click.echo(_("%(number)s requirements, all valid.", number=len(entries)))
