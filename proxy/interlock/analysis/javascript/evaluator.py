"""Statements and expressions: names and constants followed through the program in the order in which it runs.

Where the order is not known (branches, loops, callbacks, names that several functions assign) a name holds all it may
hold. What is never called here is entered at the end, for a later cell, a framework or an implicit conversion may.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from interlock.analysis import embedded
from interlock.analysis.builder import FactsBuilder
from interlock.analysis.javascript import repl
from interlock.analysis.javascript.calls import Calls
from interlock.analysis.javascript.definitions import SEPARATOR, of_cell
from interlock.analysis.javascript.members import Members
from interlock.analysis.javascript.statements import Statements
from interlock.analysis.javascript.syntax import Node, Source, parse
from interlock.analysis.javascript.unknown import unknown
from interlock.analysis.javascript.values import (
    NOTHING,
    Anything,
    Const,
    Held,
    Hidden,
    Scope,
    text_of,
)
from interlock.analysis.reporter import Stop
from interlock.model import facts as f
from interlock.model.session import Definitions


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
    shown: Held = NOTHING
    try:
        program = evaluator.commands(text, unit) if unit == 0 else text
        shown = evaluator.program(program, unit, evaluator.top)
        evaluator.finish()
    except Stop:
        pass
    except RecursionError:
        builder.limit("code_depth")
        builder.whole_opaque("depth", unit, f.Span(0, len(text)))
    evaluator.tell_unknown(unit)
    if around.cell and unit == 0:
        around.world.definitions = of_cell(evaluator.root, evaluator.top, around.kernel, shown)


class Evaluator(Statements):
    """One action's JavaScript: a unit and those that run inside it."""

    def __init__(self, builder: FactsBuilder, unit: int, around: embedded.Surroundings) -> None:
        super().__init__(builder, unit, around)
        self.members = Members(self)
        self.calls = Calls(self)

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
        left = earlier.effects.around
        self.effects.around = self.effects.around.with_(cwd=left.cwd, env=left.env)
        self.remembered = frozenset(self.top.names)
        # Timers, promises and handlers of earlier cells may run now, and see what this one assigns.
        self.deferred.update(earlier.deferred)
        self.pending = frozenset(earlier.deferred)

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

    def tell_unknown(self, unit: int) -> None:
        """Say which names of the unit nothing that was seen defines."""
        if self.root is None:
            return
        kernel = self.around.kernel if self.around.cell else None
        overridden = {name.rpartition(".")[2] for name in self.members.overrides}
        known = {*(kernel.bound if kernel else ()), *self.top.names, *overridden}
        for node, name, called in unknown(self.root, known):
            self.builder.unknown_name(unit, name, node.span, called=called)

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
        assigned = self.root.source.assigned if self.root is not None else set()
        for key, (function, args, this) in list(self.deferred.items()):
            if key not in self.pending or function.node.reads & assigned:
                self.enter(function, args, this, "function")
        for entries in list(self.entered.values()):
            for function, args, this in list(entries):
                if function.node.reads & function.node.source.weak:
                    self.enter(function, args, this, "function")

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
