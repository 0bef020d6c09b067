"""The gRPC face: wire in, `Call` out; answers and errors back. No decision is made here."""
