"""The command `kravspor lint`: findings of the language check in a file or in a procurement."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from procurement.cli.databases import work_of_lead
from procurement.cli.options import FILE, json_option, language_option
from procurement.cli.tables import NOTHING, Row, aligned
from procurement.errors import KravsporError
from procurement.i18n import format_number
from procurement.i18n import gettext as _
from procurement.linting import (
    RequirementSet,
    SetRequirement,
    Severity,
    Subject,
    lint,
    lint_set,
    load_brands,
    load_rules,
)
from procurement.linting.report import Found, Report, judged, report
from procurement.linting.requirement_file import Judgements, read_judgements, read_requirements
from procurement.services.set_check import check_set
from procurement.services.wording_check import check_all

# what needs criteria, needs and chapters is not looked for in a file that has none of them
_IN_TEXTS = frozenset({"S07", "S08", "S09"})


@click.command("lint")
@click.argument("file", type=FILE, required=False)
@click.option("--procurement", "slug", help="Short name in the address, in place of a file.")
@click.option("--judged", "judgements", type=FILE, help="A table of judged findings.")
@click.option("--class", "classes", multiple=True, help="What a class means, such as B=minimum.")
@click.option("--written", type=click.Choice(["nb", "nn"]), default="nb", show_default=True)
@json_option
@language_option
def lint_command(file: Path | None, slug: str | None, as_json: bool, **asked: Any) -> None:
    """Report what the language check finds in FILE or in a procurement."""
    known = read_judgements(asked["judgements"]) if asked["judgements"] else {}
    if file is not None:
        made = report_on_file(file, _meanings(asked["classes"]), asked["written"], known)
    elif slug:
        made = _of_procurement(slug, known)
    else:
        raise KravsporError(_("Name a file, or the short name of a procurement."))
    click.echo(_as_json(made) if as_json else report_text(made))


def _meanings(classes: Sequence[str]) -> dict[str, str]:
    pairs = [entry.partition("=") for entry in classes]
    return {letter.strip(): meaning.strip() for letter, _sign, meaning in pairs}


def report_on_file(
    file: Path, classes: Mapping[str, str], written: str, known: Judgements
) -> Report:
    """Return what is found in the requirements of a file; reading it is not part of the time."""
    rules, brands = load_rules(), load_brands()
    subjects = read_requirements(file, classes, written)
    start = time.perf_counter()
    single = [(s.code, finding) for s in subjects for finding in lint(s, rules, brands)]
    whole = lint_set(RequirementSet(tuple(map(_in_set, subjects))), rules)
    seconds = time.perf_counter() - start
    together = [(f.code, f) for f in whole if f.rule in _IN_TEXTS]
    return report(len(subjects), seconds, judged([*single, *together], known), rules)


def _in_set(subject: Subject) -> SetRequirement:
    return SetRequirement(
        subject.code, subject.text, subject.requirement_class, language=subject.language
    )


def _of_procurement(slug: str, known: Judgements) -> Report:
    rules = load_rules()
    with work_of_lead(slug) as work:
        start = time.perf_counter()
        checked = check_all(work)
        together = check_set(work).requirements
        seconds = time.perf_counter() - start
    findings = [
        (one.code, remark.finding)
        for one in (*checked, *together)
        for remark in one.remarks
        if remark.is_open
    ]
    return report(len(checked), seconds, judged(findings, known), rules)


def report_text(made: Report) -> str:
    """Return a report as a table, with what it says in all below."""
    heads = (_("Rule"), _("What it finds"), _("Errors"), _("Warnings"), _("Tips"))
    rows: list[Row] = [(*heads, _("Judged"), _("Right"), _("Share"))]
    for rule in made.rules:
        counts = (str(rule.severities.get(severity.value, 0)) for severity in Severity)
        share = _per_cent(rule.right, rule.judged)
        seen = (str(rule.judged), str(rule.right)) if rule.judged else (NOTHING, NOTHING)
        rows.append((rule.rule, rule.title, *counts, *seen, share))
    return "\n".join([*aligned(rows, "<<>>>>>>"), "", *_in_all(made)])


def _in_all(made: Report) -> Iterator[str]:
    yield _(
        "Requirements: %(all)s, with an error or a warning: %(touched)s.",
        all=made.requirements,
        touched=made.touched,
    )
    if made.judged:
        yield _(
            "Judged errors and warnings: %(judged)s, right: %(right)s (%(share)s). Not judged:"
            " %(rest)s.",
            judged=made.judged,
            right=made.right,
            share=_per_cent(made.right, made.judged),
            rest=made.unjudged,
        )
    milliseconds = format_number(round(made.seconds * 1000))
    yield _("Time: %(number)s ms.", number=milliseconds)


def _per_cent(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else NOTHING


def _as_json(made: Report) -> str:
    precision = made.precision
    document = {
        "requirements": made.requirements,
        "requirements_with_errors_or_warnings": made.touched,
        "seconds": round(made.seconds, 4),
        "judged": made.judged,
        "right": made.right,
        "precision": None if precision is None else round(float(precision), 4),
        "not_judged": made.unjudged,
        "rules": [
            {
                "rule": rule.rule,
                "title": rule.title,
                **{severity.value: rule.severities.get(severity.value, 0) for severity in Severity},
                "judged": rule.judged,
                "right": rule.right,
            }
            for rule in made.rules
        ],
        "findings": [_plain(each) for each in made.found],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _plain(found: Found) -> dict[str, object]:
    finding = found.finding
    return {
        "requirement": found.code,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "start": finding.start,
        "end": finding.end,
        "words": finding.excerpt,
        "explain": finding.explain,
        "is_right": found.is_right,
    }
