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

Verdict = L["exact", "opaque", "far", "argv", "env", "place", "miss", "crash"]
"""`exact`: a command whose argument vector may be this one. `opaque`: none, but something that may well be this start
could not be resolved, and the facts say so. `far`: the facts say that something could not be resolved, but elsewhere:
weak evidence, to be looked at. `argv`: the program is there with other arguments; `env`: with other variables;
`place`: in another directory, or with other descriptors. `miss`: the facts hide it. `crash`: there are no facts,
which no text may bring about."""

_LIMITS = Limits(soft_time_s=20.0)
_STARTS_SHELLS = {"awk", "mawk", "gawk", "perl", "sed", "find", "make", "tar", "flock"}
"""They hand a text to a shell: the `sh -c` between is theirs, and what the text starts is logged by itself."""
_STARTS_NOTHING = {"syntax_error", "control_chars", "encoding"}
"""Of a syntax error the facts claim that bash runs nothing: that covers no start."""
_STUB = "/opt/oracle/stub"
"""What paths lead to in the world where programs stand at all that a text names."""


@dataclass(slots=True)
class Figures:
    """What a run came to."""

    texts: int = 0
    lost: int = 0
    starts: int = 0
    opaque_texts: int = 0
    free_starts: int = 0
    """Programs of texts that have nothing opaque."""
    literal: int = 0
    """Programs whose arguments the facts tell to the letter."""
    verdicts: dict[Verdict, int] = field(default_factory=lambda: dict.fromkeys(get_args(Verdict), 0))

    def line(self) -> str:
        told = ", ".join(f"{number} {verdict}" for verdict, number in self.verdicts.items())
        free = 100 * (1 - self.opaque_texts / max(1, self.texts - self.lost))
        texts = f"{self.texts} texts ({free:.1f} % without anything opaque, {self.lost} lost)"
        programs = f"{self.starts} programs ({self.free_starts} in such texts; {self.literal} told to the letter)"
        return f"{texts}, {programs}: {told}"


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
    free = not any(o.code not in _STARTS_NOTHING for o in facts.reading.opaque)
    figures.opaque_texts += not free
    found: dict[tuple[str, Verdict], Finding] = {}
    for start in ran.starts:
        if start.parent in _STARTS_SHELLS and start.basename == "sh" and start.argv[1:2] == ("-c",):
            continue
        if not start.path and not start.argv[0]:
            continue  # no program has the empty name
        figures.starts += 1
        figures.free_starts += free
        verdict = covered(facts, start, text)
        figures.verdicts[verdict] += 1
        figures.literal += verdict == "exact" and _to_the_letter(facts, start)
        if verdict not in ("exact", "opaque"):
            found.setdefault((start.basename, verdict), Finding(ran.id, text, start, verdict))
    return list(found.values())


def _vectors(start: Start) -> set[tuple[str, ...]]:
    """The words as the facts may have them: the name or the path of the program in front."""
    words = [re.sub(r"^/dev/fd/6\d$", "/dev/fd/63", word) for word in start.argv[1:]]  # counted by bash's own ways
    return {(name, *words) for name in {start.argv[0], start.path or start.argv[0], start.basename}}


def _to_the_letter(facts: f.Facts, start: Start) -> bool:
    vectors = _vectors(start)
    return any(
        all(isinstance(value, f.Literal) for value in c.argv) and any(_may_be(c.argv, vector) for vector in vectors)
        for c in facts.commands
    )


def covered(facts: f.Facts, start: Start, text: str) -> Verdict:
    vectors = _vectors(start)
    named = [c for c in facts.commands if any(_may_equal(c.name, vector[0]) for vector in vectors)]
    like = [c for c in named if any(_may_be(c.argv, vector) for vector in vectors)]
    alike = [c for c in like if _env_may_be(c, start)]
    if any(_place_may_be(c, start) for c in alike if c.basename is not None):
        return "exact"
    if any(o.code not in _STARTS_NOTHING for o in facts.reading.opaque) or any(c.child is None for c in facts.code):
        ignorance = (*facts.reading.opaque, *(c for c in facts.code if c.child is None))
        return "opaque" if any(_explains(item, facts, start, text) for item in ignorance) else "far"
    return "place" if alike else "env" if like else "argv" if named else "miss"


def _explains(opaque: f.Opaque | f.Code, facts: f.Facts, start: Start, text: str) -> bool:
    """Whether what could not be resolved may well be what was started: its name is written nowhere in the text, or
    within or before the opaque span, or it fits the words of the command that is opaque."""
    code = opaque.code if isinstance(opaque, f.Opaque) else "dynamic_code"
    if code in _STARTS_NOTHING:
        return False
    places = [match.start() for match in re.finditer(re.escape(start.basename), text)]
    if not places or opaque.unit or "<<" in text:
        return True
    if code in ("dynamic_command", "unknown_wrapper_option"):
        for c in facts.commands:
            if (c.unit, c.span.start) == (opaque.unit, c.span.start) and c.span.start <= opaque.span.start < c.span.end:
                shorter = (c.argv[n:] for n in range(len(c.argv)))
                if any(_may_be(argv, vector) for argv in shorter for vector in _vectors(start)):
                    return True
    return any(place < opaque.span.end for place in places)


def _env_may_be(command: f.Command, start: Start) -> bool:
    """Whether the variables in front of the command are what it got. `_` and what the shell itself counts are not."""
    env = dict(start.env)
    return all(
        _may_equal(value, env.get(name, "")) for name, value in command.env.items() if name not in ("_", "SHLVL")
    )


def _place_may_be(command: f.Command, start: Start) -> bool:
    """Whether it was where the facts say, with the files that they say where they say.

    A `cd` to what is certainly there is taken to succeed.
    """
    if command.cwd is not None and not _may_equal(command.cwd, start.cwd):
        return False
    files: dict[int, str | None] = {}
    for redirect in command.redirects:
        fd = redirect.fd if redirect.fd is not None else int(not redirect.op.startswith("<"))
        path = redirect.target.text if isinstance(redirect.target, f.Literal) else ""
        plain = redirect.op in ("<", ">", ">>", ">|") and path and not path.startswith("/dev/")
        files[fd] = posixpath.normpath(posixpath.join(start.cwd, path)) if plain else None
        if redirect.op.startswith("&>"):
            files[1] = files[2] = None
    opened = dict(start.descriptors)
    return all(opened.get(fd, path) in (path, _STUB) for fd, path in files.items() if path is not None)


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
            text = re.sub(r"^/dev/fd/6\d$", "/dev/fd/63", value.text)
            return word < len(words) and text == words[word] and rest(at + 1, word + 1)
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
