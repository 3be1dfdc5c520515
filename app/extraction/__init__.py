"""Texts to mentions and facts, by rules that can be named: the same bytes out for the same in."""
