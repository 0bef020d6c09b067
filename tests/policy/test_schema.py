"""Schemas come from the model, and OPA finds misspelt names with them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import msgspec
import pytest

from interlock.policy import schema
from interlock.policy.binary import Opa
from interlock.policy.document import InputDocument

CHECKOUT = Path(__file__).parents[2]


def test_the_schemas_of_the_checkout_are_fresh() -> None:
    assert schema.stale(CHECKOUT / "policies" / "schemas") == []


def test_a_stale_schema_is_found_and_mended(tmp_path: Path) -> None:
    assert schema.main(["--check", str(tmp_path)]) == 1
    assert schema.main(["--write", str(tmp_path)]) == 0
    assert schema.main(["--check", str(tmp_path)]) == 0
    (tmp_path / "facts.json").write_text("{}")
    assert schema.main(["--check", str(tmp_path)]) == 1


def test_no_attribute_is_ever_null() -> None:
    # The schema promises so: an attribute that may be None is left out when it is.
    todo: list[msgspec.inspect.Type] = [msgspec.inspect.type_info(InputDocument)]
    seen: set[type] = set()
    while todo:
        kind = todo.pop()
        match kind:
            case msgspec.inspect.StructType(cls=cls, fields=fields) if cls not in seen:
                seen.add(cls)
                for field in fields:
                    todo.append(field.type)
                    if isinstance(field.type, msgspec.inspect.UnionType) and field.type.includes_none:
                        assert cls.__struct_config__.omit_defaults and field.default is None, (cls, field.name)
            case msgspec.inspect.UnionType(types=types):
                todo.extend(types)
            case msgspec.inspect.TupleType(item_types=types):
                todo.extend(types)
            case msgspec.inspect.VarTupleType(item_type=item) | msgspec.inspect.ListType(item_type=item):
                todo.append(item)
            case msgspec.inspect.DictType(value_type=value):
                todo.append(value)
    assert len(seen) > 30


@pytest.mark.parametrize(
    ("expression", "sound"),
    [
        ('input.action.kind == "run_command"', True),
        ('input.action.knid == "run_command"', False),
        ('input.attributes.session.id == "x"', True),
        ('input.attributes.session.idd == "x"', False),
        ('some id in input.facts.index.commands["sudo"]; input.facts.commands[id].span[0] == 1', True),
        ("some id in input.facts.index.comands.sudo; id", False),
        ('some id in input.facts.index.commands["sudo"]; input.facts.commands[id].basenam', False),
        ('some c in input.facts.commands; c.argv[_].parts[_].values[_].text == "x"', True),
        ('some c in input.facts.commands; c.argv[_].parts[_].values[_].txt == "x"', False),
        ("some c in input.facts.commands; c.pipeline.stage == 1", True),
        ("some c in input.facts.commands; c.pipeline.stag == 1", False),
        ('some c in input.facts.commands; c.stdin.value.text == "x"', True),
        ('some c in input.facts.commands; c.stdin.value.tex == "x"', False),
        ('input.facts.commands[_].unit == "a number is meant"', False),
    ],
)
def test_opa_finds_misspelt_attributes(opa: Opa, tmp_path: Path, expression: str, sound: bool) -> None:
    schema.write(tmp_path)
    (tmp_path / "p.rego").write_text(f"package p\n\nr if {{ {expression} }}\n")
    command = [opa.path, "check", "--strict", "--schema", tmp_path / "input.json", tmp_path / "p.rego"]

    run = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (run.returncode == 0) is sound, run.stderr


def test_references_in_a_schema_lead_somewhere() -> None:
    for content in schema.schemas().values():
        document = json.loads(content)
        for reference in _references(document):
            assert reference.removeprefix("#/$defs/") in document["$defs"]


def _references(node: object) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if "$ref" in node else []
        return own + [found for value in node.values() for found in _references(value)]
    return [found for value in node for found in _references(value)] if isinstance(node, list) else []
