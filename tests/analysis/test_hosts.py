"""Hosts: every spelling of an address, and its class."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis.hosts import address_class, address_of, parent_domains
from interlock.model.facts import Glob, Literal, Unknown


@pytest.mark.parametrize(
    "host",
    [
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "0251.0376.0251.0376",
        "169.16689662",
        "[::ffff:169.254.169.254]",
        "169.254.43518",
        "[::ffff:a9fe:a9fe]",
        "::a9fe:a9fe",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::",
        "１６９.254.169.254",
        "①⑥⑨.254.169.254",
        "169。254。169。254",
        "%31%36%39.254.169.254",
        "169.254.169.254.nip.io",
        "app-169-254-169-254.sslip.io",
        "a9fea9fe.nip.io",
        "metadata.google.internal.",
        "METADATA.google.internal",
        "metadata.azure.internal",
        "100.100.100.200",
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
        ("300.1.1.1.nip.io", "unknown"),
        ("10.0.0.1.nip.io", "private"),
        ("fe80::1%25eth0", "link_local"),
        ("::1", "loopback"),
        ("2606:4700::1111", "public"),
        ("nip.io", "unknown"),
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
