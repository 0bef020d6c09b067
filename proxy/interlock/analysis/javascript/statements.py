"""Statements: branches, loops, jumps and what is thrown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from interlock.analysis.javascript.functions import Functions
from interlock.analysis.javascript.state import (
    MOST_UNROLLED,
    MOST_YIELDED,
    Loop,
)
from interlock.analysis.javascript.syntax import Node, identifier
from interlock.analysis.javascript.values import (
    NOTHING,
    NUMBER,
    UNKNOWN,
    Anything,
    Const,
    Held,
    Obj,
    Ref,
    Scope,
    choice,
    truth,
)

_ALWAYS = ("true", "1", "!0")
_STARTERS = frozenset(f"child_process.{name}" for name in ("spawn", "exec", "execFile", "fork")) | {"cluster.fork"}
"""Calls that start a process and do not wait for it."""
_PAUSE = re.compile(r"\b(?:await|break|return|throw|yield)\b")


class Statements(Functions):
    """Statements followed in the order in which they run."""

    def block(self, nodes: Iterable[Node], scope: Scope) -> Held:
        """Statements in order, function declarations first; the last expression's value."""
        nodes = list(nodes)
        last: Held = NOTHING
        for node in nodes:
            inner = node.children if node.kind in ("export_statement", "labeled_statement") else [node]
            for function in inner:
                if function.kind in ("function_declaration", "generator_function_declaration"):
                    self.declare(scope, self.name_of(function), self.function(function, scope))
        for position, node in enumerate(nodes):
            if self.stopped():
                self.in_dead(nodes[position:], scope)
                break
            held = self.statement(node, scope)
            last = held if held is not None else last
        return last

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
                    self.declare(scope, identifier(node.children[0].text), self.path_of(node.children[-1], scope))
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

    def path_of(self, node: Node, scope: Scope) -> Held:
        """`A.B.C` behind an alias of TypeScript."""
        first, *others = (identifier(part.strip()) for part in node.text.split("."))
        held = self.lookup(first, scope)
        for name in others:
            held = self.members.get(held, Const(name), node)
        return held

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
        handler = node.fields.get("handler")
        met: list[tuple[Scope, str, Held]] = []
        if handler is not None:
            self.tries.append(met)
        self.statement(node.fields["body"], scope)
        if handler is not None:
            self.tries.pop()
            # It may have been left between any two assignments.
            for where, name, held in met[:256]:
                where.names[name] = choice(where.names.get(name, held), held)
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

    def loop(self, node: Node, scope: Scope) -> None:
        inner = Scope(parent=scope, level=self.level)
        fields = node.fields
        if "initializer" in fields:
            self.statement(fields["initializer"], inner)
        test = fields.get("condition")
        first = node.kind == "do_statement"
        calls = self.effects.builder.calls
        begin = len(calls)

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
        endless = test is None or test.kind in ("empty_statement", "true", "number") or test.text.strip("()") in _ALWAYS
        if endless and any(c.callee in _STARTERS for c in calls[begin:]) and not _PAUSE.search(fields["body"].text):
            self.effects.process("fork_bomb", node)

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
            while self.unrolled < MOST_UNROLLED and self.precise:
                self.unrolled += 1
                if self.frames and len(self.frames[-1].yields) > MOST_YIELDED:
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
