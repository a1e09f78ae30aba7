"""The words of a records request for a telegram that is not held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.facts import posts

if TYPE_CHECKING:
    from reftel.analysis.gaps import Gap


def request_text(gap: Gap) -> str:
    """The text of a records request for a telegram that is not held: number, post, dates, and who cites it."""
    bracket = gap.bracket
    lines = [
        "I request a copy of the following telegram, in full or as far as it can be released:",
        "",
        f"  Number:         {gap.name} {gap.number} of {gap.year} (also written {gap.mrn} and {gap.archive_number})",
        f"  From:           {_sender(gap)}",
        f"  Sent between:   {bracket.earliest:%d %B %Y} and {bracket.latest:%d %B %Y}",
        f"  Most likely:    {bracket.likely_from:%d %B %Y} to {bracket.likely_to:%d %B %Y}",
    ]
    subjects = list(dict.fromkeys(each.subject for each in gap.citations if each.subject))
    if subjects:
        lines.append("  Subject:        not known; it is cited in telegrams about")
        lines += [f"                  {subject}" for subject in subjects[:5]]
    lines += ["", "The dates are reckoned from the serial numbers of telegrams of the same post and year."]
    if gap.citations:
        lines += ["It is referred to in:", ""]
        seen = dict.fromkeys(
            (each.citing, f"{each.dtg:%d %B %Y}" if each.dtg else "undated", each.words) for each in gap.citations
        )
        lines += [f'  {citing} of {day}, as "{words}"' for citing, day, words in seen]
    return "\n".join(lines) + "\n"


def _sender(gap: Gap) -> str:
    post = posts().called(gap.post, gap.year)
    if post is None:
        return gap.name
    if post.kind == "department":
        return "the Department of State"
    kind = {"embassy": "Embassy", "consulate": "Consulate", "mission": "Mission"}.get(post.kind, post.kind)
    return f"{kind} {post.city or post.name.title()}"
