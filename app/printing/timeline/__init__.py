"""A timeline as SVG, CSV and text: the same view at every door."""
