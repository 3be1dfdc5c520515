"""OnRecord: what the news says about export controls, held against what the record says."""

__version__ = "0.1.0"
