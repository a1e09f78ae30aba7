"""Telegrams as mail: the fields of the heading as two libraries read them, and the way back."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.utils import getaddresses
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, given, settings

from reftel import read_path
from reftel.errors import Unreadable
from reftel.facts import use_own_tables
from reftel.sample import sample_folder
from reftel.write import LAYOUTS, differences, write
from well_formed import telegrams

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reftel.model.telegram import Telegram

_quick = settings(max_examples=15, phases=[Phase.explicit, Phase.generate])


@pytest.fixture(scope="module")
def sample() -> Iterator[list[Telegram]]:
    use_own_tables(sample_folder())
    yield [read for read in read_path(sample_folder() / "telegrams") if not isinstance(read, Unreadable)]
    use_own_tables(None)


def _sent(telegrams_read: list[Telegram], number: str) -> Telegram:
    return next(telegram for telegram in telegrams_read if telegram.mrn == number)


def test_a_telegram_as_mail_says_who_wrote_to_whom_and_how_fast(sample: list[Telegram]) -> None:
    message = message_from_bytes(write(_sent(sample, "06VARRIN455"), "mime").text.encode(), policy=policy.default)
    assert message["From"] == "AMEMBASSY VARRIN <amembassy-varrin@reftel.invalid>"
    assert message["To"] == "SECSTATE WASHDC <secstate-washdc@ruehc.reftel.invalid>"
    assert len(getaddresses([message["Cc"]])) == 4
    assert message["Date"].startswith("Mon, 03 Apr 2006 17:50:00")
    assert message["Subject"] == "KELEMAR WINS"
    assert message["Message-ID"] == "<06VARRIN455@reftel.invalid>"
    assert message["Keywords"] == "PGOV, PREL, KDEM, EV"
    assert message["References"].split()[1] == "<05VARRIN18@reftel.invalid>"
    assert message["MMHS-Primary-Precedence"] == "3"
    assert message["MMHS-Originator-Reference"] == "VARRIN 455"
    assert message["MMHS-Acp127-Message-Identifier"] == "RUEHVV #0455 0931750"
    assert message["MMHS-Handling-Instructions"] == "ZZH"
    assert message["MMHS-Message-Instructions"] == "SIPDIS"
    assert message["MMHS-Exempted-Address"] == "AMCONSUL KESTERBURG <amconsul-kesterburg@reftel.invalid>"


@_quick
@given(telegram=telegrams(old=False))
def test_another_library_reads_the_same_fields(telegram: Telegram) -> None:
    fast_mail_parser = pytest.importorskip("fast_mail_parser", reason="the other mail library is not installed")
    text = write(telegram, "mime").text
    parsed = fast_mail_parser.parse_email(text)
    other = {name.lower(): " ".join(" ".join(values).split()) for name, values in parsed.headers.items()}
    ours = message_from_bytes(text.encode(), policy=policy.default)
    for name, value in ours.items():
        assert other[name.lower()] == " ".join(value.split()), name


def test_a_mail_file_reads_back_as_the_telegram_that_was_sent(sample: list[Telegram], tmp_path: Path) -> None:
    sent = _sent(sample, "06VARRIN455")
    (tmp_path / "a.eml").write_bytes(write(sent, "mime").text.replace("\n", "\r\n").encode())
    (back,) = read_path(tmp_path / "a.eml")
    assert not isinstance(back, Unreadable)
    assert back.source.container == "eml"
    assert back.attributes["MMHS-Originator-PLAD"] == "AMEMBASSY VARRIN"
    assert differences(sent, back) == []
    assert not [defect for defect in back.defects if "attributes" in defect.defect]


def test_nothing_can_be_delivered_by_accident(sample: list[Telegram]) -> None:
    for telegram in sample:
        message = message_from_bytes(write(telegram, "mime").text.encode(), policy=policy.default)
        for field in ("From", "To", "Cc"):
            assert all(address.endswith(".invalid") for _, address in getaddresses(message.get_all(field, [])))


def test_mail_is_one_of_the_layouts() -> None:
    assert set(LAYOUTS) == {"state2000", "state1973", "acp127", "mime", "markdown"}
