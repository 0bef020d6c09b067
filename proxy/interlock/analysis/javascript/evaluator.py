"""Statements and expressions: names and constants followed through the program in the order in which it runs.

Where the order is not known (branches, loops, callbacks, names that several functions assign) a name holds all it may
hold. What is never called here is entered at the end, for a later cell, a framework or an implicit conversion may.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field

from interlock.analysis import embedded
from interlock.analysis.builder import FactsBuilder
from interlock.analysis.javascript import folding, repl
from interlock.analysis.javascript.calls import Calls
from interlock.analysis.javascript.definitions import SEPARATOR, of_cell
from interlock.analysis.javascript.effects import Effects, Stop
from interlock.analysis.javascript.knowledge import EXPORTS, api, modules, telling_name
from interlock.analysis.javascript.members import Members
from interlock.analysis.javascript.syntax import FUNCTIONS, Node, Source, identifier, number, parse, unescaped
from interlock.analysis.javascript.values import (
    NOTHING,
    NUMBER,
    UNKNOWN,
    Accessor,
    Anything,
    Array,
    Bound,
    Class,
    Const,
    Function,
    Held,
    Hidden,
    Instance,
    Method,
    Obj,
    Ref,
    Scope,
    choice,
    each,
    mixed,
    shown,
    text_of,
    truth,
)
from interlock.model import facts as f
from interlock.model.session import Definitions

_MOST_STEPS = 100_000
_MOST_CALL_DEPTH = 24
_MOST_SAME_FUNCTION = 2
_MOST_UNROLLED = 2_000
_MOST_PRECISE_STEPS = 8_000
"""Past these, loops are no longer followed turn by turn, nor functions for each of many calls."""
_MOST_PRECISE_ENTRIES = 24
_MOST_YIELDED = 256
_MOST_ENTRIES_KEPT = 4
_GLOBALS = frozenset(
    [
        "require",
        "module",
        "exports",
        "process",
        "globalThis",
        "global",
        "console",
        "Buffer",
        "Function",
        "AsyncFunction",
        "eval",
        "setTimeout",
        "setInterval",
        "setImmediate",
        "clearTimeout",
        "queueMicrotask",
        "fetch",
        "WebSocket",
        "Worker",
        "EventSource",
        "XMLHttpRequest",
        "Promise",
        "Reflect",
        "Proxy",
        "Object",
        "Array",
        "String",
        "Number",
        "Boolean",
        "Symbol",
        "BigInt",
        "Math",
        "JSON",
        "Date",
        "RegExp",
        "Error",
        "TypeError",
        "RangeError",
        "Map",
        "Set",
        "WeakMap",
        "WeakSet",
        "WeakRef",
        "FinalizationRegistry",
        "Uint8Array",
        "Uint16Array",
        "Uint32Array",
        "Int8Array",
        "Int32Array",
        "Float64Array",
        "ArrayBuffer",
        "DataView",
        "SharedArrayBuffer",
        "Atomics",
        "Intl",
        "URL",
        "URLSearchParams",
        "TextEncoder",
        "TextDecoder",
        "atob",
        "btoa",
        "escape",
        "unescape",
        "decodeURIComponent",
        "decodeURI",
        "encodeURIComponent",
        "encodeURI",
        "parseInt",
        "parseFloat",
        "isNaN",
        "isFinite",
        "structuredClone",
        "performance",
        "AbortController",
        "Headers",
        "Request",
        "Response",
        "FormData",
        "Blob",
        "WebAssembly",
        "navigator",
        "Deno",
        "Bun",
        "internalBinding",
        "crypto",
        "Iterator",
        "AggregateError",
    ]
)


@dataclass(slots=True)
class Frame:
    """One call that is being followed."""

    node: Node
    level: int
    this: Held | None
    args: Array
    owner: Held | None = None
    """The class or object that the method stands in, for `super`."""
    returns: list[Held] = field(default_factory=list)
    yields: list[Held] = field(default_factory=list)
    done: bool = False
    vague: bool = False
    """Whether and how often it yields is not known."""


@dataclass(slots=True)
class Loop:
    """One loop (or switch) whose turns are followed one by one."""

    level: int
    jump: str | None = None
    vague: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed(embedded.Surroundings):
    """A text that runs among the names of another."""

    evaluator: Evaluator
    scope: Scope
    out: list[Held]
    """Receives what the text evaluates to."""


def analyze_javascript(builder: FactsBuilder, text: str, unit: int, around: embedded.Surroundings) -> None:
    """Facts of a JavaScript text that is unit `unit` already. Never raises on content."""
    if isinstance(around, Enclosed):
        around.out.append(around.evaluator.program(text, unit, around.scope))
        return
    evaluator = Evaluator(builder, unit, around)
    evaluator.recall(around.kernel, builder.units[unit].language)
    try:
        program = evaluator.commands(text, unit) if unit == 0 else text
        evaluator.program(program, unit, evaluator.top)
        evaluator.finish()
    except Stop:
        pass
    except RecursionError:
        builder.limit("code_depth")
        builder.whole_opaque("depth", unit, f.Span(0, len(text)))
    if around.cell and unit == 0:
        around.world.definitions = of_cell(evaluator.root, evaluator.top, around.kernel)


class Evaluator:
    """One action's JavaScript: a unit and those that run inside it."""

    def __init__(self, builder: FactsBuilder, unit: int, around: embedded.Surroundings) -> None:
        self.builder = builder
        self.around = around
        self.effects = Effects(builder, around)
        self.members = Members(self)
        self.calls = Calls(self)
        self.top = Scope(function=True, this=Ref("globalThis"))
        self.root: Node | None = None
        self.recalled = False
        """This evaluates what earlier cells defined."""
        self.remembered: frozenset[str] = frozenset()
        self.forgotten: frozenset[str] = frozenset()
        self.steps = 0
        self.level = 0
        self.dead = 0
        self.unrolled = 0
        self.frames: list[Frame] = []
        self.loops: list[Loop] = []
        self.functions: list[Function] = []
        self.entered: dict[int, list[tuple[Function, list[Held], Held | None]]] = {}
        self.returned: dict[int, Held] = {}
        self.entries: dict[int, int] = {}
        self.thrown: list[Held] = []
        self.deferred: dict[tuple[int, int], tuple[Function, list[Held], Held | None]] = {}
        """Callbacks, which may run when everything else has."""
        self.dead_seen: set[int] = set()

    @property
    def precise(self) -> bool:
        """Whether there is time left to follow what may run often."""
        return self.steps < _MOST_PRECISE_STEPS

    # --- cells --------------------------------------------------------------------------------------------------------

    def recall(self, kernel: Definitions | None, language: f.Language) -> None:
        """Bind what earlier cells of the context defined, by running their definitions again without reporting them."""
        if kernel is None or not self.around.cell:
            return
        self.forgotten = frozenset(kernel.forgotten)
        source = SEPARATOR.join(kernel.statements)
        scratch = FactsBuilder(self.builder.entry, self.builder.limits)
        scratch.add_unit(source, language, readers=())
        world = embedded.World(files=dict(self.around.world.files), deadline=self.around.world.deadline)
        earlier = Evaluator(scratch, 0, self.around.with_(world=world, kernel=None))
        earlier.recalled = True
        try:
            earlier.program(source, 0, earlier.top)
        except (Stop, RecursionError):
            self.builder.opaque("timeout", 0, f.Span(0, 0), "what earlier cells defined is too much to recall")
        self.top = earlier.top
        self.members.adopt(earlier.members)
        self.calls.modules.loaded.update(earlier.calls.modules.loaded)
        self.effects.cwd, self.effects.env = earlier.effects.cwd, earlier.effects.env
        self.remembered = frozenset(self.top.names)

    def commands(self, text: str, unit: int) -> str:
        """Carry out the commands of Node's prompt that stand in the text; the text without them."""
        found = repl.commands(text)
        source = Source(text, unit)
        for command in found:
            node = Node("repl_command", command.start, command.end, source)
            if command.odd:
                self.effects.opaque("parse_error", node, "a command of the prompt, or code")
            elif command.keyword == "save":
                self.effects.file("write", Const(command.argument), node)
            else:
                self.effects.file("read", Const(command.argument), node)
                held = self.effects.content(Const(command.argument))
                if (program := text_of(held)) is not None:
                    self.run_text(program, ".load", node, self.top, file=True)
                elif isinstance(held, Anything):
                    self.effects.opaque("program_not_seen", node, command.argument)
                else:
                    self.effects.dynamic(held, ".load", node, "javascript")
        return repl.without(text, found)

    # --- running ------------------------------------------------------------------------------------------------------

    def program(self, text: str, unit: int, scope: Scope) -> Held:
        """Follow one text; what its last expression gives."""
        whole = f.Span(0, len(text))
        language = self.builder.units[unit].language
        tree = parse(
            text, unit, self.builder.limits.code_depth, self.around.world.deadline, language, recalled=self.recalled
        )
        self.root = self.root or tree.root
        if tree.limit is not None:
            self.builder.limit(tree.limit)
        for complaint in tree.complaints:
            say = self.builder.whole_opaque if tree.root is None else self.builder.opaque
            say(complaint.code, unit, complaint.span, complaint.detail)
        if tree.root is None:
            return Hidden("a text that cannot be read")
        try:
            return self.block(tree.root.children, scope)
        except RecursionError:
            self.builder.limit("code_depth")
            self.builder.opaque("depth", unit, whole)
            return Hidden("a text nested too deep")

    def finish(self) -> None:
        """Enter what nobody called, and again what may see another value of a name by now."""
        self.frames.clear()
        self.level = 0
        position = 0
        while position < len(self.functions):
            function = self.functions[position]
            position += 1
            if id(function.node) not in self.entered:
                self.enter(function, [], function.this, "function")
        for function, args, this in list(self.deferred.values()):
            self.enter(function, args, this, "function")
        for entries in list(self.entered.values()):
            for function, args, this in list(entries):
                if function.node.reads & function.node.source.weak:
                    self.enter(function, args, this, "function")

    def tick(self, node: Node) -> None:
        if not node.source.recalled:
            self.effects.site = node
        self.steps += 1
        if self.steps > _MOST_STEPS or len(self.builder.calls) > self.builder.limits.calls:
            self.builder.limit("calls")
            self.effects.opaque("size", node, "")
            raise Stop
        if self.steps % 256 == 0 and self.around.world.deadline():
            self.builder.limit("soft_time_s")
            self.effects.opaque("timeout", node, "")
            raise Stop

    # --- statements ---------------------------------------------------------------------------------------------------

    def block(self, nodes: Iterable[Node], scope: Scope) -> Held:
        """Statements in order, function declarations first; the last expression's value."""
        nodes = list(nodes)
        last: Held = NOTHING
        for node in nodes:
            inner = node.children if node.kind in ("export_statement", "labeled_statement") else [node]
            for function in inner:
                if function.kind in ("function_declaration", "generator_function_declaration"):
                    self.declare(scope, self.name_of(function), self.function(function, scope), hoisted=True)
        for position, node in enumerate(nodes):
            if self.stopped():
                self.in_dead(nodes[position:], scope)
                break
            held = self.statement(node, scope)
            last = held if held is not None else last
        return last

    def stopped(self) -> bool:
        return bool(self.frames and self.frames[-1].done) or bool(self.loops and self.loops[-1].jump)

    def in_dead(self, nodes: Iterable[Node], scope: Scope) -> None:
        """Code that constants say is not reached: its effects are possible, what it assigns is not seen."""
        fresh = [node for node in nodes if id(node) not in self.dead_seen]
        if not fresh:
            return
        self.dead_seen.update(id(node) for node in fresh)
        frame_done = self.frames[-1].done if self.frames else False
        jump = self.loops[-1].jump if self.loops else None
        if self.frames:
            self.frames[-1].done = False
        if self.loops:
            self.loops[-1].jump = None
        self.dead += 1
        with self.within("conditional"):
            inner = Scope(parent=scope, level=self.level)
            for node in fresh:
                self.statement(node, inner)
        self.dead -= 1
        if self.frames:
            self.frames[-1].done = frame_done
        if self.loops:
            self.loops[-1].jump = jump

    @contextmanager
    def within(self, context: f.Context):  # type: ignore[no-untyped-def]  # contextmanager states it
        effects = self.effects
        outer = effects.context, effects.certainty
        effects.context = effects.context if context in effects.context else (*effects.context, context)
        effects.certainty = "possible"
        self.level += 1
        try:
            yield
        finally:
            self.level -= 1
            effects.context, effects.certainty = outer

    def statement(self, node: Node, scope: Scope) -> Held | None:
        self.tick(node)
        fields = node.fields
        match node.kind:
            case "expression_statement" if node.children and node.children[0].kind == "internal_module":
                self.namespace(node.children[0], scope)
            case "expression_statement":
                return self.value(node.children[0], scope) if node.children else None
            case "lexical_declaration" | "variable_declaration" | "using_declaration":
                home = scope.home() if node.kind == "variable_declaration" else scope
                for declarator in node.children:
                    if declarator.kind == "variable_declarator":
                        held = self.named_value(declarator, scope) if "value" in declarator.fields else None
                        if held is None and node.kind == "variable_declaration":
                            continue
                        self.bind(declarator.fields["name"], held or NOTHING, scope, home)
            case "if_statement":
                self.branch(fields.get("condition"), [fields.get("consequence")], [fields.get("alternative")], scope)
            case "else_clause" | "labeled_statement":
                for child in node.children:
                    if child.kind != "statement_identifier":
                        self.statement(child, scope)
            case "statement_block" | "class_static_block":
                self.block(node.children, Scope(parent=scope, level=self.level))
            case "for_statement" | "while_statement" | "do_statement":
                self.loop(node, scope)
            case "for_in_statement":
                self.each_of(node, scope)
            case "return_statement":
                self.leave(self.value(node.children[0], scope) if node.children else NOTHING)
            case "throw_statement":
                thrown = self.value(node.children[0], scope) if node.children else UNKNOWN
                self.thrown.append(thrown)
                if (running := self.calls.running(thrown)) is not None:
                    self.effects.opaque("dynamic_code", node, f"{running} is thrown")
            case "break_statement" | "continue_statement":
                self.jump(node)
            case "try_statement":
                self.attempt(node, scope)
            case "switch_statement":
                self.switch(node, scope)
            case "with_statement":
                held = self.value(fields["object"], scope)
                if not isinstance(held, Obj | Ref):
                    self.effects.opaque("dynamic_code", node, "names come from an object that is not known")
                self.statement(fields["body"], Scope(parent=scope, level=self.level, within=held))
            case "import_statement":
                self.imported(node, scope)
            case "export_statement":
                if "source" in fields:
                    self.calls.require(Const(self.string(fields["source"])), "export from", node)
                for child in node.children:
                    if child is fields.get("source"):
                        continue
                    if child.kind != "export_clause":
                        held = self.statement(child, scope)
                        if "default" in node.words:
                            named = scope.names.get(self.name_of(child)) if held is None else held
                            scope.names["default"] = named or UNKNOWN
                    elif "source" not in fields:
                        self.exported(child, scope)
            case "enum_declaration":
                self.declare(scope, self.name_of(node), self.enum(node, scope))
            case "internal_module" | "module":
                self.namespace(node, scope)
            case "import_alias":
                if len(node.children) > 1:
                    self.declare(scope, identifier(node.children[0].text), self.value(node.children[-1], scope))
            case "class_declaration" | "abstract_class_declaration":
                self.declare(scope, self.name_of(node), self.class_of(node, scope))
            case "function_declaration" | "generator_function_declaration":
                pass  # hoisted
            case "ERROR":
                self.block(node.children, Scope(parent=scope, level=self.level))
            case "empty_statement" | "debugger_statement" | "hash_bang_line" | "html_comment" | "statement_identifier":
                pass
            case _:
                return self.value(node, scope)
        return None

    def branch(self, test: Node | None, then: list[Node | None], other: list[Node | None], scope: Scope) -> None:
        known = truth(self.value(test, scope)) if test is not None else None
        for wanted, nodes in ((True, then), (False, other)):
            body = [node for node in nodes if node is not None]
            if known is None:
                with self.within("conditional"):
                    self.block(body, Scope(parent=scope, level=self.level))
            elif known is wanted:
                self.block(body, Scope(parent=scope, level=self.level))
            else:
                self.in_dead(body, scope)

    def leave(self, held: Held) -> None:
        if not self.frames or (self.dead and self.frames[-1].returns):
            return
        frame = self.frames[-1]
        frame.returns.append(held)
        frame.done = frame.done or self.level == frame.level

    def jump(self, node: Node) -> None:
        if not self.loops or self.dead:
            return
        loop = self.loops[-1]
        if self.level == loop.level and not node.children:
            loop.jump = node.kind.partition("_")[0]
        else:
            loop.vague = True

    def attempt(self, node: Node, scope: Scope) -> None:
        before = len(self.thrown)
        self.statement(node.fields["body"], scope)
        handler = node.fields.get("handler")
        if handler is not None:
            with self.within("conditional"):
                inner = Scope(parent=scope, level=self.level)
                if "parameter" in handler.fields:
                    self.bind(handler.fields["parameter"], choice(*self.thrown[before:], UNKNOWN), inner, inner)
                done = self.frames[-1].done if self.frames else False
                if self.frames:
                    self.frames[-1].done = False
                self.statement(handler.fields["body"], inner)
                if self.frames:
                    self.frames[-1].done = done
        del self.thrown[before:]
        if "finalizer" in node.fields:
            done = self.frames[-1].done if self.frames else False
            if self.frames:
                self.frames[-1].done = False
            for child in node.fields["finalizer"].children:
                self.statement(child, scope)
            if self.frames:
                self.frames[-1].done = self.frames[-1].done or done

    def switch(self, node: Node, scope: Scope) -> None:
        self.value(node.fields["value"], scope)
        inner = Scope(parent=scope, level=self.level)
        self.loops.append(Loop(level=-1))
        for case in node.fields["body"].children:
            if "value" in case.fields:
                self.value(case.fields["value"], scope)
            with self.within("conditional"):
                self.block([child for child in case.children if child is not case.fields.get("value")], inner)
        self.loops.pop()

    # --- loops --------------------------------------------------------------------------------------------------------

    def loop(self, node: Node, scope: Scope) -> None:
        inner = Scope(parent=scope, level=self.level)
        fields = node.fields
        if "initializer" in fields:
            self.statement(fields["initializer"], inner)
        test = fields.get("condition")
        first = node.kind == "do_statement"

        def turn() -> bool:
            nonlocal first
            if not first:
                known = truth(self.value(test, inner)) if test is not None and test.kind != "empty_statement" else True
                if known is None:
                    raise _VagueError
                if not known:
                    return False
            first = False
            self.block([fields["body"]], Scope(parent=inner, level=self.level))
            return True

        def after() -> None:
            if "increment" in fields:
                self.value(fields["increment"], inner)

        if not self.unroll(turn, after):
            self.vaguely(node, [n for n in (test, fields.get("body"), fields.get("increment")) if n is not None], inner)

    def each_of(self, node: Node, scope: Scope) -> None:
        held = self.value(node.fields["right"], scope)
        keys = "in" in node.words and "of" not in node.words
        items = self.keys_of(held) if keys else self.items_of(held)
        target, body = node.fields["left"], node.fields["body"]
        declares = bool({"const", "let", "var", "using"} & set(node.words))

        def bind(item: Held) -> Scope:
            inner = Scope(parent=scope, level=self.level)
            self.bind(target, item, inner, (scope.home() if "var" in node.words else inner) if declares else None)
            return inner

        if items is not None and len(items) <= 256:
            rest = iter(items)

            def turn() -> bool:
                item = next(rest, None)
                if item is not None:
                    self.block([body], bind(item))
                return item is not None

            if self.unroll(turn, lambda: None):
                return
        any_item = choice(*items) if items else Anything("key") if keys else self.calls.element(held)
        with self.within("loop"):
            inner = bind(any_item)
        self.vaguely(node, [body], inner)

    def unroll(self, turn: Callable[[], bool], after: Callable[[], None]) -> bool:
        """Turn by turn while constants decide; False where they do not, with what was done so far done."""
        if self.dead:
            return False
        loop = Loop(self.level)
        self.loops.append(loop)
        try:
            while self.unrolled < _MOST_UNROLLED and self.precise:
                self.unrolled += 1
                if self.frames and len(self.frames[-1].yields) > _MOST_YIELDED:
                    return False
                if not turn():
                    return not loop.vague
                if loop.vague:
                    return False
                if loop.jump == "break" or (self.frames and self.frames[-1].done):
                    return True
                loop.jump = None
                after()
            return False
        except _VagueError:
            return False
        finally:
            self.loops.pop()

    def vaguely(self, node: Node, body: list[Node], scope: Scope) -> None:
        """A loop of unknown turns: what it assigns is unknown from the start, then all that it assigned."""
        names = _assigned(node)
        self.loops.append(Loop(level=-1))
        with self.within("loop"):
            for name in names:
                where = scope.find(name)
                if where is not None:
                    old = where.names[name]
                    new = NUMBER if isinstance(old, Const) and isinstance(old.value, int | float) else UNKNOWN
                    where.names[name] = choice(old, new)
            for _ in range(2 if names and self.effects.context.count("loop") == 1 and len(self.loops) < 4 else 1):
                for child in body:
                    self.block([child], Scope(parent=scope, level=self.level))
        self.loops.pop()

    def items_of(self, held: Held) -> list[Held] | None:
        """What iterating gives, where it is known."""
        if isinstance(held, Array) and held.exact:
            return list(held.items)
        if isinstance(held, Const) and isinstance(held.value, str):
            return [Const(char) for char in held.value]
        if isinstance(held, Const) and isinstance(held.value, bytes):
            return [Const(byte) for byte in held.value]
        if isinstance(held, Instance) and held.name in ("Set", "Map") and held.args:
            return self.items_of(held.args[0])
        return None

    def keys_of(self, held: Held) -> list[Held] | None:
        if isinstance(held, Obj) and not held.rest:
            return [Const(key) for key in held.items]
        if isinstance(held, Ref) and held.name in EXPORTS:
            return [Const(key) for key in EXPORTS[held.name]]
        items = self.items_of(held)
        return [Const(str(i)) for i in range(len(items))] if items is not None else None

    # --- names --------------------------------------------------------------------------------------------------------

    def declare(self, scope: Scope, name: str, held: Held, *, hoisted: bool = False) -> None:
        weak = name in self.weak and name in scope.names and not hoisted
        scope.names[name] = choice(scope.names[name], held) if weak else held

    weak: frozenset[str] | set[str] = frozenset()

    def assign(self, name: str, held: Held, scope: Scope, node: Node) -> None:
        where: Scope | None = scope.find(name)
        outer: Scope | None = scope
        while outer is not None and outer is not where:
            if isinstance(outer.within, Obj) and name in outer.within.items:
                outer.within.items[name] = choice(outer.within.items[name], held)
            outer = outer.parent
        if self.dead and where is not scope:
            # Should a constant be wrong, what can be called is not lost.
            if where is not None and isinstance(held, Ref | Function | Bound | Method | Class | Hidden):
                where.names[name] = choice(where.names[name], held)
            scope.names[name] = held
            return
        if where is None:
            where = self.top
        vague = self.level > where.level or name in node.source.weak
        if where is self.top and self.frames:
            vague = vague or self.frames[0].level < self.level
        old = where.names.get(name)
        where.names[name] = choice(old, held) if vague and old is not None else held

    def bind(self, target: Node, held: Held, scope: Scope, home: Scope | None) -> None:
        """Give `held` to a name or pattern: declared in `home`, or assigned where `home` is None."""
        match target.kind:
            case "identifier" | "shorthand_property_identifier_pattern":
                name = identifier(target.text)
                if home is None:
                    self.assign(name, held, scope, target)
                elif (name in target.source.weak and name in home.names) or (
                    home is not scope and self.level > home.level and name in home.names
                ):
                    home.names[name] = choice(home.names[name], held)
                else:
                    home.names[name] = held
            case "object_pattern":
                taken: set[str] = set()
                for part in target.children:
                    self.bind_property(part, held, scope, home, taken)
            case "array_pattern":
                self.bind_items(target, held, scope, home)
            case "assignment_pattern" | "object_assignment_pattern":
                default = self.value(target.fields["right"], scope)
                given = [v for v in each(held) if v != NOTHING]
                known = held != NOTHING and isinstance(held, Const)
                self.bind(target.fields["left"], held if known else choice(*given, default), scope, home)
            case "rest_pattern":
                for part in target.children:
                    self.bind(part, held, scope, home)
            case "member_expression" | "subscript_expression":
                base = self.value(target.fields["object"], scope)
                key = self.key(target, scope)
                self.members.set(base, key, held, target)
            case "required_parameter" | "optional_parameter":
                pattern = target.fields.get("pattern")
                if pattern is not None and "value" in target.fields:
                    default = self.value(target.fields["value"], scope)
                    given = [v for v in each(held) if v != NOTHING]
                    held = held if isinstance(held, Const) and held != NOTHING else choice(*given, default)
                if pattern is not None and pattern.kind != "this":
                    self.bind(pattern, held, scope, home)
            case "as_expression" | "non_null_expression" | "satisfies_expression" | "type_assertion":
                for part in target.children[:1]:
                    self.bind(part, held, scope, home)
            case "parenthesized_expression" | "variable_declarator":
                for part in target.children[:1]:
                    self.bind(part, held, scope, home)
            case _:
                self.value(target, scope)

    def bind_property(self, part: Node, held: Held, scope: Scope, home: Scope | None, taken: set[str]) -> None:
        if part.kind == "rest_pattern":
            left = held
            if isinstance(held, Obj):
                left = Obj({k: v for k, v in held.items.items() if k not in taken}, list(held.rest))
            self.bind(part, left, scope, home)
            return
        if part.kind == "pair_pattern":
            key, target = self.property_key(part.fields["key"], scope), part.fields["value"]
        else:
            target = part
            name = part.fields["left"] if part.kind == "object_assignment_pattern" else part
            key = Const(identifier(name.text))
        if (text := shown(key)) is not None:
            taken.add(text)
        self.bind(target, self.members.get(held, key, part), scope, home)

    def bind_items(self, target: Node, held: Held, scope: Scope, home: Scope | None) -> None:
        items = self.items_of(held)
        # Holes count: the grammar leaves them out, so places are counted by commas.
        position = 0
        between = target.source.text
        at = target.start + 1
        for part in target.children:
            position += _commas(between[at : part.start])
            at = part.end
            if part.kind == "rest_pattern":
                rest = Array(items[position:]) if items is not None else Array([self.calls.element(held)], exact=False)
                self.bind(part, rest, scope, home)
            elif items is not None:
                self.bind(part, items[position] if position < len(items) else NOTHING, scope, home)
            else:
                self.bind(part, self.calls.element(held), scope, home)

    def lookup(self, name: str, scope: Scope) -> Held:
        """What a name stands for."""
        if name == "undefined":
            return NOTHING
        found: Scope | None = scope
        while found is not None:
            if name in found.names:
                if found is self.top and name in self.remembered:
                    self.builder.memory_names[name] = None
                return found.names[name]
            if found.within is not None:
                if isinstance(found.within, Obj) and (name in found.within.items or found.within.rest):
                    return self.members.get(found.within, Const(name), None)
                if isinstance(found.within, Ref):
                    whole = f"{found.within.name}.{name}"
                    if api(whole) is not None or whole in modules() or name in self.members.overrides:
                        return Ref(whole)
            found = found.parent
        if name == "arguments" and self.frames:
            return self.frames[-1].args
        if name in ("global", "self"):
            return Ref("globalThis")
        if name in ("__dirname", "__filename"):
            return Const(self.effects.cwd) if self.effects.cwd and name == "__dirname" else UNKNOWN
        if name in ("NaN", "Infinity"):
            return Const(float(name.lower().replace("infinity", "inf")))
        if (override := self.members.overrides.get(f"globalThis.{name}")) is not None:
            return choice(override, Ref(name)) if name in _GLOBALS else override
        if name in _GLOBALS:
            return Ref(name)
        if name in self.forgotten:
            return Hidden(f"what earlier cells bound to {name}")
        # An earlier cell may have declared it: names that only one module has are taken for that module's.
        telling = telling_name(name)
        return Ref(telling) if telling is not None else Anything(name)

    def imported(self, node: Node, scope: Scope) -> None:
        specifier = self.string(node.fields["source"]) if "source" in node.fields else ""
        required = next((child for child in node.children if child.kind == "import_require_clause"), None)
        if required is not None and "source" in required.fields:
            specifier = self.string(required.fields["source"])
            held = self.calls.require(Const(specifier), "import", node)
            self.declare(scope, identifier(required.children[0].text), held)
            return
        if node.source.language == "typescript" and "type" in node.words:
            return
        clause = next((child for child in node.children if child.kind == "import_clause"), None)
        module = self.calls.require(Const(specifier), "import", node)
        for part in clause.children if clause is not None else ():
            if part.kind == "identifier":
                self.declare(scope, identifier(part.text), self.members.get(module, Const("default"), part))
            elif part.kind == "namespace_import":
                self.declare(scope, identifier(part.children[0].text), module)
            elif part.kind == "named_imports":
                for item in part.children:
                    name = item.fields["name"]
                    key = self.string(name) if name.kind == "string" else identifier(name.text)
                    alias = item.fields.get("alias", name)
                    self.declare(scope, identifier(alias.text), self.members.get(module, Const(key), item))

    def exported(self, clause: Node, scope: Scope) -> None:
        for item in clause.children:
            if "alias" in item.fields and "name" in item.fields:
                alias = identifier(item.fields["alias"].text)
                scope.names[alias] = self.lookup(identifier(item.fields["name"].text), scope)

    # --- expressions --------------------------------------------------------------------------------------------------

    def value(self, node: Node, scope: Scope) -> Held:
        self.tick(node)
        method = _EXPRESSIONS.get(node.kind)
        if method is not None:
            return method(self, node, scope)
        if node.kind in FUNCTIONS:
            return self.function(node, scope)
        if node.kind.endswith(("_statement", "_declaration", "_block", "_clause")):
            return self.statement(node, scope) or UNKNOWN
        held: Held = UNKNOWN
        for child in node.children:
            held = self.value(child, scope)
        return held if len(node.children) == 1 else UNKNOWN

    def named_value(self, declarator: Node, scope: Scope) -> Held:
        return self.value(declarator.fields["value"], scope)

    def string(self, node: Node) -> str:
        return unescaped(node.text[1:-1])

    def name_of(self, node: Node) -> str:
        return identifier(node.fields["name"].text) if "name" in node.fields else ""

    def key(self, node: Node, scope: Scope) -> Held:
        """The property that a member or subscript expression names."""
        if node.kind == "member_expression":
            return Const(identifier(node.fields["property"].text))
        return self.value(node.fields["index"], scope) if "index" in node.fields else UNKNOWN

    def property_key(self, node: Node, scope: Scope) -> Held:
        if node.kind == "computed_property_name":
            return self.value(node.children[0], scope) if node.children else UNKNOWN
        if node.kind == "string":
            return Const(self.string(node))
        if node.kind == "number":
            return Const(shown(self.value(node, scope)) or node.text)
        return Const(identifier(node.text))

    def _identifier(self, node: Node, scope: Scope) -> Held:
        return self.lookup(identifier(node.text), scope)

    def _this(self, node: Node, scope: Scope) -> Held:
        at: Scope | None = scope
        while at is not None:
            if at.this is not None:
                return at.this
            at = at.parent
        return Ref("globalThis")

    def _template(self, node: Node, scope: Scope) -> Held:
        return mixed(self.template_parts(node, scope))

    def primitive(self, held: Held, *methods: str) -> Held:
        """What an object becomes among texts or numbers, where it says so itself."""
        if isinstance(held, Obj):
            for name in ("@@Symbol.toPrimitive", *methods):
                method = self.members.get(held, Const(name), None)
                if isinstance(method, Function):
                    return self.enter(method, [], held)
        return held

    def template_parts(self, node: Node, scope: Scope, *, raw: bool = False) -> list[Held]:
        """Literal texts and substitutions in turn, beginning and ending with a text."""
        parts: list[Held] = []
        at = node.start + 1
        for child in node.children:
            if child.kind == "template_substitution":
                parts.append(Const(unescaped(node.source.text[at : child.start])))
                held: Held = UNKNOWN
                for inner in child.children:
                    held = self.value(inner, scope)
                parts.append(held if raw else self.primitive(held, "toString", "valueOf"))
                at = child.end
        parts.append(Const(unescaped(node.source.text[at : node.end - 1])))
        return parts

    def _binary(self, node: Node, scope: Scope) -> Held:
        chain = [node]
        while (left := chain[-1].fields.get("left")) is not None and left.kind == "binary_expression":
            chain.append(left)
        held = self.value(left, scope) if left is not None else UNKNOWN
        for link in reversed(chain):
            self.tick(link)
            op = link.words[0] if link.words else ""
            right = link.fields.get("right")
            if right is None:
                return UNKNOWN
            if op in ("&&", "||", "??"):
                held = self.logical(op, held, right, scope)
                continue
            other = self.value(right, scope)
            if op == "+":
                held, other = (self.primitive(one, "valueOf", "toString") for one in (held, other))
            held = folding.binary(op, held, other)
        return held

    def logical(self, op: str, left: Held, right: Node, scope: Scope) -> Held:
        known = truth(left)
        if op == "??":
            known = not (left.value is None or left == NOTHING) if isinstance(left, Const) else None
        if known is None:
            with self.within("conditional"):
                return choice(left, self.value(right, scope))
        if known is (op == "&&"):
            return self.value(right, scope)
        self.in_dead([right], scope)
        return left

    def _unary(self, node: Node, scope: Scope) -> Held:
        argument = node.fields["argument"]
        op = node.words[0] if node.words else ""
        if op == "delete" and argument.kind in ("member_expression", "subscript_expression"):
            self.members.delete(self.value(argument.fields["object"], scope), self.key(argument, scope), argument)
            return UNKNOWN
        return folding.unary(op, self.value(argument, scope))

    def _update(self, node: Node, scope: Scope) -> Held:
        argument = node.fields["argument"]
        old = self.value(argument, scope)
        new = folding.binary("+" if "++" in node.words else "-", folding.unary("+", old), Const(1))
        self.bind(argument, new, scope, None)
        prefix = argument.start > node.start
        return new if prefix else old

    def _assignment(self, node: Node, scope: Scope) -> Held:
        held = self.value(node.fields["right"], scope)
        self.bind(node.fields["left"], held, scope, None)
        return held

    def _augmented(self, node: Node, scope: Scope) -> Held:
        op = (node.fields["operator"].text if "operator" in node.fields else node.words[0] if node.words else "+=")[:-1]
        left = self.value(node.fields["left"], scope)
        if op in ("&&", "||", "??"):
            held = self.logical(op, left, node.fields["right"], scope)
        else:
            held = folding.binary(op, left, self.value(node.fields["right"], scope))
        self.bind(node.fields["left"], held, scope, None)
        return held

    def _ternary(self, node: Node, scope: Scope) -> Held:
        known = truth(self.value(node.fields["condition"], scope))
        then, other = node.fields["consequence"], node.fields["alternative"]
        if known is None:
            with self.within("conditional"):
                return choice(self.value(then, scope), self.value(other, scope))
        self.in_dead([other if known else then], scope)
        return self.value(then if known else other, scope)

    def _sequence(self, node: Node, scope: Scope) -> Held:
        held: Held = UNKNOWN
        for child in node.children:
            held = self.value(child, scope)
        return held

    def _array(self, node: Node, scope: Scope) -> Held:
        made = Array([], level=self.level)
        at = node.start + 1
        for child in node.children:
            holes = _commas(node.source.text[at : child.start]) - (1 if at > node.start + 1 else 0)
            made.items += [NOTHING] * max(0, min(holes, 64))
            at = child.end
            if child.kind != "spread_element":
                made.items.append(self.value(child, scope))
                continue
            self.spread(child, made, scope)
        return made

    def spread(self, child: Node, made: Array, scope: Scope) -> None:
        held = self.value(child.children[0], scope)
        items = self.items_of(held)
        if items is None:
            made.exact = False
            made.items += held.items if isinstance(held, Array) else [self.calls.element(held)]
        else:
            made.items += items

    def _object(self, node: Node, scope: Scope) -> Held:
        made = Obj()
        for child in node.children:
            if child.kind == "shorthand_property_identifier":
                name = identifier(child.text)
                made.items[name] = self.lookup(name, scope)
            elif child.kind == "pair":
                self.members.put(
                    made, self.property_key(child.fields["key"], scope), self.value(child.fields["value"], scope)
                )
            elif child.kind == "method_definition":
                self.method(child, made, scope)
            elif child.kind == "spread_element":
                held = self.value(child.children[0], scope)
                if isinstance(held, Obj):
                    made.items.update(held.items)
                    made.rest += held.rest
                else:
                    made.rest.append(Ref(f"{held.name}.*") if isinstance(held, Ref) else UNKNOWN)
                    self.members.spread(made, held)
        return made

    def method(self, node: Node, owner: Obj, scope: Scope, this: Held | None = None) -> None:
        """A method, getter or setter of an object or class."""
        function = Function(node, scope, this or owner)
        self.functions.append(function)
        key = self.property_key(node.fields["name"], scope)
        name = shown(key)
        kind = next((word for word in node.words if word in ("get", "set")), None)
        if kind is None:
            self.members.put(owner, key, function)
            return
        old = owner.items.get(name) if name is not None else None
        accessor = old if isinstance(old, Accessor) else Accessor()
        if kind == "get":
            accessor.get = function
        else:
            accessor.set = function
        self.members.put(owner, key, accessor)

    def _member(self, node: Node, scope: Scope) -> Held:
        base_node = node.fields["object"]
        if base_node.kind == "super":
            return self.members.of_super(self.frames[-1].owner if self.frames else None, self.key(node, scope), node)
        base = self.value(base_node, scope)
        return self.members.get(base, self.key(node, scope), node)

    def _call(self, node: Node, scope: Scope) -> Held:
        callee_node = node.fields["function"]
        given = node.fields.get("arguments")
        this: Held | None = None
        target = callee_node
        while target.kind == "parenthesized_expression" and len(target.children) == 1:
            target = target.children[0]
        if target.kind in ("member_expression", "subscript_expression") and target.fields["object"].kind != "super":
            this = self.value(target.fields["object"], scope)
            callee = self.members.get(this, self.key(target, scope), target)
        elif target.kind == "super":
            return self.calls.construct_super(self.arguments(given, scope), node, scope)
        elif target.kind == "import":
            args = self.arguments(given, scope)
            return self.calls.require(args[0] if args else UNKNOWN, "import()", node, dynamic=True)
        else:
            callee = self.value(target, scope)
        if given is not None and given.kind == "template_string":
            parts = self.template_parts(given, scope, raw=True)
            return self.calls.tagged(callee, parts, _raw(given), node, scope, this)
        args = self.arguments(given, scope)
        self.tick(node)
        if target.kind == "identifier" and target.text == "await" and scope.find("await") is None:
            return args[-1] if args else UNKNOWN  # the grammar takes `await (x)` at the top for a call
        return self.calls.call(callee, args, node, scope, this)

    def arguments(self, node: Node | None, scope: Scope) -> list[Held]:
        made = Array([])
        for child in node.children if node is not None else ():
            if child.kind == "spread_element":
                self.spread(child, made, scope)
            else:
                made.items.append(self.value(child, scope))
        return made.items

    def _new(self, node: Node, scope: Scope) -> Held:
        callee = self.value(node.fields["constructor"], scope)
        return self.calls.construct(callee, self.arguments(node.fields.get("arguments"), scope), node, scope)

    def _await(self, node: Node, scope: Scope) -> Held:
        return self.value(node.children[0], scope) if node.children else UNKNOWN

    def _yield(self, node: Node, scope: Scope) -> Held:
        held = self.value(node.children[0], scope) if node.children else NOTHING
        if self.frames:
            delegated = self.items_of(held) if "*" in node.words else None
            frame = self.frames[-1]
            frame.yields += delegated if delegated is not None else [held]
            frame.vague = frame.vague or self.level > frame.level or ("*" in node.words and delegated is None)
        return UNKNOWN

    def _number(self, node: Node, scope: Scope) -> Held:
        found = number(node.text)
        return Const(found) if found is not None else NUMBER

    def _regex(self, node: Node, scope: Scope) -> Held:
        pattern, flags = node.fields.get("pattern"), node.fields.get("flags")
        return Instance("RegExp", (Const(pattern.text if pattern else ""), Const(flags.text if flags else "")))

    def _meta(self, node: Node, scope: Scope) -> Held:
        return Ref("import.meta") if node.text.startswith("import") else UNKNOWN

    def _class(self, node: Node, scope: Scope) -> Held:
        return self.class_of(node, scope)

    def _typed(self, node: Node, scope: Scope) -> Held:
        return self.value(node.children[0], scope) if node.children else UNKNOWN

    def enum(self, node: Node, scope: Scope) -> Held:
        """An enumeration: names to values, and numbers back to names."""
        made = Obj()
        inner = Scope(parent=scope, level=self.level)
        number: Held = Const(0)
        for member in node.fields["body"].children if "body" in node.fields else ():
            name = member.fields.get("name", member)
            key = self.property_key(name, inner)
            held = self.value(member.fields["value"], inner) if "value" in member.fields else number
            number = folding.binary("+", held, Const(1)) if isinstance(held, Const) else NUMBER
            self.members.put(made, key, held)
            if (text := shown(key)) is not None:
                inner.names[text] = held
            if isinstance(held, Const) and isinstance(held.value, int):
                made.items[str(held.value)] = key
        return made

    def namespace(self, node: Node, scope: Scope) -> None:
        name = node.fields.get("name")
        inner = Scope(parent=scope, function=True, level=self.level)
        if "body" in node.fields:
            self.block(node.fields["body"].children, inner)
        if name is not None and name.kind == "identifier":
            self.declare(scope, identifier(name.text), Obj(dict(inner.names)))

    # --- functions and classes ----------------------------------------------------------------------------------------

    def function(self, node: Node, scope: Scope) -> Function:
        held = Function(node, scope)
        self.functions.append(held)
        return held

    def class_of(self, node: Node, scope: Scope) -> Class:
        base: Held | None = None
        for child in node.children:
            if child.kind == "class_heritage":
                above = child.children[0] if child.children else None
                if above is not None and above.kind == "extends_clause":
                    above = above.fields.get("value")
                base = self.value(above, scope) if above is not None else None
            elif child.kind == "decorator":
                self.decorator(child, node, scope)
        inner = Scope(parent=scope, level=self.level)
        made = Class(node, inner, base, Obj(), Obj())
        made.instance.made_by = made
        if "name" in node.fields:
            inner.names[self.name_of(node)] = made
        members = node.fields["body"].children if "body" in node.fields else []
        # Methods are there before the first field is.
        for member in sorted(members, key=lambda member: member.kind != "method_definition"):
            static = "static" in member.words or member.kind == "class_static_block"
            owner, this = (made.statics, made) if static else (made.instance, made.instance)
            body = Scope(parent=inner, function=True, level=self.level, this=this)
            for child in member.children:
                if child.kind == "decorator":
                    self.decorator(child, member, inner)
            if member.kind == "method_definition":
                self.method(member, owner, inner, this)
            elif member.kind in ("field_definition", "public_field_definition"):
                held = self.value(member.fields["value"], body) if "value" in member.fields else NOTHING
                name = member.fields.get("property") or member.fields.get("name")
                if name is not None:
                    self.members.put(owner, self.property_key(name, body), held)
            elif member.kind == "class_static_block":
                self.statement(member, body)
        return made

    def decorator(self, node: Node, target: Node, scope: Scope) -> None:
        for child in node.children:
            self.calls.call(self.value(child, scope), [Const(target.text), UNKNOWN], node, scope, None)

    def enter(self, function: Function, args: list[Held], this: Held | None, context: f.Context | None = None) -> Held:
        """A call of a function that the text defines; what it returns."""
        node = function.node
        marker = id(node)
        same = sum(frame.node is node for frame in self.frames)
        if same >= _MOST_SAME_FUNCTION or len(self.frames) >= _MOST_CALL_DEPTH:
            return self.returned.get(marker, UNKNOWN)
        self.entries[marker] = self.entries.get(marker, 0) + 1
        if not self.precise and self.entries[marker] > _MOST_PRECISE_ENTRIES and context is None:
            if self.entries[marker] > 2 * _MOST_PRECISE_ENTRIES:
                self.calls.handed(args, node, function.scope, "a function that is called often")
                return choice(self.returned.get(marker, UNKNOWN), UNKNOWN)
            args, context = [], "function"  # whatever the arguments are
        kept = self.entered.setdefault(marker, [])
        if len(kept) < _MOST_ENTRIES_KEPT and context is None:
            kept.append((function, args, this))
        arrow = node.kind == "arrow_function"
        this = this if this is not None else function.this
        scope = Scope(parent=function.scope, function=True, level=self.level)
        scope.this = None if arrow else this or Ref("globalThis")
        if node.kind == "function_expression" and "name" in node.fields:
            scope.names[self.name_of(node)] = function
        given = self.frames[-1].args if arrow and self.frames else Array(list(args))
        effects = self.effects
        outer = effects.context, effects.certainty, self.level
        effects.context = effects.context if "function" in effects.context else (*effects.context, "function")
        if context is not None:
            effects.certainty = "possible"
        frame = Frame(node, self.level, this, given, function.this)
        self.frames.append(frame)
        loops, self.loops = self.loops, []
        try:
            self.parameters(node, args, scope, known=context is None)
            body = node.fields.get("body")
            if body is not None and body.kind == "statement_block":
                self.block(body.children, scope)
            elif body is not None:
                frame.returns.append(self.value(body, scope))
        finally:
            self.frames.pop()
            self.loops = loops
            effects.context, effects.certainty, self.level = outer
        if "*" in node.words or node.kind.startswith("generator"):
            return Array(
                frame.yields,
                exact=not frame.vague,
                level=self.level,
                returned=choice(*frame.returns) if frame.returns else None,
            )
        held = choice(*frame.returns) if frame.returns else NOTHING
        before = self.returned.get(marker)
        self.returned[marker] = held if before is None else choice(before, held)
        return held

    def parameters(self, node: Node, args: list[Held], scope: Scope, *, known: bool) -> None:
        if "parameter" in node.fields:
            names = [node.fields["parameter"]]
        else:
            names = node.fields["parameters"].children if "parameters" in node.fields else []
            # TypeScript's `this` parameter takes no argument.
            names = [n for n in names if n.fields.get("pattern", n).kind != "this"]
        for position, name in enumerate(names):
            if name.kind == "rest_pattern":
                rest = Array(list(args[position:])) if known else Array([UNKNOWN], exact=False)
                self.bind(name, rest, scope, scope)
                continue
            missing = NOTHING if known else Anything(name.text if name.kind == "identifier" else "argument")
            self.bind(name, args[position] if position < len(args) else missing, scope, scope)
            pattern = name.fields.get("pattern")
            if "property" in name.words and pattern is not None and isinstance(scope.this, Obj):
                parameter = identifier(pattern.text)
                scope.this.items[parameter] = scope.names.get(parameter, UNKNOWN)

    # --- texts inside -------------------------------------------------------------------------------------------------

    def run_text(
        self,
        text: str,
        how: str,
        node: Node,
        scope: Scope,
        *,
        file: bool = False,
        language: f.Language = "javascript",
    ) -> Held:
        """JavaScript inside JavaScript, among the names of `scope`; what it evaluates to."""
        out: list[Held] = []
        plain = self.effects.inside()
        given = {part.name: getattr(plain, part.name) for part in dataclasses.fields(embedded.Surroundings)}
        around = Enclosed(**given, evaluator=self, scope=scope, out=out)
        depth, self.frames = self.frames, []
        loops, self.loops = self.loops, []
        try:
            self.effects.child(text, language, how, node, around=around, file=file)
        finally:
            self.frames, self.loops = depth, loops
        return out[0] if out else Hidden(how)


