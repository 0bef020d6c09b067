"""Operators and pure functions over constants, as ECMAScript defines them; unknown where the result is not sure."""

from __future__ import annotations

import base64
import binascii
import json
import math
import posixpath
import re
import unicodedata
from urllib.parse import quote, unquote, urljoin

from interlock.analysis.javascript.values import (
    MOST_FOLDED,
    NOTHING,
    NUMBER,
    UNDEFINED,
    UNKNOWN,
    Anything,
    Array,
    Choice,
    Const,
    Download,
    Held,
    Instance,
    Mixed,
    Obj,
    Strings,
    choice,
    each,
    mixed,
    number_text,
    shown,
    text_of,
    truth,
)

Number = int | float


def number_of(held: Held) -> Number | None:
    """What `Number(value)` gives; None where it is not known."""
    if not isinstance(held, Const):
        text = shown(held) if isinstance(held, Array) else None
        return number_of(Const(text)) if text is not None else None
    value = held.value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | float):
        return value
    if value is None:
        return 0
    if value is UNDEFINED:
        return math.nan
    if not isinstance(value, str):
        return None
    text = value.strip(_BLANKS)
    if not text:
        return 0
    try:
        if re.fullmatch(r"0[xX][0-9a-fA-F]{1,300}|0[bB][01]{1,300}|0[oO][0-7]{1,300}", text):
            return int(text, 0)
        if re.fullmatch(r"[+-]?\d{1,300}", text):
            return int(text)
        if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", text):
            return _tidy(float(text))
    except (ValueError, OverflowError):
        return None
    return math.nan


def _tidy(number: Number) -> Number:
    if isinstance(number, float) and number.is_integer() and abs(number) < 2**53:
        return int(number)
    return number if isinstance(number, float) or abs(number) < 2**53 else float(number)


def _int32(number: Number) -> int:
    if math.isnan(number) or math.isinf(number):
        return 0
    value = int(number) & 0xFFFFFFFF
    return value - (1 << 32) if value & 0x80000000 else value


def unary(op: str, held: Held) -> Held:
    if op == "!":
        known = truth(held)
        return Const(not known) if known is not None else UNKNOWN
    if op == "void":
        return NOTHING
    if op == "typeof":
        if not isinstance(held, Const):
            return Const("object") if isinstance(held, Array | Obj) else UNKNOWN
        kinds = {str: "string", bool: "boolean", int: "number", float: "number", bytes: "object", type(None): "object"}
        return Const(kinds.get(type(held.value), "undefined"))
    number = number_of(held)
    if number is None:
        return NUMBER
    if op == "-":
        return Const(-number if number != 0 else 0)
    return Const(~_int32(number)) if op == "~" else Const(number)


