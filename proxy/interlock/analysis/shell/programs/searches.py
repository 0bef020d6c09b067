"""Programs whose arguments come from what they find or read: find, xargs, parallel, run-parts."""

from __future__ import annotations

import re
import shlex

from msgspec.structs import replace

from interlock.analysis import knowledge
from interlock.analysis.shell import values as v
from interlock.analysis.shell.programs.commands import PLAIN
from interlock.analysis.shell.programs.meanings import by_table
from interlock.analysis.shell.programs.start import Start, grammar
from interlock.analysis.shell.values import concat, prefix_of, text_of
from interlock.model import facts as f

_TESTS = frozenset(
    "-name -iname -path -ipath -wholename -regex -iregex -lname -ilname -mtime -mmin -atime -amin -ctime -cmin -size"
    " -empty -newer -anewer -cnewer -maxdepth -mindepth -user -group -uid -gid -perm -inum -links -samefile -type"
    " -xtype -fstype -nouser -nogroup -used -readable -writable -executable -newermt".split()
)
"""Expressions by which find picks some of what lies below."""

_FIND_WRITES = ("-fprintf", "-fprint", "-fprint0", "-fls")
_FIND_RUNS = ("-exec", "-execdir", "-ok", "-okdir")
_FOUND = f.Unknown(why="found")
_MOST_ITEMS = 32


@grammar("find")
def find(start: Start) -> f.Value | None:
    """`find [-HLP] start… expression`: lists, and deletes, runs and writes as the expression says."""
    argv = start.argv
    starts: list[f.Value] = []
    i = 1
    while i < len(argv) and re.fullmatch(r"-[HLP]|-D|-O\d?", text_of(argv[i]) or ""):
        i += 2 if text_of(argv[i]) == "-D" else 1
    while i < len(argv) and not (prefix_of(argv[i]).startswith(("-", "(", "!")) or text_of(argv[i]) == ","):
        starts.append(argv[i])
        i += 1
    starts = starts or [f.Literal(text=".")]
    for item in starts:
        start.touch("list", item, recursive=True)
    narrowed = any(text_of(word) in _TESTS - {"-type", "-mindepth"} for word in argv)
    while i < len(argv):
        text = text_of(argv[i])
        if text == "-delete":
            for item in starts:
                target = concat([item, _FOUND]) if narrowed and isinstance(item, f.Literal) else item
                start.touch("delete", target, recursive=True)
        elif text in _FIND_RUNS:
            i = _exec(start, i, starts, narrowed)
        elif text in _FIND_WRITES and i + 1 < len(argv):
            i += 1
            start.touch("write", argv[i])
        elif text in ("-files0-from", "-newer", "-anewer", "-cnewer", "-samefile") and i + 1 < len(argv):
            i += 1
            start.touch("read", argv[i])
        elif text is None and v.unknown_part(argv[i]) and not (text_of(argv[i - 1]) or "").startswith("-"):
            start.opaque("unknown_wrapper_option")
        i += 1
    return None


def _exec(start: Start, i: int, starts: list[f.Value], narrowed: bool) -> int:
    """`-exec words… ;` or `+`; the position of its end."""
    argv = start.argv
    end = i + 1
    while end < len(argv) and not (
        text_of(argv[end]) == ";" or (text_of(argv[end]) == "+" and text_of(argv[end - 1]) == "{}")
    ):
        end += 1
    below = [concat([s, _FOUND]) for s in starts]
    found = v.one_of(below if narrowed else [*starts, *below])
    words: list[f.Value] = []
    for word in argv[i + 1 : end]:
        held = text_of(word)
        if held == "{}":
            words.append(found)
        elif held is not None and "{}" in held:
            words.append(_replaced(word, "{}", _FOUND))
        else:
            words.append(word)
    if words:
        start.starts(words, possible=True)
    else:
        start.opaque("dynamic_command", "find -exec")
    return end


@grammar("xargs")
def xargs(start: Start) -> f.Value | None:
    """`xargs [options] command…`: arguments, and without a command's text perhaps its program, come from the input."""
    parsed = start.parsed
    by_table(start)
    if parsed.unknown is not None:
        start.opaque("unknown_wrapper_option", f"{start.name} {parsed.unknown}")
    placeholder = next((text_of(value) or "{}" for name, value in parsed.options if name == "replace"), None)
    stdin = _input(start)
    items: list[f.Value] = [f.Unknown(why="stdin")]
    if stdin is not None:
        delimiter = next((text_of(value) for name, value in parsed.options if name == "delimiter"), None)
        if parsed.given("null"):
            pieces = stdin.removesuffix("\0").split("\0")
        elif delimiter:
            ending = delimiter.encode().decode("unicode_escape", "replace")
            pieces = stdin.removesuffix(ending).split(ending)
        else:
            pieces = stdin.split("\n") if placeholder else _words(stdin)
        lines = placeholder and not delimiter and not parsed.given("null")
        items = [
            f.Literal(text=piece.lstrip(" \t") if lines else piece) for piece in pieces if piece.strip() or not lines
        ]
    _fed(start, known=stdin is not None)
    command = parsed.operands or [f.Literal(text="echo")]
    if placeholder:
        for item in items[:_MOST_ITEMS] or [f.Unknown(why="stdin")]:
            start.starts([_replaced(word, placeholder, item) for word in command])
        return None
    if stdin is None:
        _perhaps_program(start, command)
    for some in _rounds(start, items):
        start.starts([*command, *some])
    return None


