"""A text for `sh` is read as dash and as bash in POSIX mode: what either would do is in the facts."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from interlock.analysis.analyze import analyze
from interlock.analysis.shell.ansi import echoed
from interlock.model import action as a
from interlock.model.facts import Facts, Literal
from interlock.model.limits import Limits
from interlock.model.session import Memory

PLENTY = Limits(soft_time_s=5.0)


def facts_of(source: str, **settings: object) -> Facts:
    return analyze(a.RunCommand(source=source, **settings), Memory(), PLENTY)  # type: ignore[arg-type]


def by_sh(text: str) -> Facts:
    return facts_of("sh -c '" + text.replace("'", "'\\''") + "'")


def started(facts: Facts) -> set[tuple[str, ...]]:
    return {tuple(w.text if isinstance(w, Literal) else "?" for w in c.argv) for c in facts.commands if not c.builtin}


def codes(facts: Facts) -> set[str]:
    return {item.code for item in facts.reading.opaque}


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("$'touch' pwned", ("touch", "pwned")),
        ("touch {a,pwned}", ("touch", "a", "pwned")),
        ("x=touchy; ${x:0:5} pwned", ("touch", "pwned")),
        ("x=rm; y=x; ${!y} pwned", ("rm", "pwned")),
        ("a=(rm pwned); ${a[@]}", ("rm", "pwned")),
        ("cat <(touch pwned)", ("touch", "pwned")),
        ("function f { touch pwned; }; f", ("touch", "pwned")),
        ("declare x=touch; $x pwned", ("touch", "pwned")),
        ("mapfile -t x <<< touch; ${x[0]} pwned", ("touch", "pwned")),
        ("read -a x <<< 'touch pwned'; \"${x[@]}\"", ("touch", "pwned")),
        ("printf -v x touch; $x pwned", ("touch", "pwned")),
        ("$(echo -e '\\x74ouch') pwned", ("touch", "pwned")),
        ("eval 'shopt -s extglob; touch {a,pwned}'", ("touch", "a", "pwned")),
        ("select x in rm; do $x pwned; done", ("rm", "pwned")),
    ],
)
def test_what_only_bash_would_start_is_shown_and_where_they_part_is_opaque(text: str, program: tuple[str, ...]) -> None:
    facts = by_sh(text)

    assert program in started(facts)
    # Where dash sees an error, that is opaque already, and what stands behind it is shown.
    assert {"dialect_ambiguous", "parse_error"} & codes(facts)
    assert all(facts.units[item.unit].language == "sh" for item in facts.reading.opaque)


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("$'touch' pwned", ("$touch", "pwned")),
        ("touch {a,pwned}", ("touch", "{a,pwned}")),
        ("declare x; rm a 12>b", ("rm", "a", "12")),
    ],
)
def test_what_only_dash_would_start_is_shown_too(text: str, program: tuple[str, ...]) -> None:
    assert program in started(by_sh(text))


def test_a_directory_that_only_one_of_them_goes_to_is_a_difference() -> None:
    for text in ("pushd /usr; rm -r x", "chdir /usr; rm -r x"):
        facts = by_sh(text)

        assert {e.resolved for e in facts.files if e.op == "delete"} == {"/usr/x", "/home/user/x"}
        assert "dialect_ambiguous" in codes(facts)


@pytest.mark.parametrize(
    "text",
    [
        "ls -l | grep x > y 2>&1",
        "[[ -f x ]] && rm x",
        "if [[ $a == b* ]]; then rm x; fi",
        "ls &> log",
        'echo -e "a\\tb" > f',
        'echo "a\\tb"; printf "%s\\n" x',
        'i=$((i + 1)); echo "${x%.*}" ${#x}',
        "f() { local x=1; ls; }; f; type ls; read -r line",
        "time ls",
        "trap 'rm -f x' EXIT; set -euo pipefail; make",
        "export A=b; . ./env; exec python3 x.py",
        "awk '{print $1}' f | sort | uniq -c",
        "test -n \"$x\" && echo '[ok]'",
        "cat <<EOF > f\n$x {a,b}\nEOF",
    ],
)
def test_a_text_that_both_take_alike_is_not_ambiguous(text: str) -> None:
    assert "dialect_ambiguous" not in codes(by_sh(text))


@pytest.mark.parametrize(
    "source",
    [
        "python3 -c \"import os; os.system('touch {a,pwned}')\"",
        "python3 -c \"import subprocess; subprocess.run('touch {a,pwned}', shell=True)\"",
        "node -e \"require('child_process').exec('touch {a,pwned}')\"",
        "awk 'BEGIN { system(\"touch {a,pwned}\") }'",
        "printf '#!/bin/sh\\ntouch {a,pwned}\\n' > f; chmod +x f; ./f",
        "printf 'all:\\n\\ttouch {a,pwned}\\n' > Makefile; make",
        "find . -exec sh -c 'touch {a,pwned}' \\;",
        "echo 'touch {a,pwned}' | sh",
        "sh -c 'sh -c \"touch {a,pwned}\"'",
        "xargs -I% sh -c 'touch {a,pwned}'",
    ],
)
def test_whoever_hands_a_text_to_sh_it_is_read_both_ways(source: str) -> None:
    facts = facts_of(source)

    assert {("touch", "a", "pwned"), ("touch", "{a,pwned}")} <= started(facts)
    assert "dialect_ambiguous" in codes(facts)


def test_what_bash_runs_itself_is_bash() -> None:
    facts = facts_of("bash -c 'touch {a,pwned}'")

    assert ("touch", "{a,pwned}") not in started(facts)
    assert codes(facts) == set()


def test_a_file_that_the_two_would_write_differently_is_not_known() -> None:
    facts = facts_of("sh -c 'echo -e \"\\x74ouch pwned\" > f'; sh f")

    assert "dialect_ambiguous" in codes(facts)


def test_a_function_that_is_exported_is_there_for_a_bash_that_is_called_sh() -> None:
    facts = facts_of("sh -c ls", env={"BASH_FUNC_ls%%": "() { touch pwned; }"})

    assert {("touch", "pwned"), ("ls",)} <= started(facts)


def test_many_shells_inside_each_other_cost_two_readings_and_not_two_to_the_power() -> None:
    text = "touch {a,b}"
    for _ in range(6):
        text = "sh -c " + json.dumps(text).replace("$", "\\$")
    facts = facts_of(text)

    assert "timeout" not in codes(facts)
    assert len(facts.units) < 20


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize(
    "text",
    [
        r"a\101b\0101c\x41\e\E\"\'\?z",
        r"\u0041\U00000042\q\8\x\xg",
        r"touch\cQ pwned",
        r"a\\cb\\x41",
        r"\303\251 \0303\0251",
        r"\x{41}",
    ],
)
def test_the_escapes_of_echo_are_those_of_bash(text: str) -> None:
    printed = subprocess.run(["bash", "-c", 'echo -ne "$1"', "_", text], capture_output=True, text=True, timeout=10)
    bare = subprocess.run(["bash", "-c", 'printf %b "$1"', "_", text], capture_output=True, text=True, timeout=10)

    told, told_bare = echoed(text, bare_octal=False), echoed(text, bare_octal=True)
    assert told is not None and told_bare is not None
    assert (told[0], told_bare[0]) == (printed.stdout, bare.stdout)
