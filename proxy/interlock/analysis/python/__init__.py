"""Python texts: IPython cells and files.

Where to look: `cells` (what IPython would make of a cell), `magics` (what magics do), `apis/*.toml` and `knowledge`
(what calls do),
`effects` (how that becomes facts), `report` (facts with spans), `values` (what a name may hold), `folding` (pure
functions of constants),
`builtin`, `calls`, `expressions`, `statements` (evaluation), `power` (what must not be lost from sight), `pickles`,
`definitions` (what
later cells know), `evaluator` (one text from source to facts).
"""

from interlock.analysis.python.evaluator import analyze_python

__all__ = ["analyze_python"]
