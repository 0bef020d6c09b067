"""The local sandbox: bubblewrap namespaces, seccomp, an agent inside. One sandbox for each session, never reused."""
