"""Every page of the reading room that a reader comes to, by a name for its picture."""

from __future__ import annotations

PAGES: dict[str, str] = {
    "entrance": "/",
    "search": "/search?q=sarne",
    "search-nothing": "/search?q=qqqqq",
    "telegram": "/t/04HALLEM512",
    "telegram-damaged": "/t/07VARRIN188",
    "telegram-hits": "/t/04HALLEM512?q=annex",
    "telegram-received": "/t/04HALLEM512?view=received",
    "telegram-explained": "/t/04HALLEM512?view=explained",
    "people": "/people",
    "person": "/person/radim%20dravec",
    "statements": "/statements",
    "statements-compared": "/statements?by=dravec&and=kelemar",
    "statements-matter": "/statements?about=court",
    "posts": "/posts",
    "post": "/post/VARRIN/2006",
    "missing-all": "/missing",
    "missing": "/missing/06VARRIN870",
    "thread": "/thread/04HALLEM512",
    "timeline": "/timeline",
    "map": "/map",
    "network": "/network",
    "network-cited": "/network?kind=cited",
    "notes": "/notes",
    "corrections": "/corrections",
    "intake": "/intake",
    "defect": "/defect/lost-text",
    "api": "/api",
    "lost": "/nowhere",
}
