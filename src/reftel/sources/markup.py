"""Markup to characters, without a tree: tags are dropped, what only looks like a tag stays.

Telegrams hold `<`, `>` and `&` of their own (`<BLANK>`, `AT&T`, a damaged quotation mark `&part of the problem8`).
A parser made for the web takes the first for a tag and, since the web forgives a missing semicolon, the last for `∂`.
Here only names that HTML has are tags, and only entities with their semicolon are entities. Each is one pass.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Elements that stand inside a line.
_INLINE = frozenset(
    (  # noqa: SIM905  words, not a list of a hundred quotation marks
        "a abbr acronym b bdi bdo big button cite code data del dfn em font i img input ins kbd label link mark meta "
        "nobr q s samp select small span strike strong sub sup time tt u var wbr"
    ).split()
)

#: Elements that begin and end lines of their own.
_BLOCK = frozenset(
    (  # noqa: SIM905
        "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption "
        "figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li main menu nav "
        "ol optgroup option p pre section summary table tbody td tfoot th thead tr ul"
    ).split()
)

#: Elements whose content nobody reads on the page.
_SILENT = frozenset("noscript object script style svg template textarea title".split())  # noqa: SIM905

_KNOWN = _INLINE | _BLOCK | _SILENT

# A tag ends at the first `>` and never holds a `<`: an unfinished tag is text, and the search stays linear.
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])[^<>]*>")
_ANCHOR = re.compile(r"</?a(?=[ >])[^<>]*>")  # nearly all tags inside telegrams are these
_ENTITY = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));")
_UNSEEN = re.compile(r"<!--|<[!?](?=[a-zA-Z])|<(?:" + "|".join(sorted(_SILENT)) + r")(?=[\s/>])", re.IGNORECASE)
_PRE = re.compile(r"<(/?)pre(?=[\s/>])[^<>]*>", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")


def plain_text(markup: str) -> str:
    r"""Return the text of a piece of markup whose line ends count: tags dropped, entities decoded.

    >>> plain_text("<a href='#'>¶</a>1. <BLANK> &amp; <b>so on</b><br>next <br>\n<<2186>")
    '¶1. <BLANK> & so on\nnext \n<<2186>'
    """
    text = markup
    if "<" in text:
        text = _ANCHOR.sub("", text)
        if "<" in text:
            text = _TAG.sub(_dropped, text)
    return decode_entities(text)


def _dropped(tag: re.Match[str]) -> str:
    name = tag[1].lower()
    if name not in _KNOWN:
        return tag[0]
    ends_line = name == "br" and not tag.string.startswith(("\n", "\r\n"), tag.end())
    return "\n" if ends_line else ""


def decode_entities(text: str) -> str:
    r"""Replace each entity that is complete, once; leave every other `&` as it stands.

    >>> decode_entities("AT&amp;T &part of it8 &lt;&#x000A;&amp;lt; &pound; &pound")
    'AT&T &part of it8 <\n&lt; £ &pound'
    """
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(entity: re.Match[str]) -> str:
    decimal, hexadecimal, name = entity.groups()
    if name:
        return html5.get(name + ";", entity[0])
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if 0x80 <= code < 0xA0:  # these are control characters, but pages mean those of Windows, and browsers show them
        return bytes([code]).decode("cp1252", "ignore") or chr(code)
    if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return entity[0]  # no character at all
    return chr(code)


def page_text(markup: str) -> str:
    r"""Return the text of a page of any make: of its `<pre>` blocks; where it has none, of all of it, block by block.

    >>> page_text("<h1>One</h1><p>two\n  words<br>three</p>")
    'One\ntwo words\nthree'
    >>> page_text("<h1>One</h1><pre>FM  HERE\nTO  THERE</pre>")
    'FM  HERE\nTO  THERE'
    """
    seen = _without_unseen(markup)
    blocks = [text for text in map(plain_text, preformatted(seen)) if text.strip()]
    if blocks:
        return "\n".join(blocks)
    return "\n".join(_flowing_lines(_BLANKS.sub(" ", seen)))


def _flowing_lines(markup: str) -> Iterator[str]:
    """The lines of markup whose blanks do not count; one between two `<br>` may be empty, as it is shown."""
    words: list[str] = []
    place = 0
    begun_by_break = False
    for tag in _TAG.finditer(markup):
        words.append(markup[place : tag.start()])
        place = tag.end()
        name = tag[1].lower()
        if name in _BLOCK:
            line = decode_entities("".join(words)).strip()
            is_break = name == "br"
            if line or (is_break and begun_by_break):
                yield line
            begun_by_break = is_break
            words.clear()
        elif name not in _KNOWN:
            words.append(tag[0])
    last = decode_entities("".join((*words, markup[place:]))).strip()
    if last:
        yield last


def preformatted(markup: str) -> list[str]:
    """Return what stands inside each `<pre>`; one that is never closed goes on to the end."""
    blocks: list[str] = []
    start = -1
    for tag in _PRE.finditer(markup):
        if tag[1] and start >= 0:
            blocks.append(markup[start : tag.start()])
            start = -1
        elif not tag[1] and start < 0:
            start = tag.end()
    if start >= 0:
        blocks.append(markup[start:])
    return blocks


def _without_unseen(markup: str) -> str:
    """Return the markup without comments, declarations, scripts, styles and their like.

    What is begun and never ended is kept: better a script in the text than a text lost in a script.
    """
    pieces: list[str] = []
    missing: set[str] = set()
    place = 0
    while opener := _UNSEEN.search(markup, place):
        pieces.append(markup[place : opener.start()])
        place = _end_of_unseen(markup, opener, missing)
        if place == opener.end():
            pieces.append(opener[0])
    pieces.append(markup[place:])
    return "".join(pieces)


def _end_of_unseen(markup: str, opener: re.Match[str], missing: set[str]) -> int:
    """Return where a part ends, or the end of its opener. A closer once missing is not looked for again: linear."""
    sign = opener[0].lower()
    closer = "-->" if sign == "<!--" else ">" if sign[1] in "!?" else "</" + sign[1:]
    if closer in missing:
        return opener.end()
    found = re.compile(re.escape(closer), re.IGNORECASE).search(markup, opener.end())
    if not found:
        missing.add(closer)
        return opener.end()
    return found.end() if closer.endswith(">") else markup.find(">", found.end()) + 1 or len(markup)
