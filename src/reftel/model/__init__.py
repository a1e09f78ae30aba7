"""What a telegram is, as plain frozen data: the names and meanings of the record (`docs/record.md`)."""
