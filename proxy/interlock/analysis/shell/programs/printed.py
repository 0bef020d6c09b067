"""What well-known filters print, of a text that is known."""

from __future__ import annotations

import re

from interlock.analysis.shell import values as v
from interlock.analysis.shell.programs.code import STDIN_PATHS
from interlock.analysis.shell.programs.start import Start
from interlock.analysis.shell.values import text_of
from interlock.model import facts as f

_OF_FILES = frozenset(("cat", "tac", "base64", "base32", "xxd", "rev", "sort", "uniq"))
_OPTIONAL = frozenset(("xxd", "rev", "sponge", "pv"))
"""Not in every Debian (`xxd`, `bsdextrautils`, `moreutils`)."""
FILTERS = _OF_FILES | {"tee", "sponge", "pv", "tr", "sed", "head", "tail", "cut"}


def printed(start: Start) -> f.Value:
    """The output of well-known filters on known text; otherwise a reference to the command."""
    unknown = f.Output(command=start.id)
    name = start.name
    if name not in FILTERS:
        return unknown
    words = [text_of(word) for word in start.argv[1:]]
    known = [word for word in words if word is not None]
    if len(known) < len(words):
        return unknown
    options = {letter for w in known if re.fullmatch(r"-\w+", w) for letter in w[1:]} | {
        w[2:] for w in known if w.startswith("--")
    }
    plain = [w for w in known if not w.startswith("-") or w == "-"]
    given = start.ctx.stdin_text
    inputs = [text_of(choice) for choice in v.alternatives(given)] if given is not None else [None]
    if name in _OF_FILES and plain and plain != ["-"]:
        shell = start.shell
        contents = [
            text_of(given)
            if p in STDIN_PATHS
            else text_of(shell.content_of(shell.path_of(f.Literal(text=p), start.state)))
            for p in plain
        ]
        inputs = ["".join(c for c in contents if c is not None) if all(c is not None for c in contents) else None]
    results = [_filtered(name, stdin, options, plain, known) if stdin is not None else None for stdin in inputs]
    told = [f.Literal(text=result) for result in results if result is not None]
    if len(told) < len(results):
        return unknown
    # What is not there, or does not know its option, prints nothing.
    missing = name in _OPTIONAL or (name == "base64" and not options & {"d", "decode"})
    return v.one_of([*told, v.EMPTY] if missing else told)


def _filtered(name: str, stdin: str, options: set[str], plain: list[str], words: list[str]) -> str | None:
    match name:
        case "cat" | "tee" | "sponge" | "pv":
            return stdin
        case "tac":
            return "\n".join(reversed(stdin.rstrip("\n").split("\n"))) + "\n"
        case "rev":
            return v.rev(stdin)
        case "base64":
            return v.unbase64(stdin) if options & {"d", "D", "decode"} else None
        case "base32":
            return v.unbase32(stdin) if options & {"d", "decode"} else None
        case "xxd":
            return v.unhex(stdin) if "r" in options and "p" in options else None
        case "tr":
            return v.tr(stdin, options, plain)
        case "sed":
            return v.sed(stdin, plain[0]) if len(plain) == 1 and not options - {"e", "E", "r"} else None
        case "head" | "tail" if len(plain) <= 1 and words and "c" not in options:
            joined = " ".join(words)
            if (count := re.fullmatch(r"(?:-n ?|--lines[= ]|-)?([-+]?)(\d+)(?: -)?", joined)) is None:
                return None
            lines, n = stdin.splitlines(keepends=True), int(count.group(2))
            if name == "head":
                return None if count.group(1) == "+" else "".join(lines[:-n] if count.group(1) and n else lines[:n])
            return "".join(lines[max(n - 1, 0) :] if count.group(1) == "+" else lines[max(len(lines) - n, 0) :])
        case "cut":
            return _cut(stdin, words)
        case _:
            return None


def _cut(text: str, words: list[str]) -> str | None:
    """`cut -c` with one range, `cut -f` with one field."""
    given: dict[str, str] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        match = re.fullmatch(r"-([cdfs])(.*)", word, re.DOTALL)
        if match is None or (match.group(1) == "s" and match.group(2)):
            return None
        if match.group(1) != "s":
            given[match.group(1)] = match.group(2) or (rest.pop(0) if rest else "")
    lines = text.removesuffix("\n").split("\n")
    if set(given) == {"c"} and (match := re.fullmatch(r"(\d*)(-?)(\d*)", given["c"])):
        start = int(match.group(1) or 1)
        end = int(match.group(3)) if match.group(3) else None if match.group(2) else start
        return "\n".join(line[start - 1 : end] for line in lines) + "\n" if start else None
    if "c" not in given and given.get("f", "").isdigit() and len(given.get("d", "\t")) == 1:
        delimiter, n = given.get("d", "\t"), int(given["f"])
        kept = [line for line in lines if delimiter in line or "-s" not in words]
        told = [(line.split(delimiter) + [""] * n)[n - 1] if delimiter in line else line for line in kept]
        return "".join(line + "\n" for line in told)
    return None
