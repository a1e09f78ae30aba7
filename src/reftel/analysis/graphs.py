"""The network of references for other programs: GraphML (Gephi, yEd, igraph) and CSV, written as it is read."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from reftel.analysis.references import all_edges
from reftel.analysis.threads import links
from reftel.archive.entries import entries
from reftel.model.number import parse_mrn
from reftel.text.cells import cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.archive import Archive

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_OF_TELEGRAMS = (
    ("held", "boolean"), ("post", "string"), ("year", "int"), ("number", "int"), ("dtg", "string"), ("level", "string"),
    ("subject", "string"),
)  # fmt: skip
_OF_LINKS = (("state", "string"), ("labels", "string"), ("words", "string"), ("times", "int"))
_EDGE_COLUMNS = (
    "citing",
    "label",
    "words",
    "kind",
    "state",
    "mrn",
    "held",
    "candidates",
    "note",
    "reason",
    "start",
    "end",
)


def graphml(archive: Archive, *, every_state: bool = True) -> Iterator[str]:
    """The network as GraphML, piece by piece: a node for each telegram held or cited, an edge for each pair."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for scope, attributes in (("node", _OF_TELEGRAMS), ("edge", _OF_LINKS)):
        for name, kind in attributes:
            yield f'  <key id="{name}" for="{scope}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '  <graph id="references" edgedefault="directed">\n'
    held: set[str] = set()
    for entry in entries(archive.connection, "1 ORDER BY telegram.key"):
        held.add(entry.id)
        dtg = entry.dtg.isoformat() if entry.dtg else None
        values = ("true", entry.post, entry.year, entry.number, dtg, entry.level, entry.subject)
        yield _element("node", f"id={quoteattr(entry.id)}", _OF_TELEGRAMS, values)
    cited: set[str] = set()
    for link in links(archive, every_state=every_state):
        if link.target not in held and link.target not in cited:
            cited.add(link.target)
            number = parse_mrn(link.target)
            said = (number.post, number.year, number.number) if number else (None, None, None)
            yield _element("node", f"id={quoteattr(link.target)}", _OF_TELEGRAMS, ("false", *said, None, None, None))
        ends = f"source={quoteattr(link.source)} target={quoteattr(link.target)}"
        said_of_link = (link.state, ",".join(link.labels), "; ".join(link.words), link.times)
        yield _element("edge", ends, _OF_LINKS, said_of_link)
    yield "  </graph>\n</graphml>\n"


def _element(name: str, ends: str, attributes: tuple[tuple[str, str], ...], values: tuple[object, ...]) -> str:
    data = "".join(
        f'<data key="{key}">{escape(_NO_XML.sub("", str(value)))}</data>'
        for (key, _), value in zip(attributes, values, strict=True)
        if value is not None and value != ""
    )
    return f"    <{name} {ends}>{data}</{name}>\n"


def edges_csv(archive: Archive) -> Iterator[str]:
    """Every reference as a line of CSV under a line of names, also those that are ambiguous or name no telegram."""
    yield _line(_EDGE_COLUMNS)
    for edge in all_edges(archive):
        yield _line(
            (
                edge.citing, edge.label, edge.words, edge.kind, edge.state, edge.mrn, edge.target,
                " ".join(edge.candidates), edge.note, edge.reason, edge.start, edge.end,
            )
        )  # fmt: skip


def _line(cells: tuple[object, ...]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow(map(cell, cells))
    return written.getvalue()
