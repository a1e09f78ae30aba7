"""The one telegram that the project began with, against what a careful reader found damaged in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from reftel.intake import read_text

if TYPE_CHECKING:
    from pathlib import Path

    from reftel.model.repair import Repair

_PLAIN = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": "-"})


@pytest.fixture(scope="module")
def found(shared: Path) -> dict[tuple[int, int], Repair]:
    telegrams = read_text((shared / "seed" / "astana-605.txt").read_text(encoding="utf-8"))
    assert len(telegrams) == 1
    return {(repair.start, repair.end): repair for repair in telegrams[0].repairs}


@pytest.fixture(scope="module")
def damage(shared: Path) -> list[dict[str, Any]]:
    gold = json.loads((shared / "seed" / "astana-605.gold.json").read_text(encoding="utf-8"))
    return [site for site in gold["damage"] if site["certain"]]


def test_the_certain_damage_is_repaired_as_a_careful_reader_would(
    found: dict[tuple[int, int], Repair], damage: list[dict[str, Any]]
) -> None:
    repaired = [
        site
        for site in damage
        if (repair := found.get((site["start"], site["end"])))
        and repair.applied
        and repair.now.translate(_PLAIN) == site["repaired"].translate(_PLAIN)
    ]
    assert len(damage) == 75
    assert len(repaired) >= 72


def test_no_other_change_alters_a_word(found: dict[tuple[int, int], Repair], damage: list[dict[str, Any]]) -> None:
    places = {(site["start"], site["end"]) for site in damage}
    others = [repair for place, repair in found.items() if repair.applied and place not in places]
    assert [repair for repair in others if repair.was.split() or repair.now.split()] == []
