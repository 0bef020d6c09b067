"""Families `parameter-expansion`, `variables`, `arrays`, `positional`, `substitution`, `arithmetic` and `braces`: the word
is what something expands to."""

from __future__ import annotations

from random import Random

from interlock.workbench.fuzzing.rewrite import fresh, one_command, quoted, rewrite

_WORD = "a plain word that begins with no tilde"
_SET = "a plain word; the text may begin with an assignment"


def _plain(word: str) -> bool:
    return not word.startswith("~")


# --- parameter expansion ----------------------------------------------------------------------------------------------


@rewrite("unset-inside", "parameter-expansion", needs="a plain word of two characters or more", words="any")
def _(word: str, chance: Random) -> str | None:
    if len(word) < 2 or not _plain(word):
        return None
    at = chance.randrange(1, len(word))
    empty = chance.choice(("${" + fresh(chance) + "}", "$@", "$*", "${" + fresh(chance) + ":+x}"))
    return f"{word[:at]}{empty}{word[at:]}"


@rewrite("default-value", "parameter-expansion", needs=_WORD, words="any")
def _(word: str, chance: Random) -> str | None:
    return f"${{{fresh(chance)}{chance.choice((':-', '-'))}{word}}}" if _plain(word) else None


@rewrite("assigned-default", "parameter-expansion", needs=_WORD, words="any")
def _(word: str, chance: Random) -> str | None:
    return f"${{{fresh(chance)}:={word}}}" if _plain(word) else None


@rewrite("alternative-value", "parameter-expansion", needs=_WORD, words="any")
def _(word: str, chance: Random) -> str | None:
    return f"${{{chance.choice(('HOME', 'PATH', 'PWD'))}:+{word}}}" if _plain(word) else None


@rewrite("substring", "parameter-expansion", needs=_SET, words="any")
def _(word: str, chance: Random) -> tuple[str, str] | None:
    name = fresh(chance)
    return (f"{name}=xx{word}yy\n", f"${{{name}:2:{len(word)}}}") if _plain(word) else None


@rewrite("prefix-removed", "parameter-expansion", needs=_SET, words="any")
def _(word: str, chance: Random) -> tuple[str, str] | None:
    name = fresh(chance)
    return (f"{name}=Q={word}\n", f"${{{name}#*=}}") if _plain(word) and "=" not in word else None


@rewrite("suffix-removed", "parameter-expansion", needs=_SET, words="any")
def _(word: str, chance: Random) -> tuple[str, str] | None:
    name = fresh(chance)
    return (f"{name}={word}=Q\n", f"${{{name}%=*}}") if _plain(word) and "=" not in word else None


@rewrite("pattern-replaced", "parameter-expansion", needs=_SET, words="any")
def _(word: str, chance: Random) -> tuple[str, str] | None:
    name, at = fresh(chance), chance.randrange(len(word) + 1)
    return (f"{name}={word[:at]}Q{word[at:]}\n", f"${{{name}/Q/}}") if _plain(word) and "Q" not in word else None


@rewrite("lower-case", "parameter-expansion", needs="a plain word in lower case", words="any")
def _(word: str, chance: Random) -> tuple[str, str] | None:
    name = fresh(chance)
    return (
        (f"{name}={word.upper()}\n", f"${{{name},,}}")
        if word == word.lower() != word.upper() and _plain(word)
        else None
    )


@rewrite("indirect", "parameter-expansion", needs=_SET, words="any")
def _(word: str, chance: Random) -> tuple[str, str] | None:
    name, pointer = fresh(chance), fresh(chance)
    return (f"{name}={word} {pointer}={name}\n", f"${{!{pointer}}}") if _plain(word) else None


@rewrite("escapes-expanded", "parameter-expansion", needs=_SET, words="any")
def _(word: str, chance: Random) -> tuple[str, str] | None:
    name = fresh(chance)
    escaped = "".join(f"\\x{ord(c):02x}" for c in word)
    return (f"{name}='{escaped}'\n", f"${{{name}@E}}") if _plain(word) else None


