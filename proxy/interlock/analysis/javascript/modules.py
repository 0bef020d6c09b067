"""Modules: what `require` and `import` give, and program files that the session wrote."""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from interlock.analysis.javascript import folding
from interlock.analysis.javascript.effects import path_text
from interlock.analysis.javascript.knowledge import BUILTIN_MODULES, PUT_TOGETHER, module_name, sharp
from interlock.analysis.javascript.syntax import Node
from interlock.analysis.javascript.values import (
    Const,
    Download,
    Held,
    Hidden,
    Mixed,
    Obj,
    Ref,
    Scope,
    choice,
    each,
    text_of,
)
from interlock.model.facts import Language, Literal

if TYPE_CHECKING:
    from interlock.analysis.javascript.evaluator import Evaluator

_ENDINGS = ("", ".js", ".json", ".cjs", ".mjs", ".ts", "/index.js", "/index.json", "/package.json")
_NATIVE = ".node"


class Modules:
    """Module loading for one evaluator."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        self.loaded: dict[str, Held] = {}

    def require(self, held: Held, how: str, node: Node, *, dynamic: bool = False) -> Held:
        """The module that a specifier names; opaque where the name is not known."""
        found = [self._one(value, how, node, dynamic) for value in each(held)]
        for loader in ("module._load", "module.prototype.require", "globalThis.require"):
            patched = self.evaluator.members.overrides.get(loader)
            if patched is not None:
                found.append(self.evaluator.calls.callback(patched, [held], node, self.evaluator.top))
        return choice(*found)

    def _one(self, held: Held, how: str, node: Node, dynamic: bool) -> Held:
        effects = self.evaluator.effects
        text = text_of(held)
        computed = dynamic or (how == "require" and node.kind == "call_expression" and not _written(node))
        effects.imported(held, node, dynamic=computed)
        if computed and not dynamic and text is not None and sharp(module_name(text)):
            effects.note(node, PUT_TOGETHER, "introspection", [held], resolved=False)
        if isinstance(held, Ref | Obj):
            return held  # `createRequire` and mocks hand out modules themselves
        if text is None:
            ending = held.parts[-1] if isinstance(held, Mixed) else None
            if isinstance(ending, Const) and str(ending.value).endswith(".json"):
                return Obj(rest=[])
            effects.dynamic(held, f"{how} of a computed name", node, "javascript")
            return Hidden(f"{how} of a computed name")
        if text.startswith(("./", "../", "/", "data:", "file:", "http:", "https:")) or text in (".", ".."):
            return self.program(held, how, node)
        return self.planted(text, how, node) or self.searched(text, how, node) or Ref(module_name(text))

    def searched(self, name: str, how: str, node: Node) -> Held | None:
        """A bare name that `NODE_PATH` leads to, or one that a `package.json` defines under `imports`."""
        effects = self.evaluator.effects
        held = effects.started.env.get("NODE_PATH")
        for directory in held.text.split(":") if isinstance(held, Literal) else ():
            path = effects.path(Const(f"{directory}/{name}"))
            if path is not None and any(f"{path}{ending}" in effects.world.files for ending in _ENDINGS):
                return self._program(Const(path), how, node)
        if name.startswith("#"):
            for path in [p for p in effects.world.files if p.endswith("/package.json")]:
                if (main := self._entries(path, "imports", how, node)) is not None:
                    return main
        return None

    def _entries(self, path: str, field: str, how: str, node: Node) -> Held | None:
        """All files of the session that a field of a `package.json` names."""
        text = self.evaluator.effects.world.files.get(path)
        try:
            held = json.loads(text or "null")
        except (ValueError, RecursionError):
            return None
        directory = path.rpartition("/")[0]
        found: list[Held] = []
        todo = [held.get(field)] if isinstance(held, dict) else []
        while todo and len(found) < 16:
            part = todo.pop()
            if isinstance(part, dict | list):
                todo += part.values() if isinstance(part, dict) else part
            elif isinstance(part, str):
                whole = f"{directory}/{part.removeprefix('./')}"
                if any(f"{whole}{ending}" in self.evaluator.effects.world.files for ending in _ENDINGS[:-1]):
                    found.append(self._program(Const(whole), how, node))
        return choice(*found) if found else None

    def planted(self, name: str, how: str, node: Node) -> Held | None:
        """A package that was written to a `node_modules`; None for one that was not."""
        if name.startswith("node:") or name in BUILTIN_MODULES:
            return None
        files = self.evaluator.effects.world.files
        for path in files:
            at = path.find(f"/node_modules/{name}")
            rest = path[at + len(f"/node_modules/{name}") :]
            if at >= 0 and (not rest or rest.startswith(("/", ".js", ".cjs", ".mjs", ".json"))):
                stem = path[: len(path) - len(rest)]
                mains = [self._entries(f"{stem}/package.json", key, how, node) for key in ("main", "exports")]
                if named := [main for main in mains if main is not None]:
                    return choice(*named)
                main = next((p for e in _ENDINGS if (p := stem + e) in files), path)
                return self._program(Const(main), how, node)
        return None

    def program(self, held: Held, how: str, node: Node) -> Held:
        """A program file, or a URL that holds or names one; what it exports."""
        return choice(*(self._program(value, how, node) for value in each(held)))

    def _program(self, held: Held, how: str, node: Node) -> Held:
        effects = self.evaluator.effects
        text = path_text(held) or text_of(held)
        if text is None:
            effects.dynamic(held, f"a file by a computed name ({how})", node, "javascript")
            return Hidden("a program file by a computed name")
        if text.startswith("data:"):
            return self._data_url(text, how, node)
        if text.startswith(("http:", "https:")):
            network = effects.url(Const(text), node, "download")
            effects.dynamic(Download(network), how, node, "javascript")
            return Hidden(how)
        text = text.removeprefix("file://")
        effects.file("execute", Const(text), node)
        resolved = effects.path(Const(text))
        if text.endswith(_NATIVE):
            effects.opaque("dynamic_code", node, "a native module")
            return Hidden("a native module")
        for ending in _ENDINGS if resolved is not None else ():
            path = f"{resolved}{ending}"
            if path in effects.world.downloaded:
                effects.dynamic(Download(effects.world.downloaded[path][0]), how, node, "javascript")
                return Hidden("a downloaded module")
            content = effects.world.files.get(path)
            if ending == "/package.json" and content is not None:
                mains = [m for key in ("main", "exports") if (m := self._entries(path, key, how, node)) is not None]
                if mains:
                    return choice(*mains)
            if content is not None:
                return self._load(path, content, how, node)
        if text.endswith(".json"):
            return Obj(rest=[])
        effects.opaque("program_not_seen", node, text)
        return Hidden(f"the file {text}")

    def _load(self, path: str, content: str, how: str, node: Node) -> Held:
        if path.endswith(".json"):
            return folding.function("JSON.parse", [Const(content)], None, None) or Obj()
        if path in self.loaded:
            return self.loaded[path]
        exports = Obj()
        module = Obj({"exports": exports}, [Ref("module.*")])
        self.loaded[path] = exports
        scope = Scope(function=True, this=exports, names={"module": module, "exports": exports})
        self.evaluator.effects.recalls(path)
        language: Language = "typescript" if path.endswith((".ts", ".mts", ".cts")) else "javascript"
        self.evaluator.run_text(content, f"file {path}", node, scope, file=True, language=language)
        given = module.items["exports"]
        if given is exports:
            for name, held in scope.names.items():
                if name not in ("module", "exports"):
                    exports.items.setdefault(name, held)
        self.loaded[path] = given
        return given

    def _data_url(self, text: str, how: str, node: Node) -> Held:
        # https://datatracker.ietf.org/doc/html/rfc2397
        head, _, body = text.removeprefix("data:").partition(",")
        data = unquote_to_bytes(body.partition("#")[0])
        try:
            if re.search(r";\s*base64\s*$", head):
                data = base64.b64decode(data + b"=" * (-len(data) % 4))
            program = data.decode("utf-8")
        except (binascii.Error, ValueError):
            self.evaluator.effects.opaque("dynamic_code", node, "a data URL")
            return Hidden("a data URL")
        if "json" in head:
            return folding.function("JSON.parse", [Const(program)], None, None) or Obj()
        scope = Scope(function=True)
        self.evaluator.run_text(program, f"{how} of a data URL", node, scope)
        return Obj(dict(scope.names))


def _written(node: Node) -> bool:
    """The specifier of a call is a string as written."""
    arguments = node.fields.get("arguments")
    return arguments is not None and bool(arguments.children) and arguments.children[0].kind == "string"
