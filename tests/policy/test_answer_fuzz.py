"""Mutated answers, very many of them: none turns into a decision that strict JSON does not say."""

from __future__ import annotations

import json
import os
import random

import pytest

from interlock.errors import DecisionPointError
from interlock.policy.answer import CAUSES, read_answer

REPLIES = int(os.environ.get("FUZZ_REPLIES", "100000"))
"""A campaign sets more: 1,000,000 take ten seconds."""

SPAN = {"unit": 0, "start": 1, "end": 2}
REASON = {"rule": "a.b", "title": "A", "severity": "low", "message": "m", "remediation": "r", "spans": [SPAN]}
STAMP = {"revision": "sha256:" + "0" * 64, "profile": "standard"}
TOKENS = (b"allow", b"deny", b"true", b"null", b"{}", b"[]", b'"', b"{", b"}", b",", b":", b"NaN", b"1e999")
TOKENS += (b"\\ud800", b"\xff", b"result", b"effect", b'"effect":"allow",', b'"effect":"deny",')


def an_answer(effect: str) -> bytes:
    decision = {"effect": effect, "reasons": [REASON], "shadow": [], "obligations": [], "policy": STAMP}
    return json.dumps({"result": decision}, separators=(",", ":")).encode()


def mutated(body: bytes, chance: random.Random) -> bytes:
    mutant = bytearray(body)
    for _ in range(chance.choice((1, 1, 2, 4))):
        at = chance.randrange(len(mutant) + 1)
        match chance.randrange(5):
            case 0:
                mutant[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                mutant[at:at] = chance.choice(TOKENS)
            case 2:
                del mutant[at : at + chance.randrange(1, 9)]
            case 3:
                start = chance.randrange(len(mutant) + 1)
                mutant[at:at] = mutant[start : start + chance.randrange(40)]
            case _:
                del mutant[at:]
    return bytes(mutant)


def no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


@pytest.mark.row("R9")
@pytest.mark.parametrize("effect", ["allow", "deny"])
def test_a_mutated_answer_is_refused_or_means_what_it_says(effect: str) -> None:
    chance = random.Random(effect)
    refused = 0
    for _ in range(REPLIES // 2):
        body = mutated(an_answer(effect), chance)
        try:
            decision = read_answer(200, body)
        except DecisionPointError as error:
            assert error.cause in CAUSES
            refused += 1
        else:
            assert json.loads(body, object_pairs_hook=no_key_twice)["result"]["effect"] == decision.effect
            assert decision.reasons

    assert refused > REPLIES * 0.4
