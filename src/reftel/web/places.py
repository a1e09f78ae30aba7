"""The addresses of what was understood (people, posts, statements ...) and of a reader's own work."""

from __future__ import annotations

from reftel.web.pages import (
    chart_map,
    corrections,
    intake,
    missing,
    network,
    notes,
    person,
    post,
    statements,
    thread,
    timeline,
)
from reftel.web.place import Place

UNDERSTOOD: tuple[Place, ...] = (
    Place(
        path="/statements",
        html=statements.page,
        json=statements.data,
        csv=statements.rows,
        asks=statements.ASKS,
        menu="Statements",
    ),
    Place(
        path="/people",
        html=person.everybody,
        json=person.everybody_data,
        csv=person.everybody_rows,
        asks=person.LIST_ASKS,
        menu="People",
    ),
    Place(
        path="/person/{key}",
        html=person.page,
        json=person.data,
        csv=person.rows,
        post=person.decided,
        asks=person.ASKS,
    ),
    Place(path="/posts", html=post.everyone, json=post.everyone_data, csv=post.everyone_rows, menu="Posts"),
    Place(path="/post/{post}/{year}", html=post.page, json=post.data, csv=post.rows, asks=post.ASKS),
    Place(
        path="/missing",
        html=missing.ledger,
        json=missing.ledger_data,
        csv=missing.ledger_rows,
        asks=missing.ASKS,
        menu="Missing",
    ),
    Place(path="/missing/{number}", html=missing.page, json=missing.data, txt=missing.request),
    Place(path="/thread/{number}", html=thread.page, json=thread.data, csv=thread.rows, asks=thread.ASKS),
    Place(
        path="/timeline",
        html=timeline.page,
        json=timeline.data,
        csv=timeline.rows,
        asks=timeline.ASKS,
        menu="Timeline",
    ),
    Place(path="/map", html=chart_map.page, json=chart_map.data, csv=chart_map.rows, asks=chart_map.ASKS, menu="Map"),
    Place(
        path="/network",
        html=network.page,
        json=network.data,
        csv=network.rows,
        asks=network.ASKS,
        menu="Network",
    ),
)
OWN_WORK: tuple[Place, ...] = (
    Place(
        path="/notes",
        html=notes.page,
        json=notes.data,
        csv=notes.rows,
        post=notes.sent,
        asks=notes.ASKS,
        menu="Notes",
    ),
    Place(path="/folders", post=notes.folders_sent),
    Place(path="/questions", post=notes.questions_sent),
    Place(
        path="/folder/{address}",
        html=notes.folder,
        json=notes.folder_data,
        csv=notes.folder_rows,
        post=notes.folder_sent,
    ),
    Place(
        path="/corrections",
        html=corrections.page,
        json=corrections.data,
        csv=corrections.rows,
        post=corrections.sent,
        asks=corrections.ASKS,
    ),
    Place(
        path="/intake",
        html=intake.page,
        json=intake.data,
        post=intake.sent,
        most=intake.MOST_SENT,
        menu="Intake",
    ),
    Place(path="/defect/{kind}", html=intake.defect, csv=intake.defect_rows, asks=intake.DEFECT_ASKS),
)
