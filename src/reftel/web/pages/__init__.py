"""One module a page: what it asks of the archive, and what its template gets."""
