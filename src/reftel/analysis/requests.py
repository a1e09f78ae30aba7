"""The words of a records request for a telegram that is not held."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from reftel.facts import posts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from reftel.analysis.gaps import Gap

_WHOLE_YEAR = timedelta(days=364)
_MOST_SUBJECTS = 5


def request_text(gap: Gap) -> str:
    """The text of a records request for a telegram that is not held: number, post, dates, and who cites it.

    It has blanks for the name and address of whoever asks; everything else stands.
    """
    lines = [
        f"Subject: request for telegram {gap.archive_number}",
        "",
        "I request a copy of the following telegram, in full or as far as it can be released:",
        "",
        f"  Number:        {gap.name} {gap.number} of {gap.year} (also written {gap.mrn} and {gap.archive_number})",
        f"  From:          {_sender(gap)}",
        *_dates(gap),
        *_subjects(gap),
        "",
        *_why(gap),
    ]
    if gap.card is not None:
        lines += ["A withdrawal card stands in its place in your files. I ask that the telegram be reviewed again.", ""]
    lines += [
        "If the telegram is withheld, in full or in part, please name the exemption, and let me know how to appeal. If",
        "only a withdrawal card is on file, please send a copy of the card.",
        "",
        "[name]",
        "[address]",
    ]
    return "\n".join(lines) + "\n"


def _dates(gap: Gap) -> Iterator[str]:
    bracket = gap.bracket
    if gap.cited_day is not None:
        yield f"  Date as cited: {_day(gap.cited_day)}"
        return
    first, last = bracket.earliest.date(), bracket.latest.date()
    if last - first >= _WHOLE_YEAR:
        yield f"  Sent in:       {gap.year}"
    else:
        yield f"  Sent between:  {_day(first)} and {_day(last)}"
    likely = (bracket.likely_from.date(), bracket.likely_to.date())
    if likely[1] - likely[0] < last - first:
        yield f"  Most likely:   {_day(likely[0])}" + (f" to {_day(likely[1])}" if likely[0] != likely[1] else "")


def _subjects(gap: Gap) -> Iterator[str]:
    subjects = list(dict.fromkeys(each.subject for each in gap.citations if each.subject))
    if subjects:
        yield "  Subject:       not known; it is cited in telegrams about"
        yield from (f"                 {subject}" for subject in subjects[:_MOST_SUBJECTS])


def _why(gap: Gap) -> Iterator[str]:
    """How the number and the dates are known."""
    if gap.cited_day is None:
        yield "The dates are reckoned from the serial numbers of telegrams of the same post."
    if gap.citations:
        yield "The telegram is referred to in:"
        yield ""
        seen = {
            each.citing: (_day(each.dtg) if each.dtg else "undated", each.words) for each in reversed(gap.citations)
        }
        yield from (f'  {citing} of {day}, as "{words}"' for citing, (day, words) in reversed(seen.items()))
        yield ""


def _day(when: date | datetime) -> str:
    return f"{when.day} {when:%B %Y}"


def _sender(gap: Gap) -> str:
    post = posts().called(gap.post, gap.year)
    if post is None:
        return gap.name
    if post.kind == "department":
        return "the Department of State"
    kind = {"embassy": "Embassy", "consulate": "Consulate", "mission": "Mission"}.get(post.kind, post.kind)
    return f"{kind} {post.city or post.name.title()}"
