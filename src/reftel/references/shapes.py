"""The shapes of references, as regular expressions. Each is matched at one place and looks at a bounded stretch."""

from __future__ import annotations

import re

from reftel.model.dtg import MONTHS

MONTH = (
    r"(?:JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?|SEPT?(?:EMBER)?|OCT(?:OBER)?"
    r"|NOV(?:EMBER)?|DEC(?:EMBER)?)\.?"
)
_SPACE = r"[ \t\r\n]{0,40}"
_SPACES = r"[ \t\r\n]{1,40}"
_YEAR = r"(?:(?:19|20)\d\d|['’`]?\d\d)"
_WORD = r"[A-Za-z][A-Za-z.'’]{0,23}"

#: Between two references: blanks, points, commas, the word AND, paragraph signs of HTML copies.
BETWEEN = re.compile(r"(?:[\s,;:.&/¶\ufffd+–—]|(?:AND|and|And|PLUS|OR)\b|-(?=[\s-])(?<=[\s-].))*")

#: The letter or number of an item: A. A) (A) a: 1. and, damaged, (AL.
ENUMERATOR = re.compile(
    r"[(\[](?P<round>[A-Za-z]|([A-Z])\2|\d{1,2})[)\]]|(?P<open>[A-Za-z]|([A-Z])\4|\d{1,2})(?:[.):](?=[\s(A-Z'’0-9])|\)(?=[a-z]))"
    r"|\((?P<shifted>[A-Z])(?:[LI(]?(?= [A-Z0-9]))"
)

#: The letter of an item behind it, at the end of the block: STATE 194411 (A) AND PARIS 20811 (B).
LETTER_AT_END = re.compile(r"[^\s(]\s{0,3}\([A-Z]\)[\s.]*\Z")

#: What stands before a reference: which part of it is meant, or the office that sends it word (ARA/AND: STATE 12345).
PART_OF = re.compile(
    rf"(?:PARA(?:GRAPH)?S?|SECTION|ITEM)\.?{_SPACES}\d{{1,2}}[.A-Z]{{0,3}},?{_SPACES}(?:OF|IN){_SPACES}"
    rf"|[A-Z]{{1,6}}(?:/[A-Z]{{1,8}}){{1,3}}(?::|{_SPACES}-{{1,2}}){_SPACES}"
    rf"(?=(?:['’]?\d\d{_SPACES})?[A-Z][A-Z .]{{2,24}}\d{{2}})",
    re.IGNORECASE,
)

#: Year, words and number: 06 ASTANA 121, 06PARIS953, SECSTATE 52920, LA PAZ A-236, Dept's 1234, ANKARA NO. 12.
NUMBERED = re.compile(
    rf"(?:\(?(?P<year>{_YEAR})\)?(?:{_SPACE}|-)(?!(?:AND|OR|and|or)\b))?"
    rf"(?P<post>{_WORD}(?:(?:{_SPACES}|-|/){_WORD}){{0,5}}?)"
    rf"(?:{_SPACE}|-|{_SPACE}(?:\#|(?:NO|NR|no|No)\.?){_SPACE})"
    r"(?P<number>\d{1,6})(?![\dA-Za-z])"
)
#: A further number under the same post: STATE 93410, 105386.
CARRIED = re.compile(rf"(?:(?P<year>{_YEAR}){_SPACES})?\#?(?P<number>\d{{1,6}})(?![\dA-Za-z])")
#: A post's name in which figures stand for letters: B0NN 12511.
NAME_GARBLED = re.compile(
    rf"(?P<post>(?=[A-Z]{{1,8}}[0158][A-Z])[A-Z0158]{{4,14}}){_SPACES}(?P<number>\d{{2,6}})(?![\dA-Za-z])"
)
AS_LETTERS = str.maketrans("0158", "OISB")
#: A number that stands apart from its post: STATE: 110568, but no year and no day of a month.
SET_APART = re.compile(
    rf"(?:(?P<year>{_YEAR}){_SPACES})?(?P<post>{_WORD}(?:{_SPACES}{_WORD}){{0,2}}){_SPACE}[,:]{_SPACE}"
    r"(?P<number>(?!(?:19|20)\d\d(?!\d))\d{3,6})(?![\dA-Za-z/-])"
)
#: Numbers of one post between strokes: ASTANA 515/521/530 (two figures are a section, or a year).
BEHIND_STROKE = re.compile(r"[ \t]?/[ \t]?(?P<number>\d{3,6})(?![\dA-Za-z])")
#: The number behind a year that stands behind the post: ASTANA 06-121.
NUMBER_BEHIND_YEAR = re.compile(r"[-/](?P<number>\d{2,6})(?![\dA-Za-z])")
#: Whose number, seen from the addressee.
YOURS = re.compile(
    r"(?:YOUR|UR|YOURTEL|URTEL|YR|EMBTEL|CONTEL|POSTTEL|MISSIONTEL|EMBASSY['’]S)"
    r"(?:[ \t]{1,3}(?:TEL|TELEGRAM|CABLE|MESSAGE|MSG))?S?",
    re.IGNORECASE,
)
#: After a further number there is no word that it counts or that it is part of (7 FAM 180).
AFTER_CARRIED = re.compile(
    rf"{_SPACE}(?:\Z|[,;.)(&-]|(?:AND|NOTAL|EXDIS|NODIS|LIMDIS|TO|OF|DATED|ET)\b|\(?[A-Za-z][.)]\s|['’]?\d\d )"
    r"|[ \t]*\r?\n",
    re.IGNORECASE,
)

