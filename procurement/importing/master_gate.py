"""The gate for Word masters: all that is wrong with one is said at once. Runs in the child."""

from collections.abc import Iterator, Sequence
from typing import Any

from jinja2 import Environment, TemplateSyntaxError

from procurement.i18n import gettext as _
from procurement.importing.master_parts import Part, package_problems, parts_of
from procurement.importing.master_syntax import Reading
from procurement.importing.master_tags import MOST_TAGS, Problem, Tags, shortened

MOST_SAID = 50


def problems_of(content: bytes, shape: dict[str, Any], needed: Sequence[str]) -> list[str]:
    """Return what is wrong with a master for a deliverable with these fields, in order."""
    parts = parts_of(content)
    found = list(package_problems(content, {part.name for part in parts}))
    reading = Reading(shape)
    for part in parts:
        found += _said_of(part, reading)
    missing = [name for name in needed if name not in reading.used]
    found += [_("The field «%(field)s» must be in this master.", field=name) for name in missing]
    return list(dict.fromkeys(found))[:MOST_SAID]


def _said_of(part: Part, reading: Reading) -> Iterator[str]:
    for text in part.alone:
        yield _(
            "A field is opened or closed alone in this paragraph: «%(text)s».", text=shortened(text)
        )
    tags = Tags(part)
    if tags.too_many:
        yield _(
            "There are more than %(most)s tags in %(part)s. Fill lists with a loop.",
            most=MOST_TAGS,
            part=part.name,
        )
        return
    problems = list(tags.problems())
    problems += _read(tags, reading)
    yield from (tags.said(each) for each in sorted(problems, key=lambda each: each.tag))


def _read(tags: Tags, reading: Reading) -> list[Problem]:
    try:
        tree = Environment().parse(tags.readable())
    except TemplateSyntaxError as error:
        return [Problem(error.lineno - 2, _("%(tag)s cannot be read"))]
    before = len(reading.problems)
    reading.read(tree)
    return reading.problems[before:]
