"""What calls of known functions do: one method for each effect that `apis/` can name."""

from __future__ import annotations

import ast
import base64
import re
import shlex
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes

from msgspec import structs

from interlock.analysis import knowledge
from interlock.analysis.python import pickles
from interlock.analysis.python.knowledge import Api, api
from interlock.analysis.python.report import Report
from interlock.analysis.python.values import (
    UNKNOWN,
    Anything,
    Choice,
    Const,
    Download,
    Function,
    Globbed,
    Instance,
    Mapping,
    Method,
    Mixed,
    Ref,
    Scope,
    Sequence,
    Walked,
    choice,
    download_of,
    mixed,
    text_of,
)
from interlock.analysis.reporter import UNSET
from interlock.model import facts as f

_IN_NAMES = ("eval", "exec", "get_ipython.ev", "get_ipython.ex")
_PROFILES = ("cProfile.", "profile.", "timeit.", "trace.", "bdb.", "pdb.")
"""Where text runs in the names around it, or in those that it is given."""
_ARCHIVES = ("tarfile.open", "zipfile.ZipFile", "tarfile.TarFile", "zipfile.PyZipFile")
_PROT_EXEC = 4
"""Of mmap(2) on Linux."""
_REMOTE = re.compile(r"(?:https?|ftps?|s3|gs|gcs|abfs|az|hf|sftp)://", re.IGNORECASE)
_PATHS = ("pathlib.Path", "pathlib.PosixPath", "pathlib.PurePath", "pathlib.PurePosixPath")


class Given:
    """The arguments of one call, by what its entry says they mean."""

    def __init__(
        self,
        known: Api,
        name: str,
        args: list[Any],
        kwargs: dict[str, Any],
        node: ast.AST,
        scope: Scope,
        owner: Any,
    ) -> None:
        self.known = known
        self.name = name
        self.args = args
        self.kwargs = kwargs
        self.node = node
        self.scope = scope
        self.owner = owner

    def get(self, n: int) -> Any | None:
        """The `n`-th argument that the entry names; None where it is not given."""
        if n >= len(self.known.arguments):
            return None
        argument = self.known.arguments[n]
        if argument.owner:
            made = isinstance(self.owner, Instance) and self.owner.args and self.owner.name not in _PATHS
            return self.owner.args[0] if made else self.owner
        if argument.keyword in self.kwargs:
            return self.kwargs[argument.keyword]
        if argument.position is not None and argument.position < len(self.args):
            return self.args[argument.position]
        return None

    def first(self) -> Any:
        held = self.get(0)
        return UNKNOWN if held is None else held

    def second(self) -> Any:
        held = self.get(1)
        return UNKNOWN if held is None else held


