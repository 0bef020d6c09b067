"""Words → values: what bash would pass on, as far as the text tells (bash manual 3.5)."""

from __future__ import annotations

import ast
import itertools
import operator
import re
from collections.abc import Callable, Iterator
from typing import Any

from msgspec.structs import replace

from interlock.analysis.shell import patterns
from interlock.analysis.shell import syntax as s
from interlock.analysis.shell.ansi import ansi_c
from interlock.analysis.shell.arrays import Array
from interlock.analysis.shell.reading import split
from interlock.analysis.shell.state import State
from interlock.analysis.shell.values import (
    EMPTY,
    alternatives,
    concat,
    glob_quoted,
    mapped,
    one_of,
    text_of,
)
from interlock.model.facts import Concat, Glob, Literal, OneOf, Output, Span, Unknown, Value

_MOST_NAMES = 64
_MOST_CHARACTERS_OF_A_NUMBER = 1024
_SUBSTITUTES = re.compile(r"\$\(|`|\$\{\s")
_EXTENDED = re.compile(r"[?*+@!]\(")
"""What `extglob` makes more of."""
_SETS = re.compile(r"(?<![=!<>])=(?!=)|<<=|>>=|\+\+|--")
_WHITE = " \t\n"
_SEPARATORS = Literal(text=_WHITE)
_SELF_SET = frozenset(
    (
        *("_", "FUNCNAME", "LINENO", "SECONDS", "RANDOM", "SRANDOM", "GROUPS", "DIRSTACK", "PIPESTATUS", "HISTCMD"),
        *("EPOCHSECONDS", "EPOCHREALTIME", "BASHPID", "BASH_SUBSHELL", "BASH_COMMAND", "BASH_SOURCE", "BASH_LINENO"),
        *("BASH_ARGV", "BASH_ARGC", "BASH_ARGV0", "BASH_REMATCH", "BASH_EXECUTION_STRING", "COMP_LINE", "COMP_WORDS"),
        *("BASHOPTS", "SHELLOPTS", "SHLVL", "EUID", "UID", "PPID", "COMPREPLY", "READLINE_LINE", "BASH_VERSINFO"),
    )
)
"""Variables that the shell changes by itself, whatever they were set to (bash manual, 5.2)."""

_DEFAULTS = ("-", ":-", "=", ":=", "+", ":+", "?", ":?")
_BREAK = object()
_EMPTY_FIELD = object()


