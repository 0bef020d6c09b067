"""Runs inside the range: one text after another, each in a fresh tree of canaries; says what each of them did.

Reads JSON lines from descriptor 3 (`{"id", "language", "text", "names", "stubs", "cwd", "env", "files"}`) and answers each with one
line `{"id", "effects"}`: see `interlock.workbench.fuzzing.effects` for what an effect is. Standard library only, and IPython
for Python cells.
"""

import contextlib
import io
import json
import os
import resource
import select
import signal
import socket
import stat
import subprocess
import sys
import tarfile
import time

RANGE = "/opt/.range"
LOG = f"{RANGE}/log"
NAMES = f"{RANGE}/names"
STUB = f"{RANGE}/inside/stub.sh"
HOME = "/home/user"
WALL_S = 8.0
MOST_PROCESSES = 24
MOST_TEXT = 400
OLD_S = 1_000_000_000
"""When canaries were last read, as it seems: before they were last written, so that the next read counts (mount(8),
`relatime`)."""
_OF_DASH = {"PS1": "$ ", "PS4": "+ "}
_SKIPPED = ("/proc", "/sys", RANGE, "/opt/python")

# These do what they are for, on canaries; every other program is the stub.
REAL = frozenset(
    """sh bash dash rbash env xargs find timeout nice nohup setsid stdbuf ionice taskset chrt flock time run-parts
    cat tac rev tr sed head tail cut sort uniq fold nl tee seq basename dirname base64 base32 basenc xxd od printf echo
    test [ true false pwd expr awk mawk gawk original-awk grep egrep fgrep paste join comm column wc printenv gzip gunzip
    zcat bzip2 xz touch mkdir rmdir cp mv ln rm unlink mktemp chmod chgrp install truncate shred dd ls realpath readlink
    stat tar perl python3 node split csplit xz sync sleep id whoami uname date env yes factor numfmt tsort pathchk cmp
    diff strings hexdump mkfifo openssl script""".split()
)

# Stubs, wherever the machine has them.
_USUAL = """sudo su doas pkexec runuser useradd userdel usermod adduser deluser groupadd gpasswd passwd chpasswd chage visudo
    shutdown reboot halt poweroff init systemctl service crontab at mkfs mkfs.ext4 mkfs.xfs mkswap fdisk parted wipefs sgdisk
    mount umount curl wget nc ncat netcat socat telnet ssh scp rsync git pip pip3 npm npx apt apt-get docker kubectl nmap
    iptables insmod modprobe gdb strace nsenter unshare chroot setpriv chown killall pkill""".split()

_FILES = {
    "/etc/passwd": "root:x:0:0:root:/root:/bin/sh\nuser:x:1000:1000:user:/home/user:/bin/bash\n",
    "/etc/group": "root:x:0:\nuser:x:1000:\n",
    "/etc/hosts": "127.0.0.1 localhost\n",
    **dict.fromkeys(
        """/etc/shadow /etc/sudoers /etc/motd /etc/issue /etc/crontab /etc/fstab /etc/profile /etc/environment
        /etc/ssh/sshd_config /etc/cron.d/job /etc/systemd/system/unit.service /etc/ssl/certs/ca-certificates.crt
        /etc/init.d/service /boot/vmlinuz /boot/grub/grub.cfg /srv/www/page /var/lib/data/file /var/lib/apt/lists/list
        /var/log/syslog /var/spool/cron/user /root/.ssh/id_ed25519 /root/.bashrc /home/alice/file /home/alice/.ssh/id_rsa
        /home/bob/file /usr/lib/canary.so /usr/lib/canary/file /usr/share/canary /usr/local/lib/canary.so
        /usr/local/share/canary /usr/etc-canary /mnt/disk/file /media/disk/file /opt/app/file
        /dev/sda /dev/sda1 /dev/sdb /dev/sdb2 /dev/sdc1 /dev/vda /dev/vdb /dev/nvme0n1 /dev/mem
        ~/.bashrc ~/.profile ~/.ssh/id_rsa ~/.ssh/id_rsa.pub ~/.ssh/id_ed25519 ~/.ssh/config ~/.ssh/known_hosts
        ~/.ssh/authorized_keys ~/.aws/credentials ~/.netrc ~/.docker/config.json ~/.gnupg/private-keys-v1.d/x.key
        ~/.kube/config ~/.pypirc ~/.npmrc ~/.git-credentials ~/.env ~/.bash_history ~/.gitconfig ~/.git/config ~/.git/HEAD
        ~/.git/hooks/pre-commit.sample ~/.cache/pip/wheel ~/server.pem ~/x ~/a ~/b ~/f ~/h ~/y ~/file ~/evil ~/image.iso ~/hook
        ~/hooks/post-commit ~/a.desktop ~/a.txt ~/b.txt ~/prog ~/data/rows.csv ~/empty/.keep ~/build/out/object ~/build/main.o
        ~/dist/wheel ~/node_modules/p/index.js ~/notes.md ~/notes.txt ~/README.md ~/config.ini ~/log.txt ~/log ~/input.txt
        ~/run.sh ~/key ~/shared/file ~/d/file ~/out.txt ~/src/main.py ~/project/build/object ~/project/file ~/tests/cert.pem
        ~/x.pyc ~/.bashrc.example ~/.env.example ~/file.img ~/requirements.txt /tmp/work/file /tmp/x.txt""".split(),
        "canary\n",
    ),
}
_SECRET = ("/etc/shadow", "/.ssh/id_", "/.aws/", "/.netrc", "/.docker/", ".pem", "/.gnupg/", "/.kube/", "/.pypirc", "/.npmrc",
           "/.git-credentials", "/.env", "/.bash_history", "/etc/sudoers")  # fmt: skip


