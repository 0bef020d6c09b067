"""The words of the knowledge tables: what each makes of an operand or an option's argument."""

from __future__ import annotations

import fnmatch
import re
import shlex
from collections.abc import Callable
from dataclasses import replace

from interlock.analysis import knowledge
from interlock.analysis.knowledge import Meanings, Operands, operand_plan
from interlock.analysis.knowledge.vocabulary import FILE_OPS
from interlock.analysis.shell import values as v
from interlock.analysis.shell.options import FLAG
from interlock.analysis.shell.programs import packages
from interlock.analysis.shell.programs.reach import REMOTE, URL, remote_name
from interlock.analysis.shell.programs.start import GRAMMARS, Start, literal
from interlock.analysis.shell.values import prefix_of, tail, text_of
from interlock.model import facts as f

_LATE = ("argv", "joined", "code", "script")
"""Words that need to know first what the other words mean: directory, user, environment."""


def by_table(start: Start) -> None:
    """All effects that the tables can say, but for commands and program texts in operands (`commands.py`)."""
    parsed, entry = start.parsed, start.parsed.program
    overlays = [entry.when[name] for name, _ in parsed.options if name in entry.when] if entry.when else []
    options = {**entry.options, **{k: m for o in overlays for k, m in o.options.items()}}
    if (kind := entry.privilege or start.known.privilege) and kind != "become_user":
        start.privilege(kind, parsed.operands[-1] if parsed.operands else None)
    elif kind:
        become(start)
    if process := entry.process or start.known.process:
        start.process(process, parsed.operands[-1] if parsed.operands else _last(parsed.verbs))
    recursive = start.recursive = "*" in entry.recursive or any(n in entry.recursive for n, _ in parsed.options)
    for name, value in parsed.options:
        if (meaning := options.get(name)) is not None and meaning.startswith(("chdir", "user")):
            mean(start, meaning, value, name)
    for name, value in parsed.options:
        if (meaning := options.get(name)) is not None and not meaning.startswith(("chdir", "user")):
            if value is FLAG and not meaning.startswith(("privilege", "process")):
                continue
            mean(start, meaning, value, name, recursive=recursive and "*" not in entry.recursive)
    plan = plan_of(start, overlays)
    for meaning, operand in paired(plan, parsed.operands):
        if meaning not in _LATE:
            mean(start, meaning, operand, recursive=recursive)
    for line in (*entry.always, *(line for o in overlays for line in o.always)):
        meaning, _, text = line.partition(" ")
        for value in _always(start, text):
            mean(start, meaning, value, recursive=recursive)
    if parsed.rest:
        start.starts(parsed.rest, possible=True)
    if entry.saves:
        _saved(start)
    for name in entry.project:
        start.runs_fetched(start.shell.tainted(literal(name), start.state))


def _saved(start: Start) -> None:
    """What was downloaded stands where its address, or the remote, says."""
    shell, saves = start.shell, start.parsed.program.saves
    taint = shell.world.downloads.get(start.id, ())
    if not taint or any(e.by == start.by and e.op in ("write", "create", "extract") for e in shell.builder.files):
        return
    name: f.Value = f.Unknown(why="remote name")
    if saves != "any" and start.parsed.operands:
        name = remote_name(start.parsed.operands[0], suffix=".git")
    if text_of(name) is not None:
        start.touch("create" if saves == "repository" else "write", name)
    elif place := shell.place_of(literal("."), start.state):
        shell.world.downloaded[place] = taint
    shell.flows(taint, "file")


def plan_of(start: Start, overlays: list[Meanings] | None = None) -> Operands:
    entry = start.parsed.program
    if overlays is None:
        overlays = [entry.when[name] for name, _ in start.parsed.options if name in entry.when] if entry.when else []
    return next((operand_plan(o.operands) for o in reversed(overlays) if o.operands is not None), entry.plan)


def paired(plan: Operands, operands: list[f.Value]) -> list[tuple[str, f.Value]]:
    """Operands with their meanings: `read... write`, `ignore chmod...`."""
    head, repeated, last = plan
    if repeated is None:
        return list(zip(head, operands, strict=False))
    out = list(zip(head, operands, strict=False))
    rest = operands[len(head) :]
    cut = max(len(rest) - len(last), 0)
    out += [(repeated, operand) for operand in rest[:cut]]
    ending = rest[cut:]
    return out + list(zip(last[len(last) - len(ending) :], ending, strict=True))


