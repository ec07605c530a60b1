"""Whatever a tracker sends shows as text, and breaks nothing around it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from sqlalchemy import Engine, select, update

from app.database import tables
from app.database.engine import reading, writing
from app.findings.document import decode, encode
from app.instants import parse_instant
from app.settings import Settings
from tests.api.conftest import NOW
from tests.browser import PHONE, Open, fits
from tests.serving import served

HOSTILE = {
    "scripts": '<script>document.title="stolen"</script><img src=x onerror="document.title=1">"\'{{ 7*7 }}</script>',
    "directions": "\u202egnitset \u2067abc\u2066 end \u0000".replace("\u0000", ""),
    "length": "W" * 10_000,
    "emoji": "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿 e\u0301" + "\u0301" * 50,
}


def spoil(engine: Engine, text: str) -> str:
    """Put a text wherever a tracker's text shows; gives the id of the project."""
    with writing(engine) as connection:
        project = connection.execute(select(tables.projects).where(tables.projects.c.key == "WEB")).one()
        new = {"name": text, "url": "javascript:alert(1)", "key": "WEB" + text[:60]}
        connection.execute(update(tables.projects).where(tables.projects.c.id == project.id).values(new))
        table = tables.findings
        for row in connection.execute(select(table).where(table.c.project == project.id)).all():
            document = decode(row.document)
            document |= {"title": text, "summary": text, "project": "WEB" + text[:60]}
            document["questions"] = {"business": text, "it": text}
            document["subject"] |= {"name": text, "url": "javascript:alert(1)"}
            document["evidence"] = [
                one | {"issue": text, "what": text, "url": "data:text/html,x"} for one in document["evidence"]
            ]
            values = {"document": encode(document), "translations": "{}"}
            connection.execute(update(table).where(table.c.id == row.id).values(values))
        seen = tables.seen_commitments
        row = connection.execute(select(seen).where(seen.c.project == project.id)).one()
        documents = [
            one | {"name": text, "url": "javascript:alert(1)"} for one in decode(f'{{"all": {row.documents}}}')["all"]
        ]
        values = {"documents": encode({"all": documents})[len('{"all":') : -1]}
        connection.execute(update(seen).where(seen.c.project == project.id).values(values))
    return str(project.id)


@pytest.mark.parametrize("kind", HOSTILE)
def test_it_shows_as_text(open_page: Open, engine: Engine, kind: str) -> None:
    text = HOSTILE[kind]
    project = spoil(engine, text)
    with reading(engine) as connection:
        table = tables.findings
        finding = (
            connection.execute(select(table.c.id).where(table.c.project == project, table.c.status == "open"))
            .scalars()
            .first()
        )
    with served(engine, Settings(str(engine.url), now=parse_instant(NOW))) as address:
        page = open_page(width=PHONE)
        for path in (
            "/",
            f"/projects/{project}",
            f"/findings/{finding}",
            "/time",
            "/report",
            "/thresholds?late-delivery.days=1",
        ):
            page.goto(address + path)
            # The past is swept before the time machine shows it.
            expect(page.get_by_text(text[:30]).first).to_be_attached(timeout=60_000)
            fits(page)
            assert page.title() not in ("stolen", "1")
            assert page.locator("img, main script:not([type='application/json'])").count() == 0
            links = page.locator("a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
            assert [link for link in links if not link.startswith(("/", "#", "http", "mailto:?subject="))] == []
