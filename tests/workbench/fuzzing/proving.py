"""Texts that rewrites are proved with: at least one of them fits each rewrite."""

from __future__ import annotations

from random import Random

from interlock.workbench.fuzzing import effects
from interlock.workbench.fuzzing.range import Range, Run
from interlock.workbench.fuzzing.rewrite import Rewrite, Text

_NAMES = ("canary_a", "canary_b")
TEXTS = (
    Text("rm -rf /srv"),
    Text("sudo id a"),
    Text("canary_a /etc/hosts 1234"),
    Text("chmod 777 x"),
    Text("cat x > /etc/motd"),
    Text("cat x >> /etc/motd"),
    Text("cat < ~/.ssh/id_rsa"),
    Text("rm -r -f /home/user/build"),
    Text("rm -rf ~/build"),
    Text("import os\nos.system('canary_a x')", "python"),
    Text("import os\nos.system('canary_a x')\nos.mkdir('/srv/made')", "python"),
    Text("require('child_process').execSync('canary_a x')", "javascript"),
    Text("require('fs').writeFileSync('/srv/made', 'text')", "javascript"),
)
_TRIES = 4


async def proof(rewrite: Rewrite, here: Range, wanted: dict[Text, effects.Effects]) -> Text | None:
    """A text that the rewrite makes, and that does what the original does; None where none was found."""
    for text in TEXTS:
        for chance in range(_TRIES):
            made = rewrite.apply(text, Random(chance))
            if made is None:
                break
            if text not in wanted:
                wanted[text] = effects.lasting([await _ran(text, here)])
                assert wanted[text], text
            if effects.has(await _ran(made, here), wanted[text]):
                return made
    return None


async def _ran(text: Text, here: Range) -> effects.Effects:
    run = await here.run(Run(text.source, text.language, _NAMES))
    assert run is not None, "it ended the range"
    return run
