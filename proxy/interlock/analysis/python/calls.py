"""Who is called: functions and classes of the text, methods, partials, callbacks."""

from __future__ import annotations

import ast
import re
import string
import sys
from typing import Any

from interlock.analysis.python import builtin
from interlock.analysis.python.effects import Given
from interlock.analysis.python.folding import folded_function, folded_method, getter, item_getter, method_caller
from interlock.analysis.python.knowledge import api, method_of_any
from interlock.analysis.python.magics import Magics
from interlock.analysis.python.power import POWERFUL_MODULES, PUT_TOGETHER, is_powerful
from interlock.analysis.python.values import (
    UNKNOWN,
    Anything,
    Choice,
    Const,
    Download,
    Function,
    Instance,
    Mapping,
    Method,
    Mixed,
    Namespace,
    Object,
    Partial,
    Ref,
    Scope,
    Sequence,
    Walked,
    choice,
    download_of,
    hashable,
    mixed,
    text_of,
)

_MOST_CALL_DEPTH = 12
_MOST_RECURSION = 8
_MOST_RECURSION_WITHOUT = 2
"""Of a function without arguments: nothing that is known says that it ends."""
_MOST_RECURSION_STEPS = 6_000
_PATHS = ("pathlib.Path", "pathlib.PosixPath", "pathlib.PurePath", "pathlib.PurePosixPath")
_SAFE_TAKERS = frozenset(
    """print functools.wraps isinstance issubclass callable id repr str inspect.signature inspect.getsource help type
    hasattr len importlib.reload inspect.getfile inspect.getdoc inspect.isfunction inspect.getmodule bool hash display
    pprint.pprint sorted typing.cast typing.get_type_hints""".split()
)
_TAKE_ENVIRONMENTS = ("os.", "posix.", "subprocess.", "multiprocessing.")
"""Modules whose functions take an environment to start programs with."""
_READS_TREES = frozenset(
    """compile exec eval print repr type isinstance ast.dump ast.unparse ast.fix_missing_locations ast.get_docstring len
    hash id ast.literal_eval""".split()
)
"""Functions that leave a syntax tree as it is."""
_SAFE_METHODS = frozenset(("append", "add", "extend", "insert", "register", "setdefault", "update", "format", "get"))
_CALLS_ITS_ARGUMENT: dict[str, int] = {
    "atexit.register": 0,
    "threading.Timer": 1,
    "asyncio.to_thread": 0,
    "weakref.finalize": 1,
    "signal.signal": 1,
    "concurrent.futures.ThreadPoolExecutor.submit": 0,
    "concurrent.futures.ProcessPoolExecutor.submit": 0,
    "contextlib.ExitStack.callback": 0,
    "sched.scheduler.enter": 2,
    "asyncio.get_event_loop.call_soon": 0,
    "asyncio.get_event_loop.run_in_executor": 1,
    "asyncio.get_running_loop.call_soon": 0,
    "asyncio.get_running_loop.run_in_executor": 1,
    "asyncio.new_event_loop.call_soon": 0,
    "asyncio.new_event_loop.run_in_executor": 1,
    "unittest.TestCase.addCleanup": 0,
    "_thread.start_new_thread": 0,
    "_thread.start_new": 0,
    "cProfile.Profile.runcall": 0,
    "trace.Trace.runfunc": 0,
    "bdb.Bdb.runcall": 0,
    "pdb.runcall": 0,
    "sys.call_tracing": 0,
    "contextvars.copy_context.run": 0,
    "contextvars.Context.run": 0,
    "operator.call": 0,
    "faulthandler.register": 0,
    "timeit.timeit": 0,
    "threading.excepthook": 0,
}
"""Functions that call what they are given with the arguments that follow: where the callee stands."""
_CALLS_AT_ONCE = frozenset("functools itertools operator re collections builtins json random statistics".split())
"""Modules whose functions call what they are given before they return, or hand it back."""
_SHUFFLES = frozenset(
    """random.shuffle numpy.random.shuffle heapq.heapify heapq.heappush bisect.insort bisect.insort_left
    bisect.insort_right""".split()
)
"""Functions after which nobody knows the order of their first argument."""
_ARGUMENTS_AS_TUPLE = ("_thread.start_new_thread", "_thread.start_new", "sys.call_tracing", "threading.Timer")
_MAPS = frozenset(
    """map filter itertools.starmap functools.reduce itertools.filterfalse itertools.takewhile itertools.dropwhile
    itertools.accumulate concurrent.futures.ThreadPoolExecutor.map concurrent.futures.ProcessPoolExecutor.map
    multiprocessing.Pool.map multiprocessing.Pool.imap multiprocessing.Pool.imap_unordered multiprocessing.Pool.starmap
    multiprocessing.pool.ThreadPool.map multiprocessing.pool.ThreadPool.imap joblib.delayed
    multiprocessing.Pool.map_async
    multiprocessing.Pool.apply multiprocessing.Pool.apply_async multiprocessing.pool.ThreadPool.apply
    multiprocessing.dummy.Pool.map""".split()
)
_AWAITED = ("asyncio.run", "asyncio.ensure_future", "asyncio.create_task", "asyncio.wait_for", "asyncio.shield",
            "asyncio.get_event_loop.run_until_complete", "asyncio.new_event_loop.run_until_complete", "trio.run",
            "asyncio.get_running_loop.create_task", "copy.copy", "copy.deepcopy", "typing.cast", "tqdm.tqdm",
            "tqdm.auto.tqdm", "weakref.proxy", "types.MethodType", "asyncio.Runner.run")  # fmt: skip
"""Functions whose value is their first argument's (the last one's for `cast`)."""
_CARRIES_DOWNLOAD = frozenset(
    ("io", "json", "str", "bytes", "codecs", "gzip", "zlib", "bs4", "bytearray", "base64", "textwrap")
)
TELLING = {
    "system": "os.system",
    "popen": "os.popen",
    "Popen": "subprocess.Popen",
    "check_output": "subprocess.check_output",
    "check_call": "subprocess.check_call",
    "getoutput": "subprocess.getoutput",
    "getstatusoutput": "subprocess.getstatusoutput",
    "fork_exec": "_posixsubprocess.fork_exec",
    "posix_spawn": "os.posix_spawn",
    "create_subprocess_shell": "asyncio.create_subprocess_shell",
    "create_subprocess_exec": "asyncio.create_subprocess_exec",
    "subprocess_shell": "asyncio.create_subprocess_shell",
    "execv": "os.execv",
    "execve": "os.execve",
    "execvp": "os.execvp",
    "execl": "os.execl",
    "execlp": "os.execlp",
    "spawnl": "os.spawnl",
    "spawnv": "os.spawnv",
    "spawnlp": "os.spawnlp",
    "spawnvp": "os.spawnvp",
    "run_cell": "get_ipython.run_cell",
    "run_line_magic": "get_ipython.run_line_magic",
    "run_cell_magic": "get_ipython.run_cell_magic",
    "rmtree": "shutil.rmtree",
    "_execute_child": "subprocess.Popen",
}
"""Methods so telling that whoever owns them is taken for the module that has them."""


