"""Things joined to things, given the candidates: pure, and each joining says why."""