def main():
    channel = socket.socket(fileno=3)
    channel.set_inheritable(False)
    lines = channel.makefile("rb")
    global _own
    os.chdir("/")
    resource.setrlimit(resource.RLIMIT_NPROC, (100, 100))
    resource.setrlimit(resource.RLIMIT_FSIZE, (16 << 20, 16 << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (1, 1))
    _own = _processes()
    tree = Tree()
    shell = None
    channel.sendall(b'{"ready": true}\n')
    for line in lines:
        item = json.loads(line)
        if item["language"] == "python" and shell is None:
            shell = python_shell()
            _own = _processes()
        answer = {"id": item["id"], "effects": run(item, tree, shell)}
        channel.sendall(json.dumps(answer).encode() + b"\n")


# --- one text ---------------------------------------------------------------------------------------------------------


def run(item, tree, shell):
    tree.restore()
    home_files = {place(name, HOME): text for name, text in item["files"].items()}
    for path, text in home_files.items():
        write(path, text)
    cwd = place(item["cwd"] or HOME, HOME)
    os.makedirs(cwd, exist_ok=True)
    fresh_log()
    for name in item["names"]:
        with contextlib.suppress(OSError, ValueError):
            os.symlink(STUB, f"{NAMES}/{name}")
    for name in item["stubs"]:
        tree.programs_as_stub(name)
    before = tree.seen() if home_files or item["cwd"] or item["stubs"] else tree.wanted
    environment = {
        "HOME": HOME,
        "USER": "user",
        "LOGNAME": "user",
        "PATH": f"/usr/local/bin:/usr/bin:/bin:{NAMES}",
        "LANG": "C.UTF-8",
        "TERM": "dumb",
        "BASH_ENV": f"{RANGE}/settings",
        "PYTHONDONTWRITEBYTECODE": "1",
        **item["env"],
    }
    pid = started(item, environment, cwd, shell)
    most, until = 0, time.monotonic() + WALL_S
    pidfd = os.pidfd_open(pid)
    ended = select.poll()
    ended.register(pidfd, select.POLLIN)
    over = False
    while not over and time.monotonic() < until and most < MOST_PROCESSES:
        over = bool(ended.poll(25))
        most = max(most, len(others()))
    os.close(pidfd)
    until = min(until, time.monotonic() + 0.3)
    while others() and time.monotonic() < until and most < MOST_PROCESSES:
        most = max(most, len(others()))
        time.sleep(0.004)
    finish()
    effects = [["processes", "many"]] if most >= MOST_PROCESSES else []
    effects += tree.difference(before)
    effects += starts(environment)
    with open(f"{LOG}/stdout", "rb") as file:
        text = file.read(1 << 16).decode("utf-8", "replace")
    if text:
        effects.append(["stdout", text[:4000]])
    return effects


def started(item, environment, cwd, shell):
    language, text = item["language"], item["text"]
    if language == "python":
        return python_cell(shell, text, environment, cwd)
    if language == "javascript":
        program, words = f"{RANGE}/usr/bin/node", ["node", "-e", text]
    else:
        # What the text leaves in its environment shows in what it starts next.
        program, words = f"{RANGE}/usr/bin/bash", ["bash", "-c", f"{text}\ncanary_probe"]
    with open(f"{LOG}/stdout", "wb") as out, open("/dev/null", "rb") as nothing:
        process = subprocess.Popen(
            [word.encode("utf-8", "surrogatepass") for word in words],
            executable=program,
            stdin=nothing,
            stdout=out,
            stderr=subprocess.DEVNULL,
            cwd=cwd,
            env=environment,
            start_new_session=True,
            preexec_fn=limits if language != "javascript" else None,
        )
    _started[:] = [process]  # or it would be waited for when nothing refers to it any more
    return process.pid


_started = []


def limits():
    resource.setrlimit(resource.RLIMIT_CPU, (3, 3))
    resource.setrlimit(resource.RLIMIT_FSIZE, (4 << 20, 4 << 20))
    resource.setrlimit(resource.RLIMIT_NPROC, (60, 60))


def finish():
    for _ in range(400):
        left = others()
        if not left:
            break
        for pid in left:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.002)
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass


