"""Family `python`: the same cell in other Python."""

from __future__ import annotations

import ast
import base64
from collections.abc import Callable
from random import Random

from interlock.workbench.fuzzing.rewrite import rewrite

_PLAIN = "a cell of plain Python, without magics"


def _tree(source: str) -> ast.Module | None:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return None


def _cell(name: str, needs: str = _PLAIN) -> Callable[[Callable[[str, Random], str | None]], None]:
    """Declares a rewrite of cells that Python itself reads."""

    def declare(function: Callable[[str, Random], str | None]) -> None:
        @rewrite(name, "python", needs=needs, takes="python")
        def _(source: str, chance: Random) -> str | None:
            return function(source, chance) if _tree(source) is not None else None

    return declare


def _form(name: str, form: str, needs: str = _PLAIN) -> None:
    """`{s}` the cell as a literal, `{b}` in base64, `{c}` its characters' codes, `{i}` the cell one step to the right."""

    @_cell(name, needs)
    def _(source: str, chance: Random) -> str | None:
        codes = ", ".join(str(ord(c)) for c in source)
        packed = base64.b64encode(source.encode("utf-8", "surrogatepass")).decode()
        indented = "\n".join(f"    {line}" for line in source.splitlines()) or "    pass"
        text = form.replace("{s}", repr(source)).replace("{b}", packed).replace("{c}", codes)
        return text.replace("{r}", repr(source[::-1])).replace("{i}", indented)


_form("exec", "exec({s})")
_form("exec-compiled", "exec(compile({s}, 'x', 'exec'))")
_form("exec-by-builtins", "import builtins\nbuiltins.exec({s})")
_form("exec-by-getattr", "getattr(__import__('builtins'), 'ex' + 'ec')({s})")
_form(
    "exec-by-globals",
    "globals()['__builtins__'].exec({s}) if hasattr(__builtins__, 'exec') else __builtins__['exec']({s})",
)
_form("exec-by-eval", "eval('exec(' + repr({s}) + ')')")
_form("exec-alias", "run = exec\nrun({s})")
_form("exec-in-lambda", "(lambda text: exec(text))({s})")
_form("exec-mapped", "list(map(exec, [{s}]))")
_form("exec-partial", "import functools\nfunctools.partial(exec, {s})()")
_form("exec-of-base64", "import base64\nexec(base64.b64decode('{b}'))")
_form("exec-of-base64-decoded", "import base64 as b\nexec(b.b64decode(b'{b}').decode())")
_form("exec-of-codes", "exec(''.join(map(chr, [{c}])))")
_form("exec-of-bytes", "exec(bytes([{c}]).decode())", "a cell of ASCII")
_form("exec-of-comprehension", "exec(''.join(chr(c) for c in ({c},)))")
_form("exec-reversed", "exec({r}[::-1])")
_form("exec-joined-reversed", "exec(''.join(reversed({r})))")
_form("exec-of-compressed", "import zlib\nexec(zlib.decompress(zlib.compress({s}.encode())))")
_form("exec-of-file", "open('m.py', 'w').write({s})\nexec(open('m.py').read())")
_form("exec-of-path", "from pathlib import Path\nPath('m.py').write_text({s})\nexec(Path('m.py').read_text())")
_form("imported", "open('zzmod.py', 'w').write({s})\nimport zzmod")
_form("imported-by-importlib", "import importlib\nopen('zzmod.py', 'w').write({s})\nimportlib.import_module('zzmod')")
_form("run-path", "import runpy\nopen('m.py', 'w').write({s})\nrunpy.run_path('m.py')")
_form("run-magic", "open('m.py', 'w').write({s})\nget_ipython().run_line_magic('run', 'm.py')")
_form("run-cell", "get_ipython().run_cell({s})")
_form("run-as-program", "import subprocess, sys\nsubprocess.run(['python3', '-c', {s}])")
_form("run-from-stdin", "import subprocess\nsubprocess.run(['python3', '-'], input={s}, text=True)")
_form("function", "def f():\n{i}\nf()")
_form("function-decorated", "def now(f):\n    f()\n@now\ndef g():\n{i}")
_form("class-body", "class C:\n{i}")
_form("class-constructor", "class C:\n    def __init__(self):\n        exec({s})\nC()")
_form("try", "try:\n{i}\nfinally:\n    pass")
_form("except", "try:\n    1 / 0\nexcept ZeroDivisionError:\n{i}")
_form("if", "if True:\n{i}")
_form("loop", "for _ in range(1):\n{i}")
_form("thread", "import threading\ndef f():\n{i}\nt = threading.Thread(target=f)\nt.start()\nt.join()")
_form(
    "executor",
    "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor() as pool:\n    pool.submit(exec, {s}).result()",
)
_form("at-exit", "import atexit\ndef f():\n{i}\natexit.register(f)\natexit._run_exitfuncs()")
_form("coroutine", "async def f():\n{i}\nawait f()")
_form("generator", "def f():\n    yield exec({s})\nnext(f())")
_form("timeit", "import timeit\ntimeit.timeit({s}, number=1)")
_form("formatted", "text = {s}\nexec(f'{text}')")


