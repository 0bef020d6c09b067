"""The effects of calls that `apis.toml` lists."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interlock.analysis.builder import resolve
from interlock.analysis.embedded import Surroundings
from interlock.analysis.javascript.effects import path_text
from interlock.analysis.javascript.knowledge import Api, api
from interlock.analysis.javascript.syntax import Node
from interlock.analysis.javascript.values import (
    NOTHING,
    UNKNOWN,
    Anything,
    Array,
    Const,
    Download,
    Function,
    Held,
    Hidden,
    Instance,
    Mixed,
    Obj,
    Ref,
    Scope,
    choice,
    each,
    fact,
    mixed,
    option,
    shown,
    text_of,
    truth,
)
from interlock.model import facts as f

if TYPE_CHECKING:
    from interlock.analysis.javascript.calls import Calls
    from interlock.analysis.javascript.evaluator import Evaluator

_SHELLS: dict[str, f.Language] = {"sh": "sh", "dash": "sh", "bash": "bash", "zsh": "bash", "ksh": "bash"}
_INTERPRETERS = frozenset(
    [
        "sh",
        "bash",
        "dash",
        "zsh",
        "ksh",
        "python",
        "python3",
        "node",
        "nodejs",
        "perl",
        "ruby",
        "php",
        "lua",
        "deno",
        "bun",
    ]
)
# Modules of `process.binding` that reach no file, process or code.
_TAME_BINDINGS = frozenset(
    {"natives", "constants", "config", "util", "buffer", "os", "uv", "url", "timer_wrap", "http_parser"}
)


@dataclass(frozen=True, slots=True)
class Invocation:
    """One call of a listed function."""

    name: str
    effect: str
    args: list[Held]
    """From the argument that matters on."""
    node: Node
    scope: Scope

    def arg(self, at: int) -> Held:
        return self.args[at] if at < len(self.args) else NOTHING

    @property
    def first(self) -> Held:
        return self.arg(0)

    @property
    def options(self) -> Held | None:
        """The last argument that is an options object, or may be one."""
        given = [arg for arg in self.args[1:] if not isinstance(arg, Function | Array | Const)]
        return next((arg for arg in reversed(given) if isinstance(arg, Obj)), given[-1] if given else None)


class Apis:
    """Listed calls for one evaluator."""

    def __init__(self, evaluator: Evaluator, calls: Calls) -> None:
        self.evaluator = evaluator
        self.calls = calls
        self.effects = evaluator.effects

    def call(self, known: Api, name: str, args: list[Held], node: Node, scope: Scope) -> Held:
        self.effects.note(node, name, known.category, args)
        return _EFFECTS[known.effect](self, Invocation(name, known.effect, args[known.arg :], node, scope))

    # --- programs -----------------------------------------------------------------------------------------------------

    def around(self, options: Held | None, node: Node) -> Surroundings:
        """What a program inherits that is started with `options`."""
        around = self.effects.inside()
        if not isinstance(options, Obj):
            return around
        directory = option(options, "cwd")
        if directory is not None and directory != NOTHING:
            text = path_text(directory)
            around = around.with_(cwd=resolve(text, self.effects.around.cwd) if text is not None else None)
        env = option(options, "env")
        if isinstance(env, Obj):
            for name, value in env.items.items():
                self.effects.environment("set", Const(name), value, node, own=False)
            around = around.with_(env={**around.env, **{name: fact(value) for name, value in env.items.items()}})
        for name in ("uid", "gid"):
            if (number := option(options, name)) is not None:
                self.effects.privilege("setuid", node, number)
        return around

    def option(self, options: Held | None, name: str) -> Held | None:
        """An option, by itself or by what the text put on every object."""
        held = option(options, name)
        return held if held is not None else self.evaluator.members.polluted.get(name)

    def shell_option(self, c: Invocation) -> tuple[bool | None, Held | None]:
        """Whether a shell reads the words, and which."""
        shell = self.option(c.options, "shell")
        if shell is None:
            return (None if isinstance(c.options, Anything | Hidden) else False), None
        known = truth(shell)
        return known, shell if text_of(shell) is not None or known is None else None

    def stdin_of(self, c: Invocation) -> Held | None:
        """What a program finds on its standard input: a text, or the file of a descriptor."""
        stdio = self.option(c.options, "stdio")
        first = stdio.items[0] if isinstance(stdio, Array) and stdio.items else None
        if isinstance(first, Instance) and first.name in ("stream.read", "stream.write"):
            return self.effects.content(first.args[0])
        return self.option(c.options, "input")

    def run_shell(self, text: Held, c: Invocation, shell: Held | None = None) -> Held:
        around = self.around(c.options, c.node)
        stdin = self.stdin_of(c)
        name = text_of(shell) if shell is not None else "/bin/sh"
        if name is None or name.rpartition("/")[2] not in _SHELLS:
            return self.effects.command(
                [shell or UNKNOWN, Const("-c"), text], c.name, c.node, stdin=stdin, around=around
            )
        language = _SHELLS[name.rpartition("/")[2]]
        return self.effects.shell_output(text, c.name, c.node, stdin=stdin, around=around, language=language)

    def shell(self, c: Invocation) -> Held:
        if not c.args or (isinstance(c.first, Obj) and c.name.endswith("$")):
            return Ref(c.name)  # `$({ … })` gives a `$` with options
        _, shell = self.shell_option(c)
        held = self.run_shell(c.first, c, shell)
        self.done(c, held)
        return self.given(c, held)

    def done(self, c: Invocation, output: Held) -> None:
        """The callbacks of a program that has ended."""
        for arg in c.args:
            if isinstance(arg, Function):
                self.calls.callback(arg, [UNKNOWN, output, UNKNOWN], c.node, c.scope)

    def given(self, c: Invocation, output: Held) -> Held:
        """What starting a program gives: its output, or a handle on it."""
        if c.name.endswith("Sync") or isinstance(output, Download):
            return output
        return Instance(c.name, (Array(self.words(c)[0]) if c.effect == "argv" else c.first,))

    def words(self, c: Invocation) -> tuple[list[Held], bool]:
        """A program and its arguments, and whether those are all."""
        return self.with_list(c.first, c.arg(1))

    def with_list(self, program: Held, arguments: Held) -> tuple[list[Held], bool]:
        items = self.evaluator.items_of(arguments) if not isinstance(arguments, Const) else []
        if isinstance(arguments, Obj | Function):
            return [program], True
        if items is not None:
            return [program, *items], True
        return [program, *(arguments.items if isinstance(arguments, Array) else ())], False

    def argv(self, c: Invocation) -> Held:
        words, complete = self.words(c)
        shell, which = self.shell_option(c)
        held: Held = UNKNOWN
        if shell is not True:
            around = self.around(c.options, c.node)
            stdin = self.stdin_of(c)
            held = self.effects.command(words, c.name, c.node, stdin=stdin, complete=complete, around=around)
        odd = any(re.search(r"[\s;&|$`<>()]", text_of(word) or "") for word in words)
        if shell is True or (shell is None and odd):
            joined = mixed([part for word in words for part in (Const(" "), word)][1:])
            held = self.run_shell(joined if complete else mixed([joined, Const(" "), UNKNOWN]), c, which)
        self.done(c, held)
        return self.given(c, held)

    def argv_list(self, c: Invocation) -> Held:
        listed = c.first.items.get("cmd", UNKNOWN) if isinstance(c.first, Obj) else c.first
        options = c.first if isinstance(c.first, Obj) else c.options
        items = self.evaluator.items_of(listed)
        words: list[Held] = items if items is not None else listed.items if isinstance(listed, Array) else [UNKNOWN]
        around = self.around(options, c.node)
        held = self.effects.command(words, c.name, c.node, complete=items is not None, around=around)
        return Instance(c.name, (Array(list(words)),)) if not isinstance(held, Download) else held

    def deno_command(self, c: Invocation) -> Held:
        options = c.arg(1)
        words, complete = self.with_list(c.first, option(options, "args") or NOTHING)
        around = self.around(options, c.node)
        return self.effects.command(words, c.name, c.node, complete=complete, around=around)

    def spawn_options(self, c: Invocation) -> Held:
        """`{file, args}` of Node's internals; `args` has the name of the program first."""
        options = c.first
        if not isinstance(options, Obj):
            self.effects.dynamic(options, c.name, c.node, "sh", command=True)
            return UNKNOWN
        words, complete = self.with_list(options.items.get("file", UNKNOWN), options.items.get("args", NOTHING))
        return self.effects.command([words[0], *words[2:]], c.name, c.node, complete=complete)

    def fork(self, c: Invocation) -> Held:
        words, complete = self.with_list(c.first, c.arg(1))
        node_options = self.evaluator.items_of(option(c.options, "execArgv") or NOTHING) or []
        around = self.around(c.options, c.node)
        self.effects.command([Const("node"), *node_options, *words], c.name, c.node, complete=complete, around=around)
        return Instance(c.name, (Array([Const("node"), *words]),))

    def cluster(self, c: Invocation) -> Held:
        self.effects.process("start", c.node)
        return Instance(c.name)

    def cluster_setup(self, c: Invocation) -> Held:
        if (program := option(c.first, "exec")) is not None:
            words, complete = self.with_list(program, option(c.first, "args") or NOTHING)
            self.effects.command([Const("node"), *words], c.name, c.node, complete=complete)
        return UNKNOWN

    def template(self, known: Api, parts: list[Held], node: Node, scope: Scope) -> Held:
        """A tagged template that is a command; substitutions are words of their own."""
        name = known.name
        self.effects.note(node, name, known.category, [mixed(parts)])
        words: list[Held] = []
        for at, part in enumerate(parts):
            text = text_of(part) if not isinstance(part, Const) else shown(part)
            if at % 2 and isinstance(part, Array) and part.exact:
                quoted = [shlex.quote(shown(item) or "") for item in part.items]
                words.append(Const(" ".join(quoted)))
            else:
                words.append(Const(shlex.quote(text)) if at % 2 and text is not None else part)
        return self.effects.shell_output(mixed(words), f"{name} template", node)

    def fed(self, pipe: Instance, content: Held, node: Node) -> None:
        """Text written to the standard input of a program that was started before."""
        child = pipe.args[0] if pipe.args else None
        held = child.args[0] if isinstance(child, Instance) and child.args else UNKNOWN
        for one in each(held):
            words = one.items if isinstance(one, Array) else None
            if words is None:
                head = (text_of(one) or "").split()
                words = [Const(word) for word in head] if len(head) == 1 else None
            program = text_of(words[0]) if words else None
            if words is None:
                self.effects.shell_output(one, "stdin of a child process", node, stdin=content)
            elif program is None or program.rpartition("/")[2] in _INTERPRETERS:
                self.effects.command(words, "stdin of a child process", node, stdin=content)

    def binding(self, c: Invocation) -> Held:
        name = text_of(c.first)
        if name in ("spawn_sync", "process_wrap"):
            return Ref(f"process.binding.{name}")
        if name in _TAME_BINDINGS and c.name == "process.binding":
            return Obj(rest=[])
        if c.name.startswith(("inspector.", "child_process.")):
            return Instance(c.name, tuple(c.args))
        self.effects.opaque("dynamic_code", c.node, f"{c.name}: the inside of Node")
        return Hidden(c.name)

    # --- program texts ------------------------------------------------------------------------------------------------

    def text(self, held: Held, how: str, node: Node, scope: Scope) -> Held:
        """JavaScript text; what it evaluates to."""
        results: list[Held] = []
        for value in each(held):
            text = text_of(value)
            if text is not None:
                results.append(self.evaluator.run_text(text, how, node, scope))
            elif isinstance(value, Const | Obj | Array | Function | Ref):
                results.append(value)  # `eval` gives back what is no text
            else:
                self.effects.dynamic(value, how, node, "javascript")
                results.append(Hidden(how))
        return choice(*results)

    def code(self, c: Invocation) -> Held:
        scope = c.scope if c.name == "eval" else self.evaluator.top
        context = c.arg(1)
        if c.name.startswith("vm.run") and isinstance(context, Obj):
            scope = Scope(parent=self.evaluator.top, function=True, this=context, names=dict(context.items))
        held = self.text(c.first, c.name, c.node, scope)
        if c.name in ("vm.Script", "vm.SourceTextModule"):
            return Instance(c.name, (held,))
        return held

    def code_function(self, c: Invocation) -> Held:
        """`Function(a, b, body)`; `vm.compileFunction(body, [a, b])`."""
        if c.name == "vm.compileFunction":
            body, names = c.first, self.evaluator.items_of(c.arg(1)) or []
        else:
            body, names = (c.args[-1], c.args[:-1]) if c.args else (Const(""), [])
        results: list[Held] = []
        parameters = text_of(mixed([part for name in names for part in (Const(","), name)][1:])) if names else ""
        for value in each(body):
            text = text_of(value) if not isinstance(value, Const | Array) else shown(value)
            if text is None or parameters is None:
                self.effects.dynamic(value, c.name, c.node, "javascript")
                results.append(Hidden(c.name))
                continue
            kind = "async function*" if "yield" in text else "async function"  # reads every kind of body
            # https://tc39.es/ecma262/#sec-createdynamicfunction: as text, so a parameter may close the list.
            whole = f"({kind} anonymous({parameters}\n) {{\n{text}\n}})"
            results.append(self.evaluator.run_text(whole, c.name, c.node, self.evaluator.top))
        return choice(*results)

    def timer(self, c: Invocation) -> Held:
        if text_of(c.first) is not None or isinstance(c.first, Mixed):
            # Node refuses texts here, browsers and other runtimes run them.
            return self.text(c.first, c.name, c.node, self.evaluator.top)
        self.calls.callback(
            c.first, c.args[2:] if "Timeout" in c.name or "Interval" in c.name else c.args[1:], c.node, c.scope
        )
        return Instance("Timer")

    def worker(self, c: Invocation) -> Held:
        if truth(option(c.arg(1), "eval") or NOTHING) is not False:
            self.text(c.first, f"{c.name} eval", c.node, Scope(function=True))
        else:
            self.calls.modules.program(c.first, c.name, c.node)
        options = self.evaluator.items_of(option(c.arg(1), "execArgv") or NOTHING)
        if options:
            # What it loads first, as a process of its own would.
            self.effects.command([Const("node"), *options, Const("-e"), Const("")], c.name, c.node)
        return Instance(c.name)

    def repl(self, c: Invocation) -> Held:
        """A prompt: it runs what its input brings."""
        self.calls.callbacks(c.args, c.node, c.scope)
        source = option(c.first, "input")
        if source is not None and source != Ref("process.stdin"):
            self.effects.dynamic(source, f"{c.name} of a stream", c.node, "javascript")
        return Instance("repl.REPLServer", tuple(c.args))

    def run_file(self, c: Invocation) -> Held:
        return self.calls.modules.program(c.first, c.name, c.node)

    def loader(self, c: Invocation) -> Held:
        self.effects.opaque("dynamic_code", c.node, f"{c.name}: Node's loader runs what it finds")
        return UNKNOWN

    def require(self, c: Invocation) -> Held:
        return self.calls.modules.require(c.first, "require" if c.name == "require" else c.name, c.node)

    def create_require(self, c: Invocation) -> Held:
        return Ref("require")

    def hook(self, c: Invocation) -> Held:
        self.calls.callbacks(c.args, c.node, c.scope)
        if c.name == "module.register":
            self.calls.modules.program(c.first, c.name, c.node)
        return Instance(c.name)

    def deserialise(self, c: Invocation) -> Held:
        self.effects.opaque("dynamic_code", c.node, f"{c.name} may run what its input says")
        return Hidden(c.name)

    def native(self, c: Invocation) -> Held:
        path = c.arg(1) if c.name == "process.dlopen" else c.first
        if text_of(path) is not None:
            self.effects.file("execute", path, c.node)
        self.effects.opaque("dynamic_code", c.node, f"{c.name}: native code")
        return Hidden(c.name)

    def proxy(self, c: Invocation) -> Held:
        return self.calls.builtins.proxy(c.args, c.node, c.scope)

    # --- files --------------------------------------------------------------------------------------------------------

    def file(self, c: Invocation) -> Held:
        """`read`, `list`, `create`, `delete`, `tree`: one path."""
        op: f.FileOp = {"tree": "delete"}.get(c.effect, c.effect)  # type: ignore[assignment]  # words of the literal
        deep = option(c.options, "recursive")
        recursive = c.effect == "tree" or (deep is not None and truth(deep) is not False)
        paths = c.first.items if isinstance(c.first, Array) else [c.first]
        for path in paths:
            self.effects.file(op, path, c.node, recursive=recursive)
        held: Held = UNKNOWN
        if op == "read":
            held = self.effects.content(c.first)
            if c.name.endswith(("createReadStream", "ReadStream", "Bun.file")):
                return Instance("stream.read", (c.first,))
        for arg in c.args[1:]:
            if isinstance(arg, Function):
                self.calls.callback(arg, [UNKNOWN, held], c.node, c.scope)
            elif self.calls.running(arg) is not None:
                self.calls.handed([arg], c.node, c.scope, c.name)
        if op == "list" and "readdir" in c.name.lower():
            return Array([Anything("file name")], exact=False)
        return held

    def write(self, c: Invocation) -> Held:
        stream = c.name.endswith(("createWriteStream", "WriteStream"))
        flags = text_of(self.option(c.options, "flags" if stream else "flag") or NOTHING) or "w"
        append = c.effect == "append" or flags.startswith("a")
        self.effects.file("append" if append else "write", c.first, c.node)
        if stream:
            elsewhere = flags.startswith("r") or self.option(c.options, "start") not in (None, NOTHING)
            if not append:
                self.effects.written(c.first, UNKNOWN if elsewhere else Const(""))
            return Instance("stream.write", (c.first,))
        content = c.arg(1)
        if c.name.endswith(("Json", "JsonSync", "truncate", "utimes")):
            content = UNKNOWN
        self.effects.written(c.first, content, append=append)
        self.calls.handed(c.args[2:], c.node, c.scope, c.name)
        return UNKNOWN

    def copy(self, c: Invocation) -> Held:
        """`copy`, `move`, `link`: two paths."""
        source = self.effects.file("move" if c.effect == "move" else "read", c.first, c.node)
        target: f.FileOp = "link" if c.effect == "link" else "write"
        self.effects.file(target, c.arg(1), c.node, source=source)
        if c.effect == "link":
            self.effects.linked(c.first, c.arg(1), symbolic="symlink" in c.name.lower())
        self.effects.copied(c.first, c.arg(1))
        self.calls.callbacks(c.args[2:], c.node, c.scope)
        return UNKNOWN

    def chmod(self, c: Invocation) -> Held:
        bits = c.arg(1)
        mode = f"{bits.value:o}" if isinstance(bits, Const) and isinstance(bits.value, int) else text_of(bits) or "?"
        self.effects.file("chmod" if c.effect == "chmod" else "chown", c.first, c.node, mode=mode)
        self.calls.callbacks(c.args[2:], c.node, c.scope)
        return UNKNOWN

    def open(self, c: Invocation) -> Held:
        mode = c.arg(1)
        if isinstance(mode, Obj):
            flags = "a" if "append" in mode.items else "w" if {"write", "create"} & set(mode.items) else "r"
        elif isinstance(mode, Function) or mode == NOTHING:
            flags = "r"
        elif isinstance(mode, Const) and isinstance(mode.value, int):
            flags = "w" if mode.value & 3 else "r"
        else:
            flags = text_of(mode) or "?"
        op: f.FileOp = "append" if flags[:1] == "a" else "read" if flags in ("r", "rs") else "write"
        self.effects.file(op, c.first, c.node)
        if op == "write":
            self.effects.written(c.first, Const("") if flags in ("w", "w+", "wx", "ws") else UNKNOWN)
        made = Instance("stream.write" if op != "read" else "stream.read", (c.first,))
        for arg in c.args[1:]:
            self.calls.callback(arg, [Const(None), made], c.node, c.scope)
        return made

    def shelljs(self, c: Invocation) -> Held:
        words: list[Held] = [Const(c.name.rpartition(".")[2])]
        for arg in c.args:
            words += arg.items if isinstance(arg, Array) else [arg]
        return self.effects.command(words, c.name, c.node)

    # --- network ------------------------------------------------------------------------------------------------------

    def url(self, c: Invocation) -> Held:
        method = text_of(option(c.arg(1), "method") or NOTHING) or ""
        op: f.NetworkOp = "upload" if c.effect == "upload" or method.upper() not in ("", "GET", "HEAD") else "download"
        target = c.first
        if isinstance(target, Instance) and target.name == "Request" and target.args:
            target = target.args[0]
        if (text_of(target) or "").startswith("data:"):
            return Hidden("what a data URL holds")
        network = self.effects.url(target, c.node, op)
        for arg in c.args[1:]:
            if isinstance(arg, Function):
                self.calls.callback(arg, [Download(network)], c.node, c.scope)
            elif self.calls.running(arg) is not None:
                self.calls.handed([arg], c.node, c.scope, c.name)
        if c.name.startswith(("WebSocket", "ws", "http.", "https.", "EventSource", "undici.WebSocket", "XMLHttp")):
            return Instance(c.name, tuple(c.args[:1]), [network])
        return Download(network)

    def socket(self, c: Invocation) -> Held:
        first, second = c.first, c.arg(1)
        if isinstance(first, Obj):
            host, port = (
                first.items.get("host", first.items.get("hostname", Const("localhost"))),
                first.items.get("port"),
            )
            if "path" in first.items:
                host, port = first.items["path"], None
        elif isinstance(first, Const) and isinstance(first.value, str) and not first.value.isdigit():
            host, port = first, None
        else:
            host, port = (Const("localhost") if second == NOTHING or isinstance(second, Function) else second), first
        network = self.effects.host(host, port, c.node, "connect")
        for arg in c.args:
            if isinstance(arg, Function):
                self.calls.callback(arg, [], c.node, c.scope)
        return Instance("net.Socket", (), [network])

    def datagram(self, c: Invocation) -> Held:
        """`connect(port, host)`, `send(message[, offset, length], port, host)`."""
        plain = [arg for arg in c.args if not isinstance(arg, Function)]
        host = plain[-1] if len(plain) > 1 and text_of(plain[-1]) is not None else Const("localhost")
        port = plain[-2] if len(plain) > 1 else UNKNOWN
        self.effects.host(host, port, c.node, "connect" if c.name.endswith("connect") else "upload")
        return UNKNOWN

    def resolve(self, c: Invocation) -> Held:
        self.effects.host(c.first, None, c.node, "resolve")
        self.calls.callbacks(c.args[1:], c.node, c.scope)
        return UNKNOWN

    def listen(self, c: Invocation) -> Held:
        options = c.first if isinstance(c.first, Obj) else None
        port = options.items.get("port") if options is not None else c.first
        host = options.items.get("hostname", options.items.get("host")) if options is not None else c.arg(1)
        given = host if host is not None and text_of(host) is not None else Const("0.0.0.0")
        self.effects.host(given, port, c.node, "listen")
        self.calls.callbacks(c.args, c.node, c.scope)
        return UNKNOWN

    # --- the rest -----------------------------------------------------------------------------------------------------

    def signal(self, c: Invocation) -> Held:
        self.effects.process("signal", c.node, c.first)
        return UNKNOWN

    def setuid(self, c: Invocation) -> Held:
        self.effects.privilege("setuid", c.node, c.first)
        return UNKNOWN

    def priority(self, c: Invocation) -> Held:
        self.effects.process("limit", c.node, c.first)
        return UNKNOWN

    def chdir(self, c: Invocation) -> Held:
        text = path_text(c.first)
        certain = self.effects.certainty == "certain"
        cwd = resolve(text, self.effects.around.cwd) if text is not None and certain else None
        self.effects.around = self.effects.around.with_(cwd=cwd)
        return UNKNOWN

    def environment(self, c: Invocation) -> Held:
        """`env_set`, `env_read`, `env_unset`."""
        if not c.args:
            self.effects.environment("list", None, None, c.node)
            return UNKNOWN
        op: f.EnvironmentOp = "set" if c.effect == "env_set" else "unset" if c.effect == "env_unset" else "read"
        self.effects.environment(op, c.first, c.arg(1) if op == "set" else None, c.node)
        return Anything("environment")

    def makes(self, c: Invocation) -> Held:
        """A factory: what it gives has methods that are listed under another name."""
        self.calls.callbacks(c.args, c.node, c.scope)
        known = api(c.name)
        made = known.makes if known is not None else ""
        return Ref(made) if "." not in made else Instance(made, tuple(c.args))


