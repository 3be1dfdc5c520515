"""The only door outward: what may be reached, and how, for fetching and delivery alike."""
