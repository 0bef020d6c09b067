"""Effects of calls as facts: programs, program texts, files, connections, variables."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable

from interlock.analysis import embedded
from interlock.analysis.builder import FactsBuilder, resolve
from interlock.analysis.environment import danger_of
from interlock.analysis.javascript.syntax import Node
from interlock.analysis.javascript.values import (
    Anything,
    Array,
    Const,
    Download,
    Held,
    Instance,
    Mixed,
    Obj,
    each,
    fact,
    mixed,
    network_of,
    text_of,
)
from interlock.analysis.reporter import UNSET, Reporter
from interlock.model import facts as f

_MORE = UNSET.strip('"')
"""In a text for a shell, any number of words that are not known."""


class Effects(Reporter[Held, Node]):
    """Adds facts; knows where the evaluation stands (`context`, `certainty`, `around`)."""

    most_steps = 100_000

    def __init__(self, builder: FactsBuilder, around: embedded.Surroundings) -> None:
        super().__init__(builder, around)
        self.started = around
        """What was around the text when it started."""
        self.path_changed = False
        self.site: Node | None = None
        """What is evaluated in the text itself, while what earlier cells defined runs."""
        self._children: set[Hashable] = set()

    # --- places -------------------------------------------------------------------------------------------------------

    def seen(self, node: Node) -> Node:
        """The place to name: of what an earlier cell defined, where this one calls it."""
        return self.site if node.source.recalled and self.site is not None else node

    def stands(self, node: Node) -> tuple[int, f.Span]:
        seen = self.seen(node)
        return seen.source.unit, seen.span

    def source(self, node: Node) -> str:
        return self.seen(node).source.text

    def identity(self, item: object) -> Hashable:
        """A call counts once for a place and its arguments, however often it is followed."""
        return (item.unit, item.span, item.callee, item.args) if isinstance(item, f.Call) else None

    def repeated(self, text: str, language: f.Language, how: str, node: Node) -> bool:
        key = (text, language, how, *self.stands(node))
        if language == "javascript" or key not in self._children:
            self._children.add(key)
            return False
        return True

    # --- values -------------------------------------------------------------------------------------------------------

    def text_of(self, held: Held) -> str | None:
        return text_of(held)

    def pieces_of(self, held: Held) -> Iterable[Held]:
        return held.parts if isinstance(held, Mixed) else ()

    def alternatives(self, held: Held) -> Iterable[Held]:
        return each(held)

    def download_of(self, held: Held) -> int | None:
        return network_of(held)

    def number_of(self, held: Held) -> int | None:
        number = held.value if isinstance(held, Const) else None
        if isinstance(number, str) and number.isdecimal():
            return int(number[:6])
        return number if isinstance(number, int) else None

    def fact(self, held: Held) -> f.Value:
        return fact(held)

    # --- programs and program texts -----------------------------------------------------------------------------------

    def shell_output(
        self,
        held: Held,
        how: str,
        node: Node,
        *,
        stdin: Held | None = None,
        around: embedded.Surroundings | None = None,
        language: f.Language = "sh",
    ) -> Held:
        """Text for a shell, with `stdin` on its standard input; what it prints."""
        output: Held = Anything("output")
        for value in each(held):
            for text in self.shell_texts(mixed([value]) if isinstance(value, Array) else value, how, node, language):
                output = self.output(self.with_input(text, stdin, how, node), language, how, node, around)
        return output

    def with_input(self, command: str, stdin: Held | None, how: str, node: Node) -> str:
        if stdin is None:
            return command
        given = text_of(stdin)
        if given is None:
            self.dynamic(stdin, f"stdin of {how}", node, "sh")
            return command
        return f"{{ {command}\n}} <<'interlock_end'\n{given}\ninterlock_end\n"

    def command(
        self,
        words: list[Held],
        how: str,
        node: Node,
        *,
        stdin: Held | None = None,
        complete: bool = True,
        around: embedded.Surroundings | None = None,
    ) -> Held:
        """A program with its arguments, through no shell; where not `complete`, there are more that are not known."""
        output: Held = Anything("output")
        arguments = [mixed([word]) if isinstance(word, Const) else word for word in words[1:]]
        for line in self.command_lines([*words[:1], *arguments], how, node):
            text = line if complete else f"{line} {_MORE}"
            output = self.output(self.with_input(text, stdin, how, node), "sh", how, node, around)
        return output

    def output(
        self, text: str, language: f.Language, how: str, node: Node, around: embedded.Surroundings | None
    ) -> Held:
        """What a text for a shell prints."""
        before = len(self.builder.commands)
        if self.child(text, language, how, node, around=around) is not None:
            self.planted(before, node)
            for command in range(len(self.builder.commands) - 1, before - 1, -1):
                if self.world.downloads.get(command):
                    return Download(self.world.downloads[command][0])
        return Anything("output")

    def planted(self, before: int, node: Node) -> None:
        """Opaque where PATH was changed and a program that started bears the name of a file that was written."""
        if not self.path_changed:
            return
        names = {path.rpartition("/")[2] for path in self.world.files}
        for command in self.builder.commands[before:]:
            if command.basename in names:
                self.opaque("program_not_seen", node, f"PATH may lead to a written file `{command.basename}`")

    # --- files --------------------------------------------------------------------------------------------------------

    def path_text(self, held: Held) -> str | None:
        return path_text(held)

    def paths(self, held: Held) -> Iterable[Held]:
        for value in each(held):
            text = path_text(value)
            if text is not None:
                yield Const(text)
            elif not isinstance(value, Const):  # a file descriptor, or nothing
                yield value

    def written(self, target: Held, content: Held | None, *, append: bool = False) -> None:
        """Remember what a file holds now, or where that came from."""
        path = self.path(target)
        if path is None:
            return
        text = text_of(content) if content is not None else None
        before = self.world.files.get(path) if append else ""
        certain = self.certainty == "certain"
        known = text is not None and before is not None and certain
        self.world.wrote(path, f"{before}{text}" if known else None)
        if content is not None and (network := network_of(content)) is not None:
            self.world.downloaded[path] = (network,)
            self.flows(network, "file")

    def content(self, held: Held) -> Held:
        """What reading a file gives."""
        path = self.path(held)
        if path is not None:
            if path in self.world.downloaded:
                return Download(self.world.downloaded[path][0])
            if (text := self.world.files.get(path)) is not None:
                return Const(text)
        return Anything("file")

    def copied(self, source: Held, target: Held) -> None:
        a, b = self.path(source), self.path(target)
        if a and b:
            if re.match(r"/(?:usr/)?(?:local/)?s?bin/", a) or a in self.world.copies:
                place = resolve(path_text(target) or b, self.around.cwd, self.around.home) or b  # of a link, its own
                self.world.copies[place] = self.world.copies.get(a, a.rpartition("/")[2])
            if a in self.world.files:
                self.world.files[b] = self.world.files[a]
            if a in self.world.downloaded:
                self.world.downloaded[b] = self.world.downloaded[a]

    # --- network ------------------------------------------------------------------------------------------------------

    def url(self, held: Held, node: Node, op: f.NetworkOp) -> int:
        """A connection by URL, or by an options object with `host`, `port` and `path`."""
        if isinstance(held, Obj):
            for name in ("url", "uri", "baseURL", "href"):
                if name in held.items:
                    return self.url(held.items[name], node, op)
            host = held.items.get("hostname", held.items.get("host", Const("localhost")))
            return self.host(host, held.items.get("port"), node, op)
        return super().url(held, node, op)

    # --- variables, imports -------------------------------------------------------------------------------------------

    def environment(
        self, op: f.EnvironmentOp, name: Held | None, value: Held | None, node: Node, *, own: bool = True
    ) -> None:
        """A variable that is read or changed; `own`: the text's, which programs inherit."""
        super().environment(op, name, value, node)
        text = text_of(name) if name is not None else None
        if op != "set" or text is None:
            return
        if danger_of(text) == "loader" or (text == "NODE_OPTIONS" and not _tame(value)):
            self.opaque("dynamic_code", node, f"{text} makes programs load other code")
        self.path_changed = self.path_changed or text == "PATH"
        if own:
            self.inherited(text, value if self.certainty == "certain" else None)

    def variable(self, name: str) -> Held:
        """A variable's value as far as the request fixes it."""
        value = self.around.env.get(name)
        own = name == "HOME" or value is not self.started.env.get(name)
        return Const(value.text) if isinstance(value, f.Literal) and own else Anything("environment")

    def imported(self, module: Held, node: Node, *, dynamic: bool) -> None:
        self.imports(node, fact(module), dynamic=dynamic)


def _tame(options: Held | None) -> bool:
    """Options of Node that load no code."""
    text = text_of(options) if options is not None else ""
    return text is not None and not re.search(
        r"(?:^|\s)(?:-r|--require|--import|--(?:experimental-)?loader|--inspect)", text
    )


def path_text(held: Held) -> str | None:
    """A path argument as text; `file:` URLs are paths."""
    if isinstance(held, Instance) and held.name in ("stream.write", "stream.read") and held.args:
        return path_text(held.args[0])
    text = text_of(held)
    if text is not None and isinstance(held, Instance) and text.startswith("file://"):
        return text.removeprefix("file://")
    return text