class Effects(Report):
    """Known calls."""

    def effect(self, given: Given) -> Any:
        """Add the facts of a known call; its value."""
        handler: Callable[[Given], Any] = getattr(self, f"_{given.known.effect}")
        held = handler(given)
        return Instance(given.name, tuple(given.args[:2])) if held is None else held

    def magic(self, args: list[Any], node: ast.AST, scope: Scope, how: str) -> Any:
        raise NotImplementedError

    def interpolated(self, line: str, scope: Scope) -> str:
        raise NotImplementedError

    def define_alias(self, name: Any, command: Any, node: ast.AST) -> None:
        raise NotImplementedError

    def enter(self, function: Function, args: list[Any], kwargs: dict[str, Any]) -> Any:
        raise NotImplementedError

    # --- processes ----------------------------------------------------------------------------------------------------

    def _shell(self, given: Given) -> Any:
        held = given.first()
        if given.name.startswith("get_ipython.") and (text := text_of(held)) is not None:
            # What `!` has become: IPython fills in names first.
            held = Const(self.interpolated(text, given.scope))
        self._shell_fed(held, given)
        return Anything("output")

    def _shell_fed(self, held: Any, given: Given) -> None:
        """Text for a shell, and what stands on its standard input."""
        fed, text = self._input(given), text_of(held)
        if fed and text is not None:
            # Only bash has here-strings.
            self.child(f"{{ {text}\n}} {fed}", "bash", given.name, given.node)
        else:
            self.shell(held, given.name, given.node)

    def _argv(self, given: Given) -> Any:
        outer = self.around
        if (where := given.kwargs.get("cwd")) is not None and not (isinstance(where, Const) and where.value is None):
            self.around = outer.with_(cwd=self.path(where))
        held = self._started(given)
        self.around = self.around.with_(cwd=outer.cwd)
        return held

    def _started(self, given: Given) -> Any:
        command, kwargs, node, name = given.first(), given.kwargs, given.node, given.name
        if isinstance(env := kwargs.get("env"), Mapping):
            for key, value in env.items.items():
                self.environment("set", Const(key), value, node)
        if isinstance(preexec := kwargs.get("preexec_fn"), Function | Ref):
            self.call(preexec, [], {}, node, given.scope)
        if name == "subprocess.Popen" and len(given.args) > 8:
            kwargs = {**kwargs, "shell": given.args[8]}
        through = kwargs.get("shell")
        if through is not None and not (isinstance(through, Const) and not through.value):
            self._shell_fed(command.items[0] if isinstance(command, Sequence) and command.items else command, given)
            if isinstance(through, Const) or not isinstance(command, Sequence):
                return Anything("output")
        for value in command.values if isinstance(command, Choice) else (command,):
            self._words_of(value, given)
        return Anything("output")

    def _words_of(self, command: Any, given: Given) -> None:
        """The one program of `subprocess` without a shell."""
        node, name = given.node, given.name
        executable = given.kwargs.get("executable")
        if isinstance(command, Sequence):
            words = list(command.items) if command.exact else [*command.items, UNKNOWN]
            if executable is not None and not (isinstance(executable, Const) and executable.value is None):
                words = [executable, *words[1:]]
            self.command(words, name, node, self._input(given))
        elif executable is not None:
            self.command([executable, command], name, node, self._input(given))
        elif text_of(command) is not None:
            self.command([command], name, node, self._input(given))
        elif isinstance(command, Instance) and command.name == "shlex.split" and command.args:
            # The words are those of a shell, though no shell expands them.
            self.shell(command.args[0], name, node)
        elif isinstance(command, Method) and command.name == "split":
            self.shell(command.base, name, node)
        else:
            self.dynamic(command, name, node, "sh", command=True)

    def _input(self, given: Given) -> str:
        """What the program gets on its standard input, as a redirection of a shell; empty for nothing of interest."""
        kwargs = given.kwargs
        if given.name == "os.popen":
            mode = text_of(given.args[1] if len(given.args) > 1 else kwargs.get("mode", Const("r")))
            return "" if mode == "r" else f"<<< {UNSET}"
        if (data := kwargs.get("input")) is not None and not (isinstance(data, Const) and data.value is None):
            text = text_of(data)
            if (network := download_of(data)) is not None and self._interprets(given.first()):
                self.flows(network)
            return f"<<< {UNSET}" if text is None else f"<<< {shlex.quote(text)}"
        held = kwargs.get("stdin")
        if isinstance(held, Ref) and held.name == "subprocess.PIPE":
            return f"<<< {UNSET}"
        if isinstance(held, Instance) and held.name == "open" and held.args:
            path = text_of(held.args[0])
            return f"< {UNSET}" if path is None else f"< {shlex.quote(path)}"
        if isinstance(held, Ref) and held.name.endswith("DEVNULL"):
            return "< /dev/null"
        return "" if held is None or (isinstance(held, Const) and held.value is None) else f"<<< {UNSET}"

    @staticmethod
    def _interprets(words: Any) -> bool:
        """Whether the program of an argument list takes program text from its standard input."""
        word = words.items[0] if isinstance(words, Sequence) and words.items else words
        if isinstance(word, Ref) and word.name == "sys.executable":
            return True
        program = knowledge.program((text_of(word) or "").rpartition("/")[2])
        return program is not None and program.interprets is not None

    def _program(self, given: Given) -> Any:
        words = given.get(1)
        if isinstance(env := given.get(2), Mapping):
            for key, value in env.items.items():
                self.environment("set", Const(key), value, given.node)
        listed = (
            words.items[1:] if isinstance(words, Sequence) and words.items else [UNKNOWN] if words is not None else []
        )
        actions = given.kwargs.get("file_actions")
        for action in actions.items[:64] if isinstance(actions, Sequence) else ():
            if isinstance(action, Sequence) and len(action.items) > 3:
                self.file("write", action.items[2], given.node)
            elif isinstance(action, Sequence) and len(action.items) == 3 and action.items[2] == Const(0):
                self.opaque("dynamic_code", given.node, "standard input of what starts from here on")
        self.command([given.first(), *listed], given.name, given.node)
        return UNKNOWN

    def _words(self, given: Given) -> Any:
        at = given.known.arguments[0].position or 0
        rest = [word for word in given.args[at + 1 :] if not isinstance(word, Mapping)]
        # `os.execl(path, arg0, …)`: the name that the program sees comes first; asyncio has no such argument.
        named = "exec" in given.name.rpartition(".")[2][:5] or "spawn" in given.name
        self.command([given.first(), *(rest[1:] if named else rest)], given.name, given.node, self._input(given))
        return Anything("output")

    def _standard(self, given: Given) -> None:
        if isinstance(number := given.first(), Const) and number.value != 0:
            return
        self.opaque("dynamic_code", given.node, "standard input of what starts from here on")

    def _asks_system(self, given: Given) -> Any:
        self.command([Const("uname"), Const("-p")], given.name, given.node)
        return Anything("system")

    def _fork(self, given: Given) -> None:
        self.process("start", given.node)
        if given.name in ("pty.fork", "os.forkpty"):
            self.opaque("dynamic_code", given.node, "standard input of what starts from here on")
        if given.name.endswith(".fork") and "loop" in self.context:
            self.process("fork_bomb", given.node)

    def _signal(self, given: Given) -> None:
        target = given.first()
        if isinstance(target, Instance) and target.name == "psutil.Process":
            target = target.args[0] if target.args else UNKNOWN
        self.process("signal", given.node, target)

    def _setuid(self, given: Given) -> None:
        self.privilege("setuid", given.node, given.first())

    def _privilege(self, given: Given) -> None:
        self.privilege("namespaces", given.node, given.first())

    def _limit(self, given: Given) -> None:
        self.process("limit", given.node, given.first())

    def browser(self, program: Any, url: Any, node: ast.AST) -> Any:
        """A browser is any program, started with the address; `%s` in its words stands for that."""
        text = text_of(program)
        try:
            words = (
                list(program.items) if isinstance(program, Sequence) else [Const(w) for w in shlex.split(text or "")]
            )
        except ValueError:
            words = []
        if not words:
            self.dynamic(program, "webbrowser", node, "sh", command=True)
            return UNKNOWN
        address = text_of(url)
        filled = [
            Const(word.replace("%s", address)) if (word := text_of(held)) is not None and address is not None else held
            for held in words
        ]
        self.command(filled if any("%s" in (text_of(w) or "") for w in words) else [*filled, url], "webbrowser", node)
        return UNKNOWN

    def _examples(self, given: Given) -> Any:
        """Docstrings run: what stands behind `>>>` in them."""
        held = given.get(0)
        text = text_of(held) if held is not None else None
        if isinstance(held, Function) and not isinstance(held.node, ast.Lambda):
            text = ast.get_docstring(held.node)
        lines = [
            match.group(2)
            for line in (self.text if text is None else text).splitlines()
            if (match := re.match(r"\s*([\"']{0,3})(?:>>>|\.\.\.) ?(.*?)(?:\1)?$", line))
        ]
        if lines:
            self.child("\n".join(lines) + "\n", "python", given.name, given.node)
        return UNKNOWN

    def _browser(self, given: Given) -> None:
        if isinstance(program := self.around.env.get("BROWSER"), f.Literal):
            self.browser(Const(program.text), given.first(), given.node)
        self.url(given.first(), given.node, "connect")
        self.process("start", given.node)

    def _remote(self, given: Given) -> Any:
        return Anything("output")

    # --- code ---------------------------------------------------------------------------------------------------------

    def _code(self, given: Given) -> Any:
        """exec, eval, compile and kin."""
        held, how, node = given.get(0), given.name, given.node
        if held is None:
            return UNKNOWN
        for extra in given.known.arguments[1:]:
            if (also := given.kwargs.get(extra.keyword)) is not None and not isinstance(also, Function):
                self._text_of_code(also, how, node, given)
        value = self._text_of_code(held, how, node, given)
        if how == "exec" and len(given.args) > 1 and isinstance(given.args[1], Mapping):
            given.args[1].exact = False
        return value

    def _text_of_code(self, held: Any, how: str, node: ast.AST, given: Given) -> Any:
        if isinstance(held, Choice):
            return choice(*(self._text_of_code(value, how, node, given) for value in held.values))
        if isinstance(held, Function):
            return self.enter(held, [], {})
        if isinstance(held, Ref):
            return self.call(held, [], {}, node, given.scope)
        if isinstance(held, Instance) and held.name in ("compile", "codeop.compile_command", "code.compile_command"):
            held = held.args[0] if held.args else UNKNOWN
        if isinstance(held, Method) and text_of(held.base) is not None:
            held = held.base  # `@exec` over `@"…".format` calls the method first
        if isinstance(held, Instance) and held.name == "ast.parse" and held.args:
            held = held.args[0]
            if self.opened_trees:
                self.opaque("dynamic_code", node, "a syntax tree that may have been changed")
        text = text_of(held)
        if text is None:
            if not (isinstance(held, Const) and not isinstance(held.value, str | bytes)):
                self.dynamic(held, f"{how}()", node, "python")
            return Walked() if isinstance(held, Walked) else UNKNOWN
        if how == "compile" or ("python", text) not in self.texts:
            self.texts.add(("python", text))
            if (how in _IN_NAMES or how.startswith(_PROFILES)) and self.evaluated(text, how, given):
                return self.last_value
            self.child(text, "python", f"{how}()", node)
        return Instance("compile", (Const(text),)) if how.endswith(("compile", "compile_command")) else UNKNOWN

    last_value: Any = UNKNOWN
    opened_trees: bool
    """A syntax tree of Python may have been changed since it was parsed."""

    def evaluated(self, text: str, how: str, given: Given) -> bool:
        """Evaluate a short text in the names around it, so that what it defines is known; False where it cannot."""
        raise NotImplementedError

    def _cell(self, given: Given) -> Any:
        text = text_of(given.first())
        if text is None:
            self.dynamic(given.first(), given.name, given.node, "python")
        else:
            self.child(text, "python", given.name, given.node, around=self.inside(cell=True))
        return UNKNOWN

    def _foreign(self, given: Given) -> Any:
        self.opaque("unsupported_language", given.node, given.name)
        return UNKNOWN

    def _template(self, given: Given) -> None:
        text = text_of(given.first())
        if text is None or re.search(r"__|<%|\$\{|attr\(|request|config|self\b|cycler|lipsum|joiner", text):
            self.opaque("dynamic_code", given.node, f"a template of {given.name}")

    def _interactive(self, given: Given) -> None:
        self._typed(given)
        self.opaque("dynamic_code", given.node, f"{given.name} runs what is typed")

    def _typed(self, given: Given) -> None:
        """Program text comes from standard input."""
        self.code(given.name, given.node, "python", "input")
        if (fed := self.around.stdin) is not None:
            self.opaque("dynamic_code", given.node, f"{given.name} runs what is piped to it")
            for network in (n for command in fed.commands for n in self.world.downloads.get(command, ())):
                self.builder.network[network] = structs.replace(self.builder.network[network], flows_to="interpreter")

    def _run_file(self, given: Given) -> Any:
        self.run_file(given.first(), given.name, given.node)
        return UNKNOWN

    def run_file(self, held: Any, how: str, node: ast.AST, *, module: str | None = None) -> None:
        """A Python file that runs by its path; `module`: the name under which its names are kept."""
        path = self.path(held)
        self.file("execute", held, node)
        if path is not None and self.known_file(path, f"{how} {path}", node, "python", module=module):
            return
        if path is None and self.hypothetical:
            return
        self.opaque(self.world.why_unread(path) if path else "dynamic_code", node, path or how)
        self.code(how, node, "python", "file")

    def _load_source(self, given: Given) -> Any:
        held = given.get(0) if given.get(0) is not None else given.first()
        path = self.path(held)
        stem = path.rpartition("/")[2].removesuffix(".py") if path else ""
        self.run_file(held, given.name, given.node, module=f"loaded {stem}")
        return Instance(given.name, (Const(stem),))

    def _load_archive(self, given: Given) -> None:
        self.file("execute", given.first(), given.node)
        self.opaque("program_not_seen", given.node, given.name)

    def _module(self, given: Given) -> Any:
        text = text_of(given.first())
        name = given.name
        if text is None:
            return self.computed(given.node, name)
        if text.startswith("."):
            package = text_of(given.kwargs.get("package", given.args[1] if len(given.args) > 1 else UNKNOWN))
            if package is None:
                return self.computed(given.node, name)
            text = f"{package}.{text.lstrip('.')}"
        self.imported(given.node, text, (), None, dynamic=True)
        if name.endswith("run_module"):
            self.import_file(f"{text}.__main__", given.node)
        if name in ("__import__", "importlib.__import__") and len(given.args) <= 3 and "fromlist" not in given.kwargs:
            text = text.partition(".")[0]
        if name == "pydoc.locate" or name.endswith(("resolve_name", "import_string")):
            return Ref(text.replace(":", ".").removeprefix("builtins."))
        if name.endswith(("run_module", "load_entry_point", "run_script")) and text in ("code", "pdb", "timeit", "pip"):
            self.opaque("dynamic_code", given.node, f"{name} {text}")
        return Ref(text)

    def _hook(self, given: Given) -> Any:
        for held in (*given.args, *given.kwargs.values()):
            if isinstance(held, Function):
                self.enter(held, [UNKNOWN] * 3, {})
            elif (
                isinstance(held, Ref)
                and (known := api(held.name)) is not None
                and known.category in ("process", "code")
            ):
                self.opaque("dynamic_code", given.node, f"{held.name} is handed to {given.name}")
        if given.name == "breakpoint" or given.name.endswith(".set_trace"):
            self._typed(given)
        if given.name == "types.FunctionType" and given.args:
            inner = given.args[0]
            if isinstance(inner, Instance) and inner.name == "compile":
                self._text_of_code(inner, "types.FunctionType", given.node, given)
        return Walked()

    def _transform(self, given: Given) -> None:
        self.opaque("dynamic_code", given.node, given.name)

    def _magic(self, given: Given) -> Any:
        return self.magic(given.args, given.node, given.scope, given.name)

    def _alias(self, given: Given) -> None:
        self.define_alias(given.first(), given.second(), given.node)

    def _nothing(self, given: Given) -> Any:
        return Instance(given.name, tuple(given.args[:2]))

    def _native(self, given: Given) -> Any:
        self.opaque("dynamic_code", given.node, f"native code through {given.name}")
        if given.name == "ctypes.cast" and given.args:
            return given.args[0]
        return Anything("native")

    # --- data that runs -----------------------------------------------------------------------------------------------

    def _memory_map(self, given: Given) -> Any:
        held = given.get(0)
        if isinstance(held, Const) and isinstance(held.value, int) and held.value & _PROT_EXEC:
            self.note(given.node, given.name, "native", given.args, given.kwargs)
            return self._native(given)
        return None

    def _deserialise(self, given: Given) -> Any:
        held, how, node = given.first(), given.name, given.node
        loader = given.kwargs.get("Loader", given.args[1] if how.startswith("yaml") and len(given.args) > 1 else None)
        if how.startswith("yaml"):
            if isinstance(loader, Ref) and "Safe" in loader.name:
                return UNKNOWN
            text = text_of(held)
            if text is not None and "!!python" not in text and "!" not in text:
                return UNKNOWN
        # What the session itself pickled a moment ago is data it had.
        if isinstance(held, Instance) and held.name.rpartition(".")[2] == "dumps" and held.args:
            return self._pickled_object(held.args[0], given)
        if isinstance(held, Instance) and held.name == "marshal.dumps" and held.args:
            return held.args[0]
        if isinstance(held, Instance) and held.name == "io.BytesIO" and held.args:
            held = held.args[0]
        if isinstance(held, Const) and isinstance(held.value, bytes) and "marshal" not in how:
            pickle = pickles.read(held.value)
            value: Any = UNKNOWN
            for callee, arguments in pickle.calls:
                if isinstance(callee, Ref):
                    self.note(node, callee.name, "deserialise", list(arguments))
                    value = self.call(_bare(callee), list(arguments), {}, node, given.scope)
                else:
                    self.opaque("dynamic_code", node, f"{how} calls what the data says")
            if not pickle.complete:
                self.opaque("dynamic_code", node, f"{how} runs what the data says")
            return value
        network = download_of(held)
        if network is not None:
            self.flows(network)
        if not (self.hypothetical and isinstance(held, Anything) and held.parameter):
            self.opaque("dynamic_code", node, f"{how} runs what the data says")
        return UNKNOWN

    def _pickled_object(self, held: Any, given: Given) -> Any:
        """`loads(dumps(x))`: an object's `__reduce__` is called in between."""
        reduced = self.reduced(held, given.node, given.scope)
        return held if reduced is None else reduced

    def reduced(self, held: Any, node: ast.AST, scope: Scope) -> Any | None:
        """What comes of an object's `__reduce__`; None where its class has none."""
        reduced = self.dunder(held, "__reduce__", [], node, scope)
        if reduced is None:
            reduced = self.dunder(held, "__reduce_ex__", [Const(4)], node, scope)
        if isinstance(reduced, Sequence) and len(reduced.items) >= 2:
            arguments = reduced.items[1].items if isinstance(reduced.items[1], Sequence) else [UNKNOWN]
            return self.call(reduced.items[0], list(arguments), {}, node, scope)
        if reduced is not None:
            self.opaque("dynamic_code", node, "an object says itself how it is unpickled")
        return reduced

    def dunder(self, held: Any, name: str, args: list[Any], node: ast.AST, scope: Scope) -> Any | None:
        raise NotImplementedError

    def _deserialise_file(self, given: Given) -> Any:
        held, how, node = given.first(), given.name, given.node
        if isinstance(held, Instance) and held.name == "io.BytesIO":
            return self._deserialise(given)
        if text_of(held) is not None and _REMOTE.match(text_of(held) or ""):
            self.flows(self.url(held, node, "download"))
            return UNKNOWN
        self.file("read", held, node)
        allow = given.kwargs.get("allow_pickle")
        if how == "numpy.load" and not (allow is not None and not (isinstance(allow, Const) and not allow.value)):
            return Anything("file")
        weights = given.kwargs.get("weights_only")
        if how == "torch.load" and isinstance(weights, Const) and weights.value:
            return Anything("file")
        if self.path(held) in self.world.dumped:
            return Anything("file")
        if how == "shelve.open" and (path := self.path(held)) and path not in self.world.files:
            self.world.dumped[path] = None
        if not (self.hypothetical and isinstance(held, Anything) and held.parameter):
            self.opaque("dynamic_code", node, f"{how} runs what the data says")
        return Anything("file")

    # --- files --------------------------------------------------------------------------------------------------------

    def _open(self, given: Given) -> Any:
        first, name, node = given.first(), given.name, given.node
        mode = given.get(1)
        mode = Const("r") if mode is None else mode
        text = text_of(mode)
        if isinstance(first, Instance) and first.name in ("io.BytesIO", "io.StringIO", "open"):
            kind = "zipfile.ZipFile" if "zip" in name else "tarfile.TarFile" if name in _ARCHIVES else "open"
            return Instance(kind, (UNKNOWN if kind == "open" else first, mode))
        if isinstance(first, Const) and isinstance(first.value, int):
            return Instance("open", (UNKNOWN, mode))
        remote = text_of(first)
        if remote is not None and _REMOTE.match(remote):
            return Download(self.url(first, node, "download"))
        if isinstance(first, Download):
            return first
        if name in _ARCHIVES and (file := given.kwargs.get("fileobj")) is not None:
            return Instance("tarfile.TarFile", (file if isinstance(file, Instance) else UNKNOWN, mode))
        write = text is None or any(c in text for c in "waxc+n")
        if text is not None and "a" in text:
            self.file("append", first, node)
        elif write:
            self.file("write", first, node)
            if (path := self.path(first)) is not None and text is not None and "w" in text:
                # What an archive holds is not its text.
                self.world.wrote(path, None if name in _ARCHIVES else "")
                self.world.downloaded.pop(path, None)
        if not write or (text is not None and "+" in text):
            self.file("read", first, node)
        if isinstance(opener := given.kwargs.get("opener"), Function | Ref):
            self.call(opener, [first, UNKNOWN], {}, node, given.scope)
        if name in _ARCHIVES:
            return Instance("zipfile.ZipFile" if "zip" in name else "tarfile.TarFile", (first, mode))
        return Instance("open", (first, mode))

    def _os_open(self, given: Given) -> Any:
        flags = given.get(1)
        reads = flags is None or (isinstance(flags, Ref) and flags.name.endswith("O_RDONLY"))
        reads = reads or (isinstance(flags, Const) and flags.value == 0)
        self.file("read" if reads else "write", given.first(), given.node)
        return Instance("open", (given.first(), Const("r" if reads else "w")))

    def _read(self, given: Given) -> Any:
        first, node = given.first(), given.node
        if given.get(0) is None and given.known.arguments and given.name != "dotenv.load_dotenv":
            return UNKNOWN
        if isinstance(first, Sequence):
            for item in first.items[:64]:
                self.file("read", item, node)
            return Anything("file")
        text = text_of(first)
        if text is not None and _REMOTE.match(text):
            return Download(self.url(first, node, "download"))
        if isinstance(first, Mixed) and (head := text_of(first.parts[0])) is not None and _REMOTE.match(head):
            return Download(self.url(first, node, "download"))
        if isinstance(first, Instance) and first.name in ("open", "io.StringIO", "io.BytesIO"):
            return Anything("file")
        self.file("read", first, node)
        path = self.path(first)
        if path is not None and "inplace" in given.kwargs:
            self.file("write", first, node)
            self.world.wrote(path, None)
        if path is not None and path in self.world.downloaded:
            return Download(self.world.downloaded[path][0])
        if path is not None and given.name.endswith(("read_text", "read_bytes")):
            content = self.world.files.get(path)
            if content is not None:
                self.recalls(path)
                return Const(content)
        return Anything("file")

    def _write(self, given: Given) -> Any:
        held = given.get(0)
        if held is None or (isinstance(held, Instance) and held.name in ("io.BytesIO", "io.StringIO")):
            return UNKNOWN  # the text is given back, or goes to memory
        if isinstance(held, Instance) and held.name == "open":
            return UNKNOWN  # it was opened for writing, which is a fact already
        text = text_of(held)
        if text is not None and _REMOTE.match(text):
            self.url(held, given.node, "upload")
            return UNKNOWN
        self.file("write", held, given.node)
        path = self.path(held)
        if path is not None:
            content = given.get(1)
            written = text_of(content) if content is not None else None
            self.world.wrote(path, written)
            self.world.downloaded.pop(path, None)
            if given.name.rpartition(".")[2] in ("dump", "to_pickle", "save", "save_model"):
                self.world.dumped[path] = None
            if content is not None and (network := download_of(content)) is not None:
                self.world.downloaded[path] = (network,)
        return UNKNOWN

    def _append(self, given: Given) -> Any:
        if given.get(0) is not None:
            self.file("append", given.first(), given.node)
        return UNKNOWN

    def _create(self, given: Given) -> Any:
        bits = given.get(1)
        known = isinstance(bits, Const) and isinstance(bits.value, int)
        mode = f"{bits.value & 0o7777:o}" if known else None  # type: ignore[union-attr]
        self.file("create", given.first(), given.node, mode=mode)
        return UNKNOWN

    def _temporary(self, given: Given) -> Any:
        directory = given.kwargs.get("dir", Const("/tmp"))
        self.file("create", mixed([directory, Const("/tmp"), Anything("temporary")]), given.node)
        name = given.name.rpartition(".")[2]
        path = mixed([directory, Const("/tmp"), Anything("temporary")])
        if name in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile"):
            return Instance("open", (path, Const("w")))
        if name == "mkstemp":
            return Sequence([UNKNOWN, path])
        return path

    def _delete(self, given: Given) -> Any:
        self.file("delete", given.first(), given.node)
        return UNKNOWN

    def _tree(self, given: Given) -> Any:
        self.file("delete", given.first(), given.node, recursive=True)
        return UNKNOWN

    def _list(self, given: Given) -> Any:
        held = given.get(0)
        self.file(
            "list",
            Const(".") if held is None else held,
            given.node,
            recursive=given.name.endswith(("walk", "rglob")),
        )
        return self._listed(given, Const(".") if held is None else held)

    @staticmethod
    def _listed(given: Given, top: Any) -> Any:
        """What a listing gives: names, paths or entries that are below `top`, how many nobody knows."""
        below = mixed([top, Const("/"), Anything("a name")]) if text_of(top) is not None else UNKNOWN
        names = Sequence([Mixed((Const("./"), Anything("a name")))], exact=False, alike=True)
        match given.name.rpartition(".")[2]:
            case "walk" | "fwalk":
                path = Instance("pathlib.Path", (below,)) if given.name.startswith("pathlib.") else below
                return Sequence([Sequence([path, names, names])], exact=False, alike=True)
            case "listdir":
                return names
            case "scandir":
                return Sequence([Instance("os.DirEntry", (below,))], exact=False, alike=True)
            case "glob" | "iglob":
                pattern = text_of(top)
                return Sequence([UNKNOWN if pattern is None else Globbed(pattern)], exact=False, alike=True)
            case _:
                return Anything("directory")

    def _move(self, given: Given) -> Any:
        source = self.file("move", given.first(), given.node)
        self.file("write", given.second(), given.node, source=source)
        self.copied(given.first(), given.second(), moved=True)
        return UNKNOWN

    def _copy(self, given: Given) -> Any:
        source = self.file("read", given.first(), given.node)
        self.file("write", given.second(), given.node, source=source)
        self.copied(given.first(), given.second())
        return UNKNOWN

    def _link(self, given: Given) -> Any:
        source = self.file("read", given.first(), given.node)
        self.file("link", given.second(), given.node, source=source)
        self.linked(given.first(), given.second(), symbolic=given.name.endswith(("symlink", "symlink_to")))
        self.copied(given.first(), given.second())
        return UNKNOWN

    def copied(self, source: Any, target: Any, *, moved: bool = False) -> None:
        """What was known of one path is known of another."""
        a, b = self.path(source), self.path(target)
        if not a or not b:
            return
        for table in (self.world.files, self.world.downloaded):
            if a in table:
                table[b] = table[a]  # type: ignore[assignment]  # the same table on both sides
                if moved:
                    del table[a]

    def _chmod(self, given: Given) -> Any:
        bits = given.get(1)
        known = isinstance(bits, Const) and isinstance(bits.value, int)
        self.file("chmod", given.first(), given.node, mode=f"{bits.value:o}" if known else "?")  # type: ignore[union-attr]
        return UNKNOWN

    def _chown(self, given: Given) -> Any:
        self.file("chown", given.first(), given.node, mode="?")
        return UNKNOWN

    def _extract(self, given: Given) -> Any:
        held = given.get(0)
        target = Const(".") if held is None else held
        self.file("extract", target, given.node)
        packed = given.get(1)
        archive = self._archive(given.owner) if packed is None else self.path(packed)
        for member in self.world.archives.get(archive or "", ()):
            self.file("write", mixed([target, Const("/"), Const(member)]), given.node)
        return UNKNOWN

    def _pack_tree(self, given: Given) -> Any:
        self.file("write", given.first(), given.node)
        root = given.get(1)
        self.file("read", Const(".") if root is None else root, given.node, recursive=True)
        return UNKNOWN

    def _pack(self, given: Given) -> Any:
        """A member of an archive that the text makes."""
        archive = self._archive(given.owner)
        name = given.get(0)
        if given.get(1) is not None:
            self.file("read", given.first(), given.node)
            name = given.get(1)
        elif given.name.endswith((".write", ".add")):
            self.file("read", given.first(), given.node)
        if isinstance(name, Instance) and name.name.endswith(("ZipInfo", "TarInfo")) and name.args:
            name = name.args[0]
        text = text_of(name) if name is not None else None
        if archive is not None and text is not None:
            self.world.archives.setdefault(archive, []).append(text)
        return UNKNOWN

    def _archive(self, owner: Any) -> str | None:
        """Where an archive stands; those in memory are one."""
        if not isinstance(owner, Instance) or not owner.args:
            return None
        return "" if isinstance(owner.args[0], Instance) else self.path(owner.args[0])

    # --- network ------------------------------------------------------------------------------------------------------

    def _download(self, given: Given) -> Any:
        if (text := text_of(given.first())) is not None and text.startswith("data:"):
            return Instance("io.BytesIO", (_inline(text),))
        self._proxied(given)
        network = self.url(given.first(), given.node, "download")
        if given.known.arguments[0].keyword == "url" and ("data" in given.kwargs or "json" in given.kwargs):
            network = self.url(given.first(), given.node, "upload")
        target = given.get(1)
        if target is not None:
            self.saved(network, self.file("write", target, given.node))
            if (path := self.path(target)) is not None:
                self.world.downloaded[path] = (network,)
        return Download(network)

    def _proxied(self, given: Given) -> None:
        """The proxies that a request is to take."""
        for keyword in ("proxies", "proxy", "mounts"):
            held = given.kwargs.get(keyword)
            for proxy in held.items.values() if isinstance(held, Mapping) else (held,):
                if (text := text_of(proxy)) is not None and "://" in text:
                    self.url(proxy, given.node, "connect")

    def _upload(self, given: Given) -> Any:
        self._proxied(given)
        return Download(self.url(given.first(), given.node, "upload"))

    def _request(self, given: Given) -> Any:
        method = (text_of(given.first()) or "").upper()
        op: f.NetworkOp = "download" if method in ("GET", "HEAD", "OPTIONS") else "upload"
        self._proxied(given)
        return Download(self.url(given.second(), given.node, op))

    def _connect(self, given: Given) -> Any:
        self._address(given, "connect")
        return Instance(given.name, tuple(given.args[:2]))

    def _listen(self, given: Given) -> Any:
        self._address(given, "listen")
        return Instance(given.name, tuple(given.args[:2]))

    def _resolve(self, given: Given) -> Any:
        self._address(given, "resolve")
        return UNKNOWN

    def _address(self, given: Given, op: f.NetworkOp) -> None:
        first, port = given.first(), given.second()
        if isinstance(first, Sequence):
            port = first.items[1] if len(first.items) > 1 else UNKNOWN
            first = first.items[0] if first.items else UNKNOWN
        text = text_of(first)
        if text is not None and "://" in text:
            self.url(first, given.node, op)
            return
        if text is not None and (text.startswith("/") or (op == "listen" and not isinstance(given.first(), Sequence))):
            self.file("create" if op == "listen" else "read", first, given.node)  # a socket of this machine
        self.host(first, port, given.node, op)

    def _service(self, given: Given) -> Any:
        self.service(given.known.host, given.node)
        return Instance(given.name, tuple(given.args[:2]))

    def _database(self, given: Given) -> Any:
        target = given.get(0)
        text = text_of(target) if target is not None else None
        host = given.get(1)
        if text is not None and (match := re.match(r"(?:sqlite|duckdb)(?:\+\w+)?:///?(.*)", text)):
            if match.group(1) not in ("", ":memory:"):
                self.file("write", Const(match.group(1)), given.node)
        elif text is not None and "://" in text:
            self.url(target, given.node, "connect")
        elif text is not None and (match := re.search(r"host\s*=\s*(\S+)|Server=([^;]+)", text)):
            self.host(Const(match.group(1) or match.group(2)), UNKNOWN, given.node, "connect")
        else:
            self.host(host if host is not None else UNKNOWN, given.kwargs.get("port", UNKNOWN), given.node, "connect")
        return Instance(given.name, ())

    def _sql(self, given: Given) -> Any:
        held = given.first()
        if isinstance(held, Instance) and held.name == "sqlalchemy.text":
            return UNKNOWN  # a fact already, where it was made
        self.sql(held, given.name, given.node)
        return Instance(given.name, tuple(given.args[:1]))

    def _drop(self, given: Given) -> Any:
        self.database("drop", "database" if "database" in given.name.lower() else "table", given.node)
        return UNKNOWN

    def _empty(self, given: Given) -> Any:
        self.database("truncate", "database", given.node)
        return UNKNOWN

    def _delete_matching(self, given: Given) -> Any:
        chosen = given.get(0)
        if isinstance(chosen, Mapping) and not chosen.items and chosen.exact:
            self.database("delete", "table", given.node)
        return UNKNOWN

    # --- variables, packages ------------------------------------------------------------------------------------------

    def _env_set(self, given: Given) -> Any:
        self.environment("set", given.first(), given.get(1), given.node)
        return UNKNOWN

    def _env_unset(self, given: Given) -> Any:
        self.environment("unset", given.first(), None, given.node)
        return UNKNOWN

    def _env_read(self, given: Given) -> Any:
        held = given.get(0)
        if held is None:
            self.environment("list", UNKNOWN, None, given.node)
            return Anything("environment")
        self.environment("read", held, None, given.node)
        name = text_of(held)
        known = self.around.env.get(name) if name else None
        return Const(known.text) if isinstance(known, f.Literal) else Anything("environment")

    def _env_update(self, given: Given) -> Any:
        values = given.first()
        for key, value in values.items.items() if isinstance(values, Mapping) else ():
            self.environment("set", Const(key), value, given.node)
        for key, value in given.kwargs.items():
            if key != "values":
                self.environment("set", Const(key), value, given.node)
        if not isinstance(values, Mapping) and not given.kwargs:
            self.environment("set", UNKNOWN, UNKNOWN, given.node)
        return UNKNOWN

    def _credential(self, given: Given) -> Any:
        return Anything("credential")

    def _pip(self, given: Given) -> Any:
        words = given.get(0)
        listed = words.items if isinstance(words, Sequence) else [UNKNOWN]
        self.command([Const("pip"), *listed], given.name, given.node)
        return UNKNOWN

    def _pip_install(self, given: Given) -> Any:
        held = given.first()
        listed = held.items if isinstance(held, Sequence) else [held]
        self.command([Const("pip"), Const("install"), *listed], given.name, given.node)
        return UNKNOWN


def _inline(url: str) -> Any:
    """The content that a `data:` URL holds itself (RFC 2397)."""
    head, _, data = url.partition(",")
    raw = unquote_to_bytes(data)
    try:
        return Const(base64.b64decode(raw) if head.endswith(";base64") else raw)
    except ValueError:
        return UNKNOWN


def _bare(callee: Ref) -> Ref:
    """A pickle names builtins by their module, and modules of Python 2 by their old names."""
    module, _, name = callee.name.partition(".")
    return Ref(name) if module in ("builtins", "__builtin__", "__builtins__") else callee
