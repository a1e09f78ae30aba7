"""Where the time of reading goes: processor time of each layer, without that of the layers below it.

Functions are timed by wrapping them where they are called, so the whole takes about a third longer than it does alone;
what counts is which share each has.
"""

from __future__ import annotations

import importlib
import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from reftel import repair

if TYPE_CHECKING:
    from collections.abc import Callable

#: What is timed: the module that calls it, its name there, and the layer that its time belongs to.
LAYERS = (
    ("reftel.intake", "read_place", "source: open, decode, markup"),
    ("reftel.intake", "view_past_markdown", "source: signs of Markdown"),
    ("reftel.intake", "split_lines", "lines"),
    ("reftel.intake", "telegram_starts", "lines: where telegrams begin"),
    ("reftel.intake", "dialect_of", "dialect: which one"),
    ("reftel.dialects.state2000", "read_addresses", "heading: addresses"),
    ("reftel.dialects.state2000", "split_flattened", "heading: lines with several labels"),
    ("reftel.dialects.state2000", "TextHeading.read", "heading: labelled lines"),
    ("reftel.dialects.state2000", "State2000.read", "heading: transport, classification, the rest"),
    ("reftel.dialects.state1973", "TextHeading.read", "heading: labelled lines"),
    ("reftel.dialects.state1973", "State1973.read", "heading: transport, classification, the rest"),
    ("reftel.dialects.state2000", "read_body", "body: lines and marks"),
    ("reftel.dialects.state1973", "read_body", "body: lines and marks"),
    ("reftel.dialects.state2000", "read_ending", "body: ending"),
    ("reftel.dialects.state1973", "read_ending", "body: ending"),
    ("reftel.intake.assembly", "number_paragraphs", "paragraphs: numbers"),
    ("reftel.intake.assembly", "lay_out", "paragraphs: places, titles"),
    ("reftel.intake.assembly", "_paragraphs", "paragraphs: words as repaired, roles"),
    ("reftel.intake.assembly", "read_reference_block", "references: REF lines"),
    ("reftel.intake.assembly", "find_mentions", "references: in the text"),
    ("reftel.repair", "Sheet", "repair: what the rules look at"),
    ("reftel.intake.assembly", "find_repairs", "repair: putting in order"),
    ("reftel.intake.assembly", "_spans", "assembly: spans"),
    ("reftel.intake.assembly", "fill_from_attributes", "assembly: attributes"),
    ("reftel.intake.assembly", "assemble", "assembly: the rest"),
)


class Layers:
    """Processor time by layer, in seconds."""

    def __init__(self) -> None:
        self.times: dict[str, float] = defaultdict(float)
        self._below: list[float] = []
        done: set[int] = set()
        for module, name, layer in LAYERS:
            owner: Any = importlib.import_module(module)
            *classes, last = name.split(".")
            for each in classes:
                owner = getattr(owner, each)
            function = getattr(owner, last)
            if id(function) not in done:  # one class is used by two dialects
                done.add(id(timed := self._timed(function, layer)))
                setattr(owner, last, timed)
        repair.RULES = tuple(  # type: ignore[misc]
            rule._replace(find=self._timed(rule.find, f"repair: {rule.name}")) for rule in repair.RULES
        )

    def encode(self, encoder: Callable[[Any], bytes]) -> Callable[[Any], bytes]:
        """The encoder, timed."""
        timed: Callable[[Any], bytes] = self._timed(encoder, "msgspec: record to bytes")
        return timed

    def _timed(self, function: Callable[..., Any], layer: str) -> Callable[..., Any]:
        def timed(*arguments: Any, **named: Any) -> Any:
            self._below.append(0.0)
            began = time.process_time()
            try:
                result = function(*arguments, **named)
                return list(result) if hasattr(result, "__next__") else result
            finally:
                took = time.process_time() - began
                self.times[layer] += took - self._below.pop()
                if self._below:
                    self._below[-1] += took

        return timed
