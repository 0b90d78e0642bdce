"""Saving a requirement from a page: on its own, or in place in the document as one types."""

from collections.abc import Mapping
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.domain import Requirement
from procurement.errors import ClashError, FieldError
from procurement.i18n import format_clock
from procurement.i18n import gettext as _
from procurement.services.chapters import chapter_tree
from procurement.services.history import content_of
from procurement.services.members import names_by_address
from procurement.services.requirement_facts import facts_of
from procurement.services.requirements import change_requirement
from procurement.services.work import Work, now
from procurement.web.forms.kinds import whole_number
from procurement.web.forms.requirements import RequirementForm
from procurement.web.guard import wants_part
from procurement.web.saved import say_saved

HERE = ("title", "statement", "requirement_class", "deviation")  # what is edited in place
_SHOWN = "shown-"  # what a page shows in a field that somebody else has changed meanwhile
_CHOSEN = "chosen-"  # whose text stands, field by field


def form_of(work: Work, requirement: Requirement) -> RequirementForm:
    """Return the form for a requirement, ready to be shown or read."""
    form = RequirementForm.of(requirement)
    if wants_part():
        del form.chapter_id  # it is not among what is edited in place
    else:
        form.offer(chapter_tree(work))
    return form


def save(work: Work, requirement: Requirement, form: RequirementForm) -> ResponseReturnValue:
    """Save what was sent and answer as it was asked: with a part, a page or a redirect."""
    settled = whole_number(request.form.get("settle"))
    seen = settled or whole_number(form.version.data)
    given_up = {name for name in form.sent() if settled and _is_given_up(name)}
    changes = {name: value for name, value in form.sent().items() if name not in given_up}
    try:
        change_requirement(work, requirement, changes, seen, None if settled else _shown())
    except FieldError as error:
        form.show(error)
        return refused(requirement, form)
    except ClashError as error:
        return _both_texts(work, requirement, form, error)
    work.session.commit()
    if wants_part():
        return _saved_part(work, requirement, changes)
    say_saved()
    return redirect(url_for("requirements.show", code=requirement.code))


def _is_given_up(field: str) -> bool:
    return request.form.get(_CHOSEN + field) == "theirs"


def _shown() -> dict[str, str]:
    """Return what the page showed from the start in fields that others changed since."""
    return {name: request.form[_SHOWN + name] for name in HERE if _SHOWN + name in request.form}


def refused(requirement: Requirement, form: RequirementForm) -> ResponseReturnValue:
    """Say beside the fields why nothing was saved; what was typed stays."""
    if wants_part():
        return _state(requirement, form.version.data, form=form), 422
    return page(form, requirement), 422


def page(form: RequirementForm, requirement: Requirement | None) -> str:
    """Return the form as a page of its own."""
    heading = _("Change %(code)s", code=requirement.code) if requirement else _("New requirement")
    return render_template(
        "requirements/edit.html", form=form, heading=heading, requirement=requirement
    )


def part(requirement: Requirement, saved: str = "") -> str:
    """Return the form as it stands in place of the requirement."""
    form = RequirementForm(formdata=None, obj=requirement)
    for name in HERE:  # several of them can be open on one page
        form[name].id = form[name].label.field_id = f"{name}-{requirement.code}"
    form.statement.render_kw = {"autofocus": True}
    return render_template(
        "requirements/_open.html", form=form, requirement=requirement, saved=saved
    )


def block(work: Work, requirement: Requirement) -> str:
    """Return the requirement as the document shows it."""
    return render_template(
        "requirements/_block.html",
        requirement=requirement,
        facts=facts_of(work, [requirement])[requirement.id],
    )


def _saved_part(
    work: Work, requirement: Requirement, changes: Mapping[str, Any]
) -> ResponseReturnValue:
    headers = {"HX-Retarget": f"#{requirement.code}", "HX-Reswap": "outerHTML"}
    if "done" in request.form:
        return block(work, requirement), 200, headers
    if "settle" in request.form:
        return part(requirement, _saved_at()), 200, headers
    return _state(requirement, requirement.version, others=_by_others(requirement))


def _saved_at() -> str:
    return _("Saved %(time)s", time=format_clock(now()))


def _by_others(requirement: Requirement) -> dict[str, tuple[str, str]]:
    """Return what the page shows and what stands, where somebody else changed a field of it."""
    stands = content_of(requirement)
    held = {name: request.form[name] for name in HERE if name in request.form}
    texts = {name: "" if stands[name] is None else str(stands[name]) for name in held}
    return {
        name: (sent, texts[name])
        for name, sent in held.items()
        if sent.replace("\r\n", "\n").strip() != texts[name].replace("\r\n", "\n").strip()
    }


def _state(requirement: Requirement, version: object, **what: Any) -> str:
    """Return the line under a form in place: saved when, refused why, or both texts."""
    settings: dict[str, Any] = {"form": None, "others": {}, "clashes": {}, "names": {}} | what
    settings["given_up"] = {name for name in HERE if _is_given_up(name)}
    return render_template(
        "requirements/_state.html",
        requirement=requirement,
        version=version,
        saved=_saved_at(),
        **settings,
    )


def _both_texts(
    work: Work, requirement: Requirement, form: RequirementForm, error: ClashError
) -> ResponseReturnValue:
    clashes, names = error.clashes, names_by_address(work)
    if wants_part():
        state = _state(requirement, form.version.data, form=form, clashes=clashes, names=names)
        return state, error.status
    form.rebase(error)
    answer = render_template(
        "requirements/conflict.html",
        form=form,
        requirement=requirement,
        clashes=clashes,
        names=names,
        given_up=(),
    )
    return answer, error.status
