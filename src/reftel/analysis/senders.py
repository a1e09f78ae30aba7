"""Posts as historians write them: AmEmbassy Astana, the Embassy in Bolivia, USUN, Department of State, La Paz."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.facts import posts, tags
from reftel.facts.table import compact, remembered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reftel.facts import Post


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FILLERS = _words(
    "THE US AMERICAN A AN AMEMBASSY AMEMB EMBASSY EMB AMCONSUL AMCONGEN CONSULATE CONGEN GENERAL CONSUL USMISSION "
    "FM MISSION USINT OFFICE LIAISON INTERESTS SECTION SEE ALSO CF CITED QUOTED IN FROM FOR BY AND"
)
_DEPARTMENT = _words(
    "STATE SECSTATE DEPARTMENT DEPARTMENTOFSTATE STATEDEPARTMENT USDEPARTMENTOFSTATE SECRETARYOFSTATE DEPT DEPTOFSTATE "
    "STATEDEPT SECSTATEWASHDC USSTATEDEPARTMENT DOS"
)
_MISSIONS = {
    "UNITEDNATIONS": "USUNNEWYORK", "UN": "USUNNEWYORK", "NATO": "USNATO",
    "NORTHATLANTICTREATYORGANIZATION": "USNATO", "EUROPEANUNION": "USEUBRUSSELS", "OECD": "OECDPARIS",
    "EUROPEANCOMMUNITIES": "ECBRUSSELS", "EUROPEANCOMMUNITY": "ECBRUSSELS", "USUN": "USUNNEWYORK",
}  # fmt: skip
_IN = re.compile(
    r"(?P<kind>embassy|consulate(?: general)?|mission|liaison office)\s(?:in|at|to)\s(?:the\s)?(?P<place>.+)",
    re.IGNORECASE,
)
_NOT_SHORT = 4  # letters: shorter words alone are names of nobody


class Senders:
    """Knows the posts of the table, and those of an archive that are in no table (`more`, as numbers carry them)."""

    def __init__(self, more: Iterable[str] = ()) -> None:
        self._more = frozenset(more)

    def called(self, phrase: str) -> str | None:
        """The post that a phrase names, as numbers carry it; `None` where it names none.

        >>> [Senders().called(phrase) for phrase in ("AmEmbassy La Paz", "the Embassy in Bolivia", "SecState", "Smith")]
        ['LAPAZ', 'LAPAZ', 'STATE', None]
        """
        phrase = phrase.replace("US-", "US ").replace("-Mission", " Mission")
        words = phrase.strip(" .,'’\"").split()
        inside = _IN.search(phrase.strip(" .,"))
        if inside is not None:
            return self._in_country(inside["place"], inside["kind"].lower())
        while (
            words
            and words[0].upper().replace(".", "").strip(",") in _FILLERS
            and compact(" ".join(words)) not in _DEPARTMENT
        ):
            whole = self._known(" ".join(words))
            if whole is not None:
                return whole
            words = words[1:]
        for last in range(len(words), 0, -1):
            found = self._known(" ".join(words[:last]))
            if found is not None and (last == len(words) or words[last].upper().startswith(("WASH", "TEL", "D"))):
                return found
        return None

    def at_end(self, phrase: str) -> tuple[str, int] | None:
        """The post that the last words of a phrase name, and how many characters they take."""
        for first in re.finditer(r"(?<!\S)\S", phrase):
            words = phrase[first.start() :]
            if words.split()[0].upper().replace(".", "").strip(",") in _FILLERS:
                continue
            found = self._known(words)
            if found is not None:
                return found, len(words)
        return None

    def _known(self, words: str) -> str | None:
        letters = compact(words)
        if letters in _DEPARTMENT:
            return "STATE"
        if letters in _MISSIONS:
            return _MISSIONS[letters]
        if letters in self._more:
            return letters
        post = posts().called(words) if len(letters) >= _NOT_SHORT or words.isupper() else None
        return post.mrn_name if post else None

    def _in_country(self, place: str, kind: str) -> str | None:
        letters = compact(place)
        if letters in _MISSIONS:
            return _MISSIONS[letters]
        known = self._known(place)
        if known is not None:
            return known
        wanted = "embassy" if kind == "embassy" else None
        found = [post for post in _by_country().get(letters, ()) if wanted in {None, post.kind}]
        capitals = [post for post in found if post.kind in {"embassy", "liaison office"} and not post.renamed_to]
        chosen = capitals if len(capitals) == 1 else [post for post in found if post.mrn_name in self._more] or found
        return chosen[0].mrn_name if len(chosen) == 1 else None


@remembered
def _by_country() -> dict[str, list[Post]]:
    names = {tag.country: compact(tag.label) for tag in tags().values() if tag.kind == "place" and tag.country}
    found: dict[str, list[Post]] = {}
    for post in posts():
        if post.country in names:
            found.setdefault(names[post.country], []).append(post)
    return found
