"""`python -m waarborg` is the `waarborg` command."""

from waarborg.cli.main import run

if __name__ == "__main__":
    run()
