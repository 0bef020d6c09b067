"""One Python text, from source to facts: read by two readers, evaluated in order, its names remembered.

CPython's own `ast` is the first reader, tree-sitter-python the second: calls that only the second sees are a
disagreement. A text that
the first refuses is opaque as a whole, for CPython would not run it.
"""

from __future__ import annotations

import ast
import codecs
import itertools
import re
import warnings
from typing import Any

import tree_sitter
import tree_sitter_python

from interlock.analysis import embedded
from interlock.analysis.builder import FactsBuilder
from interlock.analysis.cells import ANY
from interlock.analysis.python import cells, definitions
from interlock.analysis.python.calls import Later
from interlock.analysis.python.power import is_powerful
from interlock.analysis.python.statements import Statements
from interlock.analysis.python.unknown import Names, names_in, unknown
from interlock.analysis.python.values import (
    UNKNOWN,
    Choice,
    Const,
    Function,
    Mapping,
    Namespace,
    Object,
    Partial,
    Ref,
    Scope,
    Walked,
)
from interlock.analysis.reporter import Stop
from interlock.model import facts as f
from interlock.model.session import Definitions

_LANGUAGE = tree_sitter.Language(tree_sitter_python.language())
_CALLS = tree_sitter.Query(_LANGUAGE, "(call) @call")
_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BLANK = re.compile(rb"^[ \t\f]*(?:#.*)?$")
_MOST_TWICE = 64 * 1024
"""Characters of the longest text that the second reader reads as well."""
_MOST_AROUND = 8 * 1024


def analyze_python(builder: FactsBuilder, text: str, unit: int, around: embedded.Surroundings) -> None:
    """Facts of a Python text that is unit `unit` already. Never raises on content."""
    whole = f.Span(0, len(text))
    encoding = _cookie(text)
    if encoding is not None and not around.cell and _codec(encoding) not in ("utf-8", "ascii"):
        builder.whole_opaque("encoding", unit, whole, encoding)
        return
    evaluator = Evaluator(builder, text, unit, around)
    source = text
    if around.cell:
        evaluator.recall(around.kernel)
        evaluator.shells_of(text, evaluator.module_scope)
        made = cells.transformed(text)
        if made is None:
            builder.whole_opaque("parse_error", unit, whole, "IPython's own transformer refuses the cell")
            return
        source = cells.autocall(text) or made
    else:
        evaluator.starts()
    if _depth(source) > builder.limits.code_depth:
        builder.limit("code_depth")
        builder.whole_opaque("depth", unit, whole)
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source.lstrip("\ufeff"))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        builder.whole_opaque("parse_error", unit, whole, str(error)[:200])
        return
    evaluator.run(tree, source.lstrip("\ufeff"))


def _cookie(text: str) -> str | None:
    """The encoding that PEP 263 reads from the first two lines."""
    for line in text.encode("utf-8", "replace").split(b"\n", 2)[:2]:
        if match := _COOKIE.match(line):
            return match.group(1).decode("ascii", "replace")
        if not _BLANK.match(line):
            return None
    return None


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name.replace("_", "-")).name
    except LookupError:
        return name


def _depth(text: str) -> int:
    """Nesting of brackets and of indentation, before any parser sees it."""
    depth = most = 0
    for bracket in re.findall(r"[()\[\]{}]", text):
        if bracket in "([{":
            depth += 1
            most = max(most, depth)
        elif depth:
            depth -= 1
    if re.search(r"(?:[-~+]|not\s){200}|(?:\.\w+){2000}", text):
        return 10**6
    if any(line.count("else") > 200 or line.count("lambda") > 90 for line in text.split("\n")):
        return 10**6
    indent = max((len(match) for match in re.findall(r"^[ \t]+", text, re.MULTILINE)), default=0)
    return max(most, indent // 2 if indent < 200 else indent)


def _reads(held: list[Any]) -> set[str]:
    """The names that functions of the text read, and those that they call."""
    names: set[str] = set()
    seen: set[int] = set()
    while held and len(seen) < 256:
        value = held.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        match value:
            case Partial(callee=callee, args=args):
                held += [callee, *args]
            case Choice(values=values):
                held += values
            case Object(cls=cls):
                held.append(cls)
                names.add(cls.node.name)
            case Function(node=node, scope=scope):
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Name) and inner.id not in names:
                        names.add(inner.id)
                        held.append(scope.get(inner.id))
    return names


