"""Analysis where it can be killed: warm processes, forked from one that has everything loaded."""
