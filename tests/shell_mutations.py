"""Shell texts that are mostly wrong: what people write, with pieces of grammar put in, taken out and doubled.

`python tests/shell_mutations.py SEED COUNT` judges COUNT of them (`make differential` does).
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from interlock.analysis.shell.parsing import read
from interlock.model.limits import Limits

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
SEEDS = [
    "ls -la | head -n 3",
    'a=1 b="x y" cmd "$c" > f 2>&1 &',
    "if a; then b; elif c; then d; else e; fi",
    'for x in 1 2 "$y"; do echo $x; done',
    "for ((i=0;i<3;i++)); do echo $i; done",
    'while read -r l; do echo "$l"; done < f',
    "case $x in a|b) c;; (d) e;& f) ;;& *) g; esac",
    "select x in a b; do break; done",
    "f() { echo hi; }; function g { ls; } > out",
    "{ a; b; } 2>&1 && (c; d) || ! e",
    "time -p ls; coproc cat; coproc name { cat; }",
    "[[ -f x && $a == b* || ! ( $c =~ ^(x|y)$ ) ]]",
    "(( a += 1 )); echo $((1 + (2 * 3))) $( (a) ) $[1+2]",
    'a=(1 2 "$x" [5]=y); a+=(3); declare -A m=([a]=1)',
    "echo ${x:-a b} ${x#*/} ${x//a/b} ${x:1:2} ${!x} ${#x} ${x@Q} \"${x:-'}'}\"",
    "cat <<E | sort\nhello $x `y` $(z)\nE\necho after",
    "cat <<-'A' <<B\n\ta\n\tA\nb\nB\n",
    "echo $'a\\n' $\"b\" {a,b{c,d}}x {1..5} *.txt [a-z]? \\*",
    "diff <(a) >(b) {fd}> h 3<&- <<< word",
    "echo a\\\nb \\\n c # comment\nls # more",
    "<Ctrl x><Ctrl s>",
    'edit 1:9\nfrom pwn import *\np = remote("a.example", 80)\nprint(p.recv().decode("ascii"))\nend_of_edit',
    "(( a${+= 1 )); echo $((1 + (2 * 3)))",
    "alter table t drop partition (spec);",
]
_PIECES = [
    *"(){}'\"`$<>&|;\n\\# !=*?~-[]x1E\t\r",
    *("$(", "${", "$((", "))", "<<E\n", "\nE\n", ";;", ";&", ";;&", "&&", "||", "|&", "&>>", "\\\n", "[[", "]]", "()"),
    *("if ", "then ", "else ", "elif ", "fi", "do ", "done", "case x in ", "esac", "for x in ", "while ", "until "),
    *("in", "function f", "time ", "coproc ", "select ", "((", "{a,b}", "a=(", "a[1]=", "@(", "+(", "<(", ">("),
    *("2>", "&>", "<<<", "<&", "{fd}>", "$'", '$"', "${ ", "${|"),
]


def corpus() -> list[str]:
    """The texts that mutations start from."""
    found = list(SEEDS)
    for name in ("grammar-parable", "grammar-shfmt", "everyday-intercode", "everyday-agent", "attacks"):
        path = CORPUS / f"{name}.jsonl"
        if path.exists():
            cases = map(json.loads, path.read_text(encoding="utf-8").splitlines())
            found += [case["source"] for case in cases if case["language"] == "bash" and len(case["source"]) < 400]
    return found


def mutated(seed: int, count: int, texts: list[str]) -> Iterator[str]:
    choose = random.Random(seed)
    while count:
        text = choose.choice(texts)
        for _ in range(choose.choice((1, 1, 1, 2, 3))):
            text = _changed(text, choose, texts)
        if len(text) < 1500 and "\0" not in text and not _lone_surrogate(text):
            count -= 1
            yield text


def _lone_surrogate(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)


def _changed(text: str, choose: random.Random, texts: list[str]) -> str:
    at = choose.randrange(len(text) + 1)
    match choose.randrange(6):
        case 0:
            return text[:at] + choose.choice(_PIECES) + text[at:]
        case 1:
            return text[:at] + text[at + choose.choice((1, 1, 1, 2, 5)) :]
        case 2:
            return text[:at] + choose.choice(_PIECES) + text[at + 1 :]
        case 3:
            return text[:at]
        case 4:
            return text + choose.choice(("\n", ";", " ", "|", "")) + choose.choice(texts)
    other = choose.randrange(len(text) + 1)
    begin, end = min(at, other), max(at, other)
    return text[:begin] + text[begin:end] * 2 + text[end:]


def bash_reads(text: str) -> tuple[bool, bool]:
    """Whether `bash -n` has nothing to say against `text`, and whether it warns (of a here-document without end)."""
    done = subprocess.run(["bash", "-n", "-c", "--", text], capture_output=True, timeout=20, check=False)
    lines = done.stderr.decode(errors="replace").splitlines()
    warned = [line for line in lines if "warning:" in line]
    return done.returncode == 0 and len(lines) == len(warned), bool(warned)


def refuted(text: str) -> str | None:
    """What bash would run of what is called a `syntax_error`; None where bash agrees, or nothing is called so."""
    tree = read(text, dialect="bash", limits=Limits())
    if not tree.opaque or (rest := tree.opaque[-1]).code != "syntax_error":
        return None
    if bash_reads(text)[0]:
        return text
    # bash must not take the beginning of the rest for a complete command, and come to the error only behind it.
    at = text.find("\n", rest.span.start)
    while at >= 0:
        lines = text[rest.span.start : at].split("\n")
        joined = (len(text[:at]) - len(text[:at].rstrip("\\"))) % 2
        if not joined and any(line.strip() and not line.lstrip().startswith("#") for line in lines):
            reads, warned = bash_reads(text[:at])
            if reads and not warned:
                return text[rest.span.start : at]
        at = text.find("\n", at + 1)
    return None


def main(seed: int, count: int) -> int:
    codes: Counter[str] = Counter()
    wrong = 0
    for text in mutated(seed, count, corpus()):
        tree = read(text, dialect="bash", limits=Limits())
        rest = tree.opaque[-1].code if tree.opaque and tree.opaque[-1].span.end == len(text) else "read"
        codes[rest if rest == "syntax_error" or bash_reads(text)[0] else f"{rest}, bash rejects"] += 1
        if (runs := refuted(text)) is not None:
            wrong += 1
            print(json.dumps({"text": text, "bash runs": runs}, ensure_ascii=False))
    print(f"seed {seed}: {count} texts, {dict(sorted(codes.items()))}; called a syntax error and none to bash: {wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
