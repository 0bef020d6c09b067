"""Names that a Java text uses and nothing that was seen defines: variables, methods, classes.

What stands in a class that extends something may be inherited, and an import of a whole package may bring any class.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

import tree_sitter

_DECLARING = frozenset(
    "variable_declarator formal_parameter catch_formal_parameter enhanced_for_statement resource method_declaration "
    "class_declaration interface_declaration enum_declaration record_declaration annotation_type_declaration "
    "enum_constant instanceof_expression constructor_declaration compact_constructor_declaration type_pattern "
    "record_pattern_component".split()
)
_PARAMETERS = frozenset({"inferred_parameters", "type_parameter", "record_pattern_component", "type_pattern"})
_NO_USES = frozenset(
    "import_declaration package_declaration marker_annotation annotation switch_label break_statement "
    "continue_statement labeled_statement scoped_identifier method_reference element_value_pair".split()
)
_PACKAGED = re.compile(r"[a-z]\w*(\.[a-z]\w*)*\.[A-Z]")
_NUMBERED = re.compile(r"\$\d+")
_IMPORT = re.compile(r"import\s+(static\s+)?([\w.]+?)\s*\.\s*(\w+|\*)\s*;?\Z")
_JSHELL = frozenset(
    "java.io java.lang java.math java.net java.nio.file java.util java.util.concurrent java.util.function "
    "java.util.prefs java.util.regex java.util.stream".split()
)
_CLASSES, _MEMBERS = "*classes", "*"


@cache
def _given() -> frozenset[str]:
    text = Path(__file__).with_name("names.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)["names"].split()) | {"this", "super", "length"}


def bound(root: tree_sitter.Node) -> set[str]:
    """Names that the text declares or imports anywhere; `*` among them where it may bind any, `*classes` any class."""
    found: set[str] = set()
    for node, _, _ in _nodes(root):
        if node.type in _DECLARING and (name := node.child_by_field_name("name")) is not None:
            found.add(_text(name))
        elif node.type in _PARAMETERS:
            found |= {_text(child) for child in node.named_children if child.type in ("identifier", "type_identifier")}
        elif node.type == "lambda_expression":
            parameters = node.child_by_field_name("parameters")
            found |= {_text(parameters)} if parameters is not None and parameters.type == "identifier" else set()
        elif node.type == "import_declaration" and (match := _IMPORT.match(_text(node))) is not None:
            static, package, last = match.groups()
            if last != "*":
                found.add(last)
            elif static:
                found.add(_MEMBERS)
            elif package not in _JSHELL:
                found.add(_CLASSES)
    return found


def unknown(root: tree_sitter.Node, known: Collection[str]) -> Iterator[tuple[tree_sitter.Node, str, bool]]:
    """Each use of a name that is neither bound in the text nor `known`, and whether it is called."""
    here = bound(root) | set(known)
    if _MEMBERS in here:
        return
    for node, (parent, above), inherits in _nodes(root):
        if parent is None or parent.type in _NO_USES:
            continue
        called = parent.type == "method_invocation" and parent.child_by_field_name("name") == node
        made = parent.type == "object_creation_expression" and parent.child_by_field_name("type") == node
        if node.type != "identifier" and not made:
            continue
        if called and parent.child_by_field_name("object") is not None:
            continue
        if parent.type == "field_access" and parent.child_by_field_name("field") == node:
            continue
        name = _text(node).partition("<")[0].strip()
        # `com.acme.Tool.run()`: the first part of a package's name is no variable.
        if parent.type == "field_access" and above is not None and _PACKAGED.match(_text(above)):
            continue
        is_class = name[:1].isupper()
        if (
            name in here
            or name in _given()
            or "." in name
            or _NUMBERED.fullmatch(name)
            or (is_class and _CLASSES in here)
        ):
            continue
        if not (inherits and not is_class):
            yield node, name, called or made


_Around = tuple[tree_sitter.Node | None, tree_sitter.Node | None]


def _nodes(root: tree_sitter.Node) -> Iterator[tuple[tree_sitter.Node, _Around, bool]]:
    """All named nodes, with the two around each, and whether what stands there may be inherited from what is unseen."""
    todo: list[tuple[tree_sitter.Node, _Around, bool]] = [(root, (None, None), False)]
    while todo:
        node, around, inherits = todo.pop()
        yield node, around, inherits
        children = node.named_children
        extends = any(child.type in ("superclass", "super_interfaces") for child in children)
        anonymous = node.type == "object_creation_expression"
        for child in children:
            inside = inherits or extends or (anonymous and child.type == "class_body")
            todo.append((child, (node, around[0]), inside))


def _text(node: tree_sitter.Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")
