"""Sandboxes: places that carry out permitted actions, and nothing else."""
