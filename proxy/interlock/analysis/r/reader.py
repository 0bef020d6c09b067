"""R texts → tree. Grammar: R Language Definition, section 3 and `gram.y`; precedence as in `?Syntax`."""

from __future__ import annotations

import re

from interlock.analysis.abstract import tree as t

_SPACE = re.compile(r"(?:[ \t\f\r\u00a0]|#[^\n]*)+")
_NUMBER = re.compile(
    r"0[xX][0-9a-fA-F]+(?:\.[0-9a-fA-F]*)?(?:[pP][+-]?\d+)?[Li]?|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[Li]?"
)
_NAME = re.compile(r"(?:[^\W\d_]|\.(?!\d))(?:[\w.])*")
_RAW = re.compile(r"[rR](['\"])(-*)([(\[{])")
_OPERATOR = re.compile(r"%[^%\n]*%|<<-|->>|\|>|<-|->|<=|>=|==|!=|&&|\|\||:::|::|:=|\[\[|[-+*/^<>=!&|~?:$@(){}\[\],;\\]")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|u\{?[0-9a-fA-F]{1,4}\}?|U\{?[0-9a-fA-F]{1,8}\}?|.)", re.DOTALL)
_CONSTANTS: dict[str, bool | float | None] = {
    "TRUE": True,
    "FALSE": False,
    "NULL": None,
    "NA": None,
    "Inf": float("inf"),
    "NaN": None,
    **dict.fromkeys(("NA_character_", "NA_integer_", "NA_real_", "NA_complex_"), None),
}
# Left and right binding powers; the larger binds first.
_BINARY: dict[str, tuple[int, int]] = {
    "?": (1, 2),
    "=": (4, 3),
    "<-": (6, 5),
    "<<-": (6, 5),
    ":=": (6, 5),
    "->": (7, 8),
    "->>": (7, 8),
    "~": (9, 10),
    "||": (11, 12),
    "|": (11, 12),
    "&&": (13, 14),
    "&": (13, 14),
    **dict.fromkeys(("==", "!=", "<", ">", "<=", ">="), (17, 18)),
    "+": (19, 20),
    "-": (19, 20),
    "*": (21, 22),
    "/": (21, 22),
    "|>": (23, 24),
    ":": (25, 26),
    "^": (30, 29),
}
_NOT, _TILDE, _SIGN, _SPECIAL = 15, 9, 27, (23, 24)
_BODY = 4
"""Of functions, branches and loops: they reach as far as they can, over an assignment by `=` too."""
_MOST_DEPTH = 80
_ASSIGN = {"<-", "<<-", "=", ":=", "->", "->>"}


