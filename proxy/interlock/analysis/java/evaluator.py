"""What a Java text does: classes and methods followed, strings folded, reflection resolved where names are known."""

from __future__ import annotations

import base64
import binascii
import re
import shlex
from functools import lru_cache
from itertools import islice
from pathlib import Path

from interlock.analysis import cells, embedded
from interlock.analysis.abstract import apis
from interlock.analysis.abstract import tree as t
from interlock.analysis.abstract.effects import Given
from interlock.analysis.abstract.evaluator import Evaluator
from interlock.analysis.abstract.values import (
    UNKNOWN,
    Choice,
    ClassOf,
    Closure,
    Const,
    Instance,
    Items,
    Method,
    Mixed,
    Ref,
    Scope,
    Unknown,
    Value,
    choice,
    download_of,
    mixed,
    text_of,
)
from interlock.analysis.builder import FactsBuilder
from interlock.analysis.java.reader import Char, TooDeep, parse, read, unescaped
from interlock.analysis.java.unknown import bound, unknown
from interlock.analysis.knowledge import tables
from interlock.analysis.reporter import UNSET
from interlock.model import facts as f

_COMMAND = re.compile(r"^[ \t]*/(\S*)[ \t]*(.*)$", re.MULTILINE)
_HARMLESS = (
    "list",
    "vars",
    "methods",
    "types",
    "imports",
    "help",
    "?",
    "history",
    "exit",
    "drop",
    "l",
    "v",
    "m",
    "t",
    "i",
    "h",
)
_BUFFERS = ("java.lang.StringBuilder", "java.lang.StringBuffer")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_MOST_UNKNOWN = 500
_CLASS, _METHOD = "java.lang.Class", "java.lang.reflect.Method"


def _table() -> dict[str, apis.Api]:
    return _known(tables.revision())


@lru_cache(maxsize=2)
def _known(_revision: str) -> dict[str, apis.Api]:
    return apis.load(Path(__file__).with_name("apis.toml"), tables.added_apis("java"))


def _classes() -> dict[str, str]:
    """Simple name → qualified name of each class that the table knows."""
    return _classes_known(tables.revision())


@lru_cache(maxsize=2)
def _classes_known(_revision: str) -> dict[str, str]:
    names = {name.rpartition(".")[0] for name in _table()} - {"*"}
    names |= {
        "java.lang.Class",
        "java.lang.ProcessBuilder",
        _METHOD,
        "java.lang.String",
        "java.util.Base64",
        "java.lang.invoke.MethodHandles",
        *_BUFFERS,
    }
    return {name.rpartition(".")[2]: name for name in names}


