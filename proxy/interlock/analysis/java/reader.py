"""tree-sitter-java's tree → ours. Files and jshell's snippets alike: statements may stand outside of classes."""

from __future__ import annotations

import re

import tree_sitter
import tree_sitter_java

from interlock.analysis.abstract import tree as t

_LANGUAGE = tree_sitter.Language(tree_sitter_java.language())
_UNICODE = re.compile(r"(?<!\\)((?:\\\\)*)\\u+([0-9a-fA-F]{4})")
_ESCAPE = re.compile(r"\\([0-3]?[0-7]{1,2}|\r?\n|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "s": " ", "\n": "", "\r\n": ""}
_PACKAGE = re.compile(r"(?:java|javax|jdk|sun|com|org|jakarta|groovy)(?:\.\w+)+")
_MOST_DEPTH = 120


class Char(str):
    """A `char`: arithmetic makes it a number."""


class TooDeep(Exception):
    """The tree nests deeper than is followed."""


def unescaped(text: str) -> str:
    """As the compiler first reads it (JLS 3.3): `\\u0072` is `r`."""
    return _UNICODE.sub(lambda m: m.group(1) + chr(int(m.group(2), 16)), text)


class _Reader:
    def __init__(self, text: str) -> None:
        self.data = text.encode("utf-8", "replace")
        self.ascii = text.isascii()
        self.depth = 0

    def at(self, node: tree_sitter.Node) -> dict[str, int]:
        if self.ascii:
            return {"start": node.start_byte, "end": node.end_byte}
        start = len(self.data[: node.start_byte].decode("utf-8", "replace"))
        return {"start": start, "end": start + len(self.text(node))}

    def text(self, node: tree_sitter.Node | None) -> str:
        return self.data[node.start_byte : node.end_byte].decode("utf-8", "replace") if node is not None else ""

    def type(self, node: tree_sitter.Node | None) -> str:
        return re.sub(r"<.*>|\s", "", self.text(node), flags=re.DOTALL)

    def field(self, node: tree_sitter.Node, name: str) -> t.Node | None:
        found = node.child_by_field_name(name)
        return self.node(found) if found is not None else None

    def needed(self, node: tree_sitter.Node, name: str) -> t.Node:
        start, end = self.at(node).values()
        return self.field(node, name) or t.Constant(None, start=start, end=end)

    def children(self, node: tree_sitter.Node | None) -> tuple[t.Node, ...]:
        if node is None:
            return ()
        kinds = ("line_comment", "block_comment")
        # Of an enumeration, constructors are there before the constants that they make.
        inner = sorted(node.named_children, key=lambda c: c.type != "enum_body_declarations")
        found = [self.node(c) for c in inner if c.type not in kinds]
        # Methods and classes are there before what stands above them runs.
        return tuple(
            sorted(found, key=lambda n: not (isinstance(n, t.Class) or (isinstance(n, t.Function) and n.name)))
        )

    def args(self, node: tree_sitter.Node | None) -> tuple[t.Argument, ...]:
        return tuple(
            t.Argument(self.node(c))
            for c in (node.named_children if node is not None else ())
            if "comment" not in c.type
        )

    def node(self, node: tree_sitter.Node) -> t.Node:
        self.depth += 1
        if self.depth > _MOST_DEPTH:
            raise TooDeep
        try:
            return self._node(node)
        finally:
            self.depth -= 1

    def _node(self, node: tree_sitter.Node) -> t.Node:
        start, end = self.at(node).values()
        match node.type:
            case "ERROR":
                return t.Block(
                    (t.Unread(self.text(node)[:60], start=start, end=end), *self.children(node)), start=start, end=end
                )
            case "identifier" | "type_identifier" | "this" | "super":
                return t.Name(self.text(node), start=start, end=end)
            case "scoped_identifier" | "scoped_type_identifier":
                return t.Name(self.type(node), start=start, end=end)
            case "string_literal":
                return t.Constant(self._string(self.text(node)), start=start, end=end)
            case "character_literal":
                return t.Constant(Char(self._string(self.text(node))), start=start, end=end)
            case "decimal_integer_literal" | "hex_integer_literal" | "octal_integer_literal" | "binary_integer_literal":
                text = self.text(node).replace("_", "").rstrip("lL")
                base = {"0x": 16, "0X": 16, "0b": 2, "0B": 2}.get(
                    text[:2], 8 if len(text) > 1 and text[0] == "0" else 10
                )
                try:
                    return t.Constant(int(text, base), start=start, end=end)
                except ValueError:
                    return t.Constant(None, start=start, end=end)
            case "true" | "false":
                return t.Constant(node.type == "true", start=start, end=end)
            case "null_literal":
                return t.Constant(None, start=start, end=end)
            case "class_literal":
                return t.Call(
                    t.Name("class literal", start=start, end=start),
                    (t.Argument(self.node(node.named_children[0])),),
                    start=start,
                    end=end,
                )
            case "field_access":
                text = self.text(node)
                if _PACKAGE.fullmatch(text):
                    return t.Name(text, start=start, end=end)
                return t.Member(
                    self.needed(node, "object"), self.text(node.child_by_field_name("field")), start=start, end=end
                )
            case "array_access":
                return t.Item(self.needed(node, "array"), self.field(node, "index"), start=start, end=end)
            case "method_invocation":
                name, owner = self.text(node.child_by_field_name("name")), node.child_by_field_name("object")
                callee: t.Node = t.Name(f"{name}()", start=start, end=end)
                if owner is not None:
                    callee = t.Member(self.node(owner), name, start=start, end=end)
                return t.Call(callee, self.args(node.child_by_field_name("arguments")), start=start, end=end)
            case "method_reference":
                named = node.named_children
                if self.text(node).endswith("::new"):
                    made = t.New(self.type(named[0]), (), start=start, end=end)
                    return t.Function((), made, start=start, end=end)
                return t.Member(self.node(named[0]), self.text(named[-1]), start=start, end=end)
            case "object_creation_expression":
                body = next((c for c in node.named_children if c.type == "class_body"), None)
                name = self.type(node.child_by_field_name("type"))
                made_body = (
                    t.Class("", (name,), self.children(body), start=start, end=end) if body is not None else None
                )
                return t.New(name, self.args(node.child_by_field_name("arguments")), made_body, start=start, end=end)
            case "array_creation_expression":
                value = node.child_by_field_name("value")
                if value is None:
                    return t.Call(
                        t.Name("new array", start=start, end=start),
                        tuple(
                            t.Argument(self.node(c.named_children[0]))
                            for c in node.named_children
                            if c.type == "dimensions_expr" and c.named_children
                        ),
                        start=start,
                        end=end,
                    )
                return self.node(value)
            case "array_initializer":
                return t.Vector(
                    tuple(self.node(c) for c in node.named_children if "comment" not in c.type), start=start, end=end
                )
            case "binary_expression":
                return t.Binary(
                    self.text(node.child_by_field_name("operator")),
                    self.needed(node, "left"),
                    self.needed(node, "right"),
                    start=start,
                    end=end,
                )
            case "unary_expression":
                return t.Unary(
                    self.text(node.child_by_field_name("operator")), self.needed(node, "operand"), start=start, end=end
                )
            case "update_expression":
                one = t.Constant(1, start=start, end=end)
                return t.Assign(
                    self.node(node.named_children[0]),
                    one,
                    outer=True,
                    operator=self.text(node).strip("\t ")[-1:] if self.text(node)[-1:] in "+-" else self.text(node)[0],
                    start=start,
                    end=end,
                )
            case "cast_expression":
                return t.Cast(
                    self.type(node.child_by_field_name("type")), self.needed(node, "value"), start=start, end=end
                )
            case "parenthesized_expression" | "expression_statement" | "labeled_statement":
                items = self.children(node)
                return items[-1] if items else t.Constant(None, start=start, end=end)
            case "ternary_expression":
                return t.Branches(
                    self.field(node, "condition"),
                    (self.needed(node, "consequence"), self.needed(node, "alternative")),
                    True,
                    start=start,
                    end=end,
                )
            case "if_statement":
                other = self.field(node, "alternative")
                branches = (self.needed(node, "consequence"), *((other,) if other else ()))
                return t.Branches(self.field(node, "condition"), branches, other is not None, start=start, end=end)
            case "switch_expression" | "switch_statement":
                groups = node.child_by_field_name("body")
                arms = tuple(
                    t.Block(self.children(c), start=start, end=end)
                    for c in (groups.named_children if groups is not None else ())
                )
                return t.Branches(
                    self.field(node, "condition"),
                    arms or (t.Constant(None, start=start, end=end),),
                    False,
                    start=start,
                    end=end,
                )
            case "switch_label":
                return t.Block((), start=start, end=end)
            case "while_statement" | "do_statement":
                body2 = t.Block((self.needed(node, "condition"), self.needed(node, "body")), start=start, end=end)
                return t.Loop("", None, body2, start=start, end=end)
            case "for_statement":
                inner = [self.field(node, name) for name in ("condition", "body", "update")]
                loop = t.Loop(
                    "",
                    None,
                    t.Block(tuple(n for n in inner if n is not None), start=start, end=end),
                    start=start,
                    end=end,
                )
                first = self.field(node, "init")
                return t.Block((*((first,) if first else ()), loop), start=start, end=end)
            case "enhanced_for_statement":
                name = self.text(node.child_by_field_name("name"))
                return t.Loop(name, self.field(node, "value"), self.needed(node, "body"), start=start, end=end)
            case "break_statement" | "continue_statement":
                return t.Jump(start=start, end=end)
            case "return_statement" | "yield_statement":
                items = self.children(node)
                return t.Return(items[0] if items else None, start=start, end=end)
            case "assignment_expression":
                operator = self.text(node.child_by_field_name("operator"))
                return t.Assign(
                    self.needed(node, "left"),
                    self.field(node, "right"),
                    outer=True,
                    operator=operator[:-1],
                    start=start,
                    end=end,
                )
            case "local_variable_declaration" | "field_declaration" | "constant_declaration":
                kind = self.type(node.child_by_field_name("type"))
                found = []
                for c in node.named_children:
                    if c.type == "variable_declarator":
                        target = t.Name(self.text(c.child_by_field_name("name")), start=start, end=end)
                        found.append(t.Assign(target, self.field(c, "value"), type=kind, **self.at(c)))  # type: ignore[arg-type]  # positions
                return t.Block(tuple(found), start=start, end=end)
            case "resource":
                target = t.Name(self.text(node.child_by_field_name("name")), start=start, end=end)
                return t.Assign(
                    target,
                    self.field(node, "value"),
                    type=self.type(node.child_by_field_name("type")),
                    start=start,
                    end=end,
                )
            case (
                "lambda_expression"
                | "method_declaration"
                | "constructor_declaration"
                | "compact_constructor_declaration"
            ):
                name = self.text(node.child_by_field_name("name"))
                if "constructor" in node.type:
                    name = "<init>"
                return t.Function(
                    self._parameters(node.child_by_field_name("parameters")),
                    self.field(node, "body"),
                    name,
                    start=start,
                    end=end,
                )
            case (
                "class_declaration"
                | "interface_declaration"
                | "enum_declaration"
                | "record_declaration"
                | "annotation_type_declaration"
            ):
                bases = tuple(
                    self.type(x)
                    for c in node.named_children
                    if c.type in ("superclass", "super_interfaces")
                    for x in (c.named_children[0].named_children if c.type == "super_interfaces" else c.named_children)
                )
                body3 = node.child_by_field_name("body")
                return t.Class(
                    self.text(node.child_by_field_name("name")), bases, self.children(body3), start=start, end=end
                )
            case "explicit_constructor_invocation":
                which = self.text(node.child_by_field_name("constructor"))
                args = self.args(node.child_by_field_name("arguments"))
                return t.Call(t.Name(f"{which}()", start=start, end=end), args, start=start, end=end)
            case "enum_constant":
                # A constant is an object of the enumeration, made when that is first used.
                around = node.parent.parent if node.parent is not None else None
                kind = self.text(around.child_by_field_name("name")) if around is not None else ""
                made = t.New(kind, self.args(node.child_by_field_name("arguments")), start=start, end=end)
                constant = t.Name(self.text(node.child_by_field_name("name")), start=start, end=end)
                own = node.child_by_field_name("body")
                inner_class = (t.Class("", (), self.children(own), start=start, end=end),) if own is not None else ()
                return t.Block((t.Assign(constant, made, start=start, end=end), *inner_class), start=start, end=end)
            case "import_declaration":
                return t.Call(
                    t.Name("import", start=start, end=start),
                    (t.Argument(t.Constant(self.text(node).rstrip(";").strip(), start=start, end=end)),),
                    start=start,
                    end=end,
                )
            case (
                "block"
                | "program"
                | "static_initializer"
                | "class_body"
                | "constructor_body"
                | "try_statement"
                | "try_with_resources_statement"
                | "resource_specification"
                | "finally_clause"
                | "switch_block_statement_group"
                | "switch_rule"
                | "enum_body_declarations"
                | "synchronized_statement"
            ):
                return t.Block(self.children(node), start=start, end=end)
            case "catch_clause":
                return t.Branches(None, (self.needed(node, "body"),), False, start=start, end=end)
            case "instanceof_expression":
                name = self.text(node.child_by_field_name("name"))
                held = self.needed(node, "left")
                return t.Assign(t.Name(name, start=start, end=end), held, start=start, end=end) if name else held
            case (
                "modifiers"
                | "integral_type"
                | "void_type"
                | "package_declaration"
                | "line_comment"
                | "block_comment"
                | "dimensions"
                | "generic_type"
                | "array_type"
                | "string_fragment"
            ):
                return t.Block((), start=start, end=end)
            case _:
                return t.Block(self.children(node), pure=True, start=start, end=end)

    def _parameters(self, node: tree_sitter.Node | None) -> tuple[t.Parameter, ...]:
        if node is None:
            return ()
        if node.type == "identifier":
            return (t.Parameter(self.text(node)),)
        found = []
        for c in node.named_children:
            if c.type == "identifier":
                found.append(t.Parameter(self.text(c)))
            elif c.type == "formal_parameter":
                found.append(
                    t.Parameter(self.text(c.child_by_field_name("name")), self.type(c.child_by_field_name("type")))
                )
            elif c.type == "spread_parameter":
                found.append(t.Parameter(self.text(c.named_children[-1]), rest=True))
        return tuple(found)

    @staticmethod
    def _string(text: str) -> str:
        if text.startswith('"""'):
            lines = text[3:-3].split("\n")[1:]
            margin = min((len(x) - len(x.lstrip()) for x in lines if x.strip() or x is lines[-1]), default=0)
            text = '"' + "\n".join(x[margin:].rstrip() for x in lines) + '"'
        return _ESCAPE.sub(
            lambda m: chr(int(m.group(1), 8)) if m.group(1)[0] in "01234567" else _ESCAPES.get(m.group(1), m.group(1)),
            text[1:-1],
        )


def parse(text: str) -> tree_sitter.Node:
    """The grammar's own tree."""
    return tree_sitter.Parser(_LANGUAGE).parse(text.encode("utf-8", "replace")).root_node


def read(text: str) -> tuple[t.Node, ...]:
    """The statements of a text. Raises `TooDeep`."""
    return _Reader(text).children(parse(text))
