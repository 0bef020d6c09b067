"""Families `nested-shells`, `here-documents`, `eval-trap-source`, `functions`, `aliases`, `write-then-run` and `grouping`: the
text runs, but from somewhere else."""

from __future__ import annotations

from random import Random

from interlock.workbench.fuzzing.rewrite import commands, fresh, has_heredoc, one_command, quoted, readable, rewrite

_ANY = "a text that the shell reads to its end"
_NO_HERE = "a text without here-documents"
_ONE = "a text that is one command"


def _form(name: str, family: str, form: str, needs: str = _ANY, everyday: bool = True) -> None:
    """`form` with `{t}` the text, `{q}` the text as one word, `{n}` a fresh name."""

    @rewrite(name, family, needs=needs, everyday=everyday)
    def _(source: str, chance: Random) -> str | None:
        if "{t}" in form and (has_heredoc(source) or not readable(source) or source.rstrip().endswith("\\")):
            return None
        return form.format(t=source.strip().rstrip(";"), q=quoted(source), n=fresh(chance))


_form("bash-c", "nested-shells", "bash -c {q}")
_form("bash-c-options", "nested-shells", "bash --norc -e -c {q}")
_form("bash-lc", "nested-shells", "bash -lc {q}")
_form("sh-c", "nested-shells", "sh -c {q}", "a text that dash reads as bash does")
_form("dash-c", "nested-shells", "dash -c {q}", "a text that dash reads as bash does")
_form("bash-by-path", "nested-shells", "/bin/bash -c {q}")
_form("bash-of-here-string", "nested-shells", "bash <<< {q}")
_form("bash-of-pipe", "nested-shells", "printf %s {q} | bash")
_form("bash-of-echo", "nested-shells", "echo {q} | bash", "a text without backslashes")
_form("bash-of-substitution", "nested-shells", "bash <(printf '%s\\n' {q})")
_form("bash-of-descriptor", "nested-shells", "bash /dev/fd/3 3<<< {q}")
_form("bash-of-variable", "nested-shells", '{n}={q}; bash -c "${n}"')
_form("bash-of-exported-variable", "nested-shells", "export {n}={q}; bash -c 'eval \"${n}\"'")
_form("bash-env", "nested-shells", "BASH_ENV=<(printf '%s\\n' {q}) bash -c :", everyday=False)
_form("exec-bash", "nested-shells", "exec bash -c {q}")
_form("bash-through-env", "nested-shells", "env bash -c {q}")
_form("bash-through-xargs", "nested-shells", "printf '%s\\0' {q} | xargs -0 bash -c")
_form("bash-twice", "nested-shells", "bash -c 'bash -c \"$0\"' {q}")
_form("coprocess", "nested-shells", "coproc bash; printf '%s\\n' {q} >&${{COPROC[1]}}; exec {{COPROC[1]}}>&-; wait")

_form("here-document-quoted", "here-documents", "bash <<'{n}'\n{t}\n{n}", _NO_HERE)
_form("here-document-dashed", "here-documents", "bash <<-'{n}'\n\t{t}\n\t{n}", _NO_HERE)
_form("here-document-through-cat", "here-documents", "cat <<'{n}' | bash\n{t}\n{n}", _NO_HERE)
_form("here-document-sourced", "here-documents", "source /dev/stdin <<'{n}'\n{t}\n{n}", _NO_HERE)
_form("here-document-stdin-shell", "here-documents", "bash -s <<\\{n}\n{t}\n{n}", _NO_HERE)


@rewrite("here-document-plain", "here-documents", needs="a text without here-documents, expansions and backslashes")
def _(source: str, chance: Random) -> str | None:
    if has_heredoc(source) or set(source) & set("$`\\"):
        return None
    return f"bash <<E\n{source}\nE"


