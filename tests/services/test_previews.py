"""The newest preview of a document is kept, in either database, with its edition and its maker."""

from factories import Make
from worlds import whole

from procurement.db import Database
from procurement.domain import Phase
from procurement.services.previews import Made, content_of, edition_now, keep_previews, previews_of

NAME = "konkurransegrunnlag.docx"


def test_only_the_newest_is_kept_and_it_grows_old(database: Database):
    with Make(database) as make:
        world = whole(make, Phase.drafting)
        work = make.work(world.members["lead"])
        for content in (b"%PDF-1", b"%PDF-2\0\xff"):
            keep_previews(work, Made(edition_now(work), {NAME: ("LibreOffice", content)}))
        make.session.commit()

        (line,) = previews_of(work).values()
        assert (line.name, line.writer, line.is_old) == (NAME, "LibreOffice", False)
        assert line.made_by == work.user.name
        assert content_of(make.work(world.members["contact"]), NAME) == b"%PDF-2\0\xff"

        make.requirement(code="KR-900", chapter=world.requirements[0].chapter, position=9)
        make.session.commit()

        assert previews_of(work)[NAME].is_old
