"""The only room that writes SQL to change things."""
