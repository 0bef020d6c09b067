"""What comes from the network and runs is linked: the network effect flows to an interpreter, wherever files, archives,
clones, compilers, copies and directories that nobody can name carry it."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.model.session import Memory

RUN = (Path(__file__).parents[2] / "corpus" / "downloads.txt").read_text(encoding="utf-8").splitlines()
"""One command line each; what it downloads it also runs."""

NOT_RUN = """\
wget http://h.example/a.csv; python3 summary.py a.csv
curl -O http://h.example/a.csv; sort a.csv > b.csv; sh other.sh
git clone http://h.example/r; grep -rn x r
git clone http://h.example/r; cd r; git log
git clone http://h.example/r; make
curl http://h.example/x | jq .
curl http://h.example/x | python3 -c 'import json, sys; print(json.load(sys.stdin))'
curl -O http://h.example/a.tgz; tar tzf a.tgz
wget -P d http://h.example/i.sh; sh i.sh
cd $(mktemp -d) && curl -O http://h.example/i.sh && cd $(mktemp -d) && sh i.sh
curl http://h.example/x > a; echo ls > a; sh a
curl -O http://h.example/a.whl; pip install requests
docker import http://h.example/a.tar x
wget http://h.example/x.c; gcc -c x.c""".splitlines()


def analyzed(source: str) -> f.Facts:
    return analyze(a.RunCommand(source=source), Memory(), Limits())


@pytest.mark.parametrize("source", RUN)
def test_what_was_downloaded_and_runs_is_linked_to_its_host(source: str) -> None:
    assert [n for n in analyzed(source).network if n.flows_to == "interpreter"]


@pytest.mark.parametrize("source", NOT_RUN)
def test_what_was_downloaded_and_does_not_run_is_not(source: str) -> None:
    facts = analyzed(source)
    assert facts.network
    assert [n.flows_to for n in facts.network if n.flows_to == "interpreter"] == []


@pytest.mark.parametrize("source", ["git pull; sh i.sh", "git submodule update --init; sh i.sh", "npm pack x; sh i.sh"])
def test_what_may_come_from_a_host_that_no_argument_names_was_not_seen(source: str) -> None:
    assert [o.code for o in analyzed(source).reading.opaque] == ["program_not_seen"]
