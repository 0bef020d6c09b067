"""Places whose content something else runs later."""

from __future__ import annotations

import re

from interlock.model.facts import Sink

# Patterns over absolute, normalised paths; `~` stands for the home directory of the session's user.
_SINKS: tuple[tuple[re.Pattern[str], Sink], ...] = tuple(
    (re.compile(pattern), sink)  # type: ignore[misc]  # the literals below are all members of Sink
    for pattern, sink in (
        (
            r"~/\.(bashrc|bash_profile|bash_login|bash_logout|bash_aliases|profile|zshrc|zshenv|zprofile|zlogin|zlogout|kshrc|inputrc|cshrc|tcshrc|login|xprofile|xsessionrc|pam_environment)$",
            "shell_startup",
        ),
        (r"~/\.config/fish/(config\.fish|conf\.d/.*|functions/.*)$", "shell_startup"),
        (r"/etc/(bash\.bashrc|profile|environment|zsh/.*|csh\..*|inputrc)$", "shell_startup"),
        (r"/etc/profile\.d(/|$)", "profile_d"),
        (r"(^|/)\.git/hooks(/|$)", "git_hook"),
        (
            r"(^|/)(\.git/config|\.gitconfig|\.gitmodules|\.gitattributes|\.config/git/(config|attributes))$|/etc/gitconfig$",
            "git_config",
        ),
        (r"/etc/(cron\.[a-z]+|crontab|anacrontab)(/|$)|/var/spool/(cron|at)(/|$)|~/\.crontab$", "cron"),
        (
            r"/(etc|run|lib|usr/lib|usr/local/lib)/systemd(/|$)|~/\.config/systemd(/|$)|~/\.local/share/systemd(/|$)",
            "systemd",
        ),
        (r"/etc/(init\.d|rc[0-9S]\.d|init|inittab|rc\.local)(/|$)", "init"),
        (r"~/\.ssh/(authorized_keys2?|config|rc|environment)$|/etc/ssh(/|$)", "ssh"),
        (r"/etc/sudoers(\.d)?(/|$)", "sudoers"),
        (r"/etc/ld\.so\.(preload|conf|conf\.d)(/|$)", "loader"),
        (r"/etc/udev(/|$)|/lib/udev(/|$)", "udev"),
        (r"~/(\.ipython(/|$)|\.jupyter(/|$))", "ipython_startup"),
        (r"(^|/)(sitecustomize|usercustomize)\.py$|(site|dist)-packages/[^/]*\.pth$|(^|/)conftest\.py$", "auto_import"),
        (r"~/\.config/autostart(/|$)|/etc/xdg/autostart(/|$)", "autostart"),
        (r"(^|/)\.npmrc$|/etc/npmrc$", "npm_config"),
        (r"~/(\.pip/pip\.conf|\.config/pip/pip\.conf|\.pypirc)$|/etc/pip\.conf$", "pip_config"),
        (r"/(usr/local/sbin|usr/local/bin|usr/sbin|usr/bin|sbin|bin)(/|$)|~/(\.local/bin|bin)(/|$)", "path"),
    )
)


def sink_of(path: str, home: str | None) -> Sink | None:
    """The sink that an absolute, normalised path lies in; None for an ordinary place.

    Relative git paths count as well: `.git/hooks/pre-commit` is a hook whatever the working directory.
    """
    if home and (path == home or path.startswith(home + "/")):
        path = "~" + path[len(home) :]
    elif match := re.match(r"(/root|/home/[^/]+)(?=/)", path):
        path = "~" + path[match.end() :]
    for pattern, sink in _SINKS:
        if (pattern.match(path) if pattern.pattern.startswith(("~", "/", "(~")) else pattern.search(path)) is not None:
            return sink
    return None
