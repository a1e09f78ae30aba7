"""The words of the trade that made telegrams are written with, most frequent first, and the shapes of their sentences.

All of it was written for this maker. Words stand in the order of how often they are taken (see `zipf`), so a made
collection has a few words that are everywhere and many that are rare, as real traffic has.
"""

from __future__ import annotations

from itertools import accumulate

NOUNS = """
government minister agreement meeting ministry proposal party election report policy visit budget ambassador decision
parliament president issue problem support position question committee delegation discussion security border trade
project economy reform price market opposition program draft law treaty loan statement measure cabinet court region
export import industry crisis campaign contract negotiation council vote coalition assistance conference commission
resolution production press embassy strike tariff deadline protocol tax harvest union wage debt bank currency investor
company pipeline refinery port harbor railway road bridge mine factory farm village province governor mayor police army
navy garrison officer barracks patrol frontier checkpoint refugee camp convoy shipment grain wheat coffee sugar cotton
copper timber fish oil gas coal power electricity dam reservoir river valley coast island airport airline runway flight
ticket passport visa consulate citizen prisoner detainee trial judge prosecutor lawyer verdict appeal amnesty decree
constitution amendment referendum ballot candidate voter turnout observer census district quota subsidy deficit surplus
reserve inflation devaluation exchange rate interest bond creditor lender donor grant tranche disbursement schedule
feasibility survey engineer technician expert adviser consultant scholar university student teacher school hospital
clinic doctor epidemic vaccine drought flood earthquake relief shelter radio television newspaper editor journalist
broadcast interview editorial rumor speech communique toast reception banquet itinerary agenda memorandum aide note
demarche telegram reply instruction guidance talking point nonpaper annex clause paragraph article signature
ratification implementation verification inspection inspector warhead missile fighter aircraft radar tank rifle
ammunition spare part training exercise maneuver withdrawal ceasefire truce armistice mediator envoy emissary summit
plenary caucus faction wing youth movement federation syndicate guild cooperative church mosque bishop monastery
pilgrimage archive museum monument festival orchestra exhibition sculptor poet
""".split()  # noqa: SIM905

ADJECTIVES = """
new political economic foreign local national recent possible major public military official private serious
additional international important domestic regional bilateral current previous financial technical commercial
provisional joint senior general strong limited clear difficult early final full annual senior interim rural urban
northern southern eastern western coastal central agricultural industrial legal judicial parliamentary presidential
constitutional electoral administrative diplomatic informal confidential unexpected prolonged modest substantial
considerable reluctant cautious optimistic skeptical hostile friendly cordial candid firm vague sweeping gradual
temporary permanent preliminary comprehensive narrow broad costly obsolete outdated efficient competent ambitious
controversial popular unpopular influential obscure independent moderate radical conservative progressive nationalist
humanitarian environmental nuclear conventional strategic tactical maritime monetary fiscal budgetary educational
cultural religious ethnic tribal provincial municipal
""".split()  # noqa: SIM905

#: Verbs as infinitive and past tense.
VERBS = tuple(
    tuple(pair.split("/"))
    for pair in """
support/supported accept/accepted reject/rejected discuss/discussed review/reviewed approve/approved postpone/postponed
sign/signed consider/considered announce/announced oppose/opposed delay/delayed finance/financed submit/submitted
complete/completed reduce/reduced increase/increased suspend/suspended resume/resumed criticize/criticized
welcome/welcomed examine/examined negotiate/negotiated implement/implemented abandon/abandoned amend/amended
draft/drafted endorse/endorsed block/blocked protect/protected inspect/inspected replace/replaced revise/revised
restrict/restricted expand/expanded dissolve/dissolved defend/defended question/questioned monitor/monitored
purchase/purchased deliver/delivered cancel/cancelled publish/published ratify/ratified boycott/boycotted
undermine/undermined strengthen/strengthened weaken/weakened nationalize/nationalized privatize/privatized
dismiss/dismissed appoint/appointed
""".split()  # noqa: SIM905
)

PLACES = ("in the capital", "in the provinces", "along the border", "in the northern valley", "at the port",
          "in parliament", "within the ruling party", "among the smaller parties", "in the coastal districts",
          "at the ministry", "in the press", "on the island")  # fmt: skip
TIMES = ("this week", "next month", "in the coming weeks", "before the end of the year", "in the spring",
         "during the recess", "after the holidays", "at the next session", "within sixty days", "last week",
         "in recent months", "before the rainy season", "by the end of the quarter")  # fmt: skip
