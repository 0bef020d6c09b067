"""`$'…'`: escapes as in ANSI C (bash manual, 3.1.2.4); those of `echo` and of `%b`, which are others (4.2)."""

from __future__ import annotations

import re

_ESCAPE = re.compile(
    r"\\(?:([abeEfnrtv\\'\"?])|([0-7]{1,3})|x\{([0-9a-fA-F]+)\}?|x([0-9a-fA-F]{1,2})"
    r"|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|c(\\\\|.)|(.))",
    re.DOTALL,
)
_NAMED = {
    "a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
}  # fmt: skip


def ansi_c(text: str) -> str:
    """The inside of `$'…'`, decoded. A NUL ends it, as in bash; bytes that are not UTF-8 become U+FFFD."""
    if "\\" not in text:
        return text
    decoded = _ESCAPE.sub(_character, text)
    if any("\udc80" <= char <= "\udcff" for char in decoded):
        # Bytes given one by one (`\303\251`) make up characters.
        decoded = decoded.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return decoded.split("\0", 1)[0]


_ECHO = re.compile(
    r"\\(?:([abeEfnrtv\\])|0([0-7]{0,3})|([1-7][0-7]{0,2})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8}))"
)
_STOP = re.compile(r"(?:[^\\]|\\[^c])*?\\c", re.DOTALL)


def echoed(text: str, *, bare_octal: bool, wide: bool = True) -> tuple[str, bool] | None:
    """What `echo` prints of a text with escapes in it, and whether `\\c` ends all output there; None where a NUL comes.

    `bare_octal`: `\\101` is a character too, as to `%b` and dash; `wide`: so are `\\x41` and `\\u0041`, as to bash.
    """
    stop = _STOP.match(text)
    shown = text[: stop.end() - 2] if stop else text

    def character(match: re.Match[str]) -> str:
        named, octal, bare, hex2, hex4, hex8 = match.groups()
        if named is not None:
            return _NAMED.get(named, named)
        if octal is not None:
            return _byte(int(octal or "0", 8))
        if bare is not None:
            return _byte(int(bare, 8)) if bare_octal else match.group()
        if not wide:
            return match.group()
        value = int(hex2 or hex4 or hex8, 16)
        if hex2 is not None:
            return _byte(value)
        return chr(value) if value < 0x110000 and not 0xD800 <= value < 0xE000 else "\ufffd"

    decoded = _ECHO.sub(character, shown)
    if any("\udc80" <= char <= "\udcff" for char in decoded):
        decoded = decoded.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return None if "\0" in decoded else (decoded, stop is not None)


def _character(match: re.Match[str]) -> str:
    named, octal, braced, hex2, hex4, hex8, control, other = match.groups()
    if named is not None:
        return _NAMED.get(named, named)
    if octal is not None:
        return _byte(int(octal, 8))
    if braced is not None or hex2 is not None:
        return _byte(int(braced or hex2, 16))
    if hex4 is not None or hex8 is not None:
        value = int(hex4 or hex8, 16)
        return chr(value) if value < 0x110000 and not 0xD800 <= value < 0xE000 else "\ufffd"
    if control is not None:
        return "\x7f" if control == "?" else chr(ord(control[0].upper()) & 0x1F)
    return "\\" + other


def _byte(value: int) -> str:
    value &= 0xFF
    return chr(value) if value < 128 else chr(0xDC00 + value)
