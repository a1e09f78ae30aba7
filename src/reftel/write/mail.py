"""Mail after RFC 5322 with the fields of RFC 6477: any mail program shows it, and `reftel read` takes it back.

Mail has one precedence for To and one for Cc, no serials and no offices, so the telegram itself is the message's text
and the fields above it say again what mail programs and gateways ask for.
"""

from __future__ import annotations

import re
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from io import BytesIO
from typing import TYPE_CHECKING

from reftel.intake import read_document
from reftel.sources.mail import read
from reftel.sources.opened import Opened
from reftel.write import heading, state1973, state2000
from reftel.write.characters import permitted
from reftel.write.fields import references_of_heading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reftel.model.telegram import Telegram
    from reftel.write.layout import Layout, Loss, Style

#: RFC 6477, section 3.8: 0 is deferred. NIACT is an instruction to the receiver, not a precedence.
PRECEDENCES = {"ROUTINE": 1, "PRIORITY": 2, "IMMEDIATE": 3, "FLASH": 4, "FLASH OVERRIDE": 5}
#: Domains under .invalid are delivered nowhere (RFC 2606): an archive's telegrams cannot be sent by accident.
DOMAIN = "reftel.invalid"
_LONGEST_STRING = 69  # a military string has 69 characters at most


class Mail:
    """One message: the fields of the heading, and the telegram in the layout of its time as its text."""

    name = "mime"
    style = state2000.LAYOUT.style

    def text(self, telegram: Telegram, style: Style) -> str:
        """The message, with LF as its line ends."""
        return self.message(telegram, style).as_string(policy=policy.default.clone(max_line_length=998, linesep="\n"))

    def message(self, telegram: Telegram, style: Style | None = None) -> EmailMessage:
        """The message as Python's own library has it."""
        inner = inner_layout(telegram)
        message = EmailMessage(policy=policy.default)
        for name, value in _fields(telegram):
            message[name] = value
        own = style if style is not None and inner is state2000.LAYOUT else inner.style
        message.set_content(inner.text(telegram, own), charset="utf-8")
        return message

    def lost(self, telegram: Telegram) -> list[Loss]:
        """What the layout of the text has no place for."""
        return inner_layout(telegram).lost(telegram)

    def read(self, text: str) -> list[Telegram]:
        """The telegrams of a message."""
        content = text.encode("utf-8")
        return [
            telegram
            for document in read(Opened("message.eml", len(content), BytesIO(content)))
            for telegram in read_document(document)
        ]


def inner_layout(telegram: Telegram) -> Layout:
    """The layout of the text: that of 1973-79 where it loses nothing that the other keeps."""
    old = telegram.distribution is not None or telegram.drafting is not None
    return state1973.LAYOUT if old and not state1973.LAYOUT.lost(telegram) else state2000.LAYOUT


def _fields(telegram: Telegram) -> Iterable[tuple[str, object]]:
    if telegram.originator is not None:
        yield "From", _mailbox(telegram.originator.address, None)
    for name, entries in (("To", telegram.to), ("Cc", telegram.info)):
        if entries:
            yield name, tuple(_mailbox(entry.address, entry.routing) for entry in entries)
    if telegram.dtg is not None:
        yield "Date", telegram.dtg
    yield "Message-ID", f"<{message_id(telegram.id)}>"
    if telegram.subject:
        yield "Subject", telegram.subject
    cited = [f"<{message_id(reftel.mrn)}>" for reftel in references_of_heading(telegram) if reftel.mrn]
    if cited:
        yield "References", " ".join(dict.fromkeys(cited))
    if telegram.tags:
        yield "Keywords", ", ".join(term.code for term in telegram.tags)
    yield from _military_fields(telegram)


def _military_fields(telegram: Telegram) -> Iterable[tuple[str, str]]:
    if telegram.dtg is not None:
        # The field also says that this is a military message at all.
        yield "MMHS-Extended-Authorisation-Info", telegram.dtg.strftime("%a, %d %b %Y %H:%M:%S +0000")
    for field, word in (("Primary", telegram.precedence.action), ("Copy", telegram.precedence.info)):
        if word in PRECEDENCES:
            yield f"MMHS-{field}-Precedence", str(PRECEDENCES[word])
    if telegram.originator is not None:
        yield "MMHS-Originator-PLAD", telegram.originator.address[:_LONGEST_STRING]
    name = heading.post_name(telegram)
    if name and telegram.number is not None:
        yield "MMHS-Originator-Reference", f"{name} {telegram.number}"
    if telegram.exempt:
        yield "MMHS-Exempted-Address", ", ".join(str(_mailbox(address, None)) for address in telegram.exempt)
    sent = telegram.transmission
    if sent is not None:
        early = heading.early_signals(sent.signals) if sent.security else ()
        if early:
            yield "MMHS-Handling-Instructions", _strings(early)
        late = (*sent.signals[len(early) :], *telegram.captions)
        if sent.station and (filed := sent.filed or telegram.dtg) is not None:
            part = f"/{sent.section:02d}" if sent.section is not None else ""
            yield "MMHS-Acp127-Message-Identifier", f"{sent.station} #{sent.serial or 0:04d}{part} {filed:%j%H%M}"
    else:
        late = telegram.captions
    if late:
        yield "MMHS-Message-Instructions", _strings(late)


def _strings(words: Iterable[str]) -> str:
    return "; ".join(permitted(word)[:_LONGEST_STRING] for word in words)


def message_id(number: str) -> str:
    """What stands between the angle brackets of a message's id."""
    return f"{re.sub(r'[^A-Za-z0-9.-]', '-', number)}@{DOMAIN}"


def _mailbox(address: str, routing: str | None) -> Address:
    """An address of the network as a mailbox: its words as the name, and a place where nothing is delivered."""
    plain = permitted(address)
    local = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "address"
    return Address(display_name=plain, username=local, domain=f"{routing.lower()}.{DOMAIN}" if routing else DOMAIN)


LAYOUT = Mail()
