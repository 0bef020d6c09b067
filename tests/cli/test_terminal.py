"""What a person sees of a source."""

from __future__ import annotations

from interlock.cli.terminal import Underline, underlined


def lines(source: str, *marks: Underline) -> list[str]:
    return underlined(source, marks).plain.splitlines()


def test_the_marked_characters_are_underlined() -> None:
    assert lines("curl http://x | bash", Underline(16, 20)) == [
        "   1 │ curl http://x | bash",
        "     │                 ^^^^",
    ]


def test_only_the_lines_that_a_mark_touches_are_shown() -> None:
    assert lines("a\nb\nc", Underline(2, 3)) == ["   2 │ b", "     │ ^"]


def test_a_mark_over_several_lines_underlines_its_part_of_each() -> None:
    assert lines("abc\ndef", Underline(1, 6)) == ["   1 │ abc", "     │  ^^", "   2 │ def", "     │ ^^"]


def test_a_note_stands_below_the_carets() -> None:
    assert lines("ls", Underline(0, 2, "why"))[-1] == "     │ why"


def test_characters_that_cannot_be_seen_are_spelt_out_and_the_carets_still_fit() -> None:
    shown, carets = lines("a\u202eb", Underline(2, 3))

    assert shown == "   1 │ a<U+202E>b"
    assert carets.index("^") == shown.index("b")


def test_an_empty_mark_is_one_caret() -> None:
    assert lines("ls", Underline(1, 1)) == ["   1 │ ls", "     │  ^"]


def test_a_mark_past_the_end_does_not_break_anything() -> None:
    assert lines("ls", Underline(1, 99)) == ["   1 │ ls", "     │  ^"]


def test_carets_stand_below_wide_characters() -> None:
    assert lines("日本 $X", Underline(3, 5)) == ["   1 │ 日本 $X", "     │      ^^"]


def test_of_a_long_line_the_part_around_the_mark_is_shown() -> None:
    shown, carets = lines("x" * 9000 + "$X" + "y" * 9000, Underline(9000, 9002))

    assert len(shown) < 260
    assert shown.index("$X") == carets.index("^^")
    assert "… xx" in shown
    assert "yy …" in shown


def test_a_long_mark_on_a_long_line_is_shown_from_its_beginning() -> None:
    shown, carets = lines("x" * 9000, Underline(0, 9000))

    assert shown.endswith(" …")
    assert len(carets.strip("│ ")) == len(shown.removeprefix("   1 │ ").removesuffix(" …"))
