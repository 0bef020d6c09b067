"""Shared by all tests: makes `tests/` importable for `builders`, and one run in CI like another."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

# A change is judged by the same examples each time; new ones are looked for at every desk, and by `make differential`.
settings.register_profile("ci", derandomize=True, print_blob=True)
if os.environ.get("CI") == "true":
    settings.load_profile("ci")
