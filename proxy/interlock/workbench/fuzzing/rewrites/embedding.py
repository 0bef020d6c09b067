"""Family `interpreters`: another language starts it, in the text itself or in a cell of that language."""

from __future__ import annotations

import base64
import json
from random import Random

from interlock.workbench.fuzzing.rewrite import Language, quoted, rewrite

_ANY = "any text"


def _embedded(name: str, program: str, code: str, needs: str = _ANY) -> None:
    """`{s}` in `code` stands for the text as a literal of that language; `program` is given the code as one word."""

    @rewrite(name, "interpreters", needs=needs)
    def _(source: str, chance: Random) -> str | None:
        if not source.isprintable() and "\n" not in source:
            return None
        return f"{program} {quoted(code.replace('{s}', json.dumps(source, ensure_ascii=False)))}"


_embedded("python-system", "python3 -c", "import os; os.system({s})", "a text that dash reads as bash does")
_embedded("python-run", "python3 -c", "import subprocess; subprocess.run(['bash', '-c', {s}])")
_embedded(
    "python-run-shell", "python3 -c", "import subprocess; subprocess.run({s}, shell=True, executable='/bin/bash')"
)
_embedded("python-exec", "python3 -c", "import os; os.execvp('bash', ['bash', '-c', {s}])")
_embedded("python-popen", "python3 -c", "import os; os.popen({s}).read()", "a text that dash reads as bash does")
_embedded("python-dynamic", "python3 -c", "__import__('os').__dict__['sys' + 'tem']({s})", "a text that dash reads")
_embedded("python-spawn", "python3 -c", "import pty; pty.spawn(['bash', '-c', {s}])")
_embedded("node-exec", "node -e", "require('child_process').execSync({s}, {shell: '/bin/bash', stdio: 'inherit'})")
_embedded("node-spawn", "node -e", "require('child_process').spawnSync('bash', ['-c', {s}], {stdio: 'inherit'})")
_embedded("node-print", "node -p", "require('child_process').execFileSync('bash', ['-c', {s}]).toString()")


@rewrite("python-from-stdin", "interpreters", needs=_ANY)
def _(source: str, chance: Random) -> str | None:
    code = f"import subprocess\nsubprocess.run(['bash', '-c', {source!r}])"
    return f"python3 - <<'PY'\n{code}\nPY" if "\nPY" not in code else None


@rewrite("python-encoded", "interpreters", needs=_ANY)
def _(source: str, chance: Random) -> str | None:
    code = f"import subprocess; subprocess.run(['bash', '-c', {source!r}])"
    packed = base64.b64encode(code.encode("utf-8", "surrogateescape")).decode()
    return f"python3 -c \"import base64; exec(base64.b64decode('{packed}'))\""


@rewrite("python-file", "interpreters", needs=_ANY)
def _(source: str, chance: Random) -> str | None:
    return f"printf '%s\\n' {quoted(f'import os; os.execvp({chr(34)}bash{chr(34)}, [{chr(34)}bash{chr(34)}, {chr(34)}-c{chr(34)}, {source!r}])')} > m.py; python3 m.py"


def _perl_text(source: str) -> str:
    return "'" + source.replace("\\", "\\\\").replace("'", "\\'") + "'"


@rewrite("perl-system", "interpreters", needs=_ANY)
def _(source: str, chance: Random) -> str | None:
    form = chance.choice(("system('bash', '-c', {})", "exec 'bash', '-c', {}", "system 'bash', '-c', {}"))
    return f"perl -e {quoted(form.format(_perl_text(source)))}"


@rewrite("perl-backticks", "interpreters", needs="a text that dash reads as bash does")
def _(source: str, chance: Random) -> str | None:
    return f"perl -e {quoted(f'my $c = {_perl_text(source)}; `$c`')}"


@rewrite("perl-pipe", "interpreters", needs="a text that dash reads as bash does")
def _(source: str, chance: Random) -> str | None:
    return f"perl -e {quoted(f'open(my $h, {chr(39)}-|{chr(39)}, {_perl_text(source)}); my @l = <$h>')}"


@rewrite("awk-system", "interpreters", needs="a text of one line that dash reads as bash does")
def _(source: str, chance: Random) -> str | None:
    return (
        f"awk {quoted(f'BEGIN {{ system({json.dumps(source)}) }}')}"
        if "\n" not in source and source.isascii()
        else None
    )