class Evaluator(Statements):
    """One unit."""

    def __init__(self, builder: FactsBuilder, text: str, unit: int, around: embedded.Surroundings) -> None:
        super().__init__(builder, text, unit, around)
        self.aliases = {}
        self.active = []
        self.called = set()
        self.escaped = set()
        self.used = set()
        self.functions = []
        self.defaults = {}
        self.function_attributes = {}
        self.loops_left = {}
        self.remembered = frozenset()
        self.forgotten = frozenset()
        self.postponed = False
        self.leaving = False
        self.making = set()
        self.widened = set()
        self.later = []
        self.deferred = []
        self.taken = {}
        self.used_later = {0}
        self.opened_trees = False
        self.shown = UNKNOWN
        self.module_scope = Scope()
        self.quiet = False

    # --- memory -------------------------------------------------------------------------------------------------------

    def recall(self, kernel: Definitions | None) -> None:
        """Bind what earlier cells of the context defined, by running their definitions again without reporting them."""
        self.module_scope.names["get_ipython"] = Ref("get_ipython_factory")
        if kernel is None:
            return
        self.forgotten = frozenset(kernel.forgotten)
        if not kernel.statements:
            return
        scratch = FactsBuilder(self.builder.entry, self.builder.limits)
        source = "\n".join(kernel.statements)
        scratch.add_unit(source, "python", readers=())
        world = embedded.World(files=dict(self.world.files), deadline=self.world.deadline)
        earlier = Evaluator(scratch, source, 0, self.around.with_(world=world, kernel=None))
        earlier.quiet = True
        outputs = Mapping({}, exact=False)
        earlier.module_scope.names |= {
            "get_ipython": Ref("get_ipython_factory"),
            **dict.fromkeys(("_", "__", "___"), UNKNOWN),
            **dict.fromkeys(("Out", "_oh"), outputs),
        }
        try:
            tree = ast.parse(source)
            for node in ast.walk(tree):
                if hasattr(node, "end_lineno"):
                    node.end_lineno = None  # its place is in no text of this unit
            earlier.block(tree.body, earlier.module_scope)
        except (Stop, SyntaxError, RecursionError):
            self.opaque("timeout", ast.Pass(), "what earlier cells defined is too much to recall")
        self.module_scope = earlier.module_scope
        self.deferred = earlier.later
        self.aliases = earlier.aliases
        self.defaults = earlier.defaults
        self.function_attributes = earlier.function_attributes
        self.around = self.around.with_(cwd=earlier.around.cwd, env=earlier.around.env)
        self.world.modules_seen.update(world.modules_seen)
        self.world.search.update(world.search)
        for name in {n for text in kernel.statements for n in definitions.changed_since(text, self.world.files)}:
            self.module_scope.names[name] = Walked()
            self.forgotten |= {name}
        self.remembered = frozenset(self.module_scope.names) - {"get_ipython"}

    def starts(self) -> None:
        """What the interpreter itself does before a program that is no cell: its directory, `sitecustomize`."""
        first = self.around.positional[0] if self.around.positional else None
        if isinstance(first, f.Literal) and "/" in first.text and self.around.module is None:
            self.searched(Const(first.text.rpartition("/")[0] or "/"))
        if self.added():
            for module in ("sitecustomize", "usercustomize"):
                self.import_file(module, ast.Pass())

    # --- running ------------------------------------------------------------------------------------------------------

    def run(self, tree: ast.Module, source: str) -> None:
        self.same = source.rstrip("\n") == self.text.lstrip("\ufeff").rstrip("\n") and not self.text.startswith(
            "\ufeff"
        )
        self.postponed = any(
            isinstance(s, ast.ImportFrom) and s.module == "__future__" and any(n.name == "annotations" for n in s.names)
            for s in tree.body[:8]
        )
        scope = self.module_scope
        names: Names | None = None
        try:
            self.block(tree.body, scope)
            self._later(self._touched(tree))
            self._uncalled()
            self.lost(self.module_scope, self.shown, self.function_attributes)
            self._second_reader(tree, source)
            self._tell_unknown(names := names_in(tree), scope)
        except Stop:
            pass
        except RecursionError:
            self.builder.limit("code_depth")
            self.builder.opaque("depth", self.unit, f.Span(0, len(self.text)))
        if self.around.cell and self.unit == 0:
            self.world.definitions = definitions.of_cell(
                tree,
                source,
                scope,
                self.around.kernel,
                self.shown,
                self.world.files,
                understood=self.builder.understood("python"),
                any_bound=names is None or ANY in names.bound,
                lasting={id(later[3]) for later in self.later},
            )
        elif (name := self.around.module) is not None:
            self.world.modules_seen[name] = scope

    def _tell_unknown(self, names: Names, scope: Scope) -> None:
        """Say which names nothing that was seen defines."""
        earlier = self.around.kernel.bound if self.around.kernel and self.around.cell else ()
        for use, called in unknown(names, {*earlier, *scope.names}):
            self.builder.unknown_name(self.unit, use.id, self.span(use), called=called)

    deferred: list[Later]
    """Calls that something else makes of what earlier cells gave it."""

    def _touched(self, tree: ast.Module) -> list[Later]:
        """The deferred calls that read what this cell speaks of: they may do something else from now on."""
        if not self.deferred:
            return []
        spoken = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        return [later for later in self.deferred if spoken & _reads([later[0], *later[1], *later[2].values()])]

    def _later(self, calls: list[Later]) -> None:
        """Threads, timers and what is registered run when the text has come further, or to its end."""
        outer = self.certainty
        self.certainty = "possible"
        # The list grows: what is called may hand on others.
        for callee, args, kwargs, node, around in itertools.islice(itertools.chain(calls, self.later), 64):
            if isinstance(callee, Function | Partial | Choice):
                self.call(callee, args, kwargs, node, around)
        self.certainty = outer

    def _uncalled(self) -> None:
        """What is defined and not called here may be called by a later cell, a callback, a framework."""
        for function in list(self.functions):
            node = function.node
            if id(node) in self.called:
                continue
            self.hypothetical = self._waits(function)
            self.enter(function, [], {}, unknown=True)
            self.hypothetical = False

    def _waits(self, function: Function) -> bool:
        """A function that nobody here hands on waits for whoever calls it by its name: its calls will tell."""
        node, scope = function.node, function.scope
        if id(node) in self.escaped:
            return False
        if not isinstance(scope, Scope) or not scope.class_body or isinstance(node, ast.Lambda):
            return not isinstance(node, ast.Lambda) and node.name not in self.used
        name, cls = node.name, scope.names.get("the class")
        # What the interpreter calls by itself is no call that this text shows.
        by_itself = name.startswith("_") and name.endswith("_") and name not in ("__init__", "__new__", "__call__")
        return not by_itself and (cls is None or id(cls.node) not in self.escaped)

    def evaluated(self, text: str, how: str, given: Any) -> bool:
        """A text for exec or eval that runs in the names of this one."""
        if len(text) > _MOST_AROUND or _depth(text) > 50 or len(self.active) > 8:
            return False
        around = self._names_for(given)
        if around is None:
            return False
        try:
            tree = ast.parse(text.strip() if how == "eval" else text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
        unit = self.child_unit(text, "python", f"{how}()", given.node)
        if unit is None:
            return False
        inner = Evaluator(self.builder, text, unit, self.around.with_(context=self.context, certainty=self.certainty))
        inner.module_scope = around.module()
        inner.taken, inner.used_later, inner.opened_trees = self.taken, self.used_later, self.opened_trees
        inner.remembered, inner.forgotten, inner.aliases = self.remembered, self.forgotten, self.aliases
        inner.defaults, inner.function_attributes = self.defaults, self.function_attributes
        inner.active, inner.called, inner.escaped = [*self.active, tree], self.called, self.escaped
        inner.texts, inner.functions, inner.used = self.texts, self.functions, self.used
        inner.steps = self.steps
        inner.last_value = UNKNOWN
        values = []
        for statement in tree.body:
            if isinstance(statement, ast.Expr):
                values.append(inner.value(statement.value, around))
            else:
                inner.statement(statement, around)
        self.steps = inner.steps
        self.last_value = values[-1] if how in ("eval", "get_ipython.ev") and values else UNKNOWN
        return True

    def _names_for(self, given: Any) -> Scope | None:
        """The names in which a text runs: those around it, or the dictionaries that it is given; None for others."""
        named = [given.kwargs[key] for key in ("globals", "locals", "globs") if key in given.kwargs]
        held = [*given.args[1:], *named] if not given.name.startswith("timeit.") else named
        held = [item for item in held[:2] if not (isinstance(item, Const) and item.value is None)]
        around: Scope = given.scope
        for at, item in enumerate(held):
            if isinstance(item, Namespace) and not item.name:
                continue
            if isinstance(item, Object | Walked) or (isinstance(item, Namespace | Ref) and is_powerful(item)):
                self.opaque("dynamic_code", given.node, f"{given.name} in names that are not followed")
            if not isinstance(item, Mapping):
                return None
            builtins = item.items.get("__builtins__")
            outer = Scope(dict(builtins.items)) if isinstance(builtins, Mapping) else None
            around = Scope(item.items, around if at else outer)
        return around

    def _second_reader(self, tree: ast.Module, source: str) -> None:
        if len(source) > _MOST_TWICE:
            return
        parsed = tree_sitter.Parser(_LANGUAGE).parse(source.encode("utf-8", "surrogatepass"))
        if parsed.root_node.has_error:
            return
        seen = len(tree_sitter.QueryCursor(_CALLS).captures(parsed.root_node).get("call", []))
        here = sum(isinstance(node, ast.Call) for node in ast.walk(tree))
        if seen > here:
            whole = f.Span(0, len(self.text))
            self.builder.opaque("parser_disagreement", self.unit, whole, f"{seen} calls, {here} by ast")
