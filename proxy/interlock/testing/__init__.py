"""For tests of your own policies: Hypothesis strategies for what agents write, and the policy's answer to it.

    from interlock import testing

    @given(testing.spellings("rm -rf /etc"))
    def test_however_it_is_written_etc_is_not_deleted(spelling):
        assert decide(spelling.source, spelling.language).effect == "deny"

Needs Hypothesis: `pip install codecrucible-interlock[testing]`. See docs/testing.md.
"""

from interlock.testing.deciding import Decide, deciding, facts_of
from interlock.testing.strategies import Spelling, python_cells, shell_commands, spellings

__all__ = ["Decide", "Spelling", "deciding", "facts_of", "python_cells", "shell_commands", "spellings"]
