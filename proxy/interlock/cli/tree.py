"""Facts as a person reads them: a tree in the order of the source, each effect below what causes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec
from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from interlock.cli.terminal import Underline, out, underlined, visible
from interlock.model import facts as f

_MOST_SHOWN = 160
"""Characters of one value; `--output json` has it whole."""
_WIDE = 16_384
_UNSET = "$_interlock_unknown"
"""What stands for the unknown in a text that another language computes for a shell."""
_SAID = {
    "complete": "all of it is understood",
    "partial": "not all of it is understood: what is not is listed below the tree",
    "opaque": "it is not understood as a whole",
}
_STYLES = {"complete": "bold green", "partial": "bold yellow", "opaque": "bold red"}


def value(held: f.Value | None) -> str:
    """A value in one line; nothing in it that a terminal would act on."""
    match held:
        case None:
            return ""
        case f.Literal(text=text):
            plain = text and text.isprintable() and not any(char in " '\"" for char in text)
            return _short(text if plain else repr(text))
        case f.Concat(parts=parts):
            return "".join(value(part) for part in parts)
        case f.OneOf(values=values):
            return "{" + "|".join(value(x) for x in values) + "}"
        case f.Prefix(text=text):
            return f"{_short(text)}…"
        case f.Suffix(text=text):
            return f"…{_short(text)}"
        case f.Glob(text=text):
            return f"glob({_short(text)})"
        case f.Output(command=command):
            return f"<output of #{command}>"
        case f.Unknown(why=why):
            return f"<{_short(why) if why and why != _UNSET else 'unknown'}>"


def _short(text: str) -> str:
    text = visible(text)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}… ({len(text)} characters)"


@dataclass(slots=True)
class _Node:
    label: Text
    at: int
    """Where it begins in its unit."""
    below: list[_Node] = field(default_factory=list)

    def add(self, at: int, *pieces: str | tuple[str, str]) -> _Node:
        node = _Node(Text.assemble(*pieces), at)
        self.below.append(node)
        return node

    def tree(self, above: Tree) -> None:
        for node in sorted(self.below, key=lambda node: node.at):
            node.tree(above.add(node.label))


def facts(source: str, document: bytes) -> None:
    """Print the tree, and what is opaque with its place in the source."""
    all_ = msgspec.json.decode(document, type=f.Facts)
    reading = all_.reading
    top = Text.assemble((reading.completeness, _STYLES[reading.completeness]), f" ({_SAID[reading.completeness]})")
    tree = Tree(top)
    _nodes(all_).tree(tree)
    if out.is_terminal:
        out.print(tree, soft_wrap=False)
    else:  # what is piped is searched, so no line is cut in two
        Console(file=out.file, width=_WIDE, highlight=False).print(tree)
    for limit in reading.limits:
        out.print(Text.assemble(("limit ", "bold yellow"), limit, ": there was more than analysis looks at"))
    for opaque in reading.opaque:
        out.print(Text.assemble(("opaque", "bold yellow"), f" {opaque.code} {visible(opaque.detail)}".rstrip()))
        start, end = f.to_source(all_, opaque.unit, opaque.span.start, opaque.span.end)
        out.print(underlined(source, [Underline(start, end)], style="yellow"), end="")


def _nodes(all_: f.Facts) -> _Node:
    root = _Node(Text(), 0)
    commands: list[_Node] = []
    for id_, command in enumerate(all_.commands):
        words = " ".join(value(word) for word in command.argv)
        wrappers = "".join(f"{visible(wrapper)} › " for wrapper in command.wrappers)
        unknown = "" if command.known or command.basename is None else "  (a program that no table knows)"
        said = ((wrappers, "dim"), (words, "green"), (_perhaps(command.certainty) + unknown, "dim"))
        commands.append(_Node(Text.assemble(f"#{id_} ", *said), command.span.start))
    calls = [
        _Node(
            Text.assemble("call ", (visible(call.callee), "green"), (_perhaps(call.certainty), "dim")), call.span.start
        )
        for call in all_.calls
    ]
    units: list[_Node] = []
    causes = {code.child: code.by for code in all_.code if code.child is not None}
    for id_, unit in enumerate(all_.units):
        via = f" ({visible(unit.via)})" if unit.via else ""
        label = Text.assemble(f"unit {id_} ", (unit.language, "cyan"), f"{via}, {unit.size} bytes")
        node = _Node(label, unit.span.start if unit.span else 0)
        units.append(node)
        above = units[unit.parent] if unit.parent is not None else root
        cause = causes.get(id_)
        if cause is not None and cause.command is not None and cause.command < len(commands):
            above = commands[cause.command]
        elif cause is not None and cause.call is not None and cause.call < len(calls):
            above = calls[cause.call]
        above.below.append(node)
    for command_node, command in zip(commands, all_.commands, strict=True):
        units[command.unit].below.append(command_node)
    for call_node, call in zip(calls, all_.calls, strict=True):
        units[call.unit].below.append(call_node)
    for by, unit_id, at, pieces in _effects(all_):
        if by.command is not None:
            commands[by.command].add(at, *pieces)
        elif by.call is not None:
            calls[by.call].add(at, *pieces)
        else:
            units[unit_id].add(at, *pieces)
    return root


_Pieces = tuple[str | tuple[str, str], ...]


def _effects(all_: f.Facts) -> Iterator[tuple[f.Cause, int, int, _Pieces]]:
    """Cause, unit, place and label of everything that is neither a command nor a call."""
    pieces: _Pieces
    for file in all_.files:
        path = _short(file.resolved) if file.resolved else value(file.path)
        more = (" and all below it" if file.recursive else "") + (f" ({file.sink})" if file.sink else "")
        pieces = (f"file {file.op} ", (path, "yellow"), more, (_perhaps(file.certainty), "dim"))
        yield file.by, file.unit, file.span.start, pieces
    for net in all_.network:
        to = {"interpreter": ", which an interpreter runs", "file": ", into a file", "program": ", into a program"}
        pieces = (f"network {net.op} ", (value(net.url) or value(net.host), "magenta"), to.get(net.flows_to, ""))
        yield net.by, net.unit, net.span.start, (*pieces, (_perhaps(net.certainty), "dim"))
    for package in all_.packages:
        name = (value(package.name), "yellow")
        yield package.by, package.unit, package.span.start, (f"package {package.manager} {package.action} ", name)
    for privilege in all_.privileges:
        target = f" {value(privilege.target)}".rstrip()
        yield privilege.by, privilege.unit, privilege.span.start, ("privilege ", (privilege.kind, "red"), target)
    for process in all_.processes:
        target = f" {value(process.target)}".rstrip()
        yield process.by, process.unit, process.span.start, ("process ", (process.op, "red"), target)
    for variable in all_.environment:
        given = f"={value(variable.value)}" if variable.value is not None else ""
        danger = f" ({variable.danger})" if variable.danger else ""
        said = f"environment {variable.op} {value(variable.name)}{given}{danger}".rstrip()
        yield variable.by, variable.unit, variable.span.start, (said,)
    for import_ in all_.imports:
        yield f.Cause(), import_.unit, import_.span.start, (f"import {value(import_.module)}",)
    for sql in all_.sql:
        unbounded = " without a condition" if sql.unbounded else ""
        yield sql.by, sql.unit, sql.span.start, (f"sql {sql.op}{unbounded}",)
    for text in all_.text:
        said = f"text {text.kind} {visible(text.detail)}".rstrip()
        yield f.Cause(), text.unit, text.span.start, ((said, "red"),)


def _perhaps(certainty: f.Certainty) -> str:
    return "  perhaps" if certainty == "possible" else ""
