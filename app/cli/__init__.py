"""The command line: parse, ask a query or run a step, print."""