REASONS = ("because of the drought", "despite strong opposition", "under pressure from the unions",
           "at the request of the donors", "for domestic reasons", "in return for a new loan",
           "without consulting the cabinet", "as a gesture of good will", "in spite of the court's ruling",
           "to avoid a run on the currency", "pending a decision by the council")  # fmt: skip
LINKS = ("and", "but", "while", "although", "because", "since", "and", "and")

#: Clauses with their time still to come (`F`) and clauses about what is or was (`C`).
FUTURE = (
    "{np} would {verb} {np2} {time}",
    "{np} would not {verb} {np2} {reason}",
    "{np} will {verb} {np2} {place}",
    "{np} could {verb} {np2} {time}",
    "{np} was likely to {verb} {np2}",
    "{np} and {np2} would {verb} {np3} {time}",
)
PAST = (
    "{np} {past} {np2} {time}",
    "{np} had {past} {np2} {reason}",
    "{np} {past} {np2} {place}",
    "{np} had not {past} {np2}",
    "{np} was still under study {place}",
    "{np} depended on {np2}",
    "there was little interest in {np} {place}",
    "{np} remained the main obstacle to {np2}",
    "both {np} and {np2} had {past} {np3}",
)

#: The beginnings of sentences that nobody says in particular.
OPENINGS = ("", "", "", "", "Meanwhile, ", "In addition, ", "However, ", "At the same time, ", "As a result, ",
            "For its part, ", "Earlier, ", "Nevertheless, ")  # fmt: skip

#: What somebody says: the sentence, the cue in it, the kind of statement, and whether the clause is to come.
SAYINGS: tuple[tuple[str, str, str, bool], ...] = (
    ("{who} said that {c}.", "said", "claim", False),
    ("{who} told {us} that {c}.", "told", "claim", False),
    ("{who} said {c}.", "said", "claim", False),
    ("{who} noted that {c}.", "noted", "claim", False),
    ("{who} added that {c}.", "added", "claim", False),
    ("{who} stressed that {c}.", "stressed", "claim", False),
    ("{who} explained that {c}.", "explained", "claim", False),
    ("{who} claimed that {c}.", "claimed", "claim", False),
    ("{who} believes that {c}.", "believes", "claim", False),
    ("{who} complained that {c}.", "complained", "claim", False),
    ("According to {who}, {c}.", "According to", "claim", False),
    ("{who} predicted that {c}.", "predicted", "forecast", True),
    ("{who} expected that {c}.", "expected", "forecast", True),
    ("{who} told {us} that {c}.", "told", "forecast", True),
    ("{who} warned that {c}.", "warned", "forecast", True),
    ("{who} denied that {c}.", "denied", "denial", False),
    ("{who} acknowledged that {c}.", "acknowledged", "concession", False),
    ("{who} conceded that {c}.", "conceded", "concession", False),
    ("{who} estimated that {c}.", "estimated", "estimate", False),
)
QUOTED: tuple[tuple[str, str], ...] = (
    ("{who} called {np} “{words}.”", "called"),
    ("“{words},” {who} said.", "said"),
    ("{who} described {np} as “{words}.”", "described"),
)
QUOTATIONS = ("a matter of some urgency", "not a serious proposal", "the last chance for reform", "pure theater",
              "part of a larger design", "a step in the right direction", "too little and too late",
              "a private affair", "nothing more than rumor", "and nothing will come of it", "political suicide",
              "pounding on an open door", "not acceptable to any party", "central to our policy",
              "a house without a roof", "the price of peace")  # fmt: skip

