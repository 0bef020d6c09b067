"""Builtins of the shell: those that change its state, and those that run text or programs."""

from __future__ import annotations

import itertools
import posixpath
import re
from typing import TYPE_CHECKING, Any

from interlock.analysis.builder import ancestors, resolve
from interlock.analysis.environment import danger_of
from interlock.analysis.shell import dialects
from interlock.analysis.shell import syntax as s
from interlock.analysis.shell import values as v
from interlock.analysis.shell.ansi import echoed
from interlock.analysis.shell.arrays import Array
from interlock.analysis.shell.departures import Departures
from interlock.analysis.shell.programs import Programs
from interlock.analysis.shell.programs.code import STDIN_PATHS
from interlock.analysis.shell.reading import Inputs, split, unescaped
from interlock.analysis.shell.state import Function, State
from interlock.analysis.shell.values import EMPTY, alternatives, concat, text_of
from interlock.model import facts as f

if TYPE_CHECKING:
    from interlock.analysis.shell.evaluator import Ctx
    from interlock.analysis.shell.redirects import Plan

QUIET = {
    "true",
    "false",
    ":",
    "wait",
    "umask",
    "ulimit",
    "times",
    "disown",
    "suspend",
    "bg",
    "fg",
    "jobs",
    "getopts",
    "type",
    "shift",
    "return",
    "exit",
    "break",
    "continue",
    "logout",
    "dirs",
    "bind",
    "complete",
    "compgen",
    "compopt",
    "history",
    "fc",
    "help",
    "caller",
    "unalias",
    "test",
    "[",
    "let",
    "unset",
    "enable",
    "hash",
    "shopt",
    "set",
    "kill",
    "readonly",
    "popd",
}


_MOST_REFERENTS = 64
_COUNTED = re.compile(r"%[-+ 0#'*.\d]*[hlLjzt]*n")
"""A conversion of `printf` that sets the variable that its argument names."""
NOT_FOUND = "command_not_found_handle"
"""The function that gets what the shell does not find (bash manual, 3.7.2)."""
RESERVED = frozenset(
    (
        *("if", "then", "else", "elif", "fi", "case", "esac", "for", "while", "until", "do", "done", "in", "function"),
        *("select", "time", "coproc", "{", "}", "!", "[[", "]]"),
    )
)
SPECIAL = frozenset(
    (
        *("break", ":", "continue", ".", "source", "eval", "exec", "exit", "export", "readonly", "return", "set"),
        *("shift", "times", "trap", "unset"),
    )
)
"""POSIX mode finds these before functions, and keeps assignments before them (bash manual, 6.11)."""


