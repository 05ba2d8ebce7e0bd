"""Write policies/partners/*.yaml from the country tables: `python tools/partners.py DATA_DIR POLICIES_DIR`."""

import sys
from pathlib import Path

from partnerdata.partners import partners, render
from partnerdata.tables import read_tables


def main(data: Path, policies: Path) -> int:
    """The number of files written below `policies`/partners, one a partner, named by its code."""
    folder = policies / "partners"
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for partner in partners(read_tables(data)):
        (folder / f"{partner.code}.yaml").write_text(render(partner), encoding="utf-8", newline="\n")
        written += 1
    return written


if __name__ == "__main__":
    match sys.argv[1:]:
        case [data, policies]:
            print(f"{main(Path(data), Path(policies))} partner files written")
        case _:
            sys.exit("usage: python tools/partners.py DATA_DIR POLICIES_DIR")