class Expander:
    """Expansion over a `State`. The evaluator provides what needs running."""

    brace_limit = 1_000

    def capture(self, body: s.Script, state: State, span: Span) -> Value:
        raise NotImplementedError

    def process_file(self, part: s.ProcessSubstitution, state: State) -> Value:
        raise NotImplementedError

    def latent(self, text: str, span: Span, state: State) -> None:
        """A text that arithmetic or a prompt will expand once more."""
        raise NotImplementedError

    def opaque_part(self, node: s.OpaqueNode) -> None:
        raise NotImplementedError

    def at(self, span: Span) -> Span:
        """Where that stands in the unit."""
        raise NotImplementedError

    def may_end(self, state: State) -> None:
        """The shell may end here."""
        raise NotImplementedError

    def may_fail(self, state: State) -> None:
        """An expansion that may be an error, with which bash leaves the rest of the line undone."""
        raise NotImplementedError

    # --- words --------------------------------------------------------------------------------------------------------

    def fields(self, word: s.Word, state: State) -> list[Value]:
        """The words that a word becomes: braces, expansions, splitting, globbing."""
        parts = word.parts
        if len(parts) == 1 and isinstance(only := parts[0], s.Lit):
            return [Literal(text=only.text)]
        if not any(isinstance(part, s.Braces | s.BraceRange) for part in parts):
            return self._split_fields(parts, state)
        found: list[Value] = []
        for expanded in itertools.islice(_braces(parts), self.brace_limit):
            found += self._split_fields(expanded, state)
        return found

    def single(self, word: s.Word, state: State) -> Value:
        """One value, unsplit: assignments, case subjects, here-strings, redirection targets."""
        return concat([self._joined(part, state) for part in word.parts])

    def parts_value(self, parts: tuple[s.Part, ...], state: State) -> Value:
        """As in double quotes: here-document bodies."""
        return concat([self._joined(part, state, here=True) for part in parts])

    def _joined(self, part: s.Part, state: State, *, here: bool = False) -> Value:
        if isinstance(part, s.Lit):
            return Literal(text=part.text)
        items: list[Any] = list(self._part(part, state, quoted=False))
        if _BREAK in items:
            # `$*` with the first of the separators, but in a here-document; `$@` with a blank.
            star = isinstance(part, s.Parameter) and (
                (part.name == "*" and not here) or (part.subscript is not None and _raw(part.subscript) == "*")
            )
            between = self._separator(state) if star else Literal(text=" ")
            items = [between if item is _BREAK else item for item in items]
        # A pattern is only a pattern where files are looked up.
        return concat(Literal(text=part.text) if isinstance(part, s.GlobPart) else item for item in items)

    def _separator(self, state: State) -> Value:
        """What stands between the words of `"$*"`."""
        separators = self._ifs(state)
        return Literal(text=separators[:1]) if separators is not None else Unknown(why="IFS")

    def _split_fields(self, parts: tuple[s.Part, ...], state: State) -> list[Value]:
        groups: list[list[Value]] = []
        current: list[Value] | None = None
        for part in parts:
            if isinstance(part, s.Lit):
                current = current if current is not None else []
                current.append(Literal(text=part.text))
                continue
            expanded = isinstance(part, s.Parameter | s.CommandSubstitution | s.Arithmetic)
            for item in self._part(part, state, quoted=False):
                if item is _BREAK:
                    if expanded:
                        # Unquoted, an element that is empty is no word.
                        groups += [current] if current is not None else []
                        current = None
                    else:
                        groups.append(current or [])
                        current = []
                    continue
                if not expanded:
                    current = current if current is not None else []
                    current.append(item)
                    continue
                for piece in _split(item, self._ifs(state)):
                    if piece is _BREAK:
                        if current:
                            groups.append(current)
                        current = None
                    elif piece is _EMPTY_FIELD or piece != EMPTY or current is not None:
                        current = current if current is not None else []
                        current.append(EMPTY if piece is _EMPTY_FIELD else piece)
        if current is not None:
            groups.append(current)
        kept = [group for group in groups if group or any(isinstance(p, s.DoubleQuoted) for p in parts)]
        return [concat(group) for group in kept]

    def _ifs(self, state: State) -> str | None:
        """The separators; None where they are not known."""
        value = state.variables.get("IFS", _SEPARATORS) if "IFS" not in state.volatile else None
        return value.text if isinstance(value, Literal) else None

    def _part(self, part: s.Part, state: State, *, quoted: bool) -> list[Any]:
        """Values with breaks between those that are words of their own (`"$@"`)."""
        match part:
            case s.Lit(text=text):
                return [Literal(text=text)]
            case s.GlobPart(text=text):
                return [Glob(text=text)]
            case s.DoubleQuoted(parts=parts):
                items = [item for inner in parts for item in self._part(inner, state, quoted=True)]
                if not items:
                    # `"$@"` without arguments is nothing; `""` is an empty word.
                    at = any(isinstance(p, s.Parameter) and _words_of_its_own(p, state) for p in parts)
                    return [] if at else [EMPTY]
                return items
            case s.Parameter():
                return self._parameter(part, state, quoted)
            case s.CommandSubstitution(body=body, span=span):
                value = self.capture(body, state, span)
                return [mapped(value, lambda text: text.rstrip("\n"), "output") if _literal(value) else value]
            case s.ProcessSubstitution():
                return [self.process_file(part, state)]
            case s.Arithmetic(parts=parts, span=span):
                return [self.arithmetic(parts, span, state)]
            case s.ExtGlob(alternatives=choices):
                for choice in choices:
                    self.single(choice, state)
                return [Unknown(why="pattern")]
            case s.Braces() | s.BraceRange():
                return [Unknown(why="braces")]
            case s.Tilde(user=user):
                if user == "+":
                    return [self._value(s.Parameter(part.span, "PWD"), state)]
                if user == "":
                    where = state.home
                    home = state.variables.get("HOME")
                    if isinstance(home, Literal):
                        where = home.text
                    return [Literal(text=where) if where else Unknown(why="~")]
                if user == "root":
                    return [Literal(text="/root")]
                # Of a user that is not there the word stays as it is.
                stays = Literal(text="~" + user)
                return [
                    one_of([Literal(text=f"/home/{user}"), stays])
                    if user[0] not in "+-0123456789"
                    else Unknown(why="~" + user)
                ]
            case s.OpaqueNode():
                self.opaque_part(part)
                return [Unknown(why="unread")]

    # --- parameters ---------------------------------------------------------------------------------------------------

    def _parameter(self, p: s.Parameter, state: State, quoted: bool) -> list[Any]:
        names = state.referents(p.name)
        if p.indirect and p.subscript is None and p.name in state.references:
            # The name that it stands for.
            meant = one_of(Literal(text=name) if name != p.name else Unknown(why=p.name) for name in names)
            return [self._operated(meant, p, state) if p.operator else meant]
        if len(names) > 1:
            # Whichever of them it stands for.
            alone = state.copy()
            alone.references = {}
            readings = [self._parameter(replace(p, name=name), alone, quoted) for name in names]
            return [one_of(reading[0] if len(reading) == 1 else Unknown(why=p.name) for reading in readings)]
        if names[0] != p.name:
            p = replace(p, name=names[0])
        everything = p.name in ("@", "*") or (p.subscript is not None and _raw(p.subscript) in ("@", "*"))
        if p.subscript is not None and not everything:
            self.arithmetic(p.subscript.parts, p.span, state)
        if p.prefix_names:
            return [Unknown(why="names")]
        if everything and not p.length:
            values = self._all(p, state)
            if values is None:
                for operand in p.operands:
                    self.single(operand, state)
                return [Unknown(why=f"${p.name}")]
            if p.operator == ":" and p.operands and isinstance(held := state.variables.get(p.name), Value):
                values = [self._operated(held, p, state)]  # of what is no array it is a part of the text
            elif p.operator == ":" and p.operands:
                values = self._slice(values, p, state)
            elif p.operator in _DEFAULTS:
                values = self._all_or_default(values, p, state)
            elif p.operator:
                values = [self._operated(value, p, state) for value in values]
            star = p.name == "*" or (p.subscript is not None and _raw(p.subscript) == "*")
            if star and quoted and p.name == "*" and state.more:
                # As many words as there are, and so separators.
                return [next((value for value in values if isinstance(value, Output)), Unknown(why="$*"))]
            if star and quoted:
                return [concat(_between(values, self._separator(state)))]
            return _between(values, _BREAK)
        value = self._value(p, state)
        if p.length:
            if everything:
                all_, held = self._all(p, state), state.variables.get(p.name)
                known = not (isinstance(held, Array) and held.loose) and not (p.name in ("@", "*") and state.more)
                return [Literal(text=str(len(all_))) if all_ is not None and known else Unknown(why="length")]
            return [mapped(value, lambda text: str(len(text)), "length")]
        if p.indirect:
            value = self._indirect(value, p, state)
        return [self._operated(value, p, state) if p.operator else value]

    def _all(self, p: s.Parameter, state: State) -> list[Value] | None:
        if p.name in ("@", "*"):
            if state.positional is None:
                return None
            return [*state.positional[1:], *([Unknown(why="words")] if state.more else [])]
        held = state.variables.get(p.name)
        if p.name in state.volatile or p.name in _SELF_SET or state.readonly.get(p.name, held) != held:
            return None
        if isinstance(held, Array):
            return held.all()
        return [held] if isinstance(held, Literal) else None

    def _slice(self, values: list[Value], p: s.Parameter, state: State) -> list[Value]:
        numbers = [self._number(operand, state) for operand in p.operands]
        if numbers[0] is None or (len(numbers) > 1 and numbers[1] is None):
            return [Unknown(why="slice")]
        start, length = numbers[0], numbers[1] if len(numbers) > 1 else None
        held = state.variables.get(p.name)
        if (p.name in ("@", "*") and state.more) or (isinstance(held, Array) and (held.associative or held.loose)):
            return [one_of([*values, Unknown(why="words")])]
        if p.name in ("@", "*") and state.positional is not None:
            values = list(state.positional)  # `$0` is element 0 here
        if isinstance(held, Array) and p.name not in ("@", "*"):
            # From the element of that number on, which need not be the one at that place.
            start = start if start >= 0 else held.next + start
            values = [held.values[key] for key in held.keys() or () if int(key) >= start] if start >= 0 else []
            return values[: None if length is None else max(0, length)]
        start = start if start >= 0 else len(values) + start
        return values[start : None if length is None else start + length]

    def _value(self, p: s.Parameter, state: State) -> Value:
        name = p.name
        if name.isdigit():
            if state.positional is None:
                return Unknown(why=f"${name}")
            if int(name) < len(state.positional):
                return state.positional[int(name)]
            return Unknown(why=f"${name}") if state.more else EMPTY
        if name == "#" and state.positional is not None and not state.more:
            return Literal(text=str(len(state.positional) - 1))
        held = state.variables.get(name)
        if name in _SELF_SET:
            return Unknown(why=f"${name}")
        if name in state.volatile:
            return one_of([held if isinstance(held, Value) else Unknown(why=name), Unknown(why="trap")])
        if name in state.readonly and state.readonly[name] != held:
            both = (state.readonly[name], held)  # it has refused the other value, or not been given it
            return one_of(self._element(value, p, state) for value in both if value is not None)
        if held is not None:
            return self._element(held, p, state)
        if name == "PWD" and state.cwd:
            return one_of(Literal(text=p) if p is not None else Unknown(why="cd") for p in state.places)
        if name == "HOME" and state.home:
            return Literal(text=state.home)
        if name == "IFS":
            return Literal(text=_WHITE)
        if state.nounset:
            self.may_end(state)
        return Unknown(why=f"${name}")

    def _element(self, held: Value | Array, p: s.Parameter, state: State) -> Value:
        """What a parameter comes to that names a variable or an element of it."""
        if isinstance(held, Array):
            return held.get(self.subscript(p.subscript, p.span, held, state) if p.subscript is not None else "0")
        if p.subscript is None or isinstance(held, Unknown):
            return held
        # Of what is no array, element 0 is the value itself.
        key = text_of(self.arithmetic(p.subscript.parts, p.span, state))
        return held if key == "0" else one_of([held, EMPTY]) if key is None else EMPTY

    def subscript(self, word: s.Word, span: Span, array: Array, state: State) -> str | None:
        """The key that a subscript names; None where it is not known."""
        if array.associative:
            return text_of(self.single(word, state))
        return text_of(self.arithmetic(word.parts, span, state))

    def _indirect(self, value: Value, p: s.Parameter, state: State) -> Value:
        found: list[Value] = []
        self.may_fail(state)
        for item in alternatives(value):
            text = text_of(item)
            if text is None:
                return Unknown(why="indirect")
            if match := re.fullmatch(r"(\w+)\[(.*)\]", text):
                held = state.variables.get(match.group(1))
                if _SUBSTITUTES.search(match.group(2)):
                    self.latent(match.group(2), p.span, state)
                if isinstance(held, Array) and match.group(2) in ("@", "*"):
                    found.append(concat(_between(held.all(), Literal(text=" "))))
                elif isinstance(held, Array):
                    key = match.group(2)
                    number = key if held.associative else str(n) if (n := _evaluated(key, state)) is not None else None
                    found.append(held.get(number))
                else:
                    found.append(Unknown(why=text))
            else:
                found.append(self._value(s.Parameter(p.span, text), state))
        return one_of(found)

    def _operated(self, value: Value, p: s.Parameter, state: State) -> Value:
        op = p.operator
        if op in _DEFAULTS:
            return self._defaulted(value, p, state)
        if op == ":":
            numbers = [self._number(operand, state) for operand in p.operands]
            if any(number is None for number in numbers):
                return Unknown(why="substring")
            return mapped(value, lambda text: _substring(text, [n for n in numbers if n is not None]), "substring")
        if op.startswith("@"):
            return self._transformed(value, op[1], p, state)
        pattern = self._pattern(p.operands[0], state) if p.operands else ""
        replacement = self.single(p.operands[1], state) if len(p.operands) > 1 else EMPTY
        if pattern is None or (state.nocase and re.search("[A-Za-z]", pattern)):
            return Unknown(why=f"${p.name}")
        if op in ("^", "^^", ",", ",,", "~", "~~"):
            return mapped(value, lambda text: patterns.cased(text, op, pattern), "case")
        if op in ("#", "##", "%", "%%"):
            return mapped(value, lambda text: patterns.trimmed(text, op, pattern), "trim")
        new = text_of(replacement)
        if new is None or ("&" in new and not all(map(_without_match, p.operands[1].parts))):
            return Unknown(why="replace")  # an `&` that is not quoted is what matched
        return mapped(value, lambda text: patterns.replaced(text, op, pattern, new), "replace")

    def _defaulted(self, value: Value, p: s.Parameter, state: State) -> Value:
        """`-`, `=`, `+` and `?`: for each thing that the value may be, what it is replaced with, if it is."""
        op, other = p.operator, self.single(p.operands[0], state) if p.operands else EMPTY
        if op in ("?", ":?"):
            self.may_fail(state)
            self.may_end(state)
            return value
        found: list[Value] = []
        for item in alternatives(value):
            present = self._present(item, p, state)
            if present is not False:
                found.append(other if op[-1] == "+" else item)
            if present is not True:
                found.append(EMPTY if op[-1] == "+" else other)
        result = one_of(found)
        if op[-1] == "=" and re.match(r"[A-Za-z_]", p.name):
            if p.subscript is None:
                self.put(p.name, result, state)
            else:
                array = self.array_of(p.name, state)
                key = self.subscript(p.subscript, p.span, array, state)
                array.set(key, result)
                state.set(p.name, array)
                self.array_meaning(p.name, array, self.at(p.span), state, key)
        return result

    def _present(self, item: Value, p: s.Parameter, state: State) -> bool | None:
        """Whether a parameter that has this value counts as set (and, with a colon, as not empty); None: perhaps."""
        if isinstance(item, Literal) and item.text:
            return True
        if isinstance(item, Concat) and any(isinstance(part, Literal) for part in item.parts):
            return True
        if item != EMPTY:
            return None
        if p.operator.startswith(":"):
            return False
        if p.name.isdigit():
            return state.positional is not None and int(p.name) < len(state.positional)
        held = state.variables.get(p.name)
        if isinstance(held, Array):
            key = _raw(p.subscript) if p.subscript is not None else "0"
            return None if held.loose or not key.isdigit() else held.place(key) in held.values
        return held is not None or None

    def _all_or_default(self, values: list[Value], p: s.Parameter, state: State) -> list[Value]:
        """The same of all elements at once: they are all there, or the one word is in their place."""
        if len(values) == 1:
            return [self._defaulted(values[0], p, state)]
        if not values or not all(isinstance(value, Literal) for value in values):
            whole = self._defaulted(
                Unknown(why="elements") if values else EMPTY, replace(p, operator=":" + p.operator.strip(":")), state
            )
            return [whole] if not values or p.operator[-1] == "+" else [one_of([whole, *values])]
        return [self._defaulted(Literal(text="set"), p, state)] if p.operator[-1] == "+" else values

    def put(self, name: str, value: Value, state: State) -> None:
        """Set a variable or an element by name."""
        raise NotImplementedError

    def array_of(self, name: str, state: State) -> Array:
        """A copy of the array of that name."""
        raise NotImplementedError

    def setting(self, name: str, value: Value, span: Span, state: State, *, exported: bool) -> None:
        """What setting a variable means beyond its value."""
        raise NotImplementedError

    def array_meaning(self, name: str, array: Array, span: Span, state: State, key: str | None = None) -> None:
        """The same of an array."""
        raise NotImplementedError

    def _transformed(self, value: Value, how: str, p: s.Parameter, state: State) -> Value:
        if how == "P":
            for item in alternatives(value):
                text = text_of(item)
                if text is not None and _SUBSTITUTES.search(text):
                    self.latent(text, p.span, state)
            if _literal(value) and not any(set("$`\\") & set(text_of(v) or "") for v in alternatives(value)):
                return value
            return Unknown(why="prompt")
        functions: dict[str, Callable[[str], str | None]] = {
            "E": ansi_c,
            "U": str.upper,
            "L": str.lower,
            "u": lambda text: text[:1].upper() + text[1:],
            "Q": lambda text: (
                None if re.search(r"[^ -~\u00a0-\U0010ffff]", text) else "'" + text.replace("'", "'\\''") + "'"
            ),
        }
        return mapped(value, functions[how], "transform") if how in functions else Unknown(why="transform")

    def _pattern(self, word: s.Word, state: State) -> str | None:
        """A pattern in which a backslash quotes; None where it is not known."""
        out: list[str] = []
        for part in word.parts:
            if isinstance(part, s.GlobPart):
                out.append(part.text)
            elif isinstance(part, s.Lit):
                out.append(patterns.quoted(part.text))
            else:
                value = concat(item for item in self._part(part, state, quoted=True) if item is not _BREAK)
                text = text_of(value)
                if text is None:
                    return None
                out.append(patterns.quoted(text) if isinstance(part, s.DoubleQuoted) else text)
        pattern = "".join(out)
        return None if _EXTENDED.search(pattern.replace("\\", "")) else pattern

    # --- arithmetic ---------------------------------------------------------------------------------------------------

    def arithmetic(self, parts: tuple[s.Part, ...], span: Span, state: State) -> Value:
        """The number an expression comes to, where it is constant. Strings in it are code, and are looked into."""
        pieces: list[str] = []
        known = True
        for part in parts:
            if isinstance(part, s.Lit | s.GlobPart):
                if isinstance(part, s.Lit) and part.quoted and _SUBSTITUTES.search(part.text):
                    self.latent(part.text, part.span, state)
                pieces.append(part.text)
                continue
            value = concat(item for item in self._part(part, state, quoted=True) if item is not _BREAK)
            text = text_of(value)
            for item in alternatives(value):
                if (t := text_of(item)) is not None and _SUBSTITUTES.search(t):
                    self.latent(t, span, state)
            known = known and text is not None
            pieces.append(text if text is not None else "0")
        expression = "".join(pieces)
        known = not self.counted(expression, span, state) and known
        number = _evaluated(expression, state) if known else None
        if number is None:
            self.may_fail(state)
            if known or re.search("[/%]", expression):
                self.may_end(state)
        return Literal(text=str(number)) if number is not None else Unknown(why="arithmetic")

    def named_in(self, expression: str, span: Span, state: State) -> list[str]:
        """An expression and those that it leads to: what variables that it names hold is evaluated as one, and what
        those in it name, and so on."""
        texts, seen = [expression], set[str]()
        for told in texts:
            for name in dict.fromkeys(re.findall(r"(?<![\w#])[A-Za-z_]\w*", told)):
                if name in seen or len(seen) >= _MOST_NAMES:
                    continue
                seen.add(name)
                for held in [state.variables.get(referent) for referent in state.referents(name)]:
                    for item in held.all() if isinstance(held, Array) else [held] if held is not None else []:
                        for text in map(text_of, alternatives(item)):
                            if text is not None and _SUBSTITUTES.search(text):
                                self.latent(text, span, state)
                            elif text is not None and len(text) < _MOST_CHARACTERS_OF_A_NUMBER:
                                texts.append(text)
        return texts

    def counted(self, expression: str, span: Span, state: State) -> bool:
        """Whether an expression, or one that it leads to, sets variables: they may be any numbers then."""
        setting = [text for text in self.named_in(expression, span, state) if _SETS.search(text)]
        for name in dict.fromkeys(name for text in setting for name in re.findall(r"[A-Za-z_]\w*", text)):
            for referent in state.referents(name):
                state.set(referent, Unknown(why=referent))
        return bool(setting)

    def attributed(self, name: str, value: Value, state: State) -> Value:
        """What a variable becomes that is declared as a number or in one case (bash manual, 4.2 `declare`)."""
        if name in state.integers:
            for item in alternatives(value):
                self.counted(text_of(item) or "", self.at(Span(0, 0)), state)
            numbers = [
                _evaluated(text, state) if (text := text_of(v)) is not None else None for v in alternatives(value)
            ]
            if any(number is None for number in numbers):
                return Unknown(why="arithmetic")
            return one_of(Literal(text=str(number)) for number in numbers)
        if name in state.cased:
            change = str.upper if state.cased[name] == "u" else str.lower
            return mapped(value, change, "case")
        return value

    def _number(self, word: s.Word, state: State) -> int | None:
        text = text_of(self.arithmetic(word.parts, word.span, state))
        return int(text) if text is not None else None


