"""reftel make: a collection whose truth is known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reftel.cli.app import plain_command
from reftel.errors import WrongRequest

if TYPE_CHECKING:
    from reftel.cli.session import Session

_LAYOUTS = ("mixed", "state1973", "state2000", "html", "csv")
_DAMAGE = ("none", "realistic", "heavy")
_TRUTH = ("jsonl", "parquet")


@plain_command(
    "make",
    "Make a collection whose truth is known.",
    examples=(
        ("reftel make DIR --count 1000", "undamaged would be --damage none"),
        ("reftel make DIR --count 250000 --seed 7 --zip", "25 archives, not 250,000 files"),
        ("reftel make DIR --layout state1973 --rate hyphen=0.1", "more divided words"),
        ("reftel make --kinds", "every kind of damage and its rate"),
    ),
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR", required=False)
@click.option("--count", type=click.IntRange(1), default=1000, show_default=True, help="How many telegrams.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed makes the same bytes.")
@click.option(
    "--layout", type=click.Choice(_LAYOUTS), default="mixed", show_default=True, help="Of which years, in what files."
)
@click.option(
    "--damage",
    type=click.Choice(_DAMAGE),
    default="realistic",
    show_default=True,
    help="As counted in real telegrams, six times that, or none.",
)
@click.option(
    "--rate",
    "rates",
    multiple=True,
    metavar="KIND=SHARE",
    help="Another rate for one kind of damage; can be given again.",
)
@click.option(
    "--together", type=click.IntRange(1), default=1, show_default=True, help="How many telegrams to a file of text."
)
@click.option("--zip", "zipped", is_flag=True, help="Into zip archives of 10,000 files, not into folders of 1,000.")
@click.option(
    "--truth",
    type=click.Choice(_TRUTH),
    default="jsonl",
    show_default=True,
    help="How the truth is written; parquet needs reftel[parquet].",
)
@click.option("--kinds", is_flag=True, help="List the kinds of damage, and make nothing.")
def command(
    session: Session, folder: Path | None, count: int, seed: int, layout: str, damage: str,
    rates: tuple[str, ...], together: int, zipped: bool, truth: str, kinds: bool,
) -> None:  # fmt: skip
    """Make a collection of telegrams, and write what is true of each beside it.

    Posts are real, people and events never were. Headings are those of each year; telegrams answer each other, are
    sent again, corrected, or missing; then they are damaged as counted in real ones. The telegrams go to
    DIR/telegrams, the truth to DIR/truth.jsonl: fields, references, statements, meetings, and every place of
    damage. Who changes his mind, and who does not, is in DIR/minds.jsonl, numbers that were left out in
    DIR/missing.jsonl. Made telegrams measure a reader; they are no history.
    """
    from reftel.cli.bars import step_bar
    from reftel.making import make_collection, rates_of

    if kinds:
        _list_kinds(session)
        return
    if folder is None:
        raise WrongRequest("no folder is named", "Say reftel make DIR.")
    chosen = rates_of(damage, dict(map(_rate, rates)))
    report = make_collection(
        folder, count, seed=seed, layout=layout, rates=chosen, together=together, zipped=zipped, truth=truth,
        tell=step_bar(lambda: session.err, "making telegrams"),
    )  # fmt: skip
    session.say(
        f"made {report.telegrams:,} telegrams, {report.characters / 1e6:,.1f} million characters with {report.sites:,}"
        f" places damaged; {report.missing:,} numbers left out; the truth is in {folder / f'truth.{truth}'}"
    )


def _rate(said: str) -> tuple[str, float]:
    kind, _, share = said.partition("=")
    try:
        return kind, float(share)
    except ValueError:
        raise WrongRequest(f"{said!r} is no rate", "Say --rate hyphen=0.05.") from None


def _list_kinds(session: Session) -> None:
    from reftel.making import KINDS

    for name, kind in KINDS.items():
        session.write(f"{name:18} {kind.rate:9.5f} of {kind.of:14} {kind.when:10} {kind.does}\n".encode())
