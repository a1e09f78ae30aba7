"""Where telegrams are found: folders, files, zip archives; text, HTML, PDF, CSV.

`find_places` turns paths into places, `read_place` turns a place into documents. Neither knows what a telegram looks
like, and neither raises: what cannot be read is yielded as `Unreadable` with its cause.
"""

from reftel.sources.causes import CAUSES
from reftel.sources.described import describe
from reftel.sources.document import Document
from reftel.sources.find import find_places
from reftel.sources.place import Place
from reftel.sources.read import read_place

__all__ = ["CAUSES", "Document", "Place", "describe", "find_places", "read_place"]