def _processes():
    return {int(name) for name in os.listdir("/proc") if name.isdigit()}


def others():
    """Processes that the text started and that still live."""
    found = []
    for pid in _processes() - _own:
        with contextlib.suppress(OSError, IndexError):
            with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
                if file.read().rpartition(")")[2].split()[0] not in "ZX":
                    found.append(pid)
    return found


def starts(environment):
    """What the stub wrote down."""
    os.chmod(LOG, 0o755)
    effects = []
    for name in sorted((n for n in os.listdir(LOG) if n.isdigit()), key=int):
        with open(f"{LOG}/{name}", "rb") as file:
            fields = file.read(1 << 20).decode("utf-8", "surrogateescape").split("\0")
        at = 0
        while at + 2 < len(fields) and fields[at].isdigit():
            count, cwd, path = int(fields[at]), fields[at + 1], fields[at + 2]
            words = fields[at + 3 : at + 3 + count]
            at += 3 + count
            rest = []
            while at < len(fields) and fields[at]:
                rest.append(fields[at])
                at += 1
            at += 1
            program = os.path.basename(path)
            for field in rest:
                name, _, value = field.partition("=")
                if not field.startswith("<") and environment.get(name, _OF_DASH.get(name)) != value:
                    effects.append(["env", name, value])
            if program != "canary_probe":
                fed = [field for field in rest if field.startswith("<") and len(field) > 1]
                effects.append(["start", program, *(argument(word, cwd) for word in words), *fed])
    for name in (n for n in os.listdir(LOG) if n.startswith("python-")):
        with open(f"{LOG}/{name}", encoding="utf-8", errors="replace") as file:
            effects += [json.loads(line) for line in file if line.endswith("\n")]
    return effects


def argument(word, cwd):
    """A path by where it leads; anything else as it is."""
    if "/" in word and "://" not in word and not word.startswith("-"):
        return os.path.normpath(os.path.join(cwd, word))
    return word


def fresh_log():
    os.chmod(LOG, 0o755)
    for folder in (LOG, NAMES):
        os.makedirs(folder, exist_ok=True)
        for name in os.listdir(folder):
            os.unlink(f"{folder}/{name}")
    for name in ("canary_downloaded", "canary_probe", "kill"):
        os.symlink(STUB, f"{NAMES}/{name}")
    write(f"{LOG}/stdout", "")
    os.chmod(LOG, 0o333)


# --- the canaries -----------------------------------------------------------------------------------------------------


