"""Any question as a feed: what its page shows, for a reader that asks again by itself."""
