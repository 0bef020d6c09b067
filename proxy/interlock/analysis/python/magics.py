"""IPython magics: what each line and cell magic runs, reads and writes."""

from __future__ import annotations

import ast
import re
from typing import Any

from interlock.analysis import embedded
from interlock.analysis.python import cells
from interlock.analysis.python.effects import Effects
from interlock.analysis.python.values import UNKNOWN, Anything, Const, Scope, text_of
from interlock.analysis.reporter import UNSET
from interlock.model import facts as f

_SHELLS = {"bash": "bash", "sh": "sh", "system": "sh", "sx": "sh", "!": "sh", "cmd": "sh"}
_INTERPRETERS = (
    "perl",
    "ruby",
    "python2",
    "pypy",
    "pypy3",
    "node",
    "deno",
    "php",
    "lua",
    "awk",
    "R",
    "Rscript",
    "java",
)
_SHOWN = ("javascript", "js", "html", "HTML", "svg", "SVG", "latex", "markdown", "mermaid")
"""Cell magics whose text goes to the reader's browser; nothing runs here."""
_TIMED = ("time", "timeit", "prun", "capture", "memit", "lprun", "mprun", "matplotlib", "notify", "measure", "scalene")
_FILE_PROGRAMS = ("cat", "cp", "mv", "rm", "mkdir", "rmdir", "man", "more", "less", "touch", "ln", "head", "tail", "ls")
_LISTINGS = ("ll", "la", "lf", "lk", "lx", "ldir", "dir")
_PACKAGE_MANAGERS = ("pip", "conda", "mamba", "micromamba", "uv")
_STATED = frozenset(
    """pwd matplotlib pylab who whos who_ls reset config autoreload aimport precision history hist colors xmode
    doctest_mode pinfo pinfo2 psource pdoc pdef pfile psearch logstart logstop logon logoff logstate store tb dhist
    notebook quickref lsmagic magic gui automagic autocall page save bookmark dirs unalias reset_selective xdel
    killbgscripts alias_magic rehashx code_wrap subshell config_inline env_info watermark tensorboard load_ext
    reload_ext unload_ext autosave connect_info qtconsole clear cls tic toc autoawait pprint Pprint profile pastebin
    sql debug pdb uv_info more_info matplotlib_inline""".split()
)
"""Line magics that start nothing and touch no file that matters by themselves."""
_OPAQUE_LINES = ("macro", "rerun", "recall", "rep", "pycat", "cpaste", "paste", "edit", "ed")


