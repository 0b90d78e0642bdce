"""Approve texts as they stood on the page."""

from collections.abc import Mapping

from wtforms import HiddenField, StringField

from procurement.errors import ConflictError
from procurement.i18n import gettext
from procurement.i18n import lazy_gettext as _
from procurement.services.chapters import ChapterNode
from procurement.web.forms.kinds import Form, at_most, whole_number


class ApproveForm(Form):
    """Approve a text as it stood on the page."""

    note = StringField(_("Note"), [at_most(1000)])
    version = HiddenField()


class ChapterForm(Form):
    """An act on a chapter as it stood on the page."""

    chapter = HiddenField()
    seen = HiddenField()  # the code and version of each requirement in review

    @classmethod
    def of(cls, node: ChapterNode, versions: Mapping[str, int]) -> "ChapterForm":
        """Return the form for a chapter and what waits in it."""
        seen = " ".join(f"{code}:{version}" for code, version in versions.items())
        return cls(formdata=None, chapter=str(node.id), seen=seen)

    def still(self, node: ChapterNode) -> ChapterNode:
        """Return the chapter, unless another one has got its number since the page was opened."""
        if self.chapter.data != str(node.id):
            raise ConflictError(gettext("The chapters have been moved. Open the page again."))
        return node

    def versions(self) -> dict[str, int]:
        """Return the version of each requirement as it stood on the page."""
        pairs = (each.rpartition(":") for each in (self.seen.data or "").split())
        return {code: whole_number(version) for code, _colon, version in pairs}