# --- variables --------------------------------------------------------------------------------------------------------


def _variable(name: str, form: str) -> None:
    """`form` with `{v}` a fresh name, `{w}` the word, `{a}` and `{b}` its halves."""

    @rewrite(name, "variables", needs=_SET, words="any")
    def _(word: str, chance: Random) -> tuple[str, str] | None:
        if not _plain(word) or (len(word) < 2 and "{b}" in form):
            return None
        at = chance.randrange(1, len(word)) if len(word) > 1 else 1
        variable = fresh(chance)
        front = form.format(v=variable, w=word, a=word[:at], b=word[at:])
        return f"{front}\n", chance.choice((f"${variable}", f"${{{variable}}}", f'"${variable}"'))


_variable("variable", "{v}={w}")
_variable("variable-appended", "{v}={a}; {v}+={b}")
_variable("variable-of-two", "{v}x={a} {v}y={b}; {v}=${v}x${v}y")
_variable("variable-read", "read {v} <<< {w}")
_variable("variable-printed", "printf -v {v} %s {w}")
_variable("variable-printed-in-halves", "printf -v {v} '%s%s' {a} {b}")
_variable("variable-declared", "declare {v}={w}")
_variable("variable-exported", "export {v}={w}")
_variable("variable-of-reference", "declare -n {v}={v}x; {v}x={w}")
_variable("variable-of-loop", "for {v} in {w}; do :; done")
_variable("variable-of-substitution", "{v}=$(echo {w})")
_variable("variable-of-conditional", "[ x = y ] || {v}={w}")
_variable("variable-from-case", "case x in *) {v}={w};; esac")
_variable("variable-from-function", "{v}f() {{ {v}=$1; }}; {v}f {w}")
_variable("variable-from-lines", "mapfile -t {v} < <(printf '%s\\n' {w})")
_variable("variable-by-eval", "eval '{v}={w}'")


# --- arrays, positional parameters ------------------------------------------------------------------------------------


@rewrite("array-element", "arrays", needs=_SET, words="any")
def _(word: str, chance: Random) -> tuple[str, str] | None:
    name, index = fresh(chance), chance.randrange(3)
    items = ["x"] * index + [word, "y"]
    return (f"{name}=({' '.join(items)})\n", f"${{{name}[{index}]}}") if _plain(word) else None


@rewrite("associative-array", "arrays", needs=_SET, words="any")
def _(word: str, chance: Random) -> tuple[str, str] | None:
    name = fresh(chance)
    return (f"declare -A {name}=([k]={word} [l]=x)\n", f"${{{name}[k]}}") if _plain(word) else None


@rewrite("array-of-characters", "arrays", needs=_SET, words="any")
def _(word: str, chance: Random) -> tuple[str, str] | None:
    name = fresh(chance)
    letters = sorted(set(word))
    picked = "".join(f"${{{name}[{letters.index(c)}]}}" for c in word)
    return (f"{name}=({' '.join(letters)})\n", picked) if _plain(word) else None


@rewrite("array-as-command", "arrays", needs="a text that is one command")
def _(source: str, chance: Random) -> str | None:
    command = one_command(source)
    name = fresh(chance)
    return f'{name}=({" ".join(command.words)}); "${{{name}[@]}}"' if command else None


@rewrite(
    "positional-word",
    "positional",
    needs="a plain word, in a text without positional parameters of its own",
    words="any",
)
def _(word: str, chance: Random) -> tuple[str, str] | None:
    return (f"set -- x {word}\n", "$2") if _plain(word) else None


@rewrite("positional-command", "positional", needs="a text that is one command")
def _(source: str, chance: Random) -> str | None:
    command = one_command(source)
    return (
        f"set -- {' '.join(command.words)}\n{chance.choice((chr(34) + '$@' + chr(34), '$@', '$*'))}"
        if command
        else None
    )


@rewrite("positional-of-a-shell", "positional", needs="a text that is one command")
def _(source: str, chance: Random) -> str | None:
    command = one_command(source)
    return f"""bash -c '"$@"' {chance.choice(("_", "x", "-"))} {" ".join(command.words)}""" if command else None


