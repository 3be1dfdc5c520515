"""Publishers abroad on loopback sockets, with what goes wrong with them."""
