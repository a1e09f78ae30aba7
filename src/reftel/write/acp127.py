"""Transmissions after ACP 127: format lines 1 to 16 for every section, 69 columns, the characters of a teletype."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from reftel.facts import fact_of_address
from reftel.intake import read_text
from reftel.model.telegram import Transmission
from reftel.write import body, heading
from reftel.write.characters import permitted
from reftel.write.fields import carried
from reftel.write.layout import Loss, Style
from reftel.write.losses import lost_everywhere, lost_offices
from reftel.write.state2000 import SECTION_SIZE, in_sections, note_lines, size_of, text_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.model.telegram import Addressee, Telegram

_HIGHEST_CHANNEL_NUMBER = 9999
_SECURITY = {"CONFIDENTIAL": "CCCCC", "SECRET": "SSSSS", "TOP SECRET": "TTTTT"}


class Acp127:
    """What a communications centre sends: each section is a message of its own between its format lines."""

    name = "acp127"
    style = Style(width=69)

    def text(self, telegram: Telegram, style: Style) -> str:
        """The telegram as transmissions, one after the other."""
        head, words = text_blocks(telegram, style)
        above = self._above(telegram, 0, None)
        parts = in_sections(words, SECTION_SIZE, size_of([*above, *body.joined(head)]))
        lines: list[str] = []
        for number, part in enumerate(parts, start=1):
            section = (number, len(parts)) if len(parts) > 1 else None
            lines += self._transmission(telegram, style, section, [*(head if number == 1 else []), *part])
        return permitted("\n".join(lines)) + "\n"

    def _transmission(
        self, telegram: Telegram, style: Style, section: tuple[int, int] | None, blocks: list[list[str]]
    ) -> list[str]:
        number = section[0] if section else 1
        first = heading.class_line(telegram, style.post_name or heading.post_name(telegram), 6, section)
        lines = [*self._above(telegram, number - 1, number if section else None), "BT"]
        lines += body.joined([*([[first]] if first else []), *blocks])
        if section is None or section[0] == section[1]:
            lines += body.signature_lines(telegram)
            for note in telegram.notes:
                lines += ["", *note_lines(note)]
        sent = telegram.transmission
        serial = sent.serial if sent is not None and sent.serial is not None else (telegram.number or 0) % 10000
        return [*lines, "BT", f"#{serial:04d}", "NNNN", *[""] * 2]

    def _above(self, telegram: Telegram, later: int, section: int | None) -> list[str]:
        """Format lines 1 to 9 of the section that is sent `later` sections after the first."""
        sent = telegram.transmission
        lines: list[str] = []
        if sent is not None:
            sent = msgspec.structs.replace(sent, id=_next_channel_number(sent.id, later))
            lines = [line for line in heading.transmission_lines(sent, telegram, section) if line]
        lines += [line for line in (heading.dtg_line(telegram),) if line]
        return lines + heading.address_lines(telegram, routing=True)

    def lost(self, telegram: Telegram) -> list[Loss]:
        """Everywhere's, the department's own lines, and what a teletype has no characters for."""
        lost = [*lost_everywhere(telegram), *lost_offices(telegram), *_lost_characters(telegram)]
        if telegram.transmission is None or not telegram.transmission.station:
            lost.append(Loss("transmission.station", "the calling station is not known, so format line 3 is missing"))
        return lost

    def read(self, text: str) -> list[Telegram]:
        """The telegrams of a text in this layout."""
        return read_text(text)


def _next_channel_number(channel: str | None, later: int) -> str | None:
    """The transmission identification of a later section: the channel's number goes on, and begins anew after 9999."""
    if channel is None or not channel[-3:].isdigit() or not later:
        return channel
    digits = 4 if channel[-4:].isdigit() else 3
    number = (int(channel[-digits:]) + later - 1) % (_HIGHEST_CHANNEL_NUMBER if digits == 4 else 999) + 1
    return f"{channel[:-digits]}{number:0{digits}d}"


def _lost_characters(telegram: Telegram) -> Iterator[Loss]:
    for field, value in carried(telegram).items():
        if not _is_permitted(value):
            yield Loss(field, "the teletype has no such characters: others stand for them")


def _is_permitted(value: object) -> bool:
    if isinstance(value, str):
        return permitted(value) == value
    return not isinstance(value, tuple) or all(map(_is_permitted, value))


def complete(telegram: Telegram, *, station: str | None = None, channel: str = "VZCZCXXX0001") -> Telegram:
    """The telegram with the relay heading that it lacks: routing indicators from the table of posts and addresses.

    What is there stays as it is. Indicators that the tables do not know are left out, never made up.
    """
    sent = telegram.transmission
    if sent is not None and sent.station is not None:
        return telegram
    known = [_indicator(telegram.originator.address)] if telegram.originator is not None else []
    calling = station or next((indicator for indicator in known if indicator), None)
    to, info = (tuple(map(_routed, entries)) for entries in (telegram.to, telegram.info))
    made = sent or Transmission()
    made = msgspec.structs.replace(
        made,
        id=made.id or (channel if calling else None),
        routing=made.routing or tuple(dict.fromkeys(each.routing for each in (*to, *info) if each.routing)),
        station=calling,
        serial=made.serial if made.serial is not None or not calling else (telegram.number or 0) % 10000,
        filed=made.filed or (telegram.dtg if calling else None),
        security=made.security or _SECURITY.get(telegram.classification.level or "", "UUUUU"),
        signals=made.signals or ("ZZH",),
    )
    return msgspec.structs.replace(telegram, transmission=made, to=to, info=info)


def _routed(entry: Addressee) -> Addressee:
    return entry if entry.routing else msgspec.structs.replace(entry, routing=_indicator(entry.address))


def _indicator(address: str) -> str | None:
    """The first routing indicator that the tables have for an address."""
    fact = fact_of_address(address)
    return fact.routing_indicators[0] if fact is not None and fact.routing_indicators else None


LAYOUT = Acp127()
