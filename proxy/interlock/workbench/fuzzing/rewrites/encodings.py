"""Family `encodings`: a word or the text is what something decodes."""

from __future__ import annotations

import base64
import codecs
import gzip
import string
from collections.abc import Callable
from random import Random

from interlock.workbench.fuzzing.rewrite import quoted, rewrite

_WORD = "a plain word that begins with no tilde or hyphen"
_TEXT = "a text of 4,000 bytes or less"


def _plain(word: str) -> bool:
    return not word.startswith(("~", "-"))


def _base64(text: str) -> str:
    return base64.b64encode(text.encode("utf-8", "surrogateescape")).decode()


def _word(name: str, make: str, decode: str) -> None:
    @rewrite(name, "encodings", needs=_WORD, words="any")
    def _(word: str, chance: Random) -> str | None:
        return f"$({decode.format(_ENCODE[make](word))})" if _plain(word) else None


def _octal(text: str) -> str:
    return "".join(f"\\{byte:03o}" for byte in text.encode("utf-8", "surrogateescape"))


def _hex(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in text.encode("utf-8", "surrogateescape"))


def _shifted(text: str) -> str:
    return codecs.encode(text, "rot13")


_ENCODE: dict[str, Callable[[str], str]] = {
    "base64": _base64,
    "octal": _octal,
    "hex": _hex,
    "plain-hex": lambda text: text.encode("utf-8", "surrogateescape").hex(),
    "reversed": lambda text: text[::-1],
    "rot13": _shifted,
    "upper": str.upper,
    "codes": lambda text: ",".join(str(ord(c)) for c in text),
    "base32": lambda text: base64.b32encode(text.encode()).decode(),
}
_FROM, _TO = string.ascii_letters, codecs.encode(string.ascii_letters, "rot13")

_word("word-in-base64", "base64", "echo {} | base64 -d")
_word("word-in-base64-here-string", "base64", "base64 -d <<< {}")
_word("word-in-base32", "base32", "echo {} | base32 -d")
_word("word-in-octal", "octal", "printf '{}'")
_word("word-in-hex", "hex", "printf '{}'")
_word("word-in-hex-echoed", "hex", "echo -e '{}'")
_word("word-in-hex-dump", "plain-hex", "echo {} | xxd -r -p")
_word("word-reversed", "reversed", "echo {} | rev")
_word("word-translated", "rot13", f"echo {{}} | tr {_FROM} {_TO}")
_word("word-in-codes", "codes", "python3 -c 'print(bytes([{}]).decode())'")


@rewrite("word-lowered", "encodings", needs="a plain word in lower case", words="any")
def _(word: str, chance: Random) -> str | None:
    return f"$(echo {word.upper()} | tr A-Z a-z)" if _plain(word) and word == word.lower() != word.upper() else None


# --- the whole text ---------------------------------------------------------------------------------------------------

_RUN = (
    "{} | bash",
    "{} | sh",
    'bash -c "$({})"',
    'eval "$({})"',
    ". <({})",
    "bash <({})",
    'bash <<< "$({})"',
    "{} | cat | bash -s",
    "{} > /tmp/p.sh; bash /tmp/p.sh",
)
"""Ways to run what a command prints."""


def _text(name: str, make: str, decode: str, limit: int = 4000) -> None:
    @rewrite(name, "encodings", needs=_TEXT)
    def _(source: str, chance: Random) -> str | None:
        if len(source) > limit or not source.isascii():
            return None
        return chance.choice(_RUN).format(decode.format(_ENCODE[make](source)))


_text("text-in-base64", "base64", "echo {} | base64 -d")
_text("text-in-base64-here-string", "base64", "base64 --decode <<< {}")
_text("text-in-hex-dump", "plain-hex", "echo {} | xxd -r -p")
_text("text-in-octal", "octal", "printf '{}'")
_text("text-in-hex", "hex", "printf '{}'")
_text("text-in-hex-echoed", "hex", "echo -e '{}'")
_text("text-by-python", "codes", "python3 -c 'print(bytes([{}]).decode())'")
_text("text-by-perl", "codes", "perl -e 'print map {{ chr }} ({})'")


@rewrite("text-reversed", "encodings", needs="a text of one line")
def _(source: str, chance: Random) -> str | None:
    return chance.choice(_RUN).format(f"echo {quoted(source[::-1])} | rev") if "\n" not in source else None


@rewrite("text-translated", "encodings", needs="a text that does not begin with a hyphen")
def _(source: str, chance: Random) -> str | None:
    return chance.choice(_RUN).format(f"printf %s {quoted(_shifted(source))} | tr {_FROM} {_TO}")


@rewrite("text-compressed", "encodings", needs=_TEXT)
def _(source: str, chance: Random) -> str | None:
    packed = base64.b64encode(gzip.compress(source.encode("utf-8", "surrogateescape"), mtime=0)).decode()
    return chance.choice(_RUN).format(f"echo {packed} | base64 -d | {chance.choice(('gunzip', 'zcat', 'gzip -d'))}")


@rewrite("text-in-halves", "encodings", needs="a text of four characters or more")
def _(source: str, chance: Random) -> str | None:
    if len(source) < 4:
        return None
    at = len(source) // 2
    return chance.choice(_RUN).format(f"printf %s%s {quoted(source[:at])} {quoted(source[at:])}")


@rewrite("text-behind-sed", "encodings", needs="a text without `Q`")
def _(source: str, chance: Random) -> str | None:
    if "Q" in source or "\n" in source:
        return None
    at = chance.randrange(len(source) + 1)
    return chance.choice(_RUN).format(f"echo {quoted(source[:at] + 'Q' + source[at:])} | sed s/Q//")