#: What `PART_OF` begins with, and a figure beside a letter: blocks without them need not be looked at for these.
PART_WORDS = ("/", "PAR", "par", "Par", "SEC", "sec", "Sec", "ITEM", "item", "Item")
FIGURE_AT_LETTER = re.compile(r"\d[A-Za-z]|[A-Za-z]\d")

#: What may follow a number and belongs to it.
FOLLOWING = re.compile(rf"{_SPACE}(?P<first>\S)")
RANGE = re.compile(rf"{_SPACE}(?:-|THRU|THROUGH|thru|through){_SPACE}(?P<last>\d{{1,6}})(?![\dA-Za-z])")
SECTION = re.compile(r"/0?\d(?!\d)|/[01]\d(?!\d)")
YEAR_AFTER = re.compile(
    rf"(?:,{_SPACE}|{_SPACES})(?P<bare>(?:19|20)\d\d)(?![\dA-Za-z/-])|{_SPACE}\((?P<round>(?:19|20)\d\d|['’]?\d\d)\)"
    rf"|{_SPACE}['’](?P<short>\d\d)(?!\d)|/(?P<slash>(?:19|20)\d\d)(?!\d)|[/-](?P<close>\d\d)(?![\dA-Za-z])"
    rf"|{_SPACES}(?:OF|FROM|DATED){_SPACES}(?P<of>(?:19|20)\d\d)(?![\dA-Za-z/-])"
)
DATE_AFTER = re.compile(
    rf"[ \t\r\n,(]{{0,40}}(?:(?:OF|DATED|DTD\.?|DATE|ON){_SPACES})?\(?"
    rf"(?:(?P<month>{MONTH}){_SPACE}(?P<day>\d{{1,2}})(?!\d)(?:{_SPACE},?{_SPACE}(?P<year>(?:19|20)\d\d|'\d\d))?(?!\d)"
    rf"|(?P<day2>\d{{1,2}}){_SPACE}(?P<month2>{MONTH})(?:{_SPACE},?{_SPACE}(?P<year2>(?:19|20)\d\d|'?\d\d(?!\d)))?"
    r"|(?P<month3>\d{1,2})/(?P<day3>\d{1,2})/(?P<year3>(?:19|20)?\d\d)(?!\d)"
    rf"|(?P<month4>{MONTH}),?{_SPACE}(?P<year4>(?:19|20)\d\d))\)?(?![A-Za-z])",
    re.IGNORECASE,
)
SERIES_AFTER = re.compile(
    rf"{_SPACE}[(/,]?{_SPACE}(?P<series>TOSEC|SECTO){_SPACE}(?P<number>\d{{1,6}})\)?", re.IGNORECASE
)
_NOTES = "NOTAL|EXDIS|NODIS|LIMDIS|STADIS|NOFORN|AIDAC|PASEP|SIPDIS|SECRET|CONFIDENTIAL"
_MORE = (
    r"(?:AND|&|et|ET)\s{1,9}(?:ALL\s{1,9})?(?:PREV(?:IOUS|S)?|EARLIER|OTHERS?|PRIOR|PRECEDING|SUBSEQUENT|RELATED"
    r"|AL\b|SEQ\b)(?:\s{1,9}(?:MESSAGES?|CABLES?|TELEGRAMS?|TELS?|REPORT(?:S|ING)?)\b)?"
)
NOTE_AFTER = re.compile(
    rf"{_SPACE}(?:,|-{{1,2}}(?=[ \t]))?{_SPACE}(?P<note>[(\[]{_SPACE}(?:(?:ALL|BOTH){_SPACES})?(?:{_NOTES})"
    rf"(?:[\s,/]{{1,9}}(?:{_NOTES})){{0,3}}{_SPACE}[)\]]|\(NOT[A-Z ]{{1,30}}\)|\({_MORE}\)"
    rf"|(?:NOTAL|EXDIS|NODIS|LIMDIS|STADIS|AIDAC)\b|{_MORE})",
    re.IGNORECASE,
)
#: The rest of a number of which the line or a wrong key made two: 1 O1684.
BROKEN = re.compile(r" ?(?P<rest>[\dOoIlSB]{1,6})(?![\dA-Za-z])")
THOUSANDS = re.compile(r",(?P<rest>\d{3})(?![\dA-Za-z])")
WORD_NEXT = re.compile(rf"{_SPACE}[A-Za-z]")
MONTH_NEXT = re.compile(rf"{_SPACE}{MONTH}(?![A-Za-z])", re.IGNORECASE)
GARBLED = re.compile(r"[#*?](?P<more>\d{0,5})(?![\dA-Za-z])")
NUMBERED_GARBLED = re.compile(
    rf"(?:(?P<year>{_YEAR})(?:{_SPACE}|-))?(?P<post>{_WORD}(?:{_SPACES}{_WORD}){{0,3}}?){_SPACES}"
    r"(?P<number>[\dOoIlSB]{1,7})(?![\dA-Za-z])"
)

