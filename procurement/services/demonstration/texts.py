"""What the buyer of the demonstration has filled in in the documents."""

from procurement.catalogue.places import load_places
from procurement.domain import Phase, TenderText
from procurement.services.demonstration.reading import Files, find
from procurement.services.work import Work


def add_texts(work: Work, files: Files) -> None:
    """Fill in the places of the documents; a draft has some left to do."""
    known = {place.name: place for place in load_places()}
    is_draft = work.procurement.phase == Phase.drafting
    blank = files.texts["blank_in_draft"] if is_draft else ()
    for data in files.texts["texts"]:
        place = find(known, data["name"], "texts.yaml", data["name"])
        if place.name not in blank:
            work.session.add(
                TenderText(procurement_id=work.procurement.id, name=place.name, text=data["text"])
            )
    work.session.flush()