class _VagueError(Exception):
    """A loop's condition is not known."""


def _assigned(node: Node) -> set[str]:
    """Names that a loop assigns without declaring them."""
    found: set[str] = set()
    todo = [node]
    while todo:
        at = todo.pop()
        todo.extend(at.children)
        if at.kind in ("assignment_expression", "augmented_assignment_expression", "update_expression"):
            target = at.fields.get("left") or at.fields.get("argument")
            inner = [target] if target is not None else []
            while inner:
                part = inner.pop()
                if part.kind in ("identifier", "shorthand_property_identifier_pattern"):
                    found.add(identifier(part.text))
                elif part.kind not in ("member_expression", "subscript_expression"):
                    inner.extend(part.children)
    return found


def _raw(template: Node) -> list[Held]:
    """The texts of a template as they are written, line ends made one."""
    texts: list[str] = []
    at = template.start + 1
    for child in template.children:
        if child.kind == "template_substitution":
            texts.append(template.source.text[at : child.start])
            at = child.end
    texts.append(template.source.text[at : template.end - 1])
    return [Const(text.replace("\r\n", "\n").replace("\r", "\n")) for text in texts]


def _commas(between: str) -> int:
    """Commas between two elements, comments aside."""
    if "/" not in between:
        return between.count(",")
    return re.sub(r"/\*.*?\*/|//[^\n]*", "", between, flags=re.DOTALL).count(",")


