"""Expressions: what each kind of node gives."""

from __future__ import annotations

from collections.abc import Callable

from interlock.analysis.javascript import folding
from interlock.analysis.javascript.knowledge import PUT_TOGETHER, sharp
from interlock.analysis.javascript.names import Names, commas
from interlock.analysis.javascript.syntax import FUNCTIONS, Node, identifier, number, unescaped
from interlock.analysis.javascript.values import (
    NOTHING,
    NUMBER,
    UNKNOWN,
    Array,
    Const,
    Function,
    Held,
    Instance,
    Obj,
    Ref,
    Scope,
    choice,
    mixed,
    text_of,
    truth,
)

_PLACES = ("identifier", "member_expression", "subscript_expression")
"""What holds a value that something else may hold as well."""


class Expressions(Names):
    """Expressions followed to their values."""

    def value(self, node: Node, scope: Scope) -> Held:
        self.tick(node)
        method = _EXPRESSIONS.get(node.kind)
        if method is not None:
            given = method(self, node, scope)
            lost = self.bytes_changed and node.kind in _PLACES
            return UNKNOWN if lost and isinstance(given, Const) and isinstance(given.value, bytes) else given
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
                    hint = "string" if methods[:1] == ("toString",) else "default"
                    return self.enter(method, [Const(hint)] if name.startswith("@@") else [], held)
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
            holes = commas(node.source.text[at : child.start]) - (1 if at > node.start + 1 else 0)
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

    def _member(self, node: Node, scope: Scope) -> Held:
        base_node = node.fields["object"]
        if base_node.kind == "super":
            return self.members.of_super(self.frames[-1].owner if self.frames else None, self.key(node, scope), node)
        return self._reached(self.value(base_node, scope), node, scope)

    def _reached(self, base: Held, node: Node, scope: Scope) -> Held:
        """A property; one that is powerful and whose name the text does not spell out is a fact of its own."""
        key = self.key(node, scope)
        held = self.members.get(base, key, node)
        index = node.fields.get("index")
        walked = text_of(key) == "constructor" and held == Ref("Function")
        spelt = index is None or index.kind == "string"
        if isinstance(held, Ref) and (walked or (not spelt and sharp(held.name))):
            self.effects.note(node, PUT_TOGETHER, "introspection", [key], resolved=False)
        return held

    def _call(self, node: Node, scope: Scope) -> Held:
        callee_node = node.fields["function"]
        given = node.fields.get("arguments")
        this: Held | None = None
        target = callee_node
        while target.kind == "parenthesized_expression" and len(target.children) == 1:
            target = target.children[0]
        if target.kind in ("member_expression", "subscript_expression") and target.fields["object"].kind != "super":
            this = self.value(target.fields["object"], scope)
            callee = self._reached(this, target, scope)
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

    def _jsx(self, node: Node, scope: Scope) -> Held:
        """Elements: whatever renders them has components, properties and children, and may call what can be called."""
        values: list[Held] = []
        for child in node.children:
            if child.kind == "jsx_expression":
                for inner in child.children:
                    spread = inner.kind == "spread_element" and inner.children
                    values.append(self.value(inner.children[0] if spread else inner, scope))
            elif child.kind in _JSX:
                self._jsx(child, scope)
            elif node.kind in _JSX_NAMED and (not child.text[:1].islower() or "." in child.text):
                # A component; `div` is no name.
                values.append(self.lookup(identifier(child.text.partition(".")[0].strip()), scope))
        self.calls.handed(values, node, scope, "a component")
        return UNKNOWN


_JSX_NAMED = frozenset({"jsx_opening_element", "jsx_self_closing_element"})
_JSX = _JSX_NAMED | {"jsx_element", "jsx_fragment", "jsx_attribute"}


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


_Expression = Callable[[Expressions, Node, Scope], Held]
_EXPRESSIONS: dict[str, _Expression] = {
    "identifier": Expressions._identifier,
    "shorthand_property_identifier": Expressions._identifier,
    "this": Expressions._this,
    "string": lambda e, node, scope: Const(e.string(node)),
    "template_string": Expressions._template,
    "number": Expressions._number,
    "regex": Expressions._regex,
    "true": lambda e, node, scope: Const(True),
    "false": lambda e, node, scope: Const(False),
    "null": lambda e, node, scope: Const(None),
    "undefined": lambda e, node, scope: NOTHING,
    "binary_expression": Expressions._binary,
    "unary_expression": Expressions._unary,
    "update_expression": Expressions._update,
    "assignment_expression": Expressions._assignment,
    "augmented_assignment_expression": Expressions._augmented,
    "ternary_expression": Expressions._ternary,
    "sequence_expression": Expressions._sequence,
    "parenthesized_expression": Expressions._sequence,
    "array": Expressions._array,
    "object": Expressions._object,
    "member_expression": Expressions._member,
    "subscript_expression": Expressions._member,
    "call_expression": Expressions._call,
    "new_expression": Expressions._new,
    "await_expression": Expressions._await,
    "yield_expression": Expressions._yield,
    "meta_property": Expressions._meta,
    "class": Expressions._class,
    "class_declaration": Expressions._class,
    "as_expression": Expressions._typed,
    "satisfies_expression": Expressions._typed,
    "non_null_expression": Expressions._typed,
    "type_assertion": Expressions._typed,
    "instantiation_expression": Expressions._typed,
    **dict.fromkeys(_JSX, Expressions._jsx),
}