_EFFECTS: dict[str, Callable[[Apis, Invocation], Held]] = {
    "shell": Apis.shell,
    "argv": Apis.argv,
    "argv_list": Apis.argv_list,
    "deno_command": Apis.deno_command,
    "spawn_options": Apis.spawn_options,
    "fork": Apis.fork,
    "repl": Apis.repl,
    "loader": Apis.loader,
    "cluster": Apis.cluster,
    "cluster_setup": Apis.cluster_setup,
    "binding": Apis.binding,
    "code": Apis.code,
    "code_function": Apis.code_function,
    "timer": Apis.timer,
    "worker": Apis.worker,
    "run_file": Apis.run_file,
    "require": Apis.require,
    "create_require": Apis.create_require,
    "hook": Apis.hook,
    "deserialise": Apis.deserialise,
    "native": Apis.native,
    "proxy": Apis.proxy,
    **dict.fromkeys(("read", "list", "create", "delete", "tree"), Apis.file),
    **dict.fromkeys(("write", "append"), Apis.write),
    **dict.fromkeys(("copy", "move", "link"), Apis.copy),
    **dict.fromkeys(("chmod", "chown"), Apis.chmod),
    "open": Apis.open,
    "shelljs": Apis.shelljs,
    **dict.fromkeys(("url", "upload"), Apis.url),
    "socket": Apis.socket,
    "datagram": Apis.datagram,
    "resolve": Apis.resolve,
    "listen": Apis.listen,
    "signal": Apis.signal,
    "setuid": Apis.setuid,
    "priority": Apis.priority,
    "chdir": Apis.chdir,
    **dict.fromkeys(("env_set", "env_read", "env_unset"), Apis.environment),
    "makes": Apis.makes,
}
EFFECTS = frozenset(_EFFECTS)
