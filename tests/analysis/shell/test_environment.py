"""What a variable makes programs run: the same whether it comes with the request, with the session or in the text."""

from __future__ import annotations

import shlex

import pytest

from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.model.session import Memory

PLENTY = Limits(soft_time_s=5.0)
RUN = "touch pwned"


def of(source: str, **settings: object) -> f.Facts:
    return analyze(a.RunCommand(source=source, **settings), Memory(), PLENTY)  # type: ignore[arg-type]


def everywhere(name: str, value: str, heeds: str) -> dict[str, f.Facts]:
    """By each way that a variable comes; `heeds` is a command that heeds it."""
    ways = {
        "request": of(heeds, env={name: value}),
        "session": analyze(a.CreateSession(env={name: value}), Memory(), PLENTY),
        "env": of(f"env {shlex.quote(f'{name}={value}')} {heeds}"),
    }
    if name.isidentifier():
        ways["export"] = of(f"export {name}={shlex.quote(value)}; {heeds}")
        ways["prefix"] = of(f"{name}={shlex.quote(value)} {heeds}")
    return ways


def dangers(facts: f.Facts, name: str) -> set[str | None]:
    return {e.danger for e in facts.environment if e.name == f.Literal(text=name)}


def touches(facts: f.Facts) -> bool:
    return any(c.basename == "touch" and c.argv[1:] == (f.Literal(text="pwned"),) for c in facts.commands)


@pytest.mark.parametrize(
    ("danger", "names"),
    [
        (
            "loader",
            "LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT LD_DEBUG_OUTPUT DYLD_INSERT_LIBRARIES GCONV_PATH LOCPATH NLSPATH",
        ),
        ("loader", "GLIBC_TUNABLES MALLOC_CHECK_ HOSTALIASES OPENSSL_CONF JAVA_TOOL_OPTIONS _JAVA_OPTIONS CLASSPATH"),
        ("shell_startup", "BASH_ENV ENV SHELLOPTS BASHOPTS BASH_LOADABLES_PATH INPUTRC ZDOTDIR"),
        ("git", "GIT_EXTERNAL_DIFF GIT_TEMPLATE_DIR GIT_EXEC_PATH GIT_DIR GIT_CONFIG_COUNT GIT_CONFIG_GLOBAL"),
        ("git", "GIT_CONFIG_SYSTEM GIT_CONFIG_PARAMETERS GIT_CONFIG_KEY_0 GIT_ALLOW_PROTOCOL GIT_CONFIG_NOSYSTEM"),
        (
            "ssh_command",
            "GIT_SSH_COMMAND GIT_SSH GIT_ASKPASS GIT_PROXY_COMMAND RSYNC_RSH CVS_RSH SSH_ASKPASS SUDO_ASKPASS",
        ),
        ("editor", "EDITOR VISUAL GIT_EDITOR GIT_SEQUENCE_EDITOR FCEDIT"),
        ("pager", "PAGER MANPAGER GIT_PAGER LESSOPEN LESSCLOSE LESS LESSKEYIN MANOPT BROWSER"),
        ("prompt", "PS0 PS1 PS2 PS4 PROMPT_COMMAND"),
        ("ifs", "IFS GLOBIGNORE"),
        ("path", "PATH CDPATH EXECIGNORE HOME"),
        ("interpreter_startup", "PYTHONSTARTUP PYTHONPATH PYTHONHOME PYTHONINSPECT PYTHONBREAKPOINT PYTHONWARNINGS"),
        (
            "interpreter_startup",
            "PERL5OPT PERL5LIB PERL5DB RUBYOPT RUBYLIB NODE_OPTIONS NODE_PATH LUA_INIT LUA_INIT_5_4",
        ),
        (
            "interpreter_startup",
            "MAKEFLAGS GNUMAKEFLAGS MAKEFILES TAR_OPTIONS VIMINIT EXINIT PHPRC AWKPATH R_PROFILE R_LIBS",
        ),
        ("interpreter_startup", "PIP_CONFIG_FILE npm_config_userconfig NPM_CONFIG_SCRIPT_SHELL GOFLAGS PYTEST_ADDOPTS"),
        ("interpreter_startup", "CARGO_BUILD_RUSTC DOTNET_STARTUP_HOOKS ANSIBLE_CONFIG PSQLRC WGETRC CURL_HOME"),
        ("proxy", "http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY all_proxy CURL_CA_BUNDLE SSL_CERT_FILE"),
        ("proxy", "PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_FIND_LINKS PIP_TRUSTED_HOST UV_INDEX_URL UV_DEFAULT_INDEX"),
        ("proxy", "npm_config_registry NPM_CONFIG_REGISTRY YARN_REGISTRY GOPROXY GOSUMDB NODE_TLS_REJECT_UNAUTHORIZED"),
        ("function", "BASH_FUNC_ls%% BASH_FUNC_ls()"),
        (None, "FOO LANG COLUMNS TMPDIR TZ no_proxy CFLAGS"),
    ],
)
def test_the_danger_of_a_variable_is_named_however_it_comes(danger: str | None, names: str) -> None:
    for name in names.split():
        for way, facts in everywhere(name, "/x", "ls").items():
            said = dangers(facts, name)
            assert said == {danger} or (danger is None and said <= {None}), (name, way)


