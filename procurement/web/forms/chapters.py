"""Add or change a chapter."""

from collections.abc import Mapping, Sequence
from typing import Any, Self
from uuid import UUID

from wtforms import HiddenField, SelectField, StringField

from procurement.domain import Chapter
from procurement.i18n import lazy_gettext as _
from procurement.services.chapters import ChapterNode
from procurement.web.forms.kinds import Form, at_most, choices, required, sent_over, typed


class ChapterForm(Form):
    """A title, a place in the tree, and who is responsible."""

    title = StringField(_("Title"), [required(), at_most(120)])
    parent_id = SelectField(_("Stands under"))
    responsible_id = SelectField(
        _("Responsible"),
        description=_("Others in the working group can read the chapter, but not change it."),
    )
    version = HiddenField(default="1")

    @classmethod
    def of(cls, chapter: Chapter | None, parent: str = "") -> Self:
        """Return the form for a chapter or a new one; a field that was not sent stays as it is."""
        names = ("title", "parent_id", "responsible_id")
        held = {name: getattr(chapter, name, None) for name in names}
        if chapter is None:
            return cls(sent_over(held), parent_id=parent)
        return cls(sent_over(held), obj=chapter)

    def offer(
        self, chapters: Sequence[ChapterNode], people: Mapping[UUID, str], lead: bool
    ) -> None:
        """Let the user choose among these chapters and people; the lead decides who."""
        top, nobody = ("", str(_("No other chapter"))), ("", str(_("Nobody in particular")))
        self.parent_id.choices = choices([top, *((str(c.id), c.heading) for c in chapters)])
        self.responsible_id.choices = choices(
            [nobody, *((str(one), name) for one, name in people.items())]
        )
        if not lead:
            del self.responsible_id

    def values(self) -> dict[str, Any]:
        """Return what was typed, once it has been validated."""
        chosen = {"parent_id": self.parent_id.data}
        if self.responsible_id is not None:
            chosen["responsible_id"] = self.responsible_id.data
        ids = {name: UUID(value) if value else None for name, value in chosen.items()}
        return {"title": typed(self.title), **ids}