def become(start: Start) -> None:
    """Another user's rights for what it starts."""
    entry = start.parsed.program
    named = next(
        (value for name, value in start.parsed.options if entry.options.get(name) == "user" and value is not FLAG), None
    )
    if named is None and entry.plan.head[:1] == ("user",) and start.parsed.operands:
        named = start.parsed.operands[0]
    start.runs_as = (text_of(named) if named is not None else None) or "root"
    target = start.parsed.operands[-1] if start.parsed.operands else None
    start.privilege("become_user", target)


def mean(start: Start, meaning: str, value: f.Value, option: str = "", *, recursive: bool = False) -> None:
    """The effect that one word gives one value."""
    possible = meaning.endswith("?")
    word, _, qualifier = meaning.removesuffix("?").partition(":")
    if word in FILE_OPS:
        if qualifier == "stem":
            value = f.Prefix(text=text) if (text := text_of(value)) is not None else value
        elif qualifier == "parent":
            value = v.mapped(value, lambda t: t.rpartition("/")[0] or ".", "directory")
        start.touch(
            word,  # type: ignore[arg-type]  # only words of the literal come here
            value,
            recursive=recursive,
            possible=possible,
            mode=_mode(start) if word in ("chmod", "chown") else None,
        )
        return
    function = _WORDS.get(word)
    if function is not None:
        function(start, value, qualifier, option, possible)


def _mode(start: Start) -> str | None:
    plan = plan_of(start)
    if "mode" in plan.head and start.parsed.operands:
        return text_of(start.parsed.operands[plan.head.index("mode")]) or "?"
    return None


def _always(start: Start, text: str) -> list[f.Value]:
    if not text.startswith("@"):
        return [literal(text)]
    if text == "@operands":
        return start.parsed.operands
    return start.parsed.values(text[1:]) or [literal(".")]


def _last(values: list[f.Value]) -> f.Value | None:
    return values[-1] if values else None


# --- words ------------------------------------------------------------------------------------------------------------

Word = Callable[[Start, f.Value, str, str, bool], None]


