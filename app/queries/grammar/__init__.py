"""The one query grammar: signs to tokens, tokens to an expression, and an expression back."""