_Expression = Callable[[Evaluator, Node, Scope], Held]
_EXPRESSIONS: dict[str, _Expression] = {
    "identifier": Evaluator._identifier,
    "shorthand_property_identifier": Evaluator._identifier,
    "this": Evaluator._this,
    "string": lambda e, node, scope: Const(e.string(node)),
    "template_string": Evaluator._template,
    "number": Evaluator._number,
    "regex": Evaluator._regex,
    "true": lambda e, node, scope: Const(True),
    "false": lambda e, node, scope: Const(False),
    "null": lambda e, node, scope: Const(None),
    "undefined": lambda e, node, scope: NOTHING,
    "binary_expression": Evaluator._binary,
    "unary_expression": Evaluator._unary,
    "update_expression": Evaluator._update,
    "assignment_expression": Evaluator._assignment,
    "augmented_assignment_expression": Evaluator._augmented,
    "ternary_expression": Evaluator._ternary,
    "sequence_expression": Evaluator._sequence,
    "parenthesized_expression": Evaluator._sequence,
    "array": Evaluator._array,
    "object": Evaluator._object,
    "member_expression": Evaluator._member,
    "subscript_expression": Evaluator._member,
    "call_expression": Evaluator._call,
    "new_expression": Evaluator._new,
    "await_expression": Evaluator._await,
    "yield_expression": Evaluator._yield,
    "meta_property": Evaluator._meta,
    "class": Evaluator._class,
    "class_declaration": Evaluator._class,
    "as_expression": Evaluator._typed,
    "satisfies_expression": Evaluator._typed,
    "non_null_expression": Evaluator._typed,
    "type_assertion": Evaluator._typed,
    "instantiation_expression": Evaluator._typed,
}
