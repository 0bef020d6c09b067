"""The shell tree: what the reader makes of a text, and all that expansion and effects see.

Every node has `span`, half-open character offsets into the unit's text. Texts inside are decoded (quotes removed,
escapes resolved) but nothing is expanded. What the reader cannot read is an `OpaqueNode`, never left out.
"""

from __future__ import annotations

from typing import Literal as L

import msgspec

from interlock.model.facts import OpaqueCode, Span


class _Node(msgspec.Struct, frozen=True, gc=False):
    """Base of all nodes: a struct, since most of the time of reading would go into making dataclasses. None holds
    itself, so garbage collection need not look at them."""


# --- words ------------------------------------------------------------------------------------------------------------


class Lit(_Node, frozen=True, gc=False):
    """Literal characters. `quoted`: by backslash or quotes, so no globbing, no splitting, no tilde, no keyword."""

    span: Span
    text: str
    quoted: bool = False


class DoubleQuoted(_Node, frozen=True, gc=False):
    """`"…"`, and `$"…"` (the same without a message catalogue)."""

    span: Span
    parts: tuple[Part, ...]


class Parameter(_Node, frozen=True, gc=False):
    """`$x`, `${x…}`. `$"` and `$'` are not parameters."""

    span: Span
    name: str
    """`HOME`, `1`, `@`, `*`, `#`, `?`, `-`, `$`, `!`, `_`."""
    subscript: Word | None = None
    """`[…]` of `${a[…]}`; for `@` and `*` a word of that one literal."""
    indirect: bool = False
    """`${!x}`."""
    length: bool = False
    """`${#x}`."""
    prefix_names: bool = False
    """`${!x*}`, `${!x@}`: names of variables; `${!a[@]}`: keys."""
    operator: str = ""
    """One of `:- - := = :? ? :+ + # ## % %% / // /# /% ^ ^^ , ,, ~ ~~ :` (substring) or `@Q @E @P @A @a @K @k @U @u
    @L`."""
    operands: tuple[Word, ...] = ()
    """Word operand; of `/` pattern and replacement; of `:` offset and length (arithmetic texts)."""


class CommandSubstitution(_Node, frozen=True, gc=False):
    """`$(…)`, backticks, and bash 5.3's `${ …; }` and `${| …; }`."""

    span: Span
    body: Script
    form: L["dollar", "backtick", "function", "reply"] = "dollar"


class ProcessSubstitution(_Node, frozen=True, gc=False):
    """`<(…)` and `>(…)`."""

    span: Span
    direction: L["<", ">"]
    body: Script


class Arithmetic(_Node, frozen=True, gc=False):
    """An arithmetic text: `$((…))`, `$[…]`, `((…))`, subscripts, offsets. `parts` hold the text with its expansions."""

    span: Span
    parts: tuple[Part, ...]


class GlobPart(_Node, frozen=True, gc=False):
    """Unquoted `*` and `?` in a row, or a bracket expression, as written."""

    span: Span
    text: str


class ExtGlob(_Node, frozen=True, gc=False):
    """`@(…|…)`, `?(…)`, `*(…)`, `+(…)`, `!(…)`."""

    span: Span
    operator: L["@", "?", "*", "+", "!"]
    alternatives: tuple[Word, ...]


class Braces(_Node, frozen=True, gc=False):
    """`{a,b,c}`. Made where bash would expand it (bash dialect, not in assignments, at least one unquoted comma)."""

    span: Span
    alternatives: tuple[Word, ...]


class BraceRange(_Node, frozen=True, gc=False):
    """`{1..9}`, `{a..e..2}`."""

    span: Span
    first: str
    last: str
    step: str = ""


class Tilde(_Node, frozen=True, gc=False):
    """`~`, `~user`, `~+`, `~-` where bash expands it."""

    span: Span
    user: str


class OpaqueNode(_Node, frozen=True, gc=False):
    """What the reader could not read, as a part of a word, a command or a whole text."""

    span: Span
    code: OpaqueCode
    detail: str = ""


Part = (
    Lit
    | DoubleQuoted
    | Parameter
    | CommandSubstitution
    | ProcessSubstitution
    | Arithmetic
    | GlobPart
    | ExtGlob
    | Braces
    | BraceRange
    | Tilde
    | OpaqueNode
)


class Word(_Node, frozen=True, gc=False):
    """One shell word. No parts: an empty word can only be made by quotes (one empty quoted `Lit`)."""

    span: Span
    parts: tuple[Part, ...]

    def literal(self) -> str | None:
        """Its text where nothing in it is expanded (quotes allowed), else None."""
        texts: list[str] = []
        for part in self.parts:
            if not isinstance(part, Lit):
                return None
            texts.append(part.text)
        return "".join(texts)


# --- commands ---------------------------------------------------------------------------------------------------------


class Heredoc(_Node, frozen=True, gc=False):
    """Body of `<<` and `<<-`. `parts`: one quoted `Lit` where the delimiter was quoted, else text with expansions."""

    span: Span
    """Of the body's lines, without the delimiter line."""
    delimiter: str
    quoted: bool
    strip_tabs: bool
    parts: tuple[Part, ...]
    terminated: bool = True
    """False where the text ends before the delimiter: bash warns and runs it all the same."""


class Redirection(_Node, frozen=True, gc=False):
    """`[fd]op target`. For `<<` and `<<-` `heredoc` holds the body and `target` the delimiter word."""

    span: Span
    operator: L["<", ">", ">>", ">|", "<>", "<&", ">&", "&>", "&>>", "<<", "<<-", "<<<"]
    target: Word
    fd: int | None = None
    variable: str | None = None
    """`{name}>file`."""
    heredoc: Heredoc | None = None


