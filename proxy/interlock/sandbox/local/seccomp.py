"""The seccomp filter as classic BPF (Linux Documentation/userspace-api/seccomp_filter.rst), assembled here so that
nothing but this file says what is refused.

Refused are calls that change namespaces, mounts, keys, clocks or the kernel, that look into other processes, or whose
history of holes outweighs their use in a sandbox: Flatpak's list and what Docker leaves out, and more. Calls newer than
those reviewed here do not exist (ENOSYS, so that libc falls back), whatever kernel this runs on.
"""

from __future__ import annotations

import errno
import functools
import platform
import struct
from collections.abc import Iterable

from interlock.errors import ConfigError

_ALLOW = 0x7FFF0000
_ERRNO = 0x00050000
_KILL = 0x80000000
_LD, _JEQ, _JGT, _JGE, _JSET, _RET = 0x20, 0x15, 0x25, 0x35, 0x45, 0x06
_ARCH, _NR = 4, 0
_CLONE_NAMESPACES = 0x7E020000 | 0x00000080
"""NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET; NEWTIME."""
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C
_FAMILIES = (1, 2, 10, 16)
"""unix, inet, inet6, netlink."""

# name: (x86_64, aarch64); None where the architecture has no such call.
_REFUSED: dict[str, tuple[int | None, int | None]] = {
    "acct": (163, 89),
    "add_key": (248, 217),
    "bpf": (321, 280),
    "chroot": (161, 51),
    "clock_adjtime": (305, 266),
    "clock_settime": (227, 112),
    "create_module": (174, None),
    "delete_module": (176, 106),
    "finit_module": (313, 273),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fsopen": (430, 430),
    "fspick": (433, 433),
    "init_module": (175, 105),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425),
    "ioperm": (173, None),
    "iopl": (172, None),
    "kcmp": (312, 272),
    "kexec_file_load": (320, 294),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "lookup_dcookie": (212, 18),
    "mbind": (237, 235),
    "memfd_secret": (447, 447),
    "migrate_pages": (256, 238),
    "modify_ldt": (154, None),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "move_pages": (279, 239),
    "name_to_handle_at": (303, 264),
    "nfsservctl": (180, 42),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "perf_event_open": (298, 241),
    "pidfd_getfd": (438, 438),
    "pivot_root": (155, 41),
    "process_madvise": (440, 440),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "reboot": (169, 142),
    "request_key": (249, 218),
    "set_mempolicy": (238, 237),
    "setdomainname": (171, 162),
    "sethostname": (170, 161),
    "setns": (308, 268),
    "settimeofday": (164, 170),
    "swapoff": (168, 225),
    "swapon": (167, 224),
    "syslog": (103, 116),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "uselib": (134, None),
    "userfaultfd": (323, 282),
    "ustat": (136, None),
    "vhangup": (153, 58),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "shmctl": (31, 195),
    "semget": (64, 190),
    "msgget": (68, 186),
    "fanotify_init": (300, 262),
    "statmount": (457, 457),
    "listmount": (458, 458),
    "lsm_get_self_attr": (459, 459),
    "lsm_set_self_attr": (460, 460),
    "lsm_list_modules": (461, 461),
    "adjtimex": (159, 171),
    "fanotify_mark": (301, 263),
    "get_mempolicy": (239, 236),
    "set_mempolicy_home_node": (450, 450),
    "_sysctl": (156, None),
    "afs_syscall": (183, None),
    "get_kernel_syms": (177, None),
    "getpmsg": (181, None),
    "putpmsg": (182, None),
    "query_module": (178, None),
    "security": (185, None),
    "sysfs": (139, None),
    "tuxcall": (184, None),
    "vserver": (236, None),
    "arch_specific_syscall": (None, 244),
}
_MEMORY_FILES = {"memfd_create": (319, 279)}
"""Refused where nothing but a limit of each process bounds memory: what is in such a file is in no process."""
_REVIEWED: dict[str, tuple[tuple[int, int], ...]] = {
    "x86_64": ((0, 334), (424, 466)),
    "aarch64": ((0, 294), (424, 466)),
}
"""Numbers that this list knows, up to Linux 6.13 (`removexattrat`); between them are none, or another bitness's."""
_ABSENT = {"clone3": (435, 435)}
"""Answered ENOSYS, so that libc falls back to calls whose flags a filter can see."""
_ARCHITECTURES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
_CALLS = {"clone": (56, 220), "ioctl": (16, 29), "socket": (41, 198), "personality": (135, 92)}


