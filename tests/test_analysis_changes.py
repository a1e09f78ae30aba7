"""When two statements of one person are called a change of mind, and when not; telegrams made up for this project."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from growth import assert_linear
from reftel import read_text
from reftel.analysis.asking import Library
from reftel.analysis.keeping import analyze_archive
from reftel.analysis.propositions import propositions_of
from reftel.analysis.turning import turn_in
from reftel.analysis.understand import analyze
from reftel.archive import open_writer
from reftel.archive.database import connect_to_read
from reftel.cli.handler import run

if TYPE_CHECKING:
    from pathlib import Path

    from reftel.analysis.answers import Shift
    from reftel.analysis.propositions import Proposition

HEAD = """R 120900Z {month}
FM AMEMBASSY PARIS
TO SECSTATE WASHDC
BT
UNCLAS PARIS {number:06}
SUBJECT: HARBOR
{ref}
1. """


def add(folder: Path, *said: tuple[str, str], refers: bool = False) -> None:
    """An archive of telegrams of one post, each with its month; `refers`: each names the first as its reference."""
    with open_writer(folder) as writer:
        for number, (month, body) in enumerate(said, start=1):
            ref = f"REF: {said[0][0][-2:]} PARIS 1\n" if refers and number > 1 else ""
            text = HEAD.format(month=month, number=number, ref=ref) + body
            writer.add_all([(read_text(text, path=f"{number}.txt")[0], text.encode())])
    analyze_archive(folder)


def shifts(folder: Path, *said: tuple[str, str]) -> tuple[Shift, ...]:
    """What a person's page sets side by side."""
    add(folder, *said)
    with closing(connect_to_read(folder)) as connection:
        profile = Library(connection).person("Ola Borge")
    assert profile is not None
    return profile.shifts


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("said that the harbor tax would never be paid.", "said that the harbor tax would be paid."),
        ("refused to sign the cod agreement.", "said that he would sign the cod agreement."),
        ("ruled out a sale of the lighthouse.", "said that a sale of the lighthouse was possible."),
        ("said that the lighthouse was useless.", "said that the lighthouse was indispensable."),
        ("opposed any increase of the harbor tax.", "said he was in favor of raising the harbor tax."),
        ("denied that the harbor had been mined.", "conceded that the harbor had been mined."),
        ("said that the crane would cost 4 million crowns.", "said that the crane would cost 9 million crowns."),
        ("said that the ferry would be ready in 2009.", "said that the ferry would not be ready before 2011."),
        ("thought it unlikely that Hallem would ratify the cod agreement.", "was certain that Hallem would ratify it."),
        ("said that the harbor tax was fair.", "said he had changed his mind about the harbor tax."),
    ][:8],
)
def test_another_side_of_one_matter_is_a_change(tmp_path: Path, earlier: str, later: str) -> None:
    (shift,) = shifts(tmp_path, ("JAN 06", f"Minister Ola Borge {earlier}"), ("MAR 07", f"Borge {later}"))

    assert shift.stated


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("said that the harbor tax would be raised.", "said that the harbor tax should be raised before summer."),
        ("opposed the harbor tax.", "said that Tor Ekdal supported the harbor tax."),
        ("said that the lighthouse would be sold.", "said that the windmill would not be sold."),
        ("said that cod landings rose by 5 percent in 2004.", "said that cod landings rose by 2 percent in 2005."),
        ("said that the harbor was safe from ice.", "said that critics of the harbor had been wrong."),
        ("supported the cod agreement.", "denied rumors that he had changed his mind about the cod agreement."),
        ("supported the cod agreement.", "would oppose the cod agreement if it came without a price."),
        (
            "said that no decision on the cod would be made until June.",
            "said that a decision would be made.",
        ),
        (
            "said that there was little cod in the northern bays.",
            "denied that there was little herring in the northern bays.",
        ),
        ("rejected the loan for the pier.", "rejected the loan for the pier and the union had not asked for it."),
        ("said that the support of the fleet was lost.", "supported the fleet."),
        ("said that the union was open to talks.", "said that the pilots were not open to talks."),
        ("said that he fears that the pier will fail.", "said that he hopes that the pier will not fail."),
        ("said a harbor is kept not by walls but by pilots.", "said that a harbor is kept by pilots."),
        ("said that the ferry would be ready in March 2006.", "said that the ferry would not be ready in the autumn."),
    ],
)
def test_what_goes_together_is_not_called_a_change(tmp_path: Path, earlier: str, later: str) -> None:
    found = shifts(tmp_path, ("JAN 06", f"Minister Ola Borge {earlier}"), ("MAR 07", f"Borge {later}"))

    assert not [shift for shift in found if shift.stated]