class JavaEvaluator(Evaluator):
    """One Java unit."""

    language: f.Language = "java"

    def __init__(self, builder: FactsBuilder, text: str, unit: int, around: embedded.Surroundings) -> None:
        super().__init__(builder, text, unit, around)
        self.feeds = "getOutputStream" in text or "outputWriter" in text
        """The text writes to the standard input of something it starts."""
        self.waiting: list[tuple[Instance, t.Node]] = []
        self.started: set[int] = set()
        self.inputs: dict[int, Value] = {}
        """Files that builders of processes take their standard input from."""
        self.statics: dict[str, str] = {}

    def prepare(self, earlier: Evaluator) -> None:
        if isinstance(earlier, JavaEvaluator):
            earlier.statics = self.statics

    def tell_unknown(self, text: str) -> None:
        """Say which names nothing that was seen defines."""
        kernel = self.around.kernel
        data = text.encode("utf-8", "replace")
        known = {*(kernel.bound if kernel else ()), *_classes()}
        for node, name, called in islice(unknown(parse(text), known), _MOST_UNKNOWN):
            start = len(data[: node.start_byte].decode("utf-8", "replace"))
            span = self.fixed or f.Span(start, start + len(name))
            self.builder.unknown_name(self.unit, name, span, called=called)

    def api(self, name: str) -> apis.Api | None:
        return _table().get(name)

    def qualified(self, name: str) -> str:
        return name if "." in name and name in _classes().values() else _classes().get(name.rpartition(".")[2], name)

    def unbound(self, name: str) -> Value:
        bare = name.removesuffix("()")
        if name.endswith("()"):
            return Ref(self.statics.get(bare, bare))
        if name in _classes() or name in _classes().values():
            return Ref(self.qualified(name))
        return Ref(name) if name[:1].isupper() or "." in name else Unknown(name)

    # --- classes ------------------------------------------------------------------------------------------------------

    def on_class(self, node: t.Class, scope: Scope) -> Value:
        made = ClassOf(node, Scope(parent=scope))
        if node.name:
            scope.names[node.name] = made
        made.scope.names["this"] = made.scope.names["super"] = made
        for member in node.members:
            self.eval(member, made.scope)
        return made

    def on_function(self, node: t.Function, scope: Scope) -> Value:
        closure = super().on_function(node, scope)
        if node.name:
            key = f"{node.name}()"
            old = scope.names.get(key)
            scope.names[key] = choice(old, closure) if old is not None else closure
        return closure

    def uncalled(self, closure: Closure) -> None:
        owner = closure.scope.get("this")
        waits = not (isinstance(owner, ClassOf) and owner.node.bases) and closure.function.name not in ("main", "")
        held: list[Value] = [Unknown(p.name, parameter=waits) for p in closure.function.parameters if not p.rest]
        self.maybe(lambda: self.enter(closure, held, {}))

    def bind(self, function: t.Function, args: list[Value], kwargs: dict[str, Value], scope: Scope) -> None:
        super().bind(function, args, kwargs, scope)
        for parameter in function.parameters:
            if isinstance(scope.names[parameter.name], Unknown):
                scope.names[parameter.name] = self.typed(scope.names[parameter.name], parameter.type)

    def typed(self, held: Value, type_: str) -> Value:
        name = self.qualified(type_)
        known = name in _classes().values() and name not in ("java.lang.String", "java.lang.Class", "java.lang.Object")
        return Instance(name) if isinstance(held, Unknown) and known else held

    def on_assign(self, node: t.Assign, scope: Scope) -> Value:
        held = super().on_assign(node, scope)
        if node.type and isinstance(node.target, t.Name) and isinstance(held, Unknown):
            held = scope.names[node.target.id] = self.typed(held, node.type)
        return held

    def on_new(self, node: t.New, scope: Scope) -> Value:
        args, _ = self.arguments(node.args, scope)
        if node.body is not None:
            made = self.on_class(node.body, scope)
            self.known_new(self.qualified(node.type), args, node)
            return made
        held = scope.get(node.type)
        if isinstance(held, ClassOf):
            return self.construct(held, args, node)
        return self.known_new(self.qualified(node.type), args, node)

    def construct(self, held: ClassOf, args: list[Value], node: t.Node) -> Value:
        if (init := held.scope.names.get("<init>()")) is not None:
            self.call_overload(init, args, node)
        for base in held.node.bases:
            if (name := f"{self.qualified(base)}.new") in _table():
                self.effect(_table()[name], node, args, {}, None)
        return held

    def constructed(self, owner: ClassOf, name: str, args: list[Value], node: t.Node) -> Value:
        """`this(…)` and `super(…)` at the start of a constructor."""
        if name == "this()":
            init = owner.scope.names.get("<init>()")
            return self.call_overload(init, args, node) if init is not None else UNKNOWN
        for base in owner.node.bases:
            above = owner.scope.get(base)
            if isinstance(above, ClassOf) and above is not owner:
                self.construct(above, args, node)
            elif above is None:
                self.known_new(self.qualified(base), args, node)
        return UNKNOWN

    def known_new(self, name: str, args: list[Value], node: t.Node) -> Value:
        if name in _BUFFERS:
            return Items(
                [a for a in args if isinstance(a, Const | Mixed) and isinstance(text_of(a), str | None)],
                self.depth,
                type=name,
            )
        if name == "java.lang.String":
            return self.string_of(args)
        if name in (
            "java.util.ArrayList",
            "java.util.LinkedList",
            "java.util.Vector",
            "ArrayList",
            "LinkedList",
            "Vector",
        ):
            inner = args[0] if args and isinstance(args[0], Items) else None
            return Items(
                list(inner.values) if inner else [], self.depth, exact=inner.exact if inner else True, type="list"
            )
        if name == "java.lang.ProcessBuilder":
            words = (
                args[0] if len(args) == 1 and isinstance(args[0], Items) else Items(list(args), self.depth, type="list")
            )
            if len(args) == 1 and not isinstance(args[0], Items | Const):
                words = Items(list(args), self.depth, exact=False)
            made = Instance(name, (words,))
            self.waiting.append((made, node))
            return made
        known = _table().get(f"{name}.new")
        if known is not None:
            held = self.effect(known, node, args, {}, None)
            return Instance(name, tuple(args)) if isinstance(held, Unknown) else held
        if any(isinstance(a, Instance) or download_of(a) is not None for a in args[:1]):
            # A stream around a stream is what the inner one is.
            return args[0]
        self.escape(args, f"new {name}", node)
        return Instance(name, tuple(args))

    def string_of(self, args: list[Value]) -> Value:
        if not args:
            return Const("")
        if isinstance(args[0], Items):
            codes = _codes(args[0])
            return Const("".join(map(chr, codes))) if codes is not None else UNKNOWN
        return args[0]

    # --- calls --------------------------------------------------------------------------------------------------------

    def call_overload(self, held: Value, args: list[Value], node: t.Node) -> Value:
        closures = [c for c in (held.values if isinstance(held, Choice) else (held,)) if isinstance(c, Closure)]
        fitting = [c for c in closures if len(c.function.parameters) == len(args)]
        rest = [c for c in closures if any(p.rest for p in c.function.parameters)]
        found = []
        for closure in fitting or rest or closures:
            parameters = closure.function.parameters
            given = args
            if parameters and parameters[-1].rest and len(args) == len(parameters) and isinstance(args[-1], Items):
                given = [*args[:-1], *args[-1].values]
            found.append(self.enter_at(closure, given, {}, node))
        return choice(*found)

    def on_call(self, node: t.Call, scope: Scope) -> Value:
        if isinstance(node.callee, t.Name):
            name = node.callee.id
            args, _ = self.arguments(node.args, scope)
            if name == "import":
                return self.import_(text_of(args[0]) or "", node)
            if name == "class literal":
                return Instance(_CLASS, (args[0],))
            if name == "new array":
                size = args[0].value if args and isinstance(args[0], Const) else None
                known = isinstance(size, int) and 0 <= size <= 512
                return Items([Const(None)] * int(size or 0) if known else [], self.depth, exact=known)
            owner = scope.get("this")
            if name in ("this()", "super()") and isinstance(owner, ClassOf):
                return self.constructed(owner, name, args, node)
            if (held := scope.get(name)) is not None:
                return self.call_overload(held, args, node)
            if isinstance(owner, ClassOf):
                return self.method(owner, name.removesuffix("()"), args, {}, node)
            return self.known(
                self.statics.get(name.removesuffix("()"), f"*.{name.removesuffix('()')}"), None, args, node
            )
        return super().on_call(node, scope)

    def import_(self, text: str, node: t.Node) -> Value:
        name = re.sub(r"^import\s+(static\s+)?", "", text).strip()
        self.imported(node, Const(name))
        if text.startswith("import static"):
            owner, _, last = name.rpartition(".")
            if last == "*":
                found = [n for n in _table() if n.startswith(f"{owner}.")]
                self.statics.update({n.rpartition(".")[2]: n for n in found})
            else:
                self.statics[last] = name
        return UNKNOWN

    def member(self, owner: Value, name: str, node: t.Node) -> Value:
        if isinstance(owner, ClassOf) and name in owner.scope.names:
            return owner.scope.names[name]
        if name == "length" and isinstance(owner, Items) and owner.exact:
            return Const(len(owner.values))
        if isinstance(owner, Ref) and name[:1].isupper() and not name.isupper():
            return Ref(f"{owner.name}.{name}")  # a class in a class
        return Method(owner, name)

    def powerful(self, held: Value) -> str | None:
        if isinstance(held, Method):
            name = f"{held.owner.name if isinstance(held.owner, Ref) else getattr(held.owner, 'type', '*')}.{held.name}"
            known = self.api(name)
            return (
                name
                if known is not None and apis.EFFECTS[known.effect] in ("process", "code", "native", "deserialise")
                else None
            )
        return None

    def known(self, name: str, owner: Value | None, args: list[Value], node: t.Node) -> Value:
        """A call of what the table knows, by this name or by that of the method alone."""
        found = self.api(name) or (self.api(f"*.{name.rpartition('.')[2]}") if name.startswith("*.") else None)
        if found is None:
            self.escape(args, name, node)
            return UNKNOWN
        return self.effect(found, node, args, {}, owner)

    def method(self, owner: Value, name: str, args: list[Value], kwargs: dict[str, Value], node: t.Node) -> Value:
        match owner:
            case ClassOf():
                if (held := owner.scope.names.get(f"{name}()")) is not None:
                    return self.call_overload(held, args, node)
                for base in owner.node.bases:
                    local = owner.scope.get(base)
                    if isinstance(local, ClassOf) and local is not owner:
                        return self.method(local, name, args, kwargs, node)
                    if (full := f"{self.qualified(base)}.{name}") in _table():
                        return self.known(full, owner, args, node)
                return self.known(f"*.{name}", owner, args, node)
            case Closure():
                if name in ("andThen", "compose", "negate"):
                    self.escape([owner, *args], name, node)
                    return UNKNOWN
                return self.enter_at(owner, args, {}, node)
            case Method():
                inner = owner.owner
                if isinstance(inner, Ref) and args and isinstance(args[0], Instance) and args[0].type == inner.name:
                    return self.method(args[0], owner.name, args[1:], kwargs, node)
                return self.method(inner, owner.name, args, kwargs, node)
            case Ref(name=cls):
                held = self.static(cls, name, args, node)
                return held if held is not None else self.known(f"{cls}.{name}", owner, args, node)
            case Items(type=kind) if kind in _BUFFERS:
                return self.buffer(owner, name, args)
            case Items():
                return self.listed(owner, name, args, node)
            case Const() | Mixed() if (held := _string(owner, name, args, self.depth)) is not None:
                return held
            case Instance(type=kind):
                return self.object(owner, kind, name, args, node)
            case _:
                return self.known(f"*.{name}", owner, args, node)

    def object(self, owner: Instance, kind: str, name: str, args: list[Value], node: t.Node) -> Value:
        if kind == _CLASS or kind == "lookup":
            return self.reflected(owner, name, args, node)
        if kind == _METHOD:
            return self.reflectively(owner, name, args, node)
        if kind == "java.lang.ProcessBuilder":
            return self.process_builder(owner, name, args, node)
        if kind == "environment":
            if name in ("put", "putIfAbsent"):
                self.environment("set", args[0] if args else UNKNOWN, args[1] if len(args) > 1 else None, node)
            elif name in ("putAll", "remove", "clear", "compute", "merge"):
                self.environment("set", UNKNOWN, UNKNOWN, node)
            return UNKNOWN
        if kind == "decoder" and name == "decode":
            text = text_of(args[0]) if args else None
            try:
                data = base64.b64decode(text.replace("-", "+").replace("_", "/") + "==") if text else None
            except (binascii.Error, ValueError):
                data = None
            return Items([Const(n) for n in data], self.depth) if data is not None else UNKNOWN
        if name == "getClass":
            return Instance(_CLASS, (Ref(kind),))
        if (
            name in ("toString", "toPath", "toFile", "getPath", "getAbsolutePath", "toAbsolutePath", "normalize")
            and owner.args
        ):
            return owner
        if name in ("resolve", "resolveSibling") and args:
            return Instance(kind, (self.place(owner), args[0]) if name == "resolve" else (UNKNOWN,))
        full = f"{kind}.{name}"
        if self.api(full) is None:
            if kind == "java.lang.Runtime" or self.api(f"*.{name}") is not None:
                return self.known(f"*.{name}", owner, args, node)
            if name in (
                "openStream",
                "getInputStream",
                "body",
                "getContent",
                "readAllBytes",
                "send",
                "build",
                "GET",
                "uri",
            ):
                self.escape(args, name, node)
                return owner
            self.escape(args, full, node)
            return UNKNOWN
        return self.known(full, owner, args, node)

    def reflected(self, owner: Instance, name: str, args: list[Value], node: t.Node) -> Value:
        """`java.lang.Class`, and the look-ups of method handles."""
        if kind_of_lookup := owner.type == "lookup":
            target, rest = (args[0] if args else UNKNOWN), args[1:]
        else:
            target, rest = owner, args
        held = target.args[0] if isinstance(target, Instance) and target.type == _CLASS and target.args else UNKNOWN
        if name in ("getMethod", "getDeclaredMethod", "findVirtual", "findStatic", "findSpecial"):
            method = rest[0] if rest else UNKNOWN
            return Instance(_METHOD, (held, method))
        if name in ("getConstructor", "getDeclaredConstructor", "findConstructor"):
            return Instance(_METHOD, (held, Const("<init>")))
        if name == "newInstance" and not kind_of_lookup:
            return self.reflectively(Instance(_METHOD, (held, Const("<init>"))), "newInstance", rest, node)
        if name in ("getMethods", "getDeclaredMethods", "getConstructors", "getDeclaredConstructors"):
            return Items([Instance(_METHOD, (held, UNKNOWN))], self.depth, exact=False)
        if name in ("getName", "getSimpleName", "getTypeName") and isinstance(held, Ref):
            return Const(held.name if name != "getSimpleName" else held.name.rpartition(".")[2])
        if name == "forName":
            return self.static(_CLASS, "forName", rest, node) or UNKNOWN
        if name in ("defineClass", "unreflect", "defineHiddenClass", "findClass", "loadClass"):
            self.opaque("dynamic_code", node, name)
        return UNKNOWN

    def reflectively(self, owner: Instance, name: str, args: list[Value], node: t.Node) -> Value:
        """`Method.invoke`, `Constructor.newInstance`, method handles."""
        if name not in ("invoke", "newInstance", "invokeExact", "invokeWithArguments"):
            if name in ("bindTo", "asType", "asSpreader"):
                self.opaque("dynamic_code", node, name)
            return owner
        cls, method = owner.args
        text = text_of(method)
        self.note(node, f"{_METHOD}.{name}", "introspection", args, {})
        if not isinstance(cls, Ref | ClassOf) or text is None:
            self.opaque("dynamic_code", node, "a method that is not known is invoked")
            return UNKNOWN
        if text == "<init>":
            given = args[0].values if len(args) == 1 and isinstance(args[0], Items) else args
            return choice(
                *(
                    self.known_new(cls.name, list(g), node)
                    if isinstance(cls, Ref)
                    else self.construct(cls, list(g), node)
                    for g in (given, args)
                )
            )
        receiver, rest = (args[0], args[1:]) if args else (UNKNOWN, [])
        if name.startswith("invokeE") or name == "invokeWithArguments":
            flat = args[0].values if len(args) == 1 and isinstance(args[0], Items) else args
            calls = [list(flat), list(flat[1:])]
        else:
            calls = [list(rest)]
            if len(rest) == 1 and isinstance(rest[0], Items):
                calls.append(list(rest[0].values))
        static = isinstance(receiver, Const) or isinstance(cls, ClassOf)
        target: Value = (
            cls
            if static or name != "invoke"
            else Instance(cls.name, getattr(receiver, "args", ()))
            if isinstance(cls, Ref)
            else cls
        )
        if isinstance(receiver, Instance) and receiver.type in ("java.lang.ProcessBuilder", _CLASS, _METHOD):
            target = receiver
        return choice(*(self.method(target, text, given, {}, node) for given in calls))

    def process_builder(self, owner: Instance, name: str, args: list[Value], node: t.Node) -> Value:
        words = owner.args[0]
        match name:
            case "command":
                if args and isinstance(words, Items):
                    given = args[0] if len(args) == 1 and isinstance(args[0], Items) else Items(list(args))
                    exact = given.exact and (len(args) > 1 or isinstance(args[0], Items | Const))
                    if self.depth != words.depth and words.values:
                        self.start(owner, node)
                    words.values[:], words.exact = given.values, exact
                    return owner
                return words
            case "environment":
                return Instance("environment")
            case "redirectInput":
                if args and not isinstance(args[0], Method):
                    self.inputs[id(owner)] = self.place(args[0])
                    self.file("read", self.inputs[id(owner)], node)
                return owner
            case "redirectOutput" | "redirectError":
                if args and not (isinstance(args[0], Method) or (isinstance(args[0], Instance) and not args[0].args)):
                    self.file("write", self.place(args[0]), node)
                return owner
            case "start" | "startPipeline":
                self.start(owner, node)
                return Instance("java.lang.Process")
            case _:
                return owner

    def start(self, owner: Instance, node: t.Node) -> None:
        self.started.add(id(owner))
        self.note(node, "java.lang.ProcessBuilder.start", "process", [owner.args[0]] if owner.args else [], {})
        redirect = ""
        if id(owner) in self.inputs:
            path = text_of(self.inputs[id(owner)])
            redirect = f"< {UNSET if path is None else shlex.quote(path)}"
        self.launched(owner.args[0] if owner.args else UNKNOWN, "java.lang.ProcessBuilder.start", node, redirect)

    def launched(self, words: Value, how: str, node: t.Node, redirect: str = "") -> None:
        found = self.flat(words)
        if not found:
            self.dynamic(UNKNOWN, how, node, "sh", command=True)
        self.command(found, how, node, redirect or (f"<<< {UNSET}" if self.feeds else ""))

    def finish(self) -> None:
        super().finish()
        for made, node in self.waiting:
            if id(made) not in self.started:
                self.maybe(lambda made=made, node=node: self.start(made, node))

    def _exec(self, given: Given) -> Value:
        """`Runtime.exec`: a text is split at white space, no shell reads it."""
        for held in (h for h in given.args[:1] for h in (h.values if isinstance(h, Choice) else (h,))):
            if isinstance(held, Items):
                self.launched(held, given.name, given.node)
            elif (text := text_of(held)) is not None:
                self.launched(Items([Const(w) for w in _SPACE.split(text) if w]), given.name, given.node)
            elif isinstance(held, Mixed) and download_of(held) is None:
                self.launched(Items(_tokens(held)), given.name, given.node)
            else:
                self.dynamic(held, given.name, given.node, "sh", command=True)
        if len(given.args) > 1 and isinstance(given.args[1], Items):
            for pair in given.args[1].values:
                name, _, value = (text_of(pair) or "").partition("=")
                self.environment("set", Const(name) if name else UNKNOWN, Const(value), given.node)
        return Instance("java.lang.Process")

    def place(self, held: Value) -> Value:
        if isinstance(held, Instance) and held.args and held.type in ("java.io.File", "java.nio.file.Path"):
            parts: list[Value] = []
            for part in held.args:
                inner = self.place(part)
                parts += [Const("/"), inner] if parts else [inner]
            return mixed(parts)
        if isinstance(held, Instance) and held.args and held.type in ("java.net.URI", "java.net.URL"):
            return self.place(held.args[0])
        return held

    def content(self, held: Value) -> str | None:
        codes = _codes(held) if isinstance(held, Items) else None
        return "".join(map(chr, codes)) if codes is not None else text_of(held)

    def static(self, cls: str, name: str, args: list[Value], node: t.Node) -> Value | None:
        """Static methods that compute, and those that lead to classes."""
        bare = cls.rpartition(".")[2]
        match bare, name:
            case "Class", "forName":
                text = text_of(args[0]) if args else None
                if text is None:
                    return Instance(_CLASS, (UNKNOWN,))
                self.imported(node, Const(text), dynamic=True)
                local = self.top.get(text)
                return Instance(_CLASS, (local if isinstance(local, ClassOf) else Ref(text),))
            case "Redirect", ("to" | "appendTo" | "from"):
                return Instance("java.io.File", tuple(args))
            case "Collectors", "joining":
                return Instance("joining", tuple(args))
            case "ProcessBuilder", "startPipeline" if args and isinstance(args[0], Items):
                for at, one in enumerate(args[0].values):
                    builder = one if isinstance(one, Instance) and one.args else Instance("", (UNKNOWN,))
                    self.started.add(id(one))
                    # Behind the first, what comes in is what the one before prints.
                    self.launched(builder.args[0], f"{cls}.{name}", node, f"<<< {UNSET}" if at else "")
                return UNKNOWN
            case "MethodHandles", _:
                return Instance("lookup")
            case "Base64", _:
                return Instance("decoder")
            case (("Arrays" | "List" | "Stream" | "Set"), ("asList" | "of" | "stream" | "copyOf")):
                if len(args) == 1 and isinstance(args[0], Items):
                    return args[0]
                return Items(
                    list(args),
                    self.depth,
                    exact=all(not isinstance(a, Unknown) for a in args) or len(args) > 1,
                    type="list",
                )
            case ("Path", "of") | ("Paths", "get"):
                return Instance("java.nio.file.Path", tuple(args))
            case "String", ("valueOf" | "copyValueOf"):
                return self.string_of(args)
            case "Character", ("toString" | "toChars" | "valueOf"):
                codes = _codes(Items(list(args)))
                return Const("".join(map(chr, codes))) if codes is not None else UNKNOWN
            case (("Integer" | "Long" | "Byte"), ("parseInt" | "valueOf" | "parseLong" | "decode")):
                text, base = (text_of(a) for a in [*args, Const(10)][:2])
                try:
                    return Const(int(text or "", int(base or 10)))
                except ValueError:
                    return UNKNOWN
            case "String", "join" if args:
                values = args[1].values if len(args) == 2 and isinstance(args[1], Items) else args[1:]
                parts: list[Value] = []
                for n, value in enumerate(values):
                    parts += [args[0], value] if n else [value]
                return mixed(parts)
            case "String", "format" if args:
                return _format(args)
            case _:
                return None

    # --- values that change -------------------------------------------------------------------------------------------

    def changed(self, held: Items) -> None:
        """A change that may not happen, seen from where it was made, leaves it unknown."""
        if self.depth != held.depth:
            held.exact = False

    def buffer(self, held: Items, name: str, args: list[Value]) -> Value:
        whole = mixed(list(held.values)) if held.exact else Mixed((*held.values, UNKNOWN))
        match name:
            case "append":
                held.values.append(self.string_of(args) if args else UNKNOWN)
                if args and isinstance(args[0], Const) and isinstance(args[0].value, Char):
                    held.values[-1] = Const(str(args[0].value))
            case "insert" if len(args) > 1 and args[0] == Const(0):
                held.values.insert(0, args[1])
            case "reverse":
                text = text_of(whole)
                held.values[:] = [Const(text[::-1]) if text is not None else UNKNOWN]
            case "toString" | "substring" | "length" | "charAt":
                return whole if name == "toString" else _string(whole, name, args, self.depth) or UNKNOWN
            case _:
                held.exact = False
        self.changed(held)
        return held

    def listed(self, held: Items, name: str, args: list[Value], node: t.Node) -> Value:
        match name:
            case "add" | "addLast" | "push" if len(args) == 1:
                held.values.append(args[0])
                self.changed(held)
                return UNKNOWN
            case "addAll" if args and isinstance(args[0], Items):
                held.values += args[0].values
                held.exact &= args[0].exact
                self.changed(held)
                return UNKNOWN
            case "get" | "getFirst" | "remove":
                if name == "remove":
                    held.exact = False
                return self.item(held, args[0] if args else Const(0), node)
            case "size" | "isEmpty" | "contains" | "indexOf" | "equals" | "hashCode":
                return Const(len(held.values)) if name == "size" and held.exact else UNKNOWN
            case "forEach" | "map" | "anyMatch" | "peek" | "filter" | "flatMap" | "mapToObj" | "forEachOrdered":
                found = [self.method(args[0], "apply", [v], {}, node) for v in held.values[:64]] if args else []
                return Items(found, self.depth, exact=held.exact) if name.startswith("map") else held
            case (
                "toArray" | "stream" | "toList" | "iterator" | "clone" | "chars" | "parallelStream" | "limit" | "sorted"
            ):
                return held
            case "collect" if held.exact:
                joining = args[0] if args else None
                if not (isinstance(joining, Instance) and joining.type == "joining"):
                    return held
                between, before, after = (*joining.args, *[Const("")] * 3)[:3]
                parts: list[Value] = []
                for value in held.values:
                    parts += [between, value] if parts else [value]
                return mixed([before, *parts, after])
            case "toString":
                return UNKNOWN
            case _:
                held.exact = False
                self.escape(args, name, node)
                return UNKNOWN

    def store(self, target: t.Node, held: Value, scope: Scope) -> None:
        if isinstance(target, t.Item):
            owner = self.eval(target.base, scope)
            index = self.eval(target.index, scope) if target.index is not None else None
            if isinstance(owner, Items):
                at = index.value if isinstance(index, Const) else None
                if isinstance(at, int) and 0 <= at < len(owner.values):
                    owner.values[at] = held
                    self.changed(owner)
                else:
                    owner.values.append(held)
                    owner.exact = False
        elif isinstance(target, t.Member):
            owner = self.eval(target.base, scope)
            names = owner.scope.names if isinstance(owner, ClassOf) else {}
            old = names.get(target.name)
            names[target.name] = (
                held if old is None or old == UNKNOWN or isinstance(old, Unknown) else choice(old, held)
            )

    def item(self, owner: Value, index: Value | None, node: t.Node) -> Value:
        at = index.value if isinstance(index, Const) else None
        if isinstance(owner, Items) and owner.exact and isinstance(at, int) and 0 <= at < len(owner.values):
            return owner.values[at]
        return super().item(owner, index, node)

    def on_cast(self, node: t.Cast, scope: Scope) -> Value:
        held = self.eval(node.value, scope)
        value = held.value if isinstance(held, Const) else None
        if node.type == "char" and isinstance(value, int) and 0 <= value < 0xD800:
            return Const(Char(chr(value)))
        if node.type in ("int", "long", "byte", "short") and isinstance(value, Char):
            return Const(ord(value))
        return self.typed(held, node.type)

    def binary(self, node: t.Binary, left: Value, right: Value) -> Value:
        a = left.value if isinstance(left, Const) else left
        b = right.value if isinstance(right, Const) else right
        a, b = (ord(v) if isinstance(v, Char) and len(v) == 1 else v for v in (a, b))
        if isinstance(a, int) and isinstance(b, int):
            return Const(held) if (held := _arithmetic(node.operator, a, b)) is not None else UNKNOWN
        if node.operator == "+":
            return mixed(
                [self.string_of([v]) if isinstance(v, Items) and v.type in _BUFFERS else v for v in (left, right)]
            )
        return UNKNOWN


