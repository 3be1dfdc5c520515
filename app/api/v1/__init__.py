"""The first version of the interface; names here are kept."""
