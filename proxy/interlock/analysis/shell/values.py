"""Arithmetic of Values: joining, splitting, and the string operations that shells and known filters do."""

from __future__ import annotations

import base64
import binascii
import fnmatch
import re
from collections.abc import Callable, Iterable

from interlock.analysis.shell.ansi import ansi_c, echoed
from interlock.model.facts import Concat, Glob, Literal, OneOf, Output, Prefix, Suffix, Unknown, Value

EMPTY = Literal(text="")
_MOST_ALTERNATIVES = 16
MOST_FOLDED = 64 * 1024


def text_of(value: Value | None) -> str | None:
    """Its text where it is exactly known."""
    return value.text if isinstance(value, Literal) else None


def concat(values: Iterable[Value]) -> Value:
    """One after the other, in the simplest form: literals merged, alternatives multiplied out while they are few."""
    values = list(values)
    if len(values) == 1:
        # Simple already, but for alternatives that are parts of it.
        only = values[0]
        if not isinstance(only, Concat | OneOf):
            return EMPTY if only == EMPTY else only
    parts: list[Value] = []
    for value in values:
        for part in value.parts if isinstance(value, Concat) else (value,):
            if isinstance(part, Literal) and not part.text:
                continue
            last = parts[-1] if parts else None
            if isinstance(part, Literal) and isinstance(last, Literal):
                parts[-1] = Literal(text=last.text + part.text)
            elif isinstance(part, Glob) and isinstance(last, Glob):
                parts[-1] = Glob(text=last.text + part.text)
            elif isinstance(part, Glob) and isinstance(last, Literal):
                parts[-1] = Glob(text=glob_quoted(last.text) + part.text)
            elif isinstance(part, Literal) and isinstance(last, Glob):
                parts[-1] = Glob(text=last.text + glob_quoted(part.text))
            else:
                parts.append(part)
    if not parts:
        return EMPTY
    if len(parts) == 1:
        return parts[0]
    if any(isinstance(part, OneOf) for part in parts):
        product: list[list[Value]] = [[]]
        for part in parts:
            choices = part.values if isinstance(part, OneOf) else (part,)
            product = [[*head, choice] for head in product for choice in choices]
            if len(product) > _MOST_ALTERNATIVES:
                return Concat(parts=tuple(Unknown(why="many") if isinstance(p, OneOf) else p for p in parts))
        return one_of([concat(combination) for combination in product])
    return Concat(parts=tuple(parts))


def one_of(values: Iterable[Value]) -> Value:
    """Any of these; unknown as soon as one is."""
    flat: dict[Value, None] = {}
    for value in values:
        for item in value.values if isinstance(value, OneOf) else (value,):
            flat[item] = None
    if len(flat) == 1:
        return next(iter(flat))
    if not flat or len(flat) > _MOST_ALTERNATIVES:
        return Unknown(why="one of many")
    return OneOf(values=tuple(flat))


def alternatives(value: Value) -> tuple[Value, ...]:
    return value.values if isinstance(value, OneOf) else (value,)


def mapped(value: Value, function: Callable[[str], str | None], why: str) -> Value:
    """`function` on each text the value may be; unknown where one is not known or the function gives up."""
    results: list[Value] = []
    for item in alternatives(value):
        text = text_of(item)
        changed = function(text) if text is not None else None
        if changed is None or len(changed) > MOST_FOLDED:
            return Unknown(why=why)
        results.append(Literal(text=changed))
    return one_of(results)


def glob_quoted(text: str) -> str:
    return re.sub(r"([*?\[\]\\])", r"\\\1", text)


def simple_glob(text: str) -> str | None:
    """The one name that a pattern can match, where its classes hold one character each: `/bin/[r]m` → `/bin/rm`."""
    plain = re.sub(r"\[([^\]!^\\-])\]", lambda m: glob_quoted(m.group(1)), text)
    if re.search(r"(?<!\\)[*?\[]", plain):
        return None
    return re.sub(r"\\(.)", r"\1", plain)


def glob_prefix(text: str) -> str:
    """The literal characters that a pattern begins with."""
    match = re.match(r"(?:[^*?\[\\{]|\\.)*", text)
    return re.sub(r"\\(.)", r"\1", match.group()) if match else ""


def prefix_of(value: Value) -> str:
    """The literal characters that a value certainly begins with."""
    match value:
        case Literal(text=text) | Prefix(text=text):
            return text
        case Glob(text=text):
            return glob_prefix(text)
        case Concat(parts=parts):
            return prefix_of(parts[0])
        case _:
            return ""