class Magics(Effects):
    """Magics of one cell."""

    aliases: dict[str, str]

    def shells_of(self, text: str, scope: Scope) -> None:
        """A one-line cell that IPython's automagic takes for a command."""
        line = cells.automagic(text, frozenset(self.aliases))
        if line is None:
            return
        name, _, rest = line.partition(" ")
        if scope.get(name) is not None:
            return  # a variable of that name wins
        self.line_magic(name, rest.strip(), ast.Pass(), scope)

    def magic(self, args: list[Any], node: ast.AST, scope: Scope, how: str) -> Any:
        """`run_line_magic`, `run_cell_magic` and the old `magic`."""
        name = text_of(args[0]) if args else None
        if name is None:
            return self.computed(node, "magics")
        line: str | None = ""
        if len(args) > 1:
            line = text_of(args[1])
        if how.endswith("run_cell_magic"):
            body = text_of(args[2]) if len(args) > 2 else None
            self.cell_magic(name, UNSET if line is None else line, body, node, scope)
            return UNKNOWN
        if how.endswith(".magic"):
            name, _, line = name.lstrip("%").partition(" ")
        return self.line_magic(name, UNSET if line is None else line, node, scope)

    def value(self, node: ast.expr, scope: Scope) -> Any:
        raise NotImplementedError

    def define_alias(self, name: Any, command: Any, node: ast.AST) -> None:
        known, text = text_of(name), text_of(command)
        if known is None or text is None:
            self.opaque("dynamic_code", node, "an alias that is not known")
        else:
            self.aliases[known] = text

    # --- cells --------------------------------------------------------------------------------------------------------

    def cell_magic(self, name: str, line: str, body: str | None, node: ast.AST, scope: Scope) -> None:
        """`%%name line`, its body below."""
        self.note(node, f"%%{name}", "code", [Const(line)])
        if body is None:
            self.opaque("dynamic_code", node, f"%%{name}")
        elif name in _SHELLS:
            self.child(body, "bash" if name == "bash" else "sh", f"%%{name}", node)
        elif name == "script":
            self._fed(line, body, f"%%script {line}", node)
        elif name in _INTERPRETERS:
            self._fed(f"{name} {line}", body, f"%%{name}", node)
        elif name in _SHOWN:
            pass
        elif name in ("python", "python3"):
            self.child(body, "python", f"%%{name}", node)
        elif name in _TIMED:
            options = re.sub(r"^(\s*-[A-Za-z]+(?: ?\d+)?)+(?=\s|$)", "", line) if name != "capture" else ""
            code = f"{options.strip()}\n{body}" if name in ("time", "timeit", "prun") and options.strip() else body
            self.child(code, "python", f"%%{name}", node, around=self.inside(cell=True))
        elif name in ("writefile", "file"):
            words = line.split()
            target = Const(words[-1]) if words else UNKNOWN
            if words and "{" in words[-1]:
                target = UNKNOWN
            append = "-a" in words or "--append" in words
            self.file("append" if append else "write", target, node)
            path = self.path(target)
            if path is not None:
                before = self.world.files.get(path) if append else ""
                self.world.wrote(path, before + body if before is not None else None, self.world.why_unread(path))
        elif name == "sql":
            self._sql_text(f"{line}\n{body}", node)
        elif name in ("cython", "cpp", "fortran", "cuda", "nvcc", "julia", "octave", "rust", "R"):
            self.opaque("unsupported_language", node, f"%%{name}")
        else:
            self.opaque("unknown_magic", node, f"%%{name}")

    def _fed(self, program: str, body: str, how: str, node: ast.AST) -> None:
        """A program that gets the cell on its standard input."""
        if not program.strip():
            self.child(body, "sh", how, node)
            return
        program = re.sub(r"^(\s*--(?:bg|no-raise-error|out \S+|err \S+|proc \S+))+", "", program)
        end = "interlock_end"
        while f"\n{end}\n" in f"\n{body}\n":
            end += "_"
        self.child(f"{program.strip()} <<'{end}'\n{body}\n{end}\n", "sh", how, node)

    def _sql_text(self, text: str, node: ast.AST) -> None:
        statement = re.sub(r"^\s*(?:\w+://\S+|--\w+(?: \S+)?|\w+\s*<<)\s*", "", text)
        self.statements(statement, "%sql", "%sql", node)

    # --- lines --------------------------------------------------------------------------------------------------------

    def line_magic(self, name: str, line: str, node: ast.AST, scope: Scope) -> Any:
        """`%name line`."""
        shell = self.interpolated(line, scope)
        if name in self.aliases:
            text = self.aliases[name]
            given = text.replace("%l", shell).replace("%s", shell) if "%" in text else f"{text} {shell}"
            self.child(given, "sh", f"%{name}", node)
        elif name in ("sx", "system", "!", "sc"):
            text = re.sub(r"^\s*(-[lv]\s+)?\w+\s*=\s*", "", shell) if name == "sc" else shell
            self.child(text, "sh", f"%{name}", node)
        elif name in _FILE_PROGRAMS or name in _LISTINGS or name in _PACKAGE_MANAGERS:
            self.child(f"{'ls' if name in _LISTINGS else name} {shell}", "sh", f"%{name}", node)
        elif name == "cd":
            self._changed_directory(line, node)
        elif name in ("pushd", "popd"):
            self.around = self.around.with_(cwd=None)
        elif name == "run":
            self._run(line, node, scope)
        elif name in ("load", "loadpy"):
            words = [w for w in line.split() if not w.startswith("-")]
            if words and "://" in words[-1]:
                self.url(Const(words[-1]), node, "download")
            elif words:
                self.file("read", Const(words[-1]), node)  # shown in the next cell; nothing runs yet
        elif name == "alias":
            alias, _, command = line.strip().partition(" ")
            if alias:
                self.aliases[alias] = command.strip().strip("'\"") if command[:1] in "'\"" else command
        elif name == "alias_magic":
            words = [w for w in line.split() if not w.startswith("-")]
            if len(words) > 1:
                self.opaque("dynamic_code", node, f"%alias_magic {' '.join(words[:2])}")
        elif name in ("env", "set_env"):
            self._environment(line, node)
        elif name in ("writefile", "file"):
            self.file("write", Const(line.split()[-1]) if line.split() else UNKNOWN, node)
        elif name in ("save", "notebook", "logstart", "history", "hist"):
            self.note(node, f"%{name}", "other", [Const(line)])
            words = [w for w in line.split() if not w.startswith("-")]
            if words and (name in ("save", "notebook", "logstart") or "-f" in line.split()):
                self.file("write", Const(words[0]), node)
        elif name in ("timeit", "time", "prun", "memit", "lprun", "mprun", "capture"):
            text = re.sub(r"^(\s*-[A-Za-z]+(?: ?\d+)?(?=\s))*\s*", "", line)
            if text.strip():
                self.child(text, "python", f"%{name}", node, around=self.inside(cell=True))
        elif name in ("load_ext", "reload_ext"):
            self.note(node, f"%{name}", "other", [Const(line)])
            module = line.strip()
            if module:
                self.imported(node, module, (), None, dynamic=True)
        elif name == "sql":
            self._sql_text(line, node)
        elif name in ("bg", "script"):
            self.child(shell, "sh", f"%{name}", node)
        elif name in _OPAQUE_LINES:
            self.opaque("dynamic_code", node, f"%{name}")
        elif name in _STATED:
            self.note(node, f"%{name}", "other", [Const(line)])
        else:
            self.opaque("unknown_magic", node, f"%{name}")
        return Anything("output")

    def interpolated(self, line: str, scope: Scope) -> str:
        """`{name}` and `$name` in a line for the shell, as IPython fills them in, where the name is known text."""

        def filled(match: re.Match[str]) -> str:
            try:
                expression = ast.parse(match.group(1).strip(), mode="eval").body
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                return match.group()  # IPython leaves alone what it cannot evaluate
            if isinstance(expression, ast.Tuple | ast.Constant):
                return match.group()
            held = text_of(self.value(expression, scope))
            return UNSET if held is None else held

        line = re.sub(r"(?<![\{$])\{([^{}]+)\}(?!\})", filled, line)
        line = re.sub(
            r"\$([A-Za-z_]\w*)", lambda m: filled(m) if scope.get(m.group(1)) is not None else m.group(), line
        )
        return line.replace("{{", "{").replace("}}", "}")

    def _changed_directory(self, line: str, node: ast.AST) -> None:
        self.note(node, "%cd", "other", [Const(line)])
        words = [w for w in line.split() if not w.startswith("-q")]
        target = words[0].strip("'\"") if words else "~"
        if "{" in target or "$" in target or target.startswith("-"):
            self.around = self.around.with_(cwd=None)
            return
        if target.startswith("~"):
            target = (self.around.home or "~") + target[1:]
        self.around = self.around.with_(cwd=self.path(Const(target)))

    def _run(self, line: str, node: ast.AST, scope: Scope) -> None:
        words = line.split()
        if "-m" in words[:-1]:
            module = words[words.index("-m") + 1]
            self.imported(node, module, (), None, dynamic=True)
            self.command([Const("python3"), Const("-m"), *map(Const, words[words.index("-m") + 1 :])], "%run -m", node)
            return
        files = [w.strip("'\"") for w in words if not w.startswith("-")]
        if not files:
            return
        name = files[0]
        if "{" in name or "$" in name:
            self.dynamic(UNKNOWN, "%run", node, "python")
            return
        if not name.endswith((".py", ".ipy", ".ipynb")):
            name += ".py"
        if name.endswith(".ipynb"):
            self._run_notebook(name, node)
        else:
            self.run_file(Const(name), "%run", node, module="%run")
            ran = self.world.modules_seen.pop("%run", None)
            if isinstance(ran, Scope):  # its names are the kernel's from here on
                scope.module().names.update(ran.names)

    def _run_notebook(self, name: str, node: ast.AST) -> None:
        path = self.path(Const(name))
        self.file("execute", Const(name), node)
        text = self.world.files.get(path) if path else None
        if text is None:
            self.opaque(self.world.why_unread(path), node, path or name)
            return
        embedded.notebook(self.builder, text, self.unit, self.span(node), self.around, via=f"%run {name}")

    def _environment(self, line: str, node: ast.AST) -> None:
        line = line.strip()
        key, equals, value = line.partition("=") if "=" in line else line.partition(" ")
        op: f.EnvironmentOp = "set" if equals and value else "read" if key else "list"
        known: Any = UNKNOWN if "{" in value or "$" in value else Const(value.strip())
        self.environment(op, Const(key.strip()) if key else UNKNOWN, known if op == "set" else None, node)
