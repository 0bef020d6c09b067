"""Paths, hosts and the index that the facts carry."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis.builder import address_class, address_of, ancestors, parent_domains, resolve
from interlock.model.facts import Glob, Literal, Unknown


@pytest.mark.parametrize(
    ("path", "resolved"),
    [
        ("/etc/../etc//passwd", "/etc/passwd"),
        ("x", "/work/x"),
        ("../../..", "/"),
        ("/proc/self/root/etc", "/etc"),
        ("/proc/1/root/proc/self/root/etc", "/etc"),
        ("/proc/self/cwd/a", "/work/a"),
        ("//etc", "/etc"),
        ("/..", "/"),
    ],
)
def test_a_path_resolves_lexically_to_one_spelling(path: str, resolved: str) -> None:
    assert resolve(path, "/work") == resolved


def test_a_relative_path_below_an_unknown_directory_stays_unresolved() -> None:
    assert resolve("x", None) is None


@given(st.text(st.sampled_from("ab./"), max_size=20))
def test_resolving_twice_changes_nothing(path: str) -> None:
    once = resolve(path, "/w")
    assert once is not None and resolve(once, "/elsewhere") == once


def test_ancestors_begin_at_the_root_and_leave_the_path_out() -> None:
    assert ancestors("/a/b/c") == ("/", "/a", "/a/b")
    assert ancestors("/") == ()


@pytest.mark.parametrize(
    "host",
    [
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "0251.0376.0251.0376",
        "169.16689662",
        "[::ffff:169.254.169.254]",
        "metadata.google.internal.",
        "fd00:ec2::254",
    ],
)
def test_the_metadata_service_is_known_in_every_spelling(host: str) -> None:
    assert address_class(Literal(text=host)) == "metadata"


@pytest.mark.parametrize(
    ("host", "class_"),
    [
        ("127.1", "loopback"),
        ("localhost", "loopback"),
        ("0", "loopback"),
        ("10.0.0.1", "private"),
        ("8.8.8.8", "public"),
        ("169.254.1.1", "link_local"),
        ("example.com", "unknown"),
        ("256.1.1.1", "unknown"),
    ],
)
def test_addresses_are_classed_and_names_are_not_guessed(host: str, class_: str) -> None:
    assert address_class(Literal(text=host)) == class_


def test_a_host_that_is_not_literal_is_unknown() -> None:
    assert address_class(Unknown()) == "unknown" and address_class(Glob(text="*")) == "unknown"


@given(st.ip_addresses(v=4), st.sampled_from(["dotted", "decimal", "hex", "octal"]))
def test_every_spelling_of_an_address_means_the_address(address: ipaddress.IPv4Address, spelling: str) -> None:
    octets = address.packed
    text = {
        "dotted": str(address),
        "decimal": str(int(address)),
        "hex": hex(int(address)),
        "octal": ".".join(f"0{o:o}" for o in octets),
    }[spelling]
    assert address_of(text) == address


def test_parent_domains_are_nearest_first() -> None:
    assert parent_domains(Literal(text="a.b.example")) == ("b.example", "example")
    assert parent_domains(Literal(text="10.0.0.1")) == ()
