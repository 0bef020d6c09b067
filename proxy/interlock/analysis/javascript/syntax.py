"""JavaScript text to a tree that knows characters, operators and functions; no recursion, whatever the nesting."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import tree_sitter
import tree_sitter_javascript
import tree_sitter_typescript

from interlock.model.facts import Language, OpaqueCode, Span

_LANGUAGES: dict[Language, tree_sitter.Language] = {
    "javascript": tree_sitter.Language(tree_sitter_javascript.language()),
    "typescript": tree_sitter.Language(tree_sitter_typescript.language_typescript()),
}
_TSX = tree_sitter.Language(tree_sitter_typescript.language_tsx())
_CLOSING_TAG = re.compile(r"</|/>")
_CALL = re.compile(r"([\w$]+)\s*[(`]")
_RUNNING = frozenset({"require", "import", "eval", "Function", "fetch"})
_MOST_NODES = 200_000
_MOST_COMPLAINTS = 32
_LEVELS_PER_DEPTH = 4  # a bracket of source is three or four nodes of the grammar
FUNCTIONS = frozenset(
    {
        "function_declaration",
        "generator_function_declaration",
        "function_expression",
        "generator_function",
        "arrow_function",
        "method_definition",
    }
)
# What TypeScript erases: nothing in it runs.
_ERASED = frozenset(
    [
        "type_annotation",
        "type_arguments",
        "type_parameters",
        "interface_declaration",
        "type_alias_declaration",
        "implements_clause",
        "accessibility_modifier",
        "override_modifier",
        "function_signature",
        "method_signature",
        "abstract_method_signature",
        "index_signature",
        "asserts_annotation",
        "type_predicate_annotation",
        "omitting_type_annotation",
        "opting_type_annotation",
        "ambient_declaration",
        "predefined_type",
        "type_identifier",
        "generic_type",
        "union_type",
        "intersection_type",
        "literal_type",
        "array_type",
        "object_type",
        "function_type",
        "tuple_type",
        "lookup_type",
        "index_type_query",
        "type_query",
        "conditional_type",
        "readonly_type",
        "template_literal_type",
        "parenthesized_type",
        "extends_type_clause",
        "this_type",
    ]
)
_RUNS = re.compile(r"[(`]|\b(?:import|require|eval|new)\b")
_QUIET = frozenset({"string", "template_string", "comment", "regex", "string_fragment", "regex_pattern"})


@dataclass(slots=True, eq=False)
class Source:
    """One unit: its text, and what a first pass over its tree learned about its names."""

    text: str
    unit: int
    language: Language = "javascript"
    recalled: bool = False
    """It is what earlier cells defined, not part of what is submitted."""
    weak: set[str] = field(default_factory=set)
    """Names that one function assigns and another uses: when which assignment counts is not followed."""
    assigned: set[str] = field(default_factory=set)
    """Names that something in it assigns, without declaring them."""


@dataclass(slots=True, eq=False)
class Node:
    """A named node. Offsets count characters."""

    kind: str
    start: int
    end: int
    source: Source
    children: list[Node] = field(default_factory=list)
    """Named children in order, without comments."""
    fields: dict[str, Node] = field(default_factory=dict)
    """The first child of each field name."""
    words: list[str] = field(default_factory=list)
    """Keywords and operators that stand directly in it; `property` for TypeScript's `private` and its like."""
    reads: frozenset[str] = frozenset()
    """Of a function: names that stand anywhere inside."""

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(slots=True)
class Complaint:
    """Something that could not be read."""

    code: OpaqueCode
    span: Span
    detail: str


@dataclass(slots=True)
class Tree:
    """A text as far as it could be read; without a root, nothing of it could."""

    root: Node | None
    complaints: list[Complaint]
    limit: str | None = None


