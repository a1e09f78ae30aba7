"""What every page must keep to, whatever the telegrams in it hold."""

from __future__ import annotations

from html.parser import HTMLParser

ADDRESSES = {"href", "src", "action"}
EMPTY = {"meta", "link", "input", "hr", "br", "img"}


class Checked(HTMLParser):
    """Reads a page, and gathers what it may not have."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.open: list[str] = []
        self.names: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in EMPTY:
            self.open.append(tag)
        if tag in {"style", "iframe", "object", "embed", "base", "b", "img"}:
            self.wrong.append(f"<{tag}>")
        if tag == "script" and not (given.get("src") or "").startswith("/static/"):
            self.wrong.append("a script in the page")
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.wrong.append(f"{tag} {name}={value}")
            if name in ADDRESSES and not (value or "").startswith(("/", "#")):
                self.wrong.append(f"{tag} {name}={value}")
            if name in ADDRESSES and (value or "").startswith("//"):
                self.wrong.append(f"{tag} {name}={value}")
        if given.get("id"):
            self.names.append(given["id"] or "")
        if tag == "a":
            self.links.append(given.get("href") or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def checked(page: str) -> Checked:
    """A page as read; asserts that it is well formed, with nothing in it that runs or leads outside, each id once."""
    reader = Checked()
    reader.feed(page)
    reader.close()
    assert not reader.wrong, reader.wrong[:5]
    assert not reader.open
    assert len(reader.names) == len(set(reader.names)), "an id stands twice"
    controls = {character for character in page if ord(character) < 32} - {"\n", "\t"}
    assert not controls
    assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2028") & set(page)
    return reader