# --- helpers of expansion ---------------------------------------------------------------------------------------------


def _raw(word: s.Word) -> str:
    return "".join(part.text for part in word.parts if isinstance(part, s.Lit | s.GlobPart))


def _literal(value: Value) -> bool:
    return all(isinstance(item, Literal) for item in alternatives(value))


def _between(values: list[Value], separator: Any) -> list[Any]:
    out: list[Any] = []
    for i, value in enumerate(values):
        if i:
            out.append(separator)
        out.append(value)
    return out


def _split(value: Value, ifs: str | None) -> Iterator[Any]:
    """Field splitting of an unquoted expansion; what is not known stays one field."""
    if ifs is None:
        yield Unknown(why="IFS")
        return
    if isinstance(value, Literal):
        text = value.text
        if not ifs or not text:
            yield value
            return
        fields = split(text, ifs)
        if text[0] in ifs and (not fields or fields[0] or text[0] in _WHITE):
            yield _BREAK
        for i, piece in enumerate(fields):
            if i:
                yield _BREAK
            if not piece:
                yield _EMPTY_FIELD
            else:
                yield Glob(text=piece) if re.search(r"[*?]|\[.+\]", piece) else Literal(text=piece)
        if fields and text[-1] in ifs:
            yield _BREAK
        return
    if isinstance(value, Concat) and any(
        isinstance(part, Literal) and set(part.text) & set(ifs + "*?[") for part in value.parts
    ):
        # Several words, or names of files; of which command's output is not forgotten.
        yield next((part for part in value.parts if isinstance(part, Output)), Unknown(why="splitting"))
        return
    if isinstance(value, OneOf) and any(set(ifs + "*?[") & set(text_of(v) or "") for v in value.values):
        firsts = [
            Literal(text=(text_of(v) or "").split()[0]) if (text_of(v) or "").split() else v for v in value.values
        ]
        yield OneOf(values=(*firsts, Unknown(why="splitting")))
        return
    yield value


