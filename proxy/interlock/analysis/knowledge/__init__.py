"""What programs do with their arguments: declarative tables, one file for each family; `README.md` explains them."""

from interlock.analysis.knowledge.program import Meanings, Operands, Program, operand_plan
from interlock.analysis.knowledge.tables import (
    Variable,
    files,
    known_names,
    load,
    program,
    read,
    revision,
    shipped,
    use,
    variables,
)

__all__ = [
    "Meanings",
    "Operands",
    "Program",
    "Variable",
    "files",
    "known_names",
    "load",
    "operand_plan",
    "program",
    "read",
    "revision",
    "shipped",
    "use",
    "variables",
]
