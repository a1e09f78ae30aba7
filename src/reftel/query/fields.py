"""The fields that a question can name, each with what it means. The documentation is made from this table."""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal["words", "value", "days", "order"]


class FieldFact(msgspec.Struct, frozen=True, gc=False):
    """One field: how it is asked, in plain words, an example, and other names for it."""

    name: str
    kind: Kind
    meaning: str
    example: str
    also: tuple[str, ...] = ()


#: `words`: text, searched as words. `value`: a fact of the heading, compared as a whole or by its words.
_FACTS = (
    FieldFact("from", "value", "the post or address that sent it", "from:astana"),
    FieldFact("to", "value", "an addressee for action", 'to:"usun new york"'),
    FieldFact("info", "value", "an addressee for information", "info:moscow"),
    FieldFact("post", "value", "the post of its number", "post:tehran"),
    FieldFact("tags", "value", "a code of the TAGS line", "tags:PHUM,KDEM", ("tag",)),
    FieldFact("class", "value", "the classification: a level or the letters of portion marks", "class:s", ("level",)),
    FieldFact("caption", "value", "a caption", "caption:nodis", ("captions",)),
    FieldFact("prec", "value", "the precedence for action", "prec:flash", ("precedence",)),
    FieldFact("subject", "words", "words of the subject line", "subject:tariff"),
    FieldFact("body", "words", "words of the titles and paragraphs", 'body:"early elections"'),
    FieldFact("signed", "value", "the name under the telegram", "signed:kissinger"),
    FieldFact("office", "value", "an office of the distribution or of an address", "office:eur"),
    FieldFact("ref", "value", "it refers to this telegram", "ref:07ASTANA605", ("refs",)),
    FieldFact("refby", "value", "this telegram refers to it", "refby:07ASTANA605"),
    FieldFact("mrn", "value", "its own number; the year or the end may be open", "mrn:07ASTANA6*", ("id",)),
    FieldFact("dialect", "value", "the layout it was read by", "dialect:state1973"),
    FieldFact("defect", "value", "a kind of defect that it has", "defect:cut-off"),
    FieldFact("held", "value", "where it is held: the kind of file, or words of its path", "held:pdf"),
    FieldFact("raw", "words", "words as they were received, before repair", "raw:ELECTI0NS"),
    FieldFact("dtg", "days", "when it was sent: a year, month or day, or two with .. between", "dtg:1974-06..09",
              ("date",)),
    FieldFact("year", "value", "the year of its number, or of its date", "year:1974"),
    FieldFact("before", "days", "sent before this", "before:1974-06"),
    FieldFact("after", "days", "sent after this", "after:1974"),
    FieldFact("sort", "order", "the order: relevance, dtg or number; with - the last first", "sort:-dtg"),
)  # fmt: skip

#: Every field by its name.
FIELDS = {fact.name: fact for fact in _FACTS}
_NAMES = {name: fact.name for fact in _FACTS for name in (fact.name, *fact.also)}


def field_named(name: str) -> FieldFact | None:
    """The field of that name, in any letters.

    >>> field_named("TAG").name
    'tags'
    """
    known = _NAMES.get(name.lower())
    return FIELDS[known] if known else None
