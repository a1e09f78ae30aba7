"""Right and asked, by name."""

from __future__ import annotations

from collections import Counter


class Shares:
    """How often each thing was asked, and how often the answer was right."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()

    def add(self, name: str, *, right: bool) -> None:
        self.asked[name] += 1
        self.right[name] += right

    def share(self, name: str) -> float:
        return self.right[name] / self.asked[name] if self.asked[name] else 1.0

    def counts(self) -> dict[str, list[int]]:
        return {name: [self.right[name], self.asked[name]] for name in self.asked}
