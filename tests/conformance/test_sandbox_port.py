"""What every sandbox does, whatever is behind it. An adapter joins by a line in `BACKENDS`."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

import pytest
import pytest_asyncio

from builders import a_permit
from interlock.errors import InvalidRequest, NotFound, RequestError, SandboxUnavailable, WrongState
from interlock.model import action as a
from interlock.model import output as o
from interlock.model.mint import Mint
from interlock.model.permit import PermitError
from interlock.ports import Sandbox, SandboxBackend
from sandboxes import SESSION, a_backend, do, ending, run, written

# One backend for all: each test has a sandbox of its own.
pytestmark = [pytest.mark.sandbox, pytest.mark.asyncio(loop_scope="module")]
BACKENDS: dict[str, Callable[[], AbstractAsyncContextManager[SandboxBackend]]] = {
    "local": lambda: a_backend(pool_size=2)
}


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=sorted(BACKENDS))
async def backend(request: pytest.FixtureRequest) -> AsyncIterator[SandboxBackend]:
    async with BACKENDS[request.param]() as backend:
        yield backend


@pytest_asyncio.fixture(loop_scope="module")
async def sandbox(backend: SandboxBackend) -> AsyncIterator[Sandbox]:
    sandbox = await a_session(backend)
    yield sandbox
    await sandbox.close()


async def a_session(backend: SandboxBackend, **options: object) -> Sandbox:
    return await backend.create(a_permit(a.CreateSession(**options)), SESSION)  # type: ignore[arg-type]


async def a_process(sandbox: Sandbox, **options: object) -> str:
    events = await do(sandbox, a.StartProcess(**options))  # type: ignore[arg-type]
    return next(e.process for e in events if isinstance(e, o.Started))


# --- commands ---------------------------------------------------------------------------------------------------------


async def test_a_command_streams_both_outputs_and_ends_with_its_status(sandbox: Sandbox) -> None:
    events = await do(sandbox, a.RunCommand(source="echo out; echo err >&2; exit 7"))
    assert (written(events), written(events, "stderr")) == ("out\n", "err\n")
    assert ending(events) == o.Exited(exit_code=7, status="failed")


async def test_a_command_that_a_signal_ends_has_128_and_its_number(sandbox: Sandbox) -> None:
    assert (await run(sandbox, "kill -TERM $$"))[1].exit_code == 143


async def test_output_comes_while_the_command_runs(sandbox: Sandbox) -> None:
    began = time.monotonic()
    stream = sandbox.perform(a_permit(a.RunCommand(source="echo now; sleep 20")))
    assert await anext(stream) == o.Output(stream="stdout", data=b"now\n") and time.monotonic() - began < 5
    await stream.aclose()


async def test_bytes_come_through_as_they_are(sandbox: Sandbox) -> None:
    events = await do(sandbox, a.RunCommand(source=r"printf '\0\377\200\n'"))
    assert b"".join(e.data for e in events if isinstance(e, o.Output)) == b"\0\xff\x80\n"


async def test_much_output_arrives_complete(sandbox: Sandbox) -> None:
    events = await do(sandbox, a.RunCommand(source="seq 500000; seq 1000 >&2"))
    assert written(events).count("\n") == 500_000 and written(events, "stderr").count("\n") == 1000


async def test_a_shell_is_a_login_shell_without_standard_input(sandbox: Sandbox) -> None:
    heard, _ = await run(sandbox, "shopt -q login_shell && echo login; cat; pwd")
    assert heard == "login\n/home/user\n"


@pytest.mark.parametrize("keeper", ["sleep 30 &", "setsid sleep 30 &", "(trap '' HUP INT; sleep 30) &"])
async def test_what_is_left_in_the_background_does_not_hold_a_command_up(sandbox: Sandbox, keeper: str) -> None:
    began = time.monotonic()
    heard, end = await run(sandbox, f"{keeper} echo done")
    assert heard == "done\n" and end.exit_code == 0 and time.monotonic() - began < 5


@pytest.mark.parametrize(
    "action",
    [
        a.RunCommand(source="sleep 30", timeout_s=0.3),
        a.RunCommand(source="trap '' INT TERM; while :; do :; done", timeout_s=0.3),
        a.RunCommand(source="yes", timeout_s=0.3),
        a.RunCode(source="while True: pass", timeout_s=0.3),
        a.RunCode(source="while True: print('x' * 1000)", timeout_s=0.3),
        a.RunCode(source="import signal; signal.signal(2, signal.SIG_IGN)\nwhile True: pass", timeout_s=0.3),
    ],
    ids=["sleep", "ignores signals", "writes", "cell", "cell writes", "cell ignores signals"],
)
async def test_what_runs_too_long_is_stopped_and_the_sandbox_goes_on(sandbox: Sandbox, action: a.Action) -> None:
    began = time.monotonic()
    end = ending(await do(sandbox, action))
    assert end.status == "timed_out" and end.exit_code != 0 and time.monotonic() - began < 6
    assert (await run(sandbox, "echo alive"))[0] == "alive\n"


async def test_a_consumer_who_leaves_stops_the_command(sandbox: Sandbox) -> None:
    stream = sandbox.perform(a_permit(a.RunCommand(source="echo go; sleep 3; touch /tmp/late; sleep 30")))
    assert isinstance(await anext(stream), o.Output)
    await stream.aclose()
    assert (await run(sandbox, "sleep 3; ls /tmp; ps -e 2>/dev/null | grep -c '[s]leep'"))[0] == "0\n"


async def test_a_consumer_who_is_cancelled_stops_the_command(sandbox: Sandbox) -> None:
    task = asyncio.create_task(do(sandbox, a.RunCommand(source="sleep 30")))
    await asyncio.sleep(0.3)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await run(sandbox, "pgrep sleep; echo"))[0] == "\n"


async def test_environment_and_directory_of_session_and_action_hold_for_whatever_runs(backend: SandboxBackend) -> None:
    sandbox = await a_session(backend, env={"A": "session", "B": "session"}, cwd="/tmp/work")
    heard, _ = await run(sandbox, "echo $A $B; pwd", env={"B": "action"})
    assert heard == "session action\n/tmp/work\n"
    assert (await run(sandbox, "pwd; echo $B", cwd="/"))[0] == "/\nsession\n"
    cell = "import os; print(os.environ['A'], os.environ['B'], os.getcwd())"
    assert written(await do(sandbox, a.RunCode(source=cell))) == "session session /tmp/work\n"
    assert written(await do(sandbox, a.RunCode(source=cell, env={"B": "action"}, cwd="/"))) == "session action /\n"
    assert written(await do(sandbox, a.RunCode(source=cell))) == "session session /tmp/work\n"
    await sandbox.close()


async def test_a_directory_that_is_not_there_is_not_found(sandbox: Sandbox) -> None:
    with pytest.raises(NotFound):
        await run(sandbox, "pwd", cwd="/nowhere")


async def test_a_user_that_is_not_there_is_refused_and_not_replaced(sandbox: Sandbox) -> None:
    with pytest.raises(InvalidRequest, match="`root`"):
        await run(sandbox, "id", user="root")


# --- code -------------------------------------------------------------------------------------------------------------


async def test_a_kernel_keeps_its_state_for_each_context_apart(sandbox: Sandbox) -> None:
    await do(sandbox, a.RunCode(source="x = 20"))
    shown = await do(sandbox, a.RunCode(source="x + 1"))
    other = await do(sandbox, a.RunCode(source="x", context="second"))
    assert o.Result(data={"text/plain": "21"}, is_main_result=True) in shown
    assert ending(shown).execution_count == 2
    assert any(isinstance(e, o.CodeError) and e.name == "NameError" for e in other)


async def test_an_error_has_a_name_a_value_and_a_traceback(sandbox: Sandbox) -> None:
    events = await do(sandbox, a.RunCode(source="def f():\n    return 1/0\nprint('before')\nf()"))
    (error,) = (e for e in events if isinstance(e, o.CodeError))
    assert (error.name, error.value) == ("ZeroDivisionError", "division by zero") and "return 1/0" in error.traceback
    assert written(events) == "before\n" and ending(events).status == "failed"


async def test_a_syntax_error_is_an_error_too(sandbox: Sandbox) -> None:
    events = await do(sandbox, a.RunCode(source="def"))
    assert any(isinstance(e, o.CodeError) and e.name == "SyntaxError" for e in events)


RICH = {
    "text/html": "from IPython.display import HTML; HTML('<b>x</b>')",
    "text/markdown": "from IPython.display import Markdown; Markdown('*x*')",
    "text/latex": "from IPython.display import Latex; Latex('$x$')",
    "image/svg+xml": "from IPython.display import SVG; SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>')",
    "application/json": "from IPython.display import JSON; JSON({'a': [1]})",
    "application/javascript": "from IPython.display import Javascript; Javascript('1')",
}


@pytest.mark.parametrize("mime", RICH)
async def test_results_are_rich(sandbox: Sandbox, mime: str) -> None:
    events = await do(sandbox, a.RunCode(source=RICH[mime]))
    assert any(isinstance(e, o.Result) and e.is_main_result and e.data.get(mime) for e in events)


async def test_a_plot_is_a_png_with_or_without_show_and_a_frame_is_html(sandbox: Sandbox) -> None:
    shown = await do(sandbox, a.RunCode(source="import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.show()"))
    left = await do(sandbox, a.RunCode(source="plt.plot([1, 2]);"))
    frame = await do(sandbox, a.RunCode(source="import pandas as pd; pd.DataFrame({'a': [1]})"))
    for events in (shown, left):
        (picture,) = (e for e in events if isinstance(e, o.Result) and "image/png" in e.data)
        assert picture.data["image/png"].startswith("iVBOR") and not picture.is_main_result
    assert any(isinstance(e, o.Result) and "<table" in e.data.get("text/html", "") for e in frame)


async def test_what_a_cell_displays_on_the_way_is_not_its_main_result(sandbox: Sandbox) -> None:
    events = await do(sandbox, a.RunCode(source="display(1); 2"))
    results = [(e.data["text/plain"], e.is_main_result) for e in events if isinstance(e, o.Result)]
    assert results == [("1", False), ("2", True)]


@pytest.mark.parametrize("death", ["import os; os._exit(3)", "import ctypes; ctypes.string_at(0)"])
async def test_a_kernel_that_dies_fails_its_cell_and_the_next_one_has_a_new_kernel(
    sandbox: Sandbox, death: str
) -> None:
    await do(sandbox, a.RunCode(source="x = 1"))
    end = ending(await do(sandbox, a.RunCode(source=death)))
    assert end.status == "failed" and end.exit_code in (3, 139) and "state is gone" in end.detail
    assert any(isinstance(e, o.CodeError) for e in await do(sandbox, a.RunCode(source="x")))


@pytest.mark.parametrize(
    "source",
    [
        "import os; os.close(1); os.close(2)",
        "import sys; sys.stdout.close()",
        "import os; os.fork()",
        "exit()",
        "raise SystemExit(3)",
        "raise KeyboardInterrupt",
        "class E(BaseException): pass\nraise E",
        "'\\ud800'.encode()",
        "raise ValueError('\\ud800')",
        "from IPython.display import HTML; HTML('\\udfff')",
        "'x' * 40_000_000",
        "raise ValueError('x' * 40_000_000)",
        "input()",
        "\0",
        "",
    ],
)
async def test_a_strange_cell_leaves_a_kernel_that_works(sandbox: Sandbox, source: str) -> None:
    assert isinstance((await do(sandbox, a.RunCode(source=source, timeout_s=10)))[-1], o.Exited)
    shown = await do(sandbox, a.RunCode(source="1 + 1"))
    assert o.Result(data={"text/plain": "2"}, is_main_result=True) in shown


async def test_cells_of_one_context_run_one_after_the_other(sandbox: Sandbox) -> None:
    source = "import time; print('in', end=' '); time.sleep(0.2); print('out', end=' ')"
    both = await asyncio.gather(*(do(sandbox, a.RunCode(source=source)) for _ in range(3)))
    assert [written(events) for events in both] == ["in out "] * 3


async def test_a_cell_in_bash_is_run_by_bash(sandbox: Sandbox) -> None:
    assert written(await do(sandbox, a.RunCode(language="bash", source="echo $BASH_VERSION"))).startswith("5")


async def test_javascript_keeps_state_awaits_and_prints(sandbox: Sandbox) -> None:
    if "javascript" not in sandbox.languages:
        pytest.skip("there is no Node on this machine")

    async def cell(source: str) -> list[o.Event]:
        return await do(sandbox, a.RunCode(language="javascript", source=source))

    await cell("const x = await Promise.resolve(40)")
    events = await cell("console.log('out'); console.error('err'); x + 2")
    assert (written(events), written(events, "stderr")) == ("out\n", "err\n")
    assert o.Result(data={"text/plain": "42"}, is_main_result=True) in events
    assert not any(isinstance(e, o.CodeError) for e in await cell("const x = { a: [1, { b: 2 }] }; x"))
    (error,) = (e for e in await cell("function f() { throw new TypeError('no') }; f()") if isinstance(e, o.CodeError))
    assert error.name == "TypeError" and "no" in error.value and "at f" in error.traceback
    lines = written(await cell("for (let i = 0; i < 50000; i++) console.log('line ' + i)"))
    assert lines.count("\n") == 50_000
    assert ending(await cell("null")).status == "succeeded"


@pytest.mark.parametrize("language", ["typescript", "r", "java"])
async def test_a_language_that_is_not_there_is_refused_by_name(sandbox: Sandbox, language: str) -> None:
    with pytest.raises(WrongState, match=f"`{language}`"):
        await do(sandbox, a.RunCode(source="1", language=language))  # type: ignore[arg-type]


# --- processes --------------------------------------------------------------------------------------------------------


async def test_a_process_outlives_its_starter_takes_input_and_can_be_watched_later(sandbox: Sandbox) -> None:
    process = await a_process(sandbox, source="echo early; cat", stdin=True)
    await do(sandbox, a.SendInput(process=process, data=b"hello\n"))
    await do(sandbox, a.SendInput(process=process, close=True))
    heard = await do(sandbox, a.AttachProcess(process=process))
    assert written(heard) == "early\nhello\n" and ending(heard).exit_code == 0
    (listed,) = (e for e in await do(sandbox, a.ListProcesses()) if isinstance(e, o.ProcessInfo))
    assert (listed.process, listed.running, listed.exit_code) == (process, False, 0)


async def test_two_consumers_see_the_same_and_leaving_stops_nothing(sandbox: Sandbox) -> None:
    process = await a_process(sandbox, argv=("bash", "-c", "read; echo one; read; echo two"), stdin=True)
    leaver = sandbox.perform(a_permit(a.AttachProcess(process=process)))
    stayer = asyncio.create_task(do(sandbox, a.AttachProcess(process=process)))
    await do(sandbox, a.SendInput(process=process, data=b"\n"))
    assert await anext(leaver) == o.Output(stream="stdout", data=b"one\n")
    await leaver.aclose()
    await do(sandbox, a.SendInput(process=process, data=b"\n"))
    assert written(await stayer) == "one\ntwo\n"


async def test_a_process_can_be_signalled(sandbox: Sandbox) -> None:
    process = await a_process(sandbox, argv=("sleep", "60"))
    await do(sandbox, a.SignalProcess(process=process, signal="SIGKILL"))
    assert ending(await do(sandbox, a.AttachProcess(process=process))).exit_code == 137
    with pytest.raises(WrongState):
        await do(sandbox, a.SignalProcess(process=process))


async def test_a_process_ends_with_its_life(sandbox: Sandbox) -> None:
    process = await a_process(sandbox, argv=("sleep", "60"), timeout_s=0.2)
    assert ending(await do(sandbox, a.AttachProcess(process=process))).status == "timed_out"


async def test_a_process_that_nobody_watches_keeps_the_latest_of_its_output(sandbox: Sandbox) -> None:
    process = await a_process(sandbox, source="seq 1000000; echo end")
    for _ in range(100):
        (info,) = (e for e in await do(sandbox, a.ListProcesses()) if isinstance(e, o.ProcessInfo))
        if not info.running:
            break
        await asyncio.sleep(0.1)
    heard = written(await do(sandbox, a.AttachProcess(process=process)))
    assert heard.endswith("1000000\nend\n") and 100_000 < len(heard) < 2 * 2**20


@pytest.mark.parametrize(
    "action",
    [a.SendInput(process="nobody"), a.SignalProcess(process="nobody"), a.AttachProcess(process="nobody")],
    ids=a.kind,
)
async def test_a_process_that_is_not_there_is_not_found(sandbox: Sandbox, action: a.Action) -> None:
    with pytest.raises(NotFound, match="`nobody`"):
        await do(sandbox, action)


async def test_input_for_a_process_that_takes_none_is_refused_at_once(sandbox: Sandbox) -> None:
    closed = await a_process(sandbox, argv=("sleep", "60"))
    with pytest.raises(WrongState):
        await do(sandbox, a.SendInput(process=closed, data=b"x"))
    deaf = await a_process(sandbox, argv=("sleep", "60"), stdin=True)
    with pytest.raises(WrongState):
        for _ in range(8):
            await do(sandbox, a.SendInput(process=deaf, data=b"x" * 500_000))


async def test_a_program_that_is_not_there_is_not_found(sandbox: Sandbox) -> None:
    with pytest.raises(NotFound):
        await a_process(sandbox, argv=("no-such-program",))


# --- files ------------------------------------------------------------------------------------------------------------


async def test_files_go_in_and_out_and_about(sandbox: Sandbox) -> None:
    content = bytes(range(256)) * 8000
    await do(sandbox, a.WriteFile(path="d/x.bin", content=content, mode=0o600))
    read = await do(sandbox, a.ReadFile(path="d/x.bin"))
    assert b"".join(e.data for e in read if isinstance(e, o.FileChunk)) == content
    assert max(len(e.data) for e in read if isinstance(e, o.FileChunk)) <= 64 * 1024
    (info,) = (e for e in await do(sandbox, a.StatFile(path="d/x.bin")) if isinstance(e, o.FileInfo))
    assert (info.size, info.mode, info.type) == (len(content), 0o600, "file")
    await do(sandbox, a.MoveFile(source="d/x.bin", destination="d/y.bin"))
    assert await paths(sandbox, "d") == ["/home/user/d/y.bin"]
    await do(sandbox, a.RemoveFile(path="d", recursive=True))
    with pytest.raises(NotFound):
        await do(sandbox, a.StatFile(path="d"))


async def paths(sandbox: Sandbox, path: str, depth: int = 1) -> list[str]:
    events = await do(sandbox, a.ListFiles(path=path, depth=depth))
    return [e.path for e in events if isinstance(e, o.FileInfo)]


async def test_a_file_is_written_whole_or_not_at_all_and_empty_ones_too(sandbox: Sandbox) -> None:
    await do(sandbox, a.WriteFile(path="x", content=b"old"))
    await do(sandbox, a.WriteFile(path="x", content=b""))
    assert [e for e in await do(sandbox, a.ReadFile(path="x")) if isinstance(e, o.FileChunk)] == []
    await run(sandbox, "mkdir dir; echo kept > dir/file")
    with pytest.raises(RequestError):
        await do(sandbox, a.WriteFile(path="dir", content=b"x" * 2_000_000))
    assert sorted(await paths(sandbox, "/home/user", 2))[-2:] == ["/home/user/dir/file", "/home/user/x"]


async def test_a_listing_goes_as_deep_as_it_should_and_names_links_and_pipes(sandbox: Sandbox) -> None:
    await run(sandbox, "mkdir -p /tmp/t/a/b/c; ln -s /etc/passwd /tmp/t/link; mkfifo /tmp/t/pipe")
    assert await paths(sandbox, "/tmp/t") == ["/tmp/t/a", "/tmp/t/link", "/tmp/t/pipe"]
    assert "/tmp/t/a/b" in await paths(sandbox, "/tmp/t", 2) and len(await paths(sandbox, "/tmp/t", 9)) == 5
    events = [e for e in await do(sandbox, a.ListFiles(path="/tmp/t")) if isinstance(e, o.FileInfo)]
    assert [(e.type, e.target) for e in events] == [("directory", ""), ("symlink", "/etc/passwd"), ("other", "")]


async def test_a_listing_of_very_many_files_is_complete(sandbox: Sandbox) -> None:
    await run(sandbox, "mkdir /tmp/many; cd /tmp/many; seq 20000 | xargs touch")
    assert len(await paths(sandbox, "/tmp/many")) == 20_000


async def test_names_that_are_no_text_are_listed_all_the_same(sandbox: Sandbox) -> None:
    await run(sandbox, r"mkdir /tmp/odd; touch $'/tmp/odd/\xff' $'/tmp/odd/a\nb'")
    assert await paths(sandbox, "/tmp/odd") == ["/tmp/odd/a\nb", "/tmp/odd/\ufffd"]


@pytest.mark.parametrize("place", ["/tmp/pipe", "/tmp", "/dev/zero"])
async def test_what_is_no_ordinary_file_is_not_read_and_holds_nothing_up(sandbox: Sandbox, place: str) -> None:
    await run(sandbox, "mkfifo /tmp/pipe")
    with pytest.raises(InvalidRequest):
        await do(sandbox, a.ReadFile(path=place))
    assert (await run(sandbox, "echo alive"))[0] == "alive\n"


@pytest.mark.parametrize(
    "action",
    [
        a.ReadFile(path="none"),
        a.ListFiles(path="none"),
        a.StatFile(path="none"),
        a.RemoveFile(path="none"),
        a.MoveFile(source="none", destination="x"),
    ],
    ids=a.kind,
)
async def test_a_file_that_is_not_there_is_not_found(sandbox: Sandbox, action: a.Action) -> None:
    with pytest.raises(NotFound, match="none"):
        await do(sandbox, action)


async def test_a_directory_that_is_not_empty_goes_only_on_request(sandbox: Sandbox) -> None:
    await do(sandbox, a.MakeDirectory(path="d/e"))
    with pytest.raises(WrongState):
        await do(sandbox, a.RemoveFile(path="d"))
    await do(sandbox, a.RemoveFile(path="d", recursive=True))


# --- permits and packages ---------------------------------------------------------------------------------------------


async def test_a_permit_is_taken_once(sandbox: Sandbox) -> None:
    permit = a_permit(a.RunCommand(source="true"))
    assert [e async for e in sandbox.perform(permit)]
    with pytest.raises(PermitError):
        await anext(sandbox.perform(permit))


async def test_a_permit_of_another_session_is_not_taken(sandbox: Sandbox) -> None:
    permit = a_permit(a.RunCommand(source="touch /tmp/x"))
    stranger = Mint().permit(permit.action, permit.decision, permit.receipt, "another")
    with pytest.raises(PermitError):
        await anext(sandbox.perform(stranger))
    assert (await run(sandbox, "ls /tmp"))[0] == ""


async def test_an_install_says_what_the_package_manager_said(sandbox: Sandbox) -> None:
    events = await do(sandbox, a.InstallPackages(manager="pip", packages=("no-such-package",)))
    assert "No matching distribution" in written(events, "stderr") and ending(events).status == "failed"


async def test_a_local_wheel_is_installed_and_imported(sandbox: Sandbox) -> None:
    make = """
import zipfile
with zipfile.ZipFile('/tmp/tiny-1-py3-none-any.whl', 'w') as wheel:
    wheel.writestr('tiny.py', 'answer = 42')
    wheel.writestr('tiny-1.dist-info/METADATA', 'Metadata-Version: 2.1\\nName: tiny\\nVersion: 1\\n')
    wheel.writestr('tiny-1.dist-info/WHEEL', 'Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    wheel.writestr('tiny-1.dist-info/RECORD', '')
"""
    await do(sandbox, a.RunCode(source=make))
    install = a.InstallPackages(manager="pip", packages=("/tmp/tiny-1-py3-none-any.whl",))
    assert ending(await do(sandbox, install)).status == "succeeded"
    shown = await do(sandbox, a.RunCode(source="import tiny; tiny.answer"))
    assert o.Result(data={"text/plain": "42"}, is_main_result=True) in shown


async def test_after_its_end_a_sandbox_says_that_nothing_started(backend: SandboxBackend) -> None:
    sandbox = await a_session(backend)
    assert [e async for e in sandbox.perform(a_permit(a.CloseSession()))] == [o.Exited()]
    with pytest.raises(SandboxUnavailable):
        await run(sandbox, "true")
    await sandbox.close()
