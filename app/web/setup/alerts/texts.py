"""What the page of alerts says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language; mappings are by the names of the API."""

    title: str
    lead: str
    ended: str
    sent_again: str
    too_late: str
    stop: str
    stop_lead: str
    stop_project: str
    stop_subscription: str
    stop_digest: str
    stop_may: str
    stop_ask_write: str
    stop_ask_admin: str
    subscriptions: str
    subscriptions_lead: str
    nobody: str
    about: str
    all_projects: str
    all_symptoms: str
    more_projects: str
    from_severity: str
    kind: str
    kinds: Mapping[str, str]
    by: str
    stopped: str
    end: str
    end_one: str
    add: str
    add_go: str
    target: str
    target_hint: str
    no_target: str
    refers: str
    project: str
    no_project: str
    symptoms: str
    no_symptom: str
    severity: str
    language: str
    as_server: str
    languages: Mapping[str, str]
    rules: str
    rules_lead: str
    quiet_from: str
    quiet_until: str
    quiet_hint: str
    quiet_usual: str
    no_time: str
    digest: str
    digest_hint: str
    too_many: str
    sample: str
    sample_lead: str
    sample_target: str
    sample_go: str
    sample_sent: str
    sample_unsent: str
    messages: str
    messages_caption: str
    no_messages: str
    when: str
    to: str
    what: str
    whats: Mapping[str, str]
    why: str
    reasons: Mapping[str, str]
    state: str
    states: Mapping[str, str]
    again: str
    again_one: str


_ENGLISH = Texts(
    title="Alerts",
    lead="Who gets a message when something comes up, when, and what was sent.",
    ended="Ended. Nothing more goes there by it.",
    sent_again="It is sent again now.",
    too_late="That message is no longer waiting: it was sent, or is not worth telling any more.",
    stop="You got a message, and want it otherwise?",
    stop_lead="Every message says at its end why you got it.",
    stop_project="Because you lead a project, or it is alerted at your address: change it with the project.",
    stop_subscription="Because of a subscription: end it in the list below.",
    stop_digest="Because you get the weekly overview: take your address out under “How messages are sent”.",
    stop_may="You may change all of this.",
    stop_ask_write="You can look here, and not change it. Send this address to whoever runs brug: they can end it.",
    stop_ask_admin="You may end subscriptions. For the other two ask whoever runs brug.",
    subscriptions="Subscriptions",
    subscriptions_lead="Others who want to know, beside the leads of projects.",
    nobody="Nobody has subscribed.",
    about="About",
    all_projects="All projects",
    all_symptoms="all symptoms",
    more_projects="{n} projects",
    from_severity="from {severity} on",
    kind="What",
    kinds={"alerts": "Each finding, as it comes", "digest": "The overview, once a week"},
    by="by {name}, {day}",
    stopped="stopped on {day}",
    end="End",
    end_one="End the subscription of {target}",
    add="Subscribe somebody",
    add_go="Subscribe",
    target="Address",
    target_hint="A mail address, slack://…, workflows://… (Teams), webhooks://…?secret=…, or env:NAME where it stands.",
    no_target="Messages cannot go to this. Write a mail address, slack://…, workflows://… (Teams), webhooks://…, or "
    "env:NAME where the address stands.",
    refers="An address that stands on brug’s own machine (env:, file:) needs the scope “admin”.",
    project="Project",
    no_project="Choose a project from the list.",
    symptoms="Symptoms",
    no_symptom="Choose at least one.",
    severity="From this severity on",
    language="Language",
    as_server="As brug itself",
    languages={"en": "English", "nl": "Dutch"},
    rules="How messages are sent",
    rules_lead="For everybody.",
    quiet_from="Quiet from",
    quiet_until="Quiet until",
    quiet_hint="In these hours nothing is sent; it goes when they end. Empty: 19:00 to 07:00. Both the same: never "
    "quiet. Time zone: {zone}.",
    quiet_usual="19:00-07:00, as usual",
    no_time="Write a time such as 19:00, in both fields or in none.",
    digest="Weekly overview to",
    digest_hint="One address a line. They get the whole portfolio once a week.",
    too_many="At most 1,000 addresses.",
    sample="Try an address",
    sample_lead="brug sends a message about a made-up finding, so that you see what it looks like there.",
    sample_target="Send a sample to",
    sample_go="Send me a sample",
    sample_sent="A sample went to {target}. Look whether it arrived.",
    sample_unsent="The sample did not leave. What brug says, in English:",
    messages="Newest messages",
    messages_caption="The newest {shown} of {n}.",
    no_messages="No message was written yet.",
    when="When",
    to="To",
    what="What",
    whats={"new": "new", "worse": "grew", "over": "over", "several": "several", "digest": "weekly overview"},
    why="Why",
    reasons={"lead": "leads the project", "project": "told of the project", "subscription": "subscription",
             "digest": "weekly overview", "": "–"},
    state="State",
    states={"due": "waits", "sent": "sent", "dead": "given up", "dropped": "not worth telling any more"},
    again="Send again",
    again_one="Send the message to {target} again",
)  # fmt: skip

