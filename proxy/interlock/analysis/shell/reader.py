"""First reader of shell texts: a strict recursive descent over bash 5.2 and dash (bash manual, 3.1-3.6; POSIX XCU 2).

Every character becomes part of a node, or is white space, a comment or an operator. What the reader does not know is an
`OpaqueNode`, never skipped. bash runs a `-c` text line by line up to an error, so the lines before one stay.

One class, in floors: `cursor` (positions, limits), `substitutions` (quotes, `$`), `words` (with `pieces`, `braces`),
`heredocs`, `simple` (simple commands), `conditions`, and here lists and compound commands. Where a floor needs one
above it (a substitution holds commands), the lower declares it abstract.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, TypeVar

from msgspec.structs import replace

from interlock.analysis.shell import syntax as s
from interlock.analysis.shell.conditions import ConditionReader
from interlock.analysis.shell.cursor import Dialect, Stop
from interlock.analysis.shell.words import ARGUMENT, OPERAND, PATTERN
from interlock.model.facts import Span

__all__ = ["Dialect", "Reader", "Stop"]

_KEYWORD = {
    "bash": re.compile(
        r"(?:if|then|else|elif|fi|case|esac|for|select|while|until|do|done|in|function|time|coproc|[{}!]|\[\[|\]\])"
        r"(?=[ \t\n;&|()]|[<>](?!\()|$)"
    ),
    "dash": re.compile(r"(?:if|then|else|elif|fi|case|esac|for|while|until|do|done|in|[{}!])(?=[ \t\n;&|<>()]|$)"),
}
_CLOSING = {"then", "else", "elif", "fi", "do", "done", "esac", "}", "]]"}
"""Reserved words that begin no command."""
_COMPOUND = {"{", "if", "while", "until", "for", "select", "case", "[["}
_TIME_OPTION = re.compile(r"[ \t]+(-p|--)(?=[ \t\n;&|<>()]|$)")

_Kind = TypeVar("_Kind")


class Reader(ConditionReader):
    """Lists and compound commands."""

    def tree(self) -> s.Tree:
        """The whole text. Nodes that could not be read stand in the tree, and the rest of the text behind an error in
        `opaque` only."""
        script, rest = self.lines()
        inside = _opaque_nodes(script) if self.tally.opaque else ()
        return s.Tree(script, (*inside, *rest))

    def lines(self) -> tuple[s.Script, tuple[s.OpaqueNode, ...]]:
        """Statements line by line, as far as they can be read; an opaque node for the rest, if there is one."""
        statements: list[s.Statement] = []
        rest: tuple[s.OpaqueNode, ...] = ()
        begin = 0
        whole = self.span(0, self.end)
        try:
            while True:
                self.newlines()
                begin = self.line_begin = self.pos
                if self.pos >= self.end:
                    break
                line = self.line()
                self.finish_heredocs_at_end()
                statements += line
                if "extglob" in self.text:
                    self.extglob = _extglob_after(line, self.extglob)
        except Stop as stop:
            rest = (self.opaque(begin, self.end, stop.detail, stop.code),)
        except RecursionError:
            rest = (self.opaque(begin, self.end, "compound_depth", "depth"),)
        return s.Script(whole, tuple(statements), tuple(self.comments)), rest

    def finish_heredocs_at_end(self) -> None:
        self.blanks()
        if self.pos >= self.end:
            self.finish_heredocs()

    def line(self) -> list[s.Statement]:
        """A list up to its newline: what bash reads before it runs any of it."""
        statements: list[s.Statement] = []
        while True:
            statement, separated = self.statement()
            statements.append(statement)
            self.blanks()
            if self.pos >= self.end or self.at("\n"):
                return statements
            if not separated:
                self.unexpected()

    # --- lists --------------------------------------------------------------------------------------------------------

    def script(self, *closing: str, empty: bool = False) -> s.Script:
        """A list up to one of `closing`, reserved words or operators, which is left standing."""
        begin = self.pos
        comments = len(self.comments)
        statements: list[s.Statement] = []
        separated = True
        while True:
            separated |= self.newlines()
            if self._closes(closing, separated or self.pos == self.bare_end):
                break
            if self.pos >= self.end or not separated:
                self.unexpected()
            statement, separated = self.statement()
            statements.append(statement)
        if not statements and not empty:
            self.unexpected()
        own = tuple(self.comments[comments:])
        del self.comments[comments:]
        return s.Script(self.span(begin, self.pos), tuple(statements), own)

    def _closes(self, closing: tuple[str, ...], reserved_words_count: bool) -> bool:
        for operator in (")", ";;", ";&"):
            if self.at(operator):
                return operator in closing
        if "${" in closing and reserved_words_count and self.at("}"):
            return True  # the brace of `${ …; }` needs nothing behind it
        return reserved_words_count and self.keyword() in closing

    def statement(self) -> tuple[s.Statement, bool]:
        """One and-or list with its `;` or `&`, and whether it has one (or ends its line)."""
        begin = self.pos
        body = self.and_or()
        self.blanks()
        start = self.span(begin, begin).start
        if self.at("&") and not self.at("&&"):
            self.pos += 1
            return s.Statement(Span(start, self.span(begin, self.pos).end), body, True), True
        if self.at(";") and not self.at(";;") and not (self.dialect == "bash" and self.at(";&")):
            self.pos += 1
            return s.Statement(Span(start, self.span(begin, self.pos).end), body), True
        return s.Statement(Span(start, _end(body)), body), False

    def and_or(self) -> s.Node:
        items = [self.pipeline()]
        operators: list[Literal["&&", "||"]] = []
        while True:
            self.blanks()
            if self.take("&&"):
                operators.append("&&")
            elif self.take("||"):
                operators.append("||")
            else:
                break
            self.newlines()
            items.append(self.pipeline())
        if not operators:
            return items[0]
        return s.AndOr(Span(items[0].span.start, _end(items[-1])), tuple(items), tuple(operators))

    def pipeline(self) -> s.Node:
        self.blanks()
        begin = stop = self.pos
        negated = timed = False
        while (word := self.keyword()) == "!" or word == "time":
            self.pos = self.keyword_end
            if word == "!":
                negated = not negated
            else:
                timed = True
                while option := _TIME_OPTION.match(self.text, self.pos, self.end):
                    self.pos = option.end()
            stop = self.pos
            self.blanks()
        if timed and self.substitutions:
            self.doubt()  # in there, bash 5.2 takes operators behind a lone `time`
        prefixed = stop > begin
        if prefixed and (self.pos >= self.end or self.text[self.pos] in ("\n;)" if self.parentheses else "\n;")):
            return s.Pipeline(self.span(begin, stop), (), (), negated, timed)
        stages = [self.command()]
        stderr_too: list[bool] = []
        while True:
            self.blanks()
            if self.dialect == "bash" and self.take("|&"):
                stderr_too.append(True)
            elif self.at("|") and not self.at("||"):
                self.pos += 1
                stderr_too.append(False)
            else:
                break
            self.newlines()
            stages.append(self.command())
        if len(stages) == 1 and not prefixed:
            return stages[0]
        span = Span(self.span(begin, begin).start, _end(stages[-1]))
        return s.Pipeline(span, tuple(stages), tuple(stderr_too), negated, timed)

    # --- commands -----------------------------------------------------------------------------------------------------

    def command(self) -> s.Node:
        self.count("commands")
        self.join()
        if self.at("("):
            return self.parenthesis()
        word = self.keyword()
        if word is None or word in ("in", "time"):
            return self.simple()
        if word == "!" or word in _CLOSING:
            self.fail(f"unexpected `{word}`")
        if word in _COMPOUND:
            return self.compound(word)
        return self.function() if word == "function" else self.coprocess()

    def parenthesis(self) -> s.Node:
        """`((…))` or a subshell."""
        if self.dialect == "bash" and self.at("(("):
            arithmetic = self.arithmetic_command()
            if arithmetic is not None:
                return arithmetic
        begin = self.pos
        self.enter_compound()
        self.pos += 1
        body = self.script(")")
        self.expect(")")
        self.leave_compound()
        return s.Subshell(self.span(begin, self.pos), body, redirections=self.redirections())

    def compound(self, word: str) -> s.Node:
        """The compound command that begins with the reserved word `word` here."""
        self.enter_compound()
        node: s.Node
        match word:
            case "{":
                node = self.group()
            case "if":
                node = self.if_()
            case "while" | "until":
                node = self.loop(word)
            case "for" | "select":
                node = self.for_(word)
            case "case":
                node = self.case()
            case _:
                node = self.condition()
        self.leave_compound()
        return node

    def group(self) -> s.Group:
        begin = self.pos
        self.pos = self.keyword_end
        body = self.script("}")
        self.reserved("}")
        return s.Group(self.span(begin, self.pos), body, redirections=self.redirections())

    def if_(self) -> s.If:
        begin = self.pos
        branches: list[tuple[s.Script, s.Script]] = []
        otherwise: s.Script | None = None
        while self.keyword() in ("if", "elif"):
            self.pos = self.keyword_end
            condition = self.script("then")
            self.reserved("then")
            branches.append((condition, self.script("elif", "else", "fi")))
        if self.keyword() == "else":
            self.pos = self.keyword_end
            otherwise = self.script("fi")
        self.reserved("fi")
        return s.If(self.span(begin, self.pos), tuple(branches), otherwise, redirections=self.redirections())

    def loop(self, kind: Literal["while", "until"]) -> s.Loop:
        begin = self.pos
        self.pos = self.keyword_end
        condition = self.script("do")
        body = self.loop_body()
        return s.Loop(self.span(begin, self.pos), kind, condition, body, redirections=self.redirections())

    def loop_body(self, *, braces: bool = False) -> s.Script:
        """`do … done`; bash takes `{ … }` there, too, behind `for` and `select`."""
        self.newlines()
        opening, closing = ("{", "}") if braces and self.dialect == "bash" and self.keyword() == "{" else ("do", "done")
        self.reserved(opening)
        body = self.script(closing)
        self.reserved(closing)
        return body

    def for_(self, kind: Literal["for", "select"]) -> s.For | s.ArithmeticFor:
        begin = self.pos
        self.pos = self.keyword_end
        self.blanks()
        if kind == "for" and self.dialect == "bash" and self.at("(("):
            return self.arithmetic_for(begin)
        at = self.pos
        if self.word(OPERAND) is None:
            self.unexpected()
        name = self.text[at : self.pos]
        separated = self.newlines()
        words: tuple[s.Word, ...] | None = None
        if self.keyword() == "in":
            self.pos = self.keyword_end
            words = tuple(self.word_list())
            separated = False
        if not separated:
            self.take(";")
        body = self.loop_body(braces=True)
        return s.For(self.span(begin, self.pos), kind, name, words, body, redirections=self.redirections())

    def word_list(self) -> list[s.Word]:
        """Words up to `;` or a newline."""
        found: list[s.Word] = []
        self.blanks()
        while word := self.word(ARGUMENT):
            found.append(word)
            self.blanks()
        if not self.at(";") and not self.at("\n"):
            self.unexpected()
        return found

    def arithmetic_for(self, begin: int) -> s.ArithmeticFor:
        self.pos += 2
        header = (self._header(";"), self._header(";"), self._header("))"))
        self.blanks()
        self.take(";")
        body = self.loop_body(braces=True)
        return s.ArithmeticFor(self.span(begin, self.pos), header, body, redirections=self.redirections())

    def _header(self, stop: Literal[";", "))"]) -> s.Arithmetic:
        begin = self.pos
        parts = self.balanced(stop)
        return s.Arithmetic(self.span(begin, self.pos - len(stop)), parts)

    def case(self) -> s.Case:
        begin = self.pos
        self.pos = self.keyword_end
        self.blanks()
        subject = self.word(OPERAND)
        if subject is None:
            self.unexpected()
        self.newlines()
        self.reserved("in")
        arms: list[s.CaseArm] = []
        open_ended = False
        while True:
            self.newlines()
            if self.keyword() == "esac":
                self.pos = self.keyword_end
                break
            if open_ended:
                self.unexpected()
            arm, open_ended = self.arm()
            arms.append(arm)
        return s.Case(self.span(begin, self.pos), subject, tuple(arms), redirections=self.redirections())

    def arm(self) -> tuple[s.CaseArm, bool]:
        """One arm, and whether it is without a terminator, as only the last can be."""
        begin = self.pos
        self.take("(")
        patterns: list[s.Word] = []
        while True:
            self.blanks()
            word = self.word(PATTERN)
            if word is None:
                self.unexpected()
            patterns.append(word)
            self.blanks()
            if not self.take("|"):
                break
        self.expect(")")
        body = self.script(";;", *((";&",) if self.dialect == "bash" else ()), "esac", empty=True)
        terminators: tuple[Literal[";;", ";&", ";;&"], ...] = (";;&", ";;", ";&") if self.dialect == "bash" else (";;",)
        terminator = next((operator for operator in terminators if self.take(operator)), None)
        span = self.span(begin, self.pos)
        return s.CaseArm(span, tuple(patterns), body, terminator or ";;"), terminator is None

    # --- functions, coprocesses ---------------------------------------------------------------------------------------

    def function(self) -> s.FunctionDefinition:
        """`function name [()] body`."""
        begin = self.pos
        self.pos = self.keyword_end
        self.blanks()
        at = self.pos
        if self.word(OPERAND) is None:
            self.unexpected()
        name = self.text[at : self.pos]
        self.blanks()
        mark = self.save()
        if self.take("("):
            self.blanks()
            if not self.take(")"):
                self.restore(mark)
        return self.function_body(begin, name)

    def function_body(self, begin: int, name: str) -> s.FunctionDefinition:
        self.newlines()
        if self.dialect == "bash" and not self.at("(") and self.keyword() not in _COMPOUND:
            self.unexpected()
        self.enter_compound()
        body = self.command()
        self.leave_compound()
        return s.FunctionDefinition(Span(self.span(begin, begin).start, _end(body)), name, body)

    def coprocess(self) -> s.Coprocess:
        begin = self.pos
        self.doubt()  # bash takes assignments behind its name, at times
        self.pos = self.keyword_end
        self.blanks()
        name = "COPROC"
        if self.keyword() in ("function", "coproc"):
            self.unexpected()
        if not self.at("(") and self.keyword() is None and not self.assignment_begins():
            mark = self.save()
            at = self.pos
            if self.word(OPERAND) is not None:
                word = self.text[at : self.pos]
                self.blanks()
                if self.at("(") or self.keyword() in _COMPOUND:
                    name = word
                else:
                    self.restore(mark)
        self.enter_compound()
        body = self.command()
        self.leave_compound()
        return s.Coprocess(Span(self.span(begin, begin).start, _end(body)), name, body)

    # --- reserved words -----------------------------------------------------------------------------------------------

    def keyword(self) -> str | None:
        """The reserved word here, if there is one; `keyword_end` is its end."""
        match = _KEYWORD[self.dialect].match(self.text, self.pos, self.end)
        if match is None:
            return None
        self.keyword_end = match.end()
        return match.group()

    def reserved(self, word: str) -> None:
        if self.keyword() != word:
            self.fail(f"`{word}` is missing")
        self.pos = self.keyword_end

    # --- what the lower floors need -----------------------------------------------------------------------------------

    def substitution(self, closing: Literal[")", "}"]) -> s.Script:
        self.enter_substitution()
        self.parentheses += closing == ")"
        # Here-documents that wait outside have their bodies outside; what still waits inside has its body there, too.
        outside, self.pending = self.pending, []
        script = self.script(")" if closing == ")" else "${", empty=True)
        self.expect(closing)
        self.pending = outside + self.pending
        self.parentheses -= closing == ")"
        self.leave_substitution()
        return script

    def program(self, text: str, origins: Sequence[int]) -> s.Script:
        if not text:
            return s.Script(Span(origins[0], origins[0]), ())
        inner = Reader(
            text, self.dialect, self.limits, origins, self.tally, self.substitutions + 1, self.extglob, depth=self.depth
        )
        if inner.substitutions > self.limits.substitution_depth:
            raise Stop("depth", "substitution_depth")
        script, rest = inner.lines()
        if rest and rest[0].code not in ("syntax_error", "parse_error"):
            raise Stop(rest[0].code, rest[0].detail)
        # The shell finds an error in backticks when it runs the command around them, and goes on behind it.
        opaque = tuple(s.Statement(node.span, replace(node, code="parse_error")) for node in rest)
        return replace(script, statements=script.statements + opaque)


def _end(node: s.Node) -> int:
    """Where a command ends, its redirections included."""
    if isinstance(node, s.FunctionDefinition | s.Coprocess):
        return _end(node.body)
    if isinstance(node, s.Compound) and node.redirections:
        return node.redirections[-1].span.end
    return node.span.end


def _extglob_after(line: list[s.Statement], before: bool) -> bool:
    """Whether extended patterns are on behind a line: `shopt` changes how the next is read, wherever it stands."""
    for command in _nodes(tuple(line), s.SimpleCommand):
        words = [word.literal() for word in command.words] if len(command.words) > 2 else []
        if words and words[0] == "shopt" and "extglob" in words[1:]:
            before = "-u" not in words
    return before


def _opaque_nodes(script: s.Script) -> tuple[s.OpaqueNode, ...]:
    return tuple(sorted(_nodes(script, s.OpaqueNode), key=lambda node: (node.span.start, node.span.end)))


def _nodes(root: object, kind: type[_Kind]) -> list[_Kind]:
    """All nodes of a kind below `root`."""
    found: list[_Kind] = []
    pending = [root]
    while pending:
        item = pending.pop()
        if isinstance(item, kind):
            found.append(item)
        pending.extend(item if isinstance(item, tuple) else s.children(item))
    return found