def _ignore(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    pass


def _url(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    start.url(value, qualifier or "connect")


def _host(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    if qualifier == "resolve" and text_of(value) in _RECORD_TYPES:
        return
    start.host(value, qualifier or "connect")


_RECORD_TYPES = frozenset("A AAAA ANY AXFR CAA CNAME MX NS PTR SOA SRV TXT a aaaa any mx ns ptr soa srv txt".split())
"""What DNS clients take among their operands (`dig TXT h.example`)."""


def _remote(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    """A repository: URL, `host:path`, `ext::command`, directory, or the name of one."""
    head = prefix_of(value)
    if head.startswith("ext::"):
        start.runs(tail(value, 5), "sh", f"{start.name} ext::")
    elif URL.match(head) or REMOTE.match(head):
        at = v.mapped(value, lambda t: t if URL.match(t) else t.partition(":")[0], "host")
        start.host(at if text_of(value) is not None else value, qualifier or "connect")
    elif head.startswith(("/", "./", "../", "~")):
        start.touch("read" if qualifier != "upload" else "write", value)
    elif not head and qualifier == "download" and v.unknown_part(value):
        start.host(value, qualifier)


def _from(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    _transfer(start, value, "download", "read")


def _to(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    _transfer(start, value, "upload", "write")


def _transfer(start: Start, value: f.Value, network: str, file: f.FileOp) -> None:
    head = prefix_of(value)
    if URL.match(head):
        start.url(value, network)
    elif REMOTE.match(head):
        start.host(value, network)
    else:
        start.touch(file, value, recursive=start.recursive)


def _shell(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    how = f"{start.name} {_written(option)}".rstrip()
    if qualifier == "!":
        head = prefix_of(value)
        if not head.startswith("!") and (head or text_of(value) is not None):
            return
        value = tail(value, 1) if head else value
    elif qualifier == "|":
        value = tail(value, 1) if prefix_of(value).startswith("|") else value
    if text_of(value) != "":
        start.runs(value, "sh", how, possible=possible)


def _program(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    if text_of(value) != "":
        start.starts([value], possible=possible)


def _argument_list(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    """`program,argument,…`, as `gcc -wrapper` takes it."""
    text = text_of(value)
    if text is None:
        start.opaque("dynamic_command", f"{start.name} {_written(option)}")
    else:
        start.starts([literal(word) for word in text.split(",")], possible=possible)


def _bang(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    """Commands of a client that `!` leaves for the shell."""
    text = text_of(value)
    if text is None:
        start.opaque("dynamic_code", f"{start.name} {_written(option)}")
        return
    for command in re.split(r"[;\n]", text):
        if command.strip().startswith("!"):
            start.runs(literal(command.strip()[1:]), "sh", f"{start.name} !", possible=possible)


def _pipe(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    """A file, or behind a bar a command."""
    if prefix_of(value).lstrip().startswith("|"):
        start.runs(
            v.mapped(value, lambda t: t.lstrip().lstrip("|"), "pipe"), "sh", f"{start.name} |", possible=possible
        )
    else:
        start.touch("write", value)


def _tex(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    """TeX itself where it begins with a backslash, else a file of it."""
    if prefix_of(value).startswith(("\\", "&")):
        start.runs(value, "other", start.name)
    else:
        start.touch("read", value)


def _options(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    """Words that a program reads before its own."""
    text = text_of(value)
    if start.name != qualifier and start.known is not knowledge.program(qualifier):
        return
    try:
        words = shlex.split(text) if text is not None else None
    except ValueError:
        words = None
    if words is None:
        start.opaque("dynamic_code", option)
        return
    if words and not words[0].startswith("-"):
        words[0] = f"-{words[0]}"
    argv = [start.argv[0], *(literal(word) for word in words)]
    other = replace(start, argv=argv, word_spans=[])
    if other.known.grammar in ("make", "archive"):
        GRAMMARS[other.known.grammar](other)
    else:
        by_table(other)


def _code(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    language: f.Language = qualifier or start.parsed.program.interprets or "sh"  # type: ignore[assignment]  # checked on loading
    start.runs(value, language, f"{start.name} {_written(option)}".rstrip(), possible=possible)


def _script(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    language: f.Language = qualifier or start.parsed.program.interprets or "other"  # type: ignore[assignment]  # checked on loading
    if URL.match(prefix_of(value)) and not prefix_of(value).startswith("file:"):
        start.url(value, "download")
        start.runs_fetched(start.shell.world.downloads.get(start.id, ()))
        return
    start.runs_script(value, language)


def _package(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    packages.add(start, value)


def _packages(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    """A list of packages in a file, or at a URL."""
    if URL.match(prefix_of(value)):
        packages.add(start, value)
        return
    start.touch("read", value)
    if start.parsed.program.manager == "pip":
        packages.listed(start, start.shell.content_of(start.shell.path_of(value, start.state)))


def _at_file(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    """`@file`, `name=@file`, `name=<file`: the content of a file is sent."""
    for choice in v.alternatives(value):
        match = re.match(r"(?:[^=@<]*=)?[@<]", prefix_of(choice))
        if match:
            path = tail(choice, match.end())
            text = text_of(path)
            start.touch("read", literal(text.partition(";")[0]) if text is not None else path)


def _volume(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    """`source:target[:options]` or `type=bind,source=…`: what of this machine another place gets to see."""
    text = text_of(value)
    if text is None:
        head = prefix_of(value)
        start.touch("mount", literal(head.partition(":")[0]) if ":" in head else value)
        return
    named = re.search(r"(?:^|,)(?:src|source|path|hostPath)=([^,]*)", text)
    source = named.group(1) if named else "" if re.match(r"type=", text) else text.partition(":")[0]
    if source.startswith(("/", ".", "~")):
        start.touch("mount", literal(source))


def _chdir(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    moved = start.state.copy()
    moved.cwd = start.shell.path_of(value, start.state)
    start.state = moved


def _setting(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    """`key=value`: the meaning of the value by its key."""
    settings = start.parsed.program.settings.get(option, {})
    for choice in v.alternatives(value):
        head = prefix_of(choice)
        match = re.match(r"\s*([^=\s]*)\s*[=\s]\s*", head)
        if match is None:
            if text_of(choice) is None:
                start.opaque("dynamic_code", f"{start.name} {_written(option)}")
            continue
        meaning = _of_key(settings, match.group(1))
        if meaning is not None:
            key = match.group(1) if not option else f"{option} {match.group(1)}"
            rest = tail(choice, match.end())
            text = text_of(rest)
            mean(start, meaning, literal(text.strip("\"'")) if text and text[0] in "\"'" else rest, key)


def _of_key(settings: dict[str, str], key: str) -> str | None:
    lowered = key.lower()
    if (found := settings.get(lowered)) is not None:
        return found
    return next(
        (m for pattern, m in settings.items() if "*" in pattern and fnmatch.fnmatchcase(lowered, pattern)), None
    )


def _signal(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    start.process("signal", value)


def _assign(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    head = prefix_of(value)
    name, equals, _ = head.partition("=")
    if equals:
        start.sets(name, tail(value, len(name) + 1))


def _privilege(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    start.privilege(qualifier, value if value is not FLAG else None)


def _process(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    start.process(qualifier, value if value is not FLAG else None)


def _listen(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    """`[address:]port`."""
    address, _, port = (text_of(value) or "").rpartition(":")
    start.shell.connect(address.rpartition("/")[2] or "0.0.0.0", port, start.span, start.by, "listen")


def _candidate(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    """A word that is a path or a URL if it looks like one."""
    for choice in v.alternatives(value):
        head = prefix_of(choice)
        named = re.match(r"-[-\w]*=|\w+=(?=[/~.]|[a-z]+://)", head)
        if named:
            choice, head = tail(choice, named.end()), head[named.end() :]
        if URL.match(head):
            start.url(choice, qualifier or "connect")
        elif re.match(r"(?:~|\.{0,2})/[^\s]*", head) or re.fullmatch(r"[\w.@+-]+(?:/[\w.@+-]+)+/?", head):
            start.touch("read", choice, possible=True)


def _project(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    """A directory, or a repository, whose recipes it runs; `-` is standard input."""
    if text_of(value) == "-":
        start.runs_fetched(start.input_taint())
    elif URL.match(prefix_of(value)):
        start.url(value, "download")
        start.runs_fetched(start.shell.world.downloads.get(start.id, ()))
    else:
        _candidate(start, value, "", option, possible)
        names = [v.concat([value, literal("/" + name)]) for name in start.parsed.program.project]
        start.runs_fetched(tuple(n for place in (value, *names) for n in start.shell.tainted(place, start.state)))


def _image(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    """A file, or standard input, of which programs are made: images, manifests, playbooks."""
    if text_of(value) == "-":
        start.runs_fetched(start.input_taint())
    elif URL.match(prefix_of(value)):
        start.url(value, "download")
        start.runs_fetched(start.shell.world.downloads.get(start.id, ()))
    else:
        start.touch("read", value, possible=possible)
        start.runs_fetched(start.shell.tainted(value, start.state))


_CONSOLE = re.compile(r"\s*(?::?!|@exec\s+|:?shell\s+|:?sh\s+|system\s+)(.*)", re.DOTALL)


def _console(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    """Commands of a console, of which `!`, `shell`, `system` and `@exec` are for the shell."""
    text = text_of(value)
    if text is None:
        start.opaque("dynamic_code", f"{start.name} {_written(option)}")
        return
    for line in text.splitlines():
        if match := _CONSOLE.match(line):
            start.runs(literal(match.group(1).strip().strip('"')), "sh", f"{start.name} !", possible=possible)


def _at_host(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    """`user@host`; a user without a host is of this machine."""
    if "@" in prefix_of(value) or text_of(value) is None:
        start.host(value, "connect")


def _word(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    """A word that the program, a shell script, evaluates: more than letters is text for the shell."""
    text = text_of(value)
    if text is None or not re.fullmatch(r"[\w.-]*", text):
        start.opaque("dynamic_code")


def _actions(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    """Bindings of keys to actions, as of fzf: `enter:execute(command)`."""
    text = text_of(value)
    if text is None:
        start.opaque("dynamic_code", f"{start.name} {_written(option)}")
        return
    runs = r"\b(?:execute|execute-silent|become|reload|reload-sync|transform[\w-]*|preview)(?:\(([^)]*)\)|:(.*))"
    for match in re.finditer(runs, text):
        start.runs(
            literal(match.group(1) or match.group(2) or ""), "sh", f"{start.name} {_written(option)}", possible=True
        )


def _response(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    """A file, or `@file`: one that holds further words."""
    start.touch("read", tail(value, 1) if prefix_of(value).startswith("@") else value, possible=possible)


def _colon_setting(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    """`key:value`."""
    _setting(start, v.mapped(value, lambda t: t.replace(":", "=", 1), "setting"), qualifier, option, possible)


def _bus_address(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    """`unixexec:path=program,argv1=word` is a program that is started (D-Bus specification, server addresses)."""
    text = text_of(value)
    if text is None:
        start.opaque("dynamic_command", f"{start.name} {_written(option)}")
    elif text.startswith("unixexec:"):
        keys = dict(part.partition("=")[::2] for part in text.partition(":")[2].split(","))
        words = [
            keys.get("path", ""),
            *(keys[key] for key in sorted(keys) if key.startswith("argv") and key != "argv0"),
        ]
        start.starts([literal(word) for word in words], possible=possible)


_FILE_URI = re.compile(r"fileb?://")


def _uri(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    """A text, or behind `file://` or `fileb://` the path of a file with it, or a URL."""
    if match := _FILE_URI.match(prefix_of(value)):
        start.touch("read", tail(value, match.end()), possible=possible)
    elif URL.match(prefix_of(value)):
        start.url(value, "connect")


def _user_data(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    """What a new machine runs when it starts: as `_uri`."""
    if match := _FILE_URI.match(prefix_of(value)):
        start.runs_script(tail(value, match.end()), "sh")
    else:
        start.runs(value, "sh", f"{start.name} {_written(option)}", possible=True)


_COMMANDS = re.compile(r"""["']?command(?:s|ToExecute)?["']?\s*[=:]\s*(.*)""", re.DOTALL | re.IGNORECASE)


def _remote_commands(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    """`commands=text`, `commands=["text"]` or `{"commands": ["text"]}`: what another machine has its shell run."""
    text = text_of(value)
    if text is None:
        start.opaque("dynamic_code", f"{start.name} {_written(option)}")
        return
    if (match := _FILE_URI.match(text)) is not None:
        start.runs_script(literal(text[match.end() :]), "other")
        return
    if (found := _COMMANDS.search(text)) is not None:
        held = found.group(1)
        quoted = re.findall(r'"((?:\\.|[^"\\])*)"', held) or [held.strip().strip("[]'")]
        for command in quoted:
            start.runs(
                literal(re.sub(r"\\(.)", r"\1", command)), "sh", f"{start.name} {_written(option)}", possible=True
            )


def _script_text(start: Start, value: f.Value, qualifier: str, option: str, possible: bool) -> None:
    """A text for the shell, or behind `@` the path of a script."""
    if prefix_of(value).startswith("@"):
        start.runs_script(tail(value, 1), "sh")
    else:
        start.runs(value, "sh", f"{start.name} {_written(option)}", possible=True)


def _written(option: str) -> str:
    return option if not option or " " in option else f"-{option}" if len(option) == 1 else f"--{option}"


_WORDS: dict[str, Word] = {
    "ignore": _ignore,
    "user": _ignore,
    "mode": _ignore,
    "index": _ignore,
    "url": _url,
    "host": _host,
    "remote": _remote,
    "from": _from,
    "to": _to,
    "shell": _shell,
    "program": _program,
    "argument-list": _argument_list,
    "bang": _bang,
    "pipe": _pipe,
    "tex": _tex,
    "options": _options,
    "code": _code,
    "script": _script,
    "package": _package,
    "packages": _packages,
    "at-file": _at_file,
    "volume": _volume,
    "chdir": _chdir,
    "setting": _setting,
    "signal": _signal,
    "assign": _assign,
    "privilege": _privilege,
    "process": _process,
    "listen": _listen,
    "candidate": _candidate,
    "project": _project,
    "image": _image,
    "console": _console,
    "at-host": _at_host,
    "word": _word,
    "actions": _actions,
    "response": _response,
    "colon-setting": _colon_setting,
    "bus-address": _bus_address,
    "uri": _uri,
    "user-data": _user_data,
    "remote-commands": _remote_commands,
    "script-text": _script_text,
}
