"""Pure functions of constants, computed here and now: how texts are spelt in pieces."""

from __future__ import annotations

import ast
import base64
import binascii
import bz2
import codecs
import gzip
import html
import io
import ipaddress
import itertools
import json
import lzma
import operator
import quopri
import re
import shlex
import stat
import string
import textwrap
import urllib.parse
import zlib
from collections.abc import Callable
from typing import Any

from interlock.analysis.python.values import UNKNOWN, Const, Mixed, Sequence, abstract, mixed, plain_of

MOST_FOLDED = 64 * 1024
"""Characters of the longest text that is folded."""
_MOST_NUMBER = 1 << 64

_TEXT_METHODS = frozenset(
    """join replace strip lstrip rstrip upper lower title swapcase capitalize split rsplit splitlines format encode
    decode hex translate zfill removeprefix removesuffix center ljust rjust format_map expandtabs partition rpartition
    casefold startswith endswith find rfind index rindex count isdigit isalpha isalnum isupper islower isspace
    __getitem__ __add__ __mul__ __len__ __contains__ __mod__ maketrans""".split()
)
_NUMBER_METHODS = frozenset(("to_bytes", "bit_length", "__add__", "__sub__", "__xor__", "__mul__"))
_PADDING = ("center", "ljust", "rjust", "zfill", "expandtabs")


def folded_method(base: Any, attr: str, args: list[Any], kwargs: dict[str, Any]) -> Any | None:
    """`"…".method(…)` of constants; None where it is no such method."""
    if isinstance(base, Mixed) and attr in ("strip", "format", "encode", "decode", "rstrip", "lstrip"):
        return base
    if not isinstance(base, Const) or isinstance(base.value, bool):
        return None
    methods = _TEXT_METHODS if isinstance(base.value, str | bytes) else _NUMBER_METHODS
    if not isinstance(base.value, str | bytes | int) or attr not in methods:
        return None
    try:
        plain = [plain_of(a) for a in args]
        named = {key: plain_of(value) for key, value in kwargs.items()}
    except ValueError:
        return _partly(base, attr, args, kwargs)
    if attr in _PADDING and plain and (not isinstance(plain[0], int) or plain[0] > 4096):
        return UNKNOWN
    if attr == "format" and (
        re.search(r":[^}]*\d{4,}", str(base.value)) or re.search(r"\{[^}]*[.\[]", str(base.value))
    ):
        return UNKNOWN
    if attr in ("to_bytes", "__mul__") and plain and isinstance(plain[0], int) and plain[0] > 4096:
        return UNKNOWN
    if attr == "replace" and len(plain) > 1 and len(str(base.value)) * len(plain[1]) > 16 * MOST_FOLDED:
        return UNKNOWN
    try:
        return _kept(getattr(base.value, attr)(*plain, **named))
    except Exception:  # whatever a wrong argument makes of it, the call fails in the same way when it runs
        return UNKNOWN


def _partly(base: Const, attr: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """The parts that are known of a text with arguments that are not all known."""
    if attr == "format" and isinstance(base.value, str) and not kwargs:
        if "{" not in base.value:
            return base
        pieces = re.split(r"\{\d*\}", base.value)
        if len(pieces) == len(args) + 1:
            return mixed(
                [x for piece, item in zip(pieces, [*args, Const("")], strict=True) for x in (Const(piece), item)]
            )
    if attr == "format" and isinstance(base.value, str):
        parts: list[Any] = []
        position = 0
        for piece in re.split(r"(\{[A-Za-z_]?\w*(?::[^{}]*)?\})", base.value):
            if piece.startswith("{") and piece.endswith("}"):
                key = piece[1:-1].partition(":")[0]
                if key in kwargs:
                    parts.append(kwargs[key])
                elif (key == "" or key.isdigit()) and (at := int(key or position)) < len(args):
                    parts.append(args[at])
                    position += 1
                else:
                    parts.append(UNKNOWN)
            elif piece:
                parts.append(Const(piece))
        return mixed(parts)
    if attr == "join" and args and isinstance(args[0], Sequence):
        parts = []
        for i, item in enumerate(args[0].items):
            parts += [base, item] if i else [item]
        return mixed(parts if args[0].exact else [*parts, UNKNOWN])
    return UNKNOWN


def folded_operation(op: ast.operator, left: Any, right: Any) -> Any:
    """An operator over two plain values."""
    try:
        match op:
            case ast.Mult():
                size = left if isinstance(left, int) else right
                if not isinstance(left, int | float) or not isinstance(right, int | float):
                    if not isinstance(size, int) or size > 10_000:
                        return UNKNOWN
                elif abs(left) > _MOST_NUMBER or abs(right) > _MOST_NUMBER:
                    return UNKNOWN
                return _kept(left * right)
            case ast.Pow() | ast.LShift():
                if (
                    not isinstance(left, int)
                    or not isinstance(right, int)
                    or not 0 <= right <= 256
                    or left.bit_length() > 64
                ):
                    return UNKNOWN
                return Const(left**right if isinstance(op, ast.Pow) else left << right)
            case ast.Mod() if isinstance(left, str | bytes):
                if re.search(r"\d{4,}", left if isinstance(left, str) else left.decode("latin-1")):
                    return UNKNOWN
                return _kept(left % (tuple(right) if isinstance(right, list) else right))
            case _:
                return _kept(_OPERATORS[type(op)](left, right))
    except Exception:  # as above
        return UNKNOWN


_OPERATORS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.BitXor: operator.xor,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.RShift: operator.rshift,
}
_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
    ast.Is: lambda a, b: a is b if a is None or b is None else a == b,
    ast.IsNot: lambda a, b: a is not b if a is None or b is None else a != b,
}


