"""Family `redirections`: the same file at the same descriptor, by another way."""

from __future__ import annotations

import re
from random import Random

from interlock.workbench.fuzzing.rewrite import fresh, places, rewrite

_OUT = "a text with `> FILE` or `>> FILE` of a plain file"
_AT_END = "a text that ends in `> FILE` or `>> FILE` of a plain file"


def _target(source: str, operators: tuple[str, ...]) -> tuple[int, str, int, int] | None:
    """The last redirection of a plain file: where its operator starts, the operator, where its file starts and ends."""
    for place in reversed([p for p in places(source) if p.role == "target"]):
        found = re.search(r"(>>|>\||>|<)[ \t]*$", source[: place.start])
        if found and found.group(1) in operators and source[: found.start()][-1:] not in ("&", "<", ">", *"0123456789"):
            return found.start(), found.group(1), place.start, place.end
    return None


def _spelled(name: str, make: str, operators: tuple[str, ...], needs: str = _OUT) -> None:
    """`{o}` the operator, `{f}` the file."""

    @rewrite(name, "redirections", needs=needs)
    def _(source: str, chance: Random) -> str | None:
        found = _target(source, operators)
        if found is None:
            return None
        at, operator, start, end = found
        return f"{source[:at]}{make.format(o=operator, f=source[start:end])}{source[end:]}"


_spelled("clobber", ">| {f}", (">",))
_spelled("numbered-output", "1{o} {f}", (">", ">>"))
_spelled("both-outputs", "&{o} {f}", (">", ">>"))
_spelled("both-outputs-csh", ">& {f}", (">",))
_spelled("output-without-blank", "{o}{f}", (">", ">>", "<"))
_spelled("read-and-write", "1<> {f}", (">",))
_spelled("through-descriptor", "3{o} {f} >&3", (">", ">>"))
_spelled("through-process", "> >(cat {o} {f}); wait; sleep 0.05", (">", ">>"), _AT_END)
_spelled("through-tee", "| tee {f}", (">",), _AT_END)
_spelled("through-tee-appending", "| tee -a {f} > /dev/null", (">>",), _AT_END)
_spelled("through-dd", "| dd of={f} 2> /dev/null", (">",), _AT_END)
_spelled("through-cat", "| cat {o} {f}", (">", ">>"), _AT_END)
_spelled("numbered-input", "0< {f}", ("<",), "a text with `< FILE`")
_spelled("input-from-process", "< <(cat {f})", ("<",), "a text with `< FILE`")
_spelled("input-from-here-string", '<<< "$(cat {f})"', ("<",), "a text with `< FILE`")
_spelled("through-sponge-of-sed", "| sed -n w{f}", (">",), _AT_END)


@rewrite("redirection-first", "redirections", needs="a text of one line that ends in `> FILE`, `>> FILE` or `< FILE`")
def _(source: str, chance: Random) -> str | None:
    found = _target(source, (">", ">>", "<"))
    if found is None or set(source[: found[0]]) & set("|;&\n(){}") or source[found[3] :].strip():
        return None
    at, _, _, end = found
    return f"{source[at:end]} {source[:at]}"


@rewrite("descriptor-opened-before", "redirections", needs=_OUT)
def _(source: str, chance: Random) -> str | None:
    found = _target(source, (">", ">>"))
    if found is None:
        return None
    at, operator, start, end = found
    return f"exec 4{operator} {source[start:end]}; {source[:at]}>&4{source[end:]}"


@rewrite("descriptor-in-variable", "redirections", needs=_OUT)
def _(source: str, chance: Random) -> str | None:
    found, name = _target(source, (">", ">>")), fresh(chance)
    if found is None:
        return None
    at, operator, start, end = found
    return f"exec {{{name}}}{operator} {source[start:end]}; {source[:at]}>&${name}{source[end:]}"


@rewrite("output-of-the-shell", "redirections", needs=_AT_END)
def _(source: str, chance: Random) -> str | None:
    found = _target(source, (">", ">>"))
    if found is None or source[found[3] :].strip():
        return None
    at, operator, start, end = found
    return f"(exec {operator} {source[start:end]}; {source[:at]})"


@rewrite("output-of-a-group", "redirections", needs=_AT_END)
def _(source: str, chance: Random) -> str | None:
    found = _target(source, (">", ">>", "<"))
    if found is None or source[found[3] :].strip():
        return None
    return f"{{ {source[: found[0]]}; }} {source[found[0] :]}"


@rewrite("written-beside-and-moved", "redirections", needs=_AT_END)
def _(source: str, chance: Random) -> str | None:
    found = _target(source, (">",))
    if found is None or source[found[3] :].strip():
        return None
    at, _, start, end = found
    how = chance.choice(("cp", "cat < zz; cp", "install", "mv"))
    return f"{source[:at]}> zz; {how} zz {source[start:end]}"


@rewrite("written-by-python", "redirections", needs=_AT_END)
def _(source: str, chance: Random) -> str | None:
    found = _target(source, (">", ">>"))
    if found is None or source[found[3] :].strip():
        return None
    at, operator, start, end = found
    mode = "a" if operator == ">>" else "w"
    code = f'import sys, os; open(os.path.expanduser("{source[start:end]}"), "{mode}").write(sys.stdin.read())'
    return f"{source[:at]}| python3 -c '{code}'"
