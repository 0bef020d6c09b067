"""Whether facts cover what ran: names, argument vectors and environment against values."""

from __future__ import annotations

import fnmatch
import functools
import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal as L
from typing import get_args

from differential.oracle import Ran, Start
from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.model.session import Memory

Verdict = L["exact", "opaque", "argv", "env", "place", "miss", "crash"]
"""`exact`: a command whose argument vector may be this one. `opaque`: none, but something could not be resolved, and
the facts say so. `argv`: the program is there with other arguments; `env`: with other variables; `place`: in
another directory, or with its descriptors elsewhere. `miss`: the facts hide
it. `crash`: there are no facts, which no text may bring about."""

_LIMITS = Limits(soft_time_s=20.0)
_STARTS_SHELLS = {"awk", "mawk", "gawk", "perl", "sed", "find", "make", "tar"}
"""They hand a text to system(3): the `sh -c` between is theirs, and what the text starts is logged by itself."""


@dataclass(slots=True)
class Figures:
    """What a run came to."""

    texts: int = 0
    lost: int = 0
    starts: int = 0
    opaque_texts: int = 0
    verdicts: dict[Verdict, int] = field(default_factory=lambda: dict.fromkeys(get_args(Verdict), 0))

    def line(self) -> str:
        told = ", ".join(f"{number} {verdict}" for verdict, number in self.verdicts.items())
        texts = f"{self.texts} texts ({self.opaque_texts} with something opaque, {self.lost} lost)"
        return f"{texts}, {self.starts} programs: {told}"


@dataclass(frozen=True, slots=True)
class Finding:
    """A start that the facts do not cover."""

    id: str
    text: str
    start: Start
    verdict: Verdict

    def line(self) -> str:
        return f"{self.verdict}: {str(list(self.start.argv))[:300]} ({self.start.world})\n    {self.id}: {self.text!r}"


def facts_of(text: str) -> f.Facts:
    return analyze(a.RunCommand(source=text), Memory(), _LIMITS)


def findings(text: str, ran: Ran, figures: Figures) -> list[Finding]:
    """Compares the facts of a text with what it started; adds to `figures`."""
    figures.texts += 1
    if ran.lost:
        figures.lost += 1
        return []
    try:
        facts = facts_of(text)
    except Exception as error:
        figures.verdicts["crash"] += 1
        start = Start("", (type(error).__name__, str(error)), "", "", (), (), "succeed")
        return [Finding(ran.id, text, start, "crash")]
    figures.opaque_texts += bool(facts.reading.opaque)
    found: dict[tuple[str, Verdict], Finding] = {}
    for start in ran.starts:
        if start.parent in _STARTS_SHELLS and start.basename == "sh" and start.argv[1:2] == ("-c",):
            continue
        if not start.path and not start.argv[0]:
            continue  # no program has the empty name
        figures.starts += 1
        verdict = covered(facts, start)
        figures.verdicts[verdict] += 1
        if verdict not in ("exact", "opaque"):
            found.setdefault((start.basename, verdict), Finding(ran.id, text, start, verdict))
    return list(found.values())


def covered(facts: f.Facts, start: Start) -> Verdict:
    vectors = {(name, *start.argv[1:]) for name in {start.argv[0], start.path or start.argv[0], start.basename}}
    named = [c for c in facts.commands if any(_may_equal(c.name, vector[0]) for vector in vectors)]
    like = [c for c in named if any(_may_be(c.argv, vector) for vector in vectors)]
    alike = [c for c in like if _env_may_be(c, start)]
    if any(_place_may_be(c, start) for c in alike if c.basename is not None):
        return "exact"
    # Of a syntax error the facts claim that bash runs nothing: that covers no start.
    if any(o.code != "syntax_error" for o in facts.reading.opaque) or any(code.child is None for code in facts.code):
        return "opaque"
    return "place" if alike else "env" if like else "argv" if named else "miss"


def _env_may_be(command: f.Command, start: Start) -> bool:
    """Whether the variables in front of the command are what it got. `_` and what the shell itself counts are not."""
    env = dict(start.env)
    return all(
        _may_equal(value, env.get(name, "")) for name, value in command.env.items() if name not in ("_", "SHLVL")
    )


def _place_may_be(command: f.Command, start: Start) -> bool:
    """Whether it was where the facts say, with the files that they say where they say.

    The facts take a `cd` to succeed, so its effect is asked for only in the world where it does.
    """
    cwd = command.cwd.text if isinstance(command.cwd, f.Literal) else start.cwd
    if start.world == "directories" and cwd != start.cwd:
        return False
    files: dict[int, str | None] = {}
    for redirect in command.redirects:
        fd = redirect.fd if redirect.fd is not None else int(not redirect.op.startswith("<"))
        path = redirect.target.text if isinstance(redirect.target, f.Literal) else ""
        plain = redirect.op in ("<", ">", ">>", ">|") and path and not path.startswith("/dev/")
        files[fd] = posixpath.normpath(posixpath.join(start.cwd, path)) if plain else None
        if redirect.op.startswith("&>"):
            files[1] = files[2] = None
    return all(dict(start.descriptors).get(fd, path) == path for fd, path in files.items() if path is not None)


def _may_equal(value: f.Value, text: str) -> bool:
    return re.fullmatch(_expression(value), text, re.DOTALL) is not None


def _may_be(values: Sequence[f.Value], words: Sequence[str]) -> bool:
    """Whether the words may be the values. A literal is one word; what is not known may be none or several."""

    @functools.cache
    def rest(at: int, word: int) -> bool:
        if at == len(values):
            return word == len(words)
        value = values[at]
        if isinstance(value, f.Literal):
            return word < len(words) and value.text == words[word] and rest(at + 1, word + 1)
        expression = re.compile(_expression(value), re.DOTALL)
        return any(
            expression.fullmatch(" ".join(words[word:end])) is not None and rest(at + 1, end)
            for end in range(word, len(words) + 1)
        )

    return rest(0, 0)


def _expression(value: f.Value) -> str:
    """Regular expression of the texts that a value may be."""
    match value:
        case f.Literal(text=text):
            return re.escape(text)
        case f.Concat(parts=parts):
            return "".join(map(_expression, parts))
        case f.OneOf(values=values):
            return "(?:" + "|".join(map(_expression, values)) + ")"
        case f.Prefix(text=text):
            return re.escape(text) + ".*"
        case f.Suffix(text=text):
            return ".*" + re.escape(text)
        case f.Glob(text=text):
            return _glob(text)
        case _:
            return ".*"


def _glob(text: str) -> str:
    # Names that match, however many; or, where none does, the pattern itself.
    pattern = fnmatch.translate(re.sub(r"\\(.)", r"[\1]", text).replace("[^", "[!")).removesuffix(r"\Z")
    return f"(?:{pattern}(?: {pattern})*|{re.escape(_unquoted(text))}|{re.escape(text)}|)"


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
