"""Programs in small languages: awk, sed, make, and what `python -m` starts."""

from __future__ import annotations

import re

from interlock.analysis.shell import values as v
from interlock.analysis.shell.programs.code import STDIN_PATHS
from interlock.analysis.shell.programs.commands import interpreter
from interlock.analysis.shell.programs.meanings import by_table
from interlock.analysis.shell.programs.start import Start, grammar
from interlock.analysis.shell.values import prefix_of, text_of
from interlock.model import facts as f

_MAKEFILES = ("GNUmakefile", "makefile", "Makefile")
_AS_PROGRAMS = {"pip": "pip", "ensurepip": "ensurepip", "venv": "virtualenv", "pipx": "pipx", "uv": "uv"}
_CONSOLES = ("code", "asyncio", "IPython", "ptpython", "bpython", "pdb", "ipdb", "pudb", "sqlite3")
"""Modules that read what they run from standard input."""
_REACHING = {"ftplib": "connect", "telnetlib": "connect", "webbrowser": "connect", "nntplib": "connect"}
"""Modules whose last argument is a host or URL."""
_RUNNING_FILES = ("cProfile", "profile", "trace", "pdb", "runpy", "code", "coverage", "line_profiler", "doctest")


@grammar("awk")
def awk(start: Start) -> f.Value | None:
    """`awk [-f file | program] file…`."""
    parsed = start.parsed
    texts = parsed.values("source", "e")
    files = parsed.given("file", "f", "exec", "include")
    operands = parsed.operands
    if not texts and not files and operands:
        texts, operands = [operands[0]], operands[1:]
    parsed.operands = [word for word in operands if "=" not in prefix_of(word)]
    by_table(start)
    for text in texts:
        start.runs(text, "awk", start.name)
    return None


@grammar("sed")
def sed(start: Start) -> f.Value | None:
    """`sed [-e script | -f file | script] file…`."""
    parsed = start.parsed
    texts = parsed.values("expression")
    if not texts and not parsed.given("file") and parsed.operands:
        texts, parsed.operands = [parsed.operands[0]], parsed.operands[1:]
    edited = _edited(start, texts)
    for suffix in start.parsed.values("in-place"):
        for word in start.parsed.operands:
            told, name = text_of(suffix), text_of(word)
            if told and name is not None:
                directory, slash, last = name.rpartition("/")
                backup = told.replace("*", last) if "*" in told else last + told
                start.touch("write", f.Literal(text=backup if "/" in backup else directory + slash + backup))
    by_table(start)
    for path, text in edited.items():
        start.shell.world.wrote(path, text)
    for value in texts:
        start.runs(value, "sed", start.name)
    return None


def _edited(start: Start, scripts: list[f.Value]) -> dict[str, str]:
    """What `sed -i` leaves in files that are known, where its script is plain."""
    found: dict[str, str] = {}
    if not start.parsed.given("in-place") or start.parsed.given("n", "quiet", "silent"):
        return found
    for operand in start.parsed.operands:
        path = start.shell.path_of(operand, start.state)
        text: str | None = start.shell.world.files.get(path or "")
        for script in scripts:
            known = text_of(script)
            text = v.sed(text, known) if text is not None and known is not None else None
        if path is not None and text is not None and scripts:
            found[path] = text
    return found


@grammar("make")
def make(start: Start) -> f.Value | None:
    """The recipes of makefiles that are known, and of texts given to `--eval`."""
    shell, parsed = start.shell, start.parsed
    by_table(start)
    for value in parsed.values("eval"):
        _makefile(start, text_of(value))
    named = parsed.values("file", "makefile")
    for value in named:
        stdin = text_of(value) in STDIN_PATHS
        path = shell.path_of(value, start.state)
        held = start.ctx.stdin_text if stdin else shell.content_of(path)
        if stdin and start.ctx.stdin is None:
            start.reads_program("other")
            continue
        taint = shell.taint_of(held) or shell.world.downloaded.get(path or "", ())
        if taint:
            shell.flows(taint, "interpreter")
        _makefile(start, text_of(held), "dynamic_code" if stdin else shell.world.why_unread(path))
    for operand in parsed.operands:
        if prefix_of(operand).startswith("SHELL="):
            start.runs(f.Literal(text=(text_of(operand) or "")[6:]), "sh", "make SHELL=")
    if not named and start.state.cwd:
        for file in _MAKEFILES:
            if (path := f"{start.state.cwd}/{file}") in shell.world.files:
                _makefile(start, shell.world.files[path], shell.world.why_unread(path))
    return None


