"""What can change the grammar of the lines behind it: aliases, `extglob`, POSIX mode (bash manual, 6.6, 6.11)."""

from __future__ import annotations

from interlock.analysis.shell import syntax as s

_STATEFUL_BUILTINS = {
    *(".", "source", "eval", "builtin", "command", "exec", "shopt", "set", "alias", "unalias", "enable", "trap"),
    *("declare", "typeset", "local", "export", "readonly", "read", "mapfile", "readarray", "printf", "getopts"),
    *("unset", "shift", "test", "[", "wait", "hash", "history", "fc", "bg", "fg", "disown", "suspend", "logout"),
    *("complete", "compgen", "compopt", "help", "bind", "caller", "let"),
}
"""Those that set options, aliases or variables, evaluate arithmetic, or run text."""
_VARIABLES = {"POSIXLY_CORRECT", "BASH_ALIASES", "BASH_COMPAT", "BASHOPTS", "SHELLOPTS"}
ENVIRONMENT = _VARIABLES | {"BASH_ENV", "ENV"}
"""Variables whose presence changes the grammar from the start, or may."""


def keeps_grammar(script: s.Script) -> bool:
    """Whether lines behind `script` are certainly read as those in it are: it starts programs, whose names it spells
    out, and such builtins as change nothing that reading depends on; it computes nothing that could assign a variable.
    """
    pending: list[object] = [script]
    while pending:
        node = pending.pop()
        if isinstance(node, tuple):
            pending.extend(node)
            continue
        if not _keeps(node):
            return False
        pending.extend(s.children(node))
    return True


def _keeps(node: object) -> bool:
    match node:
        case s.SimpleCommand(words=()):
            return True
        case s.SimpleCommand(words=words):
            name = words[0].literal()
            return name is not None and name not in _STATEFUL_BUILTINS
        case s.Assignment(name=name, subscript=subscript):
            return name not in _VARIABLES and subscript is None
        case s.For(name=name):
            return name not in _VARIABLES
        case s.Redirection(variable=variable):
            return variable is None
        case s.Parameter(operator=operator, subscript=subscript):
            return subscript is None and operator not in ("=", ":=", ":", "@P")
        case s.Condition(arithmetic=arithmetic, names=names):
            return not arithmetic and not names
        case s.Arithmetic() | s.ArithmeticCommand() | s.ArithmeticFor() | s.OpaqueNode() | s.Coprocess():
            return False
    return True
