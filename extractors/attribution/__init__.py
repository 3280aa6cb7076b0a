"""Attribution: who is said to say it, where the text does not assert it itself (codebook section 3)."""

from extractors.attribution.choice import source_of_event
from extractors.attribution.features import Asked
from extractors.attribution.judging import judge_source
from extractors.attribution.reading import attribution_of
from extractors.attribution.speech import Speech, speech_of

__all__ = ["Asked", "Speech", "attribution_of", "judge_source", "source_of_event", "speech_of"]