def _makefile(start: Start, text: str | None, why: f.OpaqueCode = "program_not_seen") -> None:
    if text is None:
        start.opaque(why, "makefile")
        return
    for path in re.findall(r"\$[({]file\s+>{1,2}\s*([^,)}\s]+)", text):
        start.touch("write", f.Literal(text=path))
    if "$(guile" in text or "${guile" in text:
        start.opaque("dynamic_code", "make")
    for line in text.replace("\\\n", " ").splitlines():
        if (included := re.match(r"\s*[-s]?include\s+(.*)", line)) and start.state.cwd:
            for name in included.group(1).split():
                path = start.shell.path_of(f.Literal(text=name), start.state)
                held = start.shell.world.files.get(path or "")
                if held is not None and held != text:
                    _makefile(start, held, start.shell.world.why_unread(path))
        match = re.match(r"\t[@+-]*(.*)", line) or re.match(r"[^\t=:#]+::?[^=;]*;[@+-]*(.*)", line)
        shell = re.findall(r"\$[({]shell ([^)}]*)[)}]", line) + re.findall(r"!=\s*(.*)", line)
        for recipe in [*([match.group(1)] if match else []), *shell]:
            if re.match(r"\s*\$[({]", recipe.replace("$$", "")) and not recipe.lstrip().startswith("$$"):
                start.opaque("dynamic_code", "make variable")
            start.runs(f.Literal(text=recipe.replace("$$", "$")), "sh", "make recipe")


@grammar("compiler")
def compiler(start: Start) -> f.Value | None:
    """What comes out, where no option names it: `a.out`, or a file called like the first source."""
    by_table(start)
    parsed = start.parsed
    if parsed.given("output", "o", "out-dir", "c", "S", "preprocess", "E", "M", "MM", "version", "help"):
        return None
    sources = [text for word in parsed.operands if (text := text_of(word)) and re.search(r"\.\w+$", text)]
    if start.name in ("javac", "kotlinc", "scalac", "groovyc"):
        directory = next((text_of(value) for value in parsed.values("d")), None)
        for source in sources:
            stem, name = source.rpartition(".")[0], source.rpartition("/")[2].rpartition(".")[0]
            start.touch("write", f.Literal(text=f"{directory}/{name}.class" if directory else f"{stem}.class"))
    elif sources and start.name.startswith(("rustc", "go")):
        start.touch("write", f.Literal(text=sources[0].rpartition("/")[2].rpartition(".")[0]))
    elif sources:
        start.touch("write", f.Literal(text="a.out"))
    return None


@grammar("java")
def java(start: Start) -> f.Value | None:
    """A source file that it compiles and runs, or a class, which lies where the class path says."""
    by_table(start)
    parsed, operands = start.parsed, start.parsed.operands
    if not operands or parsed.given("jar", "version", "help"):
        return None
    named = text_of(operands[0])
    if named is not None and (named.endswith(".java") or parsed.given("source")):
        start.runs_script(operands[0], "java", operands)
        return None
    places = next((text_of(value) for value in parsed.values("classpath")), None) or "."
    for place in places.split(":") if named is not None else ():
        held = f.Literal(text=f"{place}/{named.replace('.', '/')}.class" if named else place)
        start.runs_fetched(start.shell.tainted(held, start.state))
    return None


@grammar("macros")
def macros(start: Start) -> f.Value | None:
    """m4: macros that run commands."""
    by_table(start)
    texts = [start.shell.content_of(start.shell.path_of(word, start.state)) for word in start.parsed.operands]
    if start.ctx.stdin is not None and not start.parsed.operands:
        texts.append(start.ctx.stdin_text or f.Unknown(why="stdin"))
    for value in texts:
        text = text_of(value)
        if text is None:
            start.opaque("dynamic_code" if value is texts[-1] and not start.parsed.operands else "program_not_seen")
            continue
        if start.parsed.given("U"):
            for _, command in re.findall(r"^\s*sh\s+(\S)(.*?)\1", text, re.MULTILINE):
                start.runs(f.Literal(text=command.strip()), "sh", start.name)
        for command in re.findall(r"\be?syscmd\(\s*[`'\[]*([^'`\])]*)", text):
            start.runs(f.Literal(text=command), "sh", start.name)
    return None


