"""A whole short telegram of the 2000s, in good condition."""

PLAIN = """VZCZCXRO0042
RR RUEHXX
DE RUEHPE #0042 0101200
ZNR UUUUU ZZH
R 101200Z JAN 08
FM AMEMBASSY LIMA
TO RUEHC/SECSTATE WASHDC 1234

UNCLAS LIMA 000042

E.O. 12958: N/A
TAGS: PREL PE
SUBJECT: FISHING

REF: LIMA 12

1. Summary: The fleet
sailed. End summary.

The Harbour
-----------

2. It did not &come back8.
DOE
"""
