"""Properties: what `base.name` and `base[key]` are, and what setting one changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interlock.analysis.javascript.knowledge import BUILTIN_MODULES, SHARP_MODULES, api, modules, sharp, telling_method
from interlock.analysis.javascript.syntax import Node, identifier
from interlock.analysis.javascript.values import (
    BUILTIN_CLASSES,
    NOTHING,
    NUMBER,
    PICKED,
    UNKNOWN,
    Accessor,
    Anything,
    Array,
    Bound,
    Choice,
    Class,
    Const,
    Download,
    Function,
    Held,
    Hidden,
    Instance,
    Match,
    Method,
    Mixed,
    Obj,
    Ref,
    Resolver,
    Strings,
    choice,
    each,
    parts_of,
    shown,
)

if TYPE_CHECKING:
    from interlock.analysis.javascript.evaluator import Evaluator

# The same thing under another name.
_ALIASES = {
    "process.mainModule": "module",
    "require.main": "module",
    "module.Module": "module",
    "module.constructor": "module",
    "module.parent": "module",
    "module.exports": "exports",
    "module.children": "module",
    "module.prototype": "module",
    "module.globalPaths": "module.paths",
    "fs.promises.promises": "fs.promises",
    "globalThis.global": "globalThis",
    "globalThis.self": "globalThis",
    "import.meta.require": "require",
    "require.extensions": "module._extensions",
    "process.binding.process_wrap.Process": "process.binding.process_wrap",
    "child_process.promises": "child_process",
    "Bun.env": "process.env",
    "import.meta.env": "process.env",
}
_CALLABLE = (Function, Class, Bound, Resolver)
_LOADING = frozenset(
    "wrap wrapper _resolveFilename _resolveLookupPaths _findPath _compile runMain _nodeModulePaths load "
    "_initPaths _preloadModules".split()
)
"""What Node's loader calls by itself."""
_FUNCTION_METHODS = frozenset({"call", "apply", "bind"})


