"""Standards to plain structures: this room knows RSS, not Reuters."""