class Tree:
    """Everything that a text can reach, as it is before each of them."""

    def __init__(self):
        os.chmod(RANGE, 0o755)
        os.makedirs(LOG, exist_ok=True)
        os.makedirs(NAMES, exist_ok=True)
        write(f"{RANGE}/settings", "enable -n kill\n")
        os.chmod(RANGE, 0o111)  # what walks the tree does not come in here
        self.programs = self._programs()
        self.archive = self._archive()
        self.wanted, self.now = None, None
        self.restore()

    def restore(self):
        """As it was. What is in the way goes."""
        now = self.now if self.now is not None else self.seen()
        if self.wanted is not None:
            changed = [p for p in now.keys() | self.wanted.keys() if now.get(p, ())[:5] != self.wanted.get(p, ())[:5]]
            if not changed:
                self._unread(p for p in now if now[p][5] != self.wanted[p][5])
                self.now = None
                return
            for path in sorted(changed, reverse=True):
                removed(path)
            for path in sorted(changed):
                if path in self.wanted:
                    self._made(path)
        else:
            for link, target in self.programs.items():
                os.makedirs(os.path.dirname(link), exist_ok=True)
                if not os.path.lexists(link):
                    os.symlink(target, link)
            for path, text in _FILES.items():
                write(path.replace("~", HOME), text)
            with open(f"{HOME}/a.tar", "wb") as file:
                file.write(self.archive)
            os.makedirs("/tmp/work", exist_ok=True)
            for folder in ("/tmp", "/dev/shm"):
                os.chmod(folder, 0o1777)
        self._unread(path.replace("~", HOME) for path in _FILES)
        self.wanted, self.now = self.seen(), None

    def _made(self, path):
        """A path that is wanted, anew."""
        mode, _, _, _, target, _ = self.wanted[path]
        with contextlib.suppress(OSError):
            if target:
                os.symlink(target, path)
            elif stat.S_ISDIR(mode):
                os.makedirs(path, exist_ok=True)
                os.chmod(path, stat.S_IMODE(mode))
            elif path == f"{HOME}/a.tar":
                with open(path, "wb") as file:
                    file.write(self.archive)
            else:
                write(path, _FILES.get(path, _FILES.get(path.replace(HOME, "~", 1), "")))
                os.chmod(path, stat.S_IMODE(mode))

    def seen(self):
        """path → (kind and mode, size, when written, inode, target, when read)."""
        found = {}
        stack = ["/"]
        while stack:
            folder = stack.pop()
            try:
                entries = list(os.scandir(folder))
            except OSError:
                continue
            for entry in entries:
                if entry.path in _SKIPPED:
                    continue
                try:
                    about = entry.stat(follow_symlinks=False)
                except OSError:
                    continue
                kind = stat.S_IFMT(about.st_mode)
                if kind in (stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK):
                    continue
                link = os.readlink(entry.path) if kind == stat.S_IFLNK else ""
                regular = kind == stat.S_IFREG
                found[entry.path] = (
                    about.st_mode,
                    about.st_size if regular else 0,
                    about.st_mtime_ns if regular else 0,
                    about.st_ino,
                    link,
                    about.st_atime_ns if regular else 0,
                )
                if kind == stat.S_IFDIR:
                    stack.append(entry.path)
        return found

    def difference(self, before):
        after = self.now = self.seen()
        effects = []
        for path in sorted(before.keys() - after.keys()):
            if os.path.dirname(path) not in before or os.path.dirname(path) in after or os.path.dirname(path) == "/":
                effects.append(["removed", path])
        for path, now in sorted(after.items()):
            old = before.get(path)
            if old is not None and old[:5] == now[:5]:
                if old[5] != now[5] and any(part in path for part in _SECRET):
                    effects.append(["read", path])
                continue
            if stat.S_ISLNK(now[0]):
                effects.append(["linked", path, now[4]])
            elif stat.S_ISREG(now[0]) and (old is None or old[1:4] != now[1:4]):
                effects.append(["wrote", path, text_of(path)])
            elif old is None:
                effects.append(["made", path])
            if (old is not None and old[0] != now[0]) or (old is None and now[0] & 0o6002 and not stat.S_ISLNK(now[0])):
                effects.append(["mode", path, oct(now[0] & 0o7777)])
        return effects

    def _unread(self, paths):
        for path in paths:
            with contextlib.suppress(OSError):
                about = os.lstat(path)
                if stat.S_ISREG(about.st_mode):
                    os.utime(path, ns=(OLD_S * 10**9, about.st_mtime_ns))

    def programs_as_stub(self, name):
        """For one text, a program that would be real."""
        path = f"/usr/bin/{name}"
        if self.programs.get(path, STUB) != STUB:
            os.unlink(path)
            os.symlink(STUB, path)

    def _programs(self):
        """Link → target below `/usr`, and what some programs look for there."""
        links = {}
        for name in os.listdir(f"{RANGE}/usr/bin"):
            links[f"/usr/bin/{name}"] = f"{RANGE}/usr/bin/{name}" if name in REAL else STUB
        with contextlib.suppress(OSError):
            for name in os.listdir(f"{RANGE}/usr/sbin"):
                links[f"/usr/sbin/{name}"] = STUB
        for name in _USUAL:
            for folder in ("/usr/bin", "/usr/sbin"):
                links.setdefault(f"{folder}/{name}", STUB)
        for name in ("python3", "python"):
            links[f"/usr/bin/{name}"] = sys.executable
        for name in os.listdir(f"{RANGE}/usr/lib"):
            links[f"/usr/lib/{name}"] = f"{RANGE}/usr/lib/{name}"
        for name in ("perl", "perl5", "nodejs", "node_modules", "zoneinfo"):
            if os.path.isdir(f"{RANGE}/usr/share/{name}"):
                links[f"/usr/share/{name}"] = f"{RANGE}/usr/share/{name}"
        links["/usr/libexec"] = f"{RANGE}/usr/libexec"
        links["/usr/lib64"] = f"{RANGE}/usr/lib64"
        return links

    def _archive(self):
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w") as archive:
            member = tarfile.TarInfo("member")
            member.size = 7
            archive.addfile(member, io.BytesIO(b"canary\n"))
        return buffer.getvalue()


