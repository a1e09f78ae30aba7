"""Dates as written, and the days they mean for a telegram of 7 March 2007."""

from __future__ import annotations

from datetime import date

import pytest

from reftel.analysis.dates import find_dates
from reftel.analysis.tokens import tokenize

TODAY = date(2007, 3, 7)


@pytest.mark.parametrize(
    ("text", "written", "first", "last"),
    [
        ("He arrived March 3.", "March 3", "2007-03-03", "2007-03-03"),
        ("He will leave on 3-5 April.", "3-5 April", "2007-04-03", "2007-04-05"),
        ("The January 30 - February 2 visit", "January 30 - February 2", "2007-01-30", "2007-02-02"),
        ("The vote of October '72", "October '72", "1972-10-01", "1972-10-31"),
        ("It was signed in December.", "December", "2006-12-01", "2006-12-31"),
        ("in 2009", "2009", "2009-01-01", "2009-12-31"),
        ("from 1990 to 1995", "from 1990 to 1995", "1990-01-01", "1995-12-31"),
        ("Next week he will sign.", "Next week", "2007-03-12", "2007-03-18"),
        ("He said so last fall.", "last fall", "2006-09-01", "2006-11-30"),
        ("fall 2007 elections", "fall 2007", "2007-09-01", "2007-11-30"),
        ("He came on the 19th.", "the 19th", "2007-02-19", "2007-02-19"),
        ("the second half of 1979", "second half of 1979", "1979-07-01", "1979-12-31"),
        ("between now and the elections in 2012", "between now and the elections in 2012", "2007-03-07", "2012-12-31"),
        ("He has ruled for eight years.", "eight years", "1999-03-07", "2007-03-07"),
        ("MEETING OF MAY 9", "MAY 9", "2007-05-09", "2007-05-09"),
    ],
)
def test_a_date_is_the_interval_that_it_means(text: str, written: str, first: str, last: str) -> None:
    tokens = tokenize(text)
    found = find_dates(tokens, TODAY)[0]

    assert written == tokens.cut(found.start, found.stop)
    assert (first, last) == (str(found.first), str(found.last))


@pytest.mark.parametrize(
    "text",
    ["He may go.", "1,500 tons", "They march on.", "the second man", "Ref ASTANA 1974", "a 25 year old", "31/31/99"],
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert find_dates(tokenize(text), TODAY) == []


def test_without_a_date_time_group_only_full_dates_are_known() -> None:
    found = find_dates(tokenize("Last week, on March 3 and on March 4, 1974, he spoke."), None)

    assert [date(1974, 3, 4)] == [one.first for one in found]
