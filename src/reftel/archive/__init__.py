"""The archive: one folder with every source, record and index."""