class Unreadable(Exception):
    """The text is no R from `at` on."""

    def __init__(self, at: int, detail: str) -> None:
        super().__init__(detail)
        self.at = at


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0
        self.inside: list[str] = []
        """Open brackets: in `(` and `[` a line end is a space."""

    # --- tokens -------------------------------------------------------------------------------------------------------

    def space(self, lines: bool = False) -> None:
        lines = lines or (bool(self.inside) and self.inside[-1] != "{")
        while True:
            if match := _SPACE.match(self.text, self.at):
                self.at = match.end()
            if lines and self.text[self.at : self.at + 1] == "\n":
                self.at += 1
                continue
            return

    def operator(self) -> str:
        """The operator that comes next, not consumed; empty for something else."""
        self.space()
        match = _OPERATOR.match(self.text, self.at)
        return match.group() if match else ""

    def take(self, text: str, lines: bool = False) -> bool:
        self.space(lines)
        if self.text.startswith(text, self.at) and (text != "[" or not self.text.startswith("[[", self.at)):
            self.at += len(text)
            return True
        return False

    def expect(self, text: str) -> None:
        if not self.take(text, lines=text in ")]"):
            raise Unreadable(self.at, f"`{text}` expected")

    def word(self) -> str:
        self.space()
        match = _NAME.match(self.text, self.at)
        return match.group() if match else ""

    # --- statements ---------------------------------------------------------------------------------------------------

    def statements(self, end: str) -> tuple[t.Node, ...]:
        found: list[t.Node] = []
        while True:
            self.space(lines=True)
            if self.take(";"):
                continue
            if (end and self.take(end)) or (not end and self.at >= len(self.text)):
                return tuple(found)
            found.append(self.expression())
            self.space()
            following = self.text[self.at : self.at + 1]
            if following not in ("", "\n", ";") and following != (end or "\n"):
                raise Unreadable(self.at, f"unexpected `{following}`")

    def expression(self, power: int = 0) -> t.Node:
        self.depth += 1
        if self.depth > _MOST_DEPTH:
            raise Unreadable(self.at, "nested too deep")
        try:
            left = self.prefix()
            while True:
                op = self.operator()
                powers = _SPECIAL if op.startswith("%") else _BINARY.get(op)
                if powers is None or powers[0] < power:
                    return left
                self.at += len(op)
                self.space(lines=True)
                left = self.joined(op, left, self.expression(powers[1]))
        finally:
            self.depth -= 1

    def joined(self, op: str, left: t.Node, right: t.Node) -> t.Node:
        at = {"start": left.start, "end": right.end}
        if op in _ASSIGN:
            if op in ("->", "->>"):
                left, right = right, left
            if isinstance(left, t.Constant) and isinstance(left.value, str):
                left = t.Name(left.value, start=left.start, end=left.end)
            return t.Assign(left, right, outer=op in ("<<-", "->>"), start=at["start"], end=at["end"])
        if op == "|>" or op in ("%>%", "%<>%", "%T>%", "%!>%"):
            return _piped(left, right, at, plain=op == "|>")
        return t.Binary(op, left, right, **at)

    def prefix(self) -> t.Node:
        self.space()
        start = self.at
        op = self.operator()
        if op in ("-", "+", "!", "~", "?"):
            self.at += len(op)
            self.space(lines=True)
            held = self.expression({"!": _NOT, "~": _TILDE, "?": 1}.get(op, _SIGN))
            return t.Unary(op, held, start=start, end=held.end)
        return self.postfix(self.primary())

    def postfix(self, node: t.Node) -> t.Node:
        while True:
            start = node.start
            op = self.operator()
            if op == "(":
                self.at += 1
                args = self.arguments(")")
                node = t.Call(node, args, start=start, end=self.at)
            elif op == "[[":
                self.at += 2
                args = self.arguments("]")
                if not self.take("]"):
                    raise Unreadable(self.at, "`]]` expected")
                node = t.Item(node, args[0].value if len(args) == 1 else None, start=start, end=self.at)
            elif op == "[":
                self.at += 1
                args = self.arguments("]")
                index = args[0].value if len(args) == 1 else None
                others = tuple(a.value for a in args if a.value is not None and a.value is not index)
                node = t.Item(node, index, start=start, end=self.at)
                if others:
                    node = t.Call(
                        t.Name("[", start=start, end=start),
                        (t.Argument(node), *(t.Argument(o) for o in others)),
                        start=start,
                        end=self.at,
                    )
            elif op in ("$", "@", "::", ":::"):
                self.at += len(op)
                self.space(lines=True)
                name = self.primary()
                if not isinstance(name, t.Name | t.Constant):
                    node = t.Item(node, name, start=start, end=self.at)
                    continue
                text = name.id if isinstance(name, t.Name) else str(name.value)
                package = node.id if isinstance(node, t.Name) else getattr(node, "value", "")
                if op.startswith("::"):
                    node = t.Name(f"{package}::{text}", start=start, end=self.at)
                else:
                    node = t.Member(node, text, start=start, end=self.at)
            else:
                return node

    def arguments(self, end: str) -> tuple[t.Argument, ...]:
        self.inside.append("(")
        found: list[t.Argument] = []
        self.space()
        while not self.take(end):
            if self.take(","):
                found.append(t.Argument(None))
                continue
            before = self.at
            name: str | None = None
            token = self.name_token()
            if token is not None:
                self.space()
                if self.text.startswith("=", self.at) and not self.text.startswith("==", self.at):
                    self.at += 1
                    name = token
                else:
                    self.at = before
            self.space()
            if name is not None and self.text[self.at : self.at + 1] in (",", end):
                found.append(t.Argument(None, name))
            else:
                found.append(t.Argument(self.expression(4 if name is None else 5), name))
            self.space()
            if not self.take(","):
                self.expect(end)
                break
        self.inside.pop()
        return tuple(found)

    def name_token(self) -> str | None:
        """A name, or a text that stands for one, before `=`."""
        self.space()
        if self.text[self.at : self.at + 1] in ("'", '"', "`"):
            return self.quoted()
        if word := self.word():
            self.at += len(word)
            return word
        return None

    # --- primaries ----------------------------------------------------------------------------------------------------

    def quoted(self) -> str:
        quote = self.text[self.at]
        end = self.at + 1
        while end < len(self.text) and self.text[end] != quote:
            end += 2 if self.text[end] == "\\" else 1
        if end >= len(self.text):
            raise Unreadable(self.at, "a text without an end")
        body = self.text[self.at + 1 : end]
        self.at = end + 1
        return _ESCAPE.sub(_escaped, body)

    def primary(self) -> t.Node:
        self.space()
        text, start = self.text, self.at
        c = text[start : start + 1]
        if match := _RAW.match(text, start):
            close = {"(": ")", "[": "]", "{": "}"}[match.group(3)] + match.group(2) + match.group(1)
            end = text.find(close, match.end())
            if end < 0:
                raise Unreadable(start, "a raw text without an end")
            self.at = end + len(close)
            return t.Constant(text[match.end() : end], start=start, end=self.at)
        if c in ("'", '"'):
            return t.Constant(self.quoted(), start=start, end=self.at)
        if c == "`":
            return t.Name(self.quoted(), start=start, end=self.at)
        if match := _NUMBER.match(text, start):
            self.at = match.end()
            return t.Constant(_number(match.group()), start=start, end=self.at)
        if c == "(":
            self.at += 1
            self.inside.append("(")
            held = self.expression()
            self.expect(")")
            self.inside.pop()
            return t.Block((held,), start=start, end=self.at)
        if c == "{":
            self.at += 1
            self.inside.append("{")
            items = self.statements("}")
            self.inside.pop()
            return t.Block(items, start=start, end=self.at)
        if c == "\\":
            self.at += 1
            return self.function(start)
        word = self.word()
        if not word and c == "_" and not text[start + 1 : start + 2].isalnum():
            self.at += 1
            return t.Name("_", start=start, end=self.at)
        if not word:
            raise Unreadable(start, f"unexpected `{c}`" if c else "unexpected end")
        self.at += len(word)
        if word == "function":
            return self.function(start)
        if word in ("if", "while", "for", "repeat"):
            return self.control(word, start)
        if word in ("break", "next"):
            return t.Jump(start=start, end=self.at)
        if word in _CONSTANTS:
            return t.Constant(_CONSTANTS[word], start=start, end=self.at)
        return t.Name(word, start=start, end=self.at)

    def function(self, start: int) -> t.Node:
        self.expect("(")
        self.inside.append("(")
        found: list[t.Parameter] = []
        self.space()
        while not self.take(")"):
            name = self.name_token()
            if name is None:
                raise Unreadable(self.at, "a parameter expected")
            default = self.expression(5) if self.take("=") else None
            found.append(t.Parameter(name, default=default, rest=name == "..."))
            if not self.take(","):
                self.expect(")")
                break
        self.inside.pop()
        self.space(lines=True)
        body = self.expression(_BODY)
        return t.Function(tuple(found), body, start=start, end=body.end)

    def control(self, word: str, start: int) -> t.Node:
        if word == "repeat":
            self.space(lines=True)
            return t.Loop("", None, self.expression(_BODY), start=start, end=self.at)
        self.expect("(")
        self.inside.append("(")
        item = ""
        if word == "for":
            self.space()
            item = self.name_token() or ""
            self.space()
            if self.word() != "in":
                raise Unreadable(self.at, "`in` expected")
            self.at += 2
        test = self.expression()
        self.expect(")")
        self.inside.pop()
        self.space(lines=True)
        body = self.expression(_BODY)
        if word == "for":
            return t.Loop(item, test, body, start=start, end=body.end)
        if word == "while":
            inner = t.Block((test, body), start=start, end=self.at)
            return t.Loop("", None, inner, start=start, end=self.at)
        before = self.at
        # At top level a line end ends the statement; elsewhere `else` may follow on the next line.
        self.space(lines=bool(self.inside))
        if self.word() == "else":
            self.at += 4
            self.space(lines=True)
            other = self.expression(_BODY)
            return t.Branches(test, (body, other), True, start=start, end=other.end)
        self.at = before
        return t.Branches(test, (body,), False, start=start, end=body.end)


