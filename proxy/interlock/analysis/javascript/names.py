"""Names and patterns: what is declared, assigned, imported, and what a name stands for."""

from __future__ import annotations

import re

from interlock.analysis.javascript.knowledge import api, modules, telling_name
from interlock.analysis.javascript.state import (
    State,
)
from interlock.analysis.javascript.syntax import Node, identifier
from interlock.analysis.javascript.values import (
    NOTHING,
    UNKNOWN,
    Anything,
    Array,
    Bound,
    Class,
    Const,
    Function,
    Held,
    Hidden,
    Method,
    Obj,
    Ref,
    Scope,
    choice,
    each,
    shown,
)

_GLOBALS = frozenset(
    [
        "require",
        "module",
        "exports",
        "process",
        "globalThis",
        "global",
        "console",
        "Buffer",
        "Function",
        "AsyncFunction",
        "eval",
        "setTimeout",
        "setInterval",
        "setImmediate",
        "clearTimeout",
        "queueMicrotask",
        "fetch",
        "WebSocket",
        "Worker",
        "EventSource",
        "XMLHttpRequest",
        "Promise",
        "Reflect",
        "Proxy",
        "Object",
        "Array",
        "String",
        "Number",
        "Boolean",
        "Symbol",
        "BigInt",
        "Math",
        "JSON",
        "Date",
        "RegExp",
        "Error",
        "TypeError",
        "RangeError",
        "Map",
        "Set",
        "WeakMap",
        "WeakSet",
        "WeakRef",
        "FinalizationRegistry",
        "Uint8Array",
        "Uint16Array",
        "Uint32Array",
        "Int8Array",
        "Int32Array",
        "Float64Array",
        "ArrayBuffer",
        "DataView",
        "SharedArrayBuffer",
        "Atomics",
        "Intl",
        "URL",
        "URLSearchParams",
        "TextEncoder",
        "TextDecoder",
        "atob",
        "btoa",
        "escape",
        "unescape",
        "decodeURIComponent",
        "decodeURI",
        "encodeURIComponent",
        "encodeURI",
        "parseInt",
        "parseFloat",
        "isNaN",
        "isFinite",
        "structuredClone",
        "performance",
        "AbortController",
        "Headers",
        "Request",
        "Response",
        "FormData",
        "Blob",
        "WebAssembly",
        "navigator",
        "Deno",
        "Bun",
        "internalBinding",
        "crypto",
        "Iterator",
        "AggregateError",
    ]
)