@pytest.mark.parametrize(
    ("name", "value", "heeds"),
    [
        *((name, RUN, "git fetch") for name in ("GIT_SSH_COMMAND", "GIT_EDITOR", "GIT_SEQUENCE_EDITOR", "GIT_PAGER")),
        *((name, RUN, "git log") for name in ("GIT_EXTERNAL_DIFF", "PAGER", "EDITOR", "VISUAL")),
        *((name, RUN, "man ls") for name in ("MANPAGER", "BROWSER")),
        *((name, RUN, "rsync a b:c") for name in ("RSYNC_RSH", "CVS_RSH", "SVN_SSH")),
        ("LESSOPEN", f"|{RUN}", "less f"),
        ("LESSOPEN", RUN, "less f"),
        ("LESSCLOSE", RUN, "less f"),
    ],
)
def test_the_text_of_a_program_in_a_variable_is_a_unit(name: str, value: str, heeds: str) -> None:
    for way, facts in everywhere(name, value, heeds).items():
        assert touches(facts), way
        assert f"${name}" in "".join(unit.via or "" for unit in facts.units), way


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PROMPT_COMMAND", RUN),
        ("PS1", f"$({RUN}) "),
        ("PS0", f"`{RUN}`"),
        ("PS4", f"$({RUN})"),
        ("PS1", f"P\nPP\n$({RUN})"),
        ("BASH_FUNC_ls%%", f"() {{ {RUN}; }}"),
        ("BASH_FUNC_x()", f"() {{ {RUN}; }}"),
    ],
)
def test_what_only_a_shell_makes_of_a_variable_is_a_unit_when_the_variable_comes_from_outside(
    name: str, value: str
) -> None:
    for facts in (of("ls", env={name: value}), analyze(a.CreateSession(env={name: value}), Memory(), PLENTY)):
        assert touches(facts)


@pytest.mark.parametrize(
    ("name", "value", "heeds"),
    [
        ("TAR_OPTIONS", f"--to-command='{RUN}'", "tar xf f"),
        ("GIT_CONFIG_PARAMETERS", f"'core.pager={RUN}'", "git log"),
    ],
)
def test_options_in_a_variable_are_read_by_the_program_that_heeds_it(name: str, value: str, heeds: str) -> None:
    for way, facts in everywhere(name, value, heeds).items():
        assert touches(facts) or way == "session", way
    assert not touches(of(f"export {name}={shlex.quote(value)}; ls"))


@pytest.mark.parametrize(
    "name", ["LD_PRELOAD", "LD_AUDIT", "BASH_ENV", "GIT_TEMPLATE_DIR", "PYTHONSTARTUP", "GIT_ASKPASS"]
)
def test_a_file_in_a_variable_is_executed(name: str) -> None:
    for way, facts in everywhere(name, "/tmp/x", "git init").items():
        assert "/tmp/x" in {e.resolved for e in facts.files if e.op == "execute"} or way in ("prefix", "env"), way


@pytest.mark.parametrize("name", ["BASH_ENV", "ENV", "PYTHONSTARTUP"])
def test_a_program_text_that_a_variable_names_and_nobody_saw_is_opaque(name: str) -> None:
    facts = analyze(a.CreateSession(env={name: "/tmp/x"}), Memory(), PLENTY)

    assert "program_not_seen" in {item.code for item in facts.reading.opaque}


@pytest.mark.parametrize(
    "action",
    [
        a.RunCode(source="1", language="python", env={"GIT_PAGER": RUN}),
        a.StartProcess(source="ls", env={"GIT_PAGER": RUN}),
    ],
)
def test_every_action_that_brings_variables_is_asked(action: a.Action) -> None:
    assert touches(analyze(action, Memory(), PLENTY))


def test_separators_are_not_taken_from_the_environment() -> None:
    """Neither bash nor dash imports IFS."""
    facts = of("x='touch pwned'; $x", env={"IFS": ":"})

    assert touches(facts)


@pytest.mark.parametrize("name", ["PWD", "BASH", "SHLVL", "UID"])
def test_what_a_shell_sets_itself_is_not_what_the_environment_says(name: str) -> None:
    (command,) = of(f"rm ${name}/x", env={name: "/usr"}).commands

    assert command.argv[1] != f.Literal(text="/usr/x")


@pytest.mark.parametrize(
    "source",
    [
        "cp /bin/touch /tmp/x/ls; export PATH=/tmp/x:$PATH; ls pwned",
        "cp /bin/touch /tmp/x/ls; PATH=/tmp/x:$PATH ls pwned",
        "printf 'touch pwned' > ~/p/ls; chmod +x ~/p/ls; PATH=~/p:$PATH; ls",
        "printf 'touch pwned' > ls; chmod +x ls; PATH=.:$PATH; ls",
        "printf 'touch pwned' > ls; chmod +x ls; PATH=:$PATH; ls",
        "printf 'touch pwned' > /usr/local/bin/ls; chmod +x /usr/local/bin/ls; ls",
    ],
)
def test_a_name_is_also_what_the_session_put_on_the_path(source: str) -> None:
    assert touches(of(source))


def test_a_file_that_is_on_no_path_is_not_what_a_name_means() -> None:
    assert not touches(of("printf 'touch pwned' > x/ls; chmod +x x/ls; ls"))


@pytest.mark.parametrize(
    ("cwd", "deleted"),
    [
        ("", "/home/user/a"),
        ("sub/dir", "/home/user/sub/dir/a"),
        ("../../etc", "/etc/a"),
        ("x\n$(touch pwned)", "/home/user/x\n$(touch pwned)/a"),
        ("x y'\"\\", "/home/user/x y'\"\\/a"),
        ("//usr/./b/..", "/usr/a"),
    ],
)
def test_a_working_directory_is_a_path_and_nothing_else(cwd: str, deleted: str) -> None:
    facts = of("rm a", cwd=cwd)

    assert [e.resolved for e in facts.files] == [deleted]
    assert not touches(facts)


def test_the_home_of_the_request_is_what_a_tilde_means() -> None:
    assert [e.resolved for e in of("rm ~/a $HOME/b", env={"HOME": "/tmp/x"}).files] == ["/tmp/x/a", "/tmp/x/b"]