def _piped(left: t.Node, right: t.Node, at: dict[str, int], *, plain: bool) -> t.Node:
    """`x |> f(y)` is `f(x, y)`; `x %>% f` is `f(x)`; of magrittr's, `.` among the arguments is `x`."""
    if isinstance(right, t.Call):
        dot = [a for a in right.args if isinstance(a.value, t.Name) and a.value.id in (".", "_")]
        args = tuple(t.Argument(left, a.name) if a in dot else a for a in right.args)
        return t.Call(right.callee, args if dot else (t.Argument(left), *right.args), **at)
    if plain:
        return t.Call(right, (t.Argument(left),), **at)
    if isinstance(right, t.Block):
        parameter = t.Parameter(".")
        right = t.Function((parameter,), right, start=right.start, end=right.end)
    return t.Call(right, (t.Argument(left),), **at)


def _escaped(match: re.Match[str]) -> str:
    body = match.group(1)
    if body[0] in "xuU" and len(body) > 1:
        code = int(body[1:].strip("{}"), 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    if body[0] in "01234567":
        return chr(int(body, 8))
    return _ESCAPES.get(body, body)


def _number(text: str) -> int | float:
    text = text.rstrip("Li")
    if text[:2] in ("0x", "0X"):
        try:
            return int(text, 16)
        except ValueError:
            return float.fromhex(text)
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def read(text: str) -> tuple[tuple[t.Node, ...], Unreadable | None]:
    """The statements of a text; where it is no R, those before it, and from where on it is not."""
    reader = _Reader(text)
    found: list[t.Node] = []
    try:
        while True:
            reader.inside.clear()
            reader.space(lines=True)
            while reader.take(";"):
                reader.space(lines=True)
            if reader.at >= len(text):
                return tuple(found), None
            found.append(reader.expression())
            reader.space()
            if text[reader.at : reader.at + 1] not in ("", "\n", ";"):
                raise Unreadable(reader.at, f"unexpected `{text[reader.at]}`")
    except Unreadable as error:
        return tuple(found), error
    except RecursionError:
        return tuple(found), Unreadable(reader.at, "nested too deep")
