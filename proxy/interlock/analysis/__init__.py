"""Source to facts: `analyze` is total on every byte string, bounded by `Limits`, deterministic, and does no IO."""
