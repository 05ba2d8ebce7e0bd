"""Write policies/indices/*.yaml from the published index tables: `python tools/indices.py DATA_DIR POLICIES_DIR`."""

import sys
from pathlib import Path

from partnerdata.editions import EDITIONS
from partnerdata.indices import render
from partnerdata.tables import read_rows


def main(data: Path, policies: Path) -> int:
    """The number of files written below `policies`/indices, one an edition."""
    folder = policies / "indices"
    folder.mkdir(parents=True, exist_ok=True)
    for edition in EDITIONS:
        text = render(edition, read_rows(data / edition.table))
        (folder / f"{edition.id}.yaml").write_text(text, encoding="utf-8", newline="\n")
    return len(EDITIONS)


if __name__ == "__main__":
    match sys.argv[1:]:
        case [data, policies]:
            print(f"{main(Path(data), Path(policies))} index files written")
        case _:
            sys.exit("usage: python tools/indices.py DATA_DIR POLICIES_DIR")
