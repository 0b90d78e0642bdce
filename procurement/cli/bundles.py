"""Commands for evaluation bundles: rank, simulate, check the model, verify a stored result."""

import json
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypedDict, Unpack

import click

from procurement.cli.options import FILE, json_option, language_option
from procurement.cli.simulation_tables import simulation_text
from procurement.cli.tables import findings_text, ranking_table
from procurement.errors import EvaluationError, KravsporError
from procurement.evaluation import (
    Severity,
    bundle_from,
    findings_document,
    load,
    result_document,
    simulation_document,
)
from procurement.evaluation import check_model as findings_of
from procurement.evaluation import evaluate as rank_bundle
from procurement.evaluation import simulate as simulate_bundle
from procurement.evaluation import verify as differences_in
from procurement.evaluation.reading import MOST_MEBIBYTES
from procurement.evaluation.simulation import MOST_DRAWS, MOST_SEED
from procurement.evaluation.weight_ranges import UNIFORM
from procurement.i18n import gettext as _

VERIFICATION = "kravspor-verification/1"

_QUIET_SECONDS = 1  # a simulation that takes longer says how far it has come


class _Asked(TypedDict):
    """What a simulation is asked for."""

    draws: int
    seed: int
    weights: str
    leaves: bool


class _Progress:
    """Say on a terminal how far a simulation has come, once it has taken a while."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    def __call__(self, done: int, draws: int) -> None:
        """Overwrite the line with the new percentage; leave it empty in the end."""
        if sys.stderr.isatty() and time.monotonic() - self._start > _QUIET_SECONDS:
            said = f"{100 * done // draws} %" if done < draws else ""
            click.echo(f"\r{said:6}\r", nl=False, err=True)


@click.command()
@click.argument("file", type=FILE)
@json_option
@language_option
def evaluate(file: Path, as_json: bool) -> None:
    """Rank the bids of an evaluation bundle."""
    with _faults_of(file):
        data = _data_in(file)
        result = rank_bundle(bundle_from(data))
    if as_json:
        _write_json(result_document(result, data))
    else:
        click.echo(ranking_table(result))


@click.command()
@click.argument("file", type=FILE)
@click.option("--draws", default=100_000, show_default=True, type=click.IntRange(1, MOST_DRAWS))
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0, MOST_SEED))
@click.option("--weights", default=UNIFORM, show_default=True, help="uniform or around:POINTS.")
@click.option("--leaves", is_flag=True, help="Vary the weights of all leaves.")
@json_option
@language_option
def simulate(file: Path, as_json: bool, **asked: Unpack[_Asked]) -> None:
    """Show how the ranking of an evaluation bundle depends on the weights."""
    with _faults_of(file):
        bundle = bundle_from(_data_in(file))
        found = simulate_bundle(bundle, **asked, progress=_Progress())
    if as_json:
        _write_json(simulation_document(found))
    else:
        click.echo(simulation_text(found, bundle))


@click.command()
@click.argument("file", type=FILE)
@json_option
@language_option
def check_model(file: Path, as_json: bool) -> None:
    """Check the model of an evaluation bundle before it is published."""
    with _faults_of(file):
        findings = findings_of(bundle_from(_data_in(file)))
    if as_json:
        _write_json(findings_document(findings))
    else:
        click.echo(findings_text(findings))
    if any(each.severity is Severity.error for each in findings):
        sys.exit(1)


@click.command()
@click.argument("file", type=FILE)
@json_option
@language_option
def verify(file: Path, as_json: bool) -> None:
    """Compute a stored result again and compare everything."""
    with _faults_of(file):
        differences = list(differences_in(_data_in(file)))
    said = differences or [_("The stored result is right: everything is computed the same again.")]
    if as_json:
        _write_json({"format": VERIFICATION, "differences": differences})
    else:
        click.echo("\n".join(said))
    if differences:
        sys.exit(1)


@contextmanager
def _faults_of(file: Path) -> Iterator[None]:
    """Name the file before the place of a fault in it; an option is no place in a file."""
    try:
        yield
    except EvaluationError as error:
        where = f"{file.name}: " if error.place.startswith("$") else "--"
        raise KravsporError(f"{where}{error}") from error


def _data_in(file: Path) -> object:
    """Return the bundle in a file; a published case holds it beside what is expected."""
    with file.open("rb") as stream:
        data = load(stream.read(MOST_MEBIBYTES * 2**20 + 1))  # a byte more is too much already
    if isinstance(data, dict) and "format" not in data and "bundle" in data:
        return data["bundle"]
    return data


def _write_json(document: Mapping[str, object]) -> None:
    """Write a line for each key and each item of a list; indents would take five times as long."""
    lines = (f" {_compact(key)}: {_listed(value)}" for key, value in document.items())
    click.echo("{\n" + ",\n".join(lines) + "\n}")


def _listed(value: object) -> str:
    if not isinstance(value, list) or not value:
        return _compact(value)
    return "[\n  " + ",\n  ".join(map(_compact, value)) + "\n ]"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
