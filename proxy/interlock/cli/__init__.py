"""The command `interlock`: argv → one call. Data goes to stdout, talk to stderr.

Exit codes: 0 ok or allowed; 1 denied or a check failed; 2 usage or configuration; 3 approval needed; 4 a needed part is
unavailable; 5 internal error. `interlock exec` exits with the program's own status, 126 where refused, 125 where no
answer could be had.
"""