def parse(
    text: str,
    unit: int,
    most_depth: int,
    deadline: Callable[[], bool],
    language: Language = "javascript",
    *,
    recalled: bool = False,
) -> Tree:
    """The tree of `text`, of TypeScript without its types; `most_depth` counts nested brackets. Total on every text."""
    whole = Span(0, len(text))
    source = Source(text, unit, language, recalled)
    data = text.encode("utf-8", "surrogatepass")
    parsed = tree_sitter.Parser(_LANGUAGES[language]).parse(data)
    if language == "typescript" and parsed.root_node.has_error and _CLOSING_TAG.search(text):
        with_tags = tree_sitter.Parser(_TSX).parse(data)
        parsed = parsed if with_tags.root_node.has_error else with_tags
    if parsed.root_node.type == "ERROR":
        return Tree(None, [Complaint("parse_error", whole, "no JavaScript")])
    characters = _offsets(text)
    complaints: list[Complaint] = []
    root = Node("program", 0, len(text), source)
    quiet: list[tuple[int, int]] = []
    stack: list[tuple[Node, int]] = [(root, 0)]
    cursor = parsed.walk()
    if not cursor.goto_first_child():
        return Tree(root, complaints)
    count = 0
    while True:
        count += 1
        at = cursor.node
        assert at is not None  # INVARIANT: a cursor that moved stands on a node
        parent, depth = stack[-1]
        if count > _MOST_NODES:
            return Tree(None, [Complaint("size", whole, f"over {_MOST_NODES} nodes")], "code_bytes")
        if count % 4096 == 0 and deadline():
            return Tree(None, [Complaint("timeout", whole, "")], "soft_time_s")
        kind, name = at.type, cursor.field_name
        start, end = characters(at.start_byte), characters(at.end_byte)
        descend = False
        if at.is_missing or at.is_error:
            # The grammar of TypeScript flags ordinary texts; an error that holds nothing that runs is not worth a fact.
            idle = language == "typescript" and not _RUNS.search(text[start:end]) and not at.is_missing
            if len(complaints) < _MOST_COMPLAINTS and not idle:
                complaints.append(
                    Complaint("parse_error", Span(start, end), f"missing `{kind}`" if at.is_missing else "")
                )
        if kind in _QUIET:
            quiet.append((start, end))
        if kind == "html_comment":
            complaints.append(Complaint("parser_disagreement", Span(start, end), "an HTML comment"))
        elif at.is_named and kind != "comment" and (kind not in _ERASED or name == "name"):
            made = Node(kind, start, end, source)
            parent.children.append(made)
            if name is not None:
                parent.fields.setdefault(name, made)
            # `a + b + c + …` leans to the left, however long it is; the evaluator walks it in a loop.
            flat = parent.kind == kind == "binary_expression" and name == "left"
            deeper = depth if flat else depth + 1
            if deeper > most_depth * _LEVELS_PER_DEPTH:
                return Tree(None, [Complaint("depth", whole, "")], "code_depth")
            if cursor.goto_first_child():
                stack.append((made, deeper))
                descend = True
        elif not at.is_named:
            parent.words.append(kind)
        elif kind in ("accessibility_modifier", "override_modifier"):
            parent.words.append("property")
        if descend:
            continue
        while not cursor.goto_next_sibling():
            stack.pop()
            if not cursor.goto_parent() or not stack:
                if parsed.root_node.has_error and not complaints and language == "javascript":
                    complaints.append(Complaint("parse_error", whole, ""))
                _learn(root, source, complaints)
                _html_comments(text, quiet, complaints)
                return Tree(root, complaints)


def _offsets(text: str) -> Callable[[int], int]:
    """Byte offset → character offset."""
    if text.isascii():
        return lambda at: at
    ends: list[int] = []
    surplus: list[int] = []
    at = extra = 0
    for char in text:
        size = len(char.encode("utf-8", "surrogatepass"))
        at += size
        if size > 1:
            extra += size - 1
            ends.append(at)
            surplus.append(extra)

    def character(offset: int) -> int:
        before = bisect.bisect_right(ends, offset)
        return offset - (surplus[before - 1] if before else 0)

    return character


