"""How a telegram is shown, decided in one place for every face.

* `explain`   every line of a heading in plain words
* `words`     dates, numbers and sizes as people read them
* `safe`      control characters made visible: the text of a telegram is hostile to a terminal
* `telegram`  one telegram in a terminal
* `answers`   hits, lists and counts in a terminal
* `charts`    bars, serials, lanes of time, `networks` and `maps`: SVG with a table behind it
"""
