"""Strategies for telegrams as a drafter and a communications centre would make them: every field of the model."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from reftel.facts import kind_of_tag
from reftel.model.number import compact_post
from reftel.model.telegram import (
    Addressee,
    Classification,
    Distribution,
    Drafting,
    Office,
    Originator,
    Paragraph,
    Precedence,
    Reftel,
    Source,
    TagsTerm,
    Telegram,
    Transmission,
)

POSTS = ("ASTANA", "LA PAZ", "LONDON", "SAN JOSE", "PARIS", "TEL AVIV", "RABAT", "TUNIS", "BUENOS AIRES", "NEW DELHI")
WORDS = (
    "the government", "minister", "of", "water", "agreed that", "a", "river", "court", "would", "not", "before", "May",
    "3.5 percent", "U.S.", "embassy", "asked", "whether", "(ref A)", "by 1974", "half-hearted", "said", '"no,"', "sign",
    "Mr. Hale", "$12 million", "to", "in Geneva", "law", "and", "it", "parliament", "opposition", "leader", "told us",
)  # fmt: skip
OFFICES = ("EUR", "OCT", "ISO", "CIAE", "INR", "NSC", "SS", "H", "EB", "PA")
TAGS = ("PREL", "PGOV", "ECON", "KDEM", "EAID", "BL", "FR", "UK", "MARR", "ETRD", "NATO")
_letters = st.text("ABCDEFGHIJKLMNOPRSTUVW", min_size=3, max_size=9)


def some_of(*words: str) -> st.SearchStrategy[tuple[str, ...]]:
    """None, one or two of the words."""
    return st.lists(st.sampled_from(words), unique=True, max_size=2).map(tuple)


@st.composite
def sentences(draw: st.DrawFn, most: int = 5) -> str:
    """Sentences of words of the trade, each with its full stop."""
    made = []
    for _ in range(draw(st.integers(1, most))):
        words = draw(st.lists(st.sampled_from(WORDS), min_size=4, max_size=22))
        text = " ".join(words)
        made.append(text[0].upper() + text[1:] + ".")
    return " ".join(made)


_tables = st.lists(st.tuples(_letters, st.integers(100, 9999), st.integers(1, 99)), min_size=2, max_size=5).map(
    lambda rows: "\n".join(f"     {name:<16}{many:>8}{few:>10}" for name, many, few in rows)
)


@st.composite
def paragraphs(draw: st.DrawFn, portions: tuple[str | None, ...]) -> tuple[Paragraph, ...]:
    """A run of numbered paragraphs, some under headings, some with a table or a list."""
    made = []
    for number in range(1, draw(st.integers(1, 14)) + 1):
        text = draw(sentences())
        extra = draw(st.sampled_from(("", "", "", "table", "list")))
        if extra == "table":
            text += "\n\n" + draw(_tables)
        elif extra == "list":
            text += "".join(f"\n-- {item}" for item in draw(st.lists(sentences(1), min_size=1, max_size=3)))
        heading = draw(st.sampled_from((None, None, None, "THE COURT", "What Comes Next")))
        made.append(
            Paragraph(number=number, portion=draw(st.sampled_from(portions)), heading=heading, text=text,
                      start=0, end=0, text_start=0)
        )  # fmt: skip
    return tuple(made)


@st.composite
def entries(draw: st.DrawFn, *, routing: bool, least: int = 0) -> tuple[Addressee, ...]:
    """Addressees, each once."""
    posts = draw(st.lists(st.sampled_from(POSTS), unique=True, min_size=least, max_size=6))
    return tuple(
        Addressee(
            address=f"AMEMBASSY {post}",
            routing=f"RUEH{post[0]}{post[-1]}" if routing and draw(st.booleans()) else None,
            precedence=draw(st.sampled_from((None, None, "PRIORITY", "IMMEDIATE", "NIACT IMMEDIATE"))),
            serial=draw(st.sampled_from((None, "0123", "8686", "4021"))),
            office=draw(st.sampled_from((None, None, "J2/J5", "POLAD"))),
        )
        for post in posts
    )


@st.composite
def references(draw: st.DrawFn, year: int) -> tuple[Reftel, ...]:
    """REF items A, B, C ..., with their years."""
    many = draw(st.integers(0, 5))
    made = []
    for place in range(many):
        post = draw(st.sampled_from(POSTS))
        then = year - draw(st.integers(1, 3))
        number = draw(st.integers(10, 4000))
        made.append(
            Reftel(
                label=chr(65 + place) if many > 1 else None,
                text=f"{then % 100:02d} {post} {number}",
                mrn=f"{then % 100:02d}{compact_post(post)}{number}",
                note=draw(st.sampled_from((None, None, "NOTAL", "AND PREVIOUS"))),
                start=0,
                end=0,
            )
        )
    return tuple(made)


@st.composite
def classifications(draw: st.DrawFn, dtg: datetime) -> Classification:
    """A level and what goes with it under the order of the time."""
    order = "11652" if dtg < datetime(1978, 12, 1, tzinfo=UTC) else "12065" if dtg.year < 1982 else "12958"
    level = draw(st.sampled_from(("UNCLASSIFIED", "CONFIDENTIAL", "SECRET")))
    if level == "UNCLASSIFIED":
        return Classification(level=level, executive_order=order, declassify="N/A")
    if order == "11652":
        return Classification(level=level, executive_order=order, declassify=draw(st.sampled_from(("GDS", "XGDS-1"))))
    last = date(dtg.year + 6, draw(st.integers(1, 12)), draw(st.integers(1, 28)))
    if order == "12065":
        words = f"GDS {last.month}/{last.day}/{last.year % 100:02d} (HALE, JOHN P.) OR-M"
        return Classification(
            level=level, executive_order=order, declassify=words, declassify_on=last, classified_by="HALE, JOHN P."
        )
    return Classification(
        level=level,
        executive_order=order,
        declassify=f"DECL: {last:%m/%d/%Y}",
        declassify_on=last,
        classified_by=draw(st.sampled_from(("Ambassador John P. Hale", "DCM Anne Croft"))),
        reasons=draw(st.sampled_from((("1.4(b)", "1.4(d)"), ("1.4(d)",), ("1.4(a)", "1.4(b)", "1.4(d)")))),
        derived_from=draw(st.sampled_from((None, None, "DSCG 05-1 B"))),
    )


@st.composite
def transmissions(draw: st.DrawFn, dtg: datetime, number: int, level: str | None) -> Transmission:
    """The relay heading of 2006-2010."""
    return Transmission(
        id=f"VZCZCXRO{draw(st.integers(1, 9999)):04d}",
        routing=tuple(
            draw(st.lists(st.sampled_from(("RUEHDBU", "RUEHAST", "RUEHPW", "RUEHLN")), min_size=1, unique=True))
        ),
        station="RUEHTA",
        serial=number % 10000,
        filed=dtg,
        security={"CONFIDENTIAL": "CCCCC", "SECRET": "SSSSS"}.get(level or "", "UUUUU"),
        signals=("ZZH", *draw(st.sampled_from(((), ("ZDK",), ("ZDS",))))),
    )


@st.composite
def telegrams(draw: st.DrawFn, *, old: bool) -> Telegram:
    """A well-formed telegram of 1973-79 (`old`) or of 2004-2009."""
    years = (1974, 1979) if old else (2004, 2009)
    moment = draw(st.datetimes(datetime(years[0], 1, 2), datetime(years[1], 12, 30)))  # noqa: DTZ001  made UTC below
    dtg = moment.replace(second=0, microsecond=0, tzinfo=UTC)
    post, number = draw(st.sampled_from(POSTS)), draw(st.integers(2, 9999))
    marks = draw(classifications(dtg))
    action = draw(st.sampled_from(("ROUTINE", "PRIORITY", "IMMEDIATE", "FLASH")))
    portions: tuple[str | None, ...] = (None,) if old else ("U", "SBU", "C", "C/NF", "S//NF")
    mrn = f"{dtg.year % 100:02d}{compact_post(post)}{number}"
    return Telegram(
        id=mrn,
        mrn=mrn,
        year=dtg.year,
        post=compact_post(post),
        number=number,
        source=Source("made", "", "", "text"),
        dtg=dtg,
        precedence=Precedence(action, draw(st.sampled_from((action, "ROUTINE")))),
        transmission=None if old else draw(st.none() | transmissions(dtg, number, marks.level)),
        originator=Originator(f"AMEMBASSY {post}", compact_post(post)),
        to=draw(entries(routing=not old, least=1)),
        info=draw(entries(routing=not old)),
        exempt=draw(some_of("AMCONSUL ADANA", "AMEMBASSY LIMA")),
        distribution=draw(st.none() | distributions) if old else None,
        drafting=draw(st.none() | st.just(Drafting(drafted_by="ARA/AND:PHALE:LE", approved_by="ARA:JCROFT",
                                                     cleared_by=("EB:MDUNN", "S/S:RPOLE")))) if old else None,
        classification=marks,
        captions=draw(some_of("SIPDIS", "NOFORN", "EXDIS", "LIMDIS")),
        corrected=draw(st.sampled_from((None, None, "C O R R E C T E D C O P Y (PARA 3)"))),
        passing=draw(some_of("STATE FOR EUR/WE AND INR", "NSC FOR WOOD", "DEPT PASS AGRICULTURE")),
        tags=tuple(TagsTerm(code, kind_of_tag(code))
                   for code in draw(st.lists(st.sampled_from(TAGS), unique=True, min_size=1, max_size=11))),
        subject=draw(sentences(2)).rstrip(".").upper(),
        reftels=draw(references(dtg.year)),
        paragraphs=draw(paragraphs(portions)),
        signature=draw(st.sampled_from(("HALE", "O'NEILL", "VAN DAM"))),
    )  # fmt: skip


@st.composite
def _office_lists(draw: st.DrawFn) -> Distribution:
    names = st.lists(st.sampled_from(OFFICES), unique=True, min_size=2)
    offices = [Office(name, draw(st.integers(0, 20))) for name in draw(names)]
    return Distribution(
        action=tuple(offices[:1]),
        info=tuple(offices[1:]),
        origin=draw(st.booleans()),
        total=sum(office.copies or 0 for office in offices),
    )


distributions = _office_lists()
