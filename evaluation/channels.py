"""How telegrams are read that have come by other channels: the record against that of the original.

    python evaluation/channels.py ../shared                  the table; 1 where a field fell below its floor
    python evaluation/channels.py ../shared --only Markdown  the channels with this word in their name
    python evaluation/channels.py ../shared --failures       every field that differs, as it was and as it is
    python evaluation/channels.py ../shared --pin            raise the floors to today's shares; they are never lowered

The pages, every second telegram of the archive, and telegrams made for the purpose (other posts, other years) go
through what people and programs do with texts (passing/channels.py) and are read again. A field is right where it says
what it said of the original, letters large or small and signs straight or curled; where a channel really loses a
field, that field is not asked. So an original's own fault is none here.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from passing.channels import CHANNELS, Channel, tail_start
from passing.compared import FIELDS
from passing.original import Original
from reading import Score, Scores, asked, documents
from scoring.floors import settle

from reftel.errors import Unreadable
from reftel.intake import read_path, read_text
from reftel.making import make_collection
from reftel.model.telegram import Telegram

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.sources import Document

_MADE, _SEED = 60, 41
_EVERY = 2
_SHOWN = 160
_OF_PARAGRAPHS = frozenset(("numbers", "portions", "titles", "words"))


def originals(shared: Path, made: Path) -> Iterator[Original]:
    """The telegrams that go through the channels, read from their own text."""
    pages = list(documents(shared / "corpora" / "wikileaks-html"))
    archive = list(documents(shared / "corpora" / "nara"))[::_EVERY]
    make_collection(made, _MADE, seed=_SEED)
    for document in (*pages, *archive, *documents(made / "telegrams")):
        telegrams = read_text(_own_text(document))
        if len(telegrams) == 1 and telegrams[0].mrn is not None and telegrams[0].paragraphs:
            yield Original(document.path, telegrams[0], document.attributes)


def _own_text(document: Document) -> str:
    """The text without the lines of its container (stamps, attributes)."""
    pieces: list[str] = []
    place = 0
    for start, end, _ in document.marks:
        pieces.append(document.text[place:start])
        place = max(place, end)
    return "".join((*pieces, document.text[place:]))


def read_again(channel: Channel, original: Original, folder: Path) -> Telegram | str | None:
    """The telegram that came out of a channel; words where it is no telegram, `None` where the channel makes none."""
    sent = channel.make(original)
    if sent is None:
        return None
    path = folder / f"passed.{sent.suffix}"
    path.write_bytes(sent.content)
    read = list(read_path(path))
    if len(read) != 1:
        return f"{len(read)} telegrams"
    return str(read[0]) if isinstance(read[0], Unreadable) else read[0]


def expected(name: str, field: str, original: Original) -> object:
    """What a field should say: what it said of the original, as far as the fragment holds it."""
    telegram = original.telegram
    value = FIELDS[field](telegram)
    if name in {"tail", "opening", "one section"}:
        cut, end = _fragment_of(name, original)
        kept = tuple(p for p in telegram.paragraphs if cut <= p.start < end)
        part = msgspec.structs.replace(telegram, paragraphs=kept)
        value = FIELDS[field](part) if field in _OF_PARAGRAPHS else value
    return value


def _fragment_of(name: str, original: Original) -> tuple[int, int]:
    if name == "one section":
        section = original.telegram.sections[1]
        return section.start, section.end
    cut = tail_start(original)
    return (cut, len(original.text)) if name == "tail" else (0, cut)


def measure(only: str, shared: Path) -> dict[str, Scores]:
    """Every channel with the scores of its fields."""
    scores: dict[str, Scores] = {name: defaultdict(Score) for name in CHANNELS if only.lower() in name.lower()}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for original in originals(shared, folder / "made"):
            for name, found in scores.items():
                read = read_again(CHANNELS[name], original, folder)
                if read is None:
                    continue
                for field in FIELDS:
                    if field in CHANNELS[name].keeps:
                        want = expected(name, field, original)
                        got = FIELDS[field](read) if isinstance(read, Telegram) else read
                        found[field].add(original.name, want, got)
    return scores


def shown(want: str, got: str) -> str:
    """Both from where they begin to differ."""
    place = next((n for n, (a, b) in enumerate(zip(want, got, strict=False)) if a != b), min(len(want), len(got)))
    start = max(0, place - 30)
    return f"{want[start : start + _SHOWN]!r} / {got[start : start + _SHOWN]!r}"


def print_failures(scores: dict[str, Scores]) -> None:
    for name, found in scores.items():
        for field, score in found.items():
            for failure in score.failures:
                who, _, rest = failure.partition(": wanted ")
                want, _, got = rest.partition(", read ")
                print(f"{name} | {field} | {who} | {shown(want, got)}")


def print_table(scores: dict[str, Scores]) -> None:
    for name, found in scores.items():
        right, of = sum(score.right for score in found.values()), sum(score.asked for score in found.values())
        poor = sorted((field for field in found if found[field].share < 1), key=lambda field: found[field].share)
        worst = ", ".join(f"{field} {100 * found[field].share:.1f}" for field in poor[:9])
        print(f"{name:36} {right:6} of {of:6} {100 * right / max(of, 1):6.2f}   {worst}")


def settle_floors(scores: dict[str, Scores], *, pin: bool) -> list[str]:
    """What fell below its floor; with `pin` the floors rise to today's shares."""
    fallen: list[str] = []
    for name, found in scores.items():
        today = {field: round(100 * score.share, 1) for field, score in found.items() if score.asked}
        fallen += [f"{name}, {line}" for line in settle(today, "channels", name, pin=pin)]
    return fallen


def main(arguments: list[str]) -> int:
    only = arguments[arguments.index("--only") + 1] if "--only" in arguments else ""
    shared, options = asked([argument for argument in arguments if argument != only])
    if shared is None:
        return 0
    scores = measure(only, shared)
    if "--failures" in options:
        print_failures(scores)
    print_table(scores)
    fallen = settle_floors(scores, pin="--pin" in options)
    print("\n".join(fallen) or "every row is at its floor or above")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
