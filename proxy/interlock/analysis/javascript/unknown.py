"""Names that a JavaScript text uses and nothing that was seen defines."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from interlock.analysis.cells import ANY
from interlock.analysis.javascript.knowledge import BUILTIN_MODULES
from interlock.analysis.javascript.syntax import Node, identifier

_GIVEN = BUILTIN_MODULES | frozenset(
    # https://nodejs.org/api/globals.html and ECMA-262, 19
    "AbortController AbortSignal AggregateError Array ArrayBuffer AsyncFunction Atomics BigInt BigInt64Array "
    "BigUint64Array Blob Boolean BroadcastChannel Buffer ByteLengthQueuingStrategy CloseEvent CompressionStream "
    "CountQueuingStrategy Crypto CryptoKey CustomEvent DOMException DataView Date DecompressionStream Error EvalError "
    "Event EventSource EventTarget File FinalizationRegistry Float16Array Float32Array Float64Array FormData Function "
    "Headers Infinity Int16Array Int32Array Int8Array Intl Iterator JSON Map Math MessageChannel MessageEvent "
    "MessagePort NaN Navigator Number Object Performance PerformanceEntry PerformanceObserver Promise Proxy RangeError "
    "ReadableStream ReferenceError Reflect RegExp Request Response Set SharedArrayBuffer Storage String "
    "SubtleCrypto SuppressedError Symbol SyntaxError TextDecoder TextDecoderStream TextEncoder TextEncoderStream "
    "TransformStream TypeError URIError URL URLPattern URLSearchParams Uint16Array Uint32Array Uint8Array "
    "Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly WebSocket WritableStream __dirname __filename arguments "
    "atob btoa clearImmediate clearInterval clearTimeout console crypto decodeURI decodeURIComponent encodeURI "
    "encodeURIComponent escape eval exports fetch global globalThis isFinite isNaN module navigator parseFloat "
    "parseInt performance process queueMicrotask require setImmediate setInterval setTimeout structuredClone "
    "undefined unescape _ _error await async yield this super import DisposableStack AsyncDisposableStack "
    # Browsers, Deno, Bun, test runners, notebooks.
    "window self document location history localStorage sessionStorage alert confirm prompt XMLHttpRequest "
    "requestAnimationFrame cancelAnimationFrame Element HTMLElement Node Image Worker SharedWorker indexedDB caches "
    "getComputedStyle matchMedia IntersectionObserver MutationObserver ResizeObserver FileReader customElements "
    "addEventListener removeEventListener dispatchEvent postMessage Deno Bun HTMLRewriter internalBinding describe it "
    "test expect beforeEach afterEach beforeAll afterAll before after jest vi jasmine suite $$ display React".split()
)
_BINDING = {
    "variable_declarator": ("name",),
    "arrow_function": ("parameter", "parameters"),
    "catch_clause": ("parameter",),
    "for_in_statement": ("left",),
    "assignment_expression": ("left",),
    **dict.fromkeys(
        ("function_declaration", "generator_function_declaration", "function_expression", "generator_function",
         "method_definition"),
        ("name", "parameters"),
    ),
    **dict.fromkeys(
        ("class_declaration", "class", "abstract_class_declaration", "enum_declaration", "internal_module", "module"),
        ("name",),
    ),
}  # fmt: skip
_WHOLE = frozenset({"import_clause", "import_require_clause", "import_alias", "namespace_export"})
_NAMES = frozenset({"identifier", "shorthand_property_identifier_pattern", "type_identifier"})
_GLOBAL_OBJECTS = frozenset({"globalThis", "global", "window", "self"})
_JSX = frozenset({"jsx_opening_element", "jsx_closing_element", "jsx_self_closing_element"})


def bound(root: Node) -> set[str]:
    """Names that the text binds in any of its scopes; `ANY` among them where it may bind any."""
    found: set[str] = set()
    todo = [root]
    while todo:
        node = todo.pop()
        if node.kind == "with_statement":
            found.add(ANY)
        for field in _BINDING.get(node.kind, ()):
            if field in node.fields:
                found |= _names(node.fields[field])
        if node.kind in _WHOLE:
            found |= _names(node)
        todo.extend(node.children)
    return found


def unknown(root: Node, known: Collection[str]) -> Iterator[tuple[Node, str, bool]]:
    """Each use of a name that is neither bound in the text nor `known`, and whether it is called."""
    here = bound(root)
    if ANY in here or ANY in known:
        return
    asked: set[str] = set()
    found: list[tuple[Node, str, bool]] = []
    todo: list[tuple[Node, Node | None]] = [(root, None)]
    while todo:
        node, parent = todo.pop()
        if node.kind == "unary_expression" and "typeof" in node.words:
            # Whoever asks for the type knows that the name may not be there.
            asked |= _names(node)
        elif node.kind in ("identifier", "shorthand_property_identifier"):
            name = identifier(node.text)
            tag = parent is not None and parent.kind in _JSX and name[:1].islower()
            if name not in here and name not in known and name not in _GIVEN and not tag:
                call = parent is not None and parent.kind in ("call_expression", "new_expression")
                head = parent is not None and parent.fields.get("function", parent.fields.get("constructor")) is node
                found.append((node, name, call and head))
        todo.extend((child, node) for child in node.children)
    yield from ((node, name, called) for node, name, called in found if name not in asked)


def _names(root: Node) -> set[str]:
    """Names in a pattern, and the property of the global object that is assigned."""
    found: set[str] = set()
    todo = [root]
    while todo:
        node = todo.pop()
        if node.kind in _NAMES:
            found.add(identifier(node.text))
        if node.kind == "member_expression":
            if node.fields["object"].text in _GLOBAL_OBJECTS and "property" in node.fields:
                found.add(identifier(node.fields["property"].text))
            continue
        if node.kind == "subscript_expression":
            continue
        todo.extend(node.children)
    return found
