"""Files: what copies leave for later commands to find."""

from __future__ import annotations

import posixpath
import re

from interlock.analysis.builder import resolve
from interlock.analysis.shell.programs.meanings import by_table
from interlock.analysis.shell.programs.start import Start, grammar
from interlock.analysis.shell.values import text_of
from interlock.model import facts as f

_PACKED = re.compile(r"(.+)\.(?:gz|bz2|bz3|xz|lzma|zst|lz4|lz|lzo|br|Z)")


@grammar("install")
def install(start: Start) -> f.Value | None:
    """cp, mv, ln, install: copies keep their content, links lead on, and copied programs stay what they are."""
    by_table(start)
    shell, operands = start.shell, start.parsed.operands
    into = start.parsed.values("target-directory")
    if start.name == "ln" and len(operands) == 1 and not into:
        into = [f.Literal(text=".")]
    sources, targets = (operands, into) if into else (operands[:-1], operands[-1:])
    if not sources or not targets:
        return None
    # Where a link itself is made or replaced, it is not followed.
    target = resolve(text_of(targets[0]) or "", start.state.cwd, start.state.home) if text_of(targets[0]) else None
    directory = bool(into) or len(sources) > 1 or (text_of(targets[0]) or "").endswith(("/", ".", ".."))
    itself = start.parsed.given("no-target-directory", "no-dereference") and not directory
    keeps = start.parsed.given("no-clobber", "interactive", "update", "backup", "n", "i", "u", "b")
    for value in _named(start, sources):
        if target is None:
            continue
        source = shell.path_of(value, start.state)
        if text_of(value) is None:
            # Whatever it is, it may have the name of a file that is known.
            for held in [path for path in shell.world.files if target in (posixpath.dirname(path), path)]:
                shell.world.may_hold(held, (*shell.world.texts(held), None), "program_not_seen")
        name = (text_of(value) or "").rstrip("/").rsplit("/", 1)[-1]
        name = "" if name in (".", "..") else name
        places = [f"{target.rstrip('/')}/{name}"] if name else []
        if not directory or not name:
            places = [target] if itself or target in shell.world.files else [target, *places]
        for place in places:
            if _links(start):
                # Where something stands already, it may stay.
                unsure = len(places) > 1 or start.ctx.certainty == "possible" or place in shell.world.files
                shell.builder.add_link(place, _linked(start, value, place), perhaps=unsure)
            sure = place == target or directory
            if source is not None:
                _moved(start, source, place, sure=sure, keeps=keeps)
            written = resolve(text_of(value) or "", start.state.cwd, start.state.home)
            if written is not None and written != source and not _links(start):
                _moved(start, written, place, sure=sure, keeps=keeps)  # a link, which is not followed when it is moved
    return None


def _links(start: Start) -> bool:
    return start.name in ("ln", "link") or start.parsed.given("symbolic-link", "link")


def _linked(start: Start, value: f.Value, place: str) -> str | None:
    """Where a link at `place` leads; None where that is not known."""
    text = text_of(value)
    if text is None:
        return None
    symbolic = start.parsed.given("symbolic", "symbolic-link") and not start.parsed.given("relative")
    return resolve(text, posixpath.dirname(place) if symbolic else start.state.cwd, start.state.home)


def _named(start: Start, sources: list[f.Value]) -> list[f.Value]:
    """Sources, and of a pattern the known files that it matches."""
    found: list[f.Value] = []
    for value in sources:
        matched = start.shell.named(value, start.state) if isinstance(value, f.Glob) else ()
        found += [value, *(f.Literal(text=path) for path in matched)]
    return found


def _moved(start: Start, source: str, place: str, *, sure: bool, keeps: bool) -> None:
    """What is known of a file, or of all files below a directory, is known of its copy."""
    shell = start.shell
    below = source.rstrip("/") + "/"
    for held in [path for path in shell.world.files if path == source or path.startswith(below)]:
        there = place + held[len(source) :]
        if sure:
            before = start.replaced.get(there, shell.world.texts(there))
            if not before and (keeps or start.ctx.certainty == "possible"):
                before = (None,)
            shell.world.may_hold(there, (*shell.world.texts(held), *before), shell.world.why_unread(held))
        if held in shell.world.downloaded:
            shell.world.downloaded[there] = shell.world.downloaded[held]
    links = {} if _links(start) else shell.builder.links
    for held in [path for path in links if path == source or path.startswith(below)]:
        for target in links[held]:
            shell.builder.add_link(place + held[len(source) :], target, perhaps=not sure)
    name = shell.world.copies.get(source, source.rsplit("/", 1)[-1])
    if shell.world.copies.get(place, name) != name:
        # Which of the programs it is cannot be told.
        shell.world.may_hold(place, (*shell.world.texts(place), None))
    shell.world.copies[place] = name
    if source not in shell.world.files and "bin" in source.split("/") and not _links(start):
        shell.world.may_hold(place, (*shell.world.texts(place), None), "program_not_seen")


@grammar("split")
def split(start: Start) -> f.Value | None:
    """split, csplit: files whose names begin with `x` or `xx` unless told otherwise."""
    by_table(start)
    named = len(start.parsed.operands) > 1 if start.name != "csplit" else start.parsed.given("prefix")
    if not named and not start.parsed.given("filter"):
        start.touch("write", f.Prefix(text="xx" if start.name == "csplit" else "x"))
    return None


@grammar("input-to-files")
def input_to_files(start: Start) -> f.Value | None:
    """tee, sponge, dd: what they read they write."""
    by_table(start)
    shell = start.shell
    known = start.ctx.stdin_text or f.Unknown(why="stdin")
    append = start.parsed.given("append")
    if start.name == "dd" and any(re.search("notrunc|seek=", text_of(word) or "notrunc") for word in start.argv[1:]):
        known = f.Unknown(why="dd")
    for effect in [e for e in shell.builder.files if e.by.command == start.id and e.op in ("write", "append")]:
        if effect.resolved is not None:
            tainted = f.Output(command=start.id) if shell.world.downloads.get(start.id) else known
            before = start.replaced.get(effect.resolved, ())
            if append and before:
                shell.world.may_hold(effect.resolved, before, shell.world.why_unread(effect.resolved))
            shell.wrote(
                effect.resolved,
                tainted,
                append=append,
                instead=before or ((None,) if start.ctx.certainty == "possible" else ()),
            )
    return None


@grammar("decoded-to-file")
def decoded_to_file(start: Start) -> f.Value | None:
    """What a decoder leaves in a file is known to nobody before it runs."""
    by_table(start)
    for word in start.parsed.operands:
        text = text_of(word)
        if text is not None and (match := _PACKED.fullmatch(text)) and not start.parsed.given("stdout", "test", "list"):
            start.touch("read", word)
            start.touch("write", f.Literal(text=match.group(1)))
    shell = start.shell
    for effect in [e for e in shell.builder.files if e.by.command == start.id and e.op in ("write", "append")]:
        if effect.resolved is not None:
            shell.wrote(effect.resolved, f.Output(command=start.id))
    return None
