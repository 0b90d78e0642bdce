"""What the documents of a round show: the comments with what became of them, and the form."""

from dataclasses import dataclass, field

from procurement.exporting.views import Fact, Frame


@dataclass(frozen=True)
class CommentView:
    """One comment with what became of it."""

    code: str
    about: str  # «KR-036» or «2.1 Lønn»
    sender: str  # municipality or supplier, never a person
    text: str
    disposition: str
    answer: str
    first: str  # the comment that said the same before, may be empty


@dataclass(frozen=True)
class DispositionMatrix:
    """All comments of a round; a round still open says so."""

    frame: Frame
    note: str  # what was asked for, may be empty
    facts: tuple[Fact, ...]  # who was asked, from when to when
    counts: tuple[Fact, ...]  # «Tatt til følge» -> «6»
    comments: tuple[CommentView, ...]


@dataclass(frozen=True)
class FormRow:
    """A row of the comment form: a chapter, or a requirement in it."""

    kind: str  # chapter | requirement
    id: str
    code: str
    letter: str
    title: str
    statement: str
    fingerprint: str  # of what the requirement means as the form goes out


@dataclass(frozen=True)
class CommentForm:
    """The form on which a municipality or a supplier comments, one row per requirement."""

    frame: Frame
    round_id: str
    procurement_id: str
    instruction: str
    sender: str  # the label of the cell for the sender
    rows: tuple[FormRow, ...]
    senders: tuple[str, ...] = field(default=())  # to choose among; none means any text
