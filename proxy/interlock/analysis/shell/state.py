"""What a shell knows between commands, copied for every branch, and what the branches left, joined again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any, TypeVar

import msgspec

from interlock.analysis.shell import syntax as s
from interlock.analysis.shell.arrays import Array
from interlock.analysis.shell.values import one_of
from interlock.model.facts import Stdin, Unknown, Value

_MOST_REFERENCES = 8
"""Names that stand for names that stand for names, before bash calls them circular."""
_MOST_DIRECTORIES = 8
"""Directories that the shell may be in, before it may be anywhere."""


_Key = TypeVar("_Key")
_Held = TypeVar("_Held")


class Function(msgspec.Struct, frozen=True, eq=False):
    """A definition that a shell knows, and whose evaluator read it."""

    body: s.Node
    owner: Any


class State(msgspec.Struct, eq=False):
    """What a shell knows between commands. Copied for subshells and branches.

    Nothing that a field holds is ever changed in place: it is replaced, so that copies can share it, and what branches
    share need not be compared when they join.
    """

    variables: Mapping[str, Value | Array] = {}
    """Changed by `set`, `drop` and `put_back` alone."""
    exported: Set[str] = frozenset()
    perhaps_exported: Set[str] = frozenset()
    """Those among them that programs may not get."""
    integers: Set[str] = frozenset()
    cased: Mapping[str, str] = {}
    """Variables whose values are made upper (`u`) or lower (`l`) case when set."""
    locals: tuple[Mapping[str, Value | Array | None], ...] = ()
    """Of each function that is being called, what its local variables hide; None where there was nothing."""
    readonly: Mapping[str, Value | Array] = {}
    """Variables that perhaps refuse another value, and the one that they have; functions, as `name()`."""
    references: Mapping[str, tuple[str, ...]] = {}
    """Names that stand for another variable (`declare -n`), and for which ones; the name itself among them: perhaps it
    is an ordinary variable. None yet: the first value that it is given is the name of the other variable."""
    functions: Mapping[str, tuple[Function | None, ...]] = {}
    """What each name may be; None among it: no function."""
    aliases: Mapping[str, tuple[str, ...]] = {}
    """What each may stand for, if it is in force."""
    expand_aliases: bool = False
    keyword: bool = False
    """`set -k`: assignments behind the command's name are its environment as well."""
    errexit: bool = False
    """A command that fails ends the shell."""
    allexport: bool = False
    """What is set is exported."""
    noclobber: bool = False
    """`>` may refuse to write to a file that is there."""
    output_moved: bool = False
    """`exec` has redirected standard output."""
    nounset: bool = False
    """Expanding what is not set may end the shell."""
    nocase: bool = False
    """Patterns may match letters of the other case."""
    posix: bool = False
    """POSIX mode may be on."""
    failglob: bool = False
    """Patterns that match nothing may be errors."""
    nullglob: bool = False
    """Patterns that match nothing may go away."""
    cwd: str | None = None
    elsewhere: tuple[str | None, ...] = ()
    """Where the shell may be instead: a `cd` may fail, a branch may not be taken. None among it: anywhere."""
    moved: tuple[tuple[str | None, ...], tuple[str | None, ...]] = ((), ())
    """Where the last `cd` leads if it succeeds, and where if it fails."""
    input: tuple[Stdin, Value | None] | None = None
    """Standard input, where `exec` has redirected it, and what it holds."""
    under: Stdin | None = None
    """What standard input was before that."""
    directories: tuple[str | None, ...] = ()
    """What `pushd` left for `popd`."""
    home: str | None = None
    positional: Sequence[Value] | None = None
    """From `$0` on; None where not known."""
    more: bool = False
    """There may be further ones: a word among them may have become none, or several."""
    descriptors: Mapping[int, Value] = {}
    """What can be read from descriptors that redirections opened."""
    reads: Mapping[int, str] = {}
    """Absolute paths of the files that they read from."""
    volatile: Set[str] = frozenset()
    """Variables that a trap may set between any two commands."""
    left: list[tuple[bool, Any]] = []
    """What was the case where the function or loop that is run may have been left early, and whether that leaves more
    than a loop. The exception: copies share it, and it is added to."""
    unnamed: str = ""
    """Where `cwd` is not known: a name for that directory, which begins with a question mark; empty: none."""
    _own: dict[str, Value | Array] | None = None
    """`variables`, where no other state shares them."""
    _open: dict[int, Value] | None = None
    """`descriptors`, where no other state shares them and `reads`."""
    highest: int = 9
    """Of the descriptors that a redirection has chosen itself."""

    def copy(self) -> State:
        self._own = self._open = None
        return self.__copy__()  # type: ignore[attr-defined,no-any-return]  # msgspec's stubs leave it out

    def become(self, other: State) -> None:
        """Be what `other` is, which is no longer to be used."""
        for name in _FIELDS:
            setattr(self, name, getattr(other, name))

    # --- variables ----------------------------------------------------------------------------------------------------

    def set(self, name: str, value: Value | Array) -> None:
        self._changing()[name] = value
        if self.allexport and name not in self.exported:
            self.exported |= {name}

    def drop(self, name: str) -> Value | Array | None:
        """Unset it; what it was."""
        return self._changing().pop(name, None) if name in self.variables else None

    def put_back(self, name: str, value: Value | Array | None) -> None:
        """Make it again what it was; None: nothing."""
        if value is None:
            self.drop(name)
        else:
            self.set(name, value)

    def anything_set(self) -> None:
        """A variable was set whose name is not known."""
        for name, value in tuple(self.variables.items()):
            if isinstance(value, Array):
                self.set(name, Array(dict(value.values), value.associative, [*value.loose, Unknown(why=name)]))
            else:
                self.set(name, one_of([value, Unknown(why=name)]))

    def _changing(self) -> dict[str, Value | Array]:
        if self._own is None:
            self.variables = self._own = dict(self.variables)
        return self._own

    def opened(self, fd: int, held: Value, path: str = "") -> None:
        """What can be read from a descriptor from here on, and from which file."""
        if self._open is None or self._open is not self.descriptors:
            self.descriptors = self._open = dict(self.descriptors)
            self.reads = dict(self.reads)
        self._open[fd] = held
        self.reads[fd] = path  # type: ignore[index]  # as `descriptors`, it is this state's own

    def another(self) -> int:
        """A descriptor that nothing else has: 10 or more (bash manual, 3.6)."""
        self.highest += 1
        while self.highest in self.descriptors:
            self.highest += 1
        return self.highest

    def referents(self, name: str) -> tuple[str, ...]:
        """The variables that a name may stand for: itself, where it is no reference."""
        if name not in self.references:
            return (name,)
        found: dict[str, None] = {}
        pending = [name]
        for _ in range(_MOST_REFERENCES):
            if not pending:
                break
            one = pending.pop()
            for target in self.references.get(one, (one,)):
                if target in (one, name) or target not in self.references:
                    found[target] = None
                else:
                    pending.append(target)
        return tuple(found) or (name,)

    def refer(self, name: str, targets: tuple[str, ...] | None) -> None:
        """Make it a reference to one of these; None: to nothing."""
        others = {n: held for n, held in self.references.items() if n != name}
        self.references = others if targets is None else {**others, name: targets}

    # --- directories --------------------------------------------------------------------------------------------------

    @property
    def places(self) -> tuple[str | None, ...]:
        """Directories that the shell may be in, the likeliest first."""
        return (self.cwd, *self.elsewhere)

    def be_in(self, *places: str | None) -> None:
        """The shell is in one of these, most likely in the first."""
        distinct = tuple(dict.fromkeys(places))
        self.cwd = distinct[0]
        self.elsewhere = distinct[1:] if len(distinct) <= _MOST_DIRECTORIES else (*distinct[1:_MOST_DIRECTORIES], None)

    # --- branches -----------------------------------------------------------------------------------------------------

    def merge(self, others: Sequence[State]) -> None:
        """After branches: each variable is what any of them left."""
        for name, held in _differing([self.variables, *(state.variables for state in others)]).items():
            found = [value if value is not None else Unknown(why=name) for value in held]
            if all(value == found[0] for value in found):
                continue
            if any(isinstance(value, Array) for value in found):
                arrays = [value for value in found if isinstance(value, Array)]
                values = [v for array in arrays for v in (*array.values.values(), *array.loose)]
                values += [value for value in found if not isinstance(value, Array)]
                self.set(name, Array(associative=arrays[0].associative, loose=values))
            else:
                self.set(name, one_of(value for value in found if not isinstance(value, Array)))
        self.merge_rest(others)

    def merge_rest(self, others: Sequence[State]) -> None:
        """The same for all but variables."""
        if any(state.functions is not self.functions for state in others):
            functions = dict(self.functions)
            for name, held in _differing([self.functions, *(state.functions for state in others)]).items():
                functions[name] = tuple(dict.fromkeys(choice for choices in held for choice in choices or (None,)))
            self.functions = functions
        if any(state.places != self.places for state in others):
            self.be_in(*self.places, *(place for state in others for place in state.places))
        if any(state.references is not self.references for state in others):
            names = {name: None for state in (self, *others) for name in state.references}
            self.references = {
                name: tuple(dict.fromkeys(t for state in (self, *others) for t in state.references.get(name, (name,))))
                for name in names
            }
        for state in others:
            if self.input != state.input and (redirected := self.input or state.input):
                self.input = redirected[0], Unknown(why="stdin")
                self.under = self.under or state.under
            if state.exported != self.exported or state.perhaps_exported:
                self.perhaps_exported = (
                    self.perhaps_exported | state.perhaps_exported | (self.exported ^ state.exported)
                )
            self.volatile = _both(self.volatile, state.volatile)
            self.errexit &= state.errexit
            self.expand_aliases |= state.expand_aliases
            self.keyword |= state.keyword
            for name in _PERHAPS:
                setattr(self, name, getattr(self, name) or getattr(state, name))
            if state.readonly is not self.readonly:
                self._merge_readonly(state)
            self.exported = _both(self.exported, state.exported)
            self.integers = _both(self.integers, state.integers)
            if state.directories != self.directories:
                self.directories = ()
            if state.positional != self.positional or state.more != self.more:
                self.positional, self.more = None, False
            if state.aliases is not self.aliases:
                mine = self.aliases
                more = {n: tuple(dict.fromkeys((*mine.get(n, ()), *texts))) for n, texts in state.aliases.items()}
                self.aliases = {**mine, **more}
            self.cased = _updated(self.cased, state.cased)
            self.highest = max(self.highest, state.highest)
            if state.descriptors is not self.descriptors:
                known = self.descriptors
                self.descriptors = {
                    **known,
                    **{
                        fd: held if known.get(fd) == held else Unknown(why="descriptor")
                        for fd, held in state.descriptors.items()
                    },
                }
                self.reads = _updated(self.reads, state.reads)
            if state.locals is not self.locals:
                both = zip(self.locals, state.locals, strict=False)
                joined = [{**inner, **{n: v for n, v in theirs.items() if n not in inner}} for inner, theirs in both]
                self.locals = (*joined, *self.locals[len(joined) :])

    def _merge_readonly(self, other: State) -> None:
        joined = dict(self.readonly)
        for name, kept in other.readonly.items():
            mine = joined.setdefault(name, kept)
            if mine is not kept and mine != kept:
                both = isinstance(mine, Value) and isinstance(kept, Value)
                joined[name] = one_of([mine, kept]) if both else Unknown(why=name)  # type: ignore[list-item]
        self.readonly = joined


