"""JavaScript and TypeScript texts.

`syntax`: text → tree. `evaluator`: names and constants followed through the program, by concern in `state`, `names`,
`expressions`, `functions`, `statements`. `members`, `methods`, `builtins`: what values offer. `folding`: pure functions
of constants. `calls`, `apis`: what calls do, as `apis.toml` says. `modules`: what `require` and `import` give.
`effects`: facts. `repl`, `definitions`: cells.
"""

from interlock.analysis.javascript.evaluator import analyze_javascript

__all__ = ["analyze_javascript"]