@rewrite("positional-name-of-a-shell", "positional", needs="a text that is one command of plain words")
def _(source: str, chance: Random) -> str | None:
    command = one_command(source)
    return f"""bash -c '$0 "$@"' {" ".join(command.words)}""" if command else None


# --- substitutions ----------------------------------------------------------------------------------------------------


def _substitution(name: str, form: str) -> None:
    @rewrite(name, "substitution", needs=_WORD, words="any")
    def _(word: str, chance: Random) -> str | None:
        return form.format(w=word) if _plain(word) and not word.startswith("-") else None


_substitution("echoed", "$(echo {w})")
_substitution("echoed-in-backticks", "`echo {w}`")
_substitution("printed", "$(printf %s {w})")
_substitution("substituted-twice", "$(echo $(echo {w}))")
_substitution("from-here-string", "$(cat <<< {w})")
_substitution("from-process", "$(cat <(echo {w}))")
_substitution("from-here-document", "$(cat <<E\n{w}\nE\n)")
_substitution("from-head", "$(printf '%s\\n' {w} x | head -n 1)")
_substitution("from-cut", "$(echo x,{w},y | cut -d, -f2)")
_substitution("from-sed", "$(echo X{w} | sed s/X//)")
_substitution("from-awk", "$(echo x {w} | awk '{{print $2}}')")


# --- arithmetic, braces -----------------------------------------------------------------------------------------------


@rewrite("computed-number", "arithmetic", needs="a plain word that is a number without leading zeros", words="any")
def _(word: str, chance: Random) -> str | None:
    if not word.isdigit() or word[0] == "0" or len(word) > 15:
        return None
    less = chance.randrange(1, 50)
    return chance.choice((f"$(({int(word) - less}+{less}))", f"$((16#{int(word):x}))", f"$(({int(word)}*1))"))


@rewrite("computed-index", "arithmetic", needs=_SET, words="any")
def _(word: str, chance: Random) -> tuple[str, str] | None:
    name = fresh(chance)
    return (f"{name}=(x y {word})\n", f"${{{name}[1+1]}}") if _plain(word) else None


@rewrite("brace-command", "braces", needs="a text that is one command of two plain words or more")
def _(source: str, chance: Random) -> str | None:
    command = one_command(source)
    if command is None or len(command.words) < 2 or any(set(w) & set(" ,{}'\"\\$`~*?[\n") for w in command.words):
        return None
    return "{" + ",".join(command.words) + "}"


@rewrite(
    "brace-in-word", "braces", needs="a plain word of two characters or more that may stand twice", words="argument"
)
def _(word: str, chance: Random) -> str | None:
    if len(word) < 2 or not _plain(word) or "," in word:
        return None
    at = chance.randrange(1, len(word))
    return f"{word[:at]}{{{word[at:]},{word[at:]}}}"


@rewrite("field-splitting", "variables", needs="a text that is one command of plain words")
def _(source: str, chance: Random) -> str | None:
    command = one_command(source)
    if command is None or any(set(word) & set("'\"\\$`~*?[{;,\n ") for word in command.words):
        return None
    name = fresh(chance)
    if chance.random() < 0.5:
        return f"{name}='{' '.join(command.words)}'; ${name}"
    return f"{name}='{','.join(command.words)}'; IFS=,; ${name}"


@rewrite("expanded-by-default", "parameter-expansion", needs="a text that is one command of plain words")
def _(source: str, chance: Random) -> str | None:
    command = one_command(source)
    if command is None or any(set(word) & set("'\"\\$`~*?[{}\n ") for word in command.words):
        return None
    return f"${{{fresh(chance)}:-{' '.join(command.words)}}}"


@rewrite("word-of-a-shell", "positional", needs="a text that the shell can read, without single quotes")
def _(source: str, chance: Random) -> str | None:
    return f"bash -c 'eval \"$1\"' _ {quoted(source)}"
