"""The command that reads a form which a supplier filled in."""

import json
import sys
from pathlib import Path

import click

from procurement.cli.databases import work_of_lead
from procurement.cli.options import FILE, language_option
from procurement.importing.forms import KINDS, form_of
from procurement.importing.gate import admit
from procurement.importing.problems import Severity
from procurement.services.returned_forms import compared


@click.command()
@click.argument("file", type=FILE)
@click.option("--procurement", "slug", help="Compare with what this procurement asks for now.")
@language_option
def read_answers(file: Path, slug: str | None) -> None:
    """Read an answer form or a price form and write what it says as JSON.

    The exit status is 1 if something in the form cannot be trusted or was not read.
    """
    with file.open("rb") as stream:
        said = form_of(admit(stream, file.name, KINDS))
    if slug is not None:
        with work_of_lead(slug) as work:
            said = compared(work, said)
    click.echo(json.dumps(said, ensure_ascii=False, indent=1))
    if any(each["severity"] == Severity.error for each in said["problems"]):
        sys.exit(1)
