"""History expansion against bash itself: what it says it reads, or that we say we cannot tell."""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from interlock.analysis.shell.history import Expanded, expand
from interlock.model.facts import Span
from interlock.model.limits import Limits

FIRST = "echo one two/three.c\n"
_WORDS = ["!!", "!e", "!#", "!$", "!^", "!*", "!:1", "!-1", "!-2", "!?one?", "!1", "!", "!a", "!=", "$!", "${!a}", "[!"]
_WORDS += ["'", "'", '"', '"', "\\", "$", "]", "{", "}", "#", " #", " ", "a", "x y", "$(echo ", ")", "`", "it's", "$'"]
_WORDS += ["\n", "\necho ", "\necho z ", "\n'", ":h", ":t", ":s/o/x/", ":gs/e/y/", ":p", "^", "^a^b^", "echo "]

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


def of(text: str, **settings: str) -> Expanded:
    return expand(text, Limits(), **settings)


def printed_by_bash(text: str, place: Path) -> list[str]:
    """Lines as bash expanded them, which it prints; errors of commands aside."""
    script = place / "script"
    script.write_text("set -o history; set -H\n" + text + "\n")
    run = subprocess.run(
        [shutil.which("bash") or "bash", "--norc", "--noprofile", str(script)],
        capture_output=True,
        text=True,
        errors="replace",
        timeout=10,
        cwd=place,
        env={"PATH": "/nowhere"},
    )
    return [line for line in run.stderr.splitlines() if line and str(script) not in line and "No such file" not in line]


def agrees(text: str, place: Path) -> None:
    mine = of(text)
    if mine.unknown:
        return
    bash, lines = printed_by_bash(text, place), (mine.text or text).split("\n")
    assert set(bash) <= set(lines) or ":p" in text, (text, mine.text)
    assert all(line in bash for line in lines if line and line not in text.split("\n")), (text, mine.text, bash)


@needs_bash
@pytest.mark.parametrize(
    "text",
    [
        *("echo !!", "echo !$ !^ !* !:0 !:1-2 !:1* !:1-", "echo !e:1 !ec !-1:2", "echo !?two?:t !?two?", "echo !#"),
        *("echo !!:h !!:r !!:e !!:2:r:t", "echo !!:s/one/x/ !!:gs/o/x/ !!:s,/,x,", "^one^1", "^one^1^ y", " ^one^1"),
        *('echo \'!!\' \\!! "!!" "a!" a! ! != !', "echo # !!", "echo a# !!", 'echo "it\'s !!"', "echo $'a\\'!!'"),
        *("echo [!ec] ${!ec} $! [!!] $!!:1", "cat <<E\n!!\nE", "echo 'a\n!! b'", 'echo "a\n!! b"'),
        *("echo \"$(echo '!!')\"", "echo $(echo !!)", "set +H\necho !!", "echo a\necho !-2 !!", "echo a \\\n!!"),
        *(
            "if true; then\necho x\n!!\nfi",
            "f() {\necho !!\n}",
            "echo 'x y' \"z w\"\necho !$ !^",
            "echo a; echo b\necho !$",
        ),
        *(
            " echo x\necho !!",
            "echo x\necho x\necho !-3",
            "echo z\n!!:p\necho !!",
            "x=1 # y\necho !$",
            "echo !;",
            "echo !'a'",
        ),
    ],
)
def test_a_line_is_what_bash_makes_of_it(text: str, tmp_path: Path) -> None:
    agrees(FIRST + text, tmp_path)


@needs_bash
def test_lines_made_at_random_are_what_bash_makes_of_them(tmp_path: Path) -> None:
    chance = random.Random(7)
    for _ in range(150):
        agrees(FIRST + "echo B " + "".join(chance.choices(_WORDS, k=chance.randint(1, 9))), tmp_path)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("sudo !!", "sudo echo one two/three.c"),
        ("echo !$", "echo two/three.c"),
        ("^one^-x", "echo -x two/three.c"),
        ("!!:gs/o/0/", "ech0 0ne tw0/three.c"),
        ("!e:0 a", "echo a"),
    ],
)
def test_what_refers_to_the_same_cell_is_told(text: str, result: str) -> None:
    assert of(FIRST + text) == Expanded(FIRST + result, ())


@pytest.mark.parametrize(
    "text",
    [
        *("!!", "!rm", "!/usr", "!./x", "!~", '"!-2"', "^ls^rm^", "!?usr?", "!5", "!$", "echo a\n!rm", "echo a\n!2"),
        *(
            "echo a\n!!:q",
            "echo a\n!-3",
            " echo a\n!!",
            "for i in a; do\necho b\ndone\n!!",
            "echo a\n!%",
            "echo 'a\n!!",
        ),
    ],
)
def test_what_refers_to_anything_else_is_not_known(text: str) -> None:
    (span, *_) = of(text).unknown

    assert text[span.start] in "!^'"


@pytest.mark.parametrize("text", ["HISTCONTROL=ignorespace\nls\n!!", "ls\nset -H\n!!", "ls\nhistory -s rm\n!!"])
def test_nothing_is_known_where_the_list_or_its_rules_may_be_others(text: str) -> None:
    assert of(text).unknown


def test_other_characters_for_it_hide_all_of_it() -> None:
    assert of("histchars='@^#'\nls\n@@").unknown == (Span(0, 9),)
    assert of("ls\n@@", settings="histchars=@^#").unknown == (Span(0, 5),)


@pytest.mark.parametrize(
    "text",
    [
        *("if ! ls; then :; fi", "[ a != b ] && [ ! -f x ]", "echo 'hello!!'", "echo $! ${!x} [!a]*", 'echo "hello!"'),
        *(r"echo \!\!", "find . ! -name x", "awk '!seen[$0]++' f", "x=$(awk '\n!seen[$0]++\n' f)", "sed '/x/!d' f"),
        *(
            "echo \"$(grep -v '^#!x' f)\"",
            "cat <<E > f\n#!/bin/sh\n!x\nE",
            "# wow!!",
            'set +H\necho "wow!!"',
            "ls  # !rm",
        ),
        *(
            "printf '#!/bin/bash\\n' > f",
            "python3 - <<'E'\nif a != b: print(f'{x!r}')\nE",
            "! grep -q x f",
            "git commit -m 'a!b'",
        ),
    ],
)
def test_an_exclamation_mark_that_refers_to_nothing_is_ordinary(text: str) -> None:
    assert of(text) == Expanded(None, ())


@pytest.mark.parametrize("text", ["!;" * 30_000, "!a " * 20_000, "[!" * 30_000, "a" + "!#" * 30_000, "!-1 " * 15_000])
def test_lines_full_of_references_are_read_within_a_second(text: str) -> None:
    began = time.process_time()
    result = of(text)

    assert time.process_time() - began < 1
    assert len(result.unknown) <= 64


def test_what_grows_beyond_the_limits_is_not_known() -> None:
    assert of(FIRST + "a" + "!#" * 40).unknown
    assert of(FIRST + "y; !!\n" * 20).unknown
