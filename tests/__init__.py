"""Sentences about the world, and the servers and browsers they are tried on."""
