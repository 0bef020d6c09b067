"""Hosts: what addresses their spellings mean, and to which class they belong."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from urllib.parse import unquote

from interlock.model import facts as f

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_METADATA_NAMES = frozenset(
    {
        "metadata",
        "metadata.google.internal",
        "metadata.goog",
        "instance-data",
        "instance-data.ec2.internal",
        "metadata.azure.internal",
        "metadata.azure.com",
        "metadata.tencentyun.com",
        "metadata.packet.net",
        "metadata.platformequinix.com",
        "api.metadata.cloud.ibm.com",
        "rancher-metadata",
    }
)
_METADATA_ADDRESSES = frozenset(
    ipaddress.ip_address(a)
    for a in (
        "169.254.169.254",
        "169.254.170.2",
        "169.254.170.23",
        "169.254.0.23",
        "169.254.42.42",
        "100.100.100.200",
        "192.0.0.192",
        "168.63.129.16",
        "fd00:ec2::254",
        "fd00:ec2::23",
        "fd00:42::42",
        "fd00:a9fe:a9fe::1",
        "fd20:ce::254",
    )
)
_ANSWERS_ITSELF = re.compile(
    r"(?:^|.*[.-])(?:(\d{1,3})[.-](\d{1,3})[.-](\d{1,3})[.-](\d{1,3})|([0-9a-f]{8}))\.(?:nip\.io|sslip\.io|xip\.io)"
)
"""Names of public services that resolve to the address in the name."""
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")


def address_of(host: str) -> Address | None:
    """The address a host text means, in every spelling that `inet_aton`, URL parsers and browsers accept; None for a
    name, unless its resolver is known to answer with an address in it."""
    text = _spelling(host).strip().rstrip(".").strip("[]").split("%", 1)[0]
    try:
        return _unmapped(ipaddress.ip_address(text))
    except ValueError:
        pass
    if match := _ANSWERS_ITSELF.fullmatch(text.lower()):
        return _quad(match.group(1, 2, 3, 4)) if match.group(1) else ipaddress.IPv4Address(int(match.group(5), 16))
    return _aton(text.split("."))


def _spelling(host: str) -> str:
    """As a URL parser reads it: percent signs, full-width and circled digits, ideographic full stops (UTS #46)."""
    if host.isascii() and "%" not in host:
        return host
    return unicodedata.normalize("NFKC", re.sub(r"(?:%[0-9A-Fa-f]{2})+", lambda m: unquote(m[0]), host)).replace(
        "\u3002", "."
    )


def _quad(parts: tuple[str, ...]) -> Address | None:
    numbers = [int(part) for part in parts]
    return ipaddress.IPv4Address(bytes(numbers)) if max(numbers) < 256 else None


def _aton(parts: list[str]) -> Address | None:
    """One to four numbers, each decimal, octal or hexadecimal; the last fills what is left (inet_aton(3))."""
    if not 1 <= len(parts) <= 4 or not all(parts):
        return None
    numbers = []
    for part in parts:
        if re.fullmatch(r"0[xX][0-9a-fA-F]*", part):
            numbers.append(int(part[2:] or "0", 16))
        elif re.fullmatch(r"0[0-7]*", part):
            numbers.append(int(part, 8))
        elif re.fullmatch(r"[1-9][0-9]{0,19}", part):
            numbers.append(int(part))
        else:
            return None
    *high, last = numbers
    if any(n > 255 for n in high) or last >= 256 ** (4 - len(high)):
        return None
    value = last
    for position, n in enumerate(high):
        value += n << (8 * (3 - position))
    return ipaddress.IPv4Address(value)


def _unmapped(address: Address) -> Address:
    """The IPv4 address inside an IPv6 one: mapped, compatible, 6to4 (RFC 3056), NAT64 (RFC 6052)."""
    if not isinstance(address, ipaddress.IPv6Address):
        return address
    if (inner := address.ipv4_mapped or address.sixtofour) is not None:
        return inner
    low = int(address) & 0xFFFFFFFF
    if address in _NAT64 or (address in _COMPATIBLE and low > 0xFFFF):
        return ipaddress.IPv4Address(low)
    return address


def address_class(host: f.Value) -> f.AddressClass:
    """Class of a host; `unknown` for names that need resolving and for values that are not literal."""
    if not isinstance(host, f.Literal):
        return "unknown"
    name = _spelling(host.text).strip().rstrip(".").lower()
    if name in _METADATA_NAMES:
        return "metadata"
    if name == "localhost" or name.endswith(".localhost"):
        return "loopback"
    address = address_of(name)
    if address is None:
        return "unknown"
    if address in _METADATA_ADDRESSES:
        return "metadata"
    if address.is_loopback or address.is_unspecified:
        return "loopback"
    if address.is_link_local:
        return "link_local"
    return "private" if address.is_private else "public"


def parent_domains(host: f.Value) -> tuple[str, ...]:
    """`a.b.example` → `b.example`, `example`; empty for addresses and unknown hosts."""
    if not isinstance(host, f.Literal) or address_of(host.text) is not None:
        return ()
    labels = host.text.rstrip(".").lower().split(".")
    return tuple(".".join(labels[n:]) for n in range(1, len(labels)))
