"""Why something cannot be read: the phrases that failures are grouped by."""

from __future__ import annotations

#: Every cause that a source gives, and what to make of it. One list for code, pages and docs.
CAUSES: dict[str, str] = {
    "JSON": "data for programs, and no telegram; also what `reftel read` writes, for it lacks the bytes as they came",
    "binary": "the bytes are no text: a picture, a program, a packed file or a document of an office program",
    "cannot be opened": "the system refuses to open it, for the reason named beside",
    "damaged PDF": "the PDF cannot be taken apart",
    "damaged row": "a row of a table has more or fewer cells than its other rows",
    "damaged zip": "a zip archive, or a member of it, is cut off or is not what its directory says",
    "empty": "there is nothing in it, or nothing but blanks",
    "encrypted PDF": "the PDF opens with a password only",
    "encrypted zip": "the member of a zip archive opens with a password only",
    "is a device or pipe": "it is no file and no folder",
    "is a link": "a member of a zip archive is a link, and is not followed",
    "is an archive of reftel": "the folder is an archive that reftel made, and no collection of telegrams",
    "link leads out of the folder": "a link leads out of its folder and is not followed; name the target to read it",
    "nested too deep": "more than three zip archives stand one in the other",
    "no permission": "the system does not allow to list the folder or to read the file",
    "no plain text": "a mail message has no part in plain text",
    "no text column": "no column of a table holds texts",
    "no text layer": "the pages of a PDF are pictures without text",
    "not found": "there is no such file or folder, or it has gone since it was listed",
    "path leads out of the zip": "the name of a member of a zip archive would write it elsewhere; it is not read",
    "reading failed": "a mistake in reftel: please report it with what is named beside",
    "too large": "one text has more than 64 MB, or a PDF or an inner zip archive unfolds to more than it may",
    "truncated PDF": "the end of the PDF is missing: what is left may be half of a telegram",
    "unknown compression": "a member of a zip archive is packed by a method that is not known here",
    "unknown encoding": "most letters above the ASCII range are in no encoding that can be told from the bytes",
    "zip bomb": "a zip archive, or a member of it, unfolds to many times what texts do",
}