_MON = r"(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)"
#: A date-time group; without its month only where the zone stands close (111204 C. is a number and an item).
DTG = re.compile(
    rf"(?P<day>[0-3]\d)(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)(?:{_SPACE}(?=[A-IK-Z]{_SPACE}{_MON})|)(?P<zone>[A-IK-Z])"
    rf"(?:{_SPACE}(?P<month>{_MON})[A-Z]{{0,6}}\.?(?:{_SPACE}'?(?P<year>(?:19|20)\d\d|\d\d)(?!\d))?)?(?![A-Za-z0-9])",
    re.IGNORECASE,
)
DTG_AFTER = re.compile(rf"{_SPACE}[,/]?{_SPACE}(?:DTG\b|{DTG.pattern})", re.IGNORECASE)

#: Where a piece of free words can end: the next separator or item.
PIECE_END = re.compile(
    r"[;,\n]|(?<=[\s:;,.])(?:\(?[A-Za-z]{1,2}[).:](?=[\s(A-Z0-9])|\([A-Za-z]{1,2}\)|(?:AND|and)\b)|  "
)

_NUMBERED_DAY = rf"{MONTH}{_SPACE}\d{{1,2}}|\d{{1,2}}{_SPACE}{MONTH}|\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?"
#: Sender and date without a number: AMEMBASSY BONN MESSAGE OF JUNE 12, 1974.
SENT = re.compile(
    rf"(?P<who>{_WORD}(?:[ \t\r\n-]{{1,40}}{_WORD}){{0,4}}?)"
    rf"(?:{_SPACES}(?P<noun>TELEGRAM|CABLE|MESSAGE|MSG|TEL|WIRE)S?)?"
    rf"{_SPACES}(?:(?:OF|DATED|DTD|ON)\.?{_SPACES})?(?:{_NUMBERED_DAY})(?!\d)(?:,?{_SPACE}(?:19|20)\d\d)?",
    re.IGNORECASE,
)