Later = tuple[Any, list[Any], dict[str, Any], ast.AST, Scope]
"""A callee with its arguments, where it was handed over, and the names there."""


class Calls(Magics):
    """Calls."""

    active: list[Any]
    """Functions that are being entered."""
    called: set[int]
    """Identities of the syntax of functions that were entered."""
    forgotten: frozenset[str]
    """Names that earlier cells bound to what is no longer remembered."""
    later: list[Later]
    """Calls that something else makes, at a time of its own: they see what comes later as well."""
    widened: set[int]
    """Functions that call themselves and were looked at once for whatever they give themselves."""
    making: set[int]
    """Classes whose metaclass is being asked for an instance."""
    escaped: set[int]
    """Identities of the syntax of functions that were handed on to what is not followed."""
    taken: dict[int, tuple[ast.AST, str]]
    """Where a function that starts something was read without being called: identity of the syntax → it, the name."""
    used_later: set[int]
    """The origins of those that were called, or are known not to be."""
    opened_trees: bool
    """A syntax tree of Python may have been changed since it was parsed."""

    def value(self, node: ast.expr, scope: Scope) -> Any:
        raise NotImplementedError

    def block(self, body: list[ast.stmt], scope: Scope) -> None:
        raise NotImplementedError

    def attribute(self, base: Any, attr: str, node: ast.AST, scope: Scope) -> Any:
        raise NotImplementedError

    def compared_with(self, held: Any, row: Any, node: ast.AST, scope: Scope) -> None:
        raise NotImplementedError

    def set_attribute(self, base: Any, attr: str, held: Any, node: ast.AST, scope: Scope) -> None:
        raise NotImplementedError

    # --- the call itself ----------------------------------------------------------------------------------------------

    def took(self, held: Any, node: ast.AST) -> Any:
        """A function that starts something is read, perhaps to be called later and by somebody else."""
        if not isinstance(held, Ref) or held.origin:
            return held
        entry = api(held.name)
        if entry is None or entry.category not in ("process", "code", "native", "deserialise"):
            return held
        if not self.hypothetical and entry.effect not in ("limit", "signal", "credential"):
            self.taken[id(node)] = (node, held.name)
        return Ref(held.name, id(node))

    def lost(self, *reachable: Any) -> None:
        """What was read to be called later, was called by nobody, and is in no name either, is out of sight."""
        left = self.taken.keys() - self.used_later
        if left:
            left -= _origins(list(reachable))
        for origin in left:
            node, name = self.taken[origin]
            self.opaque("dynamic_code", node, f"{name} is taken, and who calls it is not seen")

    def called_by(self, node: ast.Call, scope: Scope) -> Any:
        callee = self.value(node.func, scope)
        self.taken.pop(id(node.func), None)
        args: list[Any] = []
        for argument in node.args:
            held = self.value(argument.value if isinstance(argument, ast.Starred) else argument, scope)
            if isinstance(argument, ast.Starred):
                args += held.items if isinstance(held, Sequence) and held.exact else [self.unknown(held)]
            else:
                args.append(held)
        kwargs: dict[str, Any] = {}
        for keyword in node.keywords:
            held = self.value(keyword.value, scope)
            if keyword.arg is not None:
                kwargs[keyword.arg] = held
            elif isinstance(held, Mapping):
                kwargs.update({k: v for k, v in held.items.items() if isinstance(k, str)})
        return self.call(callee, args, kwargs, node, scope)

    def call(self, callee: Any, args: list[Any], kwargs: dict[str, Any], node: ast.AST, scope: Scope) -> Any:
        if not isinstance(callee, Function | Object | Partial | Choice) and callee != Ref("print"):
            for held in (*args, *kwargs.values()):
                if isinstance(held, Instance) and held.name == "open":
                    self.written_elsewhere(held)
                elif isinstance(held, Instance) and held.name == "ast.parse":
                    self.opened_trees |= not (isinstance(callee, Ref) and callee.name in _READS_TREES)
        if not (isinstance(callee, Ref) and callee.name.startswith(_TAKE_ENVIRONMENTS)):
            for held in (*args, *(kwargs.get(keyword) for keyword in ("data", "json", "params"))):
                if isinstance(held, Ref) and held.name == "os.environ":
                    self.environment("list", UNKNOWN, None, node)
        match callee:
            case Choice(values=values):
                return choice(*(self.call(value, args, kwargs, node, scope) for value in values))
            case Walked():
                return self._call_walked(args, kwargs, node)
            case Function(node=ast.ClassDef()):
                return self.instantiate(callee, args, kwargs, node, scope)
            case Function():
                return self.enter(callee, args, kwargs)
            case Partial(callee=inner, args=first, kwargs=named):
                return self.call(inner, [*first, *args], {**dict(named), **kwargs}, node, scope)
            case Object():
                held = self.dunder(callee, "__call__", args, node, scope, kwargs)
                return self.unknown(*args) if held is None else held
            case Method():
                return self.method(callee, args, kwargs, node, scope)
            case Ref(name=name):
                self.used_later.add(callee.origin)
                return self.named(name, args, kwargs, node, scope)
            case Instance(name="operator.call" | "functools.cache" | "functools.lru_cache", args=(inner, *_)):
                return self.call(inner, args, kwargs, node, scope)
            case Instance(name=name) if api(f"{name}.__call__") is not None:
                return self.named(f"{name}.__call__", args, kwargs, node, scope, owner=callee)
            case Download():
                self.callbacks(args, kwargs, node, scope)
                return callee  # a method of what was downloaded gives some of it
            case Anything(why=why) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                self.note(node, why or node.func.id, "other", args, kwargs, resolved=False)
                if "()" in self.forgotten and not callee.parameter:
                    self.opaque("dynamic_code", node, f"{node.func.id} may be what was not understood before")
        self.callbacks(args, kwargs, node, scope)
        return self.unknown(callee, *args)

    def unknown(self, *operands: Any) -> Any:
        """What comes of operands in a way that is not followed."""
        return Walked() if any(is_powerful(held) for held in operands) else UNKNOWN

    def _call_walked(self, args: list[Any], kwargs: dict[str, Any], node: ast.AST) -> Any:
        self.note(node, "a function found by walking objects", "introspection", args, kwargs, resolved=False)
        if args or kwargs:
            self.opaque("dynamic_code", node, "a function found by walking objects")
            # Most often it is os.system, subprocess or a builtin: what it would be given is looked into as well.
            for held in (*args, *kwargs.values()):
                text = text_of(held)
                if text is not None and len(text.split()) > 1 and len(text) < 4096:
                    looks_like_python = "(" in text or "import " in text
                    self.child(
                        text, "python" if looks_like_python else "sh", "a function found by walking objects", node
                    )
                elif (
                    isinstance(held, Sequence) and held.items and all(text_of(item) is not None for item in held.items)
                ):
                    self.command(held.items, "a function found by walking objects", node)
        return Walked()

    # --- functions of the text ----------------------------------------------------------------------------------------

    def enter(
        self,
        function: Function,
        args: list[Any],
        kwargs: dict[str, Any],
        *,
        unknown: bool = False,
        sent: Any = None,
    ) -> Any:
        """A call of a function or lambda that the text defines; `unknown`: by whom and with what nobody knows; `sent`:
        what the generator that it makes is sent."""
        node, scope = function.node, function.scope
        if isinstance(node, ast.ClassDef):
            return self.instantiate(function, args, kwargs, node, scope)
        again = self.active.count(node)
        if (again and not self._may_recurse(again, args)) or len(self.active) >= _MOST_CALL_DEPTH:
            if again and id(node) not in self.widened and len(self.active) < _MOST_CALL_DEPTH:
                # How it goes on is not followed: once with what is not known in the place of every value.
                self.widened.add(id(node))
                kept = Ref | Function | Partial | Object | Walked
                args = [held if isinstance(held, kept) else Anything("recursion") for held in args]
                kwargs = {name: held if isinstance(held, kept) else Anything(name) for name, held in kwargs.items()}
            else:
                return UNKNOWN if not any(is_powerful(a) for a in args) else Walked()
        self.called.add(id(node))
        inner = Scope({}, scope)
        positional = [a.arg for a in (*node.args.posonlyargs, *node.args.args)]
        defaults = node.args.defaults
        for position, name in enumerate(positional):
            if position < len(args):
                inner.names[name] = args[position]
            elif name in kwargs:
                inner.names[name] = kwargs[name]
            elif (at := position - (len(positional) - len(defaults))) >= 0:
                inner.names[name] = self.defaults.get((id(node), at)) or self.value(defaults[at], scope)
            else:
                inner.names[name] = Anything(name, parameter=unknown)
        if sent is not None:
            inner.names["sent"] = sent
        if positional:
            inner.names["the first argument"] = inner.names[positional[0]]
        for argument, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True):
            held = kwargs.get(argument.arg)
            if held is None:
                held = self.value(default, scope) if default is not None else Anything(argument.arg, parameter=unknown)
            inner.names[argument.arg] = held
        if node.args.vararg is not None:
            extra = list(args[len(positional) :])
            inner.names[node.args.vararg.arg] = (
                Anything(node.args.vararg.arg, parameter=True) if unknown else Sequence(extra)
            )
        if node.args.kwarg is not None:
            named = {k: v for k, v in kwargs.items() if k not in positional}
            inner.names[node.args.kwarg.arg] = (
                Anything(node.args.kwarg.arg, parameter=True) if unknown else Mapping(dict(named))
            )
        outer = self.context, self.certainty
        self.context = (*self.context, *(() if "function" in self.context else ("function",)))
        if unknown:
            self.certainty = "possible"
        self.active.append(node)
        if isinstance(node, ast.Lambda):
            held = self.value(node.body, inner)
        else:
            self.block(node.body, inner)
            given = inner.names.get("yield")
            held = given if given is not None else inner.names.get("return", Const(None))
            if isinstance(given, Sequence):
                given.returned, given.maker = inner.names.get("return"), (function, args, kwargs)
        self.active.pop()
        self.context, self.certainty = outer
        return held

    def _may_recurse(self, again: int, args: list[Any]) -> bool:
        """Whether a function that calls itself is followed once more: while what it is given is known, it may end."""
        known = all(isinstance(a, Const | Ref | Function | Partial) for a in args)
        most = _MOST_RECURSION if args else _MOST_RECURSION_WITHOUT
        return known and again < most and self.steps < _MOST_RECURSION_STEPS

    defaults: dict[tuple[int, int], Any]
    """Values of default arguments, from when the function was defined: syntax and position → value."""

    def instantiate(self, cls: Function, args: list[Any], kwargs: dict[str, Any], node: ast.AST, scope: Scope) -> Any:
        """A call of a class that the text defines."""
        self.called.add(id(cls.node))
        if id(cls) not in self.making:
            self.making.add(id(cls))
            self.dunder(cls, "__call__", args, node, scope, kwargs)  # of its metaclass
            self.making.discard(id(cls))
        made = Object(cls)
        for base in _bases(cls):
            if isinstance(base, Ref) and base.name in _PATHS:
                made.attributes["__path__"] = builtin.called(self, base.name, args, kwargs, node, scope)
            elif isinstance(base, Ref) and api(base.name) is not None:
                made.attributes["__args__"] = Sequence(list(args))
                self.named(base.name, args, kwargs, node, scope)
        held = self.class_attribute(cls, "__new__")
        if isinstance(held, Function | Ref):
            given = self.call(held, [cls, *args] if isinstance(held, Function) else args, kwargs, node, scope)
            if isinstance(given, Ref | Partial | Walked | Function):
                return given
        self.dunder(made, "__init__", args, node, scope, kwargs)
        self.dunder(made, "__post_init__", [], node, scope)
        if (last := self.class_attribute(cls, "__del__")) is not None:
            self.dunder(made, "__del__", [], node, scope)
            self.later.append((Partial(last, (made,)), [], {}, node, scope))
        return made

    def class_attribute(self, cls: Any, name: str) -> Any | None:
        """An attribute of a class of the text or of the classes it derives from."""
        return next((held.scope.names[name] for held in _lineage(cls) if name in held.scope.names), None)

    def dunder(
        self,
        held: Any,
        name: str,
        args: list[Any],
        node: ast.AST,
        scope: Scope,
        kwargs: dict[str, Any] | None = None,
    ) -> Any | None:
        """A special method of an object or of a class with a metaclass of the text; None where there is none."""
        if isinstance(held, Choice):
            found = [
                d for value in held.values if (d := self.dunder(value, name, args, node, scope, kwargs)) is not None
            ]
            return choice(*found) if found else None
        if isinstance(held, Object):
            method = self.class_attribute(held.cls, name)
        elif isinstance(held, Function) and isinstance(held.node, ast.ClassDef):
            method = held.scope.names.get("metaclass of the class")
            method = self.class_attribute(method, name) if method is not None else None
            if method is None and name == "__getitem__":
                method = self.class_attribute(held, "__class_getitem__")
        else:
            return None
        if method is None:
            return None
        if isinstance(method, Function) and method.kind != "static":
            return self.call(method, [held, *args], kwargs or {}, node, scope)
        # Only functions of Python bind their first argument: `__getitem__ = os.system` gets the key alone.
        return self.call(method, args, kwargs or {}, node, scope)

    # --- methods ------------------------------------------------------------------------------------------------------

    def method(self, callee: Method, args: list[Any], kwargs: dict[str, Any], node: ast.AST, scope: Scope) -> Any:
        """A method of a value that is no module and no object of the text."""
        base, attr = callee.base, callee.name
        if (
            attr == "format"
            and isinstance(base, Const)
            and any(isinstance(a, Object) for a in (*args, *kwargs.values()))
        ):
            self._filled_in(base.value, args, kwargs, node, scope)
        folded = folded_method(base, attr, args, kwargs)
        if folded is not None:
            return folded
        match base:
            case Sequence():
                return self._of_sequence(base, attr, args, kwargs, node, scope)
            case Mapping():
                return self._of_mapping(base, attr, args, kwargs)
            case Namespace():
                return self._of_namespace(base, attr, args, kwargs, node, scope)
            case Download():
                if (entry := method_of_any(attr)) is not None and (args or kwargs or not entry.arguments):
                    self.note(node, f"?.{attr}", entry.category, args, kwargs, resolved=False)
                    self.effect(Given(entry, attr, args, kwargs, node, scope, base))
                self.callbacks(args, kwargs, node, scope)
                return base
            case Instance():
                return self._of_instance(base, attr, args, kwargs, node, scope)
            case Mixed() if (network := download_of(base)) is not None:
                return Download(network)
        if attr in ("query", "eval") and args:
            self._asked(args[0], attr, node, scope)
        if attr in TELLING and (args or kwargs) and not isinstance(base, Const):
            return self.named(TELLING[attr], args, kwargs, node, scope)
        if attr in ("exec_module", "load_module") and not self.hypothetical:
            self.opaque("dynamic_code", node, "a module from a loader that is not followed")
        if attr in ("__getattribute__", "__getattr__") and args and (name := text_of(args[0])) is not None:
            return self.attribute(base, name, node, scope)
        if attr in ("__call__", "__wrapped__"):
            return self.call(base, args, kwargs, node, scope)
        entry = method_of_any(attr)
        if entry is not None and (args or kwargs or not entry.arguments):
            self.note(node, f"?.{attr}", entry.category, args, kwargs, resolved=False)
            return self.effect(Given(entry, attr, args, kwargs, node, scope, base))
        if attr in (
            "apply",
            "map",
            "applymap",
            "transform",
            "pipe",
            "agg",
            "aggregate",
            "submit",
            "run_in_executor",
            "then",
        ):
            self._applied(args, kwargs, node, scope)
            return UNKNOWN
        if isinstance(base, Anything) and base.why and attr in _SAFE_METHODS:
            for held in (*args, *kwargs.values()):
                self.put_into(base.why, held, scope)
            return UNKNOWN
        self.callbacks(args, kwargs, node, scope)
        return self.unknown(base, *args)

    def _filled_in(self, template: Any, args: list[Any], kwargs: dict[str, Any], node: ast.AST, scope: Scope) -> None:
        """Objects that `str.format` asks for their text."""
        try:
            fields = list(string.Formatter().parse(template))
        except (ValueError, TypeError):
            return
        numbered = 0
        for _, name, spec, conversion in fields:
            if name is None:
                continue
            first = re.split(r"[.\[]", name, maxsplit=1)[0]
            at, numbered = (int(first), numbered) if first.isdigit() else (numbered, numbered + (not first))
            held = kwargs.get(first) if first and not first.isdigit() else args[at] if at < len(args) else None
            asked = {"r": "__repr__", "s": "__str__", "a": "__repr__"}.get(conversion or "", "__format__")
            self.dunder(held, asked, [Const(spec or "")] if asked == "__format__" else [], node, scope)

    def _asked(self, held: Any, attr: str, node: ast.AST, scope: Scope) -> None:
        """`frame.query("@f(x)")`: what follows an `@` are names around it, and what is called there runs."""
        text = text_of(held)
        if text is None or "(" not in text or "@" not in text:
            return
        entry = api("eval")
        assert entry is not None  # INVARIANT: `apis/code.toml`
        plain = re.sub(r"`[^`]*`", "column", text).replace("@", "")
        if not self.evaluated(plain, "exec", Given(entry, attr, [Const(plain)], {}, node, scope, None)):
            self.opaque("dynamic_code", node, f".{attr}() calls what its text names")

    def put_into(self, name: str, held: Any, scope: Scope) -> None:
        """Something is put into a collection of which only the name is known: it may be what is taken out later."""
        if is_powerful(held) or isinstance(held, Function):
            names = scope.module().names
            names[f"{name}[]"] = choice(names.get(f"{name}[]", UNKNOWN), held)

    def _applied(self, args: list[Any], kwargs: dict[str, Any], node: ast.AST, scope: Scope) -> None:
        """`series.apply(f)`: called with what nobody knows here."""
        for held in (*args, *kwargs.values()):
            if isinstance(held, Function):
                self.enter(held, [], {}, unknown=True)
            elif isinstance(held, Ref | Partial) and is_powerful(held):
                self.call(held, [UNKNOWN], {}, node, scope)

    def _of_sequence(
        self, base: Sequence, attr: str, args: list[Any], kwargs: dict[str, Any], node: ast.AST, scope: Scope
    ) -> Any:
        if attr in ("index", "count", "remove") and args:
            self.compared_with(args[0], base, node, scope)
        if attr in ("send", "asend") and args and base.maker is not None:
            function, given, named = base.maker
            held = self.enter(function, given, named, sent=choice(args[0], Anything("sent")))
            return choice(*held.items, UNKNOWN) if isinstance(held, Sequence) else UNKNOWN
        if attr in ("append", "appendleft", "add", "insert", "extend", "update"):
            base.alike = False
        changed = self.certainty == "possible" and attr in (
            "append",
            "insert",
            "extend",
            "pop",
            "popleft",
            "remove",
            "reverse",
            "sort",
            "clear",
        )
        match attr, args:
            case (("append" | "appendleft" | "add"), [item]):
                base.items.append(item) if attr != "appendleft" else base.items.insert(0, item)
            case "insert", [Const(value=int() as at), item]:
                base.items.insert(at, item)
            case (("extend" | "update"), [Sequence(items=items, exact=exact)]):
                fits = len(base.items) + len(items) <= 4096
                base.items.extend(list(items) if fits else [self.unknown(*items[:64])])
                base.exact = base.exact and exact and fits
            case (("extend" | "update"), [Const(value=str() as text)]):
                base.items.extend(Const(char) for char in text[:4096])
            case "extend", _:
                base.exact = False
            case "pop", [] | [Const(value=int())]:
                at = args[0].value if args else -1
                if changed:
                    base.exact = False
                    return choice(*base.items, UNKNOWN)
                return base.items.pop(at) if -len(base.items) <= at < len(base.items) else UNKNOWN
            case "popleft", []:
                return UNKNOWN if not base.items else choice(*base.items) if changed else base.items.pop(0)
            case "reverse", []:
                base.items.reverse()
            case "clear", [] if not changed:
                base.items.clear()
            case "copy", []:
                return Sequence(list(base.items), base.exact)
            case "sort", _:
                ordered = builtin.ordered(self, base, kwargs, node, scope)
                base.items[:], base.exact = ordered.items, ordered.exact and not changed
            case "rotate", _:
                base.items[:], base.exact = [choice(*base.items)] if base.items else [], False
            case (("__getitem__"), [Const(value=int() as at)]) if -len(base.items) <= at < len(base.items):
                return base.items[at]
            case "remove", _:
                base.exact = False
            case _:
                return self.unknown(base, *args)
        if changed:
            base.exact = False
        return Const(None)

    def _of_mapping(self, base: Mapping, attr: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
        match attr, args:
            case (("get" | "pop" | "setdefault" | "__getitem__"), [Const(value=key), *rest]) if hashable(key):
                if key in base.items:
                    return base.items[key]
                if attr == "setdefault" and rest:
                    base.items[key] = rest[0]
                default = rest[0] if rest else UNKNOWN
                return default if base.exact else choice(default, self.unknown(*base.items.values()))
            case (("get" | "pop" | "__getitem__"), [_, *_]):
                return choice(*base.items.values(), UNKNOWN)
            case "values", []:
                return Sequence(list(base.items.values()), base.exact)
            case "keys", []:
                return Sequence([Const(key) for key in base.items], base.exact)
            case "items", []:
                return Sequence([Sequence([Const(key), value]) for key, value in base.items.items()], base.exact)
            case "update", [Mapping(items=items, exact=exact)]:
                base.items.update(items)
                base.exact = base.exact and exact
            case "update", []:
                base.items.update(kwargs)
            case "update", [other]:
                base.exact = False
                if is_powerful(other):
                    base.items[f"?{len(base.items)}"] = Walked()
            case "copy", []:
                return Mapping(dict(base.items), base.exact)
            case "popitem", []:
                return Sequence([UNKNOWN, choice(*base.items.values())]) if base.items else UNKNOWN
            case _:
                return self.unknown(base, *args)
        return Const(None)

    def _of_namespace(
        self, base: Namespace, attr: str, args: list[Any], kwargs: dict[str, Any], node: ast.AST, scope: Scope
    ) -> Any:
        if attr in ("get", "pop", "__getitem__", "setdefault") and args:
            if (name := text_of(args[0])) is not None:
                return self.in_namespace(base, name, node, scope)
            return self.computed(node, base.name or "names")
        if attr == "update" and not base.name:
            if args and isinstance(args[0], Mapping):
                scope.module().names.update({k: v for k, v in args[0].items.items() if isinstance(k, str)})
            elif args:
                self.computed(node, "globals()")
            scope.module().names.update(kwargs)
            return Const(None)
        if base.name in POWERFUL_MODULES or base.name == "sys.modules":
            return Walked()
        if not base.name and attr in ("values", "items", "popitem", "copy"):
            return self.unknown(*scope.names.values())
        return Anything(attr)

    def in_namespace(self, base: Namespace, name: str, node: ast.AST, scope: Scope) -> Any:
        """What a dictionary of names holds under a name."""
        if base.name == "sys.modules":
            return Ref(name)
        if base.name:
            return self.attribute(Ref(base.name), name, node, scope)
        if name in ("__builtins__", "__builtin__"):
            return Ref("builtins")
        held = scope.get(name)
        if held is not None:
            return held
        return Ref(name) if name in builtin.NAMES else Anything(name)

    def _of_instance(
        self, base: Instance, attr: str, args: list[Any], kwargs: dict[str, Any], node: ast.AST, scope: Scope
    ) -> Any:
        whole = f"{base.name}.{attr}"
        if base.name in _PATHS:
            return self._of_path(base, attr, args, kwargs, node, scope)
        if base.name == "open" and attr in ("write", "writelines", "read", "readlines", "readline", "read1"):
            return self._of_file(base, attr, args)
        if base.name == "open" and attr in ("seek", "truncate", "fileno", "detach", "reconfigure"):
            self.written_elsewhere(base)
        if attr in ("query", "eval") and args:
            self._asked(args[0], attr, node, scope)
        if base.name in ("io.BytesIO", "io.StringIO") and attr in ("read", "getvalue"):
            return base.args[0] if base.args else UNKNOWN
        if base.name in ("importlib.util.spec_from_file_location", "importlib.machinery.SourceFileLoader"):
            return base
        if base.name == "string.Template" and attr in ("substitute", "safe_substitute") and base.args:
            return self._template_filled(base.args[0], args, kwargs)
        if base.name.startswith("webbrowser.") and base.args and attr in ("open", "open_new", "open_new_tab"):
            return self.browser(base.args[0], args[0] if args else UNKNOWN, node)
        if base.name in ("get_ipython", "IPython.get_ipython"):
            return self.named(f"get_ipython.{attr}", args, kwargs, node, scope)
        if whole in _CALLS_ITS_ARGUMENT or whole in _MAPS or whole in _AWAITED or api(whole) is not None:
            return self.named(whole, args, kwargs, node, scope, owner=base)
        if base.name in ("threading.Thread", "threading.Timer", "multiprocessing.Process") and attr in (
            "start",
            "run",
            "join",
        ):
            return UNKNOWN  # its target was looked into when it was made
        if attr == "__init__" and api(base.name) is not None:
            return self.named(base.name, args, kwargs, node, scope)
        if attr in TELLING and (args or kwargs) and base.name.partition(".")[0] not in ("requests", "httpx"):
            return self.named(TELLING[attr], args, kwargs, node, scope)
        entry = method_of_any(attr)
        if entry is not None and (args or kwargs or not entry.arguments):
            self.note(node, whole, entry.category, args, kwargs)
            return self.effect(Given(entry, whole, args, kwargs, node, scope, base))
        if attr in ("apply", "map", "applymap", "transform", "pipe", "agg", "submit", "run_in_executor"):
            self._applied(args, kwargs, node, scope)
        else:
            self.callbacks(args, kwargs, node, scope, method="" if attr in _SAFE_METHODS else attr)
        if download_of(base) is not None and attr in ("read", "get_text", "decode", "getvalue", "text", "prettify"):
            return Download(download_of(base) or 0)
        return Walked() if any(is_powerful(a) for a in args) else Instance(whole)

    def _of_path(
        self, base: Instance, attr: str, args: list[Any], kwargs: dict[str, Any], node: ast.AST, scope: Scope
    ) -> Any:
        here = base.args[0] if base.args else Const(".")
        name = f"pathlib.Path.{attr}"
        if api(name) is not None:
            held = self.named(name, args, kwargs, node, scope, owner=base)
            if attr in ("rename", "replace") and args:
                return Instance("pathlib.Path", (args[0],))
            if attr in ("glob", "rglob", "iterdir"):
                return Sequence([Instance("pathlib.Path", (mixed([here, Const("/"), UNKNOWN]),))], exact=False)
            return held
        match attr:
            case "joinpath":
                parts = [here]
                for arg in args:
                    parts += [Const("/"), arg]
                return Instance("pathlib.Path", (mixed(parts),))
            case "resolve" | "absolute":
                return Instance("pathlib.Path", (builtin.absolute(self, here),))
            case "expanduser":
                text = text_of(here)
                home = self.around.home or "~"
                return Instance("pathlib.Path", (Const(home + text[1:]) if text and text.startswith("~") else here,))
            case "as_posix" | "__str__" | "__fspath__":
                return here
            case "with_suffix" | "with_name" | "with_stem" | "relative_to":
                return Instance("pathlib.Path", (self._renamed(here, attr, args),))
        return UNKNOWN

    @staticmethod
    def _renamed(here: Any, attr: str, args: list[Any]) -> Any:
        from pathlib import PurePosixPath

        text, given = text_of(here), text_of(args[0]) if args else None
        if text is None or given is None or attr == "relative_to":
            return UNKNOWN
        try:
            return Const(str(getattr(PurePosixPath(text), attr)(given)))
        except ValueError:
            return UNKNOWN

    def written_elsewhere(self, file: Instance) -> None:
        """A file that is open for writing is written in a way that is not followed: nobody knows what it holds."""
        path = self.path(file.args[0]) if file.args else None
        mode = text_of(file.args[1]) if len(file.args) > 1 else None
        if path is not None and (mode is None or any(c in mode for c in "wax+")):
            self.world.wrote(path, None)

    def _of_file(self, base: Instance, attr: str, args: list[Any]) -> Any:
        """Reading and writing an open file whose path is known."""
        path = self.path(base.args[0]) if base.args else None
        if attr.startswith("write") and len(base.args) > 1 and "+" in (text_of(base.args[1]) or ""):
            self.written_elsewhere(base)
            return UNKNOWN
        if attr in ("write", "writelines") and args:
            if path is not None:
                given = mixed(list(args[0].items)) if isinstance(args[0], Sequence) and args[0].exact else args[0]
                text = text_of(given)
                before = self.world.files.get(path)
                surely = self.certainty == "certain"
                known = text is not None and before is not None and surely
                self.world.wrote(path, f"{before}{text}" if known else None)
                if (network := download_of(args[0])) is not None:
                    self.world.downloaded[path] = (network,)
            return UNKNOWN
        if path is not None and path in self.world.downloaded:
            return Download(self.world.downloaded[path][0])
        if path is not None and (known_text := self.world.files.get(path)) is not None and attr == "read":
            self.recalls(path)
            return Const(known_text)
        return Anything("file")

    @staticmethod
    def _template_filled(template: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
        text = text_of(template)
        named = dict(kwargs)
        if args and isinstance(args[0], Mapping):
            named |= {k: v for k, v in args[0].items.items() if isinstance(k, str)}
        if text is None or not all(isinstance(v, Const) for v in named.values()):
            return UNKNOWN
        return Const(string.Template(text).safe_substitute({k: str(v.value) for k, v in named.items()}))

    # --- callbacks ----------------------------------------------------------------------------------------------------

    def callbacks(
        self, args: list[Any], kwargs: dict[str, Any], node: ast.AST, scope: Scope, *, method: str = ""
    ) -> None:
        """What is handed to something unknown may be called by it."""
        for held in (*args, *kwargs.values()):
            self._handed_on(held, node, scope, method, 4)

    def _handed_on(self, held: Any, node: ast.AST, scope: Scope, method: str, depth: int) -> None:
        match held:
            case Function(node=inner):
                self.escaped.add(id(inner))
            case Object(cls=cls, attributes=attributes):
                self.escaped.add(id(cls.node))
                for item in (*attributes.values(), *cls.scope.names.values()) if depth else ():
                    if isinstance(item, Ref | Partial):
                        self._handed_on(item, node, scope, method, depth - 1)
            case Ref(name=name):
                entry = api(name)
                if entry is not None and entry.category in ("process", "code", "deserialise", "native"):
                    if method not in _SAFE_METHODS:
                        self.opaque("dynamic_code", node, f"{name} is handed on")
                elif name in POWERFUL_MODULES and method not in _SAFE_METHODS and method not in ("format", "print"):
                    self.opaque("dynamic_code", node, f"{name} is handed on")
            case Partial(callee=inner, args=given, kwargs=named) if depth:
                if isinstance(inner, Ref) and is_powerful(inner):
                    # It may be called as it is: then what it was given is all there is.
                    self.call(inner, list(given), dict(named), node, scope)
                else:
                    self._handed_on(inner, node, scope, method, depth - 1)
            case Sequence(items=items) if depth:
                for item in items[:64]:
                    self._handed_on(item, node, scope, method, depth - 1)
            case Mapping(items=pairs) if depth:
                for item in list(pairs.values())[:64]:
                    self._handed_on(item, node, scope, method, depth - 1)
            case Choice(values=values) if depth:
                for item in values:
                    self._handed_on(item, node, scope, method, depth - 1)

    # --- by qualified name --------------------------------------------------------------------------------------------

    def named(
        self,
        name: str,
        args: list[Any],
        kwargs: dict[str, Any],
        node: ast.AST,
        scope: Scope,
        owner: Any = None,
    ) -> Any:
        """A call of something known by its qualified name."""
        name = name.removeprefix("builtins.")
        if name in _IMPORTERS and args and (module := text_of(args[0])) is not None:
            self.hidden(node, 0, Ref(module), args)
        self._environment_printed(name, args, kwargs, node)
        if name in ("get_ipython_factory", "IPython.get_ipython", "IPython.core.getipython.get_ipython"):
            return Ref("get_ipython")
        if any(isinstance(held, Object) for held in args) and (api(name) or name.startswith(("os.", "pathlib."))):
            args = [self._as_path(held, node, scope) for held in args]
        simple = builtin.called(self, name, args, kwargs, node, scope)
        if simple is not None:
            return simple
        entry = api(name)
        if entry is None:
            return self._unlisted(name, args, kwargs, node, scope)
        if owner is None and any(argument.owner for argument in entry.arguments):
            # `Path.unlink(p)`: the owner is the first argument.
            owner, args = (args[0], args[1:]) if args else (UNKNOWN, [])
        if isinstance(owner, Instance) and owner.name in _PATHS:
            owner = owner.args[0] if owner.args else Const(".")
        self.note(node, name, entry.category, args, kwargs)
        return self.effect(Given(entry, name, args, kwargs, node, scope, owner))

    def _environment_printed(self, name: str, args: list[Any], kwargs: dict[str, Any], node: ast.AST) -> None:
        """What a variable held, or all of them, is printed."""
        if name in _PRINTERS and any(map(_of_environment, (*args, *kwargs.values()))):
            self.note(node, name, "environment", args, kwargs)

    def hidden(self, node: ast.AST, at: int, held: Any, args: list[Any]) -> None:
        """A name that is put together, where a plain one would do, and leads to something powerful; `at`: which
        argument of the call it is."""
        written = node.args[at] if isinstance(node, ast.Call) and at < len(node.args) else None
        if written is not None and not isinstance(written, ast.Constant) and is_powerful(held):
            self.note(node, PUT_TOGETHER, "introspection", args, resolved=False)

    def _as_path(self, held: Any, node: ast.AST, scope: Scope) -> Any:
        """What an object says that its path is."""
        given = self.dunder(held, "__fspath__", [], node, scope)
        if given is None and isinstance(held, Object):
            given = held.attributes.get("__path__")
        return held if given is None else given

    def _unlisted(self, name: str, args: list[Any], kwargs: dict[str, Any], node: ast.AST, scope: Scope) -> Any:
        folded = folded_function(name, args, kwargs)
        if folded is not None:
            return folded
        if name.startswith("__main__."):
            held = scope.module().names.get(name.removeprefix("__main__."))
            return self.call(held, args, kwargs, node, scope) if held is not None else UNKNOWN
        module, _, tail = name.rpartition(".")
        if tail == "__call__" and module:
            return self.named(module, args, kwargs, node, scope)
        if tail == "__getattribute__" and args and (attr := text_of(args[-1])) is not None:
            return self.attribute(Ref(module) if len(args) == 1 else args[0], attr, node, scope)
        if tail in ("__import__",):
            return self.named("__import__", args, kwargs, node, scope)
        if module in ("str", "bytes", "int") and args:
            held = folded_method(args[0], tail, args[1:], kwargs)
            if held is not None:
                return held
        network = next((n for a in args if (n := download_of(a)) is not None), None)
        if network is not None and name.partition(".")[0] in _CARRIES_DOWNLOAD:
            return Download(network)
        special = self._special(name, args, kwargs, node, scope)
        if special is not None:
            return special
        if module in POWERFUL_MODULES and tail.startswith("_") and not tail.startswith("__") and tail != "_exit":
            self.note(node, name, "introspection", args, kwargs)
            self.opaque("dynamic_code", node, f"{name} is internal")
            return Walked()
        if name not in _SAFE_TAKERS:
            self.callbacks(args, kwargs, node, scope, method=tail)
            self._kept(name, (*args, *kwargs.values()), node, scope)
        if any(is_powerful(a) for a in args) and name not in _SAFE_TAKERS:
            return Walked()
        entry = method_of_any(tail)
        if entry is not None and module and (args or kwargs) and module.partition(".")[0] not in ("json", "yaml"):
            self.note(node, name, entry.category, args, kwargs)
            return self.effect(Given(entry, name, args, kwargs, node, scope, None))
        return Instance(name, tuple(args[:2]))

    def _reduced_by(self, reducer: Any, node: ast.AST, scope: Scope) -> Any:
        """A function that says how instances are pickled: what it names is called when they are read."""
        reduced = self.call(reducer, [UNKNOWN], {}, node, scope)
        if isinstance(reduced, Sequence) and len(reduced.items) >= 2:
            arguments = reduced.items[1].items if isinstance(reduced.items[1], Sequence) else [UNKNOWN]
            self.call(reduced.items[0], list(arguments), {}, node, scope)
        return Const(None)

    def _kept(self, name: str, given: tuple[Any, ...], node: ast.AST, scope: Scope) -> None:
        """Functions that a module of the standard library may keep, and call at a time of its own."""
        module = name.partition(".")[0]
        if module in sys.stdlib_module_names and module not in _CALLS_AT_ONCE:
            for held in given:
                if isinstance(held, Function) and not isinstance(held.node, ast.ClassDef):
                    self.later.append((held, [UNKNOWN] * len(held.node.args.args), {}, node, scope))

    def _copied(self, held: Any, node: ast.AST, scope: Scope) -> Any:
        """`copy.copy` asks an object how it is made."""
        if isinstance(held, Sequence | Mapping):
            for item in list(held.items.values() if isinstance(held, Mapping) else held.items)[:64]:
                self._copied(item, node, scope)
            return held
        for name in ("__copy__", "__deepcopy__"):
            if (made := self.dunder(held, name, [UNKNOWN] if "deep" in name else [], node, scope)) is not None:
                return made
        reduced = self.reduced(held, node, scope)
        return held if reduced is None else reduced

    def _special(self, name: str, args: list[Any], kwargs: dict[str, Any], node: ast.AST, scope: Scope) -> Any | None:
        """Functions that call, wrap or hand back what they are given."""
        if name in ("functools.partial", "functools.partialmethod") and args:
            return Partial(args[0], tuple(args[1:]), tuple(kwargs.items()))
        if name == "operator.attrgetter" and args and (path := text_of(args[0])) is not None:
            return Function(getter(path), scope)
        if name == "operator.itemgetter" and args and isinstance(args[0], Const):
            return Function(item_getter(args[0].value), scope)
        if name == "operator.getitem" and len(args) > 1 and isinstance(args[1], Const):
            return self.enter(Function(item_getter(args[1].value), scope), [args[0]], {})
        if name == "operator.methodcaller" and args and (method := text_of(args[0])) is not None:
            return Function(method_caller(method), Scope({"arguments": Sequence(list(args[1:]))}, scope))
        if name == "inspect.unwrap" and args:
            return self.attribute(args[0], "__wrapped__", node, scope)
        if name in ("copyreg.pickle", "copyreg.constructor") and args:
            self.later.append((Partial(Ref(name), (args[-1],)), [], {}, node, scope))
            return self._reduced_by(args[-1], node, scope)
        if name == "inspect.getattr_static" and len(args) > 1 and (attr := text_of(args[1])) is not None:
            return self.attribute(args[0], attr, node, scope)
        if name in ("types.MethodType",) and len(args) > 1:
            return Partial(args[0], (args[1],))
        if name == "importlib.util.module_from_spec" and args and isinstance(spec := args[0], Instance) and spec.args:
            return Ref(f"loaded {text_of(spec.args[0])}")
        if name in ("types.SimpleNamespace", "types.ModuleType"):
            made = Object(Function(_EMPTY_CLASS, Scope({}, scope, class_body=True)))
            made.attributes.update(kwargs)
            return made
        if (
            name in ("functools.lru_cache", "functools.cache", "functools.wraps", "staticmethod", "classmethod")
            and args
        ):
            return args[0]
        if name in ("joblib.delayed",) and args:
            return args[0]
        if name in _CALLS_ITS_ARGUMENT:
            return self._calls_its_argument(name, args, kwargs, node, scope)
        if name in _MAPS:
            return self._mapped(name, args, kwargs, node, scope)
        if name in ("get_ipython.find_line_magic", "get_ipython.find_cell_magic", "get_ipython.find_magic") and args:
            kind = "cell" if "cell" in name or kwargs.get("magic_kind", args[-1]) == Const("cell") else "line"
            return Partial(Ref(f"get_ipython.run_{kind}_magic"), (args[0],))
        if name.startswith("sys.path.") and args:
            self.searched(args[-1])
            return Const(None)
        if name.startswith(("sys.meta_path.", "sys.path_hooks.")) and args:
            self.callbacks(args, kwargs, node, scope)
            self.opaque("dynamic_code", node, "imports are answered by the text's own finder")
            return Const(None)
        if name in _SHUFFLES and args and isinstance(args[0], Sequence) and args[0].items:
            args[0].items[:], args[0].exact = [choice(*args[0].items, *args[1:])], False
            return UNKNOWN
        if name == "logging.config.dictConfig" and args:
            return self._configured(args[0], node, scope)
        if name in ("copy.copy", "copy.deepcopy") and args:
            return self._copied(args[0], node, scope)
        if name == "inspect.getmembers" and args and isinstance(args[0], Ref):
            return Namespace(args[0].name)
        if name.startswith(("ctypes.pythonapi.", "ctypes.cdll.", "ctypes.windll.", "ctypes.oledll.")):
            self.note(node, name, "native", args, kwargs)
            self.opaque("dynamic_code", node, f"native code through {name}")
            if "PyRun_" in name and args and (text := text_of(args[0])) is not None:
                self.child(text, "python", name, node)
            return Anything("native")
        if name in _AWAITED:
            return args[-1 if name == "typing.cast" else 0] if args else UNKNOWN
        target = kwargs.get("target", kwargs.get("func", kwargs.get("function")))
        if name == "threading.Thread" and target is None and len(args) > 1:
            target = args[1]
            kwargs = {**kwargs, "args": args[3]} if len(args) > 3 else kwargs
        if isinstance(target, Ref | Partial | Function | Choice | Walked):
            given, named = kwargs.get("args"), kwargs.get("kwargs")
            words = list(given.items) if isinstance(given, Sequence) else [UNKNOWN] if given is not None else []
            given_names = dict(named.items) if isinstance(named, Mapping) else {}
            self.call(target, words, given_names, node, scope)
            self.later.append((target, words, given_names, node, scope))
            return Instance(name)
        default = kwargs.get("default_factory", args[0] if name == "collections.defaultdict" and args else None)
        if isinstance(default, Function | Ref | Partial) and name in ("collections.defaultdict", "dataclasses.field"):
            return Mapping({"?": self.call(default, [], {}, node, scope)}, exact=False)
        return None

    def _configured(self, held: Any, node: ast.AST, scope: Scope, depth: int = 8) -> Any:
        """Callables that the data of `logging.config` names: `{"()": "module.function", …}`."""
        match held:
            case Mapping(items=pairs) if depth:
                for key in ("()", "class"):
                    if (named := pairs.get(key)) is None:
                        continue
                    rest = {k: v for k, v in pairs.items() if isinstance(k, str) and k.isidentifier() and k != "class"}
                    text = text_of(named)
                    self.call(Ref(text.removeprefix("ext://")) if text is not None else named, [], rest, node, scope)
                for value in list(pairs.values())[:64]:
                    self._configured(value, node, scope, depth - 1)
            case Sequence(items=items) if depth:
                for item in items[:64]:
                    self._configured(item, node, scope, depth - 1)
            case Const(value=str() as text) if text.startswith("ext://"):
                pass
            case Const():
                pass
            case _ if depth == 8:
                self.opaque("dynamic_code", node, "logging.config calls what the data names")
        return Const(None)

    def _calls_its_argument(
        self, name: str, args: list[Any], kwargs: dict[str, Any], node: ast.AST, scope: Scope
    ) -> Any:
        at = _CALLS_ITS_ARGUMENT[name]
        if len(args) <= at:
            return UNKNOWN
        rest = list(args[at + 1 :])
        if name in _ARGUMENTS_AS_TUPLE and rest:
            rest = list(rest[0].items) if isinstance(rest[0], Sequence) else [UNKNOWN]
        elif name == "sched.scheduler.enter":
            given = kwargs.get("argument", rest[0] if rest else None)
            rest = list(given.items) if isinstance(given, Sequence) else []
        elif name == "signal.signal":
            rest = [UNKNOWN, UNKNOWN]
        if isinstance(args[at], Ref | Partial | Function | Choice | Walked | Method):
            named = kwargs if name != "threading.Timer" else {}
            held = self.call(args[at], rest, named, node, scope)
            self.later.append((args[at], rest, named, node, scope))
            return args[at] if name == "atexit.register" else held
        return UNKNOWN

    def _mapped(self, name: str, args: list[Any], kwargs: dict[str, Any], node: ast.AST, scope: Scope) -> Any:
        """`map(f, xs)` and kin."""
        if not args or not isinstance(args[0], Ref | Function | Partial | Choice | Walked | Method):
            return self.unknown(*args)
        if name.endswith((".apply", ".apply_async")):
            words = args[1].items if len(args) > 1 and isinstance(args[1], Sequence) else []
            return self.call(args[0], list(words), {}, node, scope)
        rows = [self.items_of(arg) for arg in args[1:]]
        if name == "functools.reduce":
            items = rows[0] if rows else None
            held = args[2] if len(args) > 2 else UNKNOWN
            if items is None:
                return self.call(args[0], [held, UNKNOWN], {}, node, scope)
            if len(args) <= 2 and items:
                held, items = items[0], items[1:]
            for item in items[:256]:
                held = self.call(args[0], [held, item], {}, node, scope)
            return held
        if any(row is None for row in rows) or not rows:
            return Sequence([self.call(args[0], [UNKNOWN] * max(1, len(rows)), {}, node, scope)], exact=False)
        starred = name.endswith("starmap")
        out: list[Any] = []
        kept: list[Any] = []
        for row in zip(*[r for r in rows if r is not None], strict=False):
            if len(out) >= 1024:
                return Sequence(out, exact=False)
            first = row[0]
            words = list(first.items) if starred and isinstance(first, Sequence) else list(row)
            out.append(self.call(args[0], words, {}, node, scope))
            kept.append(first)
        if name in ("filter", "itertools.filterfalse", "itertools.takewhile", "itertools.dropwhile"):
            wanted = name != "itertools.filterfalse"
            if all(isinstance(o, Const) for o in out) and name in ("filter", "itertools.filterfalse"):
                return Sequence([k for k, o in zip(kept, out, strict=True) if bool(o.value) is wanted])
            return Sequence(kept, exact=False)
        return Sequence(out)

    def items_of(self, held: Any) -> list[Any] | None:
        """The items of something that can be walked through, where all are known."""
        match held:
            case Sequence(items=items, exact=True):
                return list(items)
            case Const(value=str() | bytes() as text) if len(text) <= 4096:
                return [Const(item) for item in text]
            case Mapping(items=pairs, exact=True):
                return [Const(key) for key in pairs]
            case Instance(name="range"):
                return None
            case _:
                return None


_EMPTY_CLASS = ast.parse("class Namespace: pass").body[0]


def _origins(held: list[Any]) -> set[int]:
    """Where the functions that can be reached from some values were read."""
    found: set[int] = set()
    seen: set[int] = set()
    while held and len(seen) < 20_000:
        value = held.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        match value:
            case Ref(origin=origin):
                found.add(origin)
            case Sequence(items=items) | Choice(values=items):
                held += items
            case Mapping(items=pairs):
                held += pairs.values()
            case Partial(callee=callee, args=args, kwargs=named):
                held += [callee, *args, *(value for _, value in named)]
            case Function(scope=scope, bases=bases):
                held += [scope, *bases]
            case Object(cls=cls, attributes=attributes):
                held += [cls, *attributes.values()]
            case Instance(args=args):
                held += args
            case Method(base=base):
                held.append(base)
            case Scope(names=names, parent=parent):
                held += [*names.values(), parent]
            case dict():
                held += value.values()
    return found


def _lineage(cls: Any) -> list[Function]:
    """A class and those above it in the order in which Python asks them: one that several derive from comes last."""
    above: list[Function] = []
    todo = [(cls, 8)]
    while todo and len(above) < 64:
        held, depth = todo.pop()
        if isinstance(held, Function) and depth:
            above.append(held)
            todo += [(base, depth - 1) for base in reversed(held.bases)]
    last = {id(held.scope): at for at, held in enumerate(above)}
    return [held for at, held in enumerate(above) if last[id(held.scope)] == at]


def _bases(cls: Function) -> list[Any]:
    found: list[Any] = []
    for base in cls.bases:
        found += [base, *(_bases(base) if isinstance(base, Function) else ())]
    return found[:32]


_IMPORTERS = frozenset({"__import__", "importlib.import_module", "importlib.__import__"})
_PRINTERS = frozenset(
    {
        *("print", "pprint.pprint", "sys.stdout.write", "sys.stderr.write", "display", "rich.print"),
        *(f"logging.{level}" for level in ("debug", "info", "warning", "error", "critical")),
    }
)


def _of_environment(held: Any) -> bool:
    """Whether a value is, or holds, what a variable held."""
    match held:
        case Anything(why="environment"):
            return True
        case Mixed(parts=parts):
            return any(map(_of_environment, parts))
        case _:
            return isinstance(held, Ref) and held.name == "os.environ"
