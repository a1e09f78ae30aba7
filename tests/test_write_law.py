"""Reading and writing are each other's test: what was written reads back, what was read is written again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, given, settings

from reftel import read_path, read_text
from reftel.facts import use_own_tables
from reftel.sample import sample_folder
from reftel.write import LAYOUTS, NOT_THE_SAME, carried, layout_named, style_of, write
from well_formed import telegrams

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.model.telegram import Telegram


#: A telegram has some hundred choices: making one takes longer than reading it, and making it small takes minutes.
_usual = settings.default
law = settings(
    max_examples=max(15, _usual.max_examples // 4) if _usual else 15, phases=[Phase.explicit, Phase.generate]
)


@pytest.fixture(scope="module")
def sample() -> Iterator[list[Telegram]]:
    use_own_tables(sample_folder())
    yield [read for read in read_path(sample_folder() / "telegrams") if not isinstance(read, Exception)]
    use_own_tables(None)


def assert_nothing_is_lost_silently(telegram: Telegram, layout: str) -> None:
    written = write(telegram, layout)
    silent = [loss.field for loss in written.lost if loss.reason == NOT_THE_SAME]
    if silent:
        back = carried(read_text(written.text)[0])
        before = carried(telegram)
        pytest.fail(
            "\n".join(f"{field}:\n  {before[field]}\n  {back[field]}" for field in silent) + "\n" + written.text
        )


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@law
@given(telegram=telegrams(old=False))
def test_a_telegram_of_the_2000s_reads_back_in_every_layout(layout: str, telegram: Telegram) -> None:
    assert_nothing_is_lost_silently(telegram, layout)


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@law
@given(telegram=telegrams(old=True))
def test_a_telegram_of_the_1970s_reads_back_in_every_layout(layout: str, telegram: Telegram) -> None:
    assert_nothing_is_lost_silently(telegram, layout)


@law
@given(telegram=telegrams(old=False))
def test_its_own_layout_carries_a_telegram_of_the_2000s_whole(telegram: Telegram) -> None:
    assert write(telegram, "state2000").lost == ()


def test_every_undamaged_telegram_of_the_sample_is_written_as_it_was_read(sample: list[Telegram]) -> None:
    truth = [json.loads(line) for line in (sample_folder() / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    undamaged = {
        row["file"] for row in truth if not row["damage"] and row["layout"] in {"state1973", "state2000", "html"}
    }
    found = [telegram for telegram in sample if f"telegrams/{telegram.source.path}" in undamaged]
    assert len(found) == len(undamaged) >= 6
    for telegram in found:
        layout = layout_named(telegram.source.dialect)
        assert write(telegram, layout.name, style=style_of(telegram, layout.style)).text == telegram.text
