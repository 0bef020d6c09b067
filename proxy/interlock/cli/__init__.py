"""The command `interlock`: argv → one call. Data goes to stdout, talk to stderr.

Exit codes: 0 ok or allowed; 1 denied or a check failed; 2 usage or configuration; 3 approval needed; 4 a needed part is
unavailable; 5 internal error. A batch exits 0 whatever its answers are, or 4. `interlock exec` exits with the program's
own status, 126 where refused, 125 where no answer could be had, 130 where it was interrupted or ran out of time.
"""

import os

# gRPC's own lines would stand between ours, which are JSON; what fails there is raised here as well. It reads this
# once, when it is loaded, which any module below may cause.
os.environ.setdefault("GRPC_VERBOSITY", "NONE")
# Our children are other programs from the start: what gRPC does around a fork for the sake of those that go on using it
# costs time and can only go wrong.
os.environ.setdefault("GRPC_ENABLE_FORK_SUPPORT", "0")
