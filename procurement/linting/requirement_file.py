"""Read requirements, and judgements of findings in them, from a table with tabs or semicolons."""

from collections.abc import Iterator, Mapping
from csv import QUOTE_MINIMAL, QUOTE_NONE, DictReader
from pathlib import Path

from procurement.errors import CatalogueError
from procurement.i18n import gettext as _
from procurement.linting.subject import Subject

CLASSES = {
    "A": "minimum",
    "V": "evaluated",
    "AV": "minimum_evaluated",
    "I": "information",
    "O": "option",
    "K": "contract",
}
_HEADINGS = {
    "code": ("krav nr.", "krav nr", "kode", "nr", "id", "code"),
    "text": ("beskrivelse", "krav", "kravtekst", "tekst", "statement", "text"),
    "class": ("type", "klasse", "kravtype", "class"),
}

Judgements = Mapping[tuple[str, str, str], bool]


def read_requirements(file: Path, classes: Mapping[str, str], language: str) -> list[Subject]:
    """Return the requirements of a table; how they are answered and checked counts as given."""
    return list(_subjects(file, {**CLASSES, **classes}, language))


def _subjects(file: Path, classes: Mapping[str, str], language: str) -> Iterator[Subject]:
    for number, row in enumerate(_rows(file), start=2):
        kind = row["class"].strip()
        if kind not in classes and kind not in classes.values():
            raise CatalogueError(
                _(
                    "%(file)s, line %(line)s: %(kind)s is not a known class. Say what it is with"
                    " --class %(kind)s=minimum.",
                    file=file.name,
                    line=number,
                    kind=kind or "–",
                )
            )
        yield Subject(
            code=row["code"].strip(),
            text=row["text"],
            requirement_class=classes.get(kind, kind),
            answer_form="degree",
            answer_instruction="–",
            verification="documentation",
            language=language,
        )


def _rows(file: Path) -> Iterator[dict[str, str]]:
    lines = _text(file).splitlines()
    if not lines:
        raise CatalogueError(_("%(file)s is empty.", file=file.name))
    tab = "\t" in lines[0]
    table = DictReader(
        lines, delimiter="\t" if tab else ";", quoting=QUOTE_NONE if tab else QUOTE_MINIMAL
    )
    known = {name.strip().casefold(): name for name in table.fieldnames or ()}
    names = {
        key: next((known[name] for name in wanted if name in known), None)
        for key, wanted in _HEADINGS.items()
    }
    missing = [_HEADINGS[key][0] for key, name in names.items() if name is None]
    if missing:
        raise CatalogueError(
            _(
                "%(file)s has no column %(names)s in its first line.",
                file=file.name,
                names=", ".join(missing),
            )
        )
    for row in table:
        yield {key: row[name] or "" for key, name in names.items() if name is not None}


def read_judgements(file: Path) -> Judgements:
    """Return whether each finding is right, by requirement, rule and words."""
    table = DictReader(_text(file).splitlines(), delimiter="\t", quoting=QUOTE_NONE)
    wanted = {"id", "rule", "words", "verdict"}
    if not wanted <= set(table.fieldnames or ()):
        names = ", ".join(sorted(wanted))
        message = _("%(file)s needs the columns %(names)s.", file=file.name, names=names)
        raise CatalogueError(message)
    return {(row["id"], row["rule"], row["words"]): row["verdict"] == "true" for row in table}


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CatalogueError(_("%(file)s is not UTF-8 text.", file=file.name)) from error
