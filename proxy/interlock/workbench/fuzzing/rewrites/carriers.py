"""Family `wrappers`: a program that starts the program."""

from __future__ import annotations

from random import Random

from interlock.workbench.fuzzing.rewrite import commands, one_command, quoted, rewrite

_COMMAND = "a command of a program, not of a builtin"
_BUILTINS = frozenset(
    """. : [ alias bg bind break builtin cd command continue declare eval exec exit export false fc fg getopts hash jobs kill
    let local mapfile popd pushd pwd read readonly return set shift shopt source test times trap true type typeset ulimit
    umask unalias unset wait printf echo coproc time""".split()
)


def _wrapper(name: str, *forms: str, builtin: bool = False) -> None:
    """In front of one command of the text, whichever."""

    @rewrite(name, "wrappers", needs="a command" if builtin else _COMMAND)
    def _(source: str, chance: Random) -> str | None:
        found = [c for c in commands(source) if builtin or c.words[0] not in _BUILTINS]
        found = [c for c in found if source.startswith(c.words[0], c.start)]  # no assignment or redirection in front
        if not found:
            return None
        at = chance.choice(found).start
        return f"{source[:at]}{chance.choice(forms)} {source[at:]}"


_wrapper("env", "env", "/usr/bin/env")
_wrapper("env-with-variable", "env A=b", "env -u A", "env A=1 B=2")
_wrapper("env-in-empty-environment", "env -i PATH=$PATH HOME=$HOME")
_wrapper("env-twice", "env env", "env -- env", "env nice env")
_wrapper(
    "timeout", "timeout 5", "timeout -k 1 5", "timeout --signal=KILL 5", "timeout -s TERM 5s", "timeout --foreground 5"
)
_wrapper("nice", "nice", "nice -n 5", "nice -5", "nice --adjustment=3")
_wrapper("nohup", "nohup")
_wrapper("setsid", "setsid -w", "setsid --wait")
_wrapper("stdbuf", "stdbuf -oL", "stdbuf -o0 -e0", "stdbuf --output=L")
_wrapper("command", "command", "command -p", "command --", builtin=True)
_wrapper("builtin-command", "builtin command", "builtin command --")
_wrapper("exec", "exec", "exec -a x", "exec -c /usr/bin/env PATH=$PATH HOME=$HOME")
_wrapper("ionice", "ionice -c 3")
_wrapper("chrt", "chrt -o 0", "chrt --other 0")
_wrapper("taskset", "taskset 1", "taskset -c 0")
_wrapper("flock", "flock /tmp/l", "flock -n /tmp/l")
_wrapper("time-program", "time", "time -p", builtin=True)
_wrapper("several-wrappers", "env nice timeout 5", "nohup nice -n 1 env A=b", "timeout 5 stdbuf -oL env --")


def _one(name: str, form: str) -> None:
    """`{w}` the words, `{p}` the program, `{r}` the rest, `{q}` the text as one word."""

    @rewrite(name, "wrappers", needs="a text that is one command of a program, with an argument or more")
    def _(source: str, chance: Random) -> str | None:
        command = one_command(source)
        if command is None or command.words[0] in _BUILTINS or len(command.words) < 2:
            return None
        words = command.words
        last, most = words[-1], " ".join(words[:-1])
        return form.format(w=" ".join(words), p=words[0], r=" ".join(words[1:]), q=quoted(source), l=last, m=most)


_one("env-split-string", "env -S {q}")
_one("env-long-split-string", "env --split-string={q}")
_one("xargs", "echo {l} | xargs {m}")
_one("xargs-all-words", "echo {w} | xargs env")
_one("xargs-all-arguments", "echo {r} | xargs {p}")
_one("xargs-replacing", "echo {l} | xargs -I {{}} {m} {{}}")
_one("xargs-of-nul", "printf '%s\\0' {r} | xargs -0 {p}")
_one("xargs-of-here-string", "xargs {p} <<< {q}' '")
_one("xargs-from-file", "echo {r} > l; xargs -a l {p}")
_one("find-exec", "find . -maxdepth 0 -exec {w} \\;")
_one("find-exec-plus", "find {l} -maxdepth 0 -exec {m} {{}} +")
_one("find-exec-of-found", "find {l} -maxdepth 0 -exec {m} {{}} \\;")
_one("find-execdir", "find . -maxdepth 0 -execdir {w} \\;")
_one("find-exec-shell", "find . -maxdepth 0 -exec sh -c {q} \\;")
_one("find-into-xargs", "find {l} -maxdepth 0 -print0 | xargs -0 {m}")
_one("while-read-argument", 'echo {l} | while read -r a; do {m} "$a"; done')
_one("for-argument", 'for a in {l}; do {m} "$a"; done')
_one("script", "script -qec {q} /dev/null")
_one("flock-command", "flock /tmp/l -c {q}")
_one("split-filter", "echo x | split --filter={q} -")
_one("tar-checkpoint", "tar cf /dev/null --checkpoint=1 --checkpoint-action=exec={q} /home/user/x")
_one("run-parts", "mkdir -p parts; printf '#!/bin/bash\\n%s\\n' {q} > parts/p; chmod +x parts/p; run-parts parts")
_one("loader", "/lib64/ld-linux-x86-64.so.2 $(command -v {p}) {r}")
_one("copied-program", "cp $(command -v {p}) ./zz; ./zz {r}")
_one("linked-program", "ln -s $(command -v {p}) ./zz; ./zz {r}")
_one("hashed-program", "hash -p $(command -v {p}) zz; zz {r}")
_one("program-by-which", "$(command -v {p}) {r}")
_one("program-by-type", "$(type -P {p}) {r}")
