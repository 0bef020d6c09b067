"""What may be the case behind a branch, a loop or a `cd` is joined, never chosen."""

from __future__ import annotations

import pytest

from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.model.session import Memory

DELETES_USR = """\
x=/usr; false && x=a; rm -rf $x
x=/usr; true || x=a; rm -rf $x
x=/usr; if [ -n "$y" ]; then x=a; fi; rm -rf $x
x=/usr; case $y in a) x=b;; esac; rm -rf $x
x=/usr; for x in $none; do :; done; rm -rf $x
x=/usr; while read l; do x=$x$l; done; rm -rf $x
x=a; while read l; do x=/usr; done; rm -rf $x
x=a; while read l; do x=/usr; y=$x; done; rm -rf $x
x=a; until [ -e f ]; do x=/usr; done; rm -rf $x
readonly x=/usr; x=a; rm -rf $x
declare -r x=/usr; x=a; rm -rf $x
typeset -n r=t; t=/usr; rm -rf $r
declare -n r=t; r=/usr; rm -rf $t
if false; then rm() { :; }; fi; rm -rf /usr
false && rm() { :; }; rm -rf /usr
case a in b) rm() { :; };; esac; rm -rf /usr
for i in $none; do rm() { :; }; done; rm -rf /usr
while false; do rm() { :; }; done; rm -rf /usr
if [ $x ]; then f() { rm -rf /usr; }; else f() { :; }; fi; f
f() { rm -rf /usr; }; [ $x ] && f() { :; }; f
cd /; [ $x ] && cd /tmp; rm -rf usr
cd /; cd nosuch; rm -rf usr
cd /; cd /tmp/$x; rm -rf usr
cd /; cd nosuch || true; rm -rf usr
cd /; cd nosuch || { echo no; }; rm -rf usr
cd /; if cd nosuch; then :; fi; rm -rf usr
set -e; cd /; if cd nosuch; then :; fi; rm -rf usr
cd /; while [ $x ]; do cd nosuch; done; rm -rf usr
cd /; cd nosuch; sh -c 'rm -rf usr'
cd /; pushd nosuch; rm -rf usr
cd /; pushd /tmp; popd; rm -rf usr
CDPATH=/tmp:/; cd usr; rm -rf .
OLDPWD=/; cd -; rm -rf usr
cd /; cd /tmp; cd -; rm -rf usr
command_not_found_handle() { shift; rm "$@"; }; nosuch -rf /usr
BASH_CMDS[ls]=/bin/rm; ls -rf /usr
bash -O expand_aliases -c $'alias l=rm\\nl -rf /usr'
bash -ic $'alias l=rm\\nl -rf /usr'
sh -c $'alias l=rm\\nl -rf /usr'
BASH_ALIASES[l]=rm; shopt -s expand_aliases; l -rf /usr""".splitlines()

DELETES_NO_USR = """\
cd /; cd nosuch && rm -rf usr
cd /; cd nosuch || exit 1; rm -rf usr
cd /; cd nosuch || { echo no; exit 1; }; rm -rf usr
set -e; cd /; cd nosuch; rm -rf usr
cd /; cd /tmp; rm -rf usr
rm() { :; }; rm -rf /usr""".splitlines()


def deleted(source: str) -> set[str | None]:
    facts = analyze(a.RunCommand(source=source), Memory(), Limits())
    return {e.resolved for e in facts.files if e.op == "delete"}


@pytest.mark.parametrize("source", DELETES_USR)
def test_what_may_be_so_is_among_the_effects(source: str) -> None:
    assert "/usr" in deleted(source)


@pytest.mark.parametrize("source", DELETES_NO_USR)
def test_what_cannot_be_so_is_not(source: str) -> None:
    assert "/usr" not in deleted(source)


def test_an_effect_in_a_directory_that_cd_may_not_have_left_is_possible() -> None:
    facts = analyze(a.RunCommand(source="cd build; rm -rf out"), Memory(), Limits())
    found = {e.resolved: e.certainty for e in facts.files if e.op == "delete"}
    assert found == {"/home/user/build/out": "certain", "/home/user/out": "possible"}


def test_a_function_that_may_not_be_defined_is_called_and_the_program_starts() -> None:
    facts = analyze(a.RunCommand(source="[ $x ] && ls() { touch made; }; ls"), Memory(), Limits())
    names: list[tuple[str | None, f.Certainty]] = [(c.basename, c.certainty) for c in facts.commands]
    assert ("touch", "possible") in names and ("ls", "possible") in names