#: Sentences with a typographic dash, and with an apostrophe.
ASIDES = (
    "{Np} – {np2} among them – {past} {np3}.",
    "{Np} {past} {np2} – {time}.",
)
OWNED = (
    "{Np}’s {noun} {past} {np2} {time}.",
    "{surname}’s {noun} {past} {np2}.",
    "It doesn’t follow that {np} {past} {np2}.",
    "They’re expected to {verb} {np}, and we’ve seen no {noun} of it.",
    "Post’s contacts didn’t {verb} {np} {place}.",
    "The country’s {adj} {noun} hasn’t {past} {np}.",
)
PLURAL_OWNED = ("The parties’ {noun} {past} {np}.", "The ministers’ {noun} was {past} {time}.")
#: Sentences that begin with the word a loading program looked for.
SECRETARIES = (
    "Secretary {surname} {past} {np} {time}.",
    "Secretary General {surname} {past} {np}.",
)
#: Sentences with names that have accents; where a machine has capitals only, they are not used.
ACCENTED = (
    "{Np} in the district of Sárancel {past} {np2}.",
    "The daily O Gonçelo criticized {np}.",
    "The governor of Rémolt {past} {np} {time}.",
)
FIGURES = (
    "{Np} amounted to {number} tons in {year}.",
    "{Np} rose by {percent} percent in {year}.",
    "About {number} people attended the rally on {day} {month}.",
    "The loan of {number} dollars is to be repaid by {year}.",
    "{Np} fell from {number} to {number2}.",
)
COMMENTS = (
    "We believe that {c}.", "In our view, {c}.", "It remains to be seen whether {c}.",
    "Post will follow {np} closely.", "{Np} bears watching.", "We see no reason to {verb} {np}.",
)  # fmt: skip
SUBJECTS = (
    "{noun} and {noun2}: {surname}'s views", "{adj} {noun}", "{surname} on {adj} {noun}", "{noun} of {adj} {noun2}",
    "{adj} {noun} and the {noun2} question", "visit of {surname}", "{noun}: {adj} {noun2} postponed",
    "meeting with {surname}: {adj} {noun}", "request for {adj} {noun}", "{city}: {adj} {noun} reported",
)  # fmt: skip

TITLES = ("Political Background", "The Economic Picture", "Next Steps", "What the Opposition Wants",
          "A Divided Cabinet Looks for a Way Out", "Comment", "The Regional Dimension of the Dispute",
          "Biographic Notes", "Prospects for the Spring Session of Parliament",
          "Trade, Aid and the Unfinished Business of Reform")  # fmt: skip

#: Offices that invented people hold: as printed before a name.
OFFICES = ("Foreign Minister", "Prime Minister", "Deputy Foreign Minister", "Finance Minister", "Interior Minister",
           "President", "Party Chairman", "Governor", "Senator", "General", "Ambassador", "Trade Minister",
           "Professor", "Bishop", "Judge", "Director General")  # fmt: skip
US = ("the Ambassador", "Poloff", "Econoff", "Emboff", "DCM", "the Charge")

#: Topics: their TAGS, and the words that belong to them more than to others.
TOPICS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("PGOV", "PREL"), "election"), (("PREL", "MARR"), "border"), (("ECON", "EFIN"), "budget"),
    (("ETRD", "EAGR"), "harvest"), (("PHUM", "PGOV"), "amnesty"), (("EAIR", "PREL"), "airline"),
    (("EAID", "ECON"), "loan"), (("PINR", "PGOV"), "cabinet"), (("SNAR", "PREL"), "patrol"),
    (("EPET", "ETRD"), "refinery"), (("PTER", "PREL"), "convoy"), (("OVIP", "PREL"), "visit"),
    (("TPHY", "SENV"), "drought"), (("CASC", "CPRS"), "detainee"), (("SCUL", "PREL"), "festival"),
)  # fmt: skip

#: Sounds that invented names are made of; no language in particular.
_FIRST = "Bra Ka Mor Te Sol Vi Ar Dor Lu Han Ost Per Ral Sen Tov Ul Wen Yar Zel Gor Fen Nar Cal Es Ib Jor Ro Ma".split()  # noqa: SIM905
_MIDDLE = "da len ri vo mi sta ke lo ran du be ga ni tor ma sel va ni".split()  # noqa: SIM905
_LAST = "dic man sky rov ez ado en olt berg ani ura iev ossa eld mar nik etti ung ayo ides".split()  # noqa: SIM905
#: Given names, of a man and of a woman by turns.
GIVEN = """
Anton Marta Davor Lucia Pavel Irena Tomas Elena Karel Rosa Emil Vera Oskar Nadia Hugo Clara Viktor Ines Jonas Petra
Samuel Teresa Aldo Mira Felix Dora Leon Katia Max Selma
""".split()  # noqa: SIM905
CITY_ENDINGS = ("grad", "ville", "mouth", "haven", "burgo", "stad", "polis", "pura")


def zipf(count: int) -> list[float]:
    """Cumulative weights for `random.choices`: the nth word is taken about 1/n times as often as the first."""
    return list(accumulate(1 / (rank + 3) for rank in range(count)))


def surname_parts() -> tuple[list[str], list[str], list[str]]:
    """Beginnings, middles and ends of invented surnames."""
    return _FIRST, _MIDDLE, _LAST