_FIELDS = State.__struct_fields__
_PERHAPS = ("allexport", "noclobber", "nounset", "output_moved", "nocase", "nullglob", "failglob", "posix")
"""Settings that may be on after branches where they may be after one of them."""


def _differing(tables: Sequence[Mapping[str, _Held]]) -> dict[str, list[_Held | None]]:
    """Names that may stand for something else in one of the tables than in the first, in order: those of the first, and
    then what only others have; with what each stands for there, and wherever else it is not the same, None for nothing.

    Most branches change nothing, and most values are the very same: comparing identities is all that this can cost for
    each name.
    """
    first, *others = tables
    found: dict[str, list[_Held | None]] = {}
    for table in {id(table): table for table in others if table is not first}.values():
        get = table.get
        for name in [name for name, value in first.items() if get(name) is not value]:
            found.setdefault(name, [first[name]]).append(get(name))
        for name in [name for name in table if name not in first]:
            found.setdefault(name, [None]).append(table[name])
    if not found:
        return found
    return {**{name: found[name] for name in first if name in found}, **found}


def _both(mine: Set[str], theirs: Set[str]) -> Set[str]:
    return mine if theirs is mine or theirs <= mine else mine | theirs


def _updated(mine: Mapping[_Key, Any], theirs: Mapping[_Key, Any]) -> Mapping[_Key, Any]:
    return mine if theirs is mine or not theirs else {**mine, **theirs}


def united(states: Iterable[State]) -> State:
    """What may be the case where any of the states may be."""
    first, *others = states
    joined = first.copy()
    joined.merge([other for other in others if other is not first])
    return joined
