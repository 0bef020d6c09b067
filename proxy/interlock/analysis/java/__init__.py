"""Java: `reader` (tree-sitter's tree → ours), `evaluator` (classes, strings, reflection), `apis.toml` (known calls)."""

from interlock.analysis.java.evaluator import analyze_java

__all__ = ["analyze_java"]
