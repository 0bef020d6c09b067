"""What the facts of an action say together about its connections: which proxies it names, and what it sends.

The readers of each language report reads and connections one by one. What flows from one into the other is found here,
over pipes, substitutions, descriptors and files in between. Inside a program text, all that it reads may be sent by
each of its connections.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec.structs import replace

from interlock.analysis.hosts import address_class, parent_domains
from interlock.model import facts as f

if TYPE_CHECKING:
    from interlock.analysis.builder import FactsBuilder

_GROUP = f.Cause()
_MOST_SENT = 32
"""File effects that one connection lists."""
_MOST_STEPS = 1024
"""Commands that are followed back from one connection."""
_READS = ("read", "list", "move")
_WRITES = ("write", "append", "create")
_SENT_OPTIONS = frozenset(
    "upload-file form form-string data data-ascii data-binary data-raw data-urlencode json url-query header post-file"
    " body-file local-file attach".split()
)
"""Options whose file goes over the connection; that of any other one is a key, a configuration, a list of hosts."""


def proxies(environment: Iterable[f.EnvironmentEffect]) -> Iterator[f.NetworkEffect]:
    """Connections to what variables name as a proxy or an index: possible ones, of programs that heed them."""
    for effect in environment:
        if effect.danger != "proxy" or effect.op != "set" or not isinstance(effect.value, f.Literal):
            continue
        named = isinstance(effect.name, f.Literal) and effect.name.text.lower().endswith("_proxy")
        for text in re.split(r"[,|\s]+", effect.value.text):
            if (host := _host(text, bare=named)) is not None:
                yield f.NetworkEffect(
                    unit=effect.unit,
                    span=effect.span,
                    certainty="possible",
                    op="connect",
                    host=f.Literal(text=host),
                    parents=parent_domains(f.Literal(text=host)),
                    ip_class=address_class(f.Literal(text=host)),
                    by=effect.by,
                )


def _host(text: str, *, bare: bool) -> str | None:
    if "://" not in text and not bare:
        return None
    try:
        return urlsplit(text if "://" in text else f"http://{text}").hostname
    except ValueError:
        return None


def sending(builder: FactsBuilder) -> list[f.NetworkEffect]:
    """The connections, each with what it sends."""
    if not builder.network or not (builder.files or builder.environment or builder.commands):
        return builder.network
    flows = _Flows(builder)
    return [
        effect if not (ids or listed) else replace(effect, sends=ids, sends_environment=listed)
        for effect in builder.network
        for ids, listed in (flows.of(effect),)
    ]


class _Flows:
    """Who reads what, and whose output goes where."""

    def __init__(self, builder: FactsBuilder) -> None:
        self.commands = builder.commands
        self.files = builder.files
        self.units = builder.units
        self.reads: dict[int, list[int]] = {}
        """By command."""
        self.unit_reads: dict[int, list[int]] = {}
        self.writes: dict[str, list[int]] = {}
        """By resolved path."""
        self.group_reads: dict[str, list[int]] = {}
        """By path, of what is read for a whole group of commands: `done < f`."""
        self.children: dict[int, list[int]] = {}
        self.stages: dict[tuple[int, int], list[int]] = {}
        """Commands by pipeline and stage."""
        self.texts: dict[int, list[int]] = {}
        """Units of the program texts that a command runs."""
        self.descriptors: dict[str, list[int]] = {}
        """Commands that write to a descriptor, by its number."""
        self.listed = {e.by.command for e in builder.environment if e.op == "list"} - {None}
        self.listed |= {id_ for id_, command in enumerate(self.commands) if _prints_environment(command)}
        self.listed_units = {e.unit for e in builder.environment if e.op == "list"}
        for id_, effect in enumerate(self.files):
            if effect.op in _READS:
                for unit in {effect.unit, self.units[effect.unit].parent} - {None}:
                    self.unit_reads.setdefault(unit, []).append(id_)  # type: ignore[arg-type]  # None is taken out
                if effect.by == _GROUP and isinstance(effect.path, f.Literal):
                    self.group_reads.setdefault(effect.path.text, []).append(id_)
                if effect.by.command is not None and not self._configures(effect):
                    self.reads.setdefault(effect.by.command, []).append(id_)
            elif effect.op in _WRITES and effect.resolved is not None:
                self.writes.setdefault(effect.resolved, []).append(id_)
        for code in builder.code:
            if code.child is not None and code.by.command is not None and code.language not in ("bash", "sh"):
                self.texts.setdefault(code.by.command, []).append(code.child)
        for id_, command in enumerate(self.commands):
            if command.pipeline is not None:
                self.stages.setdefault((command.pipeline.id, command.pipeline.stage), []).append(id_)
            if command.launched_by is not None:
                self.children.setdefault(command.launched_by.id, []).append(id_)
            for redirect in command.redirects:
                if redirect.op == ">&" and isinstance(redirect.target, f.Literal):
                    self.descriptors.setdefault(redirect.target.text, []).append(id_)
        self.of_unit = functools.cache(self._of_unit)

    def of(self, effect: f.NetworkEffect) -> tuple[f.Ids, bool]:
        """What a connection sends: ids of file effects, and whether all variables are among it."""
        if effect.op == "listen":
            return (), False
        if effect.by.call is not None:
            literal = isinstance(effect.url or effect.host, f.Literal)
            return ((), False) if effect.op in ("download", "resolve") and literal else self.of_unit(effect.unit)
        if (command := effect.by.command) is None:
            before = [i for i, c in enumerate(self.commands) if _precedes(c, effect)]
            return self._closed(before) if effect.certainty == "certain" else ((), False)
        # What a download reads itself, or gets by its standard input, it does not send.
        begin = self._words(command) if effect.op in ("download", "resolve") else {command, *self._openers(command)}
        return self._closed(begin)

    def _of_unit(self, unit: int) -> tuple[f.Ids, bool]:
        return self._with_sources(self.unit_reads.get(unit, ())), unit in self.listed_units

    def _closed(self, begin: Iterable[int]) -> tuple[f.Ids, bool]:
        """Follows commands back to what they read."""
        left, seen, found, listed = list(begin), set[int](), dict[int, None](), False
        while left and len(seen) < _MOST_STEPS and len(found) < _MOST_SENT:
            command = left.pop()
            if command in seen:
                continue
            seen.add(command)
            listed = listed or command in self.listed
            own = [*self.reads.get(command, ()), *self._of_group(command), *self._found(command)]
            for unit in self.texts.get(command, ()):
                own += self.unit_reads.get(unit, ())
                listed = listed or unit in self.listed_units
            for read in self._with_sources(own):
                found[read] = None
                if (self.files[read].resolved or "").startswith("/dev/fd/"):
                    left += self._substituted(command)
                for write in self.writes.get(self.files[read].resolved or "", ()):
                    if (writer := self.files[write].by.command) is not None:
                        left.append(writer)
            left += [*self._feeding(command), *self.children.get(command, ())]
        return tuple(sorted(found))[:_MOST_SENT], listed

    def _with_sources(self, reads: Sequence[int]) -> f.Ids:
        """With what was copied into the files before."""
        found = dict.fromkeys(reads)
        for read in reads:
            for write in self.writes.get(self.files[read].resolved or "", ()):
                if (source := self.files[write].source) is not None:
                    found[source] = None
        return tuple(found)[:_MOST_SENT]

    def _feeding(self, command: int) -> set[int]:
        """Commands whose output is its standard input, or among its words."""
        fed, above = self._words(command), self.commands[command]
        while True:
            if above.stdin is not None:
                piped = {id_ for command in above.stdin.commands for id_ in self._stage(command)}
                return fed | piped | set(_outputs(above.stdin.value))
            if above.launched_by is None or above.launched_by.id >= command:
                return fed
            command = above.launched_by.id
            above = self.commands[command]

    def _stage(self, command: int) -> list[int]:
        """All commands of its stage of a pipeline: `{ a; b; } | c`."""
        place = self.commands[command].pipeline
        return self.stages.get((place.id, place.stage), []) if place is not None else [command]

    def _of_group(self, command: int) -> list[int]:
        """What a group that it is in has for its standard input."""
        stdin = self.commands[command].stdin
        if stdin is None or stdin.source != "file" or not isinstance(stdin.value, f.Literal):
            return []
        return self.group_reads.get(stdin.value.text, [])

    def _found(self, command: int) -> list[int]:
        """The trees in which what starts it looks for files: `find /etc -exec curl -T {} …`."""
        above = self.commands[command].launched_by
        return self.reads.get(above.id, []) if above is not None and above.how.startswith(("find", "fd")) else []

    def _substituted(self, command: int) -> Iterator[int]:
        """Commands of the process substitutions right before it."""
        while command > 0 and "substitution" in self.commands[command - 1].context:
            command -= 1
            yield command

    def _words(self, command: int) -> set[int]:
        return {id_ for word in self.commands[command].argv[1:] for id_ in _outputs(word)}

    def _openers(self, command: int) -> Iterator[int]:
        """Commands that write to a descriptor which this one opened: `exec 3<>/dev/tcp/h/80; cat f >&3`."""
        for redirect in self.commands[command].redirects:
            if redirect.fd is not None and redirect.op in ("<>", ">", ">>"):
                yield from self.descriptors.get(str(redirect.fd), ())

    def _configures(self, effect: f.FileEffect) -> bool:
        command = self.commands[effect.by.command or 0]
        if not command.known:
            return True  # its arguments are guesses
        return any(value == effect.path for name, value in command.options.items() if name not in _SENT_OPTIONS)


def _precedes(command: f.Command, effect: f.NetworkEffect) -> bool:
    """Of the group whose output goes over a connection, only the connection's own place is known."""
    return command.unit == effect.unit and command.span.end <= effect.span.start


def _prints_environment(command: f.Command) -> bool:
    if command.operands or command.basename is None:
        return False
    return command.basename in ("env", "printenv") or (command.basename in _SHELL_LISTS and len(command.argv) <= 2)


_SHELL_LISTS = ("export", "declare", "typeset", "set")


def _outputs(value: f.Value | None) -> Iterator[int]:
    match value:
        case f.Output(command=command):
            yield command
        case f.Concat(parts=inner) | f.OneOf(values=inner):
            for part in inner:
                yield from _outputs(part)
        case _:
            return
