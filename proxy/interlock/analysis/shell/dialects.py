"""`sh` is dash on one machine, and on the next bash in POSIX mode: a text for it is read as either would read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from interlock.analysis.builder import FactsBuilder
from interlock.analysis.embedded import Surroundings, World
from interlock.analysis.shell import syntax as s
from interlock.analysis.shell.parsing import read
from interlock.analysis.shell.reader import Dialect
from interlock.model.facts import Command, OpaqueCode, Span
from interlock.model.limits import Limits

MISSING: dict[Dialect, frozenset[str]] = {
    "bash": frozenset({"chdir"}),
    "dash": frozenset(
        {
            *("source", "declare", "typeset", "let", "shopt", "enable", "builtin", "mapfile", "readarray", "history"),
            *("pushd", "popd", "dirs", "disown", "suspend", "logout", "caller", "help", "bind"),
            *("complete", "compgen", "compopt"),
        }
    ),
}
"""Builtins of the other shell; here each is a program, which there hardly is."""
_NO_PROGRAMS = {*MISSING["dash"], *MISSING["bash"], "[[", "]]", "((", "function", "select", "coproc", "time"}
_MAY_READ = re.compile(r"[\[{(]|\$['\"]|[<>&|;]&|&>|<<|\d\d[<>]|\b(?:function|select|coproc|time)\b|~[+\-\d]|\+=|\\\n")
"""What there is in every text that the two shells may read as different trees."""
_PLACES = re.compile(
    r"\b(?:unit|command|child|file|id|source)=(?:\d+|None)|Span\(\d+, \d+\)|Span\([^()]*\)|"
    r"certainty='\w+'|commands=\([\d, ]*\)|PipelineStage\([^()]*\)"
)
"""Where a fact stands, in its representation: it says nothing of what it is."""
_AMBIGUOUS: OpaqueCode = "dialect_ambiguous"


def differ(name: str, words: Sequence[str | None]) -> bool:
    """Whether a builtin may leave the two shells in different states, or print different texts. Words that are not
    known are that to both."""
    if name in MISSING["dash"] or name in MISSING["bash"]:
        return True
    known = [word for word in words if word is not None]
    first = known[0] if known else ""
    match name:
        case "echo":
            return any("\\" in word for word in known) or (first != "-n" and first.startswith("-"))
        case "printf":
            return first.startswith("-v") or any(re.search(r"\\[xuUeE]|%[q(]", word) for word in known)
        case "read":
            return any(word.startswith("-") and word not in ("-r", "-p") for word in known)
        case "exec":
            return first.startswith("-")
        case ".":
            return len(words) > 1
        case "export" | "local" | "hash" | "unset" | "readonly":
            return any((word.startswith("-") and word not in ("-p", "-v", "-r")) or "[" in word for word in known)
        case "test" | "[" | "wait" | "getopts":
            return any("[" in word for word in known)
    return False


def read_differently(text: str, tree: s.Tree, limits: Limits) -> bool:
    """Whether bash reads another tree in the text than `tree`, which is dash's."""
    if not _MAY_READ.search(text):
        return False
    try:
        return read(text, dialect="bash", limits=limits) != tree
    except RecursionError:
        return True


def either(
    builder: FactsBuilder, unit: int, around: Surroundings, evaluate: Callable[[Dialect, Surroundings], None]
) -> None:
    """Evaluate the text of `unit` as dash's, and where bash may do something else with it, as bash's too.

    Inside one of the readings every other `sh` is the same shell. Where both come to the same, one of them is kept;
    else both are, and the text is opaque where they part.
    """
    world = around.world
    if world.sh is not None:
        evaluate("bash" if world.sh == "bash" else "dash", around)
        return
    other = world.copy()
    begin, links = builder.sizes(), dict(builder.links)
    outer, world.sh, world.sh_matters = world.sh_matters, "dash", False
    evaluate("dash", around)
    matters, world.sh, world.sh_matters = world.sh_matters, None, outer
    if not matters and not any(name.startswith("BASH_FUNC_") for name in around.env):
        return
    middle, saved, dash_links = builder.sizes(), builder.save(), builder.links
    other.sh, builder.links = "bash", links
    evaluate("bash", around.with_(world=other, certainty="possible"))
    first, second = _effects(builder, begin, middle), _effects(builder, middle, builder.sizes())
    alone = [(name, item) for name, item in second.items() if name not in first]
    alone += [(name, item) for name, item in first.items() if name not in second and not name.startswith("opaque")]
    if alone:
        spans = [(_span(builder, unit, item), _shown(item, name in first)) for name, item in alone]
        span, shown = min(spans, key=lambda found: found[0].start)
        builder.links = {**builder.links, **dash_links}
        builder.opaque(_AMBIGUOUS, unit, span, shown)
    else:
        builder.restore(saved)
    _unite(world, other)


def _effects(builder: FactsBuilder, begin: dict[str, int], end: dict[str, int]) -> dict[str, object]:
    """What would happen, each thing by what it is and not where it stands."""
    found: dict[str, object] = {}
    for kind, items in builder.since(begin, end).items():
        for item in items if kind not in ("units", "text") else ():
            if not isinstance(item, Command):
                what = repr(item)
            elif item.builtin or item.basename in _NO_PROGRAMS:
                continue
            else:
                # What its redirections touch, and what is fed to an interpreter, are items of their own.
                wrappers = [name for name in item.wrappers if name not in _NO_PROGRAMS]
                what = repr((item.name, item.argv, item.env, item.cwd, item.user, item.privileged, wrappers))
            found.setdefault(f"{kind} {_PLACES.sub('', what)}", item)
    return found


def _span(builder: FactsBuilder, unit: int, item: object) -> Span:
    """Where an item stands in `unit`, or the unit inside it that leads there."""
    at: int | None = getattr(item, "unit", None)
    span: Span = getattr(item, "span", Span(0, 0))
    while at is not None and at != unit:
        span, at = builder.units[at].span or Span(0, 0), builder.units[at].parent
    return span


def _shown(item: object, dash: bool) -> str:
    name = getattr(item, "basename", None) or getattr(item, "op", None) or getattr(item, "code", type(item).__name__)
    return f"{'dash' if dash else 'bash'} alone: {name}"


def _unite(world: World, other: World) -> None:
    """A file that the two would leave with different texts holds one that is not known."""
    for path in {**world.files, **other.files}:
        if world.files.get(path, "") != other.files.get(path, "") or (path in world.files) != (path in other.files):
            world.wrote(path, None, _AMBIGUOUS)
    for path, taint in other.downloaded.items():
        world.downloaded.setdefault(path, taint)
    for path, name in other.copies.items():
        world.copies.setdefault(path, name)
    for name, paths in other.hashed.items():
        world.hashed[name] = tuple(dict.fromkeys((*world.hashed.get(name, ()), *paths)))
