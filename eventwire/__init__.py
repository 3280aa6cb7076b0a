"""FOR WHOM: the command line, the small Python API and the evaluation; what a person meets first.

Belongs here: commands, what they print, scores. Does not: extraction, SQL, files' formats (the rooms below).
"""

from __future__ import annotations

import importlib.metadata

__version__ = importlib.metadata.version("eventwire")
