"""Python texts: IPython cells and files. `cells` (what IPython would run), `knowledge` (what calls do), `evaluator`
(names and
constants followed through the program)."""

from interlock.analysis.python.evaluator import analyze_python

__all__ = ["analyze_python"]
