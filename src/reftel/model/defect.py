"""What is wrong with a telegram, as data with its place: recorded, never raised."""

from __future__ import annotations

import msgspec

#: Every kind of defect and what it means. One list for code, pages and docs.
DEFECTS: dict[str, str] = {
    "no-heading": "no heading of a telegram was found: the text is read as a fragment",
    "no-number": "no telegram number can be read from the text",
    "number-from-heading": "the number comes from the heading or the page mark: no classification line gives one",
    "number-from-attributes": "the number comes from the container, not from the text",
    "field-from-attributes": "a field was empty in the text and was filled from the container",
    "number-disagrees": "the text carries another number than its heading, its page mark or the container says",
    "classification-disagrees": "heading, classification line or container name different classifications",
    "section-missing": "a section of the telegram is not there",
    "section-order": "sections do not follow each other in order",
    "garbled-dtg": "the date-time group cannot be read as a date",
    "no-dtg": "there is no date-time group",
    "garbled-heading": "a line of the heading cannot be read",
    "garbled-address": "an address line is damaged",
    "garbled-order": "the executive order line cannot be read",
    "unknown-order": "no such executive order",
    "impossible-date": "a date that does not exist",
    "unknown-tags": "a TAGS code that is in no table",
    "number-sequence": "paragraph numbers do not run 1, 2, 3 ...",
    "lost-text": "characters or words were lost here in transmission",
    "orphan-quote": "a damaged quotation mark without its partner",
    "cut-off": "the text breaks off before its end",
    "partial-extract": "the source says that it is a partial extract",
    "missing-end": "no end mark or signature",
    "foreign-page-mark": "a page mark of another telegram stands in the text",
    "page-order": "page marks are missing or out of order",
    "encoding": "some bytes were not valid in the text's encoding",
    "redacted": "words were taken out before publication",
    "foreign-text": "the text is another telegram's than the heading says",
    "retyped": "the text was typed again (lower-case marks, curly quotation marks)",
}


class Defect(msgspec.Struct, frozen=True, gc=False):
    """`defect` is a key of `DEFECTS`; `text[start:end]` is its place; `message` says it in words for this telegram."""

    defect: str
    start: int
    end: int
    message: str
