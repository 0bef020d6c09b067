"""Shell texts: `reader` and `words` (text → tree), `expansion` (words → values), `evaluator` (statements → facts),
`programs` and `builtins` (what a start does)."""

from interlock.analysis.shell.evaluator import analyze_shell

__all__ = ["analyze_shell"]
