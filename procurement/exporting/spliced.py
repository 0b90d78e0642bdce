"""Fill a Word master once, and write the rows of its long tables straight into the file.

For each loop that allows it, Jinja renders one row of each kind with marks for the texts. All other
rows are that row with their own texts, put in while the file is compressed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docxtpl import DocxTemplate
from jinja2 import Environment, TemplateError
from markupsafe import Markup

from procurement.exporting.loops import Loop, cut_loops
from procurement.exporting.word_xml import inside_text

_PLACE = re.compile(r"<!--loop (\d+)--><!--rows (\d+)-->")
_FIELD = re.compile("\ue000(\\w+)\ue001")  # private use: stands in no master
_BODY = "word/document.xml"


class Rows(tuple[Any, ...]):
    """A list of a view; shown as such, it leaves a mark that tells where its rows go."""

    number: int

    def __html__(self) -> str:
        """Return the mark."""
        return f"<!--rows {self.number}-->"


class Lists:
    """The lists of a view, numbered, and the view as plain data."""

    def __init__(self, view: Any) -> None:
        self.rows: list[Rows] = []
        self.data: dict[str, Any] = self._plain(view)

    def _plain(self, value: Any) -> Any:
        if isinstance(value, str):
            return value
        if isinstance(value, tuple | list):
            rows = Rows(map(self._plain, value))
            rows.number = len(self.rows)
            self.rows.append(rows)
            return rows
        if isinstance(value, dict):
            return {name: self._plain(each) for name, each in value.items()}
        if is_dataclass(value):
            return {
                name: each if type(each) is str else self._plain(each)
                for name, each in vars(value).items()
            }
        return value


@lru_cache(maxsize=32)
def _patched(source: str) -> str:
    patched: str = DocxTemplate.patch_xml(None, source)
    return patched


class SplicedTemplate(DocxTemplate):  # type: ignore[misc]
    """A Word master whose simple loops are left out of the rendering."""

    def patch_xml(self, src_xml: str) -> str:
        """Make the XML readable for Jinja; a master is the same each time it is filled."""
        return _patched(src_xml)

    def render_view(self, lists: Lists, environment: Environment) -> None:
        """Render everything but the rows, and one row of each kind."""
        self.lists = lists
        self.render(lists.data, jinja_env=environment)

    def build_xml(self, context: dict[str, Any], jinja_env: Environment | None = None) -> str:
        """Render the body with marks where rows belong."""
        source, loops = cut_loops(self.patch_xml(self.get_xml()))
        part = self.docx._part
        xml: str = self.render_xml_part(source, part, context, jinja_env)
        self.writers = [_RowWriter(self, loop, context, jinja_env) for loop in loops]
        for loop, number in _PLACE.findall(xml):
            self.writers[int(loop)].learn(self.lists.rows[int(number)])
        if xml.count("<!--loop ") != len(_PLACE.findall(xml)):
            raise TemplateError("for")
        return xml

    def saved(self) -> bytes:
        """Return the file with all rows."""
        draft, finished = BytesIO(), BytesIO()
        self.save(draft)
        with ZipFile(draft) as source, ZipFile(finished, "w", ZIP_DEFLATED) as target:
            for member in source.infolist():
                if member.filename != _BODY:
                    target.writestr(member, source.read(member), ZIP_DEFLATED)
                    continue
                with target.open(member.filename, "w") as stream:
                    for piece in self._pieces(source.read(member).decode()):
                        stream.write(piece.encode())
        return finished.getvalue()

    def _pieces(self, xml: str) -> Iterator[str]:
        at = 0
        for place in _PLACE.finditer(xml):
            yield xml[at : place.start()]
            yield self.writers[int(place[1])].written(self.lists.rows[int(place[2])])
            at = place.end()
        yield xml[at:]


class _RowWriter:
    """Writes the rows of one loop."""

    def __init__(
        self,
        master: SplicedTemplate,
        loop: Loop,
        context: Mapping[str, Any],
        environment: Environment | None,
    ) -> None:
        self.master, self.loop, self.context, self.environment = master, loop, context, environment
        self.kinds: dict[tuple[Any, ...], tuple[list[str], list[str], str]] = {}

    def learn(self, rows: Rows) -> None:
        """Render one row of each kind there is."""
        for row in rows:
            kind = self._kind(row)
            if kind not in self.kinds:
                self.kinds[kind] = self._parts(row)

    def _kind(self, row: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return what the tests of the loop see of a row."""
        tested = [not row.get(name) for name in self.loop.tested]
        return (*tested, *map(row.get, self.loop.compared))

    def _parts(self, row: Mapping[str, Any]) -> tuple[list[str], list[str], str]:
        """Return the texts before the fields, the fields, and the text after the last."""
        loop = self.loop
        marked = {
            name: value
            if name in loop.compared or (name in loop.tested and not value)
            else Markup(f"\ue000{name}\ue001")
            for name, value in row.items()
        }
        xml = self.master.render_xml_part(
            loop.body, self.master.docx._part, {**self.context, loop.row: marked}, self.environment
        )
        parts = _FIELD.split(xml)
        return parts[:-1:2], parts[1::2], parts[-1]

    def written(self, rows: Rows) -> str:
        """Return the rows as XML."""
        pieces: list[str] = []
        for row in rows:
            texts, fields, last = self.kinds[self._kind(row)]
            for text, name in zip(texts, fields, strict=True):
                pieces.append(text)
                pieces.append(inside_text(row[name]))
            pieces.append(last)
        return "".join(pieces)
