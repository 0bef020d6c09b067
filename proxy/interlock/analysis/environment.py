"""What a variable can make programs do, by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from interlock.analysis.builder import FactsBuilder
from interlock.model.facts import Cause, EnvironmentDanger, EnvironmentEffect, Literal, Span

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")

_BY_NAME: dict[str, EnvironmentDanger] = {
    **dict.fromkeys(
        ("BASH_ENV", "ENV", "ZDOTDIR", "SHELLOPTS", "BASHOPTS", "BASH_LOADABLES_PATH", "INPUTRC"), "shell_startup"
    ),
    **dict.fromkeys(("PS0", "PS1", "PS2", "PS4", "PROMPT_COMMAND"), "prompt"),
    **dict.fromkeys(("IFS",), "ifs"),
    **dict.fromkeys(("PATH", "CDPATH", "EXECIGNORE", "HOME"), "path"),
    **dict.fromkeys(
        (
            "GCONV_PATH",
            "NLSPATH",
            "LOCPATH",
            "HOSTALIASES",
            "OPENSSL_CONF",
            "OPENSSL_ENGINES",
            "GTK_MODULES",
            "JAVA_TOOL_OPTIONS",
            "_JAVA_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "CLASSPATH",
        ),
        "loader",
    ),
    **dict.fromkeys(
        (
            "PYTHONSTARTUP",
            "PYTHONPATH",
            "PYTHONHOME",
            "PYTHONINSPECT",
            "PYTHONBREAKPOINT",
            "PYTHONWARNINGS",
            "PYTHONUSERBASE",
            "PYTHONEXECUTABLE",
            "IPYTHONDIR",
            "NODE_OPTIONS",
            "NODE_PATH",
            "NODE_REPL_EXTERNAL_MODULE",
            "PERL5OPT",
            "PERL5LIB",
            "PERL5DB",
            "PERLLIB",
            "RUBYOPT",
            "RUBYLIB",
            "LUA_INIT",
            "LUA_PATH",
            "LUA_CPATH",
            "R_PROFILE",
            "R_PROFILE_USER",
            "R_ENVIRON",
            "R_ENVIRON_USER",
            "PHPRC",
            "PHP_INI_SCAN_DIR",
            "AWKPATH",
            "AWKLIBPATH",
            "MAKEFLAGS",
            "MAKEFILES",
            "VIMINIT",
            "EXINIT",
            "GVIMINIT",
            "TCLLIBPATH",
            "PIP_CONFIG_FILE",
            "npm_config_userconfig",
        ),
        "interpreter_startup",
    ),
    **dict.fromkeys(
        (
            "PAGER",
            "MANPAGER",
            "GIT_PAGER",
            "LESSOPEN",
            "LESSCLOSE",
            "LESS",
            "SYSTEMD_PAGER",
            "BROWSER",
            "PSQL_PAGER",
            "BAT_PAGER",
        ),
        "pager",
    ),
    **dict.fromkeys(
        (
            "EDITOR",
            "VISUAL",
            "GIT_EDITOR",
            "GIT_SEQUENCE_EDITOR",
            "SUDO_EDITOR",
            "SYSTEMD_EDITOR",
            "FCEDIT",
            "HGEDITOR",
            "SVN_EDITOR",
        ),
        "editor",
    ),
    **dict.fromkeys(
        (
            "GIT_SSH",
            "GIT_SSH_COMMAND",
            "SSH_ASKPASS",
            "SUDO_ASKPASS",
            "GIT_ASKPASS",
            "RSYNC_RSH",
            "CVS_RSH",
            "SVN_SSH",
            "SSH_AUTH_SOCK",
            "RSYNC_CONNECT_PROG",
            "GIT_PROXY_COMMAND",
        ),
        "ssh_command",
    ),
    **dict.fromkeys(
        (
            "http_proxy",
            "https_proxy",
            "all_proxy",
            "ftp_proxy",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "ALL_PROXY",
            "PIP_INDEX_URL",
            "PIP_EXTRA_INDEX_URL",
            "npm_config_registry",
            "CURL_CA_BUNDLE",
            "REQUESTS_CA_BUNDLE",
            "SSL_CERT_FILE",
            "NODE_EXTRA_CA_CERTS",
            "NODE_TLS_REJECT_UNAUTHORIZED",
            "GIT_SSL_NO_VERIFY",
        ),
        "proxy",
    ),
    **dict.fromkeys(
        (
            "GIT_EXTERNAL_DIFF",
            "GIT_TEMPLATE_DIR",
            "GIT_EXEC_PATH",
            "GIT_DIR",
            "GIT_CONFIG",
            "GIT_CONFIG_GLOBAL",
            "GIT_CONFIG_SYSTEM",
            "GIT_CONFIG_PARAMETERS",
            "GIT_CONFIG_COUNT",
        ),
        "git",
    ),
}
_BY_PREFIX: tuple[tuple[str, EnvironmentDanger], ...] = (
    ("BASH_FUNC_", "function"),
    ("LD_", "loader"),
    ("DYLD_", "loader"),
    ("GLIBC_TUNABLES", "loader"),
    ("MALLOC_", "loader"),
    ("GIT_CONFIG_", "git"),
)


def danger_of(name: str) -> EnvironmentDanger | None:
    """What setting `name` may lead other programs to run or load; None for an ordinary variable.

    Names that are no identifiers reach programs all the same (bash imports functions from them), hence `function`.
    """
    if not _IDENTIFIER.fullmatch(name):
        return "function"
    if name in _BY_NAME:
        return _BY_NAME[name]
    for prefix, danger in _BY_PREFIX:
        if name.startswith(prefix):
            return danger
    return None


def add_settings(builder: FactsBuilder, env: Mapping[str, str], unit: int) -> None:
    """Facts for variables that the action itself sets, before any program text runs."""
    for name, value in env.items():
        builder.add_environment(
            EnvironmentEffect(
                unit=unit,
                span=Span(0, 0),
                certainty="certain",
                op="set",
                by=Cause(),
                name=Literal(text=name),
                value=Literal(text=value),
                danger=danger_of(name),
            )
        )
