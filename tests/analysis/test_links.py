"""Paths lead through the links that a session has made, and facts say where they end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis.analyze import analyze, analyze_and_learn
from interlock.analysis.builder import FactsBuilder
from interlock.model import action as a
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.model.session import Memory


def a_builder(**links: str | None) -> FactsBuilder:
    builder = FactsBuilder(f.Entry(kind="bash", env={}, user="user", cwd="/w"), Limits())
    for name, target in links.items():
        builder.add_link(f"/w/{name}", target)
    return builder


@pytest.mark.parametrize(
    ("path", "ends"),
    [
        ("/w/a", "/t"),
        ("/w/a/b", "/t/b"),
        ("/w/a/../x", "/x"),  # the kernel climbs from where the link leads
        ("/w/b/c", "/t/c"),
        ("/w/other", "/w/other"),
        ("/w/loop/x", None),
        ("/w/nowhere/x", None),
    ],
)
def test_a_path_ends_where_its_links_lead(path: str, ends: str | None) -> None:
    builder = a_builder(a="/t", b="/w/a", loop="/w/loop2", loop2="/w/loop", nowhere=None)
    assert builder.destinations(path) == (ends,)


def test_a_link_that_may_lead_to_two_places_leads_to_both() -> None:
    builder = a_builder(a="/t")
    builder.add_link("/w/a", "/u")
    assert set(builder.destinations("/w/a/x")) == {"/t/x", "/u/x"}
    assert builder.path("a/x", "/w", None) is None


def test_removing_a_link_leaves_what_it_leads_to() -> None:
    assert a_builder(a="/t").destinations("/w/a", follow_last=False) == ("/w/a",)


names = st.sampled_from(["a", "b", "c"])


@given(st.lists(st.tuples(names, st.lists(st.sampled_from(["a", "b", "c", ".."]), min_size=1, max_size=3))), st.data())
def test_a_path_ends_where_the_kernel_ends_it(
    tmp_path_factory: pytest.TempPathFactory, links: list[tuple[str, list[str]]], data: st.DataObject
) -> None:
    root = Path(os.path.realpath(tmp_path_factory.mktemp("links"))) / "deep" / "er"
    root.mkdir(parents=True)
    builder = FactsBuilder(f.Entry(kind="bash", env={}, user="user", cwd=str(root)), Limits())
    for name, target in links:
        if not os.path.lexists(root / name):
            os.symlink("/".join(target), root / name)
            builder.add_link(str(root / name), os.path.join(root, "/".join(target)))
    path = "/".join(data.draw(st.lists(st.sampled_from(["a", "b", "c", "..", "x"]), min_size=1, max_size=4)))
    (ends,) = builder.destinations(f"{root}/{path}")
    try:
        real = os.path.realpath(root / path, strict=False)
    except OSError:
        real = None
    assert ends == real or (ends is None and _circular(links)) or _loops(root / path)


def _circular(links: list[tuple[str, list[str]]]) -> bool:
    """Whether a link's text comes back to its name: where the kernel stops at something missing, we stop at that."""
    ways = {name: set(target) for name, target in reversed(links)}
    reached = {name: set(targets) for name, targets in ways.items()}
    for _ in ways:
        reached = {name: seen.union(*(ways.get(other, set()) for other in seen)) for name, seen in reached.items()}
    return any(name in seen for name, seen in reached.items())


def _loops(path: Path) -> bool:
    try:
        os.stat(path)
    except OSError as error:
        import errno

        return error.errno == errno.ELOOP
    return False


CHANGES_PROFILE = """\
ln -s .profile l; echo x > l
ln .profile l; echo x > l
ln -s ../.profile d/l; echo x > d/l
ln -s . l; echo x > l/.profile
ln -s ~ l; echo x > l/.profile
ln -s /home l; cd l; echo x > user/.profile
cp -s ~/.profile l; echo x > l
cp -l ~/.profile l; echo x > l
link .profile l; tee l < in
ln -sr d/../.profile l; echo x > l
ln -s -t d ../.profile; echo x > d/.profile
ln -s ~/.profile d; echo x > d/.profile
ln -s .profile l; mv l m; echo x > m
ln -s ../.profile d/l; mv d e; echo x > e/l
ln -s .profile l; ln -s l m; echo x > m
ln -sfn .profile l; dd of=l < in""".splitlines()


@pytest.mark.parametrize("source", CHANGES_PROFILE)
def test_what_a_shell_writes_through_its_links_is_written_where_they_lead(source: str) -> None:
    facts = analyze(a.RunCommand(source=source), Memory(), Limits())
    changed = {e.resolved: e.sink for e in facts.files if e.op in ("write", "append")}
    assert changed.get("/home/user/.profile") == "shell_startup"


def test_links_of_a_shell_are_learned() -> None:
    _, learned = analyze_and_learn(a.RunCommand(source="ln -s / r"), Memory(), Limits())
    assert learned.links == {"/home/user/r": ("/",)}
