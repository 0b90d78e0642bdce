"""Rows that are put into the file say the same as rows that Jinja renders."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docxtpl import DocxTemplate
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.exporting.docx import _environment, fill_master
from procurement.exporting.loops import cut_loops
from procurement.exporting.spliced import Lists
from procurement.exporting.views import Specification
from procurement.resources import resource_dir

from . import samples
from .reading import word_texts
from .test_masters import with_changed_text

MASTER = resource_dir("exports") / "kravspesifikasjon" / "master.docx"
SHOWN = (
    "title",
    "statement",
    "answer_form",
    "answer_instruction",
    "verification",
    "deviation",
    "fulfilment",
    "legal_basis",
    "criteria",
)


def by_docxtpl(master: Path, view: Specification) -> list[str]:
    """Return the texts when Jinja renders every row."""
    template = DocxTemplate(master)
    template.render(Lists(view).data, jinja_env=_environment())
    buffer = BytesIO()
    template.save(buffer)
    return _below_the_contents(word_texts(buffer.getvalue()))


def by_us(master: Path, view: Specification) -> list[str]:
    return _below_the_contents(word_texts(fill_master(master, view)))


def _below_the_contents(texts: list[str]) -> list[str]:
    return texts[texts.index("Om kravspesifikasjonen") :]


def with_texts(texts: list[str]) -> Specification:
    """Return a specification in which the texts stand in all fields, some of them empty."""
    view = samples.specification()
    row = view.chapters[1].requirements[0]
    rows = tuple(
        replace(row, code=f"KR-{place}", **{name: "" if place % 3 == at % 3 else text})
        for place, text in enumerate(texts)
        for at, name in enumerate(SHOWN)
    )
    return replace(view, chapters=(view.chapters[0], replace(view.chapters[1], requirements=rows)))


def test_the_sample_says_the_same() -> None:
    view = samples.specification()
    assert by_us(MASTER, view) == by_docxtpl(MASTER, view)


def test_hard_texts_and_empty_fields_say_the_same() -> None:
    view = with_texts(list(samples.HARD))
    assert by_us(MASTER, view) == by_docxtpl(MASTER, view)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_any_text_says_the_same(texts: list[str]) -> None:
    view = with_texts(texts)
    assert by_us(MASTER, view) == by_docxtpl(MASTER, view)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{{ requirement.letter }}", "{{ loop.index }}"),
        ("{{ requirement.letter }}", "{{ requirement.letter|lower }}"),
        ("{{ requirement.letter }}", "{{ chapter.number }}"),
        ("{{ requirement.letter }}", "{{ frame.buyer }}"),
        ("{{ requirement.letter }}", "{{ chapter.requirements|length }}"),
        ("{{ requirement.letter }}", "{{ requirement.title ~ requirement.code }}"),
        ("{%p if requirement.title %}", "{%p if requirement.letter == 'V' %}"),
        ("{%p if requirement.title %}", "{%p if requirement.letter in ['V', 'AV'] %}"),
        ("{%p if requirement.title %}", "{%p if not requirement.deviation or loop.first %}"),
        ("{%p if requirement.title %}", "{%p if requirement.title and not requirement.needs %}"),
        ("{%p if requirement.title %}", "{%p if chapter.depth == 2 %}"),
        ("{{ requirement.statement }}", "{% set x = requirement.title %}{{ x }}"),
        ("{{ requirement.statement }}", "{# a remark #}{{ requirement.statement }}"),
        ('<w:pStyle w:val="Kravtittel"/>', '<w:pStyle w:val="Heading2"/>'),
    ],
)
def test_a_changed_master_says_the_same(tmp_path: Path, old: str, new: str) -> None:
    master = with_changed_text(tmp_path, "kravspesifikasjon", old, new)
    view = samples.specification()
    assert by_us(master, view) == by_docxtpl(master, view)


def test_our_masters_are_spliced() -> None:
    for name, left in (("kravspesifikasjon", 1), ("konkurransegrunnlag", 0), ("svarskjema", 1)):
        template = DocxTemplate(resource_dir("exports") / name / "master.docx")
        template.init_docx()
        text, loops = cut_loops(template.patch_xml(template.get_xml()))
        assert text.count("{% for") == left  # the chapters
        assert loops


@pytest.mark.parametrize(
    "body",
    [
        '<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>{{ r.a }}</w:p>',
        '<w:p><w:bookmarkStart w:id="1"/>{{ r.a }}</w:p>',
        '<w:shd w:fill="{{ r.a }}"/>',
        "{% for each in r.a %}{{ each }}{{ r.a }}{% endfor %}",
        "{{ r }}",
        "{{ r.a.b }}",
        "{{ r.a }",
    ],
)
def test_what_jinja_must_see_stays(body: str) -> None:
    source = f"{{% for r in rows %}}{body}{{% endfor %}}"
    assert cut_loops(source) == (source, ())


def test_a_loop_inside_a_loop_is_cut_alone() -> None:
    source = "{% for c in list %}{{ c.n }}{% for r in c.rows %}{{ r.a }}{% endfor %}{% endfor %}"
    text, loops = cut_loops(source)
    assert text == "{% for c in list %}{{ c.n }}<!--loop 0-->{{ c.rows }}{% endfor %}"
    assert [(loop.row, loop.body) for loop in loops] == [("r", "{{ r.a }}")]


def test_the_file_is_written_once_and_compressed() -> None:
    content = fill_master(MASTER, samples.specification())
    with ZipFile(BytesIO(content)) as package:
        names = package.namelist()
        assert len(names) == len(set(names))
        assert all(member.compress_type == 8 for member in package.infolist())
        assert b"<!--" not in package.read("word/document.xml")