class Members:
    """Property access for one evaluator."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        self.overrides: dict[str, Held] = {}
        """What the text put in the place of properties of builtin things, by qualified name."""
        self.loose: dict[str, Held] = {}
        """What it put on values that are not followed, by property."""
        self.depth = 0
        self.polluted: dict[str, Held] = {}
        """What it put on the prototype of all objects."""

    def adopt(self, other: Members) -> None:
        """Take over what an earlier evaluation changed."""
        self.overrides, self.loose, self.polluted = other.overrides, other.loose, other.polluted

    # --- reading ------------------------------------------------------------------------------------------------------

    def get(self, base: Held, key: Held, node: Node | None) -> Held:
        """`base[key]`; a computed name in something that hands out programs is opaque."""
        if isinstance(base, Choice):
            return choice(*(self.get(value, key, node) for value in base.values if value != NOTHING))
        if isinstance(key, Choice):
            return choice(*(self.get(base, value, node) for value in key.values))
        if isinstance(key, Ref) and key.name.startswith("Symbol."):
            key = Const(f"@@{key.name}")
        name = shown(key)
        if name is None:
            return self.computed(base, key, node)
        found = self.named(base, name, node)
        loose = self.loose.get(name)
        return found if loose is None else choice(loose, found)

    def named(self, base: Held, name: str, node: Node | None) -> Held:
        if name == "__proto__":
            return self.prototype(base)
        match base:
            case Ref():
                return self.of_ref(base, name, node)
            case Obj():
                return self.of_object(base, name, node)
            case Function(node=defined) if name in ("name", "length"):
                return function_property(defined, name)
            case Array():
                return self.of_array(base, name)
            case Class():
                if name in base.statics.items:
                    return self.read(base.statics.items[name], base, node)
                if name == "prototype":
                    return base.instance
                if name == "name" and "name" in base.node.fields:
                    return Const(identifier(base.node.fields["name"].text))
                if name in _FUNCTION_METHODS or base.base is None:
                    return Ref("Function") if name == "constructor" else Method(base, name)
                return self.get(base.base, Const(name), node)
            case Hidden():
                return base
            case Download():
                return Method(base, name) if name in ("pipe", "pipeTo", "pipeThrough", "write", "end", "on") else base
            case Instance():
                return self.of_instance(base, name)
            case Const() | Mixed():
                return self.of_constant(base, name)
            case Method(base=Const() | Array() | Obj() | Function() | Class()) | Method(name="constructor") if (
                name == "constructor"
            ):
                return Ref("Function")
            case _ if name == "constructor":
                return Ref("Function") if isinstance(base, _CALLABLE) else Method(base, name)
            case Method(base=inner) if name not in _FUNCTION_METHODS and not isinstance(inner, Anything | Method):
                return Method(base, name)
            case _:
                telling = telling_method(name) if not isinstance(base, _CALLABLE) else None
                return Ref(telling) if telling is not None else Method(base, name)

    def prototype(self, base: Held) -> Held:
        match base:
            case Obj(made_by=Class(instance=instance)) if base is not instance:
                return instance
            case Obj(made_by=Class(base=above)) if above is not None:
                return self.get(above, Const("prototype"), None)
            case Obj(items=items) if not any(isinstance(item, Function) for item in items.values()):
                return Ref("Object.prototype")
            case Function() | Bound() | Method():
                return Ref("Function.prototype")
            case Class():
                return base.base if base.base is not None else Ref("Function.prototype")
            case Const(value=str()) | Mixed():
                return Ref("String.prototype")
            case Array():
                return Ref("Array.prototype")
            case Ref(name=name) if not name.endswith(".prototype") and sharp(name):
                return base
            case Instance(name=name):
                return Ref(f"{name}.prototype")
            case _:
                return base

    def inherit(self, base: Obj, above: Held) -> None:
        """`above` becomes the prototype of an object: `base` has its properties, where none itself."""
        base.above += [one for one in each(above) if not isinstance(one, Const) and one is not base]

    def of_ref(self, base: Ref, name: str, node: Node | None) -> Held:
        whole = f"{base.name}.{name}"
        if base.name == "globalThis":
            held = self.evaluator.lookup(name, self.evaluator.top)
            return UNKNOWN if isinstance(held, Anything) else held
        override = self.overrides.get(whole)
        if override is None and base.name == "exports":
            # At the top of a file `this` is what it exports.
            override = self.overrides.get(f"globalThis.{name}")
        held = self.of_builtin(base, name, whole, node)
        return held if override is None else choice(override, held)

    def of_builtin(self, base: Ref, name: str, whole: str, node: Node | None) -> Held:
        effects = self.evaluator.effects
        if base.name == "process.env":
            if node is not None and name not in ("hasOwnProperty", "toString", "constructor"):
                effects.environment("read", Const(name), None, node)
            return effects.variable(name)
        if whole in _ALIASES:
            return Ref(_ALIASES[whole])
        if base.name in ("require.cache", "module._cache"):
            return Hidden("the cache of modules")
        if name == "default" and (base.name in modules() or base.name in BUILTIN_MODULES or api(base.name) is not None):
            return base
        if name == "constructor":
            return Ref(base.name.removesuffix(".prototype")) if base.name.endswith(".prototype") else Ref("Function")
        if name in _FUNCTION_METHODS and base.name not in ("Reflect", "async_hooks.AsyncResource"):
            return Method(base, name)
        if name in ("then", "catch", "finally"):
            return Method(base, name)  # of the promise that the value is taken for
        if base.name == "module" and name.isdigit():
            return base  # of its children
        if whole == "process.cwd":
            return Ref(whole)
        if whole in ("process.execPath", "process.argv0"):
            return Const("node")
        if whole in ("import.meta.dirname", "import.meta.dir") and effects.around.cwd:
            return Const(effects.around.cwd)
        if whole in ("import.meta.url",) and effects.around.cwd:
            return Mixed((Const(f"file://{effects.around.cwd}/"), UNKNOWN))
        if base.name == "path" and name == "sep":
            return Const("/")
        # A module that is a property of another is the module: `util.promises` is not, `process.module` is.
        if api(whole) is None and whole not in modules() and base.name in BUILTIN_MODULES and name in SHARP_MODULES:
            return Ref(name)
        return Ref(whole)

    def of_object(self, base: Obj, name: str, node: Node | None) -> Held:
        at: Held | None = base
        seen = 0
        while isinstance(at, Obj) and seen < 16:
            seen += 1
            if name in at.items:
                return self.read(at.items[name], base, node)
            made_by = at.made_by
            above = made_by.base if made_by is not None else None
            if made_by is not None and at is not made_by.instance:
                at = made_by.instance
            elif isinstance(above, Class):
                at = above.instance
            elif above is not None:
                return self.get(Instance(above.name) if isinstance(above, Ref) else above, Const(name), node)
            else:
                at = None
        if base.above and self.depth < 16:
            self.depth += 1
            found = [self.get(one, Const(name), node) for one in base.above]
            self.depth -= 1
            if any(held != NOTHING for held in found):
                return choice(*found)
        if base.rest:
            spread = [
                self.get(Ref(r.name[:-2]), Const(name), None) if isinstance(r, Ref) and r.name.endswith(".*") else r
                for r in base.rest
            ]
            return choice(*spread, UNKNOWN)
        if name == "constructor":
            return base.made_by if base.made_by is not None else Ref("Object")
        if name in ("hasOwnProperty", "toString", "valueOf", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString"):
            return Method(base, name)
        if name.startswith("__") and name.endswith("__"):
            return Method(base, name)
        if name in ("then", "catch", "finally"):
            return Method(base, name)  # of the promise that the object is taken for
        return NOTHING if base.made_by is None else Method(base, name)

    def of_array(self, base: Array, name: str) -> Held:
        if name == "length":
            return Const(len(base.items)) if base.exact else NUMBER
        if name.isdigit():
            if base.exact:
                return base.items[int(name)] if int(name) < len(base.items) else NOTHING
            return choice(*base.items, UNKNOWN)
        if name == "raw":
            return base.raw if isinstance(base, Strings) else NOTHING
        if name == "groups" and isinstance(base, Match):
            return base.groups
        if name == "constructor":
            return Ref("Array")
        return Method(base, name)

    def of_constant(self, base: Const | Mixed, name: str) -> Held:
        value = base.value if isinstance(base, Const) else None
        if name == "buffer" and isinstance(value, bytes):
            self.evaluator.bytes_changed = True  # a view of the same bytes
        if name == "length" and isinstance(value, str | bytes):
            return Const(len(value)) if isinstance(value, bytes) or max(value, default="") <= "\uffff" else NUMBER
        if name.isdigit() and isinstance(value, str | bytes):
            if int(name) >= len(value):
                return NOTHING
            return Const(value[int(name)])
        if name == "constructor":
            known = {bool: "Boolean", int: "Number", float: "Number", bytes: "Buffer"}.get(type(value), "String")
            return Ref(known) if base != NOTHING else UNKNOWN
        return Method(base, name) if base != NOTHING else UNKNOWN

    def of_instance(self, base: Instance, name: str) -> Held:
        if name == "constructor":
            return Ref(base.name)
        whole = f"{base.name}.{name}"
        if base.name == "RegExp" and name in ("source", "flags") and len(base.args) > 1:
            return base.args[0 if name == "source" else 1]
        if base.name == "Symbol" and name == "description" and base.args:
            return base.args[0]
        if base.name.startswith("child_process.") and name in ("stdin", "stdout", "stderr", "stdio"):
            return (
                Instance(f"child.{name}", (base,))
                if name != "stdio"
                else Array([Instance(f"child.{part}", (base,)) for part in ("stdin", "stdout", "stderr")])
            )
        if base.name in ("Error", "TypeError", "RangeError") and name == "message" and base.args:
            return base.args[0]
        if base.name in ("URL",) and name in ("href",):
            return base.args[0] if base.args else UNKNOWN
        if base.name in ("WeakRef",) and base.args:
            return Method(base, name)
        if base.name.startswith(("stream.", "vm.", "process.binding.")):
            return Method(base, name)
        if api(whole) is None and (telling := telling_method(name)) is not None:
            return Ref(telling)
        return Method(base, name)

    def read(self, held: Held, owner: Held, node: Node | None) -> Held:
        """A property's value; of a getter, what it returns."""
        if isinstance(held, Accessor):
            return self.evaluator.enter(held.get, [], owner) if held.get is not None else NOTHING
        return held

    def of_super(self, owner: Held | None, key: Held, node: Node) -> Held:
        made_by = owner.made_by if isinstance(owner, Obj) else owner if isinstance(owner, Class) else None
        base = made_by.base if made_by is not None else None
        if isinstance(base, Class):
            return self.get(base if isinstance(owner, Class) else base.instance, key, node)
        if isinstance(base, Ref):
            return self.get(Instance(base.name), key, node)
        return UNKNOWN

    def computed(self, base: Held, key: Held, node: Node | None) -> Held:
        """A property by a key that is not known."""
        if base == PICKED or isinstance(base, Hidden):
            return Hidden("a property of a property, both by unknown names")
        numeric = key == NUMBER
        match base:
            case Ref(name="process.env"):
                if node is not None:
                    self.evaluator.effects.environment("read", key, None, node)
                return Anything("environment")
            case Ref(name=name):
                if sharp(name) and not numeric:
                    if node is not None:
                        self.evaluator.effects.opaque("dynamic_code", node, f"a computed name in {name}")
                    return Hidden(f"a computed name in {name}")
                return PICKED if name in BUILTIN_CLASSES and not numeric else UNKNOWN
            case Obj():
                held = [self.read(item, base, node) for item in base.items.values()][:64]
                held += [self.computed(one, key, node) for one in base.above]
                spread = [Hidden(r.name) if isinstance(r, Ref) and sharp(r.name[:-2]) else r for r in base.rest]
                return choice(*held, *spread, UNKNOWN)
            case Array():
                return choice(*base.items, UNKNOWN) if base.items else UNKNOWN if numeric else PICKED
            case Class():
                return choice(*base.statics.items.values(), PICKED)
            case Const() | Mixed() | Function() | Bound() | Method(base=Const() | Array()):
                return UNKNOWN if numeric or base == NOTHING else PICKED
            case Download():
                return base
            case _:
                return UNKNOWN

    # --- writing ------------------------------------------------------------------------------------------------------

    def put(self, base: Obj, key: Held, held: Held) -> None:
        """A property of an object that is being made."""
        for one in each(key):
            name = f"@@{one.name}" if isinstance(one, Ref) else shown(one)
            if name == "__proto__":
                self.inherit(base, held)
            elif name is None:
                base.rest.append(held)
            else:
                base.items[name] = held

    def spread(self, made: Obj, held: Held) -> None:
        if isinstance(held, Ref) and held.name == "process.env":
            made.rest = [r for r in made.rest if not (isinstance(r, Ref) and r.name.startswith("process.env"))]
            made.rest.append(Anything("environment"))

    def set(self, base: Held, key: Held, held: Held, node: Node) -> None:
        """`base[key] = held`."""
        evaluator = self.evaluator
        vague = evaluator.level > 0 or evaluator.dead > 0
        for one in each(base):
            if isinstance(one, Const) and isinstance(one.value, bytes):
                evaluator.bytes_changed = True
            if isinstance(key, Ref) and key.name.startswith("Symbol."):
                key = Const(f"@@{key.name}")
            name = shown(key)
            if isinstance(one, Obj) and name == "__proto__":
                self.inherit(one, held)
            elif isinstance(one, Obj) or (isinstance(one, Class) and name is not None):
                target = one.statics if isinstance(one, Class) else one
                if name is None:
                    target.rest.append(held)
                    continue
                old = target.items.get(name)
                if isinstance(old, Accessor) and old.set is not None:
                    evaluator.enter(old.set, [held], one)
                else:
                    target.items[name] = choice(old, held) if vague and old is not None else held
            elif isinstance(one, Array) and name is not None and name.isdigit() and int(name) < 4096:
                evaluator.argument_set(one, int(name), held)
                one.items += [NOTHING] * (int(name) + 1 - len(one.items))
                one.items[int(name)] = choice(one.items[int(name)], held) if vague else held
            elif isinstance(one, Array) and name == "length":
                one.exact = False
            elif isinstance(one, Array) and (name is None or name.isdigit()):
                one.items.append(held)
                one.exact = False
            elif isinstance(one, Ref):
                self.set_builtin(one, name, key, held, node)
            else:
                self.set_loose(name, held, node)

    def set_builtin(self, base: Ref, name: str | None, key: Held, held: Held, node: Node) -> None:
        evaluator = self.evaluator
        if base.name == "process.env":
            evaluator.effects.environment("set", key, held, node)
            return
        if name is None:
            if sharp(base.name) or any(self.runs(part) for part in parts_of(held)):
                evaluator.effects.opaque("dynamic_code", node, f"a computed name in {base.name} is set")
            return
        whole = f"{base.name}.{name}"
        old = self.overrides.get(whole)
        self.overrides[whole] = held if old is None else choice(old, held)
        if whole == "process.env" and isinstance(held, Obj):
            for variable, value in held.items.items():
                evaluator.effects.environment("set", Const(variable), value, node)
        if base.name == "module" and name in _LOADING:
            evaluator.effects.opaque("dynamic_code", node, f"Node's loader is changed: {name}")
        if base.name == "Object.prototype":
            old = self.polluted.get(name)
            self.polluted[name] = held if old is None else choice(old, held)
        if base.name == "globalThis":
            evaluator.declare(evaluator.top, name, held)
        elif base.name.endswith(".prototype") or base.name == "exports":
            self.set_loose(name, held, node)

    def set_loose(self, name: str | None, held: Held, node: Node) -> None:
        """A property of something that is not followed: whoever reads that property may get it."""
        callable_ = isinstance(held, Function | Class | Bound | Ref | Method | Choice | Hidden)
        if name is None:
            if any(self.runs(part) for part in parts_of(held)):
                self.evaluator.effects.opaque("dynamic_code", node, "what runs programs is put under a computed name")
        elif callable_ or any(self.runs(part) for part in parts_of(held)):
            old = self.loose.get(name)
            self.loose[name] = held if old is None else choice(old, held)

    def runs(self, held: Held) -> bool:
        """Whether a value is, or hands out, what runs programs or code."""
        return (isinstance(held, Ref) and sharp(held.name)) or isinstance(held, Hidden)

    def delete(self, base: Held, key: Held, node: Node) -> None:
        if isinstance(base, Ref) and base.name == "process.env":
            self.evaluator.effects.environment("unset", key, None, node)
        elif isinstance(base, Obj) and (name := shown(key)) is not None and not self.evaluator.level:
            base.items.pop(name, None)


def function_property(node: Node, name: str) -> Held:
    """`name` or `length` of a function as its text has them."""
    if name == "name":
        return Const(identifier(node.fields["name"].text)) if "name" in node.fields else UNKNOWN
    if "parameter" in node.fields:
        return Const(1)
    count = 0
    for parameter in node.fields["parameters"].children if "parameters" in node.fields else ():
        if parameter.kind not in ("identifier", "object_pattern", "array_pattern"):
            return (
                NUMBER if count == 0 and parameter.kind not in ("assignment_pattern", "rest_pattern") else Const(count)
            )
        count += 1
    return Const(count)
