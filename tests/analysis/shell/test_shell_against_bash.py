"""The reader against real shells: what they take must be read, and words must be what they make of them."""

from __future__ import annotations

import itertools
import shutil
import subprocess
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from interlock.analysis.shell import syntax as s
from interlock.analysis.shell.parsing import read
from interlock.analysis.shell.reader import Dialect
from interlock.model.limits import Limits
from shell_notation import shown

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is the oracle")

_RUNS = settings(max_examples=400, deadline=None, derandomize=True)


def _bash_takes(text: str, shell: str = "bash") -> bool:
    """Whether `bash -n` has nothing to say (some errors leave its exit status 0; warnings are none)."""
    done = subprocess.run([shell, "-n", "-c", "--", text], capture_output=True, timeout=10, check=False)
    complaints = [line for line in done.stderr.decode(errors="replace").splitlines() if "warning:" not in line]
    return done.returncode == 0 and not complaints


# --- texts ------------------------------------------------------------------------------------------------------------

_WORDS = st.sampled_from(
    [
        *(
            "a",
            "b.c",
            "-d",
            "e=f",
            "'g h'",
            '"i j"',
            r"k\ l",
            "$m",
            "${n}",
            "${o:-p}",
            '"$q"',
            "$(r s)",
            "`t`",
            "$((1+2))",
        ),
        *("*.c", "[a-z]?", "{u,v}", "{1..3}", "~/w", "$'x\\ty'", '"${z:-"a b"}"', "<(b)", "a#b", "${a[0]}", "${b/c/d}"),
        *("''", "if", "}", "!", "ä", "\\\n", "${#c}", "$1", "${d%.*}", "$[1+2]", "${e:1:2}", '"`f`"', "$(( ${g} ))"),
    ]
)
_REDIRECTIONS = st.sampled_from(
    [">a", "2>&1", "<b", ">>c", "&>d", "<<<e", "{f}>g", "3<&-", ">|h", "> >(i)", "<>j", "2>", "<<-'E'\n\tk\n\tE\n"]
)
_ASSIGNMENTS = st.sampled_from(["a=1", "b+=c", "d[1]=e", "f=(g h)", "i=([j]=k)", "l=", "m=$(n)", "o=~/p", 'q="r s"'])
_SEPARATORS = st.sampled_from([";", "\n", " &", " # a\n", ";\n", "&&", "||", "|", "|&", " \\\n;", ";;", " "])


@st.composite
def _simple(draw: st.DrawFn) -> str:
    parts = draw(st.lists(_ASSIGNMENTS, max_size=1)) + draw(st.lists(_WORDS | _REDIRECTIONS, min_size=1, max_size=4))
    return " ".join(parts)


