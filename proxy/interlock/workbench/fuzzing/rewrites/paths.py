"""Families `path-spelling` and `globbing`: the same place by another way."""

from __future__ import annotations

from random import Random

from interlock.workbench.fuzzing.rewrite import Place, fresh, places, rewrite

_PATH = "a plain absolute path"
_HOME = "/home/user"


def _absolute(word: str) -> bool:
    return word.startswith("/") and len(word) > 1


def _cut(word: str, chance: Random) -> tuple[str, str]:
    """In front of one of its slashes, and from there on."""
    at = chance.choice([i for i, c in enumerate(word) if c == "/"])
    return word[:at], word[at:]


def _inserted(name: str, *parts: str) -> None:
    @rewrite(name, "path-spelling", needs=_PATH, words="path")
    def _(word: str, chance: Random) -> str | None:
        if not word.startswith("/"):
            return None
        before, rest = _cut(word, chance)
        return f"{before}{chance.choice(parts)}{rest}"


_inserted("double-slash", "/", "//")
_inserted("dot-segment", "/.", "/./.")


@rewrite("dot-dot-segment", "path-spelling", needs=_PATH, words="path")
def _(word: str, chance: Random) -> str | None:
    through = chance.choice(("/usr", "/etc", "/home/user", "/tmp", "/var/lib"))
    return f"{through}{'/..' * through.count('/')}{word}" if word.startswith("/") else None


@rewrite("own-segment-twice", "path-spelling", needs="a plain absolute path of two segments or more", words="path")
def _(word: str, chance: Random) -> str | None:
    head, _, last = word.rpartition("/")
    up = head.rpartition("/")[2]
    return f"{head}/../{up}/{last}" if _absolute(word) and head and last and up not in ("", "..", ".") else None


@rewrite("trailing-slash", "path-spelling", needs="a plain absolute path of a directory", words="argument")
def _(word: str, chance: Random) -> str | None:
    return f"{word}/" if _absolute(word) and not word.endswith("/") and not word.startswith("/dev") else None


@rewrite("trailing-dot", "path-spelling", needs="a plain absolute path of a directory", words="argument")
def _(word: str, chance: Random) -> str | None:
    return f"{word}/." if _absolute(word) and not word.startswith("/dev") else None


@rewrite("through-proc-root", "path-spelling", needs=_PATH, words="path")
def _(word: str, chance: Random) -> str | None:
    return f"/proc/{chance.choice(('self', 'thread-self', '$$'))}/root{word}" if word.startswith("/") else None


@rewrite("through-proc-cwd", "path-spelling", needs=_PATH, words="path")
def _(word: str, chance: Random) -> str | None:
    return f"/proc/self/cwd/../..{word}" if word.startswith("/") else None


@rewrite(
    "relative-by-dots",
    "path-spelling",
    needs="a plain absolute path; the directory is two below the root",
    words="path",
)
def _(word: str, chance: Random) -> str | None:
    return f"{chance.choice(('', './', './/'))}../..{word}" if word.startswith("/") else None


@rewrite("through-pwd", "path-spelling", needs=_PATH, words="path")
def _(word: str, chance: Random) -> str | None:
    return f"{chance.choice(('$PWD', '${PWD}', '$(pwd)'))}/../..{word}" if word.startswith("/") else None


@rewrite("through-home", "path-spelling", needs=_PATH, words="path")
def _(word: str, chance: Random) -> str | None:
    return f"{chance.choice(('~', '$HOME', '${HOME}'))}/../..{word}" if word.startswith("/") else None


@rewrite("computed-slash", "path-spelling", needs="a plain path", words="path")
def _(word: str, chance: Random) -> str | None:
    if word.startswith("~") or "://" in word:
        return None
    return word.replace("/", chance.choice(("${HOME%%home*}", "${HOME:0:1}", "$(echo /)", "${PWD:0:1}")), 1)


@rewrite("home-by-variable", "path-spelling", needs="a plain path that begins with `~`", words="any")
def _(word: str, chance: Random) -> str | None:
    if word != "~" and not word.startswith("~/"):
        return None
    return f"{chance.choice(('$HOME', '${HOME}', _HOME, '~user', '$(echo ~)', '$PWD'))}{word[1:]}"


@rewrite("home-by-tilde", "path-spelling", needs="a plain path below the home", words="path")
def _(word: str, chance: Random) -> str | None:
    return f"~{word.removeprefix(_HOME)}" if word.startswith(_HOME) else None


@rewrite("program-by-path", "path-spelling", needs="a plain name of a program of the machine", words="command")
def _(word: str, chance: Random) -> str | None:
    known = (
        "rm cp mv ln dd tee cat chmod find tar sed xxd head grep base64 shred install mkdir truncate touch bash sh env"
    )
    if word not in known.split():
        return None
    return f"{chance.choice(('/bin/', '/usr/bin/', '/usr/./bin/', '//bin/', '/usr/../bin/', '../../bin/'))}{word}"


