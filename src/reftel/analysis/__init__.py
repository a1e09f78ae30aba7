"""What the archive can be asked: pure functions over telegrams."""
