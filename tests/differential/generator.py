"""Shell texts by the grammar, from a seed; and other people's texts, changed.

The texts mean nothing, but they do something: every program in them is a name that the oracle logs. A text is a function
of its seed and number alone, so a finding is reproduced by both.
"""

from __future__ import annotations

import random
import shlex
from collections.abc import Callable, Iterator, Sequence

from differential.situations import situation

_PROGRAMS = (
    "touch",
    "rm",
    "curl",
    "git",
    "ls",
    "cp",
    "chmod",
    "prog",
    "tool-x",
    "p",
    "q",
    "/bin/rm",
    "/usr/bin/curl",
    "make",
)
_WORDS = (
    "a",
    "b",
    "-x",
    "--long=v",
    "file.txt",
    "dir/f",
    "pwned",
    "x y",
    "",
    "*",
    "a*",
    "[ab]",
    "$HOME",
    "a;b",
    "'",
    "{a,b}",
    "~",
    "1",
    "é",
    "-",
)
_NAMES = ("v", "w", "x", "cmd", "arr", "n")
_FUNCTIONS = ("f", "g", "helper")


def texts(seed: int, count: int, corpus: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """`count` texts with their ids: half of them situations, the rest by the grammar, or texts of `corpus` changed."""
    for number in range(count):
        yield text(seed, number, corpus)


def text(seed: int, number: int, corpus: Sequence[str] = ()) -> tuple[str, str]:
    """The text of that number, with an id that names both."""
    chance = random.Random(f"{seed}:{number}")
    if chance.random() < 0.5:
        source = situation(chance)
    elif corpus and chance.random() < 0.4:
        source = _changed(chance, corpus)
    else:
        writer = _Writer(chance)
        source = writer.script(chance.choice((1, 1, 2, 2, 3, 4)))
        if chance.random() < 0.08:
            source = _mutated(chance, source)
    return f"seed-{seed}-{number}", source.replace("\0", "")


class _Writer:
    """Writes one text. `depth` bounds nesting."""

    def __init__(self, chance: random.Random) -> None:
        self.c = chance
        self.depth = 0

    def pick(self, *choices: Callable[[], str]) -> str:
        return self.c.choice(choices)()

    def script(self, statements: int) -> str:
        return (
            "".join(
                self.statement() + self.c.choice((";", "\n", "\n", " ;", " &\n" if self.c.random() < 0.1 else "\n"))
                for _ in range(statements)
            ).rstrip(";\n ")
            + "\n"
        )

    def body(self) -> str:
        """Statements for the inside of a compound command."""
        self.depth += 1
        inner = self.script(self.c.choice((1, 1, 2)))
        self.depth -= 1
        return inner

    def statement(self) -> str:
        if self.depth > 3:
            return self.simple()
        roll = self.c.random()
        if roll < 0.30:
            return self.simple()
        if roll < 0.42:
            return self.assignment() + self.c.choice(("; ", "\n")) + self.user()
        if roll < 0.72:
            return self.compound()
        if roll < 0.86:
            return self.nested()
        return self.pick(self.state, self.list_, self.pipeline)

    # --- words ------------------------------------------------------------------------------------------------------

    def quoted(self, word: str) -> str:
        """Some way to write this word."""
        style = self.c.randrange(9)
        if style == 0:
            return '"' + "".join("\\" + c if c in '"\\$`' else c for c in word) + '"'
        if style == 1:
            return (
                "$'"
                + "".join(
                    f"\\x{ord(c):02x}" if c.isascii() and self.c.random() < 0.4 else "\\" + c if c in "'\\" else c
                    for c in word
                )
                + "'"
            )
        if style == 2 and word:
            return "".join(
                "\\" + c if c != "\n" and (self.c.random() < 0.3 or not (c.isalnum() or c in "-_./")) else c
                for c in word
            )
        if style == 3 and len(word) > 1:
            cut = self.c.randrange(1, len(word))
            return shlex.quote(word[:cut]) + self.c.choice(("''", '""', "\\\n", "$''", '$""')) + shlex.quote(word[cut:])
        return shlex.quote(word)

    def program(self) -> str:
        name = self.c.choice(_PROGRAMS)
        roll = self.c.random()
        if roll < 0.75:
            return name
        if roll < 0.93:
            return self.quoted(name)
        return self.pick(
            lambda: "$(echo " + name + ")",
            lambda: "`echo " + name + "`",
            lambda: "${undefined:-" + name + "}",
            lambda: name[:1] + "{" + name[1:] + ",x}",
            lambda: name[:1] + "${undefined}" + name[1:],
            lambda: "$(printf %s " + name + ")",
        )

    def word(self) -> str:
        roll = self.c.random()
        if roll < 0.35:
            return self.c.choice(
                (
                    "a",
                    "b",
                    "-x",
                    "--long=v",
                    "file.txt",
                    "dir/f",
                    "pwned",
                    "*.c",
                    "~/x",
                    "a{1..3}",
                    "{a,b}c",
                    "+x",
                    "a=b",
                )
            )
        if roll < 0.6:
            return self.quoted(self.c.choice(_WORDS))
        if roll < 0.95:
            return self.expansion()
        return (
            self.word() + self.quoted(self.c.choice(_WORDS))
            if self.c.random() < 0.7
            else self.word() + self.expansion()
        )

    def expansion(self) -> str:
        n = self.c.choice(_NAMES)
        e = self.c.choice(
            (
                f"${n}", f"${{{n}}}", f"${{{n}:-dflt}}", f"${{{n}-}}", f"${{{n}:+alt}}", f"${{{n}#a}}", f"${{{n}%%b*}}", f"${{{n}/a/b}}",
                f"${{{n}//[ab]/-}}", f"${{{n}:1}}", f"${{{n}:0:1}}", f"${{#{n}}}", f"${{{n}^^}}", f"${{{n},,}}", f"${{{n}^}}", f"${{!{n}}}",
                "${arr[0]}", "${arr[@]}", "${arr[*]}", "${#arr[@]}", "${arr[@]:1}", "${!arr[@]}", "${arr[-1]}", "${arr[n]}", "$@", "$*", "$1", "${1:-one}", "$#",
                "$((1+2))", "$((n*2))", "$((n++))", "$(echo a b)", "`echo c`", f"$(echo ${n})", "$?", "$$", "${n:=5}", f"${{{n}@Q}}", f"${{{n}/#a/z}}",
                "$(< /dev/null)", "$(printf '%s-' a b)", "${arr[@]/a/b}", "${arr[@]#a}", "$((x ? 1 : 2))", "$[1+1]", f"${{{n}:-$(echo sub)}}",
            )
        )  # fmt: skip
        if self.c.random() < 0.04 and self.depth < 3:
            self.depth += 1
            e = "$(" + self.simple() + ")"
            self.depth -= 1
        roll = self.c.random()
        return (
            '"' + e + '"'
            if roll < 0.45
            else e
            if roll < 0.9
            else self.c.choice(("p", "-", '"q"')) + e + self.c.choice(("", "s", "'t'"))
        )

    def words(self) -> str:
        return " ".join(self.word() for _ in range(self.c.choice((0, 1, 1, 2, 3))))

    def simple(self) -> str:
        parts = []
        if self.c.random() < 0.12:
            parts.append(self.c.choice(("A=1", "B=$v", 'C="x y"', "v=tmp", "IFS=:", "D=$(echo d)", "A+=2")))
        program = self.program() if self.c.random() < 0.93 else self.c.choice(_FUNCTIONS)
        parts += [program, self.words()]
        for _ in range(self.c.choice((0, 0, 0, 1, 2))):
            parts.insert(self.c.randrange(len(parts) + 1), self.redirection())
        return " ".join(part for part in parts if part)

    def redirection(self) -> str:
        return self.c.choice(
            (
                ">out",
                ">>out",
                "2>&1",
                "</dev/null",
                "2>/dev/null",
                "&>all",
                ">|c",
                "<<<word",
                '<<<"$v"',
                "3>&1",
                "<>rw",
                ">$v.log",
                "{fd}>o",
                "2>&-",
                "<&0",
                "> 'sp ace'",
            )
        )

    # --- variables --------------------------------------------------------------------------------------------------

    def assignment(self) -> str:
        n = self.c.choice(_NAMES)
        value = self.c.choice(_PROGRAMS) if self.c.random() < 0.5 else self.c.choice(_WORDS)
        return self.pick(
            lambda: f"{n}={self.quoted(value)}",
            lambda: f"{n}={self.word()}",
            lambda: f"{n}+={self.quoted(value)}",
            lambda: f"arr=({self.words()} {self.quoted(value)})",
            lambda: f"arr=([2]={self.quoted(value)} {self.word()} [0]=z)",
            lambda: f"arr+=({self.quoted(value)})",
            lambda: f"arr[{self.c.choice(('0', '1', 'n', '$n', '-1', '1+1'))}]={self.quoted(value)}",
            lambda: f"declare {self.c.choice(('', '-r ', '-i ', '-x ', '-u ', '-l ', '-g '))}{n}={self.quoted(value)}",
            lambda: f"declare -A arr=([k]={self.quoted(value)} [j]=b); {self.program()} ${{arr[k]}} \"${{arr[@]}}\"",
            lambda: f"declare -n ref={n}; {n}={self.quoted(value)}; {self.program()} \"$ref\"",
            lambda: f"read {n} <<< {self.quoted(value)}",
            lambda: f"read -r {n} w <<< 'one two three'",
            lambda: f"IFS=, read -ra arr <<< 'a,b c,{value.replace(chr(39), '')}'",
            lambda: f"printf -v {n} {self.c.choice(('%s', '%s-', '%q', '%5s', '%b'))} {self.quoted(value)}",
            lambda: f"mapfile -t arr < <(printf '%s\\n' {self.quoted(value)} b)",
            lambda: f"mapfile arr <<< {self.quoted(value)}",
            lambda: f"set -- {self.words()} {self.quoted(value)}; {n}=$1; shift",
            lambda: f"{n}=$(echo {self.quoted(value)})",
            lambda: f"unset {n}; : ${{{n}:={self.quoted(value)}}}",
            lambda: f"let '{n}=1+2'" if self.c.random() < 0.5 else f"(( {n} = 3, n += 2 ))",
            lambda: f"{n}={self.quoted(value)} w=${n}",
            lambda: f"export {n}={self.quoted(value)}",
            lambda: f"while read -r {n}; do {self.program()} \"${n}\"; done <<< {self.quoted(value)}",
            lambda: f"{n}=a; {n}=${{{n}}}{self.quoted(value)}",
            lambda: f"{n}={self.quoted(value)}; {n}=${{{n}{self.c.choice(('#?', '%?', '/a/x', '//[a-c]/', '^', ':1', ':0:2', '##*/', '%.*', ',,', '^^', '/#t/r', '/%m/n', ': -2'))}}}",
            lambda: f"IFS={self.c.choice((':', ',', '-', 'x'))}; {n}={self.quoted(self.c.choice(('a:b', 'rm-x', 'a,,b', 'xax')))}",
        )  # fmt: skip

    def user(self) -> str:
        """A command that depends on what was set."""
        n = self.c.choice(_NAMES)
        if self.c.random() < 0.85:
            # Of what the text has not set nobody knows what it is, and all that it names would be opaque.
            arr = n == "arr" or self.c.random() < 0.3
            value = shlex.quote(self.c.choice(_PROGRAMS))
            return (f"arr=({value} b)" if arr else f"{n}={value}") + f"; arr=({value} c); {self._user(n)}"
        return self._user(n)

    def _user(self, n: str) -> str:
        return self.pick(
            lambda: f"${n} {self.words()}",
            lambda: f"{self.program()} ${n} {self.words()}",
            lambda: f'{self.program()} "${n}" {self.words()}',
            lambda: f'"${n}" {self.word()}',
            lambda: f"${{arr[@]}} {self.word()}",
            lambda: f'{self.program()} "${{arr[@]}}"',
            lambda: f"eval ${n} {self.word()}",
            lambda: f'bash -c "${n} {self.c.choice(("a", "b"))}"',
            lambda: f"${{!{n}}} x",
            lambda: f"{self.program()} {self.expansion()} {self.expansion()}",
        )

    # --- compound ---------------------------------------------------------------------------------------------------

    def condition(self) -> str:
        n = self.c.choice(_NAMES)
        return self.pick(
            self.simple,
            lambda: f'[ -n "${n}" ]',
            lambda: f"[[ ${n} == {self.c.choice(('a*', 'b', '[ab]', '*'))} ]]",
            lambda: f"[[ -f file.txt || ${n} =~ ^a.*$ ]]",
            lambda: f"(( {self.c.choice(('n > 1', 'n++', 'x', '1', '0', 'arr[0]'))} ))",
            lambda: "test -d dir",
            lambda: self.c.choice(("true", "false", "! true", ":")),
            lambda: f"[[ -v {n} && ${n} -eq 1 ]]",
        )

    def compound(self) -> str:
        f = self.c.choice(_FUNCTIONS)
        n = self.c.choice(_NAMES)
        return self.pick(
            lambda: f"if {self.condition()}; then {self.body()}fi",
            lambda: f"if {self.condition()}; then {self.body()}else {self.body()}fi",
            lambda: f"if {self.condition()}\nthen {self.body()}elif {self.condition()}; then {self.body()}else {self.body()}fi",
            lambda: f"for {n} in {self.words()} {self.word()}; do {self.body()}{self.user()}; done",
            lambda: f"for {n} in {self.c.choice(_PROGRAMS)} {self.c.choice(_PROGRAMS)}; do ${n} {self.words()}; done",
            lambda: f"set -- {self.words()}; for {n}; do {self.program()} ${n}; done",
            lambda: f"for ((n=0; n<2; n++)); do {self.program()} $n {self.word()}; done",
            lambda: f"while {self.condition()}; do {self.body()}break; done",
            lambda: f"until {self.condition()}; do {self.body()}break; done",
            lambda: f"case {self.word()} in a|b) {self.body()};; {self.c.choice(('*', '$v', '[x-z]*', '(c)'))}{')' } {self.body()};; esac" if self.c.random() < 0.9 else f"case x in x) {self.body()};& y) {self.body()};;& *) {self.body()} esac",
            lambda: f"{{ {self.body()}}}{self.tail()}",
            lambda: f"( {self.body()}){self.tail()}",
            lambda: f"{f}() {{ {self.body()}}}; {f} {self.words()}",
            lambda: f"function {f} {{ local {n}=$1; {self.program()} \"${n}\" $2 \"$@\"; }}; {f} {self.words()}",
            lambda: f"{f}() ( {self.body()}); {f} {self.words()}; {f} again",
            lambda: f"{f}() {{ {self.program()} \"$@\"; shift; {self.program()} $*; }}; {f} {self.words()}; unset -f {f}; {f}",
            lambda: f"{f}() {{ {n}={self.word()}; return 0; }}; {n}=before; {f}; {self.program()} ${n}",
            lambda: f"select {n} in a b; do {self.program()} ${n}; break; done <<< 1",
            lambda: f"coproc {{ {self.body()}}}; wait",
            lambda: f"time {self.simple()}",
            lambda: f"! {self.simple()}",
            lambda: f"for {n} in a b; do {n}2=${n}; done; {self.program()} ${n} ${n}2",
            lambda: f"{n}=1; while (( {n}-- )); do {self.program()} ${n}; done",
        )  # fmt: skip

    def tail(self) -> str:
        return self.c.choice(("", "", " >out", " 2>&1", " </dev/null", " | " + self.simple(), " <<<in"))

    def list_(self) -> str:
        return f"{self.simple()} {self.c.choice(('&&', '||'))} {self.simple()} {self.c.choice(('&&', '||'))} {self.pick(self.simple, self.assignment)}; {self.user()}"

    def pipeline(self) -> str:
        n = self.c.choice(_NAMES)
        return self.pick(
            lambda: f"{self.simple()} | {self.simple()}",
            lambda: f"{self.simple()} |& {self.simple()} | {self.simple()}",
            lambda: (
                f"echo {self.words()} | xargs {self.c.choice(('', '-n1 ', '-n 1 ', '-I{} ', '-r ', '-0 '))}{self.c.choice(_PROGRAMS)} {self.c.choice(('', '{}', 'x'))}"
            ),
            lambda: f"echo {self.words()} | while read {n}; do {self.program()} ${n}; done",
            lambda: f"printf '%s\\n' {self.c.choice(_PROGRAMS)} | {{ read {n}; ${n} {self.words()}; }}",
            lambda: (
                f"echo '{self.c.choice(_PROGRAMS)} x' | {self.c.choice(('bash', 'sh', 'bash -s y', 'cat | sh', 'tr x y | bash'))}"
            ),
            lambda: f"cat <<E | bash\n{self.simple()}\nE",
        )

    # --- text inside text -------------------------------------------------------------------------------------------

    def nested(self) -> str:
        self.depth += 1
        inner = self.script(self.c.choice((1, 1, 2))).rstrip("\n")
        simple = self.simple()
        self.depth -= 1
        f = self.c.choice(_FUNCTIONS)
        return self.pick(
            lambda: f"bash -c {shlex.quote(inner)}",
            lambda: f"bash -c {shlex.quote(inner)} zero {self.words()}",
            lambda: f"sh -c {shlex.quote(self.program() + ' $0 $1 ' + chr(34) + '$@' + chr(34))} zero {self.words()}",
            lambda: f"eval {shlex.quote(inner)}",
            lambda: f"eval {simple}",
            lambda: f"trap {shlex.quote(inner)} {self.c.choice(('EXIT', '0', 'DEBUG', 'ERR', 'EXIT INT'))}; {self.c.choice(('true', 'false'))}",
            lambda: f"bash <<'E'\n{inner}\nE",
            lambda: f"bash <<E\n{inner}\nE",
            lambda: f"cat <<-E >s.sh\n\t{inner}\n\tE\n{self.c.choice(('bash s.sh', '. ./s.sh', 'source s.sh a', 'chmod +x s.sh; ./s.sh'))}",
            lambda: f"cat > s.sh <<'E'\n{inner}\nE\n{self.c.choice(('bash s.sh 1 2', '. ./s.sh', 'sh ./s.sh', 'bash < s.sh'))}",
            lambda: f"bash <<< {shlex.quote(inner)}",
            lambda: f"source <(echo {shlex.quote(simple)})",
            lambda: f"env {self.c.choice(('', '-i ', 'A=b ', '-u v '))}{simple}" if not simple[:2].isupper() else simple,
            lambda: f"{self.c.choice(('nice', 'nice -n 5', 'nohup', 'timeout 5', 'timeout -k 1 5', 'setsid', 'stdbuf -oL', 'command', 'exec', 'env', 'builtin command', 'command -p', 'time', 'xargs'))} {self.c.choice(_PROGRAMS)} {self.words()}",
            lambda: f"find . {self.c.choice(('', '-name x ', '-type f '))}-exec {self.c.choice(_PROGRAMS)} {{}} {self.c.choice((';', '+'))}".replace(" ;", " \\;"),
            lambda: f"{f}() {{ {inner}\n}}; export -f {f}; bash -c '{f} {self.c.choice(('a', 'b'))}'",
            lambda: f"shopt -s expand_aliases\nalias ll={shlex.quote(simple)}\nll {self.words()}",
            lambda: f"$({simple})",
            lambda: f"{self.program()} <({simple}) {self.words()}",
            lambda: f"{self.program()} {self.words()} > >({simple})",
            lambda: f"x={shlex.quote(inner)}; eval \"$x\"",
            lambda: f"x={shlex.quote(inner)}; bash -c \"$x\"",
            lambda: f"{self.program()} \"$({inner})\"",
            lambda: f"{self.program()} `{simple}`" if "`" not in simple and "\\" not in simple else simple,
            lambda: f"(( arr[$({simple})] ))",
            lambda: f"[[ $({simple}) == x ]] && {self.program()} y",
            lambda: f"cat <<E\n$({simple})\nE",
            lambda: f"echo {shlex.quote(simple)} | base64 | base64 -d | bash",
            lambda: f"PROMPT_COMMAND={shlex.quote(simple)}; {self.program()}",
            lambda: f"{self.c.choice(('hash -p /bin/rm foo; foo x', 'enable -n echo; echo a', 'exec 3<<<rm; read c <&3; $c x', 'ln -s /bin/rm zz; ./zz a', 'cp /bin/rm zz; ./zz b', 'cd /tmp; ./q a', 'pushd /tmp; p; popd', 'PATH=/tmp:$PATH p x'))}",
        )  # fmt: skip

    def state(self) -> str:
        return (
            self.c.choice(
                (
                    "set -e",
                    "set -u",
                    "set -f",
                    "set +f",
                    "shopt -s nullglob",
                    "shopt -s extglob",
                    "cd dir",
                    "cd /tmp",
                    "set -x",
                    "shopt -s globstar nullglob",
                    "set -o pipefail",
                    "umask 022",
                    "set -o noglob",
                    "shopt -s lastpipe",
                    "set -k",
                    "IFS=",
                    "unset IFS",
                )
            )
            + "; "
            + self.pick(self.simple, self.user)
        )


# --- changed texts ----------------------------------------------------------------------------------------------------


def _changed(c: random.Random, corpus: Sequence[str]) -> str:
    source = c.choice(corpus)
    for _ in range(c.choice((1, 1, 2))):
        roll = c.random()
        if roll < 0.6:
            source = _wrapped(c, source)
        elif roll < 0.85:
            source = source + c.choice(("\n", "; ", " && ", " || ", " | ")) + c.choice(corpus)
        else:
            source = _mutated(c, source)
    return source[:4000]


def _wrapped(c: random.Random, source: str) -> str:
    """Around it something that leaves it running."""
    return c.choice(
        (
            lambda: f"{{ {source}\n}}",
            lambda: f"( {source}\n)",
            lambda: f"if true; then {source}\nfi",
            lambda: f"f() {{ {source}\n}}; f a b",
            lambda: f"eval {shlex.quote(source)}",
            lambda: f"bash -c {shlex.quote(source)}",
            lambda: f'x={shlex.quote(source)}; eval "$x"',
            lambda: f"bash <<'END_OF_IT'\n{source}\nEND_OF_IT",
            lambda: f"for i in 1 2; do {source}\ndone",
            lambda: f'echo "$({source}\n)"',
            lambda: f"true && {{ {source}\n}} >out",
            lambda: f"cat <<'END_OF_IT' > s.sh; bash s.sh\n{source}\nEND_OF_IT",
            lambda: f"trap {shlex.quote(source)} EXIT",
            lambda: f"env bash -c {shlex.quote(source)}",
            lambda: f"case x in (x) {source}\nesac",
        )
    )()


def _mutated(c: random.Random, source: str) -> str:
    """A few characters changed; often no shell any more."""
    for _ in range(c.choice((1, 1, 2, 3))):
        at = c.randrange(len(source) + 1)
        roll = c.random()
        if roll < 0.35:
            source = (
                source[:at]
                + c.choice(
                    (
                        "'",
                        '"',
                        "\\",
                        "$",
                        "`",
                        "(",
                        ")",
                        "{",
                        "}",
                        ";",
                        "\n",
                        " ",
                        "#",
                        "&",
                        "|",
                        "<",
                        ">",
                        "*",
                        "!",
                        "~",
                        "=",
                        "\t",
                        "$(",
                        "${",
                        "$((",
                        "<<E\n",
                        "\\\n",
                        "''",
                    )
                )
                + source[at:]
            )
        elif roll < 0.6:
            source = source[:at] + source[at + c.choice((1, 1, 2, 4)) :]
        elif roll < 0.8:
            end = min(len(source), at + c.randrange(1, 12))
            to = c.randrange(len(source) + 1)
            source = source[:to] + source[at:end] + source[to:]
        else:
            source = source[:at] + c.choice(("\\\n", "''", '""')) + source[at:]
    return source
