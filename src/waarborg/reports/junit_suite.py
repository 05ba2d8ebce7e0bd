"""A suite of JUnit XML, in the one shape that both common schemas admit."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from waarborg.reports.identity import Repeats
from waarborg.reports.layout import disarmed, one_line
from waarborg.reports.levels import path_here
from waarborg.reports.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from typing import TextIO


class Suite:
    """Keeps the cases until they can be counted. Times are not measured.

    Of two cases of one name in a file a pipeline would show the first alone: each that comes again has its number.
    """

    def __init__(self) -> None:
        self._spool = Spool()
        self._counts = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
        self._repeats = Repeats()

    def passed(self, name: str, file: str) -> None:
        """Keep a case that passes."""
        self._case("", name, file, "")

    def skipped(self, name: str, file: str, message: str) -> None:
        """Keep a case that counts for nothing, and why."""
        self._case("skipped", name, file, f"<skipped message={_attribute(message)}/>")

    def failed(self, name: str, file: str, sort: str, message: str, lines: Iterable[str]) -> None:
        """Keep a case that fails: of which sort, in a sentence, and in lines."""
        self._case("failures", name, file, _told("failure", sort, message, lines))

    def erred(self, name: str, file: str, sort: str, message: str, lines: Iterable[str]) -> None:
        """Keep a case that could not be tried, likewise."""
        self._case("errors", name, file, _told("error", sort, message, lines))

    def write(self, stream: TextIO, named: Mapping[str, str], day: date, properties: Mapping[str, str]) -> None:
        """Write the suite: what it is called, the day, what it rests on, and the cases."""
        names = " ".join(f"{key}={_attribute(value)}" for key, value in named.items())
        when = f'timestamp="{day.isoformat()}T00:00:00" hostname="localhost" time="0"'
        counts = " ".join(f'{name}="{count}"' for name, count in self._counts.items())
        stream.write(f"  <testsuite {names} {when} {counts}>\n    <properties>\n")
        stream.writelines(
            f"      <property name={_attribute(name)} value={_attribute(value)}/>\n"
            for name, value in properties.items()
        )
        stream.write("    </properties>\n")
        self._spool.pour(stream)
        stream.write("    <system-out/>\n    <system-err/>\n  </testsuite>\n")

    def _case(self, counted: str, name: str, file: str, body: str) -> None:
        self._counts["tests"] += 1
        if counted:
            self._counts[counted] += 1
        number = self._repeats.number(file, name)
        name = name if number == 1 else f"{name} ({number})"
        head = f'    <testcase name={_attribute(name)} classname={_attribute(path_here(file))} time="0"'
        self._spool.write(f"{head}>{body}</testcase>\n" if body else f"{head}/>\n")


HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n'
TAIL = "</testsuites>\n"


def _told(element: str, sort: str, message: str, lines: Iterable[str]) -> str:
    said = escape("\n".join(disarmed(_shown(line)) for line in lines))
    return f"<{element} type={_attribute(sort)} message={_attribute(message)}>{said}</{element}>"


def _attribute(text: str) -> str:
    """`text` as an attribute's value with its quotes; what XML cannot hold is shown by its code point."""
    return quoteattr(_shown(text))


def _shown(text: str) -> str:
    """`text` on one line, without the two characters that XML alone refuses."""
    return one_line(text).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")
