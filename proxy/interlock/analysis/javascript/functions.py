"""Functions, classes, enumerations and namespaces that a text defines, and what calling them does."""

from __future__ import annotations

import re

from interlock.analysis.javascript import folding
from interlock.analysis.javascript.expressions import Expressions
from interlock.analysis.javascript.state import (
    MOST_CALL_DEPTH,
    MOST_ENTRIES_KEPT,
    MOST_PRECISE_ENTRIES,
    MOST_SAME_FUNCTION,
    Frame,
)
from interlock.analysis.javascript.syntax import Node, identifier
from interlock.analysis.javascript.values import (
    NOTHING,
    NUMBER,
    UNKNOWN,
    Accessor,
    Anything,
    Array,
    Class,
    Const,
    Function,
    Held,
    Obj,
    Ref,
    Scope,
    choice,
    shown,
)
from interlock.model import facts as f


class Functions(Expressions):
    """Definitions made and entered."""

    def function(self, node: Node, scope: Scope) -> Function:
        held = Function(node, scope)
        self.functions.append(held)
        return held

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
        if same >= MOST_SAME_FUNCTION or len(self.frames) >= MOST_CALL_DEPTH:
            return self.returned.get(marker, UNKNOWN)
        self.entries[marker] = self.entries.get(marker, 0) + 1
        if not self.precise and self.entries[marker] > MOST_PRECISE_ENTRIES and context is None:
            if self.entries[marker] > 2 * MOST_PRECISE_ENTRIES:
                self.calls.handed(args, node, function.scope, "a function that is called often")
                return choice(self.returned.get(marker, UNKNOWN), UNKNOWN)
            args, context = [], "function"  # whatever the arguments are
        kept = self.entered.setdefault(marker, [])
        if len(kept) < MOST_ENTRIES_KEPT and context is None:
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
        frame = Frame(node, self.level, this, given, scope, function.this)
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

    def argument_set(self, given: Array, position: int, held: Held) -> None:
        """`arguments[0] = x` changes the parameter (in sloppy code; there may be more of that than it looks)."""
        for frame in self.frames:
            if frame.args is not given:
                continue
            parameters = frame.node.fields.get("parameters")
            named = parameters.children[position : position + 1] if parameters is not None else []
            for parameter in named:
                if parameter.kind == "identifier":
                    name = identifier(parameter.text)
                    frame.scope.names[name] = choice(frame.scope.names.get(name, held), held)

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

    def enum(self, node: Node, scope: Scope) -> Held:
        """An enumeration: names to values, and numbers back to names."""
        # Declared before, it is the same one.
        old = scope.names.get(self.name_of(node))
        made = old if isinstance(old, Obj) else Obj()
        inner = Scope(parent=scope, level=self.level, names=dict(made.items))
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
        """`namespace A.B { … }`: an object of what its body declares, added to what stands there already."""
        name = node.fields.get("name")
        path = [identifier(part) for part in re.split(r"\s*\.\s*", name.text)] if name is not None else []
        olds: list[Held | None] = [scope.names.get(path[0])] if path else [None]
        for part in path[1:]:
            old = olds[-1]
            olds.append(old.items.get(part) if isinstance(old, Obj) else None)
        last = olds[-1]
        items = last.items if isinstance(last, Obj) else last.statics.items if isinstance(last, Class) else {}
        inner = Scope(parent=scope, function=True, level=self.level, names=dict(items))
        if "body" in node.fields:
            self.block(node.fields["body"].children, inner)
        if not path or (name is not None and name.kind == "string"):
            return
        if isinstance(last, Function):
            for key, value in inner.names.items():
                self.members.set(last, Const(key), value, node)
            return
        if isinstance(last, Obj | Class):
            items.update(inner.names)
            return
        held: Held = Obj(dict(inner.names))
        for part, old in list(zip(path[1:], olds, strict=False))[::-1]:
            if isinstance(old, Obj):
                old.items[part] = held
                return
            held = Obj({part: held})
        self.declare(scope, path[0], held)
