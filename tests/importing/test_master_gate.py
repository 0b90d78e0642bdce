"""The gate for masters: hostile ones are refused with a reason, good ones are filled."""

import time
from base64 import b64decode
from pathlib import Path

import pytest
from exporting import samples
from exporting.reading import word_texts

from procurement.catalogue.document_set import load_document_sets
from procurement.exporting.fields import NEEDED, VIEWS, shape_of
from procurement.exporting.own_master import fill, packed, try_out
from procurement.i18n import language
from procurement.importing import child
from procurement.importing.gate import Kind, admit
from procurement.importing.master_gate import MOST_SAID, problems_of
from procurement.importing.refusal import UploadError
from procurement.resources import resource_dir

from . import masters
from .masters import ACTIVE, DELIVERABLE, HOSTILE, changed, ending, saying

SHAPE = shape_of(DELIVERABLE)
SHIPPED = sorted(resource_dir("exports").glob("*/master*.docx"))


def problems(content: bytes, code: str = "en") -> list[str]:
    with language(code):
        return problems_of(content, SHAPE, ())


def test_there_are_just_so_many_hostile_masters():
    assert len(HOSTILE) == 47


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_master_is_refused_with_a_reason_in_each_language(name: str):
    admit(HOSTILE[name], "mal.docx", [Kind.docx])  # nothing else stands in its way
    begun = time.perf_counter()
    said = {code: problems(HOSTILE[name], code) for code in ("en", "nb", "nn")}

    assert time.perf_counter() - begun < 6
    for texts in said.values():
        assert texts and all(len(text) > 20 and text[-1] in ".?" for text in texts)
        assert not [text for text in texts if "%(" in text or len(text) > 500]
    assert said["en"] != said["nb"]


@pytest.mark.parametrize("name", ACTIVE)
def test_active_content_does_not_pass_the_gate_for_files(name: str):
    with pytest.raises(UploadError):
        admit(ACTIVE[name], "mal.docx", [Kind.docx])


@pytest.mark.parametrize("name", ["code of the machine", "huge text", "deep loops", "title"])
def test_the_child_says_the_same(name: str):
    with language("nb"):
        said = child.run(problems_of, HOSTILE[name], SHAPE, [], seconds=10)
    assert said == problems(HOSTILE[name], "nb")


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_the_masters_that_are_shipped_pass(file: Path):
    name = file.parent.name
    assert problems_of(file.read_bytes(), shape_of(name), NEEDED.get(name, ())) == []
    assert try_out(file.read_bytes(), file.name, name) == ""


def test_every_deliverable_with_a_master_has_fields():
    annexes = {each.folder for each in load_document_sets().documents.values()}
    shipped = {file.parent.name for file in SHIPPED}
    assert shipped <= set(VIEWS) | annexes and set(VIEWS) <= shipped


def test_a_misspelt_field_names_itself_its_paragraph_and_the_nearest():
    assert problems(saying("Om {{ frame.titel }} her"), "nb") == [
        "Feltet «frame.titel» finnes ikke (avsnitt: «Om {{ frame.titel }} her»). "
        "Mente du «frame.title»?"
    ]
    loop = "{% for row in facts %}{{ row.lable }}{% endfor %}"
    assert "Did you mean «row.label»" in problems(saying(loop))[0]


def test_all_problems_are_said_at_once():
    text = "{{ frame.titel }} og {{ lipsum() }} og {% set a = 1 %}"
    markup = masters.files.paragraph(text) + masters.files.paragraph("halvt {{ purpose")
    said = problems(ending(markup))

    assert len(said) == 4
    assert len(problems(saying("{{ a }}".join(str(n) for n in range(99))))) <= MOST_SAID


def test_a_paragraph_is_shortened_around_the_tag():
    said = problems(saying("a" * 300 + " {{ porpuse }} " + "b" * 300))
    assert len(said[0]) < 220 and "{{ porpuse }}" in said[0]


def test_what_a_form_is_known_by_must_stay():
    file = resource_dir("exports") / "svarskjema" / "master.docx"
    shape = shape_of("svarskjema")
    with language("en"):
        said = problems_of(file.read_bytes(), shape, (*NEEDED["svarskjema"], "nothing"))
    assert said == ["The field «nothing» must be in this master."]


GOOD = {
    "other words": changed("word/document.xml", "Anskaffelsen", "Det vi skal kjøpe"),
    "condition": saying("{% if purpose and facts|length > 1 %}Ja{% else %}Nei{% endif %}"),
    "number of a row": saying("{% for row in facts %}{{ loop.index }} {{ row.label }}{% endfor %}"),
    "filters": saying("{{ purpose|trim|upper }} {{ 'a' ~ purpose }} {{ purpose or 'b' }}"),
    "choice": saying(
        "{{ purpose if purpose else 'tomt' }}{% if purpose in ['a', 'b'] %}x{% endif %}"
    ),
    "counted": saying(
        "{% for r in facts if r.value %}{% if loop.index is odd %}x{% endif %}{% endfor %}"
    ),
    "comment": saying("{# bare en merknad #}"),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_master_passes_and_is_filled(name: str):
    assert problems(GOOD[name]) == []
    assert try_out(GOOD[name], "mal.docx", DELIVERABLE) == ""


def test_hostile_data_is_shown_as_typed_through_an_own_master():
    hard = "A & B < C > \"D\" 'E' {{ 7*7 }} {_{ x }_}"
    view = packed(samples.tender_document())
    view["purpose"] = hard
    said = child.run(fill, saying("Formål: {{ purpose }}!"), "mal.docx", view, [], ["", "", ""])

    assert f"Formål: {hard}!" in word_texts(b64decode(said["content"]))


def test_a_master_that_never_ends_or_grows_is_stopped():
    loops = "{% for a in facts %}{% for b in facts %}{% for c in facts %}"
    content = saying(loops + "{% if a.label == 'y' %}x{% endif %}" + "{% endfor %}" * 3)
    grown = saying(loops + "{{ purpose }}" + "{% endfor %}" * 3)
    view = packed(samples.tender_document())
    view["facts"] = [{"label": "x", "value": "y"}] * 2000
    for each in (content, grown):
        with pytest.raises(UploadError) as caught:
            child.run(fill, each, "mal.docx", view, [], ["", "", ""], seconds=3, megabytes=512)
        assert caught.value.reason in ("slow", "heavy")
