"""Status: occurred, ongoing, planned, possible or denied, as the text presents a happening (codebook section 3)."""

from extractors.status.reading import status_of

__all__ = ["status_of"]
