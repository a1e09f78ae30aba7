"""The floors of the measures: what was reached once is asked of every later version."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.shares import Shares

FLOORS = Path(__file__).parent.parent / "floors.json"


def settle(today: dict[str, float], *part: str, pin: bool) -> list[str]:
    """What fell below its floor in a part of the floors, a line each; with `pin` the floors rise to today's figures."""
    floors = json.loads(FLOORS.read_text("utf-8"))
    own = floors
    for name in part:
        own = own.setdefault(name, {})
    below = {name: floor for name, floor in own.items() if today.get(name, 0) < floor}
    if pin:
        own.update({name: max(own.get(name, 0.0), share) for name, share in today.items()})
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", "utf-8")
    return [f"{name}: {today.get(name)} is below {floor}" for name, floor in below.items()]


def settle_shares(shares: Shares, part: str, *, pin: bool) -> int:
    """Print which shares fell below their floors; the exit code: 1 where one did."""
    fallen = settle({name: round(shares.share(name), 3) for name in shares.asked}, part, pin=pin)
    print("\n".join(fallen) or "every row is at its floor or above")
    return 1 if fallen else 0
