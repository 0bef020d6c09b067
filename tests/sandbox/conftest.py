"""Real sandboxes, or a failure in CI."""

from sandboxes import isolation

__all__ = ["isolation"]