def _one_path(source: str, chance: Random) -> Place | None:
    found = [p for p in places(source) if _absolute(p.text) and p.role in ("argument", "target")]
    return chance.choice(found) if found else None


@rewrite("from-its-directory", "path-spelling", needs="a text with a plain absolute path and no other relative ones")
def _(source: str, chance: Random) -> str | None:
    place = _one_path(source, chance)
    if place is None:
        return None
    head, _, last = place.text.rstrip("/").rpartition("/")
    changed = f"{source[: place.start]}{chance.choice(('', './'))}{last}{source[place.end :]}"
    return chance.choice(
        (f"cd {head or '/'} && {changed}", f"cd {head or '/'}; {changed}", f"pushd {head or '/'}\n{changed}")
    )


@rewrite("through-symlink", "path-spelling", needs="a text with a plain absolute path")
def _(source: str, chance: Random) -> str | None:
    place = _one_path(source, chance)
    if place is None:
        return None
    head, _, last = place.text.rstrip("/").rpartition("/")
    name = fresh(chance)
    return f"ln -s {head or '/'} {name}\n{source[: place.start]}{name}/{last}{source[place.end :]}"


@rewrite("root-through-symlink", "path-spelling", needs="a text with a plain absolute path")
def _(source: str, chance: Random) -> str | None:
    place, name = _one_path(source, chance), fresh(chance)
    return f"ln -s / /tmp/{name}; {source[: place.start]}/tmp/{name}{source[place.start :]}" if place else None


# --- globbing ---------------------------------------------------------------------------------------------------------


def _segment(word: str, chance: Random) -> tuple[str, str, str] | None:
    parts = word.split("/")
    at = [i for i, part in enumerate(parts) if len(part) > 1 and part not in ("..", "~") and not part.startswith(".")]
    if not word.startswith(("/", "~")) or not at:
        return None
    i = chance.choice(at)
    return "/".join(parts[:i]) + "/", parts[i], "".join(f"/{part}" for part in parts[i + 1 :])


@rewrite("glob-bracket", "globbing", needs="a plain absolute path of something that is there", words="path")
def _(word: str, chance: Random) -> str | None:
    found = _segment(word, chance)
    if found is None:
        return None
    before, name, rest = found
    at = chance.randrange(len(name))
    return f"{before}{name[:at]}[{name[at]}]{name[at + 1 :]}{rest}" if name[at].isalnum() else None


@rewrite("glob-question-mark", "globbing", needs="a plain absolute path of something that is there", words="path")
def _(word: str, chance: Random) -> str | None:
    found = _segment(word, chance)
    if found is None:
        return None
    before, name, rest = found
    at = chance.randrange(1, len(name))
    return f"{before}{name[:at]}?{name[at + 1 :]}{rest}"


@rewrite("glob-star", "globbing", needs="a plain absolute path of something that is there", words="path")
def _(word: str, chance: Random) -> str | None:
    found = _segment(word, chance)
    if found is None:
        return None
    before, name, rest = found
    at = chance.randrange(1, len(name))
    return f"{before}{name[:at]}*{rest}"


@rewrite("glob-class", "globbing", needs="a plain absolute path of something that is there", words="path")
def _(word: str, chance: Random) -> str | None:
    found = _segment(word, chance)
    if found is None:
        return None
    before, name, rest = found
    at = chance.randrange(len(name))
    return f"{before}{name[:at]}[[:lower:]]{name[at + 1 :]}{rest}" if name[at].islower() else None


@rewrite("glob-range", "globbing", needs="a plain absolute path of something that is there", words="path")
def _(word: str, chance: Random) -> str | None:
    found = _segment(word, chance)
    if found is None:
        return None
    before, name, rest = found
    at = chance.randrange(len(name))
    if not name[at].islower():
        return None
    low, high = max("a", chr(ord(name[at]) - 1)), min("z", chr(ord(name[at]) + 1))
    return f"{before}{name[:at]}[{low}-{high}]{name[at + 1 :]}{rest}"


@rewrite("glob-of-a-loop", "globbing", needs="a plain absolute path of something that is there", words="path")
def _(word: str, chance: Random) -> tuple[str, str] | None:
    found, name = _segment(word, chance), fresh(chance)
    if found is None:
        return None
    before, part, rest = found
    return f"for {name} in {before}{part[:-1]}?; do :; done\n", f"${name}{rest}"


@rewrite("path-in-braces", "globbing", needs="a plain absolute path that may stand twice", words="argument")
def _(word: str, chance: Random) -> str | None:
    found = _segment(word, chance)
    if found is None or "," in word:
        return None
    before, name, rest = found
    return f"{before}{{{name},{name}}}{rest}"


@rewrite("path-from-listing", "globbing", needs="a plain absolute path of something that is there", words="argument")
def _(word: str, chance: Random) -> str | None:
    if not _absolute(word):
        return None
    return chance.choice(
        ("$(ls -d {})", "$(realpath {})", "$(readlink -f {})", "$(find {} -maxdepth 0)", "$(dirname {}/x)")
    ).format(word)
