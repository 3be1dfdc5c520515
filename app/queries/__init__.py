"""The reading room: a question in, a frozen view out; the same room behind every door."""