def _learn(root: Node, source: Source, complaints: list[Complaint]) -> None:
    """Which names each function mentions, and which are assigned in one function and used in another."""
    users: dict[str, set[int]] = {}
    assigned: set[str] = set()
    texts: list[Node] = []
    owners: list[tuple[Node, set[str]]] = [(root, set())]
    todo: list[Node | None] = [root]
    while todo:
        node = todo.pop()
        if node is None:
            owner, names = owners.pop()
            owner.reads = frozenset(names)
            owners[-1][1].update(names)
            continue
        if node.kind == "jsx_text" and source.language == "typescript":
            texts.append(node)
        if node.kind in FUNCTIONS:
            owners.append((node, set()))
            todo.append(None)
        if node.kind in ("identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern"):
            name = identifier(node.text)
            owners[-1][1].add(name)
            users.setdefault(name, set()).add(id(owners[-1][0]))
        elif node.kind in ("assignment_expression", "augmented_assignment_expression", "update_expression"):
            target = node.fields.get("left") or node.fields.get("argument")
            if target is not None:
                assigned.update(_targets(target))
        elif node.kind == "for_in_statement" and not {"const", "let", "var"} & set(node.words):
            assigned.update(_targets(node.fields["left"]) if "left" in node.fields else ())
        elif (
            node.kind in ("await_expression", "yield_expression")
            and node.children[:1]
            and node.children[0].kind == "regex"
        ):
            # Outside async functions and generators both are names, and the slash divides.
            complaints.append(Complaint("parser_disagreement", node.span, "a regular expression or a division"))
        todo.extend(node.children)
    for node in texts:
        # What the grammar takes for text between tags could be code behind a cast (`<T>f(x)`).
        called = [name for name in _CALL.findall(node.text) if name in users or name in _RUNNING]
        if called and len(complaints) < _MOST_COMPLAINTS:
            detail = f"text between tags, or a call of {called[0]}"
            complaints.append(Complaint("parser_disagreement", node.span, detail))
    source.assigned = assigned
    source.weak = {name for name in assigned if len(users.get(name, ())) > 1}


def _targets(node: Node) -> list[str]:
    found, todo = [], [node]
    while todo:
        at = todo.pop()
        if at.kind in ("identifier", "shorthand_property_identifier_pattern"):
            found.append(identifier(at.text))
        elif at.kind not in ("member_expression", "subscript_expression"):
            todo.extend(at.children)
    return found


def _html_comments(text: str, quiet: list[tuple[int, int]], complaints: list[Complaint]) -> None:
    """`<!--` begins a comment in a script, and so does `-->` at the start of a line; the grammar knows neither well."""
    starts = [start for start, _ in quiet]
    for match in re.finditer(r"<!--|(?:^|[\n\r\u2028\u2029])(?:\s|/\*.*?\*/)*(-->)", text):
        at = match.start(1) if match.group(1) else match.start()
        before = bisect.bisect_right(starts, at) - 1
        # Of nested quiet nodes (a fragment in its string) any that holds the place will do.
        if any(start <= at < end for start, end in quiet[max(0, before - 3) : before + 1]):
            continue
        if len(complaints) < _MOST_COMPLAINTS:
            complaints.append(Complaint("parser_disagreement", Span(at, match.end()), "an HTML comment"))


# --- literals ---------------------------------------------------------------------------------------------------------

_UNICODE = re.compile(r"\\u(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{4}))")
_ESCAPE = re.compile(
    r"\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-3][0-7]{0,2}|[4-7][0-7]?)|(\r\n|[\s\S]))"
)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}


def identifier(raw: str) -> str:
    """A name with its escapes decoded: `r\\u0065quire` is `require`."""
    if "\\" not in raw:
        return raw
    return _UNICODE.sub(lambda m: _char(int(m.group(1) or m.group(2), 16)), raw)


def unescaped(raw: str) -> str:
    """What stands between the quotes of a string or in a template, decoded."""
    if "\\" not in raw:
        return raw

    def one(match: re.Match[str]) -> str:
        brace, four, two, octal, other = match.groups()
        if brace or four or two:
            return _char(int(brace or four or two, 16))
        if octal is not None:
            return chr(int(octal, 8))
        if other in ("\n", "\r", "\r\n", "\u2028", "\u2029"):
            return ""
        return _SIMPLE.get(other, other)

    text = _ESCAPE.sub(one, raw)
    if any("\ud800" <= c <= "\udfff" for c in text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _char(code: int) -> str:
    return chr(code) if code < 0x110000 else "\ufffd"


def number(raw: str) -> int | float | None:
    """The value of a numeric literal; None for what does not fit."""
    text = raw.replace("_", "").rstrip("n").lower()
    try:
        if text[:2] in ("0x", "0o", "0b"):
            return int(text, 0)
        if re.fullmatch(r"0[0-7]+", text):
            return int(text, 8)
        if text.isdigit():
            return int(text) if len(text) < 400 else None
        return float(text)
    except ValueError:
        return None
