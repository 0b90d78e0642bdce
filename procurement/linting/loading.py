"""Read the rules and the brands from YAML, and check them against their schema."""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from procurement.breaches import inside, place, sentence
from procurement.errors import CatalogueError
from procurement.i18n import gettext as _
from procurement.linting.brands import Brand, Brands, brands_from
from procurement.linting.rules import Rules, rules_from
from procurement.resources import resource_dir

RULES, BRANDS, SCHEMA = "rules.yaml", "brands.yaml", "schema.json"

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """Refuse a key that is written twice; YAML itself would keep only the last one."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Return the mapping of a node."""
        names = [key.value for key, _value in node.value]
        for key, _value in node.value:
            if names.count(key.value) > 1:
                problem = _("The key %(key)s is written twice.", key=key.value)
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=key.start_mark)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


def load_rules(
    folder: Path | None = None, pairs: Iterable[str] = (), known: Iterable[str] = ()
) -> Rules:
    """Return the rules; a procurement may allow more slash pairs and more abbreviations."""
    return _rules(folder or _folder(), tuple(pairs), tuple(known))


def load_brands(
    folder: Path | None = None, extra: Iterable[str] = (), without: Iterable[str] = ()
) -> Brands:
    """Return the names of products and suppliers; a procurement may add names and remove some."""
    return _brands(folder or _folder(), tuple(extra), frozenset(without))


@lru_cache(maxsize=64)
def _rules(folder: Path, pairs: tuple[str, ...], known: tuple[str, ...]) -> Rules:
    content = _content(folder, RULES)
    additions = {"slashes": ("pairs", pairs), "references": ("known", known)}
    with inside(RULES):
        _refuse_repeated(content["rules"], "id")
        rows = [_extended(row, additions) for row in content["rules"]]
        return rules_from({**content, "rules": rows})


@lru_cache(maxsize=64)
def _brands(folder: Path, extra: tuple[str, ...], without: frozenset[str]) -> Brands:
    rows = _content(folder, BRANDS)["brands"]
    with inside(BRANDS):
        _refuse_repeated(rows, "name")
    shipped = (
        Brand(row["name"], tuple(row.get("forms", ())), row["case"] == "exact") for row in rows
    )
    return Brands((*(brand for brand in shipped if brand.name not in without), *brands_from(extra)))


def _folder() -> Path:
    return resource_dir("requirements_catalog") / "linting"


def _extended(
    row: Mapping[str, Any], additions: Mapping[str, tuple[str, tuple[str, ...]]]
) -> Mapping[str, Any]:
    """Return a rule with more words in one of its lists."""
    key, words = additions.get(row["mechanism"], ("", ()))
    if not words:
        return row
    settings = row["settings"]
    return {**row, "settings": {**settings, key: ", ".join((settings[key], *words))}}


@lru_cache(maxsize=8)
def _content(folder: Path, name: str) -> Mapping[str, Any]:
    """Return the content of a file that fits the schema."""
    content = _read(folder / name)
    schema = _schema(folder / SCHEMA)
    kind = {"$ref": f"#/$defs/{name.removesuffix('.yaml')}_file", "$defs": schema["$defs"]}
    validator = Draft202012Validator(kind, format_checker=Draft202012Validator.FORMAT_CHECKER)
    error = min(validator.iter_errors(content), key=lambda e: str(e.json_path), default=None)
    if error is not None:
        raise _error(name, place(list(error.absolute_path)), sentence(error))
    checked: Mapping[str, Any] = content
    return checked


def _schema(file: Path) -> Mapping[str, Any]:
    try:
        schema: Mapping[str, Any] = json.loads(_text(file))
    except ValueError as error:
        raise CatalogueError(_("%(file)s is not JSON.", file=file.name)) from error
    return schema


def _read(file: Path) -> Any:
    try:
        return yaml.load(_text(file), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = _("The YAML cannot be read; check indentation, colons, quotes and repeated keys.")
        raise _error(file.name, _("line %(line)s", line=line), problem) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        message = _("%(file)s: The file cannot be read as YAML.", file=file.name)
        raise CatalogueError(message) from error


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        message = _("The folder of the rules has no file %(file)s.", file=file.name)
        raise CatalogueError(message) from error
    except UnicodeDecodeError as error:
        raise CatalogueError(_("%(file)s is not UTF-8 text.", file=file.name)) from error


def _refuse_repeated(rows: Iterable[Mapping[str, Any]], key: str) -> None:
    seen: set[str] = set()
    for row in rows:
        if row[key] in seen:
            raise CatalogueError(_("%(name)s is defined twice.", name=row[key]))
        seen.add(row[key])


def _error(file: str, where: str, problem: str) -> CatalogueError:
    message = _("%(file)s, %(place)s: %(problem)s", file=file, place=where, problem=problem)
    return CatalogueError(message)