def _compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Constructs around lists; not all combinations are valid, and bash says which."""
    lists = st.builds(lambda *p: "".join(p), inner, _SEPARATORS, inner, st.sampled_from([";", "\n", "", "&"]))
    return st.one_of(
        st.builds("{{ {}}}".format, lists),
        st.builds("( {})".format, lists),
        st.builds("(({}))".format, _WORDS),
        st.builds("[[ {} {} {} ]]".format, _WORDS, st.sampled_from(["==", "=~", "<", "-nt", "-eq", "&&"]), _WORDS),
        st.builds("if {} then {} else {} fi".format, lists, lists, lists),
        st.builds("while {} do {} done".format, lists, lists),
        st.builds("for x in {} {}; do {} done".format, _WORDS, _WORDS, lists),
        st.builds("for ((a={};b;c)) {{ {} }}".format, _WORDS, lists),
        st.builds("case {} in {}|b) {} ;; (*) {} esac".format, _WORDS, _WORDS, lists, lists),
        st.builds("f() {{ {} }} {}".format, lists, _REDIRECTIONS),
        st.builds("function g {{ {} }}".format, lists),
        st.builds("time ! {}".format, inner),
        st.builds("coproc {}".format, inner),
        st.builds("a=$({})".format, lists),
        st.builds('echo "$({})" <({})'.format, lists, lists),
        st.builds("echo $(cat <<E\n{}\nE\n)".format, inner),
        st.builds("cat <<E {}\n{}\n$({})\nE\n".format, _WORDS, _WORDS, inner),
        st.builds("cat <<'E'\n{}\nE\n".format, inner),
        st.builds("a{}{}{}".format, _SEPARATORS, inner, _SEPARATORS),
    )


_TEXTS = st.recursive(_simple(), _compound, max_leaves=6)


@given(_TEXTS)
@example("a=$(cat <<E\nb\nE)")
@example("cat <<A <<-B; (( 1 ))\na\nA\n\tb\n\tB\nc")
@example("x=$(case a in a) b;; esac) | { c; } 2>&1")
@_RUNS
def test_what_bash_takes_is_read(text: str) -> None:
    if _bash_takes(text):
        tree = read(text, dialect="bash", limits=Limits())
        rest = [node for node in tree.opaque if node.span.end == len(text) and "!(?)" not in shown(tree.script)]
        assert not rest, rest


@pytest.mark.skipif(shutil.which("dash") is None, reason="dash is the oracle")
@given(_TEXTS)
@_RUNS
def test_what_dash_takes_is_read(text: str) -> None:
    if _bash_takes(text, "dash"):
        tree = read(text, dialect="dash", limits=Limits())
        rest = [node for node in tree.opaque if node.span.end == len(text) and "!(?)" not in shown(tree.script)]
        assert not rest, rest


@pytest.mark.parametrize(
    "text",
    [
        "[[ a && ]]",  # -n reads it; it is an error when it runs
        "a[b c]",  # the command of that name
        "$[${]",
        "${<<(}",
    ],
)
def test_these_alone_bash_takes_and_the_reader_does_not(text: str) -> None:
    assert _bash_takes(text)
    assert read(text, dialect="bash", limits=Limits()).opaque


# --- words ------------------------------------------------------------------------------------------------------------


def _expanded(word: s.Word) -> Iterator[str]:
    """What literal words and braces come to, where there are no ranges of letters through punctuation."""
    for parts in itertools.product(*map(_alternatives, word.parts)):
        yield "".join(parts)


def _alternatives(part: s.Part) -> list[str]:
    match part:
        case s.Lit(text=text):
            return [text]
        case s.GlobPart(text=text):
            return [text]
        case s.DoubleQuoted(parts=parts):
            return ["".join(p.text for p in parts if isinstance(p, s.Lit))]
        case s.Braces(alternatives=alternatives):
            return [text for alternative in alternatives for text in _expanded(alternative)]
        case s.BraceRange(first=first, last=last):
            step = 1 if int(first) <= int(last) else -1
            return [str(n) for n in range(int(first), int(last) + step, step)]
    raise AssertionError(part)


def _arguments(text: str, dialect: Dialect) -> list[str] | None:
    """The arguments that the reader sees in a simple command, unless there is more in it than that."""
    tree = read(text, dialect=dialect, limits=Limits())
    if tree.opaque or len(tree.script.statements) != 1:
        return None
    command = tree.script.statements[0].body
    assert isinstance(command, s.SimpleCommand)
    return [argument for word in command.words for argument in _expanded(word) if argument or _quoted(word)]


def _quoted(word: s.Word) -> bool:
    """Whether an empty argument stays one: any quotes make it so."""
    return any(not isinstance(part, s.Lit) or part.quoted for part in word.parts) and not all(
        isinstance(part, s.Braces) for part in word.parts
    )


@given(st.lists(st.text(st.sampled_from("ab'\"\\{},.1 \n$#=:é"), max_size=9), max_size=4))
@example(["{a,b}{1,2}", "{a},b}", "a{},b}", "{a..{b,'c d'}}", "x{1..11}y"])
@example(["'\n'\\"])
@example(["'a'\\''b'", '"\\$\\a"', "$'\\x41\\n\\''", "{\"a b\",'c'}", "a\\\nb"])
@example(["1#\\\n2", "a#b\\\nc#"])
@settings(max_examples=200, deadline=None)
def test_words_without_expansions_are_what_bash_makes_of_them(words: list[str]) -> None:
    text = "printf '%s\\0' x " + " ".join(words)
    if "$" in text.replace("$'", "") or "\n#" in text or not _bash_takes(text):
        return
    arguments = _arguments(text, "bash")
    if arguments is None or "" in arguments:
        return
    done = subprocess.run(["bash", "-f", "-c", text], capture_output=True, timeout=10, check=True)
    assert arguments[2:] == done.stdout.decode("utf-8", "replace").split("\0")[:-1]