def folded_comparison(op: ast.cmpop, left: Any, right: Any) -> Any:
    try:
        return Const(bool(_COMPARISONS[type(op)](plain_of(left), plain_of(right))))
    except Exception:  # as above
        return UNKNOWN


def formatted(held: Any, conversion: int, spec: str | None) -> Any:
    """One `{…}` of an f-string."""
    if not isinstance(held, Const) or spec is None or re.search(r"\d{4,}", spec):
        return UNKNOWN if spec else held
    value = held.value
    try:
        if conversion in (ord("r"), ord("s"), ord("a")):
            value = repr(value) if conversion == ord("r") else ascii(value) if conversion == ord("a") else str(value)
        return _kept(format(value, spec))
    except Exception:  # as above
        return UNKNOWN


def _kept(result: Any) -> Any:
    if isinstance(result, str | bytes | bytearray):
        data = bytes(result) if isinstance(result, bytearray) else result
        return Const(data) if len(data) <= MOST_FOLDED else UNKNOWN
    if isinstance(result, int) and not isinstance(result, bool) and abs(result) > 1 << 4096:
        return UNKNOWN
    if isinstance(result, list | tuple | set | frozenset | range | dict):
        return abstract(list(result) if not isinstance(result, dict) else result) if len(result) <= 4096 else UNKNOWN
    return Const(result) if isinstance(result, int | float | bool | type(None)) else UNKNOWN


# --- functions --------------------------------------------------------------------------------------------------------


def _raw(value: Any) -> bytes:
    return value.encode() if isinstance(value, str) else bytes(value)


def _bounded(decompressor: Any) -> Callable[..., bytes]:
    return lambda data, *_: _decompressed(decompressor(), data)


def _decompressed(running: Any, data: bytes) -> bytes:
    """All that is in compressed data. Raises `ValueError` where that is too much, or not whole."""
    text = bytes(running.decompress(data, MOST_FOLDED))
    if not running.eof:
        raise ValueError
    return text


def _gunzipped(data: bytes) -> bytes:
    text = gzip.GzipFile(fileobj=io.BytesIO(data)).read(MOST_FOLDED + 1)
    if len(text) > MOST_FOLDED:
        raise ValueError
    return text


def _rotated(decode: bool) -> Callable[..., Any]:
    allowed = {
        "rot13",
        "rot_13",
        "hex",
        "hex_codec",
        "base64",
        "base64_codec",
        "utf_8",
        "utf8",
        "unicode_escape",
        "ascii",
    }
    allowed |= {
        "latin_1",
        "latin1",
        "raw_unicode_escape",
        "utf_16",
        "utf_16_le",
        "utf_16_be",
        "utf_32",
        "utf_7",
        "utf7",
    }
    allowed |= {"cp1252", "zlib", "zip", "bz2", "quopri", "uu", "punycode", "idna", "iso8859_1", "cp037", "cp500"}

    def coded(value: Any, encoding: str = "utf-8", *_: Any) -> Any:
        name = encoding.lower().replace("-", "_")
        if name not in allowed:
            raise ValueError
        if name in ("zlib", "zip"):
            return _decompressed(zlib.decompressobj(), value) if decode else zlib.compress(value)
        return codecs.decode(value, encoding) if decode else codecs.encode(value, encoding)

    return coded


def _translated(decode: bool) -> Callable[..., Any]:
    return lambda value, *rest: value.decode(*rest) if decode else value.encode(*rest)


def _text(value: Any = "", *rest: Any) -> str:
    return str(value, *rest) if rest and isinstance(value, bytes) else str(value)


