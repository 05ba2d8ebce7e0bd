"""One output format a module, imported on use."""
