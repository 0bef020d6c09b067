"""Programs that run others: wrappers, interpreters, and what stands for a shell on another machine."""

from __future__ import annotations

import base64
import binascii
import re
import shlex
from urllib.parse import unquote_to_bytes

from msgspec.structs import replace

from interlock.analysis import knowledge
from interlock.analysis.shell.options import FLAG, parse
from interlock.analysis.shell.programs.code import STDIN_PATHS
from interlock.analysis.shell.programs.meanings import by_table, paired, plan_of
from interlock.analysis.shell.programs.start import Start, literal
from interlock.analysis.shell.values import concat, prefix_of, tail, text_of
from interlock.model import facts as f

PLAIN = re.compile(r"[\w./=+:@%,{}\s-]+")
"""Words in which a shell sees nothing but words."""

_MOST_SPLITS = 4
_ROOT_SHELLS = {"sudo", "doas", "chroot", "unshare", "nsenter", "su", "runuser", "newgrp", "sg", "machinectl", "script"}


def wrapper(start: Start) -> f.Value | None:
    """`sudo`, `env`, `timeout`, `ssh` and kin: the command they start."""
    parsed, entry = start.parsed, start.parsed.program
    by_table(start)
    plan = plan_of(start)
    at = next((i for i, word in enumerate(plan.head) if word in ("argv", "joined")), None)
    if at is None:
        return None
    unknown = parsed.unknown
    if unknown is not None:
        start.opaque("unknown_wrapper_option", f"{start.name} {unknown}")
    added = _assigned(start, parsed.assignments)
    codes = any(
        entry.options.get(name, "").startswith(("code", "shell")) for name, v in parsed.options if v is not FLAG
    )
    rest = parsed.operands[at:]
    for _ in range(_MOST_SPLITS):
        if not (split := parsed.values("split-string")):
            break
        # The words stand where the option stood, and are read anew.
        parsed = parse(entry, [start.argv[0], *_split(start, split[0]), *rest])
        if parsed.unknown is not None and unknown is None:
            unknown = parsed.unknown
            start.opaque("unknown_wrapper_option", f"{start.name} {unknown}")
        added |= _assigned(start, parsed.assignments)
        rest = parsed.operands
    if rest and text_of(rest[0]) == "--":
        rest = rest[1:]
    if entry.elsewhere and (instead := parsed.values("entrypoint")):
        rest = [instead[0], *rest]
    if not rest:
        if not codes and not (at and not parsed.operands and start.name not in _ROOT_SHELLS):
            _shell_of(start)
        return f.Output(command=start.id)
    if plan.head[at] == "joined":
        line = start.shell.joined(rest)
        if start.ctx.stdin is not None and (text := text_of(line)) is not None and PLAIN.fullmatch(text):
            # As an argument vector, it can be seen to read the standard input that it gets.
            return start.starts([literal(word) for word in text.split()], possible=start.parsed.program.elsewhere)
        start.runs(line, "sh", start.name)
        return f.Output(command=start.id)
    if unknown is not None:
        _every_word(start, rest, added)
    start.state = scratch = start.state.copy()
    if entry.privilege or entry.elsewhere:
        # The environment, and with it exported functions, may not come along.
        scratch.functions = {name: tuple(dict.fromkeys((*held, None))) for name, held in scratch.functions.items()}
    if parsed.given("ignore-environment", "-"):
        scratch.exported = frozenset()
    for value in parsed.values("unset"):
        for name in {text_of(value)} if text_of(value) is not None else set(scratch.exported):
            scratch.exported = scratch.exported - {name or ""}
            scratch.drop(name or "")
    for head, value in added.items():
        scratch.set(head, value)
        scratch.exported |= {head}
    return start.starts(rest, env={**start.env, **added})


def _assigned(start: Start, words: list[f.Value]) -> dict[str, f.Value]:
    added: dict[str, f.Value] = {}
    for word in words:
        head = prefix_of(word).partition("=")[0]
        added[head] = tail(word, len(head) + 1)
        start.sets(head, added[head])
    return added


def _split(start: Start, value: f.Value) -> list[f.Value]:
    """`env -S 'A=b ls -l'`."""
    text = text_of(value)
    try:
        words = [literal(word) for word in shlex.split(text)] if text is not None else None
    except ValueError:
        words = None
    if words is None or text is None or re.search(r"\$\{|\\[c_nt]", text):
        start.opaque("dynamic_command", "env -S")
    return list(words or ())


