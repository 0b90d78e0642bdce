"""Acts on a procurement as a whole."""

from collections.abc import Sequence
from datetime import datetime

from wtforms import HiddenField, SelectField, StringField, TextAreaField

from procurement.domain import Deadline, DeadlineKind, Procedure, Procurement
from procurement.domain.labels import label
from procurement.domain.storage import LONG, SHORT
from procurement.errors import FieldError
from procurement.i18n import LANGUAGES, moment_to_type, parse_moment
from procurement.i18n import lazy_gettext as _
from procurement.services.outline import CONTRACTS, OutlineDraft
from procurement.web.forms.kinds import (
    EnumField,
    Form,
    at_most,
    choices,
    in_words,
    required,
    typed,
)

_TEXTS = ("title", "buyer", "purpose", "contract_type", "language", "environment_justification")
_NO_MOMENT = _("Type day and time as 2027-03-12T12:00.")


class PhaseForm(Form):
    """Confirm a change of phase."""

    version = HiddenField()


class ProcurementForm(Form):
    """What a procurement is."""

    title = StringField(_("Title"), [required(), at_most(SHORT)])
    buyer = StringField(
        _("Buyer"),
        [required(), at_most(SHORT)],
        description=_("As it is to stand on the front page of the documents."),
    )
    purpose = TextAreaField(
        _("Purpose"),
        [at_most(LONG)],
        description=_("What is bought, and what it is to give. It stands in the documents."),
    )
    procedure = EnumField(Procedure, label=_("Procedure"))
    contract_type = SelectField(_("Contract"))
    language = SelectField(
        _("Language of the documents"), choices=choices((k, LANGUAGES[k]) for k in ("nb", "nn"))
    )
    environment_justification = TextAreaField(
        _("Reasons for the weight of climate and environment"),
        [at_most(LONG)],
        description=_("Compare with a criterion of 30 per cent, and say what it rests on."),
    )
    questions = StringField(_("Deadline for questions"), render_kw={"type": "datetime-local"})
    applications = StringField(
        _("Deadline for requests to participate"),
        description=_("Only in a procedure with negotiation."),
        render_kw={"type": "datetime-local"},
    )
    tenders = StringField(_("Deadline for bids"), render_kw={"type": "datetime-local"})
    version = HiddenField(default="0")

    @classmethod
    def of(cls, here: Procurement, deadlines: Sequence[Deadline]) -> "ProcurementForm":
        """Return the form with what is stored, or with what was sent."""
        values = _stored(here, deadlines)
        form = cls(**values, procedure=here.procedure, version=str(here.version))
        known = dict.fromkeys((*CONTRACTS, here.contract_type))
        form.contract_type.choices = choices((each, each) for each in known)
        return form

    def draft(self) -> OutlineDraft:
        """Return what was typed; raise at a moment that is none."""
        return OutlineDraft(
            **{name: typed(self[name]) for name in _TEXTS},
            procedure=self.procedure.data,
            deadlines={kind: self._moment(kind) for kind in DeadlineKind},
        )

    def _moment(self, kind: DeadlineKind) -> datetime | None:
        text = typed(self[kind.value])
        try:
            return parse_moment(text) if text else None
        except ValueError as error:
            raise FieldError(kind.value, str(_NO_MOMENT)) from error

    def compared(
        self, here: Procurement, deadlines: Sequence[Deadline]
    ) -> list[tuple[str, str, str]]:
        """Return each field with what another has saved and what was typed here."""
        theirs = _stored(here, deadlines)
        rows = [
            (self[name], theirs[name], in_words(self[name], self[name].data)) for name in theirs
        ]
        procedure = in_words(self.procedure, self.procedure.data)
        return [
            *((str(f.label.text), held, mine) for f, held, mine in rows),
            (str(self.procedure.label.text), label(here.procedure), procedure),
        ]


def _stored(here: Procurement, deadlines: Sequence[Deadline]) -> dict[str, str]:
    set_at = {each.kind: moment_to_type(each.at) for each in deadlines}
    texts = {name: str(getattr(here, name)) for name in _TEXTS}
    return texts | {kind.value: set_at.get(kind, "") for kind in DeadlineKind}
