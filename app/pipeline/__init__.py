"""Verbs: each step reads what the step before wrote, and none calls the next."""
