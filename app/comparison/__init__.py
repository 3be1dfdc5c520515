"""Two things held against each other: pure, and every judgement can be followed to its words."""