class Names(State):
    """Scopes read and written."""

    def declare(self, scope: Scope, name: str, held: Held) -> None:
        scope.names[name] = held

    def assign(self, name: str, held: Held, scope: Scope, node: Node) -> None:
        where: Scope | None = scope.find(name)
        outer: Scope | None = scope
        while outer is not None and outer is not where:
            if isinstance(outer.within, Obj) and name in outer.within.items:
                outer.within.items[name] = choice(outer.within.items[name], held)
            outer = outer.parent
        if self.dead and where is not scope:
            # Should a constant be wrong, what can be called is not lost.
            if where is not None and isinstance(held, Ref | Function | Bound | Method | Class | Hidden):
                where.names[name] = choice(where.names[name], held)
            scope.names[name] = held
            return
        if where is None:
            where = self.top
        vague = self.level > where.level or name in node.source.weak
        if where is self.top and self.frames:
            vague = vague or self.frames[0].level < self.level
        old = where.names.get(name)
        for met in self.tries:
            met += [(where, name, value) for value in (old, held) if value is not None and value != NOTHING]
        where.names[name] = choice(old, held) if vague and old is not None else held

    def bind(self, target: Node, held: Held, scope: Scope, home: Scope | None) -> None:
        """Give `held` to a name or pattern: declared in `home`, or assigned where `home` is None."""
        match target.kind:
            case "identifier" | "shorthand_property_identifier_pattern":
                name = identifier(target.text)
                if home is None:
                    self.assign(name, held, scope, target)
                elif (name in target.source.weak and name in home.names) or (
                    home is not scope and self.level > home.level and name in home.names
                ):
                    home.names[name] = choice(home.names[name], held)
                else:
                    home.names[name] = held
            case "object_pattern":
                taken: set[str] = set()
                for part in target.children:
                    self.bind_property(part, held, scope, home, taken)
            case "array_pattern":
                self.bind_items(target, held, scope, home)
            case "assignment_pattern" | "object_assignment_pattern":
                default = self.value(target.fields["right"], scope)
                given = [v for v in each(held) if v != NOTHING]
                known = held != NOTHING and isinstance(held, Const)
                self.bind(target.fields["left"], held if known else choice(*given, default), scope, home)
            case "rest_pattern":
                for part in target.children:
                    self.bind(part, held, scope, home)
            case "member_expression" | "subscript_expression":
                base = self.value(target.fields["object"], scope)
                key = self.key(target, scope)
                self.members.set(base, key, held, target)
            case "required_parameter" | "optional_parameter":
                pattern = target.fields.get("pattern")
                if pattern is not None and "value" in target.fields:
                    default = self.value(target.fields["value"], scope)
                    given = [v for v in each(held) if v != NOTHING]
                    held = held if isinstance(held, Const) and held != NOTHING else choice(*given, default)
                if pattern is not None and pattern.kind != "this":
                    self.bind(pattern, held, scope, home)
            case "as_expression" | "non_null_expression" | "satisfies_expression" | "type_assertion":
                for part in target.children[:1]:
                    self.bind(part, held, scope, home)
            case "parenthesized_expression" | "variable_declarator":
                for part in target.children[:1]:
                    self.bind(part, held, scope, home)
            case _:
                self.value(target, scope)

    def bind_property(self, part: Node, held: Held, scope: Scope, home: Scope | None, taken: set[str]) -> None:
        if part.kind == "rest_pattern":
            left = held
            if isinstance(held, Obj):
                left = Obj({k: v for k, v in held.items.items() if k not in taken}, list(held.rest))
            self.bind(part, left, scope, home)
            return
        if part.kind == "pair_pattern":
            key, target = self.property_key(part.fields["key"], scope), part.fields["value"]
        else:
            target = part
            name = part.fields["left"] if part.kind == "object_assignment_pattern" else part
            key = Const(identifier(name.text))
        if (text := shown(key)) is not None:
            taken.add(text)
        self.bind(target, self.members.get(held, key, part), scope, home)

    def bind_items(self, target: Node, held: Held, scope: Scope, home: Scope | None) -> None:
        items = self.items_of(held)
        # Holes count: the grammar leaves them out, so places are counted by commas.
        position = 0
        between = target.source.text
        at = target.start + 1
        for part in target.children:
            position += commas(between[at : part.start])
            at = part.end
            if part.kind == "rest_pattern":
                rest = Array(items[position:]) if items is not None else Array([self.calls.element(held)], exact=False)
                self.bind(part, rest, scope, home)
            elif items is not None:
                self.bind(part, items[position] if position < len(items) else NOTHING, scope, home)
            else:
                self.bind(part, self.calls.element(held), scope, home)

    def lookup(self, name: str, scope: Scope) -> Held:
        """What a name stands for."""
        if name == "undefined":
            return NOTHING
        found: Scope | None = scope
        while found is not None:
            if name in found.names:
                if found is self.top and name in self.remembered:
                    self.builder.memory_names[name] = None
                return found.names[name]
            if found.within is not None:
                if isinstance(found.within, Obj) and (name in found.within.items or found.within.rest):
                    return self.members.get(found.within, Const(name), None)
                if isinstance(found.within, Ref):
                    whole = f"{found.within.name}.{name}"
                    if api(whole) is not None or whole in modules() or name in self.members.overrides:
                        return Ref(whole)
            found = found.parent
        if name == "arguments" and self.frames:
            return self.frames[-1].args
        if name in ("global", "self"):
            return Ref("globalThis")
        if name in ("__dirname", "__filename"):
            return Const(self.effects.around.cwd) if self.effects.around.cwd and name == "__dirname" else UNKNOWN
        if name in ("NaN", "Infinity"):
            return Const(float(name.lower().replace("infinity", "inf")))
        if (override := self.members.overrides.get(f"globalThis.{name}")) is not None:
            return choice(override, Ref(name)) if name in _GLOBALS else override
        if name in _GLOBALS:
            return Ref(name)
        if name in self.forgotten:
            return Hidden(f"what earlier cells bound to {name}")
        # An earlier cell may have declared it: names that only one module has are taken for that module's.
        telling = telling_name(name)
        return Ref(telling) if telling is not None else Anything(name)

    def imported(self, node: Node, scope: Scope) -> None:
        specifier = self.string(node.fields["source"]) if "source" in node.fields else ""
        required = next((child for child in node.children if child.kind == "import_require_clause"), None)
        if required is not None and "source" in required.fields:
            specifier = self.string(required.fields["source"])
            held = self.calls.require(Const(specifier), "import", node)
            self.declare(scope, identifier(required.children[0].text), held)
            return
        if node.source.language == "typescript" and "type" in node.words:
            return
        clause = next((child for child in node.children if child.kind == "import_clause"), None)
        module = self.calls.require(Const(specifier), "import", node)
        for part in clause.children if clause is not None else ():
            if part.kind == "identifier":
                self.declare(scope, identifier(part.text), self.members.get(module, Const("default"), part))
            elif part.kind == "namespace_import":
                self.declare(scope, identifier(part.children[0].text), module)
            elif part.kind == "named_imports":
                for item in part.children:
                    name = item.fields["name"]
                    key = self.string(name) if name.kind == "string" else identifier(name.text)
                    alias = item.fields.get("alias", name)
                    self.declare(scope, identifier(alias.text), self.members.get(module, Const(key), item))

    def exported(self, clause: Node, scope: Scope) -> None:
        for item in clause.children:
            if "alias" in item.fields and "name" in item.fields:
                alias = identifier(item.fields["alias"].text)
                scope.names[alias] = self.lookup(identifier(item.fields["name"].text), scope)

    def key(self, node: Node, scope: Scope) -> Held:
        """The property that a member or subscript expression names."""
        if node.kind == "member_expression":
            return Const(identifier(node.fields["property"].text))
        return self.value(node.fields["index"], scope) if "index" in node.fields else UNKNOWN

    def property_key(self, node: Node, scope: Scope) -> Held:
        if node.kind == "computed_property_name":
            return self.value(node.children[0], scope) if node.children else UNKNOWN
        if node.kind == "string":
            return Const(self.string(node))
        if node.kind == "number":
            return Const(shown(self.value(node, scope)) or node.text)
        return Const(identifier(node.text))


def commas(between: str) -> int:
    """Commas between two elements, comments aside."""
    if "/" not in between:
        return between.count(",")
    return re.sub(r"/\*.*?\*/|//[^\n]*", "", between, flags=re.DOTALL).count(",")
