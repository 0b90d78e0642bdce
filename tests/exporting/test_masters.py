"""The Word masters use the fields of their views, and can do nothing but show them."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docxtpl import DocxTemplate
from jinja2 import Environment, nodes

from procurement.errors import KravsporError
from procurement.exporting.docx import fill_master
from procurement.exporting.fields import VIEWS, field_lines, paths_of
from procurement.resources import resource_dir

from . import samples

EXPORTS = resource_dir("exports")
UNUSED = {
    "hoering": {"frame.language"},
    "konkurransegrunnlag": {"frame.language"},
    "kravspesifikasjon": {
        "frame.language",
        "chapters[].requirements[].class_name",
        "chapters[].requirements[].needs",  # internal trace, not published
    },
    "endringslogg": {"frame.language"},
    "svarskjema": {"frame.language", "participants[].population"},
    "modelltest": {"frame.language"},
    "tilleggsinformasjon": {"frame.language", "frame.issued"},
}


def used_by(master: Path) -> set[str]:
    """Return the fields that a master shows, tests or goes through."""
    template = DocxTemplate(master)
    template.init_docx()
    used: set[str] = set()
    for source in _sources(template):
        tree = Environment().parse(template.patch_xml(source))
        _collect(tree, {}, used)
    return used


def _sources(template: Any) -> Iterator[str]:
    yield template.get_xml()
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _key, part in template.get_headers_footers(uri):
            yield template.get_part_xml(part)


def _collect(node: nodes.Node, scope: dict[str, str], used: set[str]) -> None:
    if isinstance(node, nodes.For):
        assert isinstance(node.target, nodes.Name)
        _collect(node.iter, scope, used)
        inner = scope | {node.target.name: f"{_path(node.iter, scope)}[]"}
        for child in node.body:
            _collect(child, inner, used)
        return
    if isinstance(node, nodes.Name | nodes.Getattr):
        used.add(_path(node, scope))
        return
    for child in node.iter_child_nodes():
        _collect(child, scope, used)


def _path(node: nodes.Node, scope: dict[str, str]) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node, scope)}.{node.attr}"
    assert isinstance(node, nodes.Name)
    return scope.get(node.name, node.name)


def with_changed_text(tmp_path: Path, name: str, old: str, new: str) -> Path:
    """Return a copy of a master in which some text is replaced."""
    copy = tmp_path / name / "master.docx"
    copy.parent.mkdir()
    with ZipFile(EXPORTS / name / "master.docx") as source, ZipFile(copy, "w") as target:
        for member in source.namelist():
            data = source.read(member).decode()
            assert member != "word/document.xml" or old in data
            target.writestr(member, data.replace(old, new))
    return copy


@pytest.mark.parametrize("name", VIEWS)
def test_every_field_used_exists(name: str) -> None:
    paths = set(paths_of(name))
    lists = {path[: mark.start()] for path in paths for mark in re.finditer(r"\[\]", path)}
    assert used_by(EXPORTS / name / "master.docx") <= paths | lists


@pytest.mark.parametrize("name", VIEWS)
def test_every_field_is_used_or_named_as_unused(name: str) -> None:
    assert set(paths_of(name)) - used_by(EXPORTS / name / "master.docx") == UNUSED[name]


def test_the_nynorsk_master_shows_the_same_in_other_words() -> None:
    for nynorsk in EXPORTS.glob("*/master.nn.docx"):
        bokmaal = nynorsk.with_name("master.docx")
        assert used_by(nynorsk) == used_by(bokmaal)
        assert nynorsk.read_bytes() != bokmaal.read_bytes()


@pytest.mark.parametrize("name", VIEWS)
def test_the_list_for_the_buyer_is_complete(name: str) -> None:
    text = (EXPORTS / "README.md").read_text(encoding="utf-8")
    section = text.split(f"### Felt i {name}/master.docx")[1].split("\n### ")[0]
    assert set(re.findall(r"`([^`]+)`", section)) == set(paths_of(name))


@pytest.mark.parametrize("name", VIEWS)
def test_every_field_has_a_kind_and_a_meaning_in_the_list_for_the_buyer(name: str) -> None:
    lines = field_lines(name)
    shown = [(path, kind) for line in lines for path, kind in line.fields]
    assert sorted(shown) == sorted(paths_of(name).items())
    assert all(line.meaning for line in lines)


def test_a_misspelt_field_is_named(tmp_path: Path) -> None:
    master = with_changed_text(tmp_path, "konkurransegrunnlag", "{{ purpose }}", "{{ porpuse }}")
    with pytest.raises(KravsporError, match=r"konkurransegrunnlag/master\.docx.* porpuse"):
        fill_master(master, samples.tender_document())


def test_a_misspelt_field_of_a_list_is_named(tmp_path: Path) -> None:
    master = with_changed_text(
        tmp_path, "kravspesifikasjon", "requirement.statement", "requirement.sentence"
    )
    with pytest.raises(KravsporError, match="sentence"):
        fill_master(master, samples.specification())


@pytest.mark.parametrize(
    "attack",
    [
        "{{ cycler.__init__.__globals__.os }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ lipsum() }}",
        "{{ range(10) }}",
        "{{ frame.update({}) }}",
        "{{ facts.append(1) }}",
        "{{ purpose.format(1) ~ purpose.__class__ }}",
        "{% include 'x' %}",
        "{{ 1 / 0 }}",
        "{{ purpose + 1 }}",
        "{{ purpose",
    ],
)
def test_a_master_can_only_show_fields(tmp_path: Path, attack: str) -> None:
    master = with_changed_text(tmp_path, "konkurransegrunnlag", "{{ purpose }}", attack)
    with pytest.raises(KravsporError, match=r"konkurransegrunnlag/master\.docx"):
        fill_master(master, samples.tender_document())


def test_a_missing_master_is_named_without_its_folder(tmp_path: Path) -> None:
    missing = tmp_path / "grunnlag" / "master.docx"
    with pytest.raises(KravsporError) as caught:
        fill_master(missing, samples.tender_document())
    assert "grunnlag/master.docx" in str(caught.value)
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.parametrize("name", VIEWS)
def test_masters_have_the_styles_that_a_buyer_looks_for(name: str) -> None:
    template = DocxTemplate(EXPORTS / name / "master.docx")
    template.init_docx()
    styles = {style.name for style in template.docx.styles}
    assert styles >= {
        "Title",
        "Heading 1",
        "Heading 2",
        "Body Text",
        "Caption",
        "toc 1",
        "toc 2",
        "Kravspor tabell",
    }


def test_views_are_plain_data() -> None:
    for view in VIEWS.values():
        assert all(field.name not in dir(dict) for field in fields(view))