_DUTCH = Texts(
    title="Meldingen",
    lead="Wie bericht krijgt als er iets speelt, wanneer, en wat er is verstuurd.",
    ended="Beëindigd. Hierdoor gaat er niets meer heen.",
    sent_again="Het wordt nu opnieuw verstuurd.",
    too_late="Dat bericht wacht niet meer: het is verstuurd, of niet meer de moeite waard.",
    stop="Kreeg u een bericht, en wilt u het anders?",
    stop_lead="Elk bericht zegt onderaan waarom u het kreeg.",
    stop_project="Omdat u een project leidt, of het project naar uw adres meldt: wijzig het bij het project.",
    stop_subscription="Door een abonnement: beëindig het in de lijst hieronder.",
    stop_digest="Omdat u het weekoverzicht krijgt: haal uw adres weg onder “Hoe berichten worden verstuurd”.",
    stop_may="U mag dit alles wijzigen.",
    stop_ask_write="U kunt hier kijken, en niets wijzigen. Stuur dit adres aan wie brug beheert: die kan het "
    "beëindigen.",
    stop_ask_admin="U mag abonnementen beëindigen. Vraag de andere twee aan wie brug beheert.",
    subscriptions="Abonnementen",
    subscriptions_lead="Anderen die het willen weten, naast wie projecten leidt.",
    nobody="Niemand heeft een abonnement.",
    about="Over",
    all_projects="Alle projecten",
    all_symptoms="alle symptomen",
    more_projects="{n} projecten",
    from_severity="vanaf {severity}",
    kind="Wat",
    kinds={"alerts": "Elke bevinding, als zij komt", "digest": "Het overzicht, eens per week"},
    by="door {name}, {day}",
    stopped="gestopt op {day}",
    end="Beëindigen",
    end_one="Het abonnement van {target} beëindigen",
    add="Iemand abonneren",
    add_go="Abonneren",
    target="Adres",
    target_hint="Een mailadres, slack://…, workflows://… (Teams), webhooks://…?secret=…, of env:NAAM waar het staat.",
    no_target="Hier kunnen geen berichten heen. Schrijf een mailadres, slack://…, workflows://… (Teams), webhooks://…, "
    "of env:NAAM waar het adres staat.",
    refers="Voor een adres dat op de machine van brug staat (env:, file:) is het recht “admin” nodig.",
    project="Project",
    no_project="Kies een project uit de lijst.",
    symptoms="Symptomen",
    no_symptom="Kies er minstens een.",
    severity="Vanaf deze ernst",
    language="Taal",
    as_server="Zoals brug zelf",
    languages={"en": "Engels", "nl": "Nederlands"},
    rules="Hoe berichten worden verstuurd",
    rules_lead="Voor iedereen.",
    quiet_from="Stil vanaf",
    quiet_until="Stil tot",
    quiet_hint="In deze uren wordt niets verstuurd; het gaat als ze voorbij zijn. Leeg: 19:00 tot 07:00. Twee keer "
    "hetzelfde: nooit stil. Tijdzone: {zone}.",
    quiet_usual="19:00-07:00, zoals gewoonlijk",
    no_time="Schrijf een tijd zoals 19:00, in beide velden of in geen van beide.",
    digest="Weekoverzicht aan",
    digest_hint="Eén adres per regel. Zij krijgen eens per week de hele portefeuille.",
    too_many="Hoogstens 1.000 adressen.",
    sample="Probeer een adres",
    sample_lead="brug stuurt een bericht over een verzonnen bevinding, zodat u ziet hoe het er daar uitziet.",
    sample_target="Stuur een voorbeeld aan",
    sample_go="Stuur mij een voorbeeld",
    sample_sent="Er ging een voorbeeld naar {target}. Kijk of het aankwam.",
    sample_unsent="Het voorbeeld is niet vertrokken. Wat brug zegt, in het Engels:",
    messages="Nieuwste berichten",
    messages_caption="De nieuwste {shown} van {n}.",
    no_messages="Er is nog geen bericht geschreven.",
    when="Wanneer",
    to="Aan",
    what="Wat",
    whats={"new": "nieuw", "worse": "gegroeid", "over": "voorbij", "several": "meerdere", "digest": "weekoverzicht"},
    why="Waarom",
    reasons={"lead": "leidt het project", "project": "bericht bij het project", "subscription": "abonnement",
             "digest": "weekoverzicht", "": "–"},
    state="Stand",
    states={"due": "wacht", "sent": "verstuurd", "dead": "opgegeven", "dropped": "niet meer de moeite waard"},
    again="Opnieuw sturen",
    again_one="Het bericht aan {target} opnieuw sturen",
)  # fmt: skip

TEXTS = {"en": _ENGLISH, "nl": _DUTCH}