class _Strings(ast.NodeTransformer):
    """Replaces one string of the cell."""

    def __init__(self, chance: Random, make: Callable[[str, Random], str]) -> None:
        self.chance, self.make, self.left = chance, make, 1

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if not isinstance(node.value, str) or not node.value or not self.left:
            return node
        self.left -= 1
        return ast.parse(self.make(node.value, self.chance), mode="eval").body


def _string(name: str, make: Callable[[str, Random], str]) -> None:
    @_cell(name, "a cell with a string")
    def _(source: str, chance: Random) -> str | None:
        changer = _Strings(chance, make)
        tree = _tree(source)
        assert tree is not None  # INVARIANT: `_cell` asked
        text = ast.unparse(ast.fix_missing_locations(changer.visit(tree)))
        return None if changer.left else text


def _halves(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) + 1)
    return f"({text[:at]!r} + {text[at:]!r})"


_string("string-in-halves", _halves)
_string("string-of-characters", lambda text, c: f"''.join({list(text)!r})")
_string("string-of-codes", lambda text, c: f"''.join(map(chr, {[ord(x) for x in text]!r}))")
_string("string-reversed", lambda text, c: f"{text[::-1]!r}[::-1]")
_string("string-formatted", lambda text, c: f"'{{}}{{}}'.format({text[:1]!r}, {text[1:]!r})")
_string("string-percent", lambda text, c: f"'%s%s' % ({text[:2]!r}, {text[2:]!r})")
_string(
    "string-f",
    lambda text, c: (
        f'f"{{{text!r}}}"' if not set(text) & set("'\"") and "\\" not in repr(text) and "{" not in text else repr(text)
    ),
)
_string("string-of-bytes", lambda text, c: f"{text.encode('utf-8', 'surrogatepass')!r}.decode()")
_string("string-of-hex", lambda text, c: f"bytes.fromhex({text.encode('utf-8', 'surrogatepass').hex()!r}).decode()")
_string(
    "string-replaced",
    lambda text, c: f"{text.replace(text[0], text[0] + 'Q')!r}.replace('Q', '')" if "Q" not in text else repr(text),
)
_string("string-of-dictionary", lambda text, c: f"{{'k': {text!r}}}['k']")
_string("string-of-environment", lambda text, c: f"__import__('os').environ.setdefault('ZZ', {text!r})")


class _Attributes(ast.NodeTransformer):
    """Reads one attribute of a name in another way."""

    def __init__(self, form: str) -> None:
        self.form, self.left = form, 1

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if not isinstance(node.value, ast.Name) or not isinstance(node.ctx, ast.Load) or not self.left:
            return self.generic_visit(node)
        self.left -= 1
        at = len(node.attr) // 2
        text = self.form.format(n=node.value.id, a=repr(node.attr), x=repr(node.attr[:at]), y=repr(node.attr[at:]))
        return ast.parse(text, mode="eval").body


def _attribute(name: str, form: str) -> None:
    @_cell(name, "a cell that reads an attribute of a module")
    def _(source: str, chance: Random) -> str | None:
        changer = _Attributes(form)
        tree = _tree(source)
        assert tree is not None  # INVARIANT: `_cell` asked
        text = ast.unparse(ast.fix_missing_locations(changer.visit(tree)))
        return None if changer.left else text


_attribute("attribute-by-getattr", "getattr({n}, {a})")
_attribute("attribute-by-computed-name", "getattr({n}, {x} + {y})")
_attribute("attribute-by-dictionary", "{n}.__dict__[{a}]")
_attribute("attribute-by-vars", "vars({n})[{x} + {y}]")
_attribute("attribute-by-operator", "__import__('operator').attrgetter({a})({n})")
_attribute("attribute-by-dunder", "{n}.__getattribute__({a})")