def tail(value: Value, count: int) -> Value:
    """A value without the `count` literal characters that it begins with."""
    match value:
        case Literal(text=text):
            return Literal(text=text[count:])
        case Prefix(text=text):
            return Prefix(text=text[count:]) if len(text) > count else Unknown(why="rest")
        case Glob(text=text):
            return Glob(text=text[count:])
        case Concat(parts=parts):
            first = tail(parts[0], count)
            return concat([first, *parts[1:]])
        case _:
            return Unknown(why="rest")


def may_match(pattern: str, name: str) -> bool:
    return fnmatch.fnmatchcase(name, re.sub(r"\\(.)", r"[\1]", pattern))


def shape(value: Value) -> str:
    """A regular expression of all texts that a value may be."""
    match value:
        case Literal(text=text):
            return re.escape(text)
        case Concat(parts=parts):
            return "".join(map(shape, parts))
        case OneOf(values=values):
            return f"(?:{'|'.join(map(shape, values))})"
        case Prefix(text=text):
            return re.escape(text) + ".*"
        case Suffix(text=text):
            return ".*" + re.escape(text)
        case Glob(text=text):
            return re.sub(r"\\[Zz]$", "", fnmatch.translate(text))
        case _:
            return ".*"


def is_known(value: Value) -> bool:
    """Nothing in it waits for run time."""
    match value:
        case Literal():
            return True
        case OneOf(values=values):
            return all(is_known(v) for v in values)
        case _:
            return False


def unknown_part(value: Value) -> bool:
    return isinstance(value, Unknown | Output | Prefix | Suffix) or (
        isinstance(value, Concat | OneOf)
        and any(unknown_part(v) for v in (value.parts if isinstance(value, Concat) else value.values))
    )


# --- what well-known filters make of a known text ---------------------------------------------------------------------


def unbase64(text: str) -> str | None:
    try:
        return base64.b64decode(re.sub(r"\s", "", text), validate=False).decode("utf-8")
    except (binascii.Error, ValueError):
        return None


def unbase32(text: str) -> str | None:
    try:
        return base64.b32decode(re.sub(r"\s", "", text)).decode("utf-8")
    except (binascii.Error, ValueError):
        return None


def unhex(text: str) -> str | None:
    try:
        return bytes.fromhex(re.sub(r"\s|0x", "", text)).decode("utf-8")
    except ValueError:
        return None


def rev(text: str) -> str:
    return "\n".join(line[::-1] for line in text.split("\n"))


def tr(text: str, options: set[str], sets: list[str]) -> str | None:
    """`tr` with plain characters, ranges and the usual classes."""
    if not 1 <= len(sets) <= 2:
        return None  # an error, which prints nothing
    first = _characters(sets[0])
    if first is None:
        return None
    if "d" in options or "delete" in options:
        if options & {"c", "C", "complement"}:
            return "".join(c for c in text if c in first)
        return "".join(c for c in text if c not in first)
    if options - {"s"} or len(sets) < 2:
        return None
    second = _characters(sets[1])
    if not second:
        return None
    table = {ord(a): second[min(i, len(second) - 1)] for i, a in reversed(list(enumerate(first)))}
    return text.translate(table)


def _characters(spec: str) -> str | None:
    classes = {
        "upper": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "lower": "abcdefghijklmnopqrstuvwxyz",
        "digit": "0123456789",
        "space": " \t\n\r\v\f",
        "blank": " \t",
    }
    classes["alpha"] = classes["upper"] + classes["lower"]
    classes["alnum"] = classes["alpha"] + classes["digit"]
    out: list[str] = []
    i = 0
    while i < len(spec):
        if match := re.compile(r"\[:(\w+):\]").match(spec, i):
            if match.group(1) not in classes:
                return None
            out += classes[match.group(1)]
            i = match.end()
        elif match := re.compile(r"\[(.)\*([0-9]*)\]").match(spec, i):
            if not re.fullmatch("[1-9][0-9]{0,2}", match.group(2)):
                return None  # as many as the other set is long, or an octal number
            out += match.group(1) * int(match.group(2))
            i = match.end()
        elif spec[i] == "\\" and i + 1 < len(spec):
            if match := re.compile(r"\\([0-7]{1,3})").match(spec, i):
                out.append(chr(int(match.group(1), 8)))
                i = match.end()
            else:
                out.append({"n": "\n", "t": "\t", "r": "\r"}.get(spec[i + 1], spec[i + 1]))
                i += 2
        elif i + 2 < len(spec) and spec[i + 1] == "-" and ord(spec[i]) <= ord(spec[i + 2]) < ord(spec[i]) + 512:
            out += [chr(c) for c in range(ord(spec[i]), ord(spec[i + 2]) + 1)]
            i += 3
        else:
            out.append(spec[i])
            i += 1
    return "".join(out)


