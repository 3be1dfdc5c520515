"""Asks publishers for what they publish, politely, and through egress alone."""
