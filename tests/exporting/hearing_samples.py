"""A round with comments, and a form for one; municipalities and texts are invented."""

from procurement.exporting.hearing_views import (
    CommentForm,
    CommentView,
    DispositionMatrix,
    FormRow,
)
from procurement.exporting.views import Fact

from .samples import HARD, frame


def matrix(*texts: str) -> DispositionMatrix:
    """Return a round in which each text is said, answered and repeated."""
    comments = tuple(
        CommentView(
            code=f"M-{number:03}",
            about="KR-036",
            sender="Storvik kommune",
            text=text,
            disposition="Tatt til følge",
            answer=f"answer {text}",
            first="M-001" if number > 1 else "",
        )
        for number, text in enumerate(texts, 1)
    )
    return DispositionMatrix(
        frame=frame("Merknader og svar: Høring"),
        note="Les kapittel 2.",
        facts=(Fact("Hvem som spørres", "Høring i kommunene"), Fact("Frist", "30. oktober 2026")),
        counts=(Fact("Tatt til følge", str(len(texts))),),
        comments=comments,
    )


def form(senders: tuple[str, ...] = ("Storvik kommune", "Lillevik & Nes kommune")) -> CommentForm:
    """Return a form with a chapter, a requirement for each hard text, and what is known of both."""
    rows = [FormRow("chapter", "id-of-chapter", "2.1", "", "Lønn", "", "")]
    rows += [
        FormRow("requirement", f"id-{number}", f"KR-{number:03}", "A", text, text, f"mark-{number}")
        for number, text in enumerate(HARD, 1)
    ]
    return CommentForm(
        frame=frame("Høring"),
        round_id="id-of-round",
        procurement_id="id-of-procurement",
        instruction="Skriv i kolonnen til høyre.",
        sender="Kommune",
        rows=tuple(rows),
        senders=senders,
    )