_CONVERSION = re.compile(
    r"%(?P<format>[-+ 0#']*(?:\d+|\*)?(?:\.(?:\d+|\*)?)?)[hlLjzt]*(?P<kind>[sbqcdiouxXeEfFgGaAnQ(%]?)"
)
_NUL = re.compile(r"\\0{1,3}(?![0-7])|\\x0{1,2}(?![0-9a-fA-F])")
"""A character that no text here can hold."""
_FOLDED = re.compile(r"[-+ 0]*\d*(?:\.\d+)?")
"""Flags, width and precision that mean the same to us."""


class _Stopped(Exception):
    """`\\c` in a `%b`: nothing is printed behind `text`."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


def printf(arguments: list[str]) -> str | None:
    """What printf(1) prints; None for conversions that are not worth it."""
    if not arguments:
        return ""
    template, rest = arguments[0], arguments[1:]
    if _NUL.search(template):
        return None
    out: list[str] = []
    try:
        while True:
            used, at = False, 0
            for match in _CONVERSION.finditer(template):
                out.append(_between(template[at : match.start()]))
                at = match.end()
                kind = match["kind"]
                if not kind:
                    return "".join(out)  # no conversion: an error, which ends it
                if kind == "%" and not match["format"]:
                    out.append("%")
                    continue
                if not _FOLDED.fullmatch(match["format"]):
                    return None
                value, rest, used = rest[0] if rest else "", rest[1:], used or bool(rest)
                out.append(_converted(match["format"], kind, value))
            out.append(_between(template[at:]))
            if not rest or not used or sum(map(len, out)) > MOST_FOLDED:
                return "".join(out)
    except _Stopped as stopped:
        return "".join(out) + stopped.text
    except (ValueError, TypeError):
        return None


def _between(text: str) -> str:
    """What stands between conversions. `\\c` is none of the escapes of a format."""
    return ansi_c(re.sub(r"(?<!\\)((?:\\\\)*)\\c", r"\1\\\\c", text))


def _converted(style: str, kind: str, value: str) -> str:
    """One conversion; raises ValueError where it is not worth it."""
    if kind == "b" and not style:
        if _NUL.search(value) or (decoded := echoed(value, bare_octal=True)) is None:
            raise ValueError
        if decoded[1]:
            raise _Stopped(decoded[0])
        return decoded[0]
    if kind in "sc" and style and not value.isascii():
        raise ValueError  # the width is one in bytes
    if kind == "c" and value[:1].isascii():
        kind, value = "s", value[:1]
    if kind == "s" or (kind == "q" and re.fullmatch(r"[\w@%+=:,./-]+", value)):
        return f"%{style}s" % value
    number = _number(value) if kind in "dioxXu" else None
    if number is None:
        raise ValueError
    return f"%{style}{kind}" % (number if kind in "di" else number % 2**64)


def _number(text: str) -> int | None:
    if not text:
        return 0
    if text[0] in "'\"":
        return ord(text[1]) if len(text) > 1 else 0
    try:
        return int(text, 0)
    except ValueError:
        try:
            return int(text, 8)
        except ValueError:
            return None


def sed(text: str, script: str) -> str | None:
    """One plain `s` command."""
    match = re.fullmatch(r"\s*s([^\w\s\\])((?:\\.|(?!\1).)*)\1((?:\\.|(?!\1).)*)\1(g?)(I?)\s*;?\s*", script)
    if match is None:
        return None
    pattern, replacement = match.group(2), match.group(3)
    if re.search(r"[\[\]{}^$|+?()\\]", pattern) and not re.fullmatch(r"[\w\s./-]*", pattern):
        return None
    try:
        expression = re.compile(pattern, re.IGNORECASE if match.group(5) else 0)
    except re.error:
        return None
    plain = replacement.replace("\\/", "/")
    if "\\" in plain or "&" in plain:
        return None
    count = 0 if match.group(4) else 1
    return "\n".join(expression.sub(lambda _: plain, line, count=count) for line in text.split("\n"))
