"""The front door: one module a command; argv to one call to an exit code. The only typer, the only clock."""
