"""Obtains unbash, a shell parser that only `make differential` compares with: `get_unbash.py [TOOLS_DIR]`.

`npm ci` with the version and the integrity that `tests/differential/unbash/package-lock.json` pins, from whatever
registry npm is set up for; no scripts of packages are run. Silent where it is there already. Standard library only.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
PINNED = CHECKOUT / "tests" / "differential" / "unbash"


def main() -> int:
    place = (Path(sys.argv[1]) if len(sys.argv) > 1 else CHECKOUT / ".tools") / "unbash"
    lock = json.loads((PINNED / "package-lock.json").read_text(encoding="utf-8"))
    wanted = lock["packages"]["node_modules/unbash"]["version"]
    installed = place / "node_modules" / "unbash" / "package.json"
    if installed.is_file() and json.loads(installed.read_text(encoding="utf-8"))["version"] == wanted:
        return 0
    if shutil.which("npm") is None:
        print("unbash needs npm: the comparison with it is left out")
        return 0
    place.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(PINNED / name, place / name)
    return subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=place, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
