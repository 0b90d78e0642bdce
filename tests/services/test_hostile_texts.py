"""A thousand requirements with hostile texts: three readers find what the database holds."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from exporting import samples
from exporting.reading import word_texts, workbook
from factories import Make
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook
from sqlmodel import select

from procurement.db import Database
from procurement.domain import AnswerForm, Requirement
from procurement.exporting import docx, xlsx
from procurement.i18n import language
from procurement.importing.forms import read_form
from procurement.migrations import upgrade
from procurement.services.documents import write

NUMBER = 1_000
LONG, LONGEST = 8_000, 32_000  # characters: of a requirement, and of a cell
_MORE = (
    "<&>=+-@",
    "=cmd|'/c calc'!A1",
    "\u202eomvendt\u202c \u2067isolert\u2069 \u200fהתחלה",
    "\U0001f1f3\U0001f1f4 \U0001f469\U0001f3fd\u200d\U0001f4bb \U00020000",
    "a\u0308\u0323\u0301 \u1100\u1161\u11a8 \ufdfa",
    "\t\tto\ttabulatorer\n\n\ntre linjer\n",
    "]]> <!-- --> <?xml?> <![CDATA[x]]>",
    "{{ 7 * 7 }}{% for x in y %}{# #}{_{",
    "_x000D_ _x005F_x0041_ \ue000statement\ue001",
)
TEXTS = (*samples.HARD, *_MORE)
NAMES = ("kravspesifikasjon.docx", "kravspesifikasjon.xlsx", "svarskjema.docx", "svarskjema.xlsx")


def hostile(place: int) -> str:
    """Return a text of its own for each place; one in twenty as long as can be."""
    text = f"{TEXTS[place % len(TEXTS)]}{place}{TEXTS[(place * 7) % len(TEXTS)]}"
    return (text * LONG)[:LONG] if place % 20 == 0 else text


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, bytes]]:
    """Write the documents of a procurement with a thousand requirements."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('hostile') / 'kravspor.db'}")
    upgrade(database)
    with Make(database) as make:
        with make.at_once():
            make.procurement(language="nb")
            for place in range(NUMBER):
                make.requirement(
                    code=f"KR-{place}",
                    position=place,
                    title=hostile(place * 3)[:100].replace("\n", " "),
                    statement=hostile(place),
                    answer_instruction=hostile(place * 11),
                    answer_form=(AnswerForm.choice, AnswerForm.text)[place % 2],
                    choices=TEXTS[place % len(TEXTS)].replace("\n", " "),
                )
        work = make.work(make.member())
        contents = {name: write(work, name) for name in NAMES}
        contents["texts"] = repr(
            {
                r.code: (r.title, r.statement, r.answer_instruction)
                for r in make.session.exec(select(Requirement))
            }
        ).encode("utf-8", "surrogatepass")
    yield contents
    database.dispose()


@pytest.fixture(scope="module")
def held(written: dict[str, bytes]) -> dict[str, tuple[str, str, str]]:
    """Return title, statement and instruction by code, as the database holds them."""
    found: dict[str, tuple[str, str, str]] = eval(written["texts"].decode())
    assert len(found) == NUMBER
    return found


def by_openpyxl(content: bytes, sheet: str) -> dict[str, list[str]]:
    """Return the rows of a sheet by the code in them."""
    rows = [
        [unescape(value) if isinstance(value, str) else "" for value in row]
        for row in workbook(content)[sheet].iter_rows(values_only=True)
    ]
    return _by_code(rows)


def by_calamine(content: bytes, sheet: str) -> dict[str, list[str]]:
    """Return the same with a reader that shares no code with the other."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return _by_code([[value if isinstance(value, str) else "" for value in row] for row in rows])


def _by_code(rows: list[list[str]]) -> dict[str, list[str]]:
    return {cell: row for row in rows for cell in row[:3] if cell.startswith("KR-")}


READERS = [by_openpyxl, by_calamine]


@pytest.mark.parametrize("reader", READERS)
def test_the_specification_as_a_spreadsheet(
    written: dict[str, bytes], held: dict[str, tuple[str, str, str]], reader
) -> None:
    rows = reader(written["kravspesifikasjon.xlsx"], "Krav")
    assert set(rows) == set(held)
    for code, (title, statement, instruction) in held.items():
        assert [rows[code][place] for place in (4, 5, 7)] == [title, statement, instruction]


@pytest.mark.parametrize("reader", READERS)
def test_the_answer_form_as_a_spreadsheet(
    written: dict[str, bytes], held: dict[str, tuple[str, str, str]], reader
) -> None:
    rows = reader(written["svarskjema.xlsx"], "Svar")
    assert set(rows) == set(held)
    for code, (title, statement, instruction) in held.items():
        assert rows[code][2] == f"{title}\n{statement}"
        assert rows[code][3].startswith(f"{instruction}\n")


@pytest.mark.parametrize("name", ["kravspesifikasjon.docx", "svarskjema.docx"])
def test_the_word_files(
    written: dict[str, bytes], held: dict[str, tuple[str, str, str]], name: str
) -> None:
    texts = set(word_texts(written[name]))
    for code, (title, statement, instruction) in held.items():
        assert {code, title, statement} <= texts
        shown = f"Hva du skal svare: {instruction}"
        assert shown in texts or any(text.startswith(f"{instruction}\n") for text in texts)


@pytest.mark.parametrize("name", ["svarskjema.docx", "svarskjema.xlsx"])
def test_what_was_sent_out_is_not_taken_for_changed(written: dict[str, bytes], name: str) -> None:
    said = read_form(name.rpartition(".")[2], written[name])
    assert said["problems"] == []
    assert len(said["answers"]) == NUMBER


@pytest.mark.parametrize("text", [text for text in TEXTS if text.strip()])
def test_as_many_characters_as_a_cell_holds(text: str) -> None:
    long = (text * LONGEST)[:LONGEST]
    if len(long.encode("utf-16-le")) > 2 * 32_767:
        long = long[: LONGEST // 2]
    view = samples.specification()
    chapter = view.chapters[1]
    row = replace(chapter.requirements[0], code="KR-1", statement=long)
    one = replace(view, chapters=(replace(chapter, requirements=(row,)),))
    with language("nb"):
        assert long in word_texts(docx.write_specification(one))
        content = xlsx.write_specification(one)
    assert [reader(content, "Krav")["KR-1"][5] for reader in READERS] == [long, long]