@grammar("python-module")
def python(start: Start) -> f.Value | None:
    """Python; `-m` starts modules that are programs of their own."""
    result = interpreter(start)
    parsed = start.parsed
    modules = {text_of(word) for word in parsed.values("m")} if not parsed.given("c") else set()
    goes_on = parsed.given("i") and (modules or parsed.operands or parsed.given("c"))
    if modules.intersection(_CONSOLES) or goes_on:
        # It reads on from there once its program has ended.
        start.reads_program("python")
    if start.parsed.given("m") and not start.parsed.given("c"):
        named = next(iter(start.parsed.values("m")), None)
        _module(start, text_of(named) if named is not None else None)
    return result


def _behind_module(start: Start) -> list[f.Value]:
    """The words behind `-m module`, all of which are for the module."""
    for i, word in enumerate(start.argv[1:], 1):
        if match := re.fullmatch(r"-[bBdEhiIOPqsSuvx]*m(.*)", prefix_of(word), re.DOTALL):
            return start.argv[i + 1 if match.group(1) else i + 2 :]
    return start.parsed.operands


def _module(start: Start, module: str | None) -> None:
    shell, rest = start.shell, _behind_module(start)
    texts = [text_of(word) for word in rest]
    if module is None:
        start.opaque("dynamic_code", "python -m")
    elif module in _AS_PROGRAMS or module in ("pytest", "black", "mypy", "ruff", "build", "twine", "jupyter", "tox"):
        start.starts([f.Literal(text=_AS_PROGRAMS.get(module, module)), *rest])
    elif module == "timeit":
        for word in _timed(rest):
            start.runs(word, "python", "python -m timeit")
    elif module in _RUNNING_FILES:
        files = [word for word in rest if not (text_of(word) or "").startswith("-") and text_of(word) != "run"]
        if files:
            start.runs_script(files[0], "python", files)
    elif module in ("http.server", "SimpleHTTPServer"):
        port = next((t for t in texts if t and t.isdigit()), "8000")
        shell.connect("0.0.0.0", port, start.span, start.by, "listen")
    elif module in ("compileall", "py_compile", "ast", "tokenize", "dis", "json.tool", "pydoc", "pickletools", "gzip"):
        for word in rest:
            if not prefix_of(word).startswith("-"):
                start.touch("read", word, possible=True)
    elif module in _REACHING and rest:
        start.host(rest[-1], _REACHING[module])
    elif module == "smtpd":
        shell.connect("0.0.0.0", "8025", start.span, start.by, "listen")
    elif module in ("zipfile", "tarfile") and len(rest) > 1:
        op: f.FileOp = "write" if text_of(rest[0]) in ("-c", "--create") else "read"
        start.touch(op, rest[1])
        if text_of(rest[0]) in ("-e", "--extract") and len(rest) > 2:
            start.touch("extract", rest[2])
    else:
        stem = f"{start.state.cwd}/{module.replace('.', '/')}" if start.state.cwd else None
        for path in (f"{stem}.py", f"{stem}/__init__.py", f"{stem}/__main__.py") if stem is not None else ():
            if path in shell.world.files:
                start.runs_script(f.Literal(text=path), "python", rest)


def _timed(rest: list[f.Value]) -> list[f.Value]:
    """Statements that timeit runs."""
    out: list[f.Value] = []
    skip = False
    for word in rest:
        text = text_of(word) or ""
        if skip:
            skip = False
        elif re.fullmatch(r"-[nruo]|--(?:number|repeat|unit)", text):
            skip = True
        elif re.fullmatch(r"-[nruo]\w+|-[pvhc]+|-s|--\w+", text):
            continue
        else:
            out.append(f.Literal(text=text[2:]) if text.startswith("-s") else word)
    return out
