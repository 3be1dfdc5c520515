"""What several doors show alike: the same picture on a page, in a shell and in a feed."""
