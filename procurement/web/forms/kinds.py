"""The kind of form and the kinds of field that all our forms are made of."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, StringField
from wtforms.fields import SelectChoice, SelectField
from wtforms.validators import DataRequired, Length, ValidationError

from procurement.domain.labels import label
from procurement.errors import FieldError
from procurement.i18n import (
    current_language,
    gettext,
    lazy_gettext,
    parse_decimal,
    translations,
)
from procurement.i18n import lazy_gettext as _
from procurement.services.model_data import plain

# said by WTForms itself
_OWN_MESSAGES = (
    _("Not a valid choice."),
    _("'%(value)s' is not a valid choice for this field."),
    _("Invalid Choice: could not coerce."),
    _("Not a valid date value."),
)


class _Translations:
    """Let WTForms speak through our catalogues."""

    def gettext(self, text: str) -> str:
        """Return a message of WTForms in the current language."""
        return gettext(text)

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Return a counted message of WTForms, which fills in its own values."""
        return translations(current_language()).ngettext(one, many, number)


class Form(FlaskForm):  # type: ignore[misc]
    """A form in the user's language that can show an error of a service beside its field."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Use our translations and not those of WTForms, which lack nynorsk."""

        def get_translations(self, _form: Any) -> _Translations:
            """Return our catalogues."""
            return _Translations()

    def show(self, error: FieldError) -> None:
        """Put a rule that a service found broken beside its field."""
        field: Field = self[error.field]
        field.errors = (*field.errors, str(error))


def sent_over(held: Mapping[str, object]) -> MultiDict[str, str] | None:
    """Return what was sent, with what was held in the fields that were not; nothing if it was read.

    So a page that shows some of the fields changes only those.
    """
    if request.method != "POST":
        return None
    texts = {name: "" if value is None else str(value) for name, value in held.items()}
    sent = MultiDict(request.form)
    for name, text in texts.items():
        if name not in sent:
            sent[name] = text
    return sent


def shown_number(number: Decimal | None) -> str:
    """Write a number as it is typed: decimal comma, thousands apart."""
    if number is None:
        return ""
    whole, _point, rest = plain(number).partition(".")
    grouped = f"{int(whole):,}".replace(",", " ") if len(whole) > 4 else whole
    return f"{grouped},{rest}" if rest else grouped


class DecimalField(StringField):  # type: ignore[misc]
    """A number as people write it, with comma or point; what was typed is kept."""

    def process_data(self, value: object) -> None:
        """Show a number that is held as people write it."""
        super().process_data(shown_number(value) if isinstance(value, Decimal) else value)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; the text stays for showing again."""
        super().process_formdata(valuelist)
        self.number: Decimal | None = None
        if self.data and self.data.strip():
            try:
                self.number = parse_decimal(self.data)
            except ValueError:
                self.number = None


class NumberField(StringField):  # type: ignore[misc]
    """A whole number from 1, or nothing; what was typed is kept."""

    number: int | None = None

    def pre_validate(self, _form: Any) -> None:
        """Read the number and refuse what is none."""
        text = str(self.data or "").strip()
        self.number = whole_number(text) or None
        if text and self.number is None:
            raise ValidationError(gettext("Type a whole number from 1."))


class EnumField(SelectField):  # type: ignore[misc]
    """A choice among the members of an enumeration."""

    def __init__(self, members: type[StrEnum], empty: object = None, **settings: Any) -> None:
        super().__init__(coerce=self._member, **settings)
        self.members = members
        self.empty = empty
        self.choices = self._options

    def _options(self) -> list[SelectChoice]:
        options = [SelectChoice(member.value, label(member)) for member in self.members]
        return [SelectChoice("", str(self.empty)), *options] if self.empty is not None else options

    def _member(self, value: Any) -> Any:
        if value in ("", None):
            return ""
        return self.members(value)


def required() -> DataRequired:
    """Return the rule that a field must be filled in."""
    return DataRequired(lazy_gettext("Fill in this field."))


class _AtMost(Length):  # type: ignore[misc]
    """A length counted as it is stored, with one character for the end of a line."""

    def __call__(self, form: Any, field: Field) -> None:
        if len(typed(field)) > self.max:
            super().__call__(form, field)


def at_most(number: int) -> Length:
    """Return the rule that a text has at most so many characters."""
    return _AtMost(max=number, message=lazy_gettext("At most %(max)d characters."))


def number_between(low: int, high: int) -> Any:
    """Return the rule that a number lies within two bounds."""

    def check(_form: Any, field: DecimalField) -> None:
        if field.number is None or not low <= field.number <= high:
            raise ValidationError(
                gettext(
                    "Type a number from %(low)s to %(high)s, such as %(low)s or 12,5.",
                    low=low,
                    high=high,
                )
            )

    return check


def typed(field: Field) -> str:
    """Return what was typed, trimmed and with plain line ends; nothing where it was not sent."""
    return (field.data or "").replace("\r\n", "\n").strip()


def in_words(field: Field, value: object) -> str:
    """Return a value of a field as the page shows it: a choice by its text."""
    if isinstance(field, SelectField):
        texts = {choice.value: choice.label for choice in field.iter_choices()}
        return str(texts.get(value or "", value))
    return "" if value is None else str(value)


def whole_number(text: object) -> int:
    """Return the whole number that a browser sent back, or 0 where it sent none."""
    if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    return 0


def choices(values: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """Return choices for a select field from pairs of value and text."""
    return [SelectChoice(value, text) for value, text in values]
