"""Families `quoting` and `ansi-c`: the same word between other quotes."""

from __future__ import annotations

from random import Random

from interlock.workbench.fuzzing.rewrite import rewrite

_WORD = "a plain word"
_TWO = "a plain word of two characters or more"


def _cut(word: str, chance: Random) -> int:
    return chance.randrange(1, len(word))


@rewrite("single-quotes", "quoting", needs=_WORD, words="any")
def _(word: str, chance: Random) -> str | None:
    return None if word.startswith("~") else f"'{word}'"


@rewrite("double-quotes", "quoting", needs=_WORD, words="any")
def _(word: str, chance: Random) -> str | None:
    return None if word.startswith("~") else f'"{word}"'


@rewrite("locale-quotes", "quoting", needs=_WORD, words="any")
def _(word: str, chance: Random) -> str | None:
    return None if word.startswith("~") else f'$"{word}"'


@rewrite("quotes-inside", "quoting", needs=_TWO, words="any")
def _(word: str, chance: Random) -> str | None:
    if len(word) < 2 or word.startswith("~"):
        return None
    at, quote = _cut(word, chance), chance.choice("'\"")
    return f"{word[:at]}{quote}{word[at:]}{quote}"


@rewrite("empty-quotes", "quoting", needs=_TWO, words="any")
def _(word: str, chance: Random) -> str | None:
    if len(word) < 2 or word.startswith("~"):
        return None
    at = _cut(word, chance)
    return f"{word[:at]}{chance.choice(chr(39) * 2 + ' ' + chr(34) * 2).strip() * 2}{word[at:]}"


@rewrite("backslash", "quoting", needs="a plain word with a letter that is not the tilde", words="any")
def _(word: str, chance: Random) -> str | None:
    if word.startswith("~"):
        return None
    at = chance.randrange(len(word))
    return f"{word[:at]}\\{word[at:]}"


@rewrite("every-character-quoted", "quoting", needs=_WORD, words="any")
def _(word: str, chance: Random) -> str | None:
    return None if word.startswith("~") else "".join(f"{chance.choice((chr(92), ''))}{c}" for c in word)


@rewrite("mixed-quotes", "quoting", needs=_TWO, words="any")
def _(word: str, chance: Random) -> str | None:
    if len(word) < 2 or word.startswith("~"):
        return None
    at = _cut(word, chance)
    return f"'{word[:at]}'\"{word[at:]}\""


@rewrite("line-continuation", "quoting", needs=_TWO, words="any")
def _(word: str, chance: Random) -> str | None:
    if len(word) < 2:
        return None
    at = _cut(word, chance)
    return f"{word[:at]}\\\n{word[at:]}"


def _ansi(name: str, form: str) -> None:
    @rewrite(name, "ansi-c", needs=_WORD, words="any")
    def _(word: str, chance: Random) -> str | None:
        if word.startswith("~"):
            return None
        return "$'" + "".join(form.format(ord(c)) for c in word) + "'"


_ansi("ansi-hex", "\\x{:02x}")
_ansi("ansi-octal", "\\{:03o}")
_ansi("ansi-unicode", "\\u{:04x}")
_ansi("ansi-long-unicode", "\\U{:08x}")


@rewrite("ansi-in-part", "ansi-c", needs=_TWO, words="any")
def _(word: str, chance: Random) -> str | None:
    if len(word) < 2 or word.startswith("~"):
        return None
    at = _cut(word, chance)
    return f"{word[:at]}$'\\x{ord(word[at]):02x}'{word[at + 1 :]}"
