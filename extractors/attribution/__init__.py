"""Attribution: who is said to say it, where the text does not assert it itself (codebook section 3)."""

from extractors.attribution.choice import source_of_event
from extractors.attribution.reading import attribution_of
from extractors.attribution.speech import speech_of

__all__ = ["attribution_of", "source_of_event", "speech_of"]
