"""All rewrites. Each module is a few families; importing this package declares them (see `fuzzing.rewrite`)."""

from interlock.workbench.fuzzing.rewrites import (
    carriers,
    embedding,
    encodings,
    expansions,
    flow,
    javascript,
    options,
    paths,
    python,
    quoting,
    redirections,
)

__all__ = [
    "carriers",
    "embedding",
    "encodings",
    "expansions",
    "flow",
    "javascript",
    "options",
    "paths",
    "python",
    "quoting",
    "redirections",
]
