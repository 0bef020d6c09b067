"""First reader of shell texts: a strict recursive descent over bash 5.2 and dash (bash manual, chapters 3.1-3.6; POSIX XCU 2).

Every character becomes part of a node, or is white space, a comment or an operator. What the reader does not know is an
`OpaqueNode`, never skipped. bash runs a `-c` text command by command up to an error, so the commands before one stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, NoReturn

from interlock.analysis.shell import syntax as s
from interlock.analysis.shell.words import WordReader
from interlock.model.facts import OpaqueCode
from interlock.model.limits import Limits

Dialect = Literal["bash", "dash"]

_ENDS = {"then", "do", "done", "fi", "elif", "else", "esac", "}"}
_DECLARING = {"declare", "typeset", "export", "readonly", "local"}
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(\+?=|\[)")
_IO_NUMBER = re.compile(r"(\d+)(?=[<>])")
_IO_VARIABLE = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}(?=[<>])")
_REDIRECTION_BASH = re.compile(r"&>>|&>|<<<|<<-|<<|<>|<&|>>|>&|>\||<|>")
_REDIRECTION_DASH = re.compile(r"<<-|<<|<>|<&|>>|>&|>\||<|>")
_FUNCTION_NAME = re.compile(r"[^\s;&|<>()$`'\"\\]+")
_CONDITION_UNARY = re.compile(r"-[a-zA-Z]$")


def read(text: str, *, dialect: Dialect, limits: Limits) -> s.Tree:
    """The tree of `text`. Total and bounded: errors and limits are opaque nodes that reach to the end of the text."""
    reader = Reader(text, dialect, limits)
    return reader.tree()


class Stop(Exception):
    """The rest of the text cannot be read, because of `code`."""

    def __init__(self, code: OpaqueCode, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class Reader(WordReader):
    """Commands; words are the base class's."""

    def tree(self) -> s.Tree:
        """Statements line by line; from the first that cannot be read on, the rest is opaque."""
        statements: list[s.Statement] = []
        comments_from = self.pos
        while True:
            begin = self.pos
            try:
                self.newlines()
                begin = self.pos
                if self.pos >= self.end:
                    break
                statements += self.line()
            except Stop as stop:
                self.opaque(stop.code, begin, stop.detail)
                break
            except RecursionError:
                self.opaque("depth", begin, "nesting")
                break
        script = s.Script(self.span(comments_from, self.end), tuple(statements), tuple(self.comments))
        return s.Tree(script, tuple(self.opaques))

    def opaque(self, code: OpaqueCode, begin: int, detail: str) -> None:
        self.opaques.append(s.OpaqueNode(self.span(begin, self.end), code, detail))

    def line(self) -> list[s.Statement]:
        """A list up to its newline: what bash reads before it runs anything of it."""
        statements: list[s.Statement] = []
        while True:
            statements.append(self.statement())
            self.blanks()
            if self.pos >= self.end or self.peek("\n"):
                return statements

    # --- lists --------------------------------------------------------------------------------------------------------

    def script(self, *ends: str) -> s.Script:
        """A list up to one of the given reserved words or to `)` or `;;`, which is left standing."""
        begin = self.pos
        statements: list[s.Statement] = []
        while True:
            self.newlines()
            if self.at_end(ends):
                return s.Script(self.span(begin, self.pos), tuple(statements))
            if self.pos >= self.end:
                self.fail("unexpected end")
            statements.append(self.statement())

    def at_end(self, ends: tuple[str, ...]) -> bool:
        if self.peek(")"):
            return ")" in ends
        if "${}" in ends and self.peek("}"):
            return True
        if self.peek(";;") or self.peek(";&"):
            return ";;" in ends
        return self.keyword() in ends

    def statement(self) -> s.Statement:
        """One and-or list with its terminator, if that is `;` or `&`."""
        begin = self.pos
        body = self.and_or()
        self.blanks()
        background = False
        if self.peek("&") and not self.peek("&&") and not (self.dialect == "bash" and self.peek("&>")):
            background = True
            self.take("&")
        elif self.peek(";") and not self.peek(";;") and not self.peek(";&"):
            self.take(";")
        elif self.pos < self.end and self.text[self.pos] not in "\n);" and not self.follows_compound():
            self.fail(f"unexpected `{self.text[self.pos]}`")
        return s.Statement(self.span(begin, self.pos), body, background)

    def follows_compound(self) -> bool:
        """Behind a compound command a reserved word needs no separator: `{ (a) }`, `while (a) do`."""
        return self.keyword() in _ENDS or (self.brace_ends and self.text[self.pos] == "}")

    def and_or(self) -> s.Node:
        begin = self.pos
        items = [self.pipeline()]
        operators: list[Literal["&&", "||"]] = []
        while True:
            self.blanks()
            if self.peek("&&"):
                self.take("&&")
                operators.append("&&")
            elif self.peek("||"):
                self.take("||")
                operators.append("||")
            else:
                break
            self.newlines()
            items.append(self.pipeline())
        return items[0] if not operators else s.AndOr(self.span(begin, self.pos), tuple(items), tuple(operators))

    def pipeline(self) -> s.Node:
        self.blanks()
        begin = self.pos
        negated = timed = False
        while True:
            word = self.keyword()
            if word == "!":
                negated = not negated
                self.pos = self.keyword_end
            elif word == "time" and self.dialect == "bash":
                timed = True
                self.pos = self.keyword_end
                self.blanks()
                if self.text.startswith("-p", self.pos) and self.text[self.pos + 2 : self.pos + 3] in ("", " ", "\t", "\n"):
                    self.pos += 2
            else:
                break
            self.blanks()
        if (negated or timed) and (self.pos >= self.end or self.text[self.pos] in "\n;&)"):
            return s.Pipeline(self.span(begin, self.pos), (), (), negated, timed)
        stages = [self.command()]
        stderr_too: list[bool] = []
        while True:
            self.blanks()
            if self.dialect == "bash" and self.peek("|&"):
                self.take("|&")
                stderr_too.append(True)
            elif self.peek("|") and not self.peek("||"):
                self.take("|")
                stderr_too.append(False)
            else:
                break
            self.newlines()
            stages.append(self.command())
        if len(stages) == 1 and not negated and not timed:
            return stages[0]
        return s.Pipeline(self.span(begin, self.pos), tuple(stages), tuple(stderr_too), negated, timed)

    # --- commands -----------------------------------------------------------------------------------------------------

    def command(self) -> s.Node:
        self.blanks()
        begin = self.pos
        self.count("commands")
        if self.peek("("):
            if self.dialect == "bash" and self.text.startswith("((", self.pos):
                arithmetic = self.try_arithmetic_command()
                if arithmetic is not None:
                    return arithmetic
            with self.deeper():
                self.take("(")
                body = self.script(")")
                self.take(")")
            return s.Subshell(self.span(begin, self.pos), body, redirections=self.redirections())
        word = self.keyword()
        match word:
            case "{":
                return self.group()
            case "if":
                return self.if_()
            case "while" | "until":
                return self.loop(word)
            case "for":
                return self.for_("for")
            case "select" if self.dialect == "bash":
                return self.for_("select")
            case "case":
                return self.case()
            case "[[" if self.dialect == "bash":
                return self.condition()
            case "function" if self.dialect == "bash":
                return self.function_keyword()
            case "coproc" if self.dialect == "bash":
                return self.coprocess()
            case None:
                pass
            case _ if word in _ENDS or word == "in":
                if word != "in":
                    self.fail(f"unexpected `{word}`")
        function = self.try_function()
        return function if function is not None else self.simple()

    def group(self) -> s.Node:
        begin = self.pos
        self.pos = self.keyword_end
        with self.deeper():
            body = self.script("}")
        self.reserved("}")
        return s.Group(self.span(begin, self.pos), body, redirections=self.redirections())

    def if_(self) -> s.Node:
        begin = self.pos
        self.pos = self.keyword_end
        branches: list[tuple[s.Script, s.Script]] = []
        otherwise: s.Script | None = None
        with self.deeper():
            while True:
                condition = self.script("then")
                self.reserved("then")
                branches.append((condition, self.script("elif", "else", "fi")))
                word = self.keyword()
                self.pos = self.keyword_end
                if word == "else":
                    otherwise = self.script("fi")
                    self.reserved("fi")
                    break
                if word == "fi":
                    break
        return s.If(self.span(begin, self.pos), tuple(branches), otherwise, redirections=self.redirections())

    def loop(self, kind: Literal["while", "until"]) -> s.Node:
        begin = self.pos
        self.pos = self.keyword_end
        with self.deeper():
            condition = self.script("do")
            body = self.do_group()
        return s.Loop(self.span(begin, self.pos), kind, condition, body, redirections=self.redirections())

    def do_group(self) -> s.Script:
        self.newlines()
        if self.dialect == "bash" and self.keyword() == "{":  # undocumented, and accepted by bash for `for`
            self.pos = self.keyword_end
            body = self.script("}")
            self.reserved("}")
            return body
        self.reserved("do")
        body = self.script("done")
        self.reserved("done")
        return body

    def for_(self, kind: Literal["for", "select"]) -> s.Node:
        begin = self.pos
        self.pos = self.keyword_end
        self.blanks()
        if kind == "for" and self.dialect == "bash" and self.text.startswith("((", self.pos):
            return self.arithmetic_for(begin)
        match = re.compile(r"[^\s;&|<>()$`'\"\\]+").match(self.text, self.pos, self.end)
        if match is None:
            self.fail("no name after for")
        name = match.group()
        self.pos = match.end()
        self.newlines()
        words: tuple[s.Word, ...] | None = None
        if self.keyword() == "in":
            self.pos = self.keyword_end
            found: list[s.Word] = []
            while True:
                self.blanks()
                word = self.word()
                if word is None:
                    break
                found.append(word)
            words = tuple(found)
        self.blanks()
        if self.peek(";"):
            self.take(";")
        with self.deeper():
            body = self.do_group()
        return s.For(self.span(begin, self.pos), kind, name, words, body, redirections=self.redirections())

    def arithmetic_for(self, begin: int) -> s.Node:
        self.pos += 2
        header: list[s.Arithmetic] = []
        for stop in (";", ";", "))"):
            at = self.pos
            parts = self.arithmetic_parts(stop)
            header.append(s.Arithmetic(self.span(at, self.pos), parts))
            self.pos += len(stop)
        self.blanks()
        if self.peek(";"):
            self.take(";")
        with self.deeper():
            body = self.do_group()
        return s.ArithmeticFor(
            self.span(begin, self.pos), (header[0], header[1], header[2]), body, redirections=self.redirections()
        )

    def case(self) -> s.Node:
        begin = self.pos
        self.pos = self.keyword_end
        self.blanks()
        subject = self.word()
        if subject is None:
            self.fail("no word after case")
        self.newlines()
        self.reserved("in")
        arms: list[s.CaseArm] = []
        with self.deeper():
            while True:
                self.newlines()
                if self.keyword() == "esac":
                    self.pos = self.keyword_end
                    break
                arms.append(self.arm())
        return s.Case(self.span(begin, self.pos), subject, tuple(arms), redirections=self.redirections())

    def arm(self) -> s.CaseArm:
        begin = self.pos
        if self.peek("("):
            self.take("(")
        patterns: list[s.Word] = []
        while True:
            self.blanks()
            word = self.word(pattern=True)
            if word is None:
                self.fail("no pattern in case")
            patterns.append(word)
            self.blanks()
            if self.peek("|"):
                self.take("|")
                continue
            self.take(")")
            break
        body = self.script(";;", "esac")
        terminator: Literal[";;", ";&", ";;&"] = ";;"
        for operator in (";;&", ";;", ";&"):
            if self.peek(operator):
                self.take(operator)
                terminator = operator  # type: ignore[assignment]  # the loop's strings are the literal's
                break
        return s.CaseArm(self.span(begin, self.pos), tuple(patterns), body, terminator)

    def condition(self) -> s.Node:
        begin = self.pos
        self.pos = self.keyword_end
        items: list[s.Word] = []
        operators: list[str] = []
        arithmetic: list[s.Word] = []
        names: list[s.Word] = []
        expect = ""
        while True:
            self.newlines()
            if self.pos >= self.end:
                self.fail("[[ without ]]")
            matched = next((op for op in ("&&", "||", "(", ")", "<", ">") if self.peek(op)), None)
            if matched is not None and not self.peek("<(") and not self.peek(">("):
                self.take(matched)
                operators.append(matched)
                expect = ""
                continue
            word = self.regex_word() if expect == "=~" else self.word(pattern=True, condition=True)
            if word is None:
                self.fail("unexpected character in [[")
            text = word.literal() if all(isinstance(p, s.Lit) and not p.quoted for p in word.parts) else None
            if text == "]]":
                break
            if text is not None and (text in ("!", "=", "==", "!=", "=~") or _CONDITION_UNARY.match(text) or re.fullmatch(r"-(eq|ne|lt|le|gt|ge|nt|ot|ef)", text)):
                operators.append(text)
                if items and text in ("-eq", "-ne", "-lt", "-le", "-gt", "-ge"):
                    arithmetic.append(items[-1])
                expect = text
                continue
            items.append(word)
            if expect in ("-eq", "-ne", "-lt", "-le", "-gt", "-ge"):
                arithmetic.append(word)
            elif expect in ("-v", "-R"):
                names.append(word)
            expect = ""
        return s.Condition(
            self.span(begin, self.pos),
            tuple(items),
            tuple(operators),
            tuple(arithmetic),
            tuple(names),
            redirections=self.redirections(),
        )

    def try_arithmetic_command(self) -> s.Node | None:
        """`((…))`, unless it turns out to be two subshells."""
        begin = self.pos
        saved = self.save()
        self.pos += 2
        try:
            parts = self.arithmetic_parts("))")
        except Stop as stop:
            if stop.code != "parse_error":
                raise
            self.restore(saved)
            return None
        expression = s.Arithmetic(self.span(begin + 2, self.pos), parts)
        self.pos += 2
        return s.ArithmeticCommand(self.span(begin, self.pos), expression, redirections=self.redirections())

    def function_keyword(self) -> s.Node:
        begin = self.pos
        self.pos = self.keyword_end
        self.blanks()
        match = _FUNCTION_NAME.match(self.text, self.pos, self.end)
        if match is None:
            self.fail("no name after function")
        self.pos = match.end()
        self.blanks()
        if re.compile(r"\([ \t]*\)").match(self.text, self.pos, self.end):
            self.pos = self.text.index(")", self.pos) + 1
        return self.function_body(begin, match.group())

    def try_function(self) -> s.Node | None:
        match = re.compile(r"([^\s;&|<>()$`'\"\\=]+)[ \t]*\([ \t]*\)").match(self.text, self.pos, self.end)
        if match is None:
            return None
        begin = self.pos
        self.pos = match.end()
        return self.function_body(begin, match.group(1))

    def function_body(self, begin: int, name: str) -> s.Node:
        self.newlines()
        with self.deeper():
            body = self.command()
        if isinstance(body, s.SimpleCommand) and self.dialect == "bash":
            self.fail("a function's body is a compound command")
        return s.FunctionDefinition(self.span(begin, self.pos), name, body)

    def coprocess(self) -> s.Node:
        begin = self.pos
        self.pos = self.keyword_end
        self.blanks()
        name = "COPROC"
        match = _NAME.match(self.text, self.pos, self.end)
        if match is not None:
            saved = self.save()
            self.pos = match.end()
            self.blanks()
            if self.keyword() in ("{", "if", "while", "until", "for", "case", "select", "[[") or self.peek("("):
                name = match.group()
            else:
                self.restore(saved)
        with self.deeper():
            body = self.command()
        return s.Coprocess(self.span(begin, self.pos), name, body)

    # --- simple commands ----------------------------------------------------------------------------------------------

    def simple(self) -> s.SimpleCommand:
        begin = self.pos
        assignments: list[s.Assignment] = []
        words: list[s.Word] = []
        declared: list[s.Assignment] = []
        redirections: list[s.Redirection] = []
        while True:
            self.blanks()
            redirection = self.redirection()
            if redirection is not None:
                redirections.append(redirection)
                continue
            if not words:
                assignment = self.assignment()
                if assignment is not None:
                    assignments.append(assignment)
                    continue
            elif self.dialect == "bash" and words[0].literal() in _DECLARING:
                at = self.pos
                assignment = self.assignment()
                if assignment is not None:
                    declared.append(assignment)
                    words.append(self.declared_word(at, assignment))
                    continue
            word = self.word()
            if word is None:
                break
            words.append(word)
        if not (assignments or words or redirections):
            self.fail("a command is missing" if self.pos >= self.end else f"unexpected `{self.text[self.pos]}`")
        if self.peek("("):
            self.fail("unexpected `(`")
        if self.dialect == "bash" and words and words[0].literal() == "shopt" and any(w.literal() == "extglob" for w in words):
            # It changes how later lines parse, so within this line it is not in force yet: a superset is harmless.
            self.extglob = self.extglob or any(w.literal() == "-s" for w in words)
        return s.SimpleCommand(
            self.span(begin, self.pos), tuple(assignments), tuple(words), tuple(redirections), tuple(declared)
        )

    def declared_word(self, begin: int, assignment: s.Assignment) -> s.Word:
        head = s.Lit(self.span(begin, begin), assignment.name + ("+=" if assignment.append else "="))
        tail = assignment.value.parts if isinstance(assignment.value, s.Word) else ()
        return s.Word(self.span(begin, self.pos), (head, *tail))

    def assignment(self) -> s.Assignment | None:
        match = _ASSIGNMENT.match(self.text, self.pos, self.end)
        if match is None:
            return None
        begin = self.pos
        saved = self.save()
        subscript: s.Word | None = None
        self.pos = match.end(1)
        if match.group(2) == "[":
            if self.dialect != "bash":
                self.restore(saved)
                return None
            try:
                subscript = self.subscript()
            except Stop as stop:
                if stop.code != "parse_error":
                    raise
                self.restore(saved)
                return None
        append = self.text.startswith("+=", self.pos) and self.dialect == "bash"
        if not append and not self.text.startswith("=", self.pos):
            self.restore(saved)
            return None
        self.pos += 2 if append else 1
        value: s.Word | s.ArrayLiteral
        if self.dialect == "bash" and self.peek("("):
            value = self.array()
        else:
            value = self.word(assignment=True) or s.Word(self.span(self.pos, self.pos), ())
        return s.Assignment(self.span(begin, self.pos), match.group(1), value, subscript, append)

    def array(self) -> s.ArrayLiteral:
        begin = self.pos
        self.take("(")
        elements: list[tuple[s.Word | None, s.Word]] = []
        while True:
            self.newlines()
            if self.peek(")"):
                self.take(")")
                return s.ArrayLiteral(self.span(begin, self.pos), tuple(elements))
            key: s.Word | None = None
            if self.peek("["):
                saved = self.save()
                try:
                    key = self.subscript()
                    if not self.text.startswith("=", self.pos):
                        raise Stop("parse_error", "no key")
                    self.pos += 1
                except Stop as stop:
                    if stop.code != "parse_error":
                        raise
                    self.restore(saved)
                    key = None
            word = self.word(assignment=key is not None)
            if word is None:
                if key is None:
                    self.fail("unexpected character in an array")
                word = s.Word(self.span(self.pos, self.pos), ())
            elements.append((key, word))

    # --- redirections -------------------------------------------------------------------------------------------------

    def redirections(self) -> tuple[s.Redirection, ...]:
        found: list[s.Redirection] = []
        while True:
            self.blanks()
            redirection = self.redirection()
            if redirection is None:
                return tuple(found)
            found.append(redirection)

    def redirection(self) -> s.Redirection | None:
        begin = self.pos
        fd: int | None = None
        variable: str | None = None
        at = self.pos
        if match := _IO_NUMBER.match(self.text, at, self.end):
            fd, at = int(match.group(1)[:9]), match.end()
        elif self.dialect == "bash" and (match := _IO_VARIABLE.match(self.text, at, self.end)):
            variable, at = match.group(1), match.end()
        pattern = _REDIRECTION_BASH if self.dialect == "bash" else _REDIRECTION_DASH
        match = pattern.match(self.text, at, self.end)
        if match is None:
            return None
        operator = match.group()
        if operator[0] == "&" and (fd is not None or variable is not None):
            return None
        if self.dialect == "bash" and operator in ("<", ">") and self.text.startswith("(", match.end()):
            return None  # process substitution, a word
        self.pos = match.end()
        self.blanks()
        if operator in ("<<", "<<-"):
            return self.heredoc(begin, operator, fd, variable)
        target = self.word()
        if target is None:
            self.fail("a redirection without a target")
        return s.Redirection(self.span(begin, self.pos), operator, target, fd, variable)  # type: ignore[arg-type]  # the pattern's alternatives are the literal's

    def heredoc(self, begin: int, operator: str, fd: int | None, variable: str | None) -> s.Redirection:
        self.count("heredocs")
        at = self.pos
        target = self.delimiter()
        if target is None:
            self.fail("a here-document without a delimiter")
        redirection = s.Redirection(self.span(begin, self.pos), operator, target, fd, variable)  # type: ignore[arg-type]  # as above
        raw = self.text[at : self.pos]
        quoted = any(c in raw for c in "'\"\\")
        delimiter = "".join(part.text for part in target.parts if isinstance(part, s.Lit))
        self.pending.append((redirection, delimiter, quoted, operator == "<<-"))
        return redirection

    # --- reserved words -----------------------------------------------------------------------------------------------

    def keyword(self) -> str | None:
        """The unquoted word here, if one stands here and could be a reserved word; `keyword_end` is its end."""
        match = self.KEYWORD.match(self.text, self.pos, self.end)
        if match is None:
            return None
        self.keyword_end = match.end()
        return match.group().replace("\\\n", "")

    def reserved(self, word: str) -> None:
        self.newlines() if word in ("do", "in") else self.blanks()
        if self.keyword() != word:
            self.fail(f"`{word}` is missing")
        self.pos = self.keyword_end

    @contextmanager
    def deeper(self) -> Iterator[None]:
        self.depth += 1
        if self.depth > self.limits.compound_depth:
            raise Stop("depth", "compound commands")
        yield
        self.depth -= 1

    def fail(self, why: str) -> NoReturn:
        raise Stop("parse_error", why)

    def substitution(self, end: str) -> s.Script:
        """The inside of `$(…)`; the closing parenthesis is left standing."""
        self.substitutions += 1
        if self.substitutions > self.limits.substitution_depth:
            raise Stop("depth", "substitutions")
        depth, self.depth = self.depth, 0
        outer, self.brace_ends = self.brace_ends, end == "${}"
        script = self.script(end)
        self.depth, self.brace_ends = depth, outer
        self.substitutions -= 1
        return script

    def nested(self, text: str, offsets: list[int]) -> s.Script:
        """A program text that had to be unescaped first (backticks); `offsets` lead its characters back."""
        reader = Reader(text, self.dialect, self.limits, offsets=offsets, parent=self)
        if reader.substitutions > self.limits.substitution_depth:
            raise Stop("depth", "substitutions")
        begin = reader.pos
        statements: list[s.Statement] = []
        while True:
            reader.newlines()
            if reader.pos >= reader.end:
                break
            statements.append(reader.statement())
        return s.Script(reader.span(begin, reader.end), tuple(statements))
