"""`Permit` and `PermitError` for everybody; `Mint` stays with the audit log (see `model/mint.py`)."""

from interlock.model.mint import Permit, PermitError

__all__ = ["Permit", "PermitError"]