def _arithmetic(operator: str, a: int, b: int) -> int | None:
    match operator:
        case "+":
            return a + b
        case "-":
            return a - b
        case "*":
            return a * b
        case "^":
            return a ^ b
        case "&":
            return a & b
        case "|":
            return a | b
        case "/" if b > 0 and a >= 0:
            return a // b
        case "%" if b > 0 and a >= 0:
            return a % b
        case _:
            return None


def _codes(held: Items) -> list[int] | None:
    if not held.exact:
        return None
    found: list[int] = []
    for value in held.values:
        inner = value.value if isinstance(value, Const) else None
        if isinstance(inner, bool) or inner is None or isinstance(inner, float):
            return None
        if isinstance(inner, int) and not 0 <= inner < 0xD800:
            return None
        found += [inner] if isinstance(inner, int) else [ord(c) for c in inner]
    return found


def _tokens(held: Mixed) -> list[Value]:
    """White space in what is known splits; what is not known is taken for a part of one word."""
    words: list[list[Value]] = [[]]
    for part in held.parts:
        text = text_of(part)
        if text is None:
            words[-1].append(part)
            continue
        first, *others = _SPACE.split(text)
        words[-1] += [Const(first)] if first else []
        words += [[Const(other)] if other else [] for other in others]
    return [mixed(word) for word in words if word]


