"""What stands behind an error. The shell runs none of it, if the error is one; facts show it all the same, as possible.

Whoever finds a text that is called an error here and is none to his shell has gained nothing then: what it runs is
seen. Each line behind the error is read as a text of its own, and of the line of an error what looks like commands:
what stands between operators, with reserved words taken off.
"""

from __future__ import annotations

import re

from interlock.analysis.shell import syntax as s
from interlock.analysis.shell.cursor import Tally
from interlock.analysis.shell.reader import Dialect, Reader
from interlock.model.limits import Limits

_MOST_ATTEMPTS = 64
_MOST_CHARACTERS = 4
"""Times the text that attempts may read in all: each may come to the end of it, as one with an open quote does."""
_MOST_FRAGMENTS = 256
_BETWEEN_OPERATORS = re.compile(r"[^;&|()\n`]+")
_QUOTED_OR_BETWEEN = re.compile(r"(?:'[^'\n]*'|\"(?:[^\"\\\n]|\\.)*\"|\\.|[^;&|()\n`])+")
"""The same with operators in quotes, as far as those are closed in the line."""
_RESERVED = re.compile(
    r"[ \t]*(?:"
    r"(?:if|then|elif|else|fi|while|until|do|done|for|select|case|esac|in|function|time|coproc|[{}!]|\[\[|\]\])"
    r"(?=[ \t]|$)[ \t]*|[$(]+)*"
)
_UNREADABLE = str.maketrans(dict.fromkeys("'\"$`{}<>\\", " "))


def read_behind(text: str, begin: int, dialect: Dialect, limits: Limits) -> tuple[tuple[s.Statement, ...], bool]:
    """Statements in `text` from `begin` on, where a line begins that cannot be read; whether that is all of them."""
    reading = _Behind(text, dialect, limits)
    complete = reading.read(begin)
    return tuple(reading.statements), complete


class _Behind:
    def __init__(self, text: str, dialect: Dialect, limits: Limits) -> None:
        self.text = text
        self.dialect = dialect
        self.limits = limits
        self.statements: list[s.Statement] = []
        self.fragments = _MOST_FRAGMENTS
        self.tally = Tally()

    def read(self, begin: int) -> bool:
        """Whether all could be read."""
        budget = _MOST_CHARACTERS * (len(self.text) - begin) + 1000
        for _ in range(_MOST_ATTEMPTS):
            stop = self.text.find("\n", begin) + 1 or len(self.text)
            if not self.line(begin, stop):
                return False
            if stop == len(self.text):
                return True
            reader = self.reader(self.text[stop:], stop)
            script, rest = reader.lines()
            self.statements += script.statements
            if not rest:
                return True
            begin = rest[0].span.start
            budget -= reader.seen
            if rest[0].code not in ("syntax_error", "parse_error") or budget < 0:
                return False
        return False

    def line(self, begin: int, stop: int) -> bool:
        """What looks like commands in a line that cannot be read."""
        spans: set[tuple[int, int]] = set()
        plain, quoted = (p.finditer(self.text, begin, stop) for p in (_BETWEEN_OPERATORS, _QUOTED_OR_BETWEEN))
        for match in (*plain, *quoted):
            if match.span() in spans:
                continue
            spans.add(match.span())
            reserved = _RESERVED.match(self.text, match.start(), match.end())
            first = reserved.end() if reserved else match.start()
            fragment = self.text[first : match.end()]
            if not fragment.strip():
                continue
            self.fragments -= 1
            if self.fragments < 0:
                return False
            script, rest = self.reader(fragment, first).lines()
            if rest:
                script, rest = self.reader(fragment.translate(_UNREADABLE), first).lines()
            self.statements += (statement for statement in script.statements if _is_named(statement.body))
            if rest:
                return False
        return True

    def reader(self, text: str, begin: int) -> Reader:
        return Reader(text, self.dialect, self.limits, range(begin, begin + len(text) + 1), self.tally)


def _is_named(node: s.Node) -> bool:
    """Whether it is a command whose name is spelled out, or redirections: of a guess, nothing else is worth showing."""
    return isinstance(node, s.SimpleCommand) and (not node.words or node.words[0].literal() is not None)
