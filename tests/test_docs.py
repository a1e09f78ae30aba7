"""The documentation says everything there is, and what it shows was printed by a run."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, NamedTuple

import pytest

from cli_runs import Ran, reftel
from reftel.cli.app import COMMANDS
from reftel.cli.catalogue import catalogue
from reftel.cli.reference import reference
from reftel.model.analysis import Analysis
from reftel.model.telegram import Telegram
from reftel.query import FIELDS, parser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import msgspec

    Reftel = Callable[..., Ran]

__all__ = ["reftel"]

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_the_reference_of_commands_is_what_the_commands_say() -> None:
    assert page("docs/commands.md") == reference(), "run `make reference`"


def test_the_catalogue_is_what_the_code_says() -> None:
    assert page("docs/catalogue.md") == catalogue(), "run `make reference`"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_module_examples_and_a_place_in_the_reference(command: str) -> None:
    section = page("docs/commands.md").partition(f"## reftel {command}\n")[2].partition("\n## ")[0]
    assert f"```sh\nreftel {command}" in section or f"reftel {command} " in section.partition("```sh")[2]


def test_every_module_of_a_command_is_a_command() -> None:
    modules = {path.stem for path in (ROOT / "src/reftel/cli/commands").glob("*.py")} - {"__init__"}
    assert modules == set(COMMANDS)


def names_in(kind: type[msgspec.Struct]) -> list[str]:
    return list(kind.__struct_encode_fields__)


@pytest.mark.parametrize("field", [*names_in(Telegram), *sorted(set(names_in(Analysis)) - {"rules"})])
def test_every_field_of_the_record_is_explained(field: str) -> None:
    assert re.search(rf"`{field}[`.\[]", page("docs/record.md")), f"docs/record.md does not explain {field}"


def test_the_language_of_questions_is_described_as_it_is_read() -> None:
    described = page("docs/search.md")
    assert parser.__doc__ is not None
    grammar = dedent(parser.__doc__.split("\n\n")[1])
    assert f"```text\n{grammar}\n```" in described
    for fact in FIELDS.values():
        assert f"| `{fact.name}:` | {fact.meaning} | `{fact.example}` |" in described


def test_every_page_is_in_the_index() -> None:
    listed = set(re.findall(r"^[a-z-]+$", page("docs/index.md"), re.MULTILINE))
    assert {path.stem for path in DOCS.glob("*.md")} - {"index"} <= listed


def test_the_two_commands_of_the_readme_are_in_the_makefile() -> None:
    block = page("README.md").partition("## Two commands")[2].partition("```sh\n")[2].partition("```")[0]
    targets = re.findall(r"^make (\w+)", block, re.MULTILINE)
    assert len(targets) == 2
    for target in re.findall(r"^\| `([a-z`, ]+)` \|", page("README.md"), re.MULTILINE):
        targets += re.findall(r"[a-z]+", target)
    for target in targets:
        assert re.search(rf"^{target}:", page("Makefile"), re.MULTILINE), f"make {target}"


def test_the_five_files_to_read_first_are_there() -> None:
    files = re.findall(r"^\d\. `(src/[^`]+)`", page("docs/architecture.md"), re.MULTILINE)
    assert len(files) == 5
    assert all((ROOT / file).is_file() for file in files)


@pytest.mark.parametrize("name", ["README.md", *(f"docs/{path.name}" for path in DOCS.glob("*.md"))])
def test_links_to_files_lead_somewhere(name: str) -> None:
    for target in re.findall(r"(?<!\\)\]\(([^)#:\s]+)(?:#[^)]*)?\)", page(name)):
        assert (ROOT / name).parent.joinpath(target).exists(), f"{name} links to {target}"


# Pages that show a session: every line after a $ is typed, what follows it must be what is printed.


class Typed(NamedTuple):
    """A command and what the page shows of its output; `...` stands for anything."""

    command: str
    shown: str


def sessions(text: str) -> Iterator[Typed]:
    for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = piece.partition("\n")
            yield Typed(command, shown)


def agrees(shown: str, printed: str) -> bool:
    """Whether the output is what is shown, blanks at line ends aside; `...` is any text, of any number of lines."""
    pattern = ".*".join(map(re.escape, trimmed(shown).split("...")))
    return re.fullmatch(pattern, trimmed(printed), re.DOTALL) is not None


def trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


@pytest.mark.parametrize("name", ["README.md", "docs/tutorial.md"])
def test_what_a_page_shows_was_printed_by_a_run(
    name: str, reftel: Reftel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    typed = list(sessions(page(name)))
    assert len(typed) > 5
    for command, shown in typed:
        first, *arguments = shlex.split(command)
        if first == "export":
            variable, _, value = arguments[0].partition("=")
            monkeypatch.setitem(os.environ, variable, value)
            continue
        assert first == "reftel", f"{name} types {command}"
        ran = reftel(*arguments)
        printed = ran.out + ran.err
        assert agrees(shown, printed), f"{name} shows of `{command}`:\n{shown}\nprinted:\n{printed}"


def test_damage_and_reading_in_the_readme_are_those_of_the_sample(
    reftel: Reftel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "400")
    reftel("sample", "sample")
    reftel("--facts", "sample/tables", "add", "sample/telegrams")
    shown = " ".join(reftel("--facts", "sample/tables", "show", "04HALLEM512").out.split())
    source = " ".join((tmp_path / "sample/telegrams/04HALLEM512.txt").read_text("utf-8").split())
    rows = re.findall(r"^\| `(.*)` \| (.*) \|$", page("README.md").partition("## Two commands")[0], re.MULTILINE)
    assert len(rows) == 10
    for received, seen in rows:
        assert received in source
        assert seen in shown
