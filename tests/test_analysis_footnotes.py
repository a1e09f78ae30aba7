"""Footnotes, both ways: what is printed is found, what is wrong is said, and what we print is read back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cited_telegrams import archive_of, telegram, year_of_telegrams
from growth import assert_linear
from reftel.analysis.citing import FORMATS, STYLES, cite, cite_for_programs
from reftel.analysis.footnotes import read_claims
from reftel.analysis.references import resolve_all
from reftel.analysis.tracing import Trace, Tracer, trace_text
from reftel.archive import open_archive
from reftel.archive.correcting import say_number
from reftel.facts import use_own_tables
from reftel.sample import sample_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.archive import Archive

TABLE = Path(__file__).parent / "references" / "footnotes.txt"


def _cases() -> list[tuple[str, list[str], list[str]]]:
    cases = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            form, meaning, wrong = (cell.strip() for cell in line.split("|"))
            cases.append((form.replace("\\n", "\n"), [] if meaning == "-" else meaning.split(), wrong.split()))
    return cases


CASES = _cases()


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    telegrams = [
        telegram("74LAPAZ156", "1974-01-09", subject="WHEAT FOR FLOUR"),
        telegram("74LAPAZ179", "1974-01-10", subject="TIN"),
        telegram("74STATE5614", "1974-01-11", sender="SECSTATE WASHDC", to="AMEMBASSY LA PAZ"),
        telegram("79STATE268392", "1979-10-12", sender="SECSTATE WASHDC", to="AMEMBASSY LA PAZ"),
        telegram("74LAPAZ3504", "1974-05-30", subject="RECTOR RESIGNS"),
        telegram("74LAPAZ3511", "1974-05-30", subject="STRIKE OF MINERS"),
        telegram("74LIMA4410", "1974-06-03", to="AMEMBASSY LA PAZ"),
        telegram("75SANTIAGO812", "1975-02-04"),
        telegram("78USUNNEWYORK3011", "1978-09-03"),
        telegram("07ASTANA605", "2007-03-07", subject="POLITICAL REFORM"),
        *year_of_telegrams("LAPAZ", 1974, 25, range(20, 140, 7)),
    ]
    with archive_of(tmp_path_factory.mktemp("footnotes"), telegrams) as archive:
        resolve_all(archive)
        yield archive


def _written(trace: Trace) -> str:
    """A trace as the table writes it."""
    if trace.outcome == "resolved" and trace.entry is not None:
        return trace.entry.id
    if trace.outcome == "candidates":
        return "?"
    return f"~{trace.gap.mrn}" if trace.gap else f"~{trace.claim.number}"


@pytest.mark.parametrize(("form", "meaning", "wrong"), CASES, ids=[form for form, _, _ in CASES])
def test_a_footnote_means(held: Archive, form: str, meaning: list[str], wrong: list[str]) -> None:
    traces = trace_text(held, form)

    assert [_written(trace) for trace in traces] == meaning
    assert [each.element.replace(" ", "_") for trace in traces for each in trace.problems] == wrong


def test_a_wrong_year_shows_where_the_telegram_is_only_cited(tmp_path: Path) -> None:
    telegrams = [
        *year_of_telegrams("LAPAZ", 1974, 25, range(20, 140, 3)),
        telegram("74QUITO80", "1974-03-09", "LA PAZ 1570"),
    ]
    with archive_of(tmp_path, telegrams) as archive:
        resolve_all(archive)
        (trace,) = trace_text(archive, "La Paz 1570, March 4, 1975.")
    assert (trace.outcome, trace.gap and trace.gap.mrn) == ("not held", "74LAPAZ1570")
    assert [(each.element, each.message) for each in trace.problems] == [
        ("year", "74LAPAZ1570, cited in 74QUITO80, was sent about then")
    ]


def test_a_citation_of_a_number_that_is_held_of_another_year_is_answered(tmp_path: Path) -> None:
    telegrams = [
        telegram("75LAPAZ1570", "1975-06-20"),
        telegram("75QUITO80", "1975-06-25", "LA PAZ 1570"),
        *year_of_telegrams("LAPAZ", 1974, 25, range(20, 140, 5)),
    ]
    with archive_of(tmp_path, telegrams) as archive:
        resolve_all(archive)
        (trace,) = trace_text(archive, "La Paz 1570, March 4, 1974.")
    assert (trace.outcome, trace.gap and trace.gap.mrn) == ("not held", "74LAPAZ1570")


def test_a_citation_finds_a_telegram_under_the_number_that_a_reader_gave_it(tmp_path: Path) -> None:
    with archive_of(tmp_path, [telegram("74LAPAZ156", "1974-01-09")]) as archive:
        say_number(tmp_path, "74LAPAZ156", "74LAPAZ165")
        resolve_all(archive)
        (trace,) = trace_text(archive, "La Paz 165, January 9, 1974.")
    assert (trace.outcome, trace.entry and trace.entry.id) == ("resolved", "74LAPAZ156")


def test_a_trace_has_the_words_of_its_citation(held: Archive) -> None:
    text = (
        "See Lima 4410, June 3, 1974, and La Paz 156, 9 January 1974 (wheat); Smith, 12. "
        "Astana 605, 7 March 2007. It was over."
    )
    assert [trace.text for trace in trace_text(held, text)] == [
        "Lima 4410, June 3, 1974, and",
        "La Paz 156, 9 January 1974 (wheat)",
        "Astana 605, 7 March 2007",
    ]


def test_the_table_has_100_forms_and_20_with_one_wrong_element() -> None:
    assert len(CASES) >= 100
    assert sum(bool(wrong) for _, _, wrong in CASES) >= 20


def test_every_citation_of_the_sample_is_read_back(tmp_path: Path) -> None:
    from reftel.cli.handler import run

    use_own_tables(sample_folder())
    try:
        assert run(["--archive", str(tmp_path), "add", str(sample_folder() / "telegrams")]) == 0
        with open_archive(tmp_path) as archive:
            resolve_all(archive)
            tracer = Tracer(archive)
            for each in archive.telegrams():
                written = [cite(each, style, paragraph) for style in STYLES for paragraph in (None, 3)]
                written += [cite_for_programs([(each, None)], form) for form in FORMATS]
                for citation in written:
                    claims = read_claims(citation, tracer.senders)
                    traces = [tracer.trace(claim, "") for claim in claims]
                    found = [(trace.outcome, trace.entry and trace.entry.id, trace.problems) for trace in traces]
                    assert found == [("resolved", each.id, ())], citation
    finally:
        use_own_tables(None)


def test_a_bibliography_for_programs_is_read_entry_by_entry(held: Archive) -> None:
    telegrams = [(held.get("74LAPAZ156"), 3), (held.get("07ASTANA605"), None)]
    for form in FORMATS:
        traces = trace_text(held, cite_for_programs(telegrams, form))
        assert [trace.entry and trace.entry.id for trace in traces] == ["74LAPAZ156", "07ASTANA605"], form


def test_a_citation_names_post_number_and_date_and_which_date_it_is(held: Archive) -> None:
    each = held.get("74LAPAZ156")
    assert cite(each, "short") == "La Paz 156, January 9, 1974 (date-time group)."
    assert cite(each, "frus", 3) == (
        "Telegram 156 from La Paz to the Department of State, January 9, 1974, 1200Z (date-time group), paragraph 3."
    )
    assert cite(each, "chicago") == (
        'Embassy La Paz to Department of State, "WHEAT FOR FLOUR", telegram 156, January 9, 1974 '
        "(date-time group 091200Z JAN 74), 74LAPAZ156."
    )
    assert cite(each, "nara") == (
        'Telegram 74LAPAZ156, Embassy La Paz to Department of State, "WHEAT FOR FLOUR", January 9, 1974 '
        "(date-time group 091200Z JAN 74); La Paz 156."
    )


def test_the_post_has_its_name_of_the_time(tmp_path: Path) -> None:
    with archive_of(tmp_path, [telegram("75PEKING12", "1975-01-09"), telegram("99BEIJING12", "1999-01-09")]) as archive:
        assert cite(archive.get("75PEKING12"), "short").startswith("Peking 12,")
        assert cite(archive.get("99BEIJING12"), "short").startswith("Beijing 12,")


@given(
    st.text(alphabet=st.sampled_from('Tel 605,;.\n"“”()[]AmEmbassyAstanatoSecStateMarch72007LaPaz~sha-'), max_size=300)
)
def test_no_text_breaks_the_reading_of_footnotes(text: str) -> None:
    for claim in read_claims(text):
        assert 0 <= claim.start < claim.end <= len(text)


@pytest.mark.parametrize(
    "hostile",
    [
        "Tel 605 ", "La Paz 1, ", "Ibid. ", "12. Ibid.\n", "January 9 and 10, 1974 ", "(Stedman) to ", "A (B) to ",
        "accessed ", "1/1/1974-", "07 ASTANA 605 ", "from La Paz to ", "\u201c", "; ", "Tels 1, 2, ", "St. ",
        "74LAPAZ156, ",
    ],
)  # fmt: skip
def test_reading_footnotes_takes_time_in_proportion_to_their_length(hostile: str) -> None:
    assert_linear(read_claims, lambda size: hostile * (size // len(hostile)), 6_000)
