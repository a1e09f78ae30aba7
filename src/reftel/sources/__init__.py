"""Where telegrams are found: folders, files, zip archives; text, HTML, PDF, CSV."""
