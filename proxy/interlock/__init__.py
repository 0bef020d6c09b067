"""Interlock: a security proxy for the code that AI agents run."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("codecrucible-interlock")
except PackageNotFoundError:  # run from a source tree that nobody installed
    __version__ = "0+source"
