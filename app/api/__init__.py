"""`/api/v1`: parse, ask a query, return its view."""