def _shell_of(start: Start) -> None:
    """Without a command some start a shell, fed by standard input."""
    if start.name in ("sudo", "doas"):
        if not start.parsed.given("s", "i", "shell", "login"):
            return
    elif start.name not in _ROOT_SHELLS and not start.parsed.program.elsewhere:
        return
    ctx = replace(start.inner, stdin=start.ctx.stdin, stdin_text=start.ctx.stdin_text)
    if start.ctx.stdin is not None or start.name in _ROOT_SHELLS:
        start.shell.fed(start.id, start.name, "bash", start.span, start.state, ctx, start.env)


def _every_word(start: Start, rest: list[f.Value], added: dict[str, f.Value]) -> None:
    """Behind an unknown option nobody can tell which word is the program: every one may be."""
    for i in range(1, len(rest)):
        text = text_of(rest[i])
        if text is not None and knowledge.program(text.rsplit("/", 1)[-1]) is not None:
            start.starts(rest[i:], possible=True, env={**start.env, **added})


_PRELOADED = frozenset({"require", "import", "loader", "experimental-loader"})


def interpreter(start: Start) -> f.Value | None:
    """`bash`, `python3`, `node` and kin: the text that they run."""
    parsed, entry = start.parsed, start.parsed.program
    language: f.Language = entry.interprets or "other"
    operands, options = parsed.operands, entry.options
    shell, inner = start.shell, start.inner
    if entry.privilege:
        by_table(start)
    if language in ("bash", "sh"):
        _started_up(start, language)
    if language == "bash" and (parsed.given("posix") or "posix" in map(text_of, parsed.values("o"))):
        start.env = {**start.env, "POSIXLY_CORRECT": literal("y")}
    if language == "bash" and (settings := parsed.values("O")):
        start.env = {**start.env, "BASHOPTS": settings[0]}
    if language in ("bash", "sh") and parsed.given("c"):
        _options(start)
        if operands:
            _shell_text(start, language)
        return f.Output(command=start.id)
    codes = [(n, value) for n, value in parsed.options if options.get(n) == "code" and value is not FLAG]
    _options(start)
    for name, value in codes:
        written = f"{start.name} -{name}" if len(name) == 1 else f"{start.name} --{name}"
        shell.hand_over(value, language, written, start.span, start.state, inner, start.id, env=start.env)
    if language == "perl":
        _perl(start, operands if codes else operands[1:])
    plan = plan_of(start)
    rest = operands if plan.head[:1] != ("script",) or codes or parsed.given("script-file") else operands[1:]
    for meaning, operand in paired(knowledge.Operands(plan.head[1:], plan.repeated, plan.tail), rest):
        if meaning == "write":
            start.touch("write", operand)
        elif meaning == "read" and "=" not in prefix_of(operand):
            start.touch("read", operand)
    if codes or (language == "python" and parsed.given("m")):
        return f.Output(command=start.id)
    if any(options.get(name, "").startswith("script") for name, value in parsed.options if value is not FLAG):
        return f.Output(command=start.id)
    if not operands or text_of(operands[0]) in STDIN_PATHS or (language in ("bash", "sh") and parsed.given("s")):
        if parsed.given("version", "help", "V") or (parsed.given("v") and not operands and language != "bash"):
            return None
        ctx = replace(inner, stdin=start.ctx.stdin, stdin_text=start.ctx.stdin_text)
        shells = language in ("bash", "sh") and (parsed.given("s") or not operands)
        positional = (literal(start.name), *operands) if shells else tuple(operands)
        shell.fed(start.id, start.name, language, start.span, start.state, ctx, start.env, positional)
        return f.Output(command=start.id)
    main = concat([operands[0], literal("/__main__.py")])
    if language == "python" and start.shell.path_of(main, start.state) in start.shell.world.files:
        start.runs_script(main, language, operands)
        return f.Output(command=start.id)
    if language == "python":
        start.runs_fetched(start.shell.tainted(main, start.state))
    start.runs_script(operands[0], language, operands)
    return f.Output(command=start.id)


def _data_url(url: str) -> str | None:
    """The text that a `data:` URL holds (RFC 2397); None where it is none, or not UTF-8."""
    head, comma, body = url.partition(",")
    if not comma or not head.startswith("data:"):
        return None
    data = unquote_to_bytes(body)
    try:
        return (base64.b64decode(data + b"==") if head.endswith(";base64") else data).decode("utf-8")
    except (ValueError, binascii.Error):
        return None


