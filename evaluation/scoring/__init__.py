"""How well what was made is understood: parts of `evaluation/made.py`."""
