"""The edge to OPA: what it is asked, how its answers are read, and the private process that gives them."""
