"""Text from anywhere as Markdown that shows it and does nothing: no markup, no HTML, no link, no mention."""

from __future__ import annotations

import re

from waarborg.reports.layout import one_line

_ACTIVE = re.compile(r"[\\`*_\[\]!|~$^&<>@#]|(?i:www(?=\.))|:(?=//)|^(?:[-+=]|\d+(?=[.)]))")
_GAP = "&#8203;"
"""A space without width, as an entity: GitHub and GitLab look for mentions in the text that Markdown has become."""
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": f"@{_GAP}", "#": f"\\#{_GAP}", ":": f":{_GAP}"}


def inline(text: str) -> str:
    """`text` on one line, fit for a paragraph, a list or the cell of a table."""
    return _ACTIVE.sub(_inert, one_line(text).strip())


def _inert(match: re.Match[str]) -> str:
    found = match[0]
    if found in _ENTITIES:
        return _ENTITIES[found]
    return f"{found}{_GAP}" if found.isalnum() else f"\\{found}"
