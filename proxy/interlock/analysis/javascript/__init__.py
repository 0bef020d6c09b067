"""JavaScript and TypeScript texts. `syntax` (text → tree), `evaluator` (names and constants followed through the
program), `members`, `methods` and `builtins` (what values offer), `folding` (pure functions of constants), `calls` and
`apis` (what calls do, as `apis.toml` says), `modules` (what `require` and `import` give), `effects` (facts)."""

from interlock.analysis.javascript.evaluator import analyze_javascript

__all__ = ["analyze_javascript"]
