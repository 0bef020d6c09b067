"""What a policy author and CI run: samples, lint, tests, fuzzing, mutation, replay, comparison, coverage.

Each command is a function that returns a `findings.Report`; `formats` writes a report for machines, the command line
one for people. What needs analysis and decisions gets a `lab.Lab`, which the composition root makes.
"""