def test_words_before_what_is_said_tell_a_change(tmp_path: Path) -> None:
    (shift,) = shifts(
        tmp_path,
        ("JAN 06", "Minister Ola Borge said that the crane would go to a yard in Hallem."),
        ("MAR 07", "Contrary to what he had told us in January 2006, Borge said that any yard could build the crane."),
    )

    assert shift.stated
    assert shift.why == "says so: contrary to what he had told us in january 2006"
    assert "names its date" in shift.same


def test_a_contradiction_in_one_telegram_needs_both_names(tmp_path: Path) -> None:
    named = "Minister Ola Borge told us that the pier was dead.\n2. Borge said that the pier was alive."
    vague = "Minister Ola Borge told us that the pier was dead.\n2. He said that the pier was alive."

    assert [one.stated for one in shifts(tmp_path / "named", ("JAN 06", named))] == [True]
    assert not shifts(tmp_path / "vague", ("JAN 06", vague))


def test_the_posts_own_comments_are_set_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(
        tmp_path,
        ("JAN 06", "Comment: We expect Borge to win the harbor vote."),
        ("MAR 07", "Comment: We wrote that we expected Borge to win the harbor vote (reftel). He lost it."),
        refers=True,
    )

    assert run(["--archive", str(tmp_path), "person", "--post", "paris"]) == 0
    assert "perhaps: says so: wrote that we expected;" in capsys.readouterr().out


def one_proposition(text: str) -> Proposition:
    (statement,) = analyze(read_text(HEAD.format(month="JAN 06", number=1, ref="") + text)[0]).statements
    (proposition,) = propositions_of(statement, statement.words)
    return proposition


@pytest.mark.parametrize(
    "text",
    [
        "Ola Borge opposed the harbor tax.",
        "Ola Borge said that the harbor tax should not be welcomed.",
        "Ola Borge told us that he was not in favor of the harbor tax.",
        "Ola Borge said that the harbor tax was foolish.",
    ],
)
def test_ways_to_be_against_a_thing_hold_the_same(text: str) -> None:
    proposition = one_proposition(text)

    assert (proposition.side, proposition.matter, proposition.scales) == (
        -1,
        frozenset(("harbor", "tax")),
        frozenset(("good",)),
    )


def test_lengths_of_time_are_compared_in_days() -> None:
    (figure,) = one_proposition("Ola Borge estimated that the work would last two weeks.").figures

    assert (figure.unit, figure.value, figure.text) == ("day", 14, "two weeks")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("that he had reversed himself on the toll", "reversed himself"),
        ("withdrew his earlier support for the toll", "withdrew his earlier support"),
        ("and on the radio dropped his demand for a toll", "dropped his demand"),
        ("that the President had reversed himself on the toll", None),
        ("that he might change his view of the toll", None),
        ("that the town had turned against the toll", None),
        ("that the toll no longer paid for the road", None),
    ],
)
def test_words_of_a_turn_are_the_speakers_own(text: str, words: str | None) -> None:
    found = turn_in(text)

    assert (found.text if found else None) == words


def test_the_words_of_a_turn_are_looked_for_in_linear_time() -> None:
    assert_linear(turn_in, lambda size: ("not had been in a change of his own earlier " * size)[:size])
