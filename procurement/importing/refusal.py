"""Why a file is not taken, each reason with its code and one sentence for whoever sent it."""

from enum import StrEnum, auto

from procurement.errors import FieldError
from procurement.i18n import lazy_gettext as _


class Reason(StrEnum):
    """What is wrong with a file."""

    empty = auto()
    too_big = auto()
    not_as_named = auto()
    wrong_kind = auto()
    protected = auto()
    damaged = auto()
    packed = auto()
    active = auto()
    outside = auto()
    too_wide = auto()
    slow = auto()
    heavy = auto()
    busy = auto()
    scanned = auto()
    no_text = auto()
    too_long = auto()
    not_a_form = auto()


_SENTENCES: dict[Reason, object] = {
    Reason.empty: _("The file is empty."),
    Reason.too_big: _("The file is larger than %(most)s MB, which is the most that is read."),
    Reason.not_as_named: _(
        "What is in %(name)s is not what its name says. Save it anew and try again."
    ),
    Reason.wrong_kind: _("A file of this kind cannot be read here. Use %(kinds)s."),
    Reason.protected: _(
        "The file is protected with a password or saved in an old format. "
        "Save a copy in a newer format without a password."
    ),
    Reason.damaged: _("The file is damaged and cannot be opened. Save it anew and try again."),
    Reason.packed: _("The file unpacks to far more than a document should. Save it anew."),
    Reason.active: _("The file holds macros, scripts or embedded objects. Save a copy without."),
    Reason.outside: _("The file fetches content from elsewhere. Save a copy without such links."),
    Reason.too_wide: _("The sheet uses cells far beyond its content. Delete the empty ones."),
    Reason.slow: _("The file takes too long to read. Split it, or paste the text instead."),
    Reason.heavy: _("The file is too large to read at once. Split it, or paste the text instead."),
    Reason.busy: _("Other files are being read just now. Try again in a minute."),
    Reason.scanned: _(
        "The PDF holds pictures of pages and no text. "
        "Run text recognition on it, or paste the text."
    ),
    Reason.no_text: _("There is no text in the file."),
    Reason.not_a_form: _("This is not a comment form from Kravspor, or its hidden sheet is gone."),
    Reason.too_long: _("The text is longer than %(most)s characters. Split it in several sources."),
    Reason.not_a_form: _("The file is no form that Kravspor has made, so nothing can be read."),
}


class UploadError(FieldError):
    """A file that is not taken; the reason is a code, the text one sentence."""

    def __init__(self, reason: Reason, sentence: str) -> None:
        super().__init__("file", sentence)
        self.reason = reason


def refusal(reason: Reason, **values: object) -> UploadError:
    """Return the error to raise for a reason, in the current language."""
    sentence = str(_SENTENCES[reason])
    return UploadError(reason, sentence % values if values else sentence)
