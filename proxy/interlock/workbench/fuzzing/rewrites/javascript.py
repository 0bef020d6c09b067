"""Family `javascript`: the same cell in other JavaScript."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from random import Random

from interlock.workbench.fuzzing.rewrite import rewrite

_ANY = "any cell"
_MEMBER = re.compile(r"(?<=[\w)\]])\.([A-Za-z_]\w*)(?=\()")
_STRING = re.compile(r"'[^'\\\n]+'|\"[^\"\\\n]+\"")
_REQUIRE = re.compile(r"\brequire\((['\"])(?:node:)?([\w/]+)\1\)")


def _form(name: str, form: str) -> None:
    """`{s}` the cell as a literal, `{b}` in base64, `{c}` its codes, `{t}` the cell."""

    @rewrite(name, "javascript", needs=_ANY, takes="javascript")
    def _(source: str, chance: Random) -> str | None:
        units = source.encode("utf-16-le", "surrogatepass")
        codes = ",".join(str(int.from_bytes(units[i : i + 2], "little")) for i in range(0, len(units), 2))
        packed = base64.b64encode(source.encode("utf-8", "surrogatepass")).decode()
        text = form.replace("{b}", packed).replace("{c}", codes).replace("{s}", json.dumps(source))
        return text.replace("{t}", source)


_form("eval", "eval({s})")
_form("indirect-eval", "globalThis.require = require; (0, eval)({s})")
_form("eval-by-name", "globalThis.require = require; globalThis['ev' + 'al']({s})")
_form("function-constructor", "new Function('require', {s})(require)")
_form("function-of-function", "(() => {}).constructor('require', {s})(require)")
_form("async-function-constructor", "Object.getPrototypeOf(async () => {}).constructor('require', {s})(require)")
_form("eval-of-base64", "eval(Buffer.from('{b}', 'base64').toString())")
_form("eval-of-atob", "eval(atob('{b}'))")
_form("eval-of-codes", "eval(String.fromCharCode({c}))")
_form("eval-of-array", "eval([{c}].map(c => String.fromCharCode(c)).join(''))")
_form("eval-of-reversed", "eval({s}.split('').reverse().reverse().join(''))")
_form("vm", "globalThis.require = require; require('vm').runInThisContext({s})")
_form("vm-new-context", "require('vm').runInNewContext({s}, {require, process, Buffer, console})")
_form("arrow-function", "(() => { {t}\n})()")
_form("async-arrow-function", "(async () => { {t}\n})()")
_form("function-expression", "(function () { {t}\n})()")
_form("immediate", "setImmediate(() => { {t}\n})")
_form("timer", "setTimeout(() => { {t}\n}, 0)")
_form("timer-with-arguments", "setTimeout((f, x) => f(x), 0, x => eval(x), {s})")
_form("promise", "Promise.resolve().then(() => { {t}\n})")
_form("microtask", "queueMicrotask(() => { {t}\n})")
_form("next-tick", "process.nextTick(() => { {t}\n})")
_form("try", "try { {t}\n} finally { }")
_form("catch", "try { throw 1 } catch (e) { {t}\n}")
_form("block", "if (true) { {t}\n}")
_form("loop", "for (const x of [1]) { {t}\n}")
_form("getter", "({ get x() { {t}\n return 1 } }).x")
_form("class-static", "class C { static { {t}\n} }")
_form("array-callback", "[1].forEach(() => { {t}\n})")
_form("replace-callback", "'x'.replace(/x/, () => { {t}\n return '' })")
_form("json-reviver", "JSON.parse('1', () => { {t}\n})")
_form("proxy", "new Proxy({}, { get() { {t}\n} }).x")
_form("tagged-template", "(x => { {t}\n})`x`")
_form("reflect-apply", "Reflect.apply(() => { {t}\n}, null, [])")
_form("file", "require('fs').writeFileSync('/tmp/m.js', {s}); require('/tmp/m.js')")
_form("node-again", "require('child_process').spawnSync('node', ['-e', {s}])")
_form("process-exit", "process.on('exit', () => { {t}\n})")


def _edit(name: str, pattern: re.Pattern[str], needs: str, make: Callable[[re.Match[str], Random], str]) -> None:
    @rewrite(name, "javascript", needs=needs, takes="javascript")
    def _(source: str, chance: Random) -> str | None:
        found = list(pattern.finditer(source))
        if not found:
            return None
        match = chance.choice(found)
        return f"{source[: match.start()]}{make(match, chance)}{source[match.end() :]}"


def _halves(text: str) -> str:
    at = len(text) // 2
    return f"{json.dumps(text[:at])} + {json.dumps(text[at:])}"


_NAMED = "a cell that calls a method by name"
_WITH_STRING = "a cell with a string without escapes"
_WITH_REQUIRE = "a cell that requires a module by name"
_edit("bracket-access", _MEMBER, _NAMED, lambda m, c: f"[{json.dumps(m[1])}]")
_edit("bracket-access-computed", _MEMBER, _NAMED, lambda m, c: f"[{_halves(m[1])}]")
_edit("bracket-access-template", _MEMBER, _NAMED, lambda m, c: f"[`{m[1][:1]}${{{json.dumps(m[1][1:])}}}`]")
_edit("optional-chaining", _MEMBER, _NAMED, lambda m, c: f"?.{m[1]}")
_edit("unicode-name", _MEMBER, _NAMED, lambda m, c: f".\\u{ord(m[1][0]):04x}{m[1][1:]}")
_edit("string-in-halves", _STRING, _WITH_STRING, lambda m, c: f"({_halves(m[0][1:-1])})")
_edit(
    "string-template",
    _STRING,
    _WITH_STRING,
    lambda m, c: "`" + m[0][1:-1].replace("`", "\\`").replace("${", "\\${") + "`",
)
_edit(
    "string-escaped",
    _STRING,
    _WITH_STRING,
    lambda m, c: "'" + "".join(f"\\x{ord(x):02x}" if ord(x) < 256 else x for x in m[0][1:-1]) + "'",
)
_edit("string-joined", _STRING, _WITH_STRING, lambda m, c: f"{json.dumps(list(m[0][1:-1]))}.join('')")
_edit(
    "string-of-codes",
    _STRING,
    _WITH_STRING,
    lambda m, c: f"String.fromCharCode({','.join(str(ord(x)) for x in m[0][1:-1] if ord(x) < 65536)})",
)
_edit("string-reversed", _STRING, _WITH_STRING, lambda m, c: f"[...{json.dumps(m[0][1:-1][::-1])}].reverse().join('')")
_edit(
    "string-of-base64",
    _STRING,
    _WITH_STRING,
    lambda m, c: f"atob('{base64.b64encode(m[0][1:-1].encode('latin-1', 'replace')).decode()}')",
)
_edit("require-node", _REQUIRE, _WITH_REQUIRE, lambda m, c: f"require('node:{m[2]}')")
_edit("require-alias", _REQUIRE, _WITH_REQUIRE, lambda m, c: f"(r => r('{m[2]}'))(require)")
_edit("require-of-module", _REQUIRE, _WITH_REQUIRE, lambda m, c: f"module.require('{m[2]}')")
_edit("require-created", _REQUIRE, _WITH_REQUIRE, lambda m, c: f"require('module').createRequire('/')('{m[2]}')")
_edit("require-builtin", _REQUIRE, _WITH_REQUIRE, lambda m, c: f"(process.getBuiltinModule || require)('{m[2]}')")
_edit("require-loaded", _REQUIRE, _WITH_REQUIRE, lambda m, c: f"require('module')._load('{m[2]}')")
_edit(
    "exec-as-spawn",
    re.compile(r"\bexecSync\(([^()]*)\)"),
    "a cell that calls `execSync`",
    lambda m, c: f"spawnSync('sh', ['-c', {m[1]}])",
)
_edit(
    "exec-as-file",
    re.compile(r"\bexecSync\(([^(),]*)\)"),
    "a cell that calls `execSync`",
    lambda m, c: f"execFileSync('sh', ['-c', {m[1]}])",
)
_edit(
    "exec-as-asynchronous",
    re.compile(r"\bexecSync\(([^()]*)\)"),
    "a cell that calls `execSync`",
    lambda m, c: f"exec({m[1]})",
)
