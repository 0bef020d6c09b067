"""The protos keep to one style, and the lint says where one does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]

GOOD = """// About.

syntax = "proto3";

package example.v1;

// Does things.
service ThingService {
  // Makes one.
  rpc MakeThing(MakeThingRequest) returns (MakeThingResponse);
}

// Kind of a thing.
enum ThingKind {
  // Not told.
  THING_KIND_UNSPECIFIED = 0;
  // Round.
  THING_KIND_ROUND = 1;
}

// Which.
message MakeThingRequest {
  // Of it.
  optional ThingKind kind = 1;
  // Free.
  map<string, string> labels = 2;
  // One of them.
  oneof size {
    // In metres.
    uint32 metres = 3;
  }
}

// That.
message MakeThingResponse {}
"""


def lint(root: Path, text: str) -> subprocess.CompletedProcess[str]:
    file = root / "example" / "v1" / "thing.proto"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return run("lint_protos.py", str(root))


def run(tool: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(CHECKOUT / "tools" / tool), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_our_protos_are_clean() -> None:
    assert run("lint_protos.py").stderr == ""


def test_the_generated_modules_are_what_the_protos_say() -> None:
    done = run("gen_protos.py", "--check")

    assert (done.returncode, done.stderr) == (0, "")


def test_a_clean_file_passes(tmp_path: Path) -> None:
    done = lint(tmp_path, GOOD)

    assert (done.returncode, done.stderr) == (0, "")


def test_each_breach_is_named(tmp_path: Path) -> None:
    breaches = {
        "ThingService.MakeThing: no comment": ("  // Makes one.\n", ""),
        "MakeThingRequest.kind: no comment": ("  // Of it.\n", ""),
        "MakeThingRequest.size: no comment": ("  // One of them.\n", ""),
        "ThingKind.THING_KIND_ROUND: no comment": ("  // Round.\n", ""),
        "ThingKind.ROUND: does not begin with `THING_KIND_`": ("THING_KIND_ROUND", "ROUND"),
        "zero, and only zero, is `THING_KIND_UNSPECIFIED`": ("THING_KIND_UNSPECIFIED", "THING_KIND_NONE"),
        "MakeThingRequest.theLabels: name breaks the style": ("labels", "theLabels"),
        "ThingServer: does not end in `Service`": ("service ThingService", "service ThingServer"),
        "its message is `.example.v1.Answer`": ("MakeThingResponse", "Answer"),
        "package `other.v1` is not its directory": ("package example.v1", "package other.v1"),
    }
    for told, (old, new) in breaches.items():
        done = lint(tmp_path, GOOD.replace(old, new))

        assert done.returncode == 1
        assert told in done.stderr
