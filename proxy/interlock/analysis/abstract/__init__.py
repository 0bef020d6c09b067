"""Abstract evaluation of a small tree that a language's reader makes: what R and Java have in common.

`tree` (what readers make), `values` (what a name may hold), `apis` (what known calls do, as data), `report` (facts with
spans), `effects` (known calls become facts), `evaluator` (statements in order, every branch taken).
"""
