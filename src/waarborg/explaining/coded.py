"""What a problem code means, with an example that has it, and the rules and instruments that examples are made of."""

from __future__ import annotations

from waarborg.core.record import record


@record
class Example:
    """A file that has the problem: a descriptor, or one file of a policy that is right but for it.

    A `text` of None is a file that is not there; `again` follows the text `times` over; a lone surrogate stands for
    the byte that it escapes.
    """

    file: str
    text: str | None
    again: str = ""
    times: int = 0

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        return ((self.text or "") + self.again * self.times).encode("utf-8", "surrogateescape")


@record
class Code:
    """What a code means, in the two languages, and an example; None where no file brings it about by itself."""

    nl: str
    en: str
    example: Example | None


def rules(*listed: str) -> Example:
    """A file of these rules."""
    head = "schema: waarborg/rules-1\nsection: {nl: Voorbeeld, en: Example}\nrules:\n"
    return Example("safeguards/example.yaml", head + "".join(listed))


def rule(
    name: str = "example",
    when: str = "{covered: true}",
    kind: str = "remark",
    more: str = "",
    title: str = "{nl: Voorbeeld, en: Example}",
) -> str:
    """One rule, right as it stands; `more` are further keys, perhaps its sources among them."""
    lines = (f"- id: {name}", f"kind: {kind}", f"title: {title}", f"when: {when}")
    advice = "advice: {nl: Doe dit, en: Do this}" if kind == "obligation" else ""
    sources = "" if "sources:" in more else "sources: [{id: law}]"
    return "\n  ".join(filter(None, (*lines, advice, more, sources))) + "\n"


def instrument(parties: str = "[NL]", status: str = "[{is: signed, source: law, basis: recalled}]") -> Example:
    """A file of one treaty, with these parties and this status over time."""
    return Example(
        "instruments.yaml",
        "schema: waarborg/instruments-1\ninstruments:\n  treaty:\n    title: {nl: Verdrag, en: Treaty}\n"
        f"    kind: treaty\n    parties: {parties}\n    status: {status}\n    sources: [{{id: law}}]\n",
    )
