"""One module for each service of `protos/interlock/v1/`."""
