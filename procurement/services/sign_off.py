"""Stand behind the evaluation model: write why, sign; frozen when the documents are sealed."""

import json
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from procurement.domain import Action, ModelSignOff
from procurement.errors import ConflictError, FieldError
from procurement.evaluation import ENGINE_VERSION, canonical_json, digest
from procurement.i18n import gettext as _
from procurement.services.model_data import model_content
from procurement.services.work import Work, now


@dataclass(frozen=True)
class SignOffView:
    """The model's digest now, who has signed it or an earlier one, and what changed since."""

    digest: str
    state: str  # none | current | frozen | outdated
    latest: ModelSignOff | None
    earlier: tuple[ModelSignOff, ...]
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class SignOffDraft:
    """What somebody writes when signing."""

    reason: str
    notes: str
    digest: str  # of the model that was on the page


def sign_offs_of(work: Work) -> list[ModelSignOff]:
    """Return all sign-offs, newest first."""
    mine = select(ModelSignOff).where(ModelSignOff.procurement_id == work.procurement.id)
    return list(work.session.exec(mine.order_by(col(ModelSignOff.signed_at).desc())))


def sign_off_view(work: Work) -> SignOffView:
    """Return where the signing of the model stands."""
    content = model_content(work)
    here, found = digest(content), sign_offs_of(work)
    if not found:
        return SignOffView(here, "none", None, ())
    latest, *earlier = found
    if latest.digest != here:
        changes = tuple(_changes(json.loads(latest.content), content))
        return SignOffView(here, "outdated", latest, tuple(earlier), changes)
    state = "frozen" if latest.frozen_at else "current"
    return SignOffView(here, state, latest, tuple(earlier))


def _changes(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Name what is not as it was when it was signed."""
    changed = []
    if before.get("model") != after["model"]:
        changed.append(_("the method, the price formula, normalisation, rounding or tie rule"))
    if before.get("criteria") != after["criteria"]:
        codes = _weights(before.get("criteria", [])), _weights(after["criteria"])
        moved = sorted(code for code in {*codes[0], *codes[1]} if _differs(code, *codes))
        changed.append(
            _("the weights of %(codes)s", codes=", ".join(moved))
            if moved
            else _("the names or demands of criteria")
        )
    if before.get("scale") != after["scale"]:
        changed.append(_("the scale"))
    return changed


def _differs(code: str, before: dict[str, Any], after: dict[str, Any]) -> bool:
    return bool(before.get(code) != after.get(code))


def _weights(criteria: list[dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for entry in criteria:
        found[entry["code"]] = entry["weight"]
        found |= _weights(entry.get("children", []))
    return found


def sign_model(work: Work, draft: SignOffDraft) -> ModelSignOff:
    """Sign the model as it stands; refused if it is not the one that was seen."""
    if not draft.reason.strip():
        raise FieldError("reason", _("Write why the model is right."))
    content = model_content(work)
    here = digest(content)
    if draft.digest != here:
        raise ConflictError(_("The model was changed while you were reading it. Look again."))
    row = ModelSignOff(
        procurement_id=work.procurement.id,
        digest=here,
        content=canonical_json(content).decode(),
        engine=ENGINE_VERSION,
        signed_at=now(),
        signed_by=work.user.name,
        reason=draft.reason,
        notes=draft.notes,
    )
    work.session.add(row)
    work.session.flush()
    work.record(Action.model_signed, here)
    return row


def freeze_sign_off(work: Work) -> None:
    """Freeze the sign-off of the model that is being sealed, if it was signed as it stands."""
    view = sign_off_view(work)
    if view.state == "current" and view.latest is not None:
        view.latest.frozen_at = now()
        work.session.flush()