_form("eval", "eval-trap-source", "eval {q}")
_form("eval-of-variable", "eval-trap-source", '{n}={q}; eval "${n}"')
_form("eval-twice", "eval-trap-source", 'eval eval "$(printf %q {q})"')
_form("eval-of-substitution", "eval-trap-source", 'eval "$(printf %s {q})"')
_form("builtin-eval", "eval-trap-source", "builtin eval {q}")
_form("command-eval", "eval-trap-source", "command eval {q}")
_form("trap-exit", "eval-trap-source", "trap {q} EXIT")
_form("trap-exit-in-subshell", "eval-trap-source", "(trap {q} 0)")
_form("trap-error", "eval-trap-source", "trap {q} ERR; false; trap - ERR")
_form("trap-debug", "eval-trap-source", "trap {q} DEBUG; :; trap - DEBUG")
_form("trap-return", "eval-trap-source", "{n}() {{ trap {q} RETURN; :; }}; {n}")
_form("trap-signal", "eval-trap-source", "trap {q} USR1; python3 -c 'import os; os.kill(os.getppid(), 10)'")
_form("source-of-substitution", "eval-trap-source", "source <(printf '%s\\n' {q})")
_form("dot-of-substitution", "eval-trap-source", ". <(printf '%s\\n' {q})")
_form("dot-of-descriptor", "eval-trap-source", ". /dev/fd/3 3<<< {q}")
_form("dot-of-stdin", "eval-trap-source", ". /dev/stdin <<< {q}")
_form("mapfile-callback", "eval-trap-source", "mapfile -c 1 -C {q}' #' {n} <<< x")
_form("prompt-transformed", "eval-trap-source", "{n}='$('{q}')'; : \"${{{n}@P}}\"")
_form("arithmetic-substitution", "eval-trap-source", "{n}='a[$('{q}' >&2; echo 0)]'; (( {n} )) || :")

_form("function", "functions", "{n}() {{ {t}\n}}; {n}")
_form("function-keyword", "functions", "function {n} {{ {t}\n}}\n{n}")
_form("function-in-subshell", "functions", "{n}() ( {t}\n); {n}")
_form("function-in-function", "functions", "{n}() {{ {n}x() {{ {t}\n}}; {n}x; }}; {n}")
_form("function-exported", "functions", "{n}() {{ {t}\n}}; export -f {n}; bash -c {n}")
_form("function-by-eval", "functions", '{n}() {{ eval "$1"; }}; {n} {q}')
_form("function-recursive", "functions", '{n}() {{ if [ "$1" ]; then {n}; else {t}\nfi; }}; {n} x')


@rewrite("function-of-arguments", "functions", needs=_ONE)
def _(source: str, chance: Random) -> str | None:
    command, name = one_command(source), fresh(chance)
    body = chance.choice(('"$@"', "$*", '"$1" "${@:2}"', "command $*", 'local c=$1; shift; "$c" "$@"'))
    return f"{name}() {{ {body}; }}; {name} {' '.join(command.words)}" if command else None


@rewrite("not-found-handler", "functions", needs=_ONE)
def _(source: str, chance: Random) -> str | None:
    command = one_command(source)
    return (
        f'command_not_found_handle() {{ shift; "$@"; }}; {fresh(chance)} {" ".join(command.words)}' if command else None
    )


@rewrite("alias-of-name", "aliases", needs=_ONE)
def _(source: str, chance: Random) -> str | None:
    command, name = one_command(source), fresh(chance)
    if command is None:
        return None
    return f"shopt -s expand_aliases\nalias {name}={quoted(command.words[0])}\n{name} {' '.join(command.words[1:])}"


_form("alias-of-text", "aliases", "shopt -s expand_aliases\nalias {n}={q}\n{n}")


@rewrite("alias-by-eval", "aliases", needs=_ONE)
def _(source: str, chance: Random) -> str | None:
    command, name = one_command(source), fresh(chance)
    if command is None:
        return None
    rest = " ".join(command.words[1:])
    return f"shopt -s expand_aliases; alias {name}={quoted(command.words[0])}; eval {quoted(f'{name} {rest}')}"