def _format(args: list[Value]) -> Value:
    text = text_of(args[0])
    if text is None:
        return UNKNOWN
    given = args[1].values if len(args) == 2 and isinstance(args[1], Items) else args[1:]
    parts: list[Value] = []
    at = 0
    for piece in re.split(r"(%(?:\d+\$)?[-+0-9.]*[a-zA-Z%])", text):
        if not piece.startswith("%") or len(piece) < 2:
            parts.append(Const(piece))
        elif piece in ("%n", "%%"):
            parts.append(Const("\n" if piece == "%n" else "%"))
        else:
            place = re.match(r"%(\d+)\$", piece)
            n = int(place.group(1)) - 1 if place else at
            at += 0 if place else 1
            parts.append(given[n] if n < len(given) and piece[-1] in "sdc" and (place or len(piece) == 2) else UNKNOWN)
    return mixed(parts)


def _string(owner: Value, name: str, args: list[Value], depth: int) -> Value | None:
    """Methods of strings; None for those not known here."""
    text = text_of(owner)
    words = [text_of(a) for a in args]
    numbers = [int(w) if w is not None and w.lstrip("-").isdecimal() else None for w in words]
    if name in ("concat",) and args:
        return mixed([owner, args[0]])
    if name in (
        "toString",
        "intern",
        "strip",
        "trim",
        "toLowerCase",
        "toUpperCase",
        "getBytes",
        "toCharArray",
        "chars",
        "stripIndent",
    ):
        if name in ("toString", "intern", "stripIndent"):
            return owner
        if text is None:
            return UNKNOWN
        if name == "getBytes":
            return Items([Const(n) for n in text.encode()], depth)
        if name in ("toCharArray", "chars"):
            return Items([Const(Char(c)) for c in text], depth)
        return Const(text.lower() if name == "toLowerCase" else text.upper() if name == "toUpperCase" else text.strip())
    if name in ("formatted",):
        return _format([owner, *args])
    if text is None or None in words:
        return (
            UNKNOWN
            if name in ("replace", "replaceAll", "substring", "charAt", "split", "repeat", "length", "equals")
            else None
        )
    known = [w for w in words if w is not None]
    match name, known:
        case "replace", [old, new]:
            return Const(text.replace(old, new))
        case (("replaceAll" | "replaceFirst"), [pattern, new]) if (
            re.fullmatch(r"(\[[^\\\[\]]+\]|[\w \-/]|\\[.\-sd$|])+\+?", pattern) and "$" not in new
        ):
            return Const(re.sub(pattern, new.replace("\\", "\\\\"), text, count=0 if name == "replaceAll" else 1))
        case "substring", [*_] if all(n is not None and 0 <= n <= len(text) for n in numbers):
            return Const(text[numbers[0] or 0 : numbers[1] if len(numbers) > 1 else None])
        case "charAt", [_] if numbers[0] is not None and 0 <= numbers[0] < len(text):
            return Const(Char(text[numbers[0]]))
        case "split", [by] if re.fullmatch(r"[\w ,;:/\-]|\\[.|s]|", by):
            return Items([Const(p) for p in (re.split(by, text) if by else list(text))], depth)
        case "repeat", [_] if numbers[0] is not None and 0 <= numbers[0] * len(text) <= 4096:
            return Const(text * numbers[0])
        case "length", []:
            return Const(len(text))
        case (("replaceAll" | "replaceFirst" | "substring" | "charAt" | "split" | "repeat"), _):
            return UNKNOWN
        case _:
            return None