class Builtins(Programs):
    """Each returns what it prints, or None where the name is no builtin of the dialect."""

    declared: tuple[s.Assignment, ...] = ()
    outer_stdin: f.Stdin | None = None
    """Standard input of the shell where the command stands."""
    inputs: Inputs
    departures: Departures

    def numbered(self, zero: f.Value, argv: list[f.Value], first: int) -> tuple[list[f.Value], bool]:
        """Positional parameters from the words of a command, and whether there may be more of them."""
        words = argv[first:]
        if self.elastic is None:
            return [zero, *words], False
        exact = max(0, self.elastic - first)
        loose = v.one_of([*words[exact:], EMPTY, f.Unknown(why="words")])
        return [zero, *words[:exact], *[loose] * len(words[exact:])], True

    def nested_text(self, text: str, via: str, span: f.Span, state: State, ctx: Ctx) -> f.Value:
        raise NotImplementedError

    def assign(self, assignment: s.Assignment, state: State, span: f.Span, *, exported: bool) -> f.Value | None:
        raise NotImplementedError

    def setting(self, name: str, value: f.Value, span: f.Span, state: State, *, exported: bool) -> None:
        raise NotImplementedError

    def array_meaning(self, name: str, array: Array, span: f.Span, state: State, key: str | None = None) -> None:
        raise NotImplementedError

    def builtin(
        self,
        name: str,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
        plan: Plan,
    ) -> f.Value | None:
        """Evaluate a builtin; None where `name` is none."""
        method = (
            getattr(self, "_" + name.replace(".", "source").replace("[", "test"), None) if name in _METHODS else None
        )
        if method is None and name not in QUIET:
            return None
        self.world.sh_matters = self.world.sh_matters or dialects.differ(name, [text_of(word) for word in argv[1:]])
        if name in dialects.MISSING[self.dialect]:
            return None
        if name == "jobs" and text_of(argv[1] if len(argv) > 1 else EMPTY) == "-x":
            return self.launched(argv[2:], "jobs -x", span, word_spans[2:], state, ctx, env, plan)
        id_ = self.add_command(name, argv, span, state, ctx, env, plan, builtin=True)
        for word in argv[1:] if name in _TAKES_NAMES else ():
            # Names with subscripts are evaluated by all that take a name; latent text is rare enough to look at always.
            for item in alternatives(word):
                text = text_of(item)
                if text is not None and ("$(" in text or "`" in text) and "[" in text:
                    self.latent_if_any(text, span, state)
                if text is not None and (found := re.search(r"\[(.*)\]", text, re.DOTALL)):
                    self.counted(found.group(1), span, state)
        if method is None:
            return self._quiet(name, argv, span, state, ctx, id_)
        result: f.Value = method(argv, span, word_spans, state, ctx, env, plan, id_)
        return result

    def _quiet(self, name: str, argv: list[f.Value], span: f.Span, state: State, ctx: Ctx, id_: int) -> f.Value:
        words = [text_of(w) for w in argv[1:]]
        if name == "let":
            for word in argv[1:]:
                for item in alternatives(word):
                    self.latent_if_any(text_of(item), span, state)
                    self.counted(text_of(item) or "", span, state)
                self.arithmetic((s.Lit(span, text_of(word) or "x=0"),), span, state)
        elif name in ("getopts", "wait"):
            told = argv[2:3] if name == "getopts" else [argv[i + 2] for i, w in enumerate(words[:-1]) if w == "-p"]
            for variable in (*map(_name, told), *(("OPTARG", "OPTIND") if name == "getopts" else ())):
                self.put(variable or "?", f.Unknown(why=name), state)
        elif name in ("return", "break", "continue"):
            state.left.append((name == "return" or len(argv) > 1, state.copy()))
            self.departures.leave()
        elif name in ("exit", "logout", "suspend"):
            self.may_end(state)
        elif name == "unset":
            self._unset(argv[1:], state)
        elif name == "shift":
            self._shift(words, state)
        elif name == "set":
            self._set(argv, state)
        elif name == "shopt":
            state.expand_aliases |= "expand_aliases" in words and "-s" in words
            self.world.lastpipe = self.world.lastpipe or "lastpipe" in words or None in words
            self.world.xpg_echo = self.world.xpg_echo or "xpg_echo" in words
            state.nocase = state.nocase or "nocasematch" in words or None in words
            state.nullglob = state.nullglob or "nullglob" in words or None in words
            state.failglob = state.failglob or "failglob" in words or None in words
            if any(word is not None and re.fullmatch(r"-[pqsu]*o[pqsu]*", word) for word in words):
                for setting in words:
                    self.switched(setting, "u" not in "".join(w[1:] for w in words if w and w[0] == "-"), state)
        elif name == "hash":
            self._hash(words, span)
        elif name in ("compgen", "complete", "bind"):
            flags = [(text, word) for text, word in zip(words, argv[2:], strict=False)]
            flags += [(t[:2], f.Literal(text=t[2:])) for t in words if t and re.match(r"-[CxFW].", t)]
            for flag, word in flags:
                if flag in ("-C", "-x"):
                    text = word
                    if name == "bind":
                        text = v.mapped(word, lambda t: t.split(":", 1)[-1].strip(), "bind")
                    elif name == "compgen" and flag == "-C":
                        # It gets the command, the word and the one before (bash manual, 8.6); there is no one before.
                        text = concat([word, f.Literal(text=" compgen "), argv[-1], f.Literal(text=" ''")])
                    self.hand_over(text, "bash", f"{name} {flag}", span, state, ctx, id_)
                elif flag == "-F" and name == "compgen":
                    for function in state.functions.get(text_of(word) or "", ()):
                        if function is not None:
                            given = [word, *[f.Unknown(why="completion")] * 3]
                            self.call(text_of(word) or "", function, given, span, state.copy(), ctx)
                elif flag == "-W":
                    self.latent_if_any(text_of(word), span, state)
        elif name == "enable" and "-f" in words:
            self.builder.opaque("dynamic_command", self.unit, span, "enable -f")
            for word in argv[words.index("-f") + 2 : words.index("-f") + 3]:
                self.touch("execute", word, span, f.Cause(command=id_), state)
        elif name == "kill":
            self.may_end(state)
            self.builder.add_process(
                f.ProcessEffect(
                    unit=self.unit,
                    span=span,
                    certainty=ctx.certainty,
                    op="signal",
                    by=f.Cause(command=id_),
                    target=argv[-1],
                )
            )
        elif name == "history" and any(w in ("-s", "-r", "-a", "-w") for w in words):
            self.touch("write", argv[-1], span, f.Cause(command=id_), state)
        elif name == "fc":
            self.builder.opaque("dynamic_code", self.unit, span, "fc")
        elif name == "popd":
            known = len(argv) == 1 and state.directories
            self.move([state.directories[-1] if known else None], state)
            state.directories = state.directories[:-1] if known else state.directories
        return f.Unknown(why=name) if name in _PRINTING or _asks(name, words) else EMPTY

    def _unset(self, names: list[f.Value], state: State) -> None:
        flags = "".join(t for word in names if (t := text_of(word)) is not None and t.startswith("-"))
        for gone in map(_name, names):
            if gone is None:
                # Whatever it names may be gone.
                for held in tuple(state.variables):
                    state.set(held, f.Unknown(why=held))
                state.functions = {n: tuple(dict.fromkeys((*found, None))) for n, found in state.functions.items()}
            elif gone.startswith("-"):
                continue
            elif match := re.fullmatch(r"(\w+)\[(.*)\]", gone):
                array = self.array_of(match.group(1), state)
                array.unset(match.group(2))
                state.set(match.group(1), array)
            elif "n" in flags:
                state.refer(gone, None)
            else:
                for referent in () if "f" in flags else state.referents(gone):
                    state.drop(referent)
                    state.exported = state.exported - {referent}
                    self._uncovered(referent, state)
                if "v" not in flags and gone in state.functions:
                    # Where there is a variable of that name, that is gone instead.
                    stays = state.functions[gone] if "f" not in flags or f"{gone}()" in state.readonly else ()
                    state.functions = {**state.functions, gone: tuple(dict.fromkeys((*stays, None)))}

    @staticmethod
    def _uncovered(name: str, state: State) -> None:
        """What the local variable of a caller hid comes to light, and is what is set from now on."""
        if any(name in frame for frame in state.locals[:-1]) and name not in state.locals[-1]:
            hidden = f.Unknown(why=f"${name}")
            state.set(name, hidden)
            state.locals = tuple({**frame, name: hidden} if name in frame else frame for frame in state.locals)

    @staticmethod
    def _shift(words: list[str | None], state: State) -> None:
        """Of more than there are, or of what is no number, it shifts none (bash manual, 4.1)."""
        held = state.positional
        if not held:
            return
        given = next((word for word in words if word != "--"), "1")
        if given is None:
            state.positional, state.more = None, False
        elif re.fullmatch(r"\s*\+?[0-9]{1,9}\s*", given):
            count = int(given)
            if count < len(held):
                state.positional = [held[0], *held[1 + count :]]
            elif state.more:
                state.positional, state.more = None, False  # there may be as many, or not

    def _hash(self, words: list[str | None], span: f.Span) -> None:
        """`hash -p path name…`: the file that a name starts."""
        for n, word in enumerate(words):
            match = re.fullmatch(r"-[ldrt]*p(.*)", word or "", re.DOTALL)
            if match is None:
                continue
            path, names = (match.group(1), words[n + 1 :]) if match.group(1) else (None, words[n + 2 :])
            path = path or (words[n + 1] if n + 1 < len(words) else None)
            if path is None or None in names:
                self.builder.opaque("dynamic_command", self.unit, span, "hash -p")
            for name in names:
                if path is not None and name is not None:
                    self.hashed(name, path)
            return

    def hashed(self, name: str, path: str) -> None:
        """A name may start the program at this path from now on."""
        before = self.world.hashed.get(name, ())
        self.world.hashed[name] = tuple(dict.fromkeys((*before, path)))

    def add_alias(self, name: str, text: str, span: f.Span, state: State) -> None:
        """What a name stands for, if that is in force. Of what a reserved word stands for, only the shell knows the
        grammar."""
        if name in RESERVED:
            self.builder.opaque("alias", self.unit, span, "a reserved word")
        state.aliases = {**state.aliases, name: (text,)}

    def _set(self, argv: list[f.Value], state: State) -> None:
        """Options, each with its argument; what is left are the positional parameters (bash manual, 4.3.1)."""
        words = [text_of(w) for w in argv[1:]]
        i = 0
        while i < len(words) and (word := words[i]) is not None and re.match(r"[-+].", word) and word != "--":
            i += 1
            for letter in word[1:]:
                if letter != "o":
                    self.switched(_LETTERS.get(letter), word[0] == "-", state)
                elif i < len(words):
                    self.switched(words[i], word[0] == "-", state)
                    i += 1
        if i == len(words) or words[i:] == ["-"]:
            return
        ended = words[i] in ("--", "-")
        head = state.positional[0] if state.positional else f.Literal(text="bash")
        state.positional, state.more = self.numbered(head, argv, i + 2 if ended else i + 1)

    def switched(self, name: str | None, on: bool, state: State) -> None:
        """A setting of `set -o` by its name; None: one that changes nothing here."""
        if name in ("errexit", "allexport", "noclobber", "nounset"):
            setattr(state, name, on)
        elif name == "keyword":
            state.keyword |= on
        elif name == "posix" and on:
            state.posix = state.expand_aliases = True
        elif name == "braceexpand" and not on:
            self.builder.opaque("dynamic_command", self.unit, self.at(f.Span(0, len(self.text))), "set +B")

    # --- output -------------------------------------------------------------------------------------------------------

    def _echo(self, argv: list[f.Value], *_: Any) -> f.Value:
        words = argv[1:]
        newline, escapes, letters = True, self.dialect == "dash", ""
        options = re.compile(r"-n" if escapes else r"-[neE]+")
        while words and (text := text_of(words[0])) is not None and options.fullmatch(text):
            newline = newline and "n" not in text
            escapes, letters = escapes or "e" in text, letters + text
            words = words[1:]
        escapes = escapes or self.world.xpg_echo
        parts: list[f.Value] = []
        for i, word in enumerate(words):
            parts += [f.Literal(text=" "), word] if i else [word]
        value = concat([*parts, f.Literal(text="\n")] if newline else parts)
        if escapes and not v.unknown_part(value):
            dash = self.dialect == "dash"

            def told(text: str) -> str | None:
                decoded = echoed(text, bare_octal=dash, wide=not dash)
                return decoded[0] if decoded is not None else None

            perhaps = self.world.xpg_echo and not dash and "e" not in letters
            value = v.one_of([v.mapped(value, told, "echo -e"), *([value] if perhaps else [])])
        return f.Unknown(why="glob") if isinstance(value, f.Glob) else value

    def _printf(self, argv: list[f.Value], span: f.Span, word_spans: list[f.Span], state: State, *_: Any) -> f.Value:
        words = argv[1:]
        target = None
        if words and v.prefix_of(words[0]).startswith("-v") and words[0] != f.Literal(text="-v"):
            words = [f.Literal(text="-v"), v.tail(words[0], 2), *words[1:]]
        if words and text_of(words[0]) == "-v" and len(words) > 1 and self.dialect == "bash":
            target = _name(words[1]) or "?"
            self.latent_if_any(target, span, state)
            words = words[2:]
        if words and text_of(words[0]) == "--":
            words = words[1:]
        texts = [text_of(w) for w in words]
        if texts and (texts[0] is None or _COUNTED.search(texts[0])):
            for counting in texts[1:]:
                # Of a format that is not known, what it may set is what its arguments name.
                if texts[0] is not None or counting in state.variables:
                    self.put(counting or "?", f.Unknown(why="printf"), state)
        text = v.printf([t for t in texts if t is not None]) if all(t is not None for t in texts) else None
        value: f.Value
        if text is not None:
            value = f.Literal(text=text)
        elif len(texts) > 1 and texts[0] == "%s":
            value = concat(words[1:])
        elif len(texts) > 1 and texts[0] == "%s\n" and (self.elastic is None or len(texts) == 2):
            value = concat(part for word in words[1:] for part in (word, f.Literal(text="\n")))
        else:
            value = self._tainted(words)
        if target is not None:
            self.put(target, value, state)
            return EMPTY
        return value

    def set_trap(self, text: str, span: f.Span, state: State, *, between: bool) -> None:
        raise NotImplementedError

    def put(self, name: str, value: f.Value, state: State) -> None:
        """Set a variable, or an element, by what stands where builtins take a name."""
        if state.references.get(name) == ():
            self.refer(name, value, state)
            return
        names = state.referents(name)
        for other in names[1:]:
            held = state.variables.get(other)
            state.set(other, v.one_of([held, value]) if isinstance(held, f.Value) else f.Unknown(why=other))
        if len(names) > 1:
            value = v.one_of([value, f.Unknown(why=name)])
        name = names[0]
        match = re.fullmatch(r"([A-Za-z_]\w*)\[(.*)\]", name, re.DOTALL)
        if match is None and not re.fullmatch(r"[A-Za-z_]\w*", name):
            state.anything_set()
            return
        held = state.variables.get(match.group(1) if match else name)
        value = self.attributed(match.group(1) if match else name, value, state)
        whole = self.at(f.Span(0, len(self.text)))
        if match is None and not isinstance(held, Array):
            state.set(name, value)
            self.setting(name, value, whole, state, exported=name in state.exported)
            return
        name, key = match.groups() if match else (name, "0")
        array = self.array_of(name, state)
        array.set(key, value)
        state.set(name, array)
        self.array_meaning(name, array, whole, state, key)

    @staticmethod
    def refer(name: str, value: f.Value, state: State) -> None:
        """A reference gets the variable that it stands for. If that is not known, it may be any that there is."""
        texts = [text_of(item) for item in alternatives(value)]
        targets = [re.fullmatch(r"[A-Za-z_]\w*(?:\[.*\])?", text, re.DOTALL) for text in texts if text is not None]
        state.refer(name, tuple(match.group() for match in targets if match))
        if None in texts:
            state.refer(name, (name, *state.variables)[:_MOST_REFERENTS])

    @staticmethod
    def _tainted(words: list[f.Value]) -> f.Value:
        return next((w for w in words if isinstance(w, f.Output)), f.Unknown(why="printf"))

    # --- variables ----------------------------------------------------------------------------------------------------

    def _declare(
        self,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
        plan: Plan,
        id_: int,
    ) -> f.Value:
        name = text_of(argv[0])
        before = state.copy() if name == "local" and not state.locals else None
        if any(text_of(word) is None and not _starts_known(word) for word in argv[1:]):
            state.anything_set()
        flags = "".join(t for w in argv[1:] if (t := text_of(w)) is not None and t.startswith(("-", "+")))
        exported = name == "export" or "x" in flags
        names = {assignment.name for assignment in self.declared}
        all_names = names | {
            match.group() for w in argv[1:] if (t := text_of(w)) is not None and (match := re.match(r"[A-Za-z_]\w*", t))
        }
        if state.locals and name in ("local", "declare", "typeset") and "g" not in flags:
            frame = dict(state.locals[-1])
            for hidden in sorted(all_names):
                frame.setdefault(hidden, state.drop(hidden))
                state.refer(hidden, None)
            state.locals = (*state.locals[:-1], frame)
        if "i" in flags:
            state.integers |= all_names
        for case in ("u", "l"):
            if case in flags:
                state.cased = {**state.cased, **dict.fromkeys(all_names, case)}
        if "A" in flags:
            for declared in names | {t for w in argv[1:] if (t := text_of(w)) is not None and re.fullmatch(r"\w+", t)}:
                held = state.variables.get(declared)
                state.set(declared, held if isinstance(held, Array) else Array(associative=True))
        refers = "n" in flags and name != "export"
        if any(re.match(r"\+[A-Za-z]*n", text_of(word) or "") for word in argv[1:]):
            refers = False
            for reference in all_names:
                state.refer(reference, None)
        shown = {n: state.variables.get(n) for n in all_names} if "g" in flags else {}
        for assignment in () if refers else self.declared:
            self.assign(assignment, state, span, exported=exported)
            if isinstance(assignment.value, s.Word):
                self._told_as_array(assignment.name, None, flags, state)
        for word in argv[1:]:
            text = text_of(word)
            if text is None:
                head, equals, _ = v.prefix_of(word).partition("=")
                if refers and re.fullmatch(r"[A-Za-z_]\w*", head):
                    self.refer(head, v.tail(word, len(head) + 1), state)
                    state.drop(head)
                elif equals and head not in names and re.fullmatch(r"[A-Za-z_]\w*", head):
                    self._told(head, v.tail(word, len(head) + 1), span, state, exported=exported)
                continue
            if text.startswith("-"):
                continue
            head, equals, value = text.partition("=")
            if equals and not refers and head.rstrip("+") not in names:
                self._told(head, f.Literal(text=value), span, state, exported=exported)
                self._told_as_array(head.rstrip("+"), value, flags, state)
            if refers:
                # Reading the name reads the other variable, as it is then.
                held = state.drop(head) if not equals else f.Literal(text=value)
                if equals or head not in state.references:
                    state.refer(head, ())
                if held is not None:
                    self.refer(head, held if isinstance(held, f.Value) else f.Unknown(), state)
                state.drop(head)
            if "i" in flags and equals:
                self.latent_if_any(value, span, state)
                self.counted(value, span, state)
            elif "a" in flags and not equals and head not in state.variables:
                state.set(head, Array())
            if exported and not equals:
                state.exported |= {head}
                if any(state.functions.get(head, ())) or danger_of(head):
                    held = state.variables.get(head)
                    self.setting(head, held if isinstance(held, f.Value) else f.Unknown(), span, state, exported=True)
        if exported:
            state.exported |= names
            state.perhaps_exported = state.perhaps_exported - all_names
        if name == "export" and "n" in flags:
            state.exported = state.exported - all_names
        for hidden, held in shown.items():
            self._behind_locals(hidden, held, state)
        if name == "readonly" or "r" in flags:
            functions = "f" in flags or "F" in flags
            for fixed in sorted(all_names):
                held = state.variables.get(fixed, f.Unknown(why=f"${fixed}"))
                state.readonly = {f"{fixed}()" if functions else fixed: held, **state.readonly}
        if before is not None:
            state.merge([before])  # outside of a function it is an error
        if not set("pfF") & set(flags) and all_names:
            return EMPTY
        told: f.Value = f.Unknown(why=name or "declare")
        if "f" in flags and len(all_names) == 1:
            # Not as bash prints it, but what it means.
            texts = self.definitions(next(iter(all_names)), state)
            told = v.one_of([told, *(concat([text, f.Literal(text="\n")]) for text in texts)])
        return told

    def definitions(self, name: str, state: State, as_: str | None = None) -> list[f.Value]:
        """Texts that define a function as it may be defined, under its own name or another one."""
        raise NotImplementedError

    _export = _local = _typeset = _readonly = _declare

    def _told(self, head: str, value: f.Value, span: f.Span, state: State, *, exported: bool) -> None:
        """An assignment that is an argument, computed or quoted."""
        match = re.fullmatch(r"([A-Za-z_]\w*)(\[.*\])?(\+?)", head, re.DOTALL)
        if match is None:
            return
        name, element, more = match.group(1), match.group(2) or "", match.group(3)
        if more:
            held = state.variables.get(name)
            value = concat([held if isinstance(held, f.Value) and not element else f.Unknown(why=name), value])
        if element or isinstance(state.variables.get(name), Array):
            self.put(name + element, value, state)
        else:
            state.set(name, value)
            self.setting(name, value, span, state, exported=exported)

    @staticmethod
    def _told_as_array(name: str, text: str | None, flags: str, state: State) -> None:
        """A text in parentheses is read as an array, where the variable is or becomes one (bash manual, 6.7)."""
        held = state.variables.get(name)
        value = held.get("0") if isinstance(held, Array) else held
        texts = [text] if text is not None else [text_of(item) for item in alternatives(value or EMPTY)]
        arrays = isinstance(held, Array) or "a" in flags or "A" in flags
        if arrays and any(t is None or (t.startswith("(") and t.endswith(")")) for t in texts):
            loose: list[f.Value] = [f.Unknown(why=f"${name}")]
            state.set(name, Array(held.values if isinstance(held, Array) else {}, "A" in flags, loose))

    @staticmethod
    def _behind_locals(name: str, shown: f.Value | Array | None, state: State) -> None:
        """`declare -g` has set the variable behind the local one of that name, which is `shown` still."""
        at = next((n for n, frame in enumerate(state.locals) if name in frame), None)
        if at is not None:
            frame = {**state.locals[at], name: state.variables.get(name)}
            state.locals = (*state.locals[:at], frame, *state.locals[at + 1 :])
            state.put_back(name, shown)

    def _read(
        self,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
        *_: Any,
    ) -> f.Value:
        options, names = self._read_options(argv)
        for name in (*names, *((options["a"],) if "a" in options else ())):
            self.latent_if_any(name, span, state)
        until = options.get("d", "\n")
        count = options.get("n", options.get("N"))
        source = ctx.stdin_text
        if "u" in options:
            held = self.held_by(int(options["u"]), state) if options["u"].isdigit() else None
            source = held if held is not None else f.Unknown(why="descriptor")
        if None in (until, count) and ("d" in options or (count is None and {"n", "N"} & options.keys())):
            source = f.Unknown(why="read")
        line = self.inputs.next(
            source,
            until=(until or "")[:1],
            most=int(count) if count and count.isdigit() else None,
            raw="r" in options,
            sure="conditional" not in ctx.context,
        )
        if "r" not in options:
            line = v.mapped(line, unescaped, "read") if v.is_known(line) else line
        ifs = env.get("IFS", state.variables.get("IFS", f.Literal(text=" \t\n")))
        separators = text_of(ifs) if isinstance(ifs, f.Value) else None
        known = text_of(line) if separators is not None else None
        if "a" in options:
            fields: list[f.Value] = (
                [f.Unknown(why="read")]
                if known is None or names
                else [f.Literal(text=t) for t in split(known, separators or "")]
            )
            self.fill(options["a"], Array({str(i): value for i, value in enumerate(fields)}), span, state)
        elif not names:
            state.set("REPLY", line)
        elif known is None or "N" in options:
            only = line if len(names) == 1 and separators is not None else f.Unknown(why="read")
            if v.is_known(only) and "N" not in options:
                only = v.mapped(only, lambda t: " ".join(split(t, separators or "", 1)), "read")
            for name in names:
                self.put(name, only, state)
        else:
            words = split(known, separators or "", len(names))
            for i, name in enumerate(names):
                self.put(name, f.Literal(text=words[i] if i < len(words) else ""), state)
        return EMPTY

    @staticmethod
    def _read_options(argv: list[f.Value]) -> tuple[dict[str, str], list[str]]:
        """Options of `read` with their arguments, and the names."""
        options: dict[str, str] = {}
        texts = [_name(word) for word in argv[1:]]
        while texts and (text := texts[0]) is not None and text.startswith("-") and len(text) > 1:
            texts.pop(0)
            if text == "--":
                break
            for i, letter in enumerate(text[1:], 1):
                if letter in "adinNptu":
                    options[letter] = text[i + 1 :] or (
                        (texts.pop(0) if texts else None) or ("?" if letter == "a" else "")
                    )
                    break
                options[letter] = ""
        return options, [text if text is not None else "?" for text in texts]

    def _mapfile(
        self,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
        plan: Plan,
        id_: int,
    ) -> f.Value:
        options: dict[str, f.Value] = {}
        words = list(argv[1:])
        while words and (flags := text_of(words[0])) is not None and flags.startswith("-") and len(flags) > 1:
            words.pop(0)
            if flags == "--":
                break
            for i, letter in enumerate(flags[1:], 1):
                if letter in "dnOsuCc":
                    options[letter] = (
                        f.Literal(text=flags[i + 1 :]) if flags[i + 1 :] else words.pop(0) if words else EMPTY
                    )
                    break
                options[letter] = EMPTY
        name = (_name(words[0]) or "?") if words else "MAPFILE"
        if "C" in options:
            # It gets the index and the line.
            called = concat([options["C"], f.Literal(text=' "$@"')])
            handed = (f.Literal(text="bash"), f.Unknown(why="index"), f.Unknown(why="line"))
            if (known := text_of(called)) is not None:
                scratch = state.copy()
                scratch.positional, scratch.more = list(handed), False
                self.nested_text(known, "mapfile -C", span, scratch, ctx.plain())
            else:
                self.hand_over(called, "bash", "mapfile -C", span, state, ctx, id_, positional=handed)
        text = text_of(self.inputs.rest(ctx.stdin_text))
        if ctx.stdin_text is not None:
            self.inputs.disturbed(ctx.stdin_text)
        if text is None or set("dnOsu") & options.keys():
            self.fill(name, f.Unknown(why=f"${name}"), span, state)
            return EMPTY
        lines = text.removesuffix("\n").split("\n")
        keep = "" if "t" in options else "\n"
        array = Array({str(i): f.Literal(text=line + keep) for i, line in enumerate(lines)})
        self.fill(name, array, span, state)
        return EMPTY

    _readarray = _mapfile

    def fill(self, name: str, array: Array | f.Value, span: f.Span, state: State) -> None:
        """Make an array what was read; what is no array is not known."""
        names = state.referents(name)
        for referent in names:
            held = state.variables.get(referent)
            if not re.fullmatch(r"[A-Za-z_]\w*", referent):
                state.anything_set()
            elif len(names) > 1 or (isinstance(held, Array) and held.associative):
                self.perhaps_refused(referent, state)
            else:
                state.set(referent, array)
                if isinstance(array, Array):
                    self.array_meaning(referent, array, span, state)

    @staticmethod
    def perhaps_refused(name: str, state: State) -> None:
        """Lines are not put into an array by names: it stays as it is, if it is one."""
        held = state.variables.get(name)
        array = held.copy() if isinstance(held, Array) else Array()
        array.loose.append(f.Unknown(why=name))
        state.set(name, array)

    def _alias(
        self, argv: list[f.Value], span: f.Span, word_spans: list[f.Span], state: State, ctx: Ctx, *rest: Any
    ) -> f.Value:
        for word in argv[1:]:
            text = text_of(word)
            if text is None:
                self.builder.opaque("alias", self.unit, span)
            elif "=" in text:
                name, _, value = text.partition("=")
                self.add_alias(name, value, span, state)
        asks = len(argv) < 2 or any("=" not in (text_of(word) or "=") for word in argv[1:])
        return f.Unknown(why="alias") if asks else EMPTY

    def _test(self, argv: list[f.Value], span: f.Span, word_spans: list[f.Span], state: State, *_: Any) -> f.Value:
        for flag, word in itertools.pairwise(argv[1:]):
            if text_of(flag) in ("-v", "-R", "-eq", "-ne", "-lt", "-gt", "-le", "-ge"):
                self.latent_if_any(text_of(word), span, state)
        return EMPTY

    # --- where we are -------------------------------------------------------------------------------------------------

    def _cd(
        self, argv: list[f.Value], span: f.Span, word_spans: list[f.Span], state: State, ctx: Ctx, *_: Any
    ) -> f.Value:
        """Where it leads by the path as written; links are followed when files are touched."""
        words = [w for w in argv[1:] if not (text_of(w) or "").startswith("-") or text_of(w) == "-"]
        target = words[0] if words else None
        if text_of(argv[0]) == "pushd":
            if target is None:
                target = (
                    f.Literal(text=there) if (there := (state.directories or (None,))[-1]) else f.Unknown(why="pushd")
                )
                state.directories = state.directories[:-1]
            state.directories = (*state.directories, state.cwd)
        unnamed = self.unnamed_place(target, state) or f"?{span.start}."
        self.move(self._led_to(target, state), state)
        state.unnamed = unnamed if state.cwd is None else ""
        tells = text_of(argv[0]) == "pushd" or "CDPATH" in state.variables or text_of(target) in (None, "-")
        return f.Unknown(why="cd") if tells and target is not None else EMPTY

    _pushd = _chdir = _cd

    def _led_to(self, target: f.Value | None, state: State) -> list[str | None]:
        if target is None:
            home = state.variables.get("HOME")
            return [text_of(home) if isinstance(home, f.Literal) else state.home]
        found: list[str | None] = []
        for choice in alternatives(target):
            if text_of(choice) == "-":
                choice = held if isinstance(held := state.variables.get("OLDPWD"), f.Value) else f.Unknown(why="OLDPWD")
            for one in alternatives(choice):
                text = text_of(one)
                if text is None:
                    found.append(None)
                    continue
                if not re.match(r"\.{0,2}(/|$)", text) and (path := state.variables.get("CDPATH")) is not None:
                    listed = text_of(path) if isinstance(path, f.Value) else None
                    bases = listed.split(":") if listed is not None else []
                    found += [resolve(posixpath.join(base, text), state.cwd, state.home) for base in bases]
                    found += [] if listed is not None else [None]
                found += [resolve(text, place, state.home) for place in state.places]
        return [posixpath.normpath(place) if place is not None else None for place in found]

    @staticmethod
    def move(there: list[str | None], state: State) -> None:
        """To one of these, or, where none is certainly there, perhaps nowhere."""
        here = state.places
        around = {"/", "/tmp", state.home, *(above for place in here if place for above in (place, *ancestors(place)))}
        if all(place in around for place in there):
            here = ()
        state.moved = tuple(there), here
        state.set("OLDPWD", f.Literal(text=state.cwd) if state.cwd else f.Unknown(why="OLDPWD"))
        state.be_in(*there, *(() if state.errexit else here))
        state.drop("PWD")

    # --- running text and programs ------------------------------------------------------------------------------------

    def _eval(
        self,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
        plan: Plan,
        id_: int,
    ) -> f.Value:
        parts: list[f.Value] = []
        words = argv[2:] if len(argv) > 1 and text_of(argv[1]) == "--" else argv[1:]
        for i, word in enumerate(words):
            parts += [f.Literal(text=" "), word] if i else [word]
        value = concat(parts)
        out: list[f.Value] = []
        for item in alternatives(value):
            text = text_of(item)
            if text is None:
                self.hand_over(item, "bash", "eval", span, state, ctx, id_)
                out.append(f.Unknown(why="eval"))
            else:
                out.append(self.nested_text(text, "eval", span, state, ctx.plain()))
        return v.one_of(out)

    def _source(
        self,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
        plan: Plan,
        id_: int,
    ) -> f.Value:
        if len(argv) < 2:
            return EMPTY
        left, state.left = state.left, []
        mark = self.departures.mark()
        if len(argv) > 2:
            outer = state.positional, state.more
            given = state.positional, state.more = self.numbered(argv[0], argv, 2)
            out = self.source_file(argv[1], span, state, ctx, id_)
            # Its own parameters end with it, unless it has set others.
            state.positional, state.more = outer if (state.positional, state.more) == given else (None, False)
        else:
            out = self.source_file(argv[1], span, state, ctx, id_)
        self.departures.behind(mark)
        self.rejoin(state, left)
        return out

    def rejoin(self, state: State, outer: list[tuple[bool, State]]) -> None:
        raise NotImplementedError

    def call(self, name: str, function: Function, argv: list[f.Value], span: f.Span, state: State, ctx: Ctx) -> f.Value:
        raise NotImplementedError

    def source_file(self, value: f.Value, span: f.Span, state: State, ctx: Ctx, id_: int | None = None) -> f.Value:
        """Run a file's text in this shell."""
        by = f.Cause(command=id_)
        path = self.path_of(value, state)
        inherited = path in STDIN_PATHS
        content = ctx.stdin_text if inherited else self.descriptor(path, state)
        if inherited and text_of(content) is None:
            self.fed(id_ if id_ is not None else -1, "source", "bash", span, state, ctx)
            return f.Unknown(why="source")
        places = self.held_places(value, state) if path is None else (path,)
        if content is None:
            content = v.one_of(map(self.content_of, places)) if places else self.content_of(path)
        effect = self.touch("execute", value, span, by, state)
        if texts := [text for item in alternatives(content) if (text := text_of(item)) is not None]:
            for place in places:
                if place in self.world.unread:
                    self.builder.opaque(self.world.unread[place], self.unit, span, place)
            outs, branches = [], []
            for text in texts:
                branches.append(state.copy())
                outs.append(self.nested_text(text, "source", span, branches[-1], ctx.plain()))
            branches[0].merge(branches[1:])
            state.become(branches[0])
            return v.one_of(outs)
        taint = self.tainted(value, state) or self.taint_of(content)
        self.code_fact("source", "bash", span, ctx, by, "network" if taint else "file", file=effect)
        if taint:
            self.flows(taint, "interpreter")
        elif path is None:
            self.builder.opaque("dynamic_code", self.unit, span, "source")
        else:
            self.builder.opaque(self.world.why_unread(path), self.unit, span, path)
        return f.Unknown(why="source")

    def _trap(
        self,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
        plan: Plan,
        id_: int,
    ) -> f.Value:
        words = [w for w in argv[1:] if text_of(w) not in ("--", "-p", "-l")]
        if len(words) > 1 and text_of(words[0]) not in ("-", ""):
            text = text_of(words[0])
            if text is None:
                self.hand_over(words[0], "bash", "trap", span, state, ctx, id_)
            else:
                after, between = state.copy(), {text_of(w) for w in words[1:]} - {"EXIT", "0"} != set()
                after.left = []
                with self.departures.apart(self.world):
                    self.nested_text(text, "trap", span, after, ctx.plain().within("trap", certainty="possible"))
                self.set_trap(text, span, state, between=between)
                if between:
                    self._may_go_off(state, after, span)
            return f.Unknown(why="trap")  # what it prints when it goes off
        return EMPTY if words else f.Unknown(why="trap")

    def _may_go_off(self, state: State, after: State, span: f.Span) -> None:
        """What a trap changes may be changed between any two commands."""
        names = {*state.variables, *after.variables}
        changed = {n for n in names if state.variables.get(n) != after.variables.get(n)}
        state.volatile = state.volatile | changed
        same = (
            after.positional == state.positional
            and after.functions == state.functions
            and after.aliases == state.aliases
            and after.references == state.references
            and after.places == state.places
        )
        if not same:
            self.builder.opaque("dynamic_code", self.unit, span, "trap")

    def _exec(
        self,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
        plan: Plan,
        id_: int,
    ) -> f.Value:
        rest, spans = argv[1:], word_spans[1:]
        options = re.compile(r"-[cl]*(?:a.*)?|--" if self.dialect == "bash" else "--", re.DOTALL)
        while rest and (text := text_of(rest[0])) is not None and options.fullmatch(text):
            drop = 2 if re.fullmatch(r"-[cl]*a", text) else 1
            rest, spans = rest[drop:], spans[drop:]
            if text == "--":
                break
        if not rest and ctx.stdin is not None:
            state.input, state.under = (ctx.stdin, ctx.stdin_text), self.outer_stdin
        for value in () if rest else plan.output_paths:
            if (path := self.path_of(value, state)) is not None:
                self.stays_open(path)
        if rest:
            out = self.launched(rest, "exec", span, spans, state, ctx, env, None)
            self.may_end(state)
            return out
        state.output_moved = state.output_moved or plan.stdout_elsewhere or plan.stdout_perhaps
        return EMPTY

    def _command(
        self,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
        plan: Plan,
        id_: int,
    ) -> f.Value:
        rest, spans = argv[1:], word_spans[1:]
        while rest and (text := text_of(rest[0])) is not None and re.fullmatch(r"-p+|--", text):
            rest, spans = rest[1:], spans[1:]
            if text == "--":
                break
        if rest and re.match("-p*[vV]", text_of(rest[0]) or "") and "--" not in map(text_of, argv[1:2]):
            asked = text_of(rest[1]) if len(rest) == 2 and text_of(rest[0]) == "-v" else None
            return self._found(asked, state, env)
        if self.elastic is not None:
            self.elastic = max(0, self.elastic - (len(argv) - len(rest)))
        return self.launched(rest, text_of(argv[0]) or "command", span, spans, state, ctx, env, None)

    _builtin = _command

    def _found(self, name: str | None, state: State, env: dict[str, f.Value]) -> f.Value:
        """What `command -v` prints: of a program, its path, whose directory hardly matters."""
        if name is None or not re.fullmatch(r"[\w.+-]+", name) or any(state.functions.get(name, ())):
            return f.Unknown(why="command -v")
        if name in state.aliases or name in QUIET or name in _METHODS or self.on_path(name, state, env):
            return f.Unknown(why="command -v")
        return f.Literal(text=f"/usr/bin/{name}\n")

    def on_path(self, name: str, state: State, env: dict[str, f.Value]) -> list[str]:
        """Files of that name that the session wrote where the shell may look for programs."""
        raise NotImplementedError

    def latent_if_any(self, text: str | None, span: f.Span, state: State) -> None:
        raise NotImplementedError

    def descriptor(self, path: str | None, state: State) -> f.Value | None:
        """What an open descriptor holds, by its path."""
        match = re.fullmatch(r"/(?:dev|proc/self)/fd/(\d+)", path or "")
        return self.held_by(int(match.group(1)), state) if match else None