def _braces(parts: tuple[s.Part, ...]) -> Iterator[tuple[s.Part, ...]]:
    """Brace expansion: the product of all alternatives, left to right, lazily."""
    for i, part in enumerate(parts):
        if isinstance(part, s.Braces):
            for alternative in part.alternatives:
                for inner in _braces(alternative.parts):
                    for rest in _braces(parts[i + 1 :]):
                        yield (*parts[:i], *inner, *rest)
            return
        if isinstance(part, s.BraceRange):
            for text in _range(part):
                for rest in _braces(parts[i + 1 :]):
                    yield (*parts[:i], s.Lit(part.span, text), *rest)
            return
    yield parts


def _range(part: s.BraceRange) -> Iterator[str]:
    step = abs(int(part.step or 1)) or 1
    numeric = bool(re.fullmatch(r"-?\d+", part.first)) and bool(re.fullmatch(r"-?\d+", part.last))
    if not numeric and (len(part.first) != 1 or len(part.last) != 1 or part.first.isdigit() or part.last.isdigit()):
        yield "{" + part.first + ".." + part.last + "}"
        return
    first, last = (int(part.first), int(part.last)) if numeric else (ord(part.first), ord(part.last))
    width = max(len(part.first), len(part.last)) if numeric and re.match(r"-?0\d", part.first + " " + part.last) else 0
    for n in range(first, last + (1 if first <= last else -1), step if first <= last else -step):
        yield str(n).zfill(width) if numeric else chr(n)


