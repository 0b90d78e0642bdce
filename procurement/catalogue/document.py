"""Read one YAML file with the line of every value, so that a problem can be placed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from procurement.breaches import place
from procurement.errors import CatalogueError
from procurement.i18n import gettext as _

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Document:
    """Hold what a file says, and its nodes, which know their lines."""

    name: str
    content: Any
    node: yaml.Node | None

    def line(self, path: Sequence[str | int]) -> int:
        """Return the line where a path starts, or that of its nearest parent in the file."""
        node = self.node
        for step in path:
            child = dict(_children(node)).get(step)
            if child is None:
                break
            node = child
        return 1 if node is None else node.start_mark.line + 1

    def error(self, path: Sequence[str | int], problem: str) -> CatalogueError:
        """Return an error that names the file, the line, the path inside it and the problem."""
        return CatalogueError(
            _(
                "%(file)s, line %(line)s, %(place)s: %(problem)s",
                file=self.name,
                line=self.line(path),
                place=place(path),
                problem=problem,
            )
        )


def read_document(file: Path, name: str) -> Document:
    """Return the content of a YAML file; raise CatalogueError if it cannot be read."""
    text = _text(file, name)
    try:
        content, node = _parse(text)
    except yaml.MarkedYAMLError as error:
        raise CatalogueError(_syntax_problem(name, error.problem_mark)) from error
    except (yaml.YAMLError, ValueError) as error:
        raise CatalogueError(_syntax_problem(name, None)) from error
    document = Document(name, content, node)
    _refuse_repeated_keys(document)
    return document


def _parse(text: str) -> tuple[Any, yaml.Node | None]:
    loader = _LOADER(text)
    try:
        node = loader.get_single_node()
        return (None if node is None else loader.construct_document(node)), node
    finally:
        loader.dispose()


def _text(file: Path, name: str) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.read_bytes().count(b"\n", 0, error.start) + 1
        message = _("%(file)s, line %(line)s: The file is not UTF-8 text.", file=name, line=line)
        raise CatalogueError(message) from error


def _syntax_problem(name: str, mark: yaml.Mark | None) -> str:
    if mark is None:
        return _("%(file)s: The file cannot be read as YAML.", file=name)
    return _(
        "%(file)s, line %(line)s: The YAML cannot be read;"
        " check indentation, colons and quotes at this line and the one above.",
        file=name,
        line=mark.line + 1,
    )


def _refuse_repeated_keys(document: Document) -> None:
    """Raise when a group names a key twice; YAML itself would keep only the last one."""
    waiting: list[tuple[tuple[str | int, ...], yaml.Node | None]] = [((), document.node)]
    visited: set[int] = set()
    while waiting:
        path, node = waiting.pop()
        if id(node) in visited:
            continue
        visited.add(id(node))
        children = _children(node)
        for name, times in Counter(step for step, _child in children).items():
            if times > 1:
                problem = _("The key %(key)s is written twice.", key=name)
                raise document.error((*path, name), problem)
        waiting.extend(((*path, step), child) for step, child in children)


def _children(node: yaml.Node | None) -> list[tuple[str | int, yaml.Node]]:
    """Return the nodes directly below a node, each with its number or key."""
    if isinstance(node, yaml.SequenceNode):
        return list(enumerate(node.value))
    if isinstance(node, yaml.MappingNode):
        return [(str(name.value), value) for name, value in node.value]
    return []
