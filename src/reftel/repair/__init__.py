"""The chain of named rules that propose repairs over an unchanged source."""
