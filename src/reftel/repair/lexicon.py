"""Which words are known, and how common they are.

The words are those of the package `symspellpy` (82,765 words of written English with their counts; only its word list
is read, none of its code), the words of diplomatic telegrams that such a list lacks, and the telegram's own.
"""

from __future__ import annotations

import functools
import importlib.util
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORD_LIST = "frequency_dictionary_en_82_765.txt"

#: A count for words that no list of written English has; about that of its rarest tenth.
_RARE = 25_000

#: The language of the trade, which no word list of written English has.
_TRADE = """
addressee addressees airgram airgrams amb amconsul amembassy appt appts asap attn cable cables comint cons consul
consulate contd dcm declass defatt demarche demarches demarched dept depts desk deskoff econoff econoffs embassy
embassies embtel embtels emboff emboffs exdis fonoff foreignmin fyi goc gob goi gop gor gov govt govts info interlocutor
interlocutors intl lat limdis ministerial msg natl nodis noforn notal nsc numint para paras poloff poloffs polmil porg
pres pub refair refairs reftel reftels refs reps repto rpt rptd septel septels sipdis sitrep sitreps stadis subj telcon
telcons telecon telecons unclas unga unsc usaid usdao usdel usg usint usis usmission usun yr yrs
counterterrorism counternarcotics nonproliferation nonpaper nonpapers multilateral bilateral plenipotentiary rapporteur
maquila campesino campesinos junta altiplano quintal quintals soles pesos cruzeiro cruzeiros escudo escudos
afterward homogenous
"""


#: Words of old books, which no telegram has: where one stands, a letter is wrong.
_ARCHAIC = ("thee", "thou", "thy", "thine", "hath", "doth", "hast", "dost", "wilt", "shew")

#: So many letters of a word are its beginning or its ending.
EDGE = 5


class Lexicon:
    """Words in lower case with their counts; `words` of an archive can be laid over those that are shipped."""

    def __init__(self, counts: dict[str, int]) -> None:
        self.counts = counts
        self.readings: dict[str, Any] = {}  # what unknown words were read as, kept by who reads them

    @functools.cached_property
    def beginnings(self) -> frozenset[str]:
        """The first letters of the known words, `EDGE` of them."""
        return frozenset(word[:EDGE] for word in self.counts)

    @functools.cached_property
    def endings(self) -> frozenset[str]:
        """The last letters of the known words, `EDGE` of them."""
        return frozenset(word[-EDGE:] for word in self.counts)

    def __contains__(self, word: str) -> bool:
        return word in self.counts

    def count(self, word: str) -> int:
        """How common a word (in lower case) is in written English; 0 where it is unknown."""
        return self.counts.get(word, 0)

    def with_words(self, words: Mapping[str, int]) -> Lexicon:
        """The same lexicon with the words of an archive added; they count as rare, so that they explain no slip."""
        return Lexicon({**dict.fromkeys(words, _RARE), **self.counts})


@functools.cache
def shipped_lexicon() -> Lexicon:
    """The word list, read when a rule first needs it (about a tenth of a second)."""
    counts = dict.fromkeys(_TRADE.split(), _RARE)
    found = importlib.util.find_spec("symspellpy")
    for folder in (found and found.submodule_search_locations) or ():
        path = Path(folder) / _WORD_LIST
        if path.is_file():
            counts.update(_read(path.read_text(encoding="utf-8-sig")))
    for word in _ARCHAIC:
        counts.pop(word, None)
    return Lexicon(counts)


def _read(text: str) -> dict[str, int]:
    """The words of the list and their counts; it spells as the British do, so the American spelling is added."""
    cells = text.split()
    counts = dict(zip(cells[::2], map(int, cells[1::2]), strict=False))
    for word in list(counts):
        american = _american(word)
        if american is not None and american not in counts:
            counts[american] = counts[word]
    return counts


_OUR = re.compile(r"[a-z]{2,}our(?:s|ed|er|ers|ing|able|ably|ite|ites|less|hood|hoods|ly|al|ally|ful|ism)?")
_RE = re.compile(r"[a-z]{2,}[tb]re(?:s|d)?")
_DOUBLE_L = re.compile(
    r"(?:travel|cancel|label|level|model|counsel|signal|total|equal|channel|fuel|rival|marshal|quarrel|tunnel|panel)l"
    r"(?:ed|ing|er|ers|ation|ations)"
)


#: How words begin in the one spelling and in the other, by their first four letters.
_BEGUN_OTHERWISE = {
    british[:4]: (british, american)
    for british, american in (
        pair.split("/")
        for pair in """
sceptic/skeptic manoeuvre/maneuver manoeuvring/maneuvering aluminium/aluminum plough/plow jewellery/jewelry sulph/sulf
artefact/artifact archaeolog/archeolog moustache/mustache aeroplane/airplane speciality/specialty enrolment/enrollment
instalment/installment wilful/willful cosy/cozy catalogue/catalog mould/mold smoulder/smolder paediatric/pediatric
anaemi/anemi haemorrhag/hemorrhag orthopaedic/orthopedic diarrhoea/diarrhea meagre/meager pretence/pretense
""".split()  # noqa: SIM905
    )
}


def _american(word: str) -> str | None:
    """How a word is spelled in American English, where the two differ: labour, centre, travelled, organise, sceptic."""
    if word[:4] in _BEGUN_OTHERWISE:
        british, american = _BEGUN_OTHERWISE[word[:4]]
        return american + word[len(british) :] if word.startswith(british) else None
    if "our" in word and _OUR.fullmatch(word):
        return word.replace("our", "or")
    if "re" in word and _RE.fullmatch(word):
        head, _, ending = word.rpartition("re")
        return f"{head}er{ending if ending != 'd' else 'ed'}"
    if "ll" in word and _DOUBLE_L.fullmatch(word):
        return word.replace("ll", "l", 1) if word.count("ll") == 1 else None
    if "is" in word or "ys" in word:
        american = _ISE.sub(r"\1z\2", word)
        return american if american != word else None
    if "fence" in word:
        return word.replace("fence", "fense")
    return "program" + word[9:] if word.startswith("programme") and word[9:] in {"", "s"} else None


_ISE = re.compile(r"([a-z]{3,}[iy])s(e|es|ed|er|ers|ing|ation|ations|ational)\Z")


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_OUTSIDE_WORDS = {code: " " for code in range(128) if not chr(code).isalpha() and chr(code) != "-"}


def words_of(text: str) -> dict[str, int]:
    """The words of a text in lower case with how often they stand there; hyphenated words whole.

    >>> sorted(words_of("A second-round vote, a VOTE").items())
    [('a', 2), ('second-round', 1), ('vote', 2)]
    """
    if not text.isascii():
        return dict(Counter(_WORD.findall(text.lower())))
    counts = Counter(text.lower().translate(_OUTSIDE_WORDS).split())  # what the pattern finds, in a fifth of the time
    for word in [word for word in counts if "-" in word]:
        count = counts.pop(word)
        for part in word.split("--"):
            if whole := part.strip("-"):
                counts[whole] += count
    return dict(counts)