def _import(name: str, form: str) -> None:
    """Another way to import the modules of one `import` statement."""

    @_cell(name, "a cell with a plain `import`")
    def _(source: str, chance: Random) -> str | None:
        tree = _tree(source)
        assert tree is not None  # INVARIANT: `_cell` asked
        for at, node in enumerate(tree.body):
            if isinstance(node, ast.Import) and all("." not in alias.name for alias in node.names):
                lines = "\n".join(form.format(n=a.asname or a.name, m=repr(a.name)) for a in node.names)
                tree.body[at : at + 1] = ast.parse(lines).body
                return ast.unparse(tree)
        return None


_import("import-dunder", "{n} = __import__({m})")
_import("import-importlib", "import importlib\n{n} = importlib.import_module({m})")
_import("import-from-modules", "import sys\n__import__({m})\n{n} = sys.modules[{m}]")
_import("import-by-exec", "exec('import ' + {m})\n{n} = __import__({m})")
_import("import-by-pkgutil", "import pkgutil\n{n} = pkgutil.resolve_name({m})")


class _Calls(ast.NodeTransformer):
    """Replaces one call of a function by its full name."""

    def __init__(self, make: Callable[[ast.Call], str | None]) -> None:
        self.make, self.left = make, 1

    def visit_Call(self, node: ast.Call) -> ast.AST:
        text = self.make(node) if self.left else None
        if text is None:
            return self.generic_visit(node)
        self.left -= 1
        return ast.parse(text, mode="eval").body


def _call(name: str, needs: str, make: Callable[[ast.Call], str | None]) -> None:
    @_cell(name, needs)
    def _(source: str, chance: Random) -> str | None:
        changer = _Calls(make)
        tree = _tree(source)
        assert tree is not None  # INVARIANT: `_cell` asked
        text = ast.unparse(ast.fix_missing_locations(changer.visit(tree)))
        return None if changer.left else text


def _system(form: str) -> Callable[[ast.Call], str | None]:
    def make(node: ast.Call) -> str | None:
        return form.format(ast.unparse(node.args[0])) if ast.unparse(node.func) == "os.system" and node.args else None

    return make


for _name, _form_of in (
    ("system-as-run", "__import__('subprocess').run({}, shell=True)"),
    ("system-as-call", "__import__('subprocess').call({}, shell=True)"),
    ("system-as-popen", "os.popen({}).read()"),
    ("system-as-list", "__import__('subprocess').run(__import__('shlex').split({}))"),
    ("system-as-output", "__import__('subprocess').getstatusoutput({})"),
    ("system-as-shell-list", "__import__('subprocess').Popen(['sh', '-c', {}]).wait()"),
    ("system-as-spawn", "os.spawnlp(os.P_WAIT, 'sh', 'sh', '-c', {})"),
    ("system-as-magic", "get_ipython().system({})"),
    ("system-as-getoutput", "get_ipython().getoutput({})"),
):
    _call(_name, "a cell that calls `os.system`", _system(_form_of))


def _arguments(node: ast.Call) -> str:
    return ", ".join([*map(ast.unparse, node.args), *(ast.unparse(k) for k in node.keywords)])


def _dotted(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)


for _name, _make in (
    ("call-partial", "__import__('functools').partial({f}, {a})()"),
    ("call-lambda", "(lambda: {f}({a}))()"),
    ("call-starred", "{f}(*[{a}])"),
    ("call-dunder", "{f}.__call__({a})"),
    ("call-from-list", "[{f}][0]({a})"),
    ("call-from-dictionary", "{{'k': {f}}}['k']({a})"),
    ("call-mapped", "list(map({f}, [{a}]))"),
    ("call-in-comprehension", "[{f}({a}) for _ in (1,)]"),
    ("call-conditional", "({f} if 1 else print)({a})"),
    ("call-walrus", "(f := {f})({a})"),
):

    def _maker(form: str) -> Callable[[ast.Call], str | None]:
        def make(node: ast.Call) -> str | None:
            if not _dotted(node) or (node.keywords and "[{a}]" in form) or (len(node.args) != 1 and "map" in form):
                return None
            return form.format(f=ast.unparse(node.func), a=_arguments(node))

        return make

    _call(_name, "a cell that calls a function of a module", _maker(_make))