def _octets(value: Any = b"", *rest: Any) -> bytes:
    if isinstance(value, int):
        if value > 4096:
            raise ValueError
        return bytes(value)
    return bytes(value, *(rest or ("utf-8",))) if isinstance(value, str) else bytes(value)


def _span(*bounds: int) -> list[int]:
    found = range(*bounds)
    if len(found) > 4096:
        raise ValueError
    return list(found)


def _substituted(pattern: str, replacement: str, text: str) -> str:
    """`re.sub` of the plainest patterns: others may take exponential time."""
    plainest = re.escape(pattern) == pattern or re.fullmatch(r"\[[^\]\[]+\][+*]?|\\[sSdDwW][+*]?|\.", pattern)
    if not plainest or "\\" in replacement:
        raise ValueError
    return re.sub(pattern, replacement, text)


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "chr": chr,
    "ord": ord,
    "str": _text,
    "bytes": _octets,
    "bytearray": _octets,
    "memoryview": _octets,
    "bytes.fromhex": bytes.fromhex,
    "bytearray.fromhex": bytes.fromhex,
    "int.from_bytes": int.from_bytes,
    "int.to_bytes": lambda n, size, *rest: n.to_bytes(min(size, 4096), *(rest or ("big",))),
    "int": int,
    "float": float,
    "bool": bool,
    "abs": abs,
    "len": len,
    "min": min,
    "max": max,
    "sum": sum,
    "round": round,
    "divmod": divmod,
    "hex": hex,
    "oct": oct,
    "bin": bin,
    "repr": repr,
    "ascii": ascii,
    "format": lambda value, spec="": format(value, spec) if len(spec) < 8 else None,
    "sorted": sorted,
    "range": _span,
    "zip": lambda *rows: [list(row) for row in zip(*rows, strict=False)],
    "enumerate": lambda row, start=0: [[i, item] for i, item in enumerate(row, start)],
    "dict": lambda pairs=(): dict(pairs),
    "str.join": lambda glue, parts: glue.join(parts),
    "bytes.join": lambda glue, parts: glue.join(parts),
    "str.maketrans": lambda *rest: str.maketrans(*rest),
    "str.encode": _translated(False),
    "bytes.decode": _translated(True),
    "base64.b64decode": lambda raw, *_: base64.b64decode(_raw(raw)),
    "base64.standard_b64decode": lambda raw: base64.b64decode(_raw(raw)),
    "base64.decodebytes": lambda raw: base64.decodebytes(raw),
    "base64.urlsafe_b64decode": lambda raw: base64.urlsafe_b64decode(_raw(raw)),
    "base64.b32decode": lambda raw, *rest: base64.b32decode(raw, *rest),
    "base64.b32hexdecode": lambda raw: base64.b32hexdecode(raw),
    "base64.b16decode": lambda raw, *_: base64.b16decode(raw, casefold=True),
    "base64.b85decode": base64.b85decode,
    "base64.a85decode": lambda raw: base64.a85decode(raw),
    "base64.b64encode": base64.b64encode,
    "base64.b32encode": base64.b32encode,
    "base64.b85encode": base64.b85encode,
    "binascii.unhexlify": binascii.unhexlify,
    "binascii.a2b_hex": binascii.a2b_hex,
    "binascii.a2b_base64": binascii.a2b_base64,
    "binascii.a2b_uu": binascii.a2b_uu,
    "binascii.a2b_qp": binascii.a2b_qp,
    "binascii.hexlify": binascii.hexlify,
    "codecs.decode": _rotated(True),
    "codecs.encode": _rotated(False),
    "codecs.escape_decode": lambda raw: list(codecs.escape_decode(raw)),
    "zlib.decompress": _bounded(zlib.decompressobj),
    "gzip.decompress": _gunzipped,
    "bz2.decompress": _bounded(bz2.BZ2Decompressor),
    "lzma.decompress": _bounded(lzma.LZMADecompressor),
    "zlib.compress": lambda raw, *_: zlib.compress(raw),
    "quopri.decodestring": quopri.decodestring,
    "html.unescape": html.unescape,
    "json.loads": lambda text: json.loads(text) if len(text) < MOST_FOLDED else None,
    "json.dumps": lambda value: json.dumps(value),
    "ast.literal_eval": lambda text: ast.literal_eval(text) if len(text) < 4096 else None,
    "urllib.parse.unquote": urllib.parse.unquote,
    "urllib.parse.unquote_plus": urllib.parse.unquote_plus,
    "urllib.parse.unquote_to_bytes": urllib.parse.unquote_to_bytes,
    "urllib.parse.quote": urllib.parse.quote,
    "urllib.parse.urljoin": urllib.parse.urljoin,
    "shlex.join": shlex.join,
    "socket.inet_ntoa": lambda packed: ".".join(map(str, packed)) if len(packed) == 4 else None,
    "socket.inet_ntop": lambda _family, packed: str(ipaddress.ip_address(packed)),
    "ipaddress.ip_address": lambda address: str(ipaddress.ip_address(address)),
    "ipaddress.IPv4Address": lambda address: str(ipaddress.IPv4Address(address)),
    "shlex.quote": shlex.quote,
    "shlex.split": shlex.split,
    "textwrap.dedent": textwrap.dedent,
    "inspect.cleandoc": lambda text: textwrap.dedent(text).strip(),
    "operator.add": operator.add,
    "operator.concat": operator.concat,
    "operator.mul": lambda a, b: (
        a * b if max(len(str(a)), 1) * (b if isinstance(b, int) else 1) < MOST_FOLDED else None
    ),
    "operator.mod": operator.mod,
    "operator.xor": operator.xor,
    "operator.sub": operator.sub,
    "string.capwords": string.capwords,
    "os.fsdecode": lambda value: value.decode() if isinstance(value, bytes) else value,
    "os.fsencode": _raw,
    "itertools.chain.from_iterable": lambda rows: list(itertools.chain.from_iterable(rows)),
    "itertools.chain": lambda *rows: list(itertools.chain(*rows)),
    "collections.OrderedDict": lambda pairs=(): dict(pairs),
    "collections.deque": lambda row=(): list(row),
    "array.array": lambda kind, row: list(row) if not isinstance(row, bytes) else row,
    "struct.pack": lambda layout, *rest: __import__("struct").pack(layout, *rest) if len(layout) < 64 else None,
    "reversed": lambda row: list(reversed(row)),
    "unicodedata.normalize": lambda form, text: __import__("unicodedata").normalize(form, text),
    "re.sub": lambda pattern, replacement, text: _substituted(pattern, replacement, text),
}
CONSTANTS: dict[str, Any] = {
    "string.ascii_lowercase": string.ascii_lowercase,
    "string.ascii_uppercase": string.ascii_uppercase,
    "string.ascii_letters": string.ascii_letters,
    "string.digits": string.digits,
    "string.hexdigits": string.hexdigits,
    "string.punctuation": string.punctuation,
    "string.printable": string.printable,
    "string.whitespace": string.whitespace,
    "os.sep": "/",
    "os.path.sep": "/",
    "os.linesep": "\n",
    "os.curdir": ".",
    "os.pardir": "..",
    "os.extsep": ".",
    "os.name": "posix",
    "os.pathsep": ":",
    "os.devnull": "/dev/null",
    "os.path.devnull": "/dev/null",
    "sys.platform": "linux",
    "mmap.PROT_READ": 1,
    "mmap.PROT_WRITE": 2,
    "mmap.PROT_EXEC": 4,
    "sys.byteorder": "little",
    **{f"stat.{name}": getattr(stat, name) for name in dir(stat) if name.startswith("S_I") and name.isupper()},
}
"""Module attributes that are constants on the sandbox's platform."""


