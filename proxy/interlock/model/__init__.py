"""Frozen vocabulary: every value that crosses a floor. No behaviour but questions about themselves."""
