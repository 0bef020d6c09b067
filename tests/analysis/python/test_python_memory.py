"""What earlier actions of a session mean for a later cell: names of its context, files, uploads."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile

from msgspec.structs import replace

from interlock.analysis.analyze import analyze, analyze_and_learn
from interlock.enforcement.sessions import written
from interlock.model import action as a
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.model.session import Memory

LIMITS = Limits(soft_time_s=10.0)


def after(*cells: str, context: str = "") -> Memory:
    """The memory of a session in which these cells have run."""
    memory = Memory()
    for cell in cells:
        _, learned = analyze_and_learn(a.RunCode(source=cell, context=context), memory, LIMITS)
        definitions = {**memory.definitions}
        if learned.definitions is not None:
            definitions[learned.context] = learned.definitions
        files = {file.path: file for file in (*memory.files, *learned.files)}
        memory = replace(memory, definitions=definitions, files=tuple(files.values()))
    return memory


def facts(source: str, memory: Memory, context: str = "") -> f.Facts:
    return analyze(a.RunCode(source=source, context=context), memory, LIMITS)


def runs_touch(found: f.Facts) -> bool:
    return any(command.basename == "touch" and f.Literal(text="pwned") in command.argv for command in found.commands)


def test_an_alias_of_an_earlier_cell_is_known() -> None:
    found = facts("r('touch pwned')", after("import os\nr = os.system"))

    assert runs_touch(found)
    assert found.memory.names == ("r",)


def test_a_function_that_an_earlier_cell_defined_is_entered() -> None:
    assert runs_touch(facts("f('touch pwned')", after("import os", "def f(x):\n    return os.system(x)")))


def test_an_alias_of_an_alias_holds_what_the_name_was_then() -> None:
    memory = after("import os\na = os.system", "b = a", "a = print")

    assert runs_touch(facts("b('touch pwned')", memory))
    assert not runs_touch(facts("a('touch pwned')", memory))


def test_texts_code_objects_lambdas_and_partials_are_known_later() -> None:
    assert runs_touch(facts("import os\nos.system(c)", after("c = 'touch ' + 'pwned'")))
    assert runs_touch(facts("exec(c)", after("c = compile('import os; os.system(\"touch pwned\")', 'x', 'exec')")))
    assert runs_touch(facts("g('touch pwned')", after("import os\ng = lambda x: os.system(x)")))
    assert runs_touch(facts("p()", after("import os, functools\np = functools.partial(os.system, 'touch pwned')")))


def test_objects_and_what_was_put_into_lists_are_known_later() -> None:
    assert runs_touch(facts("A().run('touch pwned')", after("import os\nclass A:\n    def run(self, x): os.system(x)")))
    assert runs_touch(facts("l[0]('touch pwned')", after("import os\nl = []", "l.append(os.system)")))


def test_what_is_put_into_something_unknown_is_found_there_again() -> None:
    assert runs_touch(facts("l[-1]('touch pwned')", after("l = list(range(3))", "import os\nl.append(os.system)")))
    assert runs_touch(facts("df.f('touch pwned')", after("df = make()", "import os\ndf.f = os.system")))
    assert runs_touch(facts("d['k']('touch pwned')", after("d = make()", "import os\nd['k'] = os.system")))


def test_a_name_set_by_exec_or_globals_is_known_later() -> None:
    assert runs_touch(facts("h('touch pwned')", after("exec('import os; h = os.system')")))
    assert runs_touch(facts("h('touch pwned')", after("import os\nglobals()['h'] = os.system")))


def test_an_alias_magic_and_a_changed_directory_hold_for_later_cells() -> None:
    assert runs_touch(facts("%z pwned", after("%alias z touch %s")))
    found = facts("open('x', 'w')", after("%cd /srv"))
    assert [e.resolved for e in found.files if e.op == "write"] == ["/srv/x"]


def test_contexts_do_not_share_names() -> None:
    memory = after("import os\nr = os.system", context="one")

    assert not runs_touch(facts("r('touch pwned')", memory, context="two"))


def test_what_an_earlier_cell_did_is_not_reported_again() -> None:
    found = facts("1 + 1", after("import os\ndef f():\n    os.system('touch pwned')\nf()\nr = os.system"))

    assert found.commands == ()
    assert found.imports == ()


def test_an_unknown_name_from_outside_is_a_fact_and_not_opaque() -> None:
    found = facts("result = model_factory(3)", Memory())

    assert [(c.callee, c.resolved) for c in found.calls] == [("model_factory", False)]
    assert found.reading.completeness == "complete"


def test_past_the_budget_names_are_forgotten_and_calling_them_is_opaque() -> None:
    cells = ["import os\nr = os.system", *(f"text_{i} = '{'x' * 15_000}'" for i in range(6))]
    memory = after(*cells)

    assert "r" in memory.definitions["python/"].forgotten
    assert facts("r('touch pwned')", memory).reading.opaque


def test_a_file_written_by_an_earlier_cell_is_read_when_it_runs() -> None:
    script = after("with open('s.sh', 'w') as f:\n    f.write('touch pwned')")
    module = after("%%writefile helper.py\nimport os\ndef go(): os.system('touch pwned')")

    assert runs_touch(facts("!bash s.sh", script))
    assert runs_touch(facts("import subprocess\nsubprocess.run(['sh', 's.sh'])", script))
    assert runs_touch(facts("import helper\nhelper.go()", module))
    assert runs_touch(facts("%run helper.py", after("%%writefile helper.py\nimport os\nos.system('touch pwned')")))


def test_a_program_file_that_was_never_seen_says_so() -> None:
    codes = {o.code for o in facts("%run never.py", Memory()).reading.opaque}

    assert codes == {"program_not_seen"}


def uploaded(path: str, content: bytes) -> f.Facts:
    return analyze(a.WriteFile(path=path, content=content), Memory(), LIMITS)


def test_an_uploaded_program_is_analysed_when_it_is_written_and_again_when_it_runs() -> None:
    content = b"import os\nos.system('touch pwned')\n"
    found = uploaded("x.py", content)

    assert runs_touch(found)
    assert {c.certainty for c in found.commands} == {"possible"}
    assert found.content is not None
    assert found.content.unit == 0
    memory = Memory(files=(written("/home/user/x.py", content, 10_000),))
    assert runs_touch(analyze(a.RunCommand(source="python3 x.py"), memory, LIMITS))


def test_a_script_is_known_by_its_first_line() -> None:
    assert runs_touch(uploaded("tool", b"#!/usr/bin/env python3\nimport os\nos.system('touch pwned')\n"))
    assert runs_touch(uploaded("tool", b"#!/bin/sh\ntouch pwned\n"))
    assert uploaded("notes.txt", b"touch pwned\n").commands == ()


def test_a_notebook_is_analysed_cell_by_cell() -> None:
    cells = [{"cell_type": "markdown", "source": "touch pwned"}, {"cell_type": "code", "source": ["!touch ", "pwned"]}]
    found = uploaded("n.ipynb", json.dumps({"cells": cells, "nbformat": 4}).encode())

    assert runs_touch(found)
    assert [unit.via for unit in found.units if unit.language == "python"] == ["notebook cell 2"]


def test_archives_are_listed_and_nothing_of_them_is_unpacked() -> None:
    zipped, tarred = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("../evil.sh", "x")
    with tarfile.open(fileobj=tarred, mode="w:gz") as tar:
        link = tarfile.TarInfo("l")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc"
        tar.addfile(link)

    assert [c.members for c in (uploaded("a.zip", zipped.getvalue()).content,) if c] == [("../evil.sh",)]
    assert [c.members for c in (uploaded("a.tgz", tarred.getvalue()).content,) if c] == [("l -> /etc",)]
    assert [c.members for c in (uploaded("a.zip", b"PK\x03\x04damaged").content,) if c] == [()]
