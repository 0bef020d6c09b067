"""Shell texts about what a shell knows: something is set, perhaps set anew on some way through the text, and then used.

Every text is `before; way(change); use`: a holder (a variable, an array, a function, a file, …) says how it is set and used,
a way says where the change stands: in a branch, a loop, a subshell, a function, a trap. Everything is spelled out in the
text, so that its facts have hardly a reason to be opaque, and what they do not name is a finding.
"""

from __future__ import annotations

import random
import shlex
from collections.abc import Callable, Sequence

PROGRAMS = ("rm", "ls", "cp", "curl", "touch", "git", "q", "p", "tool-x")
_NAMES = ("v", "w", "cmd", "x1")
_WORDS = ("a", "b", "-x", "--long=v", "file.txt", "'x y'", "''", '"$HOME"', "dir/f", "{c,d}", "é")


class Situations:
    """Texts by chance."""

    def __init__(self, chance: random.Random) -> None:
        self.c = chance
        self.holders: tuple[Callable[[], tuple[str, str, str]], ...] = (
            *(self.variable,) * 4,
            *(self.array,) * 3,
            *(self.positional,) * 2,
            *(self.function,) * 2,
            *(self.script,) * 3,
            self.alias,
            self.directory,
            self.reference,
            self.reference,
            self.separators,
            self.descriptor,
            self.path,
            self.link,
            self.environment,
            self.trap,
            self.setting,
        )

    def text(self) -> str:
        parts = [self.situation() for _ in range(self.c.choice((1, 1, 1, 2)))]
        if self.c.random() < 0.35:
            parts.append(self.c.choice((self.wrapped, self.piped, self.document, self.reading, self.deferred))())
        self.c.shuffle(parts)
        return "\n".join(parts) + "\n"

    def situation(self) -> str:
        """`before; way(change); use`."""
        before, change, use = self.c.choice(self.holders)()
        changed = self.way(change)
        if self.c.random() < 0.3:
            changed = self.way(changed)
        if self.c.random() < 0.25:
            use = self.place(use)
        return "\n".join(line for line in (before, changed, use) if line)

    # --- words --------------------------------------------------------------------------------------------------------

    def one(self, *choices: str) -> str:
        return self.c.choice(choices)

    def program(self) -> str:
        return self.c.choice(PROGRAMS)

    def words(self) -> str:
        return " ".join(self.c.choice(_WORDS) for _ in range(self.c.choice((0, 1, 1, 2))))

    def command(self) -> str:
        return f"{self.program()} {self.words()}".strip()

    # --- where a change stands ----------------------------------------------------------------------------------------

    def way(self, change: str) -> str:
        """The change on some way through the text: it happens, or may, or does so in another shell."""
        test, other = self.command(), self.command()
        quoted = shlex.quote(change)
        return self.one(
            change, change,
            f"{test} && {{ {change}\n}}", f"{test} || {{ {change}\n}}", f"{test} && {other} || {{ {change}\n}}",
            f"if {test}; then {change}\nfi", f"if {test}; then :; else {change}\nfi",
            f"if {test}; then {other}; elif {other}; then {change}\nfi", f"if ! {test}; then {change}\nelse {other}; fi",
            f"case $({test}) in '') {change}\n;; *) {other};; esac", f"case x in x) {change}\n;& y) {other};; esac",
            f"case x in y) {change}\n;; esac",
            f"for i in 1 2; do {change}\ndone", f"for i in; do {change}\ndone", f"for ((i=0; i<2; i++)); do {change}\ndone",
            f"while {test}; do {change}\nbreak; done", f"until {test}; do {change}\nbreak; done",
            f"while read -r line; do {change}\ndone <<< {self.one('a', '$' + chr(39) + 'a' + chr(92) + 'nb' + chr(39))}",
            f"( {change}\n)", f"{{ {change}\n}}", f"{{ {change}\n}} >out 2>&1", f"{{ {change}\n}} | {test}",
            f"{test} | {{ {change}\n}}", f": \"$({change}\n)\"", f"{{ {change}\n}} & wait",
            f"f() {{ {change}\n}}; f", f"f() {{ {test} && return; {change}\n}}; f", f"f() ( {change}\n); f",
            f"f() {{ g; }}; g() {{ {change}\n}}; f", f"f() {{ local v w; {change}\n}}; f",
            f"f() {{ {change}\n}}; {test} && f", f"f() {{ {change}\n}}",
            f"eval {quoted}", f"{test} && eval {quoted}", f"source /dev/stdin <<'END'\n{change}\nEND",
            f". <(printf %s {quoted})", f"bash -c {quoted}", f"! {{ {change}\n}}", f"time {{ {change}\n}}",
            f"[[ -f nowhere ]] && {{ {change}\n}}", f"(( 0 )) || {{ {change}\n}}", f"true && {{ {change}\n}}",
            f"false || {{ {change}\n}}", f"trap {quoted} DEBUG; {test}; trap - DEBUG", f"trap {quoted} ERR; {test}",
            f"coproc {{ {change}\n}}; wait", f"shopt -s lastpipe; {test} | {{ {change}\n}}",
            f"printf '%s\\n' {quoted} > change.sh; . ./change.sh",
        )  # fmt: skip

    def place(self, use: str) -> str:
        """The use somewhere else than at the top of the text."""
        quoted = shlex.quote(use)
        return self.one(
            f"( {use}\n)", f"{{ {use}\n}} >out", f"u() {{ {use}\n}}; u", f"u() {{ {use}\n}}; u 1 2", f"eval {quoted}",
            f"if {self.command()}; then {use}\nfi", f"for i in 1 2; do {use}\ndone", f"trap {quoted} EXIT", f"{use} &",
            f"bash <<'END'\n{use}\nEND", f"bash -c {quoted}", f": $({use}\n)", f"{self.command()} | {{ {use}\n}}",
        )  # fmt: skip

    # --- holders ------------------------------------------------------------------------------------------------------

    def variable(self) -> tuple[str, str, str]:
        n, old, new = self.c.choice(_NAMES), self.value(), self.value()
        quoted = shlex.quote(new)
        before = self.one(
            f"{n}={shlex.quote(old)}",
            f"{n}=",
            f"unset {n}",
            f"export {n}={shlex.quote(old)}",
            f"declare {n}={shlex.quote(old)}",
        )
        change = self.one(
            f"{n}={quoted}", f"{n}={quoted}", f"printf -v {n} %s {quoted}", f"read -r {n} <<< {quoted}", f": ${{{n}:={quoted}}}",
            f": ${{{n}={quoted}}}", f"unset {n}", f"{n}=", f"declare {n}={quoted}", f"declare -g {n}={quoted}", f"local {n}={quoted} 2>&-",
            f"export {n}={quoted}", f"{n}=${{{n}#?}}", f"{n}=${{{n}/{old[:1] or 'l'}/r}}", f"{n}+={quoted}", f"{n}=({quoted} b)",
            f"{n}=$(echo {quoted})", f"read -r {n} < <(echo {quoted})", f"for {n} in {quoted} b; do :; done", f"{n}=${{{n}:+{quoted}}}",
            f"mapfile -t {n} <<< {quoted}", f"let {n}=1", f"readonly {n}={quoted}", f"{n}=${{{n}^^}}", f"getopts a {n} -a",
            f"echo {quoted} > f; read {n} < f", f"{n}=$(cat <<< {quoted})", f"{n}={quoted} :", f"declare -u {n}; {n}={quoted}",
        )  # fmt: skip
        return before, change, self.use_of(f"${n}", n)

    def value(self) -> str:
        return self.one(
            self.program(),
            self.program(),
            self.program(),
            "",
            f"{self.program()} a",
            "env",
            "nice -n 5",
            " ",
            "-x",
            "A=1",
        )

    def use_of(self, e: str, n: str) -> str:
        """Something that depends on what an expansion comes to."""
        b, w = e if e.startswith("${") else "${" + e[1:] + "}", self.words()
        inner = b[2:-1]
        return self.one(
            f"{e} {w}", f"{e} {w}", f'"{e}" {w}', f"{e} {self.command()}", f"${{{inner}:-{self.program()}}} {w}", f"${{{inner}-{self.program()}}} {w}",
            f"${{{inner}:+{self.program()}}} {self.command()}", f"${{{inner}+{self.program()}}} {w}", f'p {e} "{e}" {w}', f'eval "{e} a"', f"eval {e} {self.program()}",
            f'bash -c "{e} b"', f"env {e} {self.command()}", f"nice {e} {self.command()}", f"echo a b | xargs {e} {self.program()}", f"command {e} {self.command()}",
            f"case {e} in *l*) p 1;; '') q 2;; *) ls 3;; esac", f'read -r u <<< "{e}"; $u x', f'echo "{e} y" | sh', f"u={e}; $u z", f'u=("{e}" c); "${{u[@]}}"',
            f"u=({e} c); ${{u[0]}} d", f'for u in {e} {self.program()}; do $u 1; done', f'set -- {e} x; "$@"', f"export {n}; bash -c '${n} e'", f'printf "%s f\\n" {e} | bash',
            f"cat <<END | sh\n{e} g\nEND", f'h() {{ $1 "$2"; }}; h {e} i', f"p x{e}y {w}", f'[[ -n {e} ]] && {e} k', f'timeout 5 {e} {self.command()}', f'$(echo {e}) l',
            f'sh -c "$1 m" _ {e}', f"bash -c '$0 n' {e}", f"bash -c '\"$@\"' _ {e} {self.command()}", f"{n}={self.program()} bash -c '${n} o'", f"find . -maxdepth 0 -exec {e} {{}} ';'",
        )  # fmt: skip

    def array(self) -> tuple[str, str, str]:
        a, b = self.value(), self.value()
        qa, qb = shlex.quote(a), shlex.quote(b)
        before = self.one(
            f"t=({qa} {self.words()})",
            "t=()",
            f"t=([2]={qa} b)",
            f"t={qa}",
            f"declare -A t=([k]={qa} [0]=ls)",
            "unset t",
            f"declare -a t; t[1]={qa}",
        )
        change = self.one(
            f"t=({qb})", f"t+=({qb})", f"t[0]={qb}", f"t[1]={qb}", f"t[i]={qb}", f"t[-1]={qb}", "unset 't[0]'", "unset t", f"t+={qb}", f"t=(\"${{t[@]}}\" {qb})",
            "t=(\"${t[@]:1}\")", f"mapfile -t t <<< {qb}", f"read -ra t <<< {qb}", f"IFS=: read -ra t <<< x:{qb}", f"printf -v 't[0]' %s {qb}", f"t=([0]={qb} [k]=c)",
            f"t[$((0+1))]={qb}", f"i=1; t[i++]={qb}", "t=(${t[@]/#/r})", f"t=({{{self.program()},{self.program()}}})", f"t=($(echo {qb}))", f"readarray -t t < <(echo {qb})", "t=()",
        )  # fmt: skip
        e = self.one("${t[0]}", "${t[1]}", "${t[@]}", "$t", "${t[-1]}", "${t[*]}", "${t[i]}", "${t[@]:0:1}", "${t[k]}")
        return (
            before,
            change,
            self.one(
                self.use_of(e, "t"),
                f'"${{t[@]}}" {self.words()}',
                'p "${t[@]}" "${#t[@]}" "${t[*]}"',
                'for u in "${t[@]}"; do $u x; done',
                f'"${{t[@]:-{self.program()}}}" y',
            ),
        )

    def positional(self) -> tuple[str, str, str]:
        a, b = self.value(), self.value()
        before = self.one(f"set -- {shlex.quote(a)} {self.words()}", "set --", f"set -- a {shlex.quote(a)} c")
        change = self.one(
            f"set -- {shlex.quote(b)} x",
            "shift",
            "shift 2",
            "shift 0",
            f'set -- "$@" {shlex.quote(b)}',
            "set --",
            f"set -- $2 {self.program()}",
            'set -- "${@:2}"',
            f"set -f -- {shlex.quote(b)}",
            "shift $#",
        )
        return (
            before,
            change,
            self.one(
                self.use_of(self.one("$1", "$2", "$@", "$*", "${@:1:1}", "${!#}", "${@: -1}"), "u"),
                '"$@"',
                '"$1" "$#"',
                "for u; do $u x; done",
                'h() { "$@"; }; h "$@"',
                'while (( $# )); do p "$1"; shift; done',
            ),
        )

    def function(self) -> tuple[str, str, str]:
        a, b = self.command(), self.command()
        before = self.one(f"k() {{ {a}; }}", f'k() {{ {a} "$@"; }}', f"function k {{ {a}; }}", "", f"k() ( {a} )")
        change = self.one(
            f"k() {{ {b} $1; }}",
            "unset -f k",
            f"k() {{ unset -f k; {b}; }}",
            f"eval 'k() {{ {b}; }}'",
            f"k() {{ k() {{ {b}; }}; {a}; }}; k",
            'k() { command k "$@"; }',
            f"cd() {{ {b}; }}; cd /tmp",
            f"echo() {{ {b}; }}",
            f"test() {{ {b}; }}; test",
        )
        return (
            before,
            change,
            self.one(
                "k a",
                "k a; k b",
                "command k c",
                "export -f k; bash -c 'k d'",
                "env k e",
                "$(k f) g",
                "k | q",
                "v=k; $v h",
                "declare -f k | bash",
                "type k >/dev/null && k i",
                "(unset -f k; k j)",
                "echo z | sh",
                "k() { :; }; k l",
            ),
        )

    def alias(self) -> tuple[str, str, str]:
        a, b = self.command(), self.command()
        before = self.one("shopt -s expand_aliases", f"shopt -s expand_aliases\nalias al={shlex.quote(a)}")
        change = self.one(
            f"alias al={shlex.quote(b)}",
            "unalias al",
            f"alias al={shlex.quote(b + ' ')} x={self.program()}",
            "shopt -u expand_aliases",
            f"alias ls={shlex.quote(b)}",
            "unalias -a",
        )
        return (
            before,
            change,
            self.one(
                "al y",
                "al x",
                "\\al z",
                "ls y",
                "eval 'al w'",
                "h() { al v; }\nh",
                "al; al",
                "bash -c 'al u'",
                "'al' t",
            ),
        )

    def directory(self) -> tuple[str, str, str]:
        run = self.command()
        before = self.one("", "cd /tmp", "mkdir -p d; cd d", "cd dir")
        change = self.one(
            "cd /tmp",
            "cd dir",
            "cd ..",
            "cd -",
            "pushd /tmp",
            "cd",
            "cd nowhere",
            'cd "$HOME"',
            "CDPATH=/tmp; cd d",
            "cd /tmp || exit",
            "popd",
            "cd -P /tmp",
            "cd ./dir/..",
            "OLDPWD=/tmp; cd -",
            "cd $(pwd)",
        )
        return (
            before,
            change,
            self.one(
                run,
                f"./{self.program()} x",
                f"{run} > o",
                f"echo '{run}' > s.sh; bash s.sh",
                'p "$PWD"',
                f"echo '{run}' > /tmp/s.sh; . ./s.sh",
                f"cat > s <<'END'\n{run}\nEND\n(cd /tmp; bash s); bash s",
                "p ~+ ~-",
            ),
        )

    def reference(self) -> tuple[str, str, str]:
        a, b = shlex.quote(self.value()), shlex.quote(self.value())
        before = self.one(
            f"v={a}; w={b}", f"declare -n r=v; v={a}", f"v={a}; declare -n r", f"v=({a} x); declare -n r=v"
        )
        change = self.one(
            "declare -n r=v",
            "declare -n r=w",
            f"r={b}",
            f"v={b}",
            "unset -n r",
            "unset r",
            "r=w",
            f"set_() {{ local -n o=$1; o={b}; }}; set_ v",
            f"declare -n r=v; r={b}",
            f"read r <<< {b}",
            f"printf -v r %s {b}",
            f"r+=({b})",
            f"typeset -n r=v; r={b}",
            f"for r in v w; do r={b}; done",
            f"n=v; printf -v $n %s {b}",
            f"n=v; eval $n={b}",
            f"n=v; read $n <<< {b}",
            f"declare v={b}",
        )
        return (
            before,
            change,
            self.one(
                self.use_of(self.one("$r", "$v", "$w"), "v"), "n=v; ${!n} x", 'p "${!r}"', 'n=v; p "${!n}" "${r[@]}"'
            ),
        )

    def separators(self) -> tuple[str, str, str]:
        text = self.one("rm:a b:c", "ls,x y", "a:rm", "rm-x", ":", "nice:rm:z", "rm::x")
        change = self.one(
            "IFS=:",
            "IFS=,",
            "IFS=",
            "unset IFS",
            "IFS=-",
            "IFS=$' \\t\\n'",
            "IFS=: v=rm:q",
            "local IFS=: 2>&-",
            "IFS+=:",
        )
        return (
            f"v={shlex.quote(text)}; set -- rm x",
            change,
            self.one(
                "$v",
                "p $v",
                'p "$*" $*',
                "u=$*; $u",
                "eval $v",
                "bash -c '$v'",
                'read -r c d <<< "$v"; $c $d',
                'read -ra t <<< $v; "${t[@]}"',
                "for u in $v; do $u 1; done",
                "u=($v); ${u[0]} 2",
                "sh -c 'v=rm:a; p $v'",
                "set -- $v; $1 z",
                "xargs $v <<< a",
                "p ${v//:/ } x$v",
                "cat <<END | sh\n$*\n$v\nEND",
            ),
        )

    def descriptor(self) -> tuple[str, str, str]:
        a, b = self.command(), self.command()
        before = self.one(
            f"printf '%s\\n' {shlex.quote(a)} {shlex.quote(b)} > in",
            f"exec 3<<< {shlex.quote(a)}",
            f"printf %s {shlex.quote(a)} > in; exec 3< in",
            f"exec < <(echo {shlex.quote(a)})",
            f"exec 4>in; echo {shlex.quote(a)} >&4; exec 4>&-",
        )
        change = self.one(
            f"exec 3<<< {shlex.quote(b)}",
            "exec < in",
            "exec 3< in",
            f"exec < <(echo {shlex.quote(b)})",
            "exec 3<&-",
            "exec 3<&0",
            "read -r l",
            "read -r l <&3",
            f"exec 0<<'END'\n{b}\nEND",
            "exec {fd}<in; exec 3<&$fd",
            "exec 0<&3",
            f"echo {shlex.quote(b)} > in",
            f"echo {shlex.quote(b)} >> in",
            "mv in out; exec 3< out",
        )
        return (
            before,
            change,
            self.one(
                "read -r c; $c",
                "bash",
                "read -r c <&3; $c",
                "bash <&3",
                "bash < in",
                "while read -r c; do $c; done < in",
                ". /dev/stdin",
                "sh -s x <&3",
                "read -ru 3 c d; $c $d",
                "cat <&3 | bash",
                "cat in | sh",
                "mapfile -t t < in; ${t[0]}; ${t[1]}",
                "source in",
                "$(< in)",
                "xargs -a in env",
                "xargs < in",
                "bash /dev/fd/3",
                "{ read -r c; bash; } < in",
                "head -n1 in | bash",
                "tail -n 1 in | sh",
            ),
        )

    def script(self) -> tuple[str, str, str]:
        a, b = self.command(), self.command()
        f = self.one("s.sh", "./s", "/tmp/s.sh", "d/s", '"$HOME/s"', "bin/t")
        make = f"mkdir -p d bin; printf '%s\\n' {shlex.quote(a)} > {f}"
        before = self.one(
            make,
            f"mkdir -p d bin; cat > {f} <<'END'\n{a}\nEND",
            f"mkdir -p d bin; echo {shlex.quote(a)} | tee {f}",
            f"mkdir -p d bin; cat > {f} <<END\n{a}\nEND",
            "mkdir -p d bin",
        )
        change = self.one(
            f"echo {shlex.quote(b)} > {f}",
            f"echo {shlex.quote(b)} >> {f}",
            f"cat > {f} <<'END'\n{b}\nEND",
            f"echo {shlex.quote(b)} > o; mv o {f}",
            f"echo {shlex.quote(b)} > o; cp o {f}",
            f"echo {shlex.quote(b)} > o; ln -sf o {f}",
            f"echo {shlex.quote(b)} | tee -a {f}",
            f"sed -i s/{a[:1]}/r/ {f}",
            f": > {f}",
            f"rm {f}",
            f"chmod +x {f}",
            f"exec 5>>{f}; echo {shlex.quote(b)} >&5",
            f"echo {shlex.quote(b)} >| {f}",
            f"tr a-z a-z <<< {shlex.quote(b)} > {f}",
            f"cp {f} o; echo {shlex.quote(b)} > {f}",
            f"{{ echo {shlex.quote(b)}; echo p; }} > {f}",
            f"dd of={f} <<< {shlex.quote(b)}",
            f"printf %s {shlex.quote(b)} > {f}",
            f"install -m 755 <(echo {shlex.quote(b)}) {f}",
        )
        return (
            before,
            change,
            self.one(
                f"bash {f} 1",
                f". {f if '/' in f else './' + f}",
                f"sh < {f}",
                f"cat {f} | bash",
                f"chmod +x {f}; {f if '/' in f else './' + f} x",
                f"bash <(cat {f})",
                f'eval "$(cat {f})"',
                f"cp {f} e; bash e",
                f"ln -s {f} e; sh e",
                f'bash -c "$(< {f})"',
                f"source {f if '/' in f else './' + f} y",
                f"xargs -n1 bash <<< {f}",
                "find . -name s.sh -exec sh {} ';'",
                f"BASH_ENV={f} bash -c p",
                "(cd /tmp; bash s.sh)",
                f"nice bash {f}",
                f"bash -- {f} z",
                f"bash -x {f}",
                f"mapfile -t t < {f}; ${{t[0]}}",
            ),
        )

    def path(self) -> tuple[str, str, str]:
        a, b = self.command(), self.command()
        before = f"mkdir -p bin; printf '#!/bin/sh\\n%s\\n' {shlex.quote(a)} > bin/{self.one('own', 'ls', 'git')}; chmod +x bin/*"
        change = self.one(
            "PATH=$HOME/bin:$PATH",
            "export PATH=bin:$PATH",
            "PATH+=:$HOME/bin",
            "PATH=$PWD/bin:/usr/bin:/bin",
            "hash -p bin/own own",
            f"own() {{ {b}; }}",
            "PATH=",
            "cd bin; PATH=.:$PATH",
            "hash -r",
            f"printf '#!/bin/bash\\n%s\\n' {shlex.quote(b)} > bin/own; chmod +x bin/own",
        )
        return (
            before,
            change,
            self.one(
                "own x",
                "ls y",
                "git z",
                "env own w",
                "command own v",
                "bash -c 'own u'",
                "PATH=bin own t",
                "./bin/own s",
                "nice own r",
                "env PATH=$HOME/bin own q",
            ),
        )

    def link(self) -> tuple[str, str, str]:
        tool = self.one("rm", "curl", "bash", "sh", "env")
        before = self.one(
            f"ln -s /bin/{tool} z", f"cp /bin/{tool} z", "mkdir -p d", f"ln -s /usr/bin d/l; ln -s /bin/{tool} z"
        )
        change = self.one(
            f"ln -sf /bin/{self.one('cp', 'bash', 'ls')} z",
            "mv z y; ln -s y z",
            "cp z y; mv y z",
            "rm z",
            "chmod +x z",
            "ln -s /bin d",
            "ln -f z y",
            "hash -p ./z zz",
        )
        return (
            before,
            change,
            self.one(
                "./z -c 'q r'",
                "./z x",
                "./y -c 'p s'",
                "zz a",
                "./d/bin/rm x",
                "nice ./z -c 'git t'",
                "$PWD/z x",
                "bash -c './z -c \"ls u\"'",
            ),
        )

    def environment(self) -> tuple[str, str, str]:
        a, b = self.command(), self.command()
        before = self.one(
            "", f"e={self.program()}", f"export e={self.program()}", f"echo {shlex.quote(a)} > rc", "set -a"
        )
        change = self.one(
            f"export e={self.program()}",
            f"e={self.program()}",
            "unset e",
            "export -n e",
            f"export BASH_ENV=rc; echo {shlex.quote(b)} > rc",
            f"f() {{ {b}; }}; export -f f",
            "declare -x e",
            f"export PROMPT_COMMAND={shlex.quote(b)}",
            f"set -a; e={self.program()}",
            f"export 'BASH_FUNC_g%%=() {{ {b}; }}'",
            f"export e; e={self.program()}",
        )
        return (
            before,
            change,
            self.one(
                "bash -c '$e x'",
                "sh -c '$e y'",
                "env -u e bash -c '${e:-q} z'",
                "env -i bash -c '${e-p} w'",
                f"e={self.program()} bash -c '$e v'",
                "bash <<< '$e u'",
                "env bash -c 'f'",
                "bash -c 'g'",
                "bash -c p",
                "xargs bash -c '$e $0' <<< t",
                "(e=rm; bash -c '$e s')",
                "env e=cp sh -c '$e r'",
                "find . -maxdepth 0 -exec sh -c '$e $0' {} +",
            ),
        )

    def trap(self) -> tuple[str, str, str]:
        a, b, on = self.command(), self.command(), self.one("EXIT", "ERR", "DEBUG", "0", "RETURN", "INT")
        before = self.one(
            f"trap {shlex.quote(a)} {on}",
            f"v={self.program()}; trap '$v x' {on}",
            f"h() {{ {a}; }}; trap h {on}",
            "set -T",
            "set -E",
        )
        change = self.one(
            f"trap {shlex.quote(b)} {on}",
            f"trap - {on}",
            f"trap '' {on}",
            f"v={self.program()}",
            f"h() {{ {b}; }}",
            f"trap {shlex.quote(b)} EXIT",
            "kill -INT $$",
        )
        return (
            before,
            change,
            self.one(
                "false",
                "true",
                self.command(),
                "exit",
                "exec p y",
                "u() { return; }; u",
                "(exit 1)",
                "bash -c q",
                ". /dev/null",
                "kill -s INT $$",
                "v=git",
            ),
        )

    def setting(self) -> tuple[str, str, str]:
        change = self.one(
            "set -e",
            "set -u",
            "set -f",
            "set -k",
            "set -o noglob",
            "shopt -s nullglob",
            "shopt -s extglob",
            "shopt -s lastpipe",
            "set +f",
            "set -o posix",
            "shopt -s failglob",
            "set -n",
            "set -o pipefail",
            "shopt -s globstar dotglob",
            "set -x",
            "set -C",
            "shopt -s nocasematch",
            "set +B",
            "shopt -s compat44",
            "set -eu -o pipefail",
            "set -a",
        )
        return (
            f"v={self.program()}; echo a > f",
            change,
            self.one(
                f"false; {self.command()}",
                f"$v {self.command()}",
                "p *",
                "p {a,b}",
                "p *.none",
                f"{self.command()} A=1",
                "echo rm | read u; $u x",
                f"p ${{unset_name}}; {self.command()}",
                "p @(a|b)",
                f"{self.command()} > f",
                "[[ A == a ]] && p 1",
                "echo q | { read u; }; ${u:-ls} z",
                "! false; $v y",
                f"f() {{ false; {self.command()}; }}; f || $v; $v z",
            ),
        )

    # --- more ---------------------------------------------------------------------------------------------------------

    def wrapped(self) -> str:
        """Wrappers by their real grammars: glued, clustered, long, abbreviated options."""
        inner = self.command()
        for _ in range(self.c.choice((1, 1, 2, 3))):
            sh = shlex.quote(inner)
            inner = self.one(
                f"env {self.one('', '-i', '-u v', '-uv', '--unset=v', '--uns v', 'A=1', '-i A=1 B=2', '-C /tmp', '--chdir=/tmp', '--', '-', '-iu v', '--ignore-environment', '-v')} {inner}",
                f"env -S {shlex.quote('A=1 ' + inner)}", f"env {shlex.quote('-S' + inner)} z", f"env --split-string={sh}", f"env -iS {sh}",
                f"timeout {self.one('5', '-k 1 5', '-k1 5', '-s KILL 5', '--signal=KILL 5', '--kill-after 1 5', '--kill-a=1 5', '--fore 5', '-vk1 5', '--preserve-status 5s', '0.5')} {inner}",
                f"nice {self.one('', '-n 5', '-n5', '-5', '--adjustment=5', '--adj 5', '-n 1 -n 2', '--')} {inner}", f"nohup {self.one('', '--')} {inner}", f"setsid {self.one('', '-w', '-f', '-cw', '--wait', '--fork')} {inner}",
                f"stdbuf {self.one('-oL', '-o L', '--output=L', '-i0 -e 0', '--out 0')} {inner}", f"ionice {self.one('-c 2 -n 3', '-c2', '-c3', '--class 2', '-t -c 3')} {inner}",
                f"taskset {self.one('1', '0x1', '-c 0', '--cpu-list 0', '-c 0-1')} {inner}", f"prlimit {self.one('--nofile=64', '-n64', '--core=0:0')} {inner}", f"chrt {self.one('-o 0', '--other 0', '-b 0', '-i 0')} {inner}",
                f"flock {self.one('lock', '-n lock', '-w 1 lock', '--timeout 1 lock', '/tmp', '-x -E 3 lock')} {inner}", f"flock lock -c {sh}", f"flock -n lock --command {sh}",
                f"setarch {self.one('x86_64', '-R', 'x86_64 -R', '--addr-no-randomize')} {inner}", f"time {self.one('', '-p')} {inner}", f"command {self.one('', '-p', '--')} {inner}", f"exec {self.one('', '-a zero', '-c', '-l', '--', '-cl', '-cla z')} {inner}",
                f"xargs {self.one('', '-r', '-n 1', '-n1', '-t', '-I{}', '-I R', '--max-args=1', '--max-a 1', '-P 2', '-L1', '-d ,', '-0', '-0n1', '--no-run-if-empty', '-a f', '-E x', '-s 100')} {inner} {self.one('', '{}', 'R', 'k')} <<< {self.one('a', chr(39) + 'a b' + chr(39), 'a,b')}",
                f"find . -maxdepth 0 {self.one('', '-type d', '-name .', '-print', '! -name x', '-o -name y')} -exec {inner} {self.one('{} ' + chr(92) + ';', '{} +', chr(92) + ';', 'x{}y ' + chr(39) + ';' + chr(39))}",
                f"find . -maxdepth 0 -exec q {{}} \\; -exec {inner} \\;", f"bash -c {sh}", f"bash {self.one('-ec', '-xc', '-lc', '--norc -c', '-o pipefail -c', '+x -c', '-O extglob -c', '-c --', '-uc', '-cx')} {sh} zero one",
                f"sh {self.one('-c', '-ec', '-xc', '-c --')} {sh}", f"busybox sh -c {sh}", f"eval {sh}", f"builtin command {inner}", f"eval command {inner}", f"coproc {inner}",
            )  # fmt: skip
        return inner

    def piped(self) -> str:
        """Text through filters into something that runs it."""
        a, b = self.command(), self.command()
        source = self.one(
            f"echo {shlex.quote(a)}", f"printf '%s\\n' {shlex.quote(a)} {shlex.quote(b)}", f"cat <<'END'\n{a}\n{b}\nEND", f"cat <<< {shlex.quote(a)}", f"echo {shlex.quote(a)} | base64 | base64 -d",
            f"printf '%s\\n' {shlex.quote(a)} | tee o", f"echo {shlex.quote(a[::-1])} | rev", f"echo {shlex.quote('XX ' + a)} | cut -c4-", f"printf '%s\\n' x {shlex.quote(a)} | tail -n 1", f"printf '%s\\n' {shlex.quote(a)} x | head -n1",
            f"echo {shlex.quote(a)} | tr a-z a-z", f"echo {shlex.quote(a)} | sed s/zz/y/", f"echo {shlex.quote(a)} | sed 's/^/nice /'", f"printf '%s\\n' {shlex.quote(b)} {shlex.quote(a)} | tac", f"printf '%s\\n' {shlex.quote(a)} {shlex.quote(a)} | sort -u", f"echo {shlex.quote(a)} | cat - /dev/null",
            f"{{ echo {shlex.quote(a)}; echo {shlex.quote(b)}; }}", f"( echo {shlex.quote(a)} )", f"if {b}; then echo {shlex.quote(a)}; else echo q; fi", f"for i in {self.program()} {self.program()}; do echo $i z; done", f"f() {{ echo {shlex.quote(a)}; }}; f", f"printf '%b' {shlex.quote(a.replace('a', chr(92) + 'x61'))}",
            f"echo {shlex.quote(a)} | while read -r l; do echo \"$l\"; done", f"{b} && echo {shlex.quote(a)}", f"false || echo {shlex.quote(a)}", "seq 2 | sed 's/^/p /'", f"echo {shlex.quote(a)} | nl -ba | cut -f2",
        )  # fmt: skip
        end = self.one("bash", "sh", "bash -s x", "xargs", "xargs -n1 bash -c", "bash /dev/stdin", "while read -r c d; do $c \"$d\"; done", "{ read -r c; $c; }", "env bash", "nice sh", "xargs -I{} sh -c {}", "source /dev/stdin", ". /dev/fd/0", "tee o; bash o", "(bash)", "if true; then sh; fi", "{ head -n1; cat; } | bash", "cat > o; sh o", "mapfile -C eval -c 1", "xargs -d '\\n' -n1 bash -c")  # fmt: skip
        return self.one(
            f"{source.partition(chr(10))[0]} | {end}" + ("\n" + source.partition("\n")[2] if "\n" in source else ""),
            f"bash <({source}\n)",
            f'eval "$({source}\n)"',
            f'bash <<< "$({source}\n)"',
            f". <({source}\n)",
            f"$({source}\n)",
        )

    def document(self) -> str:
        """Here-documents in here-documents."""
        a, b = self.command(), self.command()
        outer, inner = self.one("E", "'E'", '"E"', "\\E"), self.one("F", "'F'")
        dash = self.one("", "-")
        return self.one(
            f"bash <<{outer}\nbash <<{inner}\n{a}\nF\n{b}\nE", f"cat <<{outer} | bash\ncat <<{inner} | sh\n{a}\nF\nE", f"bash <<{outer} ; {b}\n{a}\nE", f"cat <<{outer} <<{inner} | sh\n{a}\nE\n{b}\nF", f"bash <<{dash}{outer}\n\t{a}\n{'' if not dash else chr(9)}E",
            f"bash 3<<{outer} <<{inner}\n{a}\nE\n{b}; bash <&3\nF", f"cat <<{outer} > s\n{a}\n$({b})\nE\nbash s", f"while read -r l; do $l; done <<{outer}\n{a}\n{b}\nE", f"f() {{ bash; }} <<{outer}\n{a}\nE\nf; f", f"if bash; then {b}; fi <<{outer}\n{a}\nE", f"v=$(cat <<{outer}\n{a}\nE\n); eval \"$v\"",
            f"bash -s <<{outer} 1 2\n{a} $1\nE", f"(cat; echo {shlex.quote(b)}) <<{outer} | bash\n{a}\nE", f"sh <<{outer} && {b}\n{a} \\\n  x\nE", f"bash <<{outer} | {{ read -r l; {b}; }}\n{a}\nE", f"bash <(cat <<{outer}\n{a}\nE\n)", f"bash <<{outer}\neval {shlex.quote(a)}\ntrap {shlex.quote(b)} EXIT\nE",
        )  # fmt: skip

    def reading(self) -> str:
        a, b, c = self.program(), self.program(), self.program()
        lines = self.one(
            f"$'{a} x\\n{b} y\\n{c} z'", f"'{a} 1'", f"$'{a}\\n\\n{b}'", f"' {a}  k l '", f"$'{a}\\\\\\n{b}'"
        )
        return self.one(
            f"while read {self.one('', '-r ')}{self.one('u', 'u t', 'u t s')}; do $u \"$t\"; done <<< {lines}", f"while IFS= read -r u; do $u; done <<< {lines}", f"{{ read u; read t; $t; $u; }} <<< {lines}", f"while read -r u && read -r t; do $t 1; done <<< {lines}", f"while :; do read u || break; $u; done <<< {lines}",
            f"mapfile -t t <<< {lines}; for u in \"${{t[@]}}\"; do $u; done", f"mapfile -t -n 1 t <<< {lines}; ${{t[0]}}", f"mapfile -t -s 1 t <<< {lines}; ${{t[0]}} q", f"until ! read u; do $u; done <<< {lines}", f"for i in 1 2; do read u; $u; done <<< {lines}", f"read -d y u <<< {lines}; $u", f"read -n 3 u <<< {lines}; $u", f"read -a t <<< {lines}; \"${{t[@]}}\"",
            f"if read u; then $u; read t; $t; fi <<< {lines}", f"f() {{ read u; $u; }}; {{ f; f; }} <<< {lines}", f"while read u; do case $u in {a}*) ;; *) $u;; esac; done <<< {lines}", f"while read u; do t=$u; done <<< {lines}; $t", f"echo {lines} | while read u; do $u; done", f"echo {lines} | {{ read u; cat | bash; $u; }}", f"select u in {a} {b}; do $u; break; done <<< 2", f"while read u; do bash; done <<< {lines}", f"(read u; $u; read u; $u) <<< {lines}", f"IFS=y read u t <<< {lines}; $u; $t",
        )  # fmt: skip

    def deferred(self) -> str:
        a, b = self.command(), self.command()
        return self.one(
            f"trap {shlex.quote(a)} EXIT; trap {shlex.quote(b)} ERR; false", f"mapfile -C {shlex.quote(a)} -c 1 t <<< x", f"mapfile -C 'f' -c 1 t <<< x; f() {{ {a}; }}", f"f() {{ {a} $2; }}; mapfile -C f -c 1 t <<< x", f"PROMPT_COMMAND={shlex.quote(a)}; {b}", f"eval eval {shlex.quote(a)}", f"eval \"f() {{ {a}; }}\"; f",
            f"compgen -C {shlex.quote(a)} x", f"compgen -F f x; f() {{ {a}; }}", f"f() {{ {a}; }}; compgen -F f x 2>&-", f"complete -C {self.program()} x; {a}", f"x='{self.program()} y'; eval $x; eval \"$x\" z", f"eval {shlex.quote(a)} '&&' {shlex.quote(b)}", f"PS4='$({self.program()} z)'; set -x; {a}", f"x='a[$({self.program()})]'; (( x ))", f"x='a[$({self.program()})]'; [[ $x -eq 0 ]]",
            f"x='$({self.program()} w)'; p \"${{x@P}}\"", f"command_not_found_handle() {{ {a} \"$@\"; }}; nobody-has-this k", f"bash -c {shlex.quote(a)} & wait", f"f() {{ {a}; }}; trap f USR1; kill -USR1 $$; {b}", f"sleep 0 && {a} & wait; {b}", f"eval \"$(printf '%s\\n' {shlex.quote(a)} {shlex.quote(b)})\"", f"unset x; eval '${{x:-{self.program()}}} j'", f"declare -i n; n='a[$({self.program()})]'", f"printf -v 'a[$({self.program()})]' x", f"test -v 'a[$({self.program()})]'",
        )  # fmt: skip


def situation(chance: random.Random) -> str:
    """One text."""
    return Situations(chance).text()


__all__: Sequence[str] = ("PROGRAMS", "Situations", "situation")