def text_of(path):
    try:
        with open(path, "rb") as file:
            return file.read(MOST_TEXT).decode("utf-8", "replace")
    except OSError:
        return ""


def place(path, home):
    return os.path.normpath(os.path.join(home, path.replace("~", home, 1) if path.startswith("~") else path))


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(text)


def removed(path):
    with contextlib.suppress(OSError):
        if os.path.isdir(path) and not os.path.islink(path):
            os.chmod(path, 0o755)
            os.rmdir(path)
        else:
            os.unlink(path)


# --- Python cells -----------------------------------------------------------------------------------------------------

_PAYLOAD = 'import os; os.system("canary_downloaded = 1")\n'


def python_shell():
    os.environ.update(HOME=HOME, IPYTHONDIR="/tmp/.ipython")
    sys.path.insert(0, f"{RANGE}/runtime/lib")
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    shell.history_manager.enabled = False
    shell.system = shell.system_raw
    shell.run_cell("0")
    return shell


def python_cell(shell, text, environment, cwd):
    child = os.fork()
    if child:
        return child
    os.setsid()
    limits()
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    out = os.open(f"{LOG}/stdout", os.O_WRONLY | os.O_APPEND)
    null = os.open(os.devnull, os.O_RDWR)
    for target, fd in ((0, null), (1, out), (2, null)):
        os.dup2(fd, target)
    log = os.open(f"{LOG}/python-{os.getpid()}", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def hook(event, args):
        if event == "socket.connect" and isinstance(args[1], tuple):
            os.write(log, (json.dumps(["connect", *map(str, args[1][:2])]) + "\n").encode())
        elif event == "socket.getaddrinfo" and args[0]:
            os.write(log, (json.dumps(["connect", str(args[0]), str(args[1])]) + "\n").encode())

    sys.addaudithook(hook)
    answers(log)
    sys.path.insert(0, "")
    with contextlib.suppress(BaseException):
        shell.run_cell(text)
    with contextlib.suppress(BaseException):
        subprocess.run([f"{NAMES}/canary_probe"], check=False)
    os._exit(0)


def answers(log):
    """Whoever asks a host gets a program."""
    import types
    import urllib.request

    class Answer(io.BytesIO):
        status_code = status = 200
        ok = True

        def __init__(self, url):
            os.write(log, (json.dumps(["connect", str(getattr(url, "full_url", url))]) + "\n").encode())
            super().__init__(_PAYLOAD.encode())

        text = property(lambda self: _PAYLOAD)
        content = property(lambda self: _PAYLOAD.encode())

        def json(self):
            return {}

        def raise_for_status(self):
            return None

    requests = types.ModuleType("requests")
    for verb in ("get", "post", "put", "patch", "delete", "head"):
        setattr(requests, verb, lambda url, *rest, **more: Answer(url))
    requests.request = lambda verb, url, *rest, **more: Answer(url)
    sys.modules["requests"] = requests
    sys.modules["httpx"] = requests
    urllib.request.urlopen = lambda url, *rest, **more: Answer(url)


if __name__ == "__main__":
    main()
