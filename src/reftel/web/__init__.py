"""The reading room: the archive in a browser.

Every page is made here and needs no script; every page is also data. Start with `app.py`, which lists all addresses.

* `place`     an address with the forms it is given in, and what a handler is asked
* `room`      the archive, its threads, and what is remembered between requests
* `answering` from what a handler gives to a response, and from an error to a page
* `security`  what no page may do, who may come in, what may be changed
* `pages`     one module a page: ask, then show
"""