def _without_commands(evaluator: JavaEvaluator, text: str, *, cell: bool) -> str:
    """jshell's own commands, each on a line that begins with `/`; blanked, so that positions stay."""
    if not cell:
        return text

    def blank(match: re.Match[str]) -> str:
        name, rest = match.group(1), match.group(2)
        if name[:1] in ("/", "*"):
            return match.group()
        at = t.Constant(None, start=match.start(), end=match.end())
        if name == "open" and rest:
            evaluator.run_path(Const(rest.strip()), "/open", at, "java")
        elif name == "save" and rest:
            evaluator.file("write", Const(rest.split()[-1]), at)
        elif name not in _HARMLESS:
            evaluator.opaque("unknown_magic", at, f"/{name}")
        return " " * len(match.group())

    return _COMMAND.sub(blank, text)


def analyze_java(builder: FactsBuilder, text: str, unit: int, around: embedded.Surroundings) -> None:
    """Facts of a Java text that is unit `unit` already. Never raises on content."""
    evaluator = JavaEvaluator(builder, text, unit, around)
    plain = unescaped(text)
    whole = f.Span(0, len(text))
    if plain != text:
        evaluator.fixed = whole
    cell = unit == 0 and builder.entry.kind == "java"
    jshell = cell or (builder.units[unit].via or "").startswith("jshell")
    program = _without_commands(evaluator, plain, cell=jshell)
    try:
        if cell:
            evaluator.recall(lambda earlier: read(unescaped(earlier)))
        evaluator.run(read(program))
        evaluator.tell_unknown(program)
    except (TooDeep, RecursionError):
        builder.limit("code_depth")
        builder.whole_opaque("depth", unit, whole)
    if cell:
        around.world.definitions = cells.remember(around.kernel, text, bound(parse(program)))
