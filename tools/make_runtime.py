"""Makes the sandbox's own environment: `make_runtime.py DIRECTORY REQUIREMENTS`. Does nothing where it is there
already.

`lib/` holds the packages, `bin/` their commands in a form that does not depend on where the directory is bound.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

_COMMANDS = {"pip": "pip", "pip3": "pip", "ipython": "IPython"}


def main() -> None:
    directory, requirements = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    wanted = hashlib.sha256(requirements.read_bytes() + sys.version.encode() + Path(__file__).read_bytes()).hexdigest()
    stamp = directory / "stamp"
    if stamp.is_file() and stamp.read_text() == wanted:
        print(f"{directory.name} is up to date")
        return
    fresh = directory.with_name(directory.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "bin").mkdir(parents=True)
    pip = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    subprocess.run([*pip, "--target", str(fresh / "lib"), "--requirement", str(requirements)], check=True)
    shutil.rmtree(fresh / "lib" / "bin", ignore_errors=True)
    for name, module in _COMMANDS.items():
        command = fresh / "bin" / name
        command.write_text(f'#!/bin/sh\nexec python3 -m {module} "$@"\n')
        command.chmod(0o755)
    print("building the font cache", flush=True)
    environment = {
        **os.environ,
        "PYTHONPATH": str(fresh / "lib"),
        "MPLCONFIGDIR": str(fresh / "matplotlib"),
        "MPLBACKEND": "agg",
    }
    subprocess.run([sys.executable, "-S", "-c", "import matplotlib.font_manager"], check=True, env=environment)
    # Whatever the umask: an ordinary user reads it inside.
    subprocess.run(["chmod", "-R", "a+rX", str(fresh)], check=True)
    (fresh / "stamp").write_text(wanted)
    shutil.rmtree(directory, ignore_errors=True)
    fresh.rename(directory)


if __name__ == "__main__":
    main()