def _started_up(start: Start, language: f.Language) -> None:
    """The start-up files of a shell that the session wrote (bash manual, 6.2)."""
    parsed, home = start.parsed, start.state.variables.get("HOME")
    where = (text_of(home) if isinstance(home, f.Literal) else None) or start.state.home
    named: list[f.Value] = []
    if parsed.given("l", "login") and not parsed.given("noprofile"):
        named += [literal(f"{where}/{name}") for name in (".bash_profile", ".bash_login", ".profile", ".bash_logout")]
    if parsed.given("i"):
        named += [] if parsed.given("norc") else [literal(f"{where}/.bashrc")]
        named += parsed.values("rcfile", "init-file")
        held = start.env.get("ENV", start.state.variables.get("ENV"))
        if isinstance(held, f.Value):
            text = text_of(held)
            start.shell.latent_if_any(text, start.span, start.state)
            named.append(f.Unknown(why="ENV") if text is not None and "$" in text else held)
    for value in named:
        path = start.shell.path_of(value, start.state)
        if path is None or path in start.shell.world.files:
            start.runs_script(value, language)


def _perl(start: Start, files: list[f.Value]) -> None:
    """perlrun(1): `-M` is text behind `use`, and `<>` opens its files as `open` with two arguments does."""
    for value in start.parsed.values("M", "m", "d"):
        text = text_of(value)
        if text is None or not re.fullmatch(r"-?:?[\w:]*(?:=[\w,:./@-]*)?", text):
            start.opaque("dynamic_code", "perl -M")
            continue
        name = text.lstrip("-:").partition("=")[0].replace("::", "/")
        for path in [p for p in start.shell.world.files if p.endswith(f"/{name}.pm")]:
            start.runs_script(literal(path), "perl")
        if start.parsed.given("d"):
            start.opaque("dynamic_code", "perl -d")
    for value in files:
        name = (text_of(value) or "").strip()
        if name.startswith("|") or name.endswith("|"):
            start.runs(literal(name.strip("|")), "sh", "perl <>")
        elif name.startswith((">", "+")):
            start.touch("write", literal(name.lstrip("+>< ")))


def _options(start: Start) -> None:
    """Meanings of an interpreter's options, but for the program text itself."""
    from interlock.analysis.shell.programs.meanings import mean

    options = start.parsed.program.options
    for name, value in start.parsed.options:
        loads = start.parsed.program.interprets == "javascript" and name in _PRELOADED and value is not FLAG
        if loads and prefix_of(value).startswith((".", "/")):  # else a package
            start.runs_script(value, "javascript")
            continue
        if loads and (prefix_of(value).startswith("data:") or text_of(value) is None):
            held = literal(known) if (known := _data_url(text_of(value) or "")) is not None else value
            how = f"{start.name} --{name}"
            start.shell.hand_over(
                held, "javascript", how, start.span, start.state, start.inner, start.id, env=start.env
            )
            continue
        if (meaning := options.get(name)) is not None and meaning != "code" and value is not FLAG:
            mean(start, meaning, value, name)
        _module(start, name, value)


_MODULES = {("lua", "l"): ".lua", ("ruby", "r"): ".rb"}
"""Options that load a file by its name without the suffix."""


def _module(start: Start, name: str, value: f.Value) -> None:
    language, shell = start.parsed.program.interprets, start.shell
    if language == "php" and name == "server":
        for place in start.parsed.values("docroot", "t") or [literal(".")]:
            below = concat([place, literal("/index.php")]), f.Prefix(text=f"{text_of(place)}/")
            start.runs_fetched(tuple(n for held in below for n in shell.tainted(held, start.state)))
    suffix = _MODULES.get((language or "", name))
    text = text_of(value)
    if suffix is None or text is None:
        return
    file = literal(text.partition("=")[2] or text) if language == "lua" else literal(text)
    file = file if file.text.endswith(suffix) else literal(file.text + suffix)
    if shell.path_of(file, start.state) in shell.world.files:
        start.runs_script(file, language or "other")
    else:
        start.runs_fetched(shell.tainted(file, start.state))


def _shell_text(start: Start, language: f.Language) -> None:
    """`bash -c text name arguments…`."""
    operands = start.parsed.operands
    interactive = start.parsed.given("i")
    at = start.parsed.at[0]
    span = start.word_spans[at] if len(start.word_spans) == len(start.argv) else start.span
    start.shell.hand_over(
        operands[0],
        language,
        f"{start.name} -c",
        span,
        start.state,
        start.inner,
        start.id,
        positional=tuple(operands[1:]) if len(operands) > 1 else (literal(start.name),),
        env=start.env,
        interactive=interactive or "expand_aliases" in {text_of(value) for value in start.parsed.values("O")},
    )
    if interactive and "PROMPT_COMMAND" in start.env:
        start.runs(start.env["PROMPT_COMMAND"], "bash", "$PROMPT_COMMAND")
