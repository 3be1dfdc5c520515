"""Doubles of publishers on loopback sockets, each with the traps its service is known for."""
