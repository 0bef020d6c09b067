"""What is found becomes facts, each once, with its span."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from interlock.analysis import embedded
from interlock.analysis.abstract import tree as t
from interlock.analysis.abstract.values import Choice, Items, Mixed, Unknown, Value, alternatives, download_of, text_of
from interlock.analysis.builder import FactsBuilder
from interlock.analysis.reporter import Reporter, literal
from interlock.model import facts as f


class Report(Reporter[Value, t.Node]):
    """The facts of one unit."""

    language: f.Language
    most_steps = 60_000

    def __init__(self, builder: FactsBuilder, text: str, unit: int, around: embedded.Surroundings) -> None:
        super().__init__(builder, around)
        self.text = text
        self.unit = unit
        self.fixed: f.Span | None = None
        """Where everything stands when the text was computed, or belongs to an earlier cell."""
        self.depth = 0
        """Branches and loops around what is being evaluated."""
        self._children: set[Hashable] = set()

    # --- places -------------------------------------------------------------------------------------------------------

    def span(self, node: t.Node) -> f.Span:
        return self.fixed or f.Span(min(node.start, len(self.text)), min(node.end, len(self.text)))

    def stands(self, node: t.Node) -> tuple[int, f.Span]:
        return self.unit, self.span(node)

    def source(self, node: t.Node) -> str:
        return self.text

    def identity(self, item: object) -> Hashable:
        """Bodies may be evaluated more than once."""
        return type(item).__name__, repr(item)

    def repeated(self, text: str, language: f.Language, how: str, node: t.Node) -> bool:
        key = (text, language, how, self.span(node), self.certainty, self.context)
        before = key in self._children
        self._children.add(key)
        return before

    # --- values -------------------------------------------------------------------------------------------------------

    def text_of(self, held: Value) -> str | None:
        return text_of(held)

    def pieces_of(self, held: Value) -> Iterable[Value]:
        return held.parts if isinstance(held, Mixed) else ()

    def alternatives(self, held: Value) -> Iterable[Value]:
        return alternatives(held)

    def download_of(self, held: Value) -> int | None:
        return download_of(held)

    def number_of(self, held: Value) -> int | None:
        text = text_of(held)
        return int(text) if text and text.isdecimal() and len(text) < 6 else None

    def left_to_calls(self, held: Value) -> bool:
        return isinstance(held, Unknown) and held.parameter

    def fact(self, held: Value) -> f.Value:
        """An abstract value as the facts have it."""
        text = text_of(held)
        if text is not None:
            return literal(text)
        match held:
            case Mixed(parts=parts):
                flat = [p for part in parts[:32] if not isinstance(p := self.fact(part), f.Concat | f.OneOf)]
                return f.Concat(parts=tuple(flat)) if len(flat) > 1 else flat[0] if flat else f.Unknown()
            case Choice(values=values):
                several = tuple(dict.fromkeys(self.fact(value) for value in values))
                several = tuple(v for v in several if not isinstance(v, f.OneOf))
                return f.OneOf(values=several) if len(several) > 1 else several[0] if several else f.Unknown()
            case Unknown(why=why):
                return f.Unknown(why=why)
            case _:
                return f.Unknown()

    # --- programs -----------------------------------------------------------------------------------------------------

    def command(self, words: list[Value], how: str, node: t.Node, redirect: str = "") -> None:
        """A program with its arguments, through no shell; `redirect`: its standard input, in the words of one."""
        for line in self.command_lines(words, how, node):
            self.child(f"{line} {redirect}" if redirect else line, "bash" if redirect else "sh", how, node)

    def run_path(self, held: Value, how: str, node: t.Node, language: f.Language) -> None:
        """A program file that runs by its path."""
        text = text_of(held)
        if self.left_to_calls(held):
            return
        remote = text is not None and "://" in text and not text.startswith("file:")
        network = self.url(held, node, "download") if remote else download_of(held)
        if network is not None:
            self.flows(network)
            self.code(how, node, language, "network")
            return
        self.file("execute", held, node)
        path = self.path(held)
        if path is None or not self.known_file(path, f"{how} {path}", node, language):
            self.code(how, node, language, "file")
            self.opaque(self.world.why_unread(path) if path else "dynamic_code", node, path or how)

    # --- files, network, variables ------------------------------------------------------------------------------------

    def path_text(self, held: Value) -> str | None:
        text = text_of(held)
        if text is not None and text.startswith("file:"):
            return "/" + text[len("file:") :].lstrip("/")
        if text is not None and text.startswith("~") and text[1:2] in ("", "/") and self.around.home:
            return self.around.home + text[1:]
        return text

    def paths(self, held: Value) -> Iterable[Value]:
        several = held.values if isinstance(held, Choice | Items) and held.values else (held,)
        for value in several[:64]:
            yield from self.paths(value) if isinstance(value, Items) and value is not held else (value,)

    def url(self, held: Value, node: t.Node, op: f.NetworkOp) -> int:
        network = download_of(held)
        return network if network is not None else super().url(held, node, op)

    def environment(self, op: f.EnvironmentOp, name: Value | None, value: Value | None, node: t.Node) -> None:
        super().environment(op, name, value, node)
        text = text_of(name) if name is not None else None
        if op == "set" and text is not None:
            self.inherited(text, value)

    def imported(self, node: t.Node, module: Value, *, dynamic: bool = False) -> None:
        self.imports(node, self.fact(module), dynamic=dynamic)