@functools.cache
def filter_for(machine: str | None = None, *, memory_files: bool = False) -> bytes:
    """The program for `--add-seccomp-fd`; `memory_files` lets `memfd_create` through.

    Raises `ConfigError` on an architecture that has none.
    """
    machine = machine or platform.machine()
    if machine not in _ARCHITECTURES:
        raise ConfigError(f"no seccomp filter for `{machine}`", "run on x86_64 or aarch64, or use a remote sandbox")
    token, column = _ARCHITECTURES[machine]
    program: list[tuple[int, int, int, int]] = [
        (_LD, 0, 0, _ARCH),
        (_JEQ, 1, 0, token),
        (_RET, 0, 0, _KILL),  # another architecture's numbers mean other calls
        (_LD, 0, 0, _NR),
    ]
    if machine == "x86_64":
        program += [(_JGE, 0, 1, 0x40000000), (_RET, 0, 0, _KILL)]  # x32
    (_, low), (high, highest) = _REVIEWED[machine]
    program += [
        (_JGT, 0, 1, highest),
        (_RET, 0, 0, _ERRNO | errno.ENOSYS),
        (_JGE, 2, 0, high),
        (_JGT, 0, 1, low),
        (_RET, 0, 0, _ERRNO | errno.ENOSYS),
    ]
    refused = _REFUSED if memory_files else _REFUSED | _MEMORY_FILES
    for numbers, code in ((refused, errno.EPERM), (_ABSENT, errno.ENOSYS)):
        for number in _column(numbers.values(), column):
            program += [(_JEQ, 0, 1, number), (_RET, 0, 0, _ERRNO | code)]
    calls = {name: numbers[column] for name, numbers in _CALLS.items()}
    program += _argument(calls["clone"], 0, [(_JSET, 0, 1, _CLONE_NAMESPACES), (_RET, 0, 0, _ERRNO | errno.EPERM)])
    refused_ioctl = [(_JEQ, 0, 1, n) for n in (_TIOCSTI, _TIOCLINUX)]
    body = [step for jump in refused_ioctl for step in (jump, (_RET, 0, 0, _ERRNO | errno.EPERM))]
    program += _argument(calls["ioctl"], 1, body)
    allowed = [step for family in _FAMILIES for step in ((_JEQ, 0, 1, family), (_RET, 0, 0, _ALLOW))]
    program += _argument(calls["socket"], 0, [*allowed, (_RET, 0, 0, _ERRNO | errno.EAFNOSUPPORT)])
    harmless = [step for value in (0, 0xFFFFFFFF) for step in ((_JEQ, 0, 1, value), (_RET, 0, 0, _ALLOW))]
    program += _argument(calls["personality"], 0, [*harmless, (_RET, 0, 0, _ERRNO | errno.EPERM)])
    program.append((_RET, 0, 0, _ALLOW))
    return b"".join(struct.pack("=HBBI", *step) for step in program)


def _column(rows: Iterable[tuple[int | None, int | None]], column: int) -> list[int]:
    return [number for row in rows if (number := row[column]) is not None]


def _argument(number: int, index: int, body: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """`body` on the low half of one argument of one call; afterwards the number is loaded again."""
    check = [(_LD, 0, 0, 16 + 8 * index), *body, (_LD, 0, 0, _NR)]
    return [(_JEQ, 0, len(check), number), *check]
