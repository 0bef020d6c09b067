"""Facts name each other by position: a redirection its file, a download the file that it is saved in."""

from __future__ import annotations

import pytest

from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.model.session import Memory


def facts(text: str, language: a.CodeLanguage = "bash") -> f.Facts:
    action = a.RunCommand(source=text, cwd="/home/user")
    code = a.RunCode(source=text, language=language, cwd="/home/user")
    return analyze(action if language == "bash" else code, Memory(home="/home/user"), Limits(soft_time_s=5.0))


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("cmd < a > b", ["/home/user/a", "/home/user/b"]),
        ("cmd > b 2>&1", ["/home/user/b", None]),
        ("cmd 2>&1 >> b", [None, "/home/user/b"]),
        ("cmd <<< text > b", [None, "/home/user/b"]),
        ("cmd <<E > b\ntext\nE", [None, "/home/user/b"]),
        ("true > x; cmd > b", ["/home/user/b"]),
        ("cmd > /dev/tcp/a.example/80", [None]),
        ("cmd >&- < a", [None, "/home/user/a"]),
    ],
)
def test_a_redirection_names_the_file_effect_that_it_has(text: str, files: list[str | None]) -> None:
    found = facts(text)
    command = next(command for command in found.commands if command.basename == "cmd")

    named = [found.files[r.file].resolved if r.file is not None else None for r in command.redirects]
    assert named == files


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("cp a b; curl -o x https://a.example/f", "bash"),
        ("cp a b; wget -O x https://a.example/f", "bash"),
        ("open('b'); import urllib.request as u; u.urlretrieve('https://a.example/f', 'x')", "python"),
        ("readLines('b'); download.file('https://a.example/f', 'x')", "r"),
        (
            'import java.nio.file.*; import java.net.URL; Files.delete(Path.of("b"));\n'
            'Files.copy(new URL("https://a.example/f").openStream(), Path.of("x"));',
            "java",
        ),
    ],
)
def test_a_download_names_the_file_that_it_is_saved_in(text: str, language: a.CodeLanguage) -> None:
    found = facts(text, language)

    (download,) = found.network
    assert download.file is not None
    assert (found.files[download.file].op, found.files[download.file].resolved) == ("write", "/home/user/x")
