"""The measured numbers, each beside a peer run on the same rows in the same minute."""