_form("file-by-bash", "write-then-run", "printf '%s\\n' {q} > s.sh; bash s.sh")
_form("file-by-name", "write-then-run", "printf '#!/bin/bash\\n%s\\n' {q} > s; chmod +x s; ./s")
_form("file-without-interpreter", "write-then-run", "printf '%s\\n' {q} > /tmp/s; chmod 755 /tmp/s; /tmp/s")
_form("file-sourced", "write-then-run", "printf '%s\\n' {q} > s.sh; . ./s.sh")
_form("file-by-tee", "write-then-run", "printf '%s\\n' {q} | tee s.sh > /dev/null; bash s.sh")
_form("file-by-here-document", "write-then-run", "cat > s.sh <<'{n}'\n{t}\n{n}\nsource s.sh", _NO_HERE)
_form("file-appended", "write-then-run", ": > s.sh; printf '%s\\n' {q} >> s.sh; bash < s.sh")
_form("file-by-dd", "write-then-run", "printf '%s\\n' {q} | dd of=s.sh 2> /dev/null; bash s.sh")
_form("file-copied", "write-then-run", "printf '%s\\n' {q} > s; cp s t; bash t")
_form("file-moved", "write-then-run", "printf '%s\\n' {q} > s; mv s /tmp/t; bash /tmp/t")
_form("file-linked", "write-then-run", "printf '%s\\n' {q} > s; ln -s s t; bash t")
_form("file-by-glob", "write-then-run", "printf '%s\\n' {q} > zz1.sh; bash zz*.sh")
_form(
    "file-by-python", "write-then-run", 'python3 -c \'import sys; open("s.sh", "w").write(sys.argv[1])\' {q}; bash s.sh'
)
_form(
    "file-on-path",
    "write-then-run",
    "printf '#!/bin/bash\\n%s\\n' {q} > {n}; chmod +x {n}; PATH=.:$PATH {n}",
    everyday=False,
)
_form("file-edited", "write-then-run", "printf '%s\\n' Q{q} > s.sh; sed -i s/^Q// s.sh; bash s.sh")

_form("group", "grouping", "{{ {t}\n}}")
_form("subshell", "grouping", "( {t}\n)")
_form("if-true", "grouping", "if true; then {t}\nfi")
_form("if-else", "grouping", "if [ -e /nosuch ]; then :; else {t}\nfi")
_form("if-condition", "grouping", "if {t}\nthen :; fi")
_form("while-once", "grouping", "while :; do {t}\nbreak; done")
_form("until-once", "grouping", "until false; do {t}\nbreak; done")
_form("for-once", "grouping", "for {n} in 1; do {t}\ndone")
_form("for-arithmetic", "grouping", "for (({n}=0; {n}<1; {n}++)); do {t}\ndone")
_form("case", "grouping", "case x in x) {t}\n;; esac")
_form("select", "grouping", "select {n} in a; do {t}\nbreak; done <<< 1")
_form("and-list", "grouping", "true && {{ {t}\n}}")
_form("or-list", "grouping", "false || {{ {t}\n}}")
_form("negated", "grouping", "! {{ {t}\n}}")
_form("timed", "grouping", "time {{ {t}\n}}")
_form("background", "grouping", "{{ {t}\n}} & wait")
_form("substituted", "grouping", ": $({t}\n)")
_form("process-substituted", "grouping", "cat <({t}\n)")
_form("piped", "grouping", "{{ {t}\n}} | cat")
_form("output-process", "grouping", ": > >({t}\n); wait; sleep 0.05")
_form("array-index", "grouping", "{n}[$({t}\n)0]=1")
_form("here-string-substituted", "grouping", "cat <<< $({t}\n)")
_form("while-read", "grouping", "echo x | while read {n}; do {t}\ndone")
_form("after-comment", "grouping", "# nothing\n{t}")
_form("blank-and-tabs", "grouping", "\t \n\t{t}")


@rewrite("assignment-in-front", "grouping", needs="a text that begins with a command")
def _(source: str, chance: Random) -> str | None:
    found = commands(source)
    return f"{fresh(chance).upper()}=1 {source}" if found and found[0].start == 0 else None


@rewrite("redirection-in-front", "grouping", needs="a text that begins with a command")
def _(source: str, chance: Random) -> str | None:
    found = commands(source)
    return f"2>/dev/null {source}" if found and found[0].start == 0 else None