def _substring(text: str, numbers: list[int]) -> str:
    start = numbers[0] if numbers[0] >= 0 else len(text) + numbers[0]
    if start < 0:
        return ""
    if len(numbers) == 1:
        return text[start:]
    return text[start : start + numbers[1]] if numbers[1] >= 0 else text[start : len(text) + numbers[1]]


def _words_of_its_own(p: s.Parameter, state: State) -> bool:
    """`"$@"` and `"${a[@]}"`, which are as many words as there are elements, where those are known."""
    if p.name == "@":
        return state.positional is not None
    return p.subscript is not None and _raw(p.subscript) == "@" and not p.length


def _without_match(part: s.Part) -> bool:
    """Whether no `&` in a part of a replacement stands for what matched: quoted ones do not."""
    if not isinstance(part, s.Lit):
        return isinstance(part, s.DoubleQuoted)
    # Inside double quotes, where quotes are characters, a text is as long as what stands there, but for escapes.
    spelled = part.span.end - part.span.start > len(part.text) and not set('$`"\\}') & set(part.text)
    return "&" not in part.text or (part.quoted and spelled)


_BINARY: dict[type, Callable[[int, int], int]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
    ast.FloorDiv: lambda a, b: _quotient(a, b),
    ast.Mod: lambda a, b: a - b * _quotient(a, b),
    ast.Pow: operator.pow,
}


