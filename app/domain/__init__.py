"""Nouns of the field: frozen values that import nothing above themselves."""
