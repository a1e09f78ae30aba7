"""The command line: ask, then show."""
