"""The audit log: durable before anything runs, chained, and readable by anybody who has the files."""
