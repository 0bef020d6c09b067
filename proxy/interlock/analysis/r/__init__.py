"""R: `reader` (text → tree; what it does not know is opaque), `evaluator` (names, functions, what they compute),
`apis.toml` (what known functions do)."""

from interlock.analysis.r.evaluator import analyze_r

__all__ = ["analyze_r"]
