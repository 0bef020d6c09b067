"""What the command exits with when something goes wrong."""

from __future__ import annotations

import pytest

from interlock import errors
from interlock.cli import main
from interlock.cli.terminal import Exit


def exit_code(monkeypatch: pytest.MonkeyPatch, error: Exception) -> object:
    def fail() -> None:
        raise error

    monkeypatch.setattr(main, "app", fail)
    with pytest.raises(SystemExit) as left:
        main.main()
    return left.value.code


@pytest.mark.parametrize("error", [KeyError("klingon"), OSError("no"), ValueError(), errors.InterlockError("?")])
def test_what_nobody_foresaw_is_an_internal_error_and_never_a_denial(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    assert exit_code(monkeypatch, error) == Exit.INTERNAL


def test_an_internal_error_names_itself_after_its_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    exit_code(monkeypatch, KeyError("klingon"))

    *traceback, last = capsys.readouterr().err.splitlines()
    assert traceback[0].startswith("Traceback") and "internal error: KeyError: 'klingon'" in last


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.ConfigError("x"), Exit.USAGE),
        (errors.MissingPart("x"), Exit.UNAVAILABLE),
        (errors.InvalidRequest("x"), Exit.USAGE),
        (errors.Unauthenticated("x"), Exit.USAGE),
        (errors.LimitReached("x"), Exit.UNAVAILABLE),
        (errors.DecisionPointError("opa", "timeout"), Exit.UNAVAILABLE),
    ],
)
def test_an_error_exits_by_who_must_act(monkeypatch: pytest.MonkeyPatch, error: Exception, code: Exit) -> None:
    assert exit_code(monkeypatch, error) == code