def folded_function(name: str, args: list[Any], kwargs: dict[str, Any]) -> Any | None:
    """A pure function of constants; None where it is none, or its arguments are not constant."""
    if name not in _FUNCTIONS:
        return None
    try:
        plain = [plain_of(a) for a in args]
        named = {key: plain_of(value) for key, value in kwargs.items()}
    except ValueError:
        return None
    if name in ("sorted", "int", "sum", "range", "min", "max") and any(len(str(p)) > 4 * MOST_FOLDED for p in plain):
        return UNKNOWN
    try:
        return _kept(_FUNCTIONS[name](*plain, **named))
    except Exception:  # as above
        return UNKNOWN


def getter(path: str) -> ast.Lambda:
    """`operator.attrgetter(path)` as a function."""
    return _lambda(f"lambda value: value.{path}" if all(p.isidentifier() for p in path.split(".")) else "")


def item_getter(key: Any) -> ast.Lambda:
    """`operator.itemgetter(key)` as a function."""
    return _lambda(f"lambda value: value[{key!r}]" if isinstance(key, str | int) and len(repr(key)) < 200 else "")


def method_caller(name: str) -> ast.Lambda:
    """`operator.methodcaller(name, …)` as a function of a value, its arguments in the name `arguments`."""
    return _lambda(f"lambda value: value.{name}(*arguments)" if name.isidentifier() else "")


def _lambda(text: str) -> ast.Lambda:
    tree = ast.parse(text or "lambda value: None", mode="eval").body
    assert isinstance(tree, ast.Lambda)  # INVARIANT: it was written as one
    return tree