class ArrayLiteral(_Node, frozen=True, gc=False):
    """`(…)` of an assignment; a key where the element is written `[key]=value`."""

    span: Span
    elements: tuple[tuple[Word | None, Word], ...]


class Assignment(_Node, frozen=True, gc=False):
    span: Span
    name: str
    value: Word | ArrayLiteral
    subscript: Word | None = None
    append: bool = False


class SimpleCommand(_Node, frozen=True, gc=False):
    """Assignments, words, redirections; of declaration builtins (`declare`, `export`, `local`, `readonly`, `typeset`,
    `alias` not) assignment-shaped arguments stand in `words` as words, and once more in `declared` with array values
    read."""

    span: Span
    assignments: tuple[Assignment, ...]
    words: tuple[Word, ...]
    redirections: tuple[Redirection, ...]
    declared: tuple[Assignment, ...] = ()


class Pipeline(_Node, frozen=True, gc=False):
    """`[time] [!] a | b |& c`. One stage where there is only `!` or `time`."""

    span: Span
    stages: tuple[Node, ...]
    stderr_too: tuple[bool, ...]
    """For each `|` whether it was `|&`."""
    negated: bool = False
    timed: bool = False


class AndOr(_Node, frozen=True, gc=False):
    """`a && b || c`."""

    span: Span
    items: tuple[Node, ...]
    operators: tuple[L["&&", "||"], ...]


class Statement(_Node, frozen=True, gc=False):
    """A list item: what it runs and whether `&` put it into the background."""

    span: Span
    body: Node
    background: bool = False


class Script(_Node, frozen=True, gc=False):
    """A list of statements: a whole text, or the inside of a compound or of a substitution."""

    span: Span
    statements: tuple[Statement, ...]
    comments: tuple[Span, ...] = ()


class _Redirected(_Node, frozen=True, gc=False, kw_only=True):
    redirections: tuple[Redirection, ...] = ()


class Compound(_Redirected, frozen=True, gc=False):
    """Base fields of compound commands: their redirections apply to all inside."""

    span: Span


class Subshell(Compound, frozen=True, gc=False):
    body: Script


class Group(Compound, frozen=True, gc=False):
    body: Script


class If(Compound, frozen=True, gc=False):
    branches: tuple[tuple[Script, Script], ...]
    """(condition, body) of `if` and each `elif`."""
    otherwise: Script | None


class Loop(Compound, frozen=True, gc=False):
    """`while` and `until`."""

    kind: L["while", "until"]
    condition: Script
    body: Script


class For(Compound, frozen=True, gc=False):
    """`for` and `select`. `words` None: over the positional parameters."""

    kind: L["for", "select"]
    name: str
    words: tuple[Word, ...] | None
    body: Script


class ArithmeticFor(Compound, frozen=True, gc=False):
    header: tuple[Arithmetic, Arithmetic, Arithmetic]
    body: Script


class CaseArm(_Node, frozen=True, gc=False):
    span: Span
    patterns: tuple[Word, ...]
    body: Script
    terminator: L[";;", ";&", ";;&"]


class Case(Compound, frozen=True, gc=False):
    subject: Word
    arms: tuple[CaseArm, ...]


class FunctionDefinition(Compound, frozen=True, gc=False):
    name: str
    body: Node


class Coprocess(Compound, frozen=True, gc=False):
    name: str
    body: Node


class ArithmeticCommand(Compound, frozen=True, gc=False):
    """`((…))`."""

    expression: Arithmetic


class Condition(Compound, frozen=True, gc=False):
    """`[[ … ]]`, as the flat sequence of its words and operators: policy needs what is expanded, not the truth
    value."""

    items: tuple[Word, ...]
    """Operands."""
    operators: tuple[str, ...]
    """`-f`, `==`, `=~`, `-eq`, `&&`, … in order."""
    arithmetic: tuple[Word, ...] = ()
    """Operands of `-eq` and kin, which are evaluated as arithmetic."""
    names: tuple[Word, ...] = ()
    """Operands of `-v` and `-R`, whose subscripts are evaluated."""


Node = (
    SimpleCommand
    | Pipeline
    | AndOr
    | Subshell
    | Group
    | If
    | Loop
    | For
    | ArithmeticFor
    | Case
    | FunctionDefinition
    | Coprocess
    | ArithmeticCommand
    | Condition
    | OpaqueNode
)


_CHILDREN: dict[type, tuple[str, ...]] = {}
_NO_NODES = {
    "span",
    "text",
    "name",
    "fd",
    "variable",
    "operator",
    "operators",
    "comments",
    "quoted",
    "kind",
    "terminator",
}
"""Fields that hold no nodes, in whatever class."""


def children(node: object) -> list[object]:
    """What a node may hold nodes in: nodes, tuples of them, and other values; nothing for what is no node."""
    kind = type(node)
    names = _CHILDREN.get(kind)
    if names is None:
        fields = kind.__struct_fields__ if issubclass(kind, _Node) else ()
        names = _CHILDREN[kind] = tuple(name for name in fields if name not in _NO_NODES)
    return [getattr(node, name) for name in names]


class Tree(_Node, frozen=True, gc=False):
    """What a reader returns."""

    script: Script
    opaque: tuple[OpaqueNode, ...] = ()
    """Every opaque node in the tree, and last, where the text could not be read to its end, the rest of it."""
    behind: tuple[Statement, ...] = ()
    """What stands in that rest: each of its lines read as a text of its own, and what can be made out of those that
    cannot be read."""