def _asks(name: str, words: list[str | None]) -> bool:
    """Whether a command that sets something tells what is set instead."""
    match name:
        case "kill":
            return any(word is None or word[:2] in ("-l", "-L") for word in words)
        case "set":
            return not words or words[-1] in ("-o", "+o", None)
        case "enable" | "hash":
            return not words or any(word is None or re.match(r"-[a-z]*[apnlt]", word) for word in words)
        case "shopt":
            return not any(word is not None and re.match(r"-[a-z]*[suq]", word) for word in words)
        case _:
            return False


def _starts_known(word: f.Value) -> bool:
    """Whether the name that a word sets is known, or it sets none."""
    return all(re.match(r"[-+]|[A-Za-z_]\w*(?:\[[^]]*\])?\+?=", v.prefix_of(choice)) for choice in alternatives(word))


def _name(value: f.Value) -> str | None:
    """A word where a name stands: `a[1]` is a pattern only by its looks."""
    return value.text if isinstance(value, f.Literal | f.Glob) else None


_PRINTING = frozenset(
    (
        *("history", "dirs", "type", "jobs", "ulimit", "umask", "compgen", "complete", "compopt", "caller", "help"),
        *("times", "bind", "fc", "popd"),
    )
)
"""Those of `QUIET` that print something."""
_LETTERS = {"e": "errexit", "k": "keyword", "C": "noclobber", "a": "allexport", "u": "nounset", "B": "braceexpand"}
_METHODS = {
    "echo",
    "printf",
    "declare",
    "export",
    "local",
    "typeset",
    "readonly",
    "read",
    "mapfile",
    "readarray",
    "alias",
    "test",
    "[",
    "cd",
    "chdir",
    "pushd",
    "eval",
    "source",
    ".",
    "trap",
    "exec",
    "command",
    "builtin",
}
_TAKES_NAMES = {
    "read",
    "printf",
    "unset",
    "declare",
    "typeset",
    "local",
    "export",
    "readonly",
    "test",
    "[",
    "wait",
    "mapfile",
    "readarray",
    "let",
    "getopts",
}
