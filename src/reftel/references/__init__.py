"""Reading the strings in which telegrams name other telegrams."""