def binary(op: str, left: Held, right: Held) -> Held:
    """The operators but `&&`, `||`, `??`."""
    if op == "+":
        return _plus(left, right)
    if op in ("==", "===", "!=", "!=="):
        return _equal(op, left, right)
    if op in ("in", "instanceof"):
        return UNKNOWN
    if op in ("<", ">", "<=", ">="):
        a, b = (held.value if isinstance(held, Const) else None for held in (left, right))
        if isinstance(a, str) and isinstance(b, str):
            return Const({"<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}[op])
        x, y = number_of(left), number_of(right)
        return UNKNOWN if x is None or y is None else Const({"<": x < y, ">": x > y, "<=": x <= y, ">=": x >= y}[op])
    x, y = number_of(left), number_of(right)
    if x is None or y is None:
        return NUMBER
    try:
        return Const(_tidy(_arithmetic(op, x, y)))
    except (ArithmeticError, ValueError, KeyError):
        return NUMBER


def _arithmetic(op: str, x: Number, y: Number) -> Number:
    match op:
        case "-":
            return x - y
        case "*":
            return x * y
        case "/":
            return x / y
        case "%":
            return math.fmod(x, y)
        case "**" if abs(x) < 2**31 and abs(y) < 64:
            return float(x) ** y
        case "^":
            return _int32(_int32(x) ^ _int32(y))
        case "&":
            return _int32(_int32(x) & _int32(y))
        case "|":
            return _int32(_int32(x) | _int32(y))
        case "<<":
            return _int32(_int32(x) << (_int32(y) & 31))
        case ">>":
            return _int32(x) >> (_int32(y) & 31)
        case ">>>":
            return (_int32(x) & 0xFFFFFFFF) >> (_int32(y) & 31)
    raise KeyError(op)


def _plus(left: Held, right: Held) -> Held:
    if isinstance(left, Choice) or isinstance(right, Choice):
        if len(each(left)) * len(each(right)) <= 16:
            return choice(*(_plus(a, b) for a in each(left) for b in each(right)))
        return UNKNOWN
    stringy = (str, bytes)
    texts = [
        isinstance(h, Array | Mixed | Obj)
        or (isinstance(h, Const) and isinstance(h.value, stringy))
        or (not isinstance(h, Const) and shown(h) is not None)
        for h in (left, right)
    ]
    if not any(texts):
        x, y = number_of(left), number_of(right)
        if x is not None and y is not None:
            return Const(_tidy(x + y))
        if any(isinstance(h, Download) for h in (left, right)):
            return Mixed((left, right))
        return NUMBER if NUMBER in (left, right) and (x is not None or y is not None) else UNKNOWN
    return mixed([left, right])


def _equal(op: str, left: Held, right: Held) -> Held:
    if not isinstance(left, Const) or not isinstance(right, Const):
        return UNKNOWN
    a, b = left.value, right.value
    if type(a) is not type(b) and len(op) == 2 and not (isinstance(a, int | float) and isinstance(b, int | float)):
        nullish = [value is None or value is UNDEFINED for value in (a, b)]
        return Const(all(nullish) is (op == "==")) if any(nullish) else UNKNOWN
    if isinstance(a, bool) != isinstance(b, bool) and len(op) == 2:
        return UNKNOWN
    same = a == b and isinstance(a, bool) == isinstance(b, bool)
    return Const(same is op.startswith("="))


# --- methods of texts -------------------------------------------------------------------------------------------------


def _index(args: list[Held], at: int, default: int) -> int:
    """An integer argument. Raises `ValueError` where it is not known."""
    if at >= len(args) or args[at] == NOTHING:
        return default
    number = number_of(args[at])
    if number is None:
        raise ValueError
    if math.isnan(number):
        return 0
    return int(max(-(2**53), min(2**53, number)))


def _argument(args: list[Held], at: int, default: str = "undefined") -> str:
    """An argument as text. Raises `ValueError` where it is not known."""
    if at >= len(args):
        return default
    text = shown(args[at])
    if text is None:
        raise ValueError
    return text


# https://tc39.es/ecma262/#sec-white-space and line terminators
_BLANKS = "\t\v\f \u00a0\ufeff\u1680\u202f\u205f\u3000\n\r\u2028\u2029" + "".join(map(chr, range(0x2000, 0x200B)))


def text_method(text: str, name: str, args: list[Held]) -> Held | None:
    """A method of a constant text; None for one that is not here, unknown where it cannot be folded."""
    if any(c > "\uffff" for c in text) and name not in ("toString", "valueOf", "trim", "concat", "normalize"):
        return UNKNOWN if name in _TEXT_METHODS else None
    if not (text.isascii() and "\r" not in text) and any(isinstance(arg, Instance) for arg in args):
        return UNKNOWN  # where the two languages' patterns part
    try:
        result = _text_method(text, name, args)
    except ValueError:
        if name == "concat":
            return mixed([Const(text), *args])
        return UNKNOWN
    if isinstance(result, str):
        return Const(result) if len(result) <= MOST_FOLDED else UNKNOWN
    return result


_TEXT_METHODS = frozenset(
    [
        "charAt",
        "charCodeAt",
        "codePointAt",
        "at",
        "slice",
        "substring",
        "substr",
        "split",
        "indexOf",
        "lastIndexOf",
        "repeat",
        "padStart",
        "padEnd",
        "replace",
        "replaceAll",
        "length",
    ]
)


def _text_method(text: str, name: str, args: list[Held]) -> str | Held | None:
    size = len(text)
    match name:
        case "normalize":
            return unicodedata.normalize(_argument(args, 0, "NFC"), text)  # type: ignore[arg-type]  # ValueError else
        case "toString" | "valueOf" | "toWellFormed":
            return text
        case "concat":
            return text + "".join(_argument(args, at) for at in range(len(args)))
        case "toUpperCase" | "toLocaleUpperCase":
            return text.upper()
        case "toLowerCase" | "toLocaleLowerCase":
            return text.lower()
        case "trim":
            return text.strip(_BLANKS)
        case "trimStart" | "trimLeft":
            return text.lstrip(_BLANKS)
        case "trimEnd" | "trimRight":
            return text.rstrip(_BLANKS)
        case "charAt":
            at = _index(args, 0, 0)
            return text[at] if 0 <= at < size else ""
        case "at":
            at = _index(args, 0, 0)
            return text[at] if -size <= at < size else NOTHING
        case "charCodeAt" | "codePointAt":
            at = _index(args, 0, 0)
            return Const(ord(text[at])) if 0 <= at < size else Const(math.nan)
        case "slice":
            return text[_index(args, 0, 0) : _index(args, 1, size)]
        case "substring":
            a, b = (min(max(_index(args, at, d), 0), size) for at, d in ((0, 0), (1, size)))
            return text[min(a, b) : max(a, b)]
        case "substr":
            start = _index(args, 0, 0)
            start = max(0, size + start) if start < 0 else start
            return text[start : start + max(0, _index(args, 1, size))]
        case "repeat":
            times = _index(args, 0, 0)
            return text * times if times >= 0 and times * size <= MOST_FOLDED else UNKNOWN
        case "padStart" | "padEnd":
            width, fill = _index(args, 0, 0), _argument(args, 1, " ")
            if width > MOST_FOLDED or not fill:
                return UNKNOWN if fill else text
            pad = (fill * (width // len(fill) + 1))[: max(0, width - size)]
            return pad + text if name == "padStart" else text + pad
        case "indexOf" | "lastIndexOf":
            found = text.find if name == "indexOf" else text.rfind
            return Const(found(_argument(args, 0))) if len(args) < 2 else NUMBER
        case "includes" | "startsWith" | "endsWith":
            if len(args) > 1:
                return UNKNOWN
            part = _argument(args, 0)
            return Const({"includes": part in text, "startsWith": text.startswith(part)}.get(name, text.endswith(part)))
        case "split":
            return _split(text, args)
        case "replace" | "replaceAll":
            return _replace(text, name, args)
        case _:
            return None


def _split(text: str, args: list[Held]) -> Held:
    limit = _index(args, 1, 2**32)
    if not args or args[0] == NOTHING:
        return Array([Const(text)])
    if (pattern := regex(args[0])) is not None:
        pieces = [p if p is not None else "" for p in pattern.split(text)] if not pattern.match("") else None
        if pieces is None and pattern.pattern == "":
            pieces = list(text)
        if pieces is None:
            return UNKNOWN
    else:
        separator = _argument(args, 0)
        pieces = text.split(separator) if separator else list(text)
    return Array([Const(piece) for piece in pieces[:limit]])


def _replace(text: str, name: str, args: list[Held]) -> str | Held:
    pattern = regex(args[0]) if args else None
    new = _argument(args, 1)
    if pattern is None:
        if args and isinstance(args[0], Instance):
            return UNKNOWN
        old = _argument(args, 0)
        if "$" in new:
            return UNKNOWN
        return text.replace(old, new, 1 if name == "replace" else -1)
    assert isinstance(args[0], Instance)  # INVARIANT: `regex` gave a pattern
    flags = text_of(args[0].args[1]) or ""
    if re.search(r"\$[^$&1-9]", new):
        return UNKNOWN

    def one(match: re.Match[str]) -> str:
        def sign(part: re.Match[str]) -> str:
            what = part.group(1)
            if what == "$":
                return "$"
            if what == "&":
                return match.group()
            return (match.group(int(what)) or "") if int(what) <= pattern.groups else part.group()

        return re.sub(r"\$([$&1-9])", sign, new)

    return pattern.sub(one, text, count=0 if "g" in flags else 1)


_PLAIN_PATTERN = re.compile(
    r"(?:[\w\s!\"#%&',/:;<=>@_`~-]|\.|\\[dDwWsSbBnrt.*+?^$()\[\]{}|/\\-]|\[\^?(?:\\.|[^\]\\\[])*\]|\^|\$|\||\((?!\?)|\)|\(\?:|\(\?<[A-Za-z_]\w*>|[*+?](?![*+]))*"
)


def regex(held: Held) -> re.Pattern[str] | None:
    """A regular expression whose meaning Python shares; None for others, and for what is none."""
    if not isinstance(held, Instance) or held.name != "RegExp" or not held.args:
        return None
    source = text_of(held.args[0])
    flags = text_of(held.args[1]) if len(held.args) > 1 else ""
    if source is None or flags is None or len(source) > 80 or set(flags) - set("gimsu"):
        return None
    if "$" in source and re.search(r"\\\$|\[[^\]]*\$", source):
        return None
    # Nested repetition may take for ever; it is not needed to spell a name.
    if not _PLAIN_PATTERN.fullmatch(source) or re.search(r"[*+?]\)[*+?{]", source) or source.count("*") > 2:
        return None
    try:
        bits = re.ASCII | (re.I if "i" in flags else 0) | (re.M if "m" in flags else 0) | (re.S if "s" in flags else 0)
        source = re.sub(r"\(\?<(?=[A-Za-z_])", "(?P<", source)
        return re.compile(source.replace("$", r"(?=\Z)") if "m" not in flags else source, bits)
    except (re.error, OverflowError):
        return None


# --- methods of other values ------------------------------------------------------------------------------------------


def array_method(array: Array, name: str, args: list[Held]) -> Held | None:
    """A method of a list that calls nothing back, changing the list as it does; None for one that is not here."""
    items = array.items
    try:
        match name:
            case "join" | "toString" | "toLocaleString":
                separator = (args[0] if args and args[0] != NOTHING else Const(",")) if name == "join" else Const(",")
                parts: list[Held] = []
                for i, item in enumerate(items):
                    blank = isinstance(item, Const) and item.value in (None, UNDEFINED)
                    parts += [*([separator] if i else []), Const("") if blank else item]
                return (mixed(parts) if parts else Const("")) if array.exact else UNKNOWN
            case "reverse" | "toReversed":
                if name == "reverse":
                    items.reverse()
                    return array
                return Array(items[::-1], array.exact)
            case "slice":
                return Array(items[_index(args, 0, 0) : _index(args, 1, len(items))]) if array.exact else array
            case "concat":
                more = [i for arg in args for i in (arg.items if isinstance(arg, Array) else [arg])]
                return Array([*items, *more], array.exact and not any(isinstance(arg, Anything) for arg in args))
            case "push":
                items.extend(args)
                return NUMBER
            case "unshift":
                items[:0] = args
                return NUMBER
            case "pop" | "shift":
                if not array.exact:
                    return choice(*items, UNKNOWN)
                return (items.pop() if name == "pop" else items.pop(0)) if items else NOTHING
            case "splice":
                start, gone = _index(args, 0, 0), _index(args, 1, len(items))
                start = max(0, len(items) + start) if start < 0 else start
                cut = items[start : start + gone]
                items[start : start + gone] = args[2:]
                return Array(cut, array.exact)
            case "at":
                at = _index(args, 0, 0)
                return items[at] if array.exact and -len(items) <= at < len(items) else choice(*items, UNKNOWN)
            case "flat":
                return Array(
                    [i for item in items for i in (item.items if isinstance(item, Array) else [item])], array.exact
                )
            case "values" | Symbol.ITERATOR:
                return array
            case "entries":
                return Array([Array([Const(i), item]) for i, item in enumerate(items)], array.exact)
            case "keys":
                return Array([Const(i) for i in range(len(items))], array.exact)
            case "fill":
                items[:] = [args[0] if args else NOTHING] * len(items)
                return array
            case "sort" | "toSorted" if not args and array.exact:
                texts = [(shown(item), item) for item in items]
                if all(text is not None for text, _ in texts):
                    ordered = [item for _, item in sorted(texts, key=lambda pair: pair[0] or "")]
                    if name == "sort":
                        items[:] = ordered
                    return Array(ordered)
                array.exact = False
                return array
            case "includes" | "indexOf" | "lastIndexOf":
                return UNKNOWN
            case _:
                return None
    except ValueError:
        return Array(list(items), exact=False)


class Symbol:
    """Names that computed symbols stand under."""

    ITERATOR = "@@Symbol.iterator"


def data_method(data: bytes, name: str, args: list[Held]) -> Held | None:
    """A method of a Buffer."""
    try:
        match name:
            case "toString" | "toLocaleString" | "latin1Slice" | "utf8Slice" | "asciiSlice":
                encoding = name[:-5] if name.endswith("Slice") else _argument(args[:1], 0, "utf8")
                return _decoded(data, encoding)
            case "slice" | "subarray":
                return Const(data[_index(args, 0, 0) : _index(args, 1, len(data))])
            case "reverse" | "toReversed":
                return Const(data[::-1])
            case "readUInt8" | "at":
                return Const(data[_index(args, 0, 0)])
            case "join":
                return Const(_argument(args, 0, ",").join(map(str, data)))
            case "values" | "entries" | "keys" | "map" | "forEach":
                return None
            case _:
                return None
    except (ValueError, IndexError):
        return UNKNOWN


def _decoded(data: bytes, encoding: str) -> Held:
    match encoding.lower().replace("-", ""):
        case "utf8" | "undefined":
            return Const(data.decode("utf-8", "replace"))
        case "ascii":
            return Const("".join(chr(b & 127) for b in data))
        case "latin1" | "binary":
            return Const(data.decode("latin-1"))
        case "hex":
            return Const(data.hex())
        case "base64":
            return Const(base64.b64encode(data).decode())
        case "base64url":
            return Const(base64.urlsafe_b64encode(data).decode().rstrip("="))
        case "utf16le" | "ucs2":
            return Const(data.decode("utf-16-le", "replace"))
        case _:
            return UNKNOWN


def _encoded(text: str, encoding: str) -> bytes | None:
    match encoding.lower().replace("-", ""):
        case "utf8" | "undefined":
            return text.encode("utf-8", "replace")
        case "latin1" | "binary" | "ascii":
            return bytes(ord(c) & 255 for c in text)
        case "hex":
            digits = re.match(r"(?:[0-9a-fA-F]{2})*", text)
            return binascii.unhexlify(digits.group()) if digits else b""
        case "base64" | "base64url":
            return _base64(text)
        case "utf16le" | "ucs2":
            return text.encode("utf-16-le", "surrogatepass")
        case _:
            return None


def _base64(text: str) -> bytes:
    """As Node reads it: both alphabets, blanks and other foreign characters skipped, padding or not."""
    kept = re.sub(r"[^A-Za-z0-9+/]", "", text.replace("-", "+").replace("_", "/").partition("=")[0])
    kept = kept[: len(kept) - 1] if len(kept) % 4 == 1 else kept
    return base64.b64decode(kept + "=" * (-len(kept) % 4))


# --- functions --------------------------------------------------------------------------------------------------------


def function(name: str, args: list[Held], cwd: str | None, home: str | None) -> Held | None:
    """A pure function of constants by its qualified name; None for one that is not here."""
    if name.startswith(("path.", "path.posix.")):
        return _path(name.rpartition(".")[2], args, cwd)
    try:
        result = _function(name, args, home)
    except (ValueError, IndexError, TypeError, UnicodeError, binascii.Error, OverflowError, RecursionError):
        return UNKNOWN
    return result


def _function(name: str, args: list[Held], home: str | None) -> Held | None:
    first = args[0] if args else NOTHING
    match name:
        case "String" | "String.prototype.toString":
            return mixed([first]) if args else Const("")
        case "String.fromCharCode" | "String.fromCodePoint":
            codes = [number_of(arg) for arg in args]
            if any(code is None or math.isnan(code) for code in codes):
                return UNKNOWN
            units = [int(code or 0) & (0xFFFF if name.endswith("CharCode") else 0x1FFFFF) for code in codes]
            text = "".join(chr(unit) for unit in units if unit < 0x110000)
            return Const(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
        case "String.raw":
            parts = (
                first.items.get("raw") if isinstance(first, Obj) else first.raw if isinstance(first, Strings) else None
            )
            if isinstance(parts, Array):
                woven: list[Held] = []
                for i, part in enumerate(parts.items):
                    woven += [part, *args[i + 1 : i + 2]] if i + 1 < len(parts.items) else [part]
                return mixed(woven)
            return UNKNOWN
        case "Number.parseFloat" | "parseFloat":
            prefix = re.match(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)", _argument(args, 0), re.ASCII)
            return Const(_tidy(float(prefix.group(1)))) if prefix else NUMBER
        case "Number" | "BigInt":
            number = number_of(first) if args else 0
            return Const(number) if number is not None else NUMBER
        case "parseInt" | "Number.parseInt":
            return _parse_int(args)
        case "Boolean":
            known = truth(first)
            return Const(known) if known is not None else UNKNOWN
        case "atob" | "buffer.atob":
            return Const(_base64(_argument(args, 0)).decode("latin-1"))
        case "btoa" | "buffer.btoa":
            return Const(base64.b64encode(_argument(args, 0).encode("latin-1")).decode())
        case "decodeURIComponent" | "decodeURI" | "querystring.unescape":
            return Const(unquote(_argument(args, 0), errors="strict"))
        case "unescape":
            text = re.sub(r"%u([0-9a-fA-F]{4})", lambda m: chr(int(m.group(1), 16)), _argument(args, 0))
            return Const(re.sub(r"%([0-9a-fA-F]{2})", lambda m: chr(int(m.group(1), 16)), text))
        case "encodeURIComponent":
            return Const(quote(_argument(args, 0), safe="-_.!~*'()"))
        case "escape":
            return Const(quote(_argument(args, 0), safe="@*_+-./", encoding="latin-1"))
        case "Buffer.from" | "buffer.Buffer.from" | "Buffer" | "buffer.Buffer" | "Uint8Array.from" | "Uint8Array":
            return _buffer(first, _argument(args, 1, "utf8") if len(args) > 1 and text_of(args[1]) else "utf8")
        case "Buffer.concat" | "buffer.Buffer.concat":
            items = first.items if isinstance(first, Array) else [UNKNOWN]
            data = [i.value for i in items if isinstance(i, Const) and isinstance(i.value, bytes)]
            return Const(b"".join(data)) if len(data) == len(items) else UNKNOWN
        case "TextDecoder.decode" | "util.TextDecoder.decode":
            return (
                _decoded(first.value, "utf8")
                if isinstance(first, Const) and isinstance(first.value, bytes)
                else UNKNOWN
            )
        case "TextEncoder.encode" | "util.TextEncoder.encode":
            return Const(_argument(args, 0, "").encode())
        case "JSON.parse":
            return _from_json(json.loads(_argument(args, 0)), 0) if text_of(first) else None
        case "os.homedir":
            return Const(home) if home else UNKNOWN
        case "os.tmpdir":
            return Const("/tmp")
        case "url.fileURLToPath" | "Bun.fileURLToPath":
            text = _argument(args, 0)
            return Const(unquote(text.removeprefix("file://"))) if text.startswith("file:///") else UNKNOWN
        case "url.pathToFileURL":
            return mixed([Const("file://"), first])
        case "URL" | "url.URL":
            if len(args) > 1:
                return Instance("URL", (Const(urljoin(_argument(args, 1), _argument(args, 0))),))
            return Instance("URL", (first,))
        case "util.format":
            whole = text_of(first)
            return first if whole is not None and "%" not in whole and len(args) == 1 else _format(args)
        case "Math.abs" | "Math.floor" | "Math.ceil" | "Math.round" | "Math.trunc" | "Math.sqrt":
            number = number_of(first)
            if number is None or math.isnan(number) or math.isinf(number):
                return NUMBER
            steps = {"abs": abs(number), "floor": math.floor(number), "ceil": math.ceil(number)}
            steps |= {"round": math.floor(number + 0.5), "trunc": math.trunc(number)}
            found = steps.get(name[5:])
            return Const(_tidy(found)) if found is not None else NUMBER
        case "Math.min" | "Math.max":
            numbers = [number_of(arg) for arg in args]
            sure = [n for n in numbers if n is not None]
            return Const((min if name == "Math.min" else max)(sure)) if sure and len(sure) == len(numbers) else NUMBER
        case "isNaN" | "isFinite" | "Number.isInteger" | "Array.isArray":
            return (
                Const(isinstance(first, Array))
                if name == "Array.isArray"
                and (isinstance(first, Array | Const) or (isinstance(first, Obj) and first.items and not first.rest))
                else UNKNOWN
            )
        case _:
            return NUMBER if name.startswith(("Math.", "Date.", "performance.")) else None


def _format(args: list[Held]) -> Held:
    text = text_of(args[0]) if args else None
    if text is None:
        return UNKNOWN
    pieces = re.split(r"%[sdifjoO]", text)
    if "%" in "".join(pieces) or len(pieces) - 1 > len(args) - 1:
        return UNKNOWN
    woven: list[Held] = [Const(pieces[0])]
    for piece, arg in zip(pieces[1:], args[1:], strict=False):
        woven += [arg, Const(piece)]
    for arg in args[len(pieces) :]:
        woven += [Const(" "), arg]
    return mixed(woven)


def _parse_int(args: list[Held]) -> Held:
    text, radix = _argument(args, 0).strip(), _index(args, 1, 0)
    sign = -1 if text.startswith("-") else 1
    text = text.lstrip("+-") if text[:1] in ("+", "-") else text
    if radix in (0, 16) and text[:2].lower() == "0x":
        text, radix = text[2:], 16
    radix = radix or 10
    if not 2 <= radix <= 36:
        return Const(math.nan)
    value = digits = 0
    for char in text[:64].lower():
        digit = "0123456789abcdefghijklmnopqrstuvwxyz".find(char)
        if not 0 <= digit < radix:
            break
        value, digits = value * radix + digit, digits + 1
    return Const(_tidy(sign * value)) if digits else Const(math.nan)


def _buffer(first: Held, encoding: str) -> Held:
    if isinstance(first, Array):
        numbers = [number_of(item) for item in first.items]
        known = [int(n) & 255 for n in numbers if n is not None and not math.isnan(n) and not math.isinf(n)]
        return Const(bytes(known)) if first.exact and len(known) == len(numbers) else UNKNOWN
    if isinstance(first, Const) and isinstance(first.value, bytes):
        return first
    if isinstance(first, Const) and isinstance(first.value, str):
        data = _encoded(first.value, encoding)
        return Const(data) if data is not None and len(data) <= MOST_FOLDED else UNKNOWN
    return first if isinstance(first, Download | Mixed | Choice) and encoding == "utf8" else UNKNOWN


def json_text(held: Held, depth: int = 0) -> str | None:
    """What `JSON.stringify` gives; None where it is not known, or the value says it itself."""
    match held:
        case Const(value=str() | bool() | int() | None as value):
            return json.dumps(value, ensure_ascii=False)
        case Array(items=items, exact=True) if depth < 8 and len(items) <= 64:
            parts = [json_text(item, depth + 1) for item in items]
            return "[" + ",".join(part or "" for part in parts) + "]" if None not in parts else None
        case Obj(items=named, rest=[], above=[], made_by=None) if depth < 8 and len(named) <= 64:
            pairs = [(json.dumps(key, ensure_ascii=False), json_text(item, depth + 1)) for key, item in named.items()]
            if any(part is None for _, part in pairs):
                return None
            return "{" + ",".join(f"{key}:{part}" for key, part in pairs) + "}"
        case _:
            return None


def _from_json(value: object, depth: int) -> Held:
    if depth > 16:
        return UNKNOWN
    if isinstance(value, dict):
        return Obj({str(key): _from_json(item, depth + 1) for key, item in value.items()})
    if isinstance(value, list):
        return Array([_from_json(item, depth + 1) for item in value[:4096]])
    return Const(value) if isinstance(value, str | int | float | bool) or value is None else UNKNOWN


def _path(name: str, args: list[Held], cwd: str | None) -> Held | None:
    """The functions of `path`; of unknown parts, what is known of the joined text."""
    texts = [text_of(arg) for arg in args]
    if name in ("join", "resolve"):
        if None in texts:
            woven: list[Held] = (
                [Const(cwd + "/")] if name == "resolve" and cwd and not (texts[0] or "").startswith("/") else []
            )
            for i, arg in enumerate(args):
                woven += [Const("/"), arg] if i else [arg]
            return mixed(woven)
        known = [text for text in texts if text]
        if name == "resolve":
            if cwd is None and not any(text.startswith("/") for text in known):
                return UNKNOWN
            return Const(_normal(posixpath.join(cwd or "/", *known)))
        return Const(_normal("/".join(known)) if known else ".")
    first = texts[0] if texts else None
    if first is None:
        return UNKNOWN if name in ("dirname", "basename", "extname", "normalize", "relative", "parse") else None
    match name:
        case "dirname":
            return Const(posixpath.dirname(first.rstrip("/") or "/") or ".")
        case "basename":
            base = posixpath.basename(first.rstrip("/"))
            suffix = texts[1] if len(texts) > 1 else None
            return Const(base.removesuffix(suffix) if suffix else base)
        case "extname":
            return Const(posixpath.splitext(posixpath.basename(first))[1])
        case "normalize":
            return Const(_normal(first))
        case "relative" | "parse" | "format":
            return UNKNOWN
        case _:
            return None


def _normal(path: str) -> str:
    # POSIX lets two leading slashes mean something of their own; Node does not.
    return posixpath.normpath(re.sub(r"^/+", "/", path))


def number_method(number: Number, name: str, args: list[Held]) -> Held | None:
    """A method of a constant number."""
    if name not in ("toString", "valueOf", "toFixed", "toLocaleString", "toPrecision"):
        return None
    radix = number_of(args[0]) if args and name == "toString" else 10
    if name == "valueOf":
        return Const(number)
    if name != "toString" or radix is None:
        return UNKNOWN
    if radix == 10:
        text = number_text(number)
        return Const(text) if text is not None else UNKNOWN
    if not isinstance(number, int) or not 2 <= radix <= 36:
        return UNKNOWN
    digits, rest = "", abs(number)
    while rest:
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest % int(radix)] + digits
        rest //= int(radix)
    return Const(("-" if number < 0 else "") + (digits or "0"))