def _quotient(a: int, b: int) -> int:
    """Towards zero, as C does."""
    return abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)


def _wrapped(number: int) -> int:
    """In the 64 bits that the shell counts in."""
    return (number + 2**63) % 2**64 - 2**63


def _evaluated(expression: str, state: State) -> int | None:
    """A constant integer expression; None for all that is not plainly one."""
    if len(expression) > 200 or ("**" in expression and re.search("[-~]", expression)):
        return None  # a sign binds closer than a power, unlike in Python
    text = re.sub(r"\b(\d+)#([0-9A-Za-z@_]*)", _based, expression)
    text = re.sub(r"\b0([0-7]+)\b", r"0o\1", text).replace("/", "//").strip() or "0"

    def value(node: ast.expr) -> int:
        if isinstance(node, ast.Constant) and type(node.value) is int:
            return node.value
        if isinstance(node, ast.Name):
            held = state.variables.get(node.id)
            if isinstance(held, Literal) and re.fullmatch(r"-?\d{1,18}", held.text):
                return int(held.text)
            raise ValueError
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd | ast.Invert):
            inner = value(node.operand)
            return -inner if isinstance(node.op, ast.USub) else inner if isinstance(node.op, ast.UAdd) else ~inner
        if isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
            left, right = value(node.left), value(node.right)
            if isinstance(node.op, ast.Pow | ast.LShift | ast.RShift) and not 0 <= right <= 64:
                raise ValueError
            return _wrapped(_BINARY[type(node.op)](left, right))
        raise ValueError

    try:
        return value(ast.parse(text, mode="eval").body)
    except (ValueError, SyntaxError, ZeroDivisionError, OverflowError, RecursionError, MemoryError):
        return None


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_"


def _based(match: re.Match[str]) -> str:
    """`base#digits` (bash manual, 6.5) as a decimal number; left as it is, which is none, where it is an error."""
    base, digits = int(match.group(1)), match.group(2)
    values = [_DIGITS.index(digit) for digit in (digits.lower() if base <= 36 else digits)]
    if not 2 <= base <= 64 or not values or max(values) >= base:
        return match.group()
    number = 0
    for value in values:
        number = number * base + value
    return str(_wrapped(number))


__all__ = ["Array", "Expander", "Output", "State", "glob_quoted"]