#: Words that say which kind of document free words name: in capitals, behind parts of words that each of them has.
_KINDS = (
    ("septel", ("SEPTEL",), re.compile(r"\bSEPTELS?\b")),
    ("email", ("MAIL",), re.compile(r"\bE-?\s?MAILS?\b")),
    ("memo", ("MEM", "M/C"), re.compile(r"MEMCONS?\b|\bMEMO(?:S|RAND(?:UM|A))?\b|\bM/C\b")),
    ("telcon", ("TEL", "FON", "PHONE", "SVTC", "DVC", "CALL", "CONV"), re.compile(
        r"TEL[AE]?-?CO[MN]+S?\b|FONE-?CONS?\b|TEL(?:EPHONE|CON|E)?\.? ?(?:CALL|CONV)"
        r"|PHONE|\bSVTC\b|\bDVC\b|\bCALLS?\b|CONVERSATION",
    )),
    ("document", ("",), re.compile(
        r"\b(?:(?:LETTERS?|LTR|REPORTS?|FA[MH]|IIR|TDX?|OSC|FBIS|POINTS|FAX|NOTES?|DATED|PAPER|TELEXE?S?|POUCH|CERP|CAP"
        r"|MEETING|FORM|INSTRUCTION|DESPATCH)\b|BRIEF)|//",
    )),
)  # fmt: skip


def kind_of(words: str) -> str | None:
    """The kind of document that free words name; `None` where nothing in them says so.

    >>> kind_of("Smith-Jones telcon of May 3"), kind_of("the weather")
    ('telcon', None)
    """
    capitals = words.upper()
    for kind, parts, pattern in _KINDS:
        if any(part in capitals for part in parts) and pattern.search(capitals):
            return kind
    return None


#: Lines that ended up among the references and belong to no item: page headers, banners, SIPDIS, end marks.
FURNITURE = re.compile(
    r"(?m)^[ \t]*(?:PAGE \d\d\b.{0,70}|SIPDIS|N?NNNN?|(?:UN)?CLASSIFIED|UNCLAS|LIMITED OFFICIAL USE|SECRET|CONFIDENTIAL"
    r"|S E C R E T|C O N F I D E N T I A L|NOFORN|SENSITIVE|-{3,70})[ \t\r]*$"
    r"|\b[A-Z][A-Za-z .]{1,9} 0\d{7} {1,3}\d{3}(?:\.\d)? (?:OF|of) \d{3}\b"
)
_PAGE_COUNT = re.compile(r" (?:OF|of) \d{3}(?!\d)")
_FURNITURE_HINTS = ("PAGE ", "SIPDIS", "NNN", "CLASSIF", "UNCLAS", "OFFICIAL USE", "SECRET", "CONFIDENTIAL",
                    "E C R E T", "N F I D", "NOFORN", "SENSITIVE", "---", " OF ", " of ")  # fmt: skip
#: A label of the heading or a first paragraph: the references end before it, whoever cut the block.
STOP = re.compile(
    r"(?mi)^[ \t]*(?:\([A-Z/]{1,8}\)[ \t]*)?(?:CLASSIFIED BY"
    r"|E\.? ?O\.? ?1[123]\d{3}|TAGS?:|SUBJ(?:ECT)?:|(?:BEGIN )?SUMMARY\b"
    r"|ACTION REQUEST|DECLASSIFY|REASONS?:|DERIVED FROM"
    r"|(?:¶ ?)?1\. ?\([A-Z/ ]{1,20}\))"
)

MONTH_NUMBER = MONTHS


def without_furniture(block: str) -> str:
    """The block with page headers and banners blanked out, every other character in its place.

    >>> without_furniture("(B) BRASILIA 1159 BRASILIA 00000028 001.4 OF 003").rstrip()
    '(B) BRASILIA 1159'
    """
    if "\n" not in block and _PAGE_COUNT.search(block) is None:
        return block
    stop = STOP.search(block)
    if stop is not None and stop.start() > 0:
        block = block[: stop.start()] + "\n" * (len(block) - stop.start())
    if not any(hint in block for hint in _FURNITURE_HINTS):
        return block
    return FURNITURE.sub(lambda found: " " * len(found.group()), block)
