"""History expansion: what an interactive bash makes of a line before it parses it (bash manual, 9.3).

Follows `history_expand` of readline 8.2 and what bash sets for it. Only lines of the same text are known to be in the
list of the shell: what refers to others (earlier cells, the history file, lines of the kernel's own) is not resolved.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from interlock.analysis.shell import syntax as s
from interlock.analysis.shell.parsing import read
from interlock.model.facts import Span
from interlock.model.limits import Limits

_NOT_BEFORE = " \t\n\r="
"""A `!` in front of these, or at the end, is one."""
_NOTHING = ";&|()<>"
"""In front of these it refers to nothing: the line is an error, and does not run."""
_DELIMITERS = " \t\n;&()|<>"
_MOST_EXPANSIONS = 16
_MOST_UNKNOWN = 64
"""References that are told one by one; the last is the rest of the text."""
_MOST_CHARACTERS = 64 * 1024
_CHANGES = re.compile(r"HIST|hist|\bfc\b|\bshopt\b|\bbind\b|\bset\s+-o\b|\bset\s+[+-]\w*H")
"""What changes which lines are kept, or how they are expanded."""
_OFF = re.compile(r"\s*set (?:\+H|\+o histexpand)\s*")
_REFERENCE = re.compile(r"![^ \t\n\r=]")
_NUMBERED = re.compile(r"!-(\d+)")
_WORDS = re.compile(r":?([$*])|:?(\^|(?<=:)\d+)(?:(-)(\d+|[$^])?|([*^]))?")
_PLAIN_WORD = re.compile(r"(?:'[^']*'|\"[^\"\\$`]*\"|\\[^\n]|[^\s'\"\\;&|()<>$`])+")


class _Unknown(Exception):
    """It cannot be told what stands there. `end`: where the reference ends, or later."""


class _Printed(Exception):
    """The line is printed and not run."""


@dataclass(frozen=True, slots=True)
class Expanded:
    """What becomes of a text."""

    text: str | None
    """What is run in its place; None where it is the text itself."""
    unknown: tuple[Span, ...]
    """References, in the given text, that could not be resolved."""


def expand(text: str, limits: Limits, *, settings: str = "") -> Expanded:
    """`settings`: whatever else the shell may have run or been given, where it could have been set up otherwise."""
    if (named := re.search("histchars", text + settings)) is not None:
        # Other characters may be what `!` and `^` are.
        return Expanded(None, (Span(*named.span()) if named.end() <= len(text) else Span(0, len(text)),))
    if "!" not in text and not re.search(r"^\^", text, re.MULTILINE):
        return Expanded(None, ())
    return _Lines(text, limits, known=not _CHANGES.search(text) and not _CHANGES.search(settings)).expanded()


class _Lines:
    def __init__(self, text: str, limits: Limits, *, known: bool) -> None:
        self.text = text
        self.limits = limits
        self.known = known
        self.kept: list[str | None] = []
        """Lines before this one, as they were run; None for what is not known."""
        self.places = _Places(text, limits)
        self.unknown: list[Span] = []
        self.moved = 0
        """How far the rest of the text has moved."""
        self.changes = 0

    def expanded(self) -> Expanded:
        given, begin = self.text, 0
        while begin < len(self.text):
            end = self.text.find("\n", begin)
            end = len(self.text) if end < 0 else end
            line = self.text[begin:end]
            if _OFF.fullmatch(line) and not self.places.inside(begin) and not _CHANGES.search(self.text[end:]):
                break
            if len(self.unknown) >= _MOST_UNKNOWN:
                self.unknown[-1] = Span(self.unknown[-1].start, len(given))
                break
            end = self.line(line, begin)
            self.keep(self.text[begin:end], begin, end)
            begin = end + 1
        return Expanded(self.text if self.text != given else None, tuple(self.unknown))

    def line(self, line: str, begin: int) -> int:
        """Expand one line in its place; where it ends now."""
        end = begin + len(line)
        if ("!" not in line and not line.startswith("^")) or self.places.in_body(begin):
            return end
        quote = self.places.quote(begin)
        refers = _REFERENCE.search(line) is not None
        if refers and not self.places.unread(begin):
            refers = _refers(line, quote, lambda i: self.places.single(begin + i))
        if not refers and not line.startswith("^"):
            return end
        if self.places.unread(begin):
            # Which quotes are open there cannot be told.
            self.note(begin, 0, len(line))
            return end
        try:
            told = self.told(line, quote, begin)
        except _Printed:
            told = ""
        if told is None:
            return end
        if len(self.text) + len(told) > _MOST_CHARACTERS or self.changes >= _MOST_EXPANSIONS:
            self.note(begin, 0, len(line))
            return end
        self.changes += 1
        self.text = self.text[:begin] + told + self.text[end:]
        self.moved += len(told) - len(line)
        self.places = _Places(self.text, self.limits)
        return begin + len(told)

    def keep(self, line: str, begin: int, end: int) -> None:
        if not line.strip():
            return
        alone = (
            not self.places.unread(begin)
            and not self.places.inside(begin)
            and not self.places.inside(end)
            and not self.places.in_body(begin)
        )
        # Lines with a blank in front, and such as repeat the last one, are often not kept (`HISTCONTROL`).
        known = alone and line[0] not in " \t" and line not in self.kept[-1:]
        self.kept.append(line if known else None)

    def told(self, line: str, quote: str, begin: int) -> str | None:
        """The line as it is expanded; None, with what was not known noted, where it cannot be told."""
        if line.startswith("^"):
            match = re.match(r"\^((?:\\.|[^\\^])*)\^((?:\\.|[^\\^])*)\^?", line)
            last = self.kept[-1] if self.kept and self.known else None
            old, new, rest = (match[1], match[2], line[match.end() :]) if match else ("", "", "")
            if last is not None and old and old in last and not {"\\", "&"} & {*old, *new} and rest[:1] != ":":
                return last.replace(old, new, 1) + rest
            self.note(begin, 0, len(line))
            return None
        out: list[str] = []
        sure, grown = True, 0
        double, i = quote == '"', 0
        if quote == "'":
            i = _closing(line, 0, escapes=False)
            out.append(line[:i])
        while i < len(line):
            char = line[i]
            if char == "\\":
                out.append(line[i : i + 2])
                i += 2
            elif char == "'" and not double:
                close = _closing(line, i + 1, escapes=line[i - 1 : i] == "$")
                out.append(line[i:close])
                i = close
            elif char == "#" and not double and (i == 0 or line[i - 1] in _DELIMITERS):
                out.append(line[i:])
                break
            elif char == "!" and not _alone(line, i, double) and out[-1:] != ["$"]:
                try:
                    told, i = self.reference(line, i, '"' if double else "", out)
                    out.append(told)
                    grown += len(told)
                    if grown > _MOST_CHARACTERS:
                        self.note(begin, 0, len(line))
                        return None
                except _Unknown:
                    end = _end_of(line, i, '"' if double else "")
                    if len(self.unknown) >= _MOST_UNKNOWN - 1:
                        end = len(line)
                    self.note(begin, i, end)
                    sure, i = False, end
            else:
                double ^= char == '"'
                out.append(char)
                i += 1
        return "".join(out) if sure else None

    def note(self, begin: int, first: int, last: int) -> None:
        at = begin - self.moved
        self.unknown.append(Span(at + first, at + last))

    # --- references ---------------------------------------------------------------------------------------------------

    def reference(self, line: str, i: int, quote: str, out: list[str]) -> tuple[str, int]:
        """What a reference stands for behind what is `out`, which it may put together, and where it ends."""
        following = line[i + 1]
        if following in _NOTHING:
            raise _Unknown
        if following == "#":
            out[:] = ["".join(out)]
            event, end = out[0], i + 2
        elif following in ":$*^%":
            event, end = self.entry(1), i + 1
        elif following == "!":
            event, end = self.entry(1), i + 2
        elif match := _NUMBERED.match(line, i):
            event, end = self.entry(int(match.group(1))), match.end()
        elif following.isdigit():
            raise _Unknown  # nobody knows how long the list is
        elif following == "?":
            stop = line.find("?", i + 2)
            sought = line[i + 2 : stop if stop >= 0 else len(line)]
            event = self.found(lambda entry: sought in entry)
            end = stop + 1 if stop >= 0 else len(line)
        else:
            end = i + 1
            while end < len(line) and not _ends(line, end, i + 1, quote):
                end += 1
            sought = line[i + 1 : end]
            if not sought:
                raise _Unknown
            event = self.found(lambda entry: entry.startswith(sought))
        return self.designated(event, line, end)

    def entry(self, back: int) -> str:
        recent = self.kept[-back:] if 0 < back <= len(self.kept) else []
        if not self.known or not recent or None in recent or recent[0] is None:
            raise _Unknown
        return recent[0]

    def found(self, wanted: Callable[[str], bool]) -> str:
        for entry in reversed(self.kept) if self.known else ():
            if entry is None:
                break
            if wanted(entry):
                return entry
        raise _Unknown

    def designated(self, event: str, line: str, end: int) -> tuple[str, int]:
        """Words of an event, and modifiers (9.3.2, 9.3.3)."""
        if line[end : end + 1] in ("-", "%") or line[end : end + 2] == ":%":
            raise _Unknown
        if match := _WORDS.match(line, end):
            event, end = _selected(event, match), match.end()
        elif re.match(r":[\d*$^-]", line[end:]):
            raise _Unknown
        printed = False
        while line[end : end + 1] == ":":
            modifier = line[end + 1 : end + 2]
            every = modifier in ("g", "a") and modifier != ""
            end += 2 + every
            if every:
                modifier = line[end - 1 : end]
            match modifier:
                case "p":
                    printed = True
                case "h" if not every:
                    event = event.rpartition("/")[0] if "/" in event else event
                case "t" if not every:
                    event = event.rpartition("/")[2]
                case "r" if not every:
                    event = event.rpartition(".")[0] if "." in event else event
                case "e" if not every:
                    event = event[event.rindex(".") :] if "." in event else event
                case "s":
                    event, end = _substituted(event, line, end, every=every)
                case _:
                    raise _Unknown
        if printed:
            if line.endswith("\\"):
                raise _Unknown
            raise _Printed
        return event, end


def _selected(event: str, match: re.Match[str]) -> str:
    letter, begin, to, stop, more = match.groups()
    words = _words(event)
    end = len(words) - 1
    first, last = {"$": end, "*": 1}.get(letter, 0), end
    if begin:
        first = 1 if begin == "^" else int(begin)
        if to:
            last = {None: end - 1, "$": end, "^": 1}[stop] if stop in (None, "$", "^") else int(stop)
        else:
            last = {None: first, "*": end, "^": 1}[more]
    if letter == "*" and len(words) == 1:
        return ""
    if first > last or last >= len(words):
        raise _Unknown
    return " ".join(words[first : last + 1])


def _words(event: str) -> list[str]:
    """The words of a line in which nothing but quotes and blanks tells where they end."""
    words = _PLAIN_WORD.findall(event)
    if "#" in event:
        raise _Unknown
    if "".join(words) != re.sub(r"(?<!\\)[ \t]+(?=(?:[^'\"]|'[^']*'|\"[^\"]*\")*$)", "", event) or not words:
        raise _Unknown
    return words


def _substituted(event: str, line: str, at: int, *, every: bool) -> tuple[str, int]:
    delimiter = line[at : at + 1]
    parts = line[at + 1 :].split(delimiter, 2) if delimiter else []
    if len(parts) < 2 or any(c in part for part in parts[:2] for c in "\\&") or not parts[0] or parts[0] not in event:
        raise _Unknown
    end = at + 1 + len(parts[0]) + 1 + len(parts[1]) + (len(parts) > 2)
    return event.replace(parts[0], parts[1], -1 if every else 1), end


def _refers(line: str, quote: str, single: Callable[[int], bool]) -> bool:
    """Whether bash finds any reference in the line; if so, it looks at all of it once more, and less closely."""
    double, i, begin = quote == '"', 0, 0
    if quote == "'":
        i = _closing(line, 0, escapes=False)
    while i < len(line):
        char = line[i]
        if char == "#" and not double and (i == begin or line[i - 1] in _DELIMITERS):
            return False
        if char == "!":
            if not _alone(line, i, double) and not _left_alone(line, i, begin) and (begin or not single(i)):
                if line[i + 1] not in _NOTHING:
                    return True
                begin = i + 1  # it looks at the rest as at a line of its own
        elif char == "\\" and (line[i + 1 : i + 2] in ("'", "!") or (double and line[i + 1 : i + 2] == '"')):
            i += 1
        elif char == '"':
            double = not double
        elif char == "'" and not double:
            i = _closing(line, i + 1, escapes=i > begin and line[i - 1] == "$") - 1
        i += 1
    return False


def _alone(line: str, i: int, double: bool) -> bool:
    following = line[i + 1 : i + 2]
    return not following or following in _NOT_BEFORE or (double and following == '"')


def _left_alone(line: str, i: int, begin: int) -> bool:
    """`[!a]`, `${!name}`, `$!`."""
    before = line[max(begin, i - 2) : i]
    if before.endswith("["):
        return line.find("]", i + 1) >= 0
    if before == "${":
        return line.find("}", i + 1) >= 0
    return before.endswith("$")


def _closing(line: str, i: int, *, escapes: bool) -> int:
    """Behind the single quote that closes, from inside the quotes."""
    while i < len(line) and line[i] != "'":
        i += 2 if escapes and line[i] == "\\" else 1
    return min(len(line), i + 1)


def _ends(line: str, at: int, begin: int, quote: str) -> bool:
    char = line[at]
    return char in " \t\n:^$*%" or (at > begin and char == "-") or char in _NOTHING or char == quote


def _end_of(line: str, i: int, quote: str) -> int:
    """Where a reference may end, for those who look at it."""
    end = i + 2
    while end < len(line) and line[end] not in " \t;&|()<>" and line[end] != quote:
        end += 1
    return end


class _Places:
    """What the parts of a text are to whoever reads it line by line: inside of quotes, bodies of here-documents."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        tree = read(text, dialect="bash", limits=limits)
        self.statements = [statement.span for statement in tree.script.statements]
        last = tree.opaque[-1].span if tree.opaque else None
        self.end = last.start if last is not None and last.end == len(text) else len(text) + 1
        """Where what could not be read begins."""
        self.bodies: list[Span] = []
        self.around: list[tuple[Span, str]] = []
        """Double-quoted parts (`"`), and those in them where quotes begin anew (empty)."""
        self.singles: list[Span] = []
        pending: list[tuple[object, bool]] = [(tree.script, False)]
        while pending:
            node, double = pending.pop()
            if isinstance(node, tuple):
                pending += [(item, double) for item in node]
                continue
            match node:
                case s.Heredoc(span=span):
                    self.bodies.append(span)
                    double = True
                case s.DoubleQuoted(span=span):
                    self.around.append((span, '"'))
                    double = True
                case s.CommandSubstitution(span=span) | s.ProcessSubstitution(span=span):
                    self.around.append((span, ""))
                    double = False
                case s.Arithmetic():
                    double = True
                case s.Lit(span=span, quoted=True) if not double:
                    self.singles += _single_quoted(text, span)
            pending += [(child, double) for child in s.children(node)]
        self.around = [(span, kind) for span, kind in self.around if "\n" in text[span.start : span.end]]
        self.singles.sort(key=_start)
        self.bodies.sort(key=_start)

    def inside(self, at: int) -> bool:
        """Whether a command goes on there."""
        return _within(self.statements, at, 1) or _within(self.bodies, at, 1)

    def unread(self, at: int) -> bool:
        return at >= self.end

    def in_body(self, at: int) -> bool:
        return _within(self.bodies, at, 0)

    def single(self, at: int) -> bool:
        return _within(self.singles, at, 1)

    def quote(self, at: int) -> str:
        """The quote that is open at the beginning of a line."""
        if self.single(at):
            return "'"
        around = [(span.end - span.start, kind) for span, kind in self.around if span.start < at < span.end]
        return min(around)[1] if around else ""


def _start(span: Span) -> int:
    return span.start


def _within(spans: list[Span], at: int, least: int) -> bool:
    """Whether `at` stands in one of these, which come one after the other, at least so far behind where it begins."""
    index = bisect_right(spans, at - least, key=_start) - 1
    return index >= 0 and at < spans[index].end


def _single_quoted(text: str, span: Span) -> list[Span]:
    """Quotes in a word that holds nothing but characters."""
    found: list[Span] = []
    i = span.start
    while i < span.end:
        if text[i] == "\\":
            i += 1
        elif text[i] == "'":
            close = _closing(text, i + 1, escapes=text[max(0, i - 1) : i] == "$" and i > span.start)
            found.append(Span(i, close))
            i = close - 1
        i += 1
    return found