@rewrite("awk-getline", "interpreters", needs="a text of one line that dash reads as bash does")
def _(source: str, chance: Random) -> str | None:
    return (
        f"awk {quoted(f'BEGIN {{ {json.dumps(source)} | getline x }}')}"
        if "\n" not in source and source.isascii()
        else None
    )


@rewrite("awk-pipe", "interpreters", needs="a text of one line")
def _(source: str, chance: Random) -> str | None:
    return (
        f"awk {quoted(f'BEGIN {{ print {json.dumps(source)} | {chr(34)}bash{chr(34)} }}')}"
        if "\n" not in source and source.isascii()
        else None
    )


@rewrite("sed-execute", "interpreters", needs="a text of one line that dash reads as bash does")
def _(source: str, chance: Random) -> str | None:
    if "\n" in source:
        return None
    return f"sed -n {quoted('1e ' + source)} /etc/hosts"


@rewrite("sed-execute-line", "interpreters", needs="a text of one line that dash reads as bash does")
def _(source: str, chance: Random) -> str | None:
    return f"echo {quoted(source)} | sed 's/$/;/e'" if "\n" not in source and "\\" not in source else None


# --- cells of another language ----------------------------------------------------------------------------------------


def _cell(name: str, gives: Language, code: str, needs: str = _ANY) -> None:
    @rewrite(name, "interpreters", needs=needs, gives=gives)
    def _(source: str, chance: Random) -> str | None:
        literal = repr(source) if gives == "python" else json.dumps(source)
        return code.replace("{s}", literal).replace("{t}", source)


_cell("cell-system", "python", "import os\nos.system({s})", "a text that dash reads as bash does")
_cell("cell-run", "python", "import subprocess\nsubprocess.run(['bash', '-c', {s}])")
_cell("cell-run-shell", "python", "import subprocess\nsubprocess.run({s}, shell=True, executable='/bin/bash')")
_cell("cell-popen", "python", "from subprocess import Popen\nPopen(['/bin/bash', '-c', {s}]).wait()")
_cell("cell-getoutput", "python", "import subprocess\nsubprocess.getoutput({s})", "a text that dash reads as bash does")
_cell("cell-input", "python", "import subprocess\nsubprocess.run('bash', input={s}, text=True)")
_cell(
    "cell-magic-function",
    "python",
    "get_ipython().system('bash -c ' + __import__('shlex').quote({s}))",
    "a cell of IPython",
)
_cell("cell-bash-magic", "python", "%%bash\n{t}")
_cell(
    "cell-asyncio",
    "python",
    "import asyncio\np = await asyncio.create_subprocess_exec('bash', '-c', {s})\nawait p.wait()",
)
_cell("cell-spawn", "python", "import os\nos.spawnvp(os.P_WAIT, 'bash', ['bash', '-c', {s}])")
_cell("cell-fork", "python", "import os\nif os.fork() == 0:\n    os.execvp('bash', ['bash', '-c', {s}])\nos.wait()")
_cell("cell-exec-sync", "javascript", "require('child_process').execSync({s}, {shell: '/bin/bash'})")
_cell("cell-spawn-sync", "javascript", "const {spawnSync} = require('child_process')\nspawnSync('bash', ['-c', {s}])")
_cell("cell-exec-file", "javascript", "require('node:child_process').execFileSync('bash', ['-c', {s}])")
_cell("cell-spawn-later", "javascript", "require('child_process').spawn('bash', ['-c', {s}], {stdio: 'inherit'})")


@rewrite("cell-bang", "interpreters", needs="a text of one line without braces and dollars", gives="python")
def _(source: str, chance: Random) -> str | None:
    return f"!{source}" if "\n" not in source and not set(source) & set("{}$") else None


@rewrite("cell-bang-captured", "interpreters", needs="a text of one line without braces and dollars", gives="python")
def _(source: str, chance: Random) -> str | None:
    return f"x = !{source}" if "\n" not in source and not set(source) & set("{}$") else None


@rewrite("python-cell-in-shell", "interpreters", needs="a cell of plain Python", takes="python", gives="bash")
def _(source: str, chance: Random) -> str | None:
    try:
        compile(source, "x", "exec")
    except (SyntaxError, ValueError):
        return None
    return chance.choice(
        (f"python3 -c {quoted(source)}", f"python3 <<< {quoted(source)}", f"echo {quoted(source)} | python3 -")
    )


@rewrite("javascript-cell-in-shell", "interpreters", needs="any cell", takes="javascript", gives="bash")
def _(source: str, chance: Random) -> str | None:
    return chance.choice((f"node -e {quoted(source)}", f"node <<< {quoted(source)}", f"node --eval={quoted(source)}"))
