"""Places whose content something else runs later."""

from __future__ import annotations

import re

from interlock.model.facts import Sink

# Patterns over absolute, normalised paths; `~` stands for the home directory of the session's user.
_SINKS: tuple[tuple[re.Pattern[str], Sink], ...] = tuple(
    (re.compile(pattern), sink)  # type: ignore[misc]  # the literals below are all members of Sink
    for pattern, sink in (
        (
            r"~/\.(bashrc|bash_profile|bash_login|bash_logout|bash_aliases|profile|zshrc|zshenv|zprofile|zlogin|zlogout|kshrc|inputrc|cshrc|tcshrc|login|logout|xprofile|xinitrc|xsession|xsessionrc|xserverrc|pam_environment|envrc|mkshrc|blerc|bash_completion)$",
            "shell_startup",
        ),
        (r"~/\.config/fish/(config\.fish|conf\.d/.*|functions/.*)$", "shell_startup"),
        (r"/etc/(bash\.bashrc|profile|environment|zsh/.*|csh\..*|inputrc)$", "shell_startup"),
        (r"/etc/profile\.d(/|$)", "profile_d"),
        (
            r"~/\.(bash_completion\.d|oh-my-zsh/custom|config/environment\.d|config/bash|config/zsh)(/|$)",
            "shell_startup",
        ),
        (r"(^|/)\.envrc$", "shell_startup"),  # direnv runs it where a shell enters the directory
        (r"(^|/)[^/]*\.git/((modules|worktrees)/.+/)?hooks(/|$)", "git_hook"),
        (
            r"(^|/)(\.git/((modules|worktrees)/.+/)?config(\.worktree)?|\.git/info/attributes|\.gitconfig|\.gitmodules|\.gitattributes|\.config/git/(config|attributes))$|/etc/gitconfig$",
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
        (r"~/(\.ipython(/|$)|\.jupyter(/|$)|\.local/(share|etc)/jupyter(/|$))", "ipython_startup"),
        (
            r"~/\.(vimrc|gvimrc|exrc|nanorc|emacs|emacs\.el|ideavimrc|viminfo)$|~/\.(vim|emacs\.d|doom\.d|nano|atom)(/|$)"
            r"|~/\.config/(nvim|vim|emacs|doom|helix|micro|kak|nano)(/|$)|~/\.config/(Code|VSCodium)/User(/|$)|~/\.vscode-server(/|$)|~/\.vscode/extensions(/|$)"
            r"|~/\.local/share/(nvim|vim)/site(/|$)",
            "editor",
        ),
        (r"(^|/)(\.vscode/tasks\.json|\.dir-locals\.el|\.exrc|\.nvim\.lua|\.idea/workspace\.xml)$", "editor"),
        (
            r"~/\.(Rprofile|Renviron|irbrc|pryrc|rdbgrc|pdbrc|pdbrc\.py|pythonrc|pythonrc\.py|perldb|psqlrc|sqliterc|mysqlrc|gdbinit|lldbinit|gdbearlyinit"
            r"|screenrc|tmux\.conf|mailcap|mime\.types|curlrc|wgetrc|procmailrc|forward|lessfilter|lesskey|nethackrc|octaverc|juliarc\.jl"
            r"|node_repl_history|guile|sbclrc|ghci|ocamlinit|mongorc\.js|mongoshrc\.js|Xresources|Xdefaults|dmrc|hgrc|tigrc|makerc|sdirc)$"
            r"|~/\.config/(tmux|R|gdb|lldb|ghc|julia|pudb|irb|pry|hg|git/hooks|systemd|containers|direnv)(/|$)|~/\.julia/config(/|$)"
            r"|~/\.(gradle/init\.d|gradle/init\.gradle(\.kts)?|gradle/gradle\.properties|m2/settings\.xml|mavenrc|sbt|cargo/config(\.toml)?|bundle/config|yarnrc(\.yml)?|terraformrc)(/|$)",
            "tool_startup",
        ),
        (
            r"(^|/)(sitecustomize|usercustomize)(\.py$|/__init__\.py$)|(site|dist)-packages/[^/]*\.pth$|(^|/)(pyvenv\.cfg|python[0-9.]*\._pth)$|(^|/)conftest\.py$",
            "auto_import",
        ),
        (r"~/\.config/autostart(/|$)|/etc/xdg/autostart(/|$)", "autostart"),
        (r"(^|/)\.npmrc$|/etc/npmrc$", "npm_config"),
        (r"~/(\.pip/pip\.conf|\.config/pip/pip\.conf|\.pypirc)$|/etc/pip\.conf$", "pip_config"),
        (
            r"/(usr/local/sbin|usr/local/bin|usr/sbin|usr/bin|sbin|bin)(/|$)|~/(\.local/bin|bin|\.cargo/bin|go/bin|\.npm-global/bin|\.pyenv/(shims|bin)|\.rbenv/shims|\.asdf/shims|\.nvm/versions/.*/bin|\.bun/bin|\.deno/bin)(/|$)",
            "path",
        ),
        (r"(^|/)(node_modules/\.bin|\.?venv/bin|\.virtualenvs/[^/]+/bin)/.", "path"),
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