def _rounds(start: Start, items: list[f.Value]) -> list[list[f.Value]]:
    """The arguments of each run, by `-n`; unknown where `-L` counts lines."""
    most = next((text_of(value) for value in start.parsed.values("max-args")), None)
    size = int(most) if most and most.isdigit() and 0 < int(most) < len(items) else len(items)
    rounds = [items[at : at + size] for at in range(0, len(items), size)] if items else [[]]
    if start.parsed.given("max-lines") or len(rounds) > _MOST_ITEMS:
        return [[f.Unknown(why="stdin")]]
    return rounds


@grammar("parallel")
def parallel(start: Start) -> f.Value | None:
    """`parallel command… ::: arguments…`: each line is a text for the shell."""
    parsed = start.parsed
    by_table(start)
    if parsed.unknown is not None:
        start.opaque("unknown_wrapper_option", f"{start.name} {parsed.unknown}")
    words, items = parsed.operands, []
    texts = [text_of(word) for word in words]
    at = next((i for i, text in enumerate(texts) if text in (":::", ":::+", "::::", "::::+")), None)
    stdin = _input(start)
    if at is not None:
        items = [w for w, text in zip(words[at + 1 :], texts[at + 1 :], strict=True) if text not in (":::", ":::+")]
        if (texts[at] or "").startswith("::::"):
            for item in items:
                start.touch("read", item)
            items = [f.Unknown(why="file")]
        words = words[:at]
    elif stdin is not None:
        items = [f.Literal(text=line.strip()) for line in stdin.split("\n") if line.strip()]
    else:
        items = [f.Unknown(why="stdin")]
    placeholder = next((text_of(value) or "{}" for name, value in parsed.options if name == "replace"), "{}")
    _fed(start, known=at is not None or stdin is not None)
    for item in items[:_MOST_ITEMS]:
        _parallel_job(start, words, placeholder, item)
    return None


def _parallel_job(start: Start, words: list[f.Value], placeholder: str, item: f.Value) -> None:
    """One line for the shell. What an argument puts into it is quoted, so it is never more than a word."""
    if not words:
        start.runs(item, "sh", start.name)
        return
    text = text_of(item)
    quoted = f.Literal(text=shlex.quote(text)) if text is not None else item
    replaced = [_parallel_replaced(word, placeholder, quoted) for word in words]
    if replaced == words:
        replaced = [*words, quoted]
    line = start.shell.joined(replaced)
    template = text_of(start.shell.joined(words))
    if text_of(line) is None and template is not None and PLAIN.fullmatch(template):
        plain: list[f.Value] = [f.Literal(text=word) for word in template.split()]
        argv = [_parallel_replaced(word, placeholder, item) for word in plain]
        start.starts(argv if argv != plain else [*plain, item])
    else:
        start.runs(line, "sh", start.name)


def _parallel_replaced(word: f.Value, placeholder: str, item: f.Value) -> f.Value:
    text = text_of(word)
    if text is not None and re.search(r"\{(?:[./#%]|//|/\.|\d+)[./]*\}", text):
        return concat([f.Literal(text=text.partition("{")[0]), item if "{}" in text else f.Unknown(why="argument")])
    return _replaced(word, placeholder, item)


def _input(start: Start) -> str | None:
    """The text that arguments come from, where it is known."""
    named = start.parsed.values("arg-file")
    if named:
        return text_of(start.shell.content_of(start.shell.path_of(named[0], start.state)))
    return text_of(start.ctx.stdin_text)


def _fed(start: Start, *, known: bool) -> None:
    """What it starts does not read the input that it reads itself."""
    start.ctx = replace(start.ctx, stdin=None, stdin_text=None, certainty=start.ctx.certainty if known else "possible")


def _perhaps_program(start: Start, command: list[f.Value]) -> None:
    """What is read from a pipe becomes an interpreter's arguments, and so perhaps its program."""
    base = knowledge.program((text_of(command[0]) or "").rsplit("/", 1)[-1])
    if base is None or base.interprets is None:
        return
    last = text_of(command[-1])
    if len(command) == 1 or (last is not None and re.fullmatch(r"-\w*[cer]", last)):
        shell = start.shell
        how = f"{start.name} {text_of(command[0])}"
        shell.hand_over(f.Unknown(why="stdin"), base.interprets, how, start.span, start.state, start.inner, start.id)


def _replaced(word: f.Value, placeholder: str, item: f.Value) -> f.Value:
    text = text_of(word)
    if text is None or placeholder not in text:
        return word
    parts: list[f.Value] = []
    for i, piece in enumerate(text.split(placeholder)):
        parts += [item, f.Literal(text=piece)] if i else [f.Literal(text=piece)]
    return concat(parts)


def _words(text: str) -> list[str]:
    """As xargs(1) splits its input: blanks and newlines; quotes within their line; `\\` takes what follows."""
    found = re.findall(r"""((?:\\[\s\S]|'[^'\n]*'|"[^"\n]*"|[^\s\\'"]|[\r\f\v])+)""", text)
    return [
        re.sub(r"""\\([\s\S])|'([^'\n]*)'|"([^"\n]*)\"""", lambda m: "".join(g or "" for g in m.groups()), w)
        for w in found
    ]


@grammar("run-parts")
def run_parts(start: Start) -> f.Value | None:
    """Every program in a directory."""
    shell = start.shell
    for word in start.parsed.operands:
        path = shell.path_of(word, start.state)
        start.touch("execute", word)
        below = [p for p in shell.world.files if path is not None and p.startswith(path.rstrip("/") + "/")]
        for file in below:
            start.starts([concat([word, f.Literal(text="/" + file.rsplit("/", 1)[-1])])], env=start.env)
        if not below:
            start.opaque("program_not_seen")
    return None
