"""Real public cases, each held against its documented outcome; many differ from another by one fact or one day."""

from __future__ import annotations

from pathlib import Path

import pytest

from waarborg.core.judge import Judge
from waarborg.core.verdict import Level
from waarborg.reading.document import Document
from waarborg.reading.exchanges import read_exchange
from waarborg.reading.inputs import Named, documents_in
from waarborg.reading.policies import read_policy, shipped_policies

FOLDER = Path(__file__).parent / "public_cases"
POLICY = read_policy(shipped_policies())
JUDGE = Judge(POLICY)
PERMITTED, CONDITIONS, REFER = "permitted", "permitted_with_conditions", "refer"
PROHIBITED, INCOMPLETE = "prohibited", "incomplete"
EXPECTED: dict[str, tuple[str, ...]] = {
    "soering-no-assurance": (PROHIBITED, "death-penalty-assurance"),
    "soering-assured": (REFER, "airs-coordination"),
    "soering-assured-a-day-late": (PROHIBITED, "death-penalty-assurance"),
    "elgizouli-no-assurance": (PROHIBITED, "death-penalty-assurance"),
    "elgizouli-assured": (REFER, "airs-coordination"),
    "saadi-torture-established": (PROHIBITED, "flagrant-breach-established"),
    "othman-evidence-by-torture": (PROHIBITED, "flagrant-breach-established"),
    "othman-fair-trial-assured": (REFER, "country-weighing-high-concern"),
    "al-nashiri-intelligence-service": (PROHIBITED, "wpg-17-intelligence-service"),
    "mss-within-the-union": (PROHIBITED, "flagrant-breach-established"),
    "aranyosi-risk-indicated": (REFER, "real-risk-indicated"),
    "aranyosi-risk-excluded": (CONDITIONS,),
    "lm-country-alone": (PROHIBITED, "eu-refusal-outside-the-list"),
    "lm-this-person": (REFER, "eu-refusal-danger-for-this-person"),
    "ws-finally-disposed-of": (PROHIBITED, "red-notice-ne-bis-in-idem"),
    "ws-not-established": (REFER, "airs-coordination"),
    "ws-not-known": (INCOMPLETE, "red-notice-ne-bis-in-idem"),
    "ws-blue-notice": (REFER, "other-notice-ne-bis-in-idem"),
    "hf-judged-in-another-member-state": (PROHIBITED, "sv-ne-bis-in-idem"),
    "opinion-1-15-passenger-data": (REFER, "wpg-3-bulk"),
    "hr-2023-864-rwanda": (PROHIBITED, "flagrant-breach-established"),
    "rwanda-extradited-before": (REFER, "country-weighing-foreign-interest"),
    "mh17-malaysia-before-the-arrangement": (PROHIBITED, "death-penalty-assurance"),
    "mh17-malaysia-after-the-arrangement": (REFER, "airs-coordination"),
    "russian-diffusion-day-before": (REFER, "country-weighing-high-concern"),
    "russian-diffusion-not-cleared": (PROHIBITED, "russian-diffusion-not-cleared"),
    "russian-diffusion-cleared": (REFER, "russian-diffusion-cleared"),
    "russian-diffusion-predominantly-political": (PROHIBITED, "interpol-article-3"),
    "arrest-on-an-expired-notice": (PROHIBITED, "rpd-notice-expired"),
    "bahraini-refugee-in-thailand": (PROHIBITED, "refugee-from-a-party"),
    "bahraini-refugee-immigration-not-asked": (PROHIBITED, "hit-immigration-service-asked"),
    "bahraini-refugee-flight-details": (PROHIBITED, "refugee-from-a-party"),
    "bahraini-refugee-notice-deleted": (PROHIBITED, "refugee-from-a-party", "notice-no-longer-stands"),
    "russian-refugee-in-spain": (PROHIBITED, "refugee-from-a-party"),
    "azerbaijani-refugee-in-georgia": (PROHIBITED, "refugee-from-a-party"),
    "turkish-writer-persecution-established": (PROHIBITED, "persecution-established"),
    "turkish-writer-persecution-indicated": (REFER, "persecution-indicated"),
    "turkish-mass-list-membership": (PROHIBITED, "interpol-membership-only", "misuse-signal"),
    "turkish-cancelled-passports": (REFER, "misuse-signal"),
    "saudi-blasphemy": (PROHIBITED, "rpd-83-norms"),
    "emirates-unfunded-cheque": (PROHIBITED, "rpd-83-private-or-administrative"),
    "emirates-unfunded-cheque-organised": (REFER, "rpd-83-private-but-serious"),
    "whaling-notice": (REFER, "misuse-signal", "interpol-article-3-mixed"),
    "whaling-notice-deleted": (REFER, "notice-no-longer-stands"),
    "kosovo-is-no-member": (PROHIBITED, "interpol-members-only"),
    "taiwan-is-no-member": (PROHIBITED, "interpol-members-only"),
    "diverted-aircraft-established": (PROHIBITED, "persecution-established"),
    "diverted-aircraft-indicated": (REFER, "persecution-indicated"),
    "hong-kong-national-security": (PROHIBITED, "refugee-from-a-party"),
    "morocco-letter-of-intent": (PROHIBITED, "claimed-basis-serves"),
    "morocco-treaty-not-decided": (REFER, "country-weighing-high-concern"),
    "morocco-treaty-decided": (CONDITIONS,),
    "morocco-treaty-decided-a-day-late": (REFER, "country-weighing-high-concern"),
    "morocco-treaty-stopped": (PROHIBITED, "country-weighing-high-concern"),
    "emirates-treaty-signed": (PROHIBITED, "claimed-basis-in-force"),
    "emirates-treaty-in-force": (REFER, "country-weighing-high-concern"),
    "suriname-exploration": (PROHIBITED, "claimed-basis-serves"),
    "suriname-treaty-suspended": (PROHIBITED, "claimed-basis-in-force"),
    "united-kingdom-in-transition": (CONDITIONS,),
    "united-kingdom-after-transition": (PROHIBITED, "claimed-basis-binds-the-partner"),
    "united-kingdom-before-adequacy": (PROHIBITED, "wpg-17a-1-adequacy"),
    "united-kingdom-adequate": (CONDITIONS,),
    "united-kingdom-sis": (PROHIBITED, "sis-data-outside"),
    "japan-adequacy-of-the-gdpr": (PROHIBITED, "wpg-17a-1-adequacy"),
    "directive-2023-977-day-before": (PROHIBITED, "claimed-basis-in-force"),
    "directive-2023-977-first-day": (CONDITIONS,),
    "denmark-outside-europol": (PROHIBITED, "claimed-basis-binds-the-partner"),
    "norway-takes-part": (CONDITIONS,),
    "encrypted-messages-with-consent": (CONDITIONS,),
    "encrypted-messages-consent-a-day-late": (PROHIBITED, "wpg-17a-4-consent"),
    "encrypted-messages-supplier-listed": (CONDITIONS,),
    "witness-presented-as-suspect": (PROHIBITED, "wpg-6b-not-presented-as-suspect"),
    "request-that-endangers": (REFER, "endangers-life"),
    "pilot-flight-details": (REFER, "travel-data-of-resident"),
    "benelux-pursuit-day-before": (PROHIBITED, "host-state-consent"),
    "benelux-pursuit-first-day": (CONDITIONS,),
    "el-haski-statement-by-torture": (PROHIBITED, "torture-evidence-passed-on"),
    "ukrainian-with-temporary-protection": (PROHIBITED, "refugee-from-a-party"),
    "liu-china-ill-treatment": (PROHIBITED, "flagrant-breach-established"),
    "liu-china-no-finding": (INCOMPLETE, "flagrant-breach-established"),
    "al-saadoon-iraq": (PROHIBITED, "death-penalty-assurance"),
    "al-saadoon-before-the-penalty-returned": (REFER, "country-weighing-high-concern"),
    "trabelsi-life-without-review": (PROHIBITED, "flagrant-breach-established"),
    "sanchez-sanchez-no-real-risk": (REFER, "airs-coordination"),
    "khasanov-kyrgyzstan": (REFER, "country-weighing-high-concern"),
    "mamazhonov-kyrgyzstan": (PROHIBITED, "flagrant-breach-established"),
    "in-icelandic-asylum-and-russia": (PROHIBITED, "refugee-from-a-party"),
    "in-asylum-feared-from-another-state": (REFER, "protected-person-third-country"),
    "russian-refugee-in-cyprus": (PROHIBITED, "refugee-from-a-party"),
    "russian-asylum-seeker-not-yet-decided": (PROHIBITED, "refugee-from-a-party"),
    "saudi-family-flight": (PROHIBITED, "refugee-from-a-party"),
    "saudi-family-not-asked": (REFER, "protection-not-asked"),
    "uyghur-notice-cancelled": (PROHIBITED, "persecution-established", "notice-no-longer-stands"),
    "uyghur-notice-published": (REFER, "persecution-indicated"),
    "belarus-opposition-leader": (PROHIBITED, "interpol-article-3"),
    "belarus-opposition-by-liaison": (REFER, "predominantly-political"),
    "arar-without-caveats": (PROHIBITED, "adequate-safeguards"),
    "arar-with-caveats": (REFER, "chain-transfer"),
    "arar-called-a-suspect": (PROHIBITED, "wpg-6b-not-presented-as-suspect"),
    "vs-fingerprints-unavoidable": (CONDITIONS,),
    "vs-fingerprints-as-a-matter-of-course": (PROHIBITED, "wpg-5-genetic-biometric"),
    "centrum-intelligence-abroad": (PROHIBITED, "wpg-17-intelligence-service"),
    "red-notice-two-years": (CONDITIONS,),
    "red-notice-a-month-short-of-two-years": (PROHIBITED, "rpd-83-max-penalty"),
    "red-notice-six-months": (CONDITIONS,),
    "red-notice-five-months": (PROHIBITED, "rpd-83-sentence"),
    "parental-abduction-red-notice": (PROHIBITED, "rpd-83-family"),
    "parental-abduction-yellow-notice": (CONDITIONS,),
    "police-ask-a-foreign-judge": (PROHIBITED, "sv-outgoing-om"),
    "police-ask-foreign-police": (CONDITIONS,),
    "fiscal-intelligence-of-the-fiod": (REFER, "sv-fiscal-minister", "sv-fiscal-finance"),
    "the-same-of-the-police": (CONDITIONS,),
    "m-no-case-to-answer": (PROHIBITED, "sv-ne-bis-in-idem"),
    "m-witness-in-another-case": (CONDITIONS,),
    "hungary-no-country-figure": (CONDITIONS,),
    "turkey-weighed": (REFER, "country-weighing-high-concern"),
    "eurodac-to-a-third-country": (PROHIBITED, "eurodac-not-beyond-the-union"),
    "agreement-before-the-recommendation": (PERMITTED,),
    "agreement-on-the-day": (PROHIBITED, "new-agreement-heeds-the-recommendation"),
    "johal-torture-tainted": (PROHIBITED, "flagrant-breach-established"),
    "johal-risk-indicated": (REFER, "real-risk-indicated"),
}
"""The verdict, and the rules that must count towards it."""


def test_every_public_case_says_what_it_is() -> None:
    """Each file begins with the case and its outcome, and each is held against one."""
    files = {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.yaml")}
    assert files.keys() == EXPECTED.keys()
    assert [name for name, text in files.items() if not text.startswith("# ") or f"id: {name}" not in text] == []


@pytest.mark.parametrize("name", EXPECTED)
def test_a_public_case_comes_out_as_documented(name: str) -> None:
    """The verdict, with the rules that make it what it is."""
    (document,) = documents_in(Named(str(FOLDER / f"{name}.yaml"), outright=True))
    assert isinstance(document, Document)
    read = read_exchange(document, POLICY)
    assert read.problems == ()
    assert read.exchange is not None
    found = JUDGE.judge(read.exchange)
    verdict, *rules = EXPECTED[name]
    counting = {
        outcome.rule.id
        for part in found.parts
        for outcome in part.outcomes
        if outcome.contributes.at_worst > Level.PERMITTED
    }
    assert found.verdict == verdict
    assert set(rules) - counting == set()
