"""A seal, a proposal to seal and a draft of an addendum, for the tests that visit every page."""

import json

from factories import NOW, Make
from worlds import World

from procurement.domain import Addendum, AddendumChange, Seal


def outgoing(make: Make, world: World) -> None:
    """Make a sealed set without files, an open proposal, and an addendum that is a draft."""
    lead, chair = world.members["lead"], world.members["chair"]
    told = {
        "title": world.slug,
        "edition": {"baseline": 1, "digest": "sha256:0"},
        "addendum": None,
        "files": [],
    }
    here = {"procurement_id": make.here.id, "digest": "sha256:0", "proposed_at": NOW}
    sealed = {"confirmed_by": chair.id, "confirmed_at": NOW, "baseline": 1}
    manifest = json.dumps(told)
    make.session.add(Seal(number=1, proposed_by=lead.id, manifest=manifest, **here, **sealed))
    make.session.add(Seal(number=2, proposed_by=lead.id, manifest=manifest, **here))
    draft = Addendum(
        procurement_id=make.here.id, number=1, title="About pay", made_by="Lead", made_at=NOW
    )
    make.session.add(draft)
    make.session.flush()
    make.session.add(
        AddendumChange(
            addendum_id=draft.id,
            requirement_id=world.requirements[0].id,
            field="statement",
            before=world.requirements[0].statement,
            after="The system shall pay everybody on time.",
            reason="It was unclear.",
        )
    )
    make.session.commit()
