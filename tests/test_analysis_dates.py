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
        ("A gesture of good will. On November 9 they met.", "November 9", "2006-11-09", "2006-11-09"),
        ("MEETING OF MAY 9", "MAY 9", "2007-05-09", "2007-05-09"),
    ],
)
def test_a_date_is_the_interval_that_it_means(text: str, written: str, first: str, last: str) -> None:
    tokens = tokenize(text)
    found = find_dates(tokens, TODAY)[0]

    assert written == tokens.cut(found.start, found.stop)
    assert (first, last) == (str(found.first), str(found.last))


@pytest.mark.parametrize(
    ("today", "text", "written", "first", "last"),
    [
        ("1974-05-20", "THE FY 75 BUDGET", "FY 75", "1974-07-01", "1975-06-30"),
        ("1979-05-20", "FISCAL YEAR 1980 AID", "FISCAL YEAR 1980", "1979-10-01", "1980-09-30"),
        ("1974-05-20", "CY 1974 IMPORTS", "CY 1974", "1974-01-01", "1974-12-31"),
        ("1974-05-20", "HE ARRIVED 3/14 WITH AIDES.", "3/14", "1974-03-14", "1974-03-14"),
        ("1974-05-20", "TALKS MARCH 3-5", "MARCH 3-5", "1974-03-03", "1974-03-05"),
        ("1974-05-20", "BY 11 SEPT", "11 SEPT", "1974-09-11", "1974-09-11"),
        ("1979-10-09", "ON 04 OCT 79", "04 OCT 79", "1979-10-04", "1979-10-04"),
        ("1974-10-29", "I SAW HER LAST NIGHT.", "LAST NIGHT", "1974-10-28", "1974-10-28"),
        ("1974-10-29", "FOR JAN-MAR 1974", "JAN-MAR 1974", "1974-01-01", "1974-03-31"),
        ("1974-10-29", "THE 1973/74 CROP", "1973/74", "1973-01-01", "1974-12-31"),
        ("1974-10-29", "HE WILL SIGN WITHIN A FORTNIGHT.", "WITHIN A FORTNIGHT", "1974-10-29", "1974-11-12"),
        ("1974-10-29", "A DECREE BEFORE CHRISTMAS", "CHRISTMAS", "1974-12-25", "1974-12-25"),
        ("1975-02-10", "THE TALKS AT EASTER", "EASTER", "1975-03-30", "1975-03-30"),
        ("1975-02-10", "BEFORE THE YEAR IS OUT", "THE YEAR IS OUT", "1975-02-10", "1975-12-31"),
        ("2006-09-19", "by year's end", "year's end", "2006-12-01", "2006-12-31"),
        ("2006-09-19", "It will fall inside two years.", "inside two years", "2006-09-19", "2008-09-19"),
        ("2006-09-19", "He gave it eighteen months.", "eighteen months", "2006-09-19", "2008-03-12"),
        ("2006-09-19", "the past three years", "past three years", "2003-09-19", "2006-09-19"),
        ("2006-09-19", "over the past year", "past year", "2005-09-19", "2006-09-19"),
        ("2006-09-19", "later this year", "later this year", "2006-09-19", "2006-12-31"),
        ("2006-09-19", "Next month's elections", "Next month", "2006-10-01", "2006-10-31"),
        ("2006-09-19", "in the week of October 2", "week of October 2", "2006-10-02", "2006-10-08"),
        ("2006-09-19", "from March to May", "from March to May", "2006-03-01", "2006-05-31"),
        ("1989-11-12", "It was dated 1989-11-09.", "1989-11-09", "1989-11-09", "1989-11-09"),
        ("1995-03-02", "a decade ago", "a decade ago", "1984-03-02", "1986-03-02"),
    ],
)
def test_the_forms_of_offices_mean_their_days(today: str, text: str, written: str, first: str, last: str) -> None:
    tokens = tokenize(text)
    found = find_dates(tokens, date.fromisoformat(today))[0]

    assert written == tokens.cut(found.start, found.stop)
    assert (first, last) == (str(found.first), str(found.last))


def test_the_next_day_follows_the_day_before_it() -> None:
    found = find_dates(tokenize("He came on March 3 and left the next day."), TODAY)

    assert [date(2007, 3, 3), date(2007, 3, 4)] == [one.first for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "2/3 of the votes",
        "a 2/3 majority",
        "He may go.",
        "1,500 tons",
        "They march on.",
        "the second man",
        "Ref ASTANA 1974",
        "a 25 year old",
        "31/31/99",
    ],
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert find_dates(tokenize(text), TODAY) == []


def test_without_a_date_time_group_only_full_dates_are_known() -> None:
    found = find_dates(tokenize("Last week, on March 3 and on March 4, 1974, he spoke."), None)

    assert [date(1974, 3, 4)] == [one.first for one in found]
