"""What the page of a finding says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ByName = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language.

    `mark` are by the days of the story, `step` by a step's name, `scan_reason` by what a scan gives as its reason,
    `who` by the names of callers that brug itself gives, `kept` by what was just done, `refused` by why it was not.
    """

    visible_since: str
    before_one: str
    before_many: str
    on_the_day: str
    after_one: str
    after_many: str
    sure: str
    sure_means: str
    about: str
    talk: str
    talk_intro: str
    ask_business: str
    ask_it: str
    answers: str
    calendar: str
    mail: str
    mail_body: str
    copy: str
    copied: str
    copy_by_hand: str
    link: str
    print: str
    story: str
    story_intro: str
    story_more: str
    business_silent: str
    it_silent: str
    unknown: str
    unknown_intro: str
    unknown_where: str
    until: str
    mark: ByName
    figures: str
    figures_all: str
    figure: str
    value: str
    conversation: str
    conversation_intro: str
    read_only: str
    write_down_label: str
    settled: str
    keep: str
    look_after: str
    look_after_means: str
    dismiss: str
    dismiss_means: str
    dismiss_label: str
    dismiss_until: str
    dismiss_until_hint: str
    reopen: str
    reopen_means: str
    comment: str
    steps: str
    scan: str
    who: ByName
    dismissed_until: str
    step: ByName
    scan_reason: ByName
    kept: ByName
    refused: ByName
    meanwhile: str
    judged: str
    judged_intro: str
    judged_before: str
    judged_own: str
    judged_where: str
    judged_words: str


_ENGLISH = Texts(
    visible_since="The tracker shows it since {day}",
    before_one="{n} working day before the deadline of {day}",
    before_many="{n} working days before the deadline of {day}",
    on_the_day="on the day of the deadline",
    after_one="{n} working day after the deadline of {day}",
    after_many="{n} working days after the deadline of {day}",
    sure="{share} sure",
    sure_means="of a hundred findings as sure as this one, about {n} are right.",
    about="About",
    talk="Talk for half an hour",
    talk_intro="Nobody is to blame here: each side holds a part of the answer. These two should talk, and may begin "
    "with these questions.",
    ask_business="A question for the business",
    ask_it="A question for IT",
    answers="For {role}",
    calendar="Put it in a calendar",
    mail="Share by mail",
    mail_body="{title}\n\nShall we talk about this for half an hour? What brug saw, and a question for each of us:\n"
    "{link}\n",
    copy="Copy the link",
    copied="Copied",
    copy_by_hand="The link is selected: copy it with Ctrl+C.",
    link="Link to this page",
    print="Print",
    story="What happened",
    story_intro="What each side did or met, in the order of time. Every fact can be looked up in the tracker.",
    story_more="{n} more",
    business_silent="The tracker holds nothing that the business did or said about this.",
    it_silent="The tracker holds nothing that IT did or said about this.",
    unknown="Done by people whose side is not known",
    unknown_intro="Say who speaks for the business and who for IT, and it shows.",
    unknown_where="Choose the sides",
    until="until {day}",
    mark={
        "first_visible": "From here on the tracker shows it",
        "agreed": "The deadline that was agreed",
        "due": "The deadline as it is now",
        "delivered": "Delivered",
    },
    figures="In figures",
    figures_all="All figures",
    figure="Figure",
    value="Value",
    conversation="The conversation",
    conversation_intro="Whatever is written here shows to everybody who may see this project, with a name and a time.",
    read_only="You may read this conversation. To write, ask whoever runs brug for the right to decide on findings.",
    write_down_label="What was agreed, or what others should know",
    settled="This settles it: the finding is over",
    keep="Save",
    look_after="I look after it",
    look_after_means="It still counts, and others see that somebody is on it.",
    dismiss="It is fine as it is",
    dismiss_means="Then it no longer counts, until the day that you say, or until it gets worse.",
    dismiss_label="Why it is fine",
    dismiss_until="Until when",
    dismiss_until_hint="Leave it empty for no end.",
    reopen="Open it again",
    reopen_means="What was decided no longer holds.",
    comment="A word about it, if you like",
    steps="What happened to it so far",
    scan="brug",
    who={"somebody on brug's own machine": "Somebody on brug’s own machine", "the command line": "The command line"},
    dismissed_until="until {day}",
    step={
        "opened": "found it",
        "changed": "sees that its severity changed: {severity} now",
        "reopened": "opened it again",
        "again": "found it again",
        "over": "finds it no longer",
        "acknowledged": "looks after it",
        "dismissed": "says that it is fine as it is",
        "resolved": "says that it is over",
        "note": "wrote",
    },
    scan_reason={
        "its severity grew": "its severity grew",
        "the day until which it was dismissed has come": "the day until which it was fine has come",
        "it is dismissed still": "it is still said to be fine as it is",
        "it was over, and came back": "it was over, and came back",
    },
    kept={
        "note": "Saved. It stands below with your name.",
        "acknowledge": "Saved: you look after it.",
        "dismiss": "Saved: it is fine as it is.",
        "reopen": "Saved: it is open again.",
        "settled": "Saved: this is settled. Thank you for the conversation.",
    },
    refused={
        "note_empty": "Write down what you agreed, then save it.",
        "dismiss_empty": "Say why it is fine, so that the other side understands.",
        "too_long": "That is more than 4,000 characters. Make it shorter; nothing is lost yet.",
        "no_day": "Write the day as 2027-03-01, or leave it empty.",
        "past_day": "Choose a day after today, or leave it empty.",
        "not_now": "It is over already. Open it again first.",
        "meanwhile": "Somebody was here before you, so nothing was saved yet. Your text is still below: look at what "
        "happened, then save it if it still holds.",
    },
    meanwhile="Meanwhile",
    judged="By what it was judged",
    judged_intro="What had to be so for brug to speak of “{detector}”:",
    judged_before="These numbers were changed after this was judged; the next scan judges by them.",
    judged_own="chosen by your organisation",
    judged_where="See what another value would change",
    judged_words="How it is judged, in full",
)

_DUTCH = Texts(
    visible_since="De tracker laat het zien sinds {day}",
    before_one="{n} werkdag voor de einddatum van {day}",
    before_many="{n} werkdagen voor de einddatum van {day}",
    on_the_day="op de einddatum zelf",
    after_one="{n} werkdag na de einddatum van {day}",
    after_many="{n} werkdagen na de einddatum van {day}",
    sure="{share} zeker",
    sure_means="van honderd bevindingen die zo zeker zijn, kloppen er ongeveer {n}.",
    about="Over",
    talk="Praat een half uur",
    talk_intro="Niemand krijgt hier de schuld: elke kant heeft een deel van het antwoord. Deze twee moeten praten, en "
    "kunnen met deze vragen beginnen.",
    ask_business="Een vraag voor de business",
    ask_it="Een vraag voor IT",
    answers="Voor {role}",
    calendar="Zet het in een agenda",
    mail="Deel per mail",
    mail_body="{title}\n\nZullen we hier een half uur over praten? Wat brug zag, en een vraag voor ieder van ons:\n"
    "{link}\n",
    copy="Kopieer de link",
    copied="Gekopieerd",
    copy_by_hand="De link is geselecteerd: kopieer hem met Ctrl+C.",
    link="Link naar deze pagina",
    print="Afdrukken",
    story="Wat er gebeurde",
    story_intro="Wat elke kant deed of meemaakte, in de volgorde van de tijd. Elk feit is na te kijken in de tracker.",
    story_more="Nog {n}",
    business_silent="In de tracker staat niets dat de business hierover deed of zei.",
    it_silent="In de tracker staat niets dat IT hierover deed of zei.",
    unknown="Gedaan door mensen van wie de kant niet bekend is",
    unknown_intro="Zeg wie voor de business spreekt en wie voor IT, dan blijkt het.",
    unknown_where="Kies de kanten",
    until="tot en met {day}",
    mark={
        "first_visible": "Vanaf hier laat de tracker het zien",
        "agreed": "De afgesproken einddatum",
        "due": "De einddatum van nu",
        "delivered": "Opgeleverd",
    },
    figures="In cijfers",
    figures_all="Alle cijfers",
    figure="Cijfer",
    value="Waarde",
    conversation="Het gesprek",
    conversation_intro="Wat hier staat, ziet iedereen die dit project mag zien, met naam en tijd.",
    read_only="U mag dit gesprek lezen. Wilt u schrijven, vraag dan wie brug beheert om het recht om over bevindingen "
    "te beslissen.",
    write_down_label="Wat is afgesproken, of wat anderen moeten weten",
    settled="Hiermee is het klaar: de bevinding is voorbij",
    keep="Bewaar",
    look_after="Ik zorg hiervoor",
    look_after_means="Het telt nog mee, en anderen zien dat iemand ermee bezig is.",
    dismiss="Het is goed zo",
    dismiss_means="Dan telt het niet meer mee, tot de dag die u zegt, of tot het erger wordt.",
    dismiss_label="Waarom het goed is",
    dismiss_until="Tot wanneer",
    dismiss_until_hint="Laat het leeg als er geen eind is.",
    reopen="Open het opnieuw",
    reopen_means="Wat besloten was, geldt niet meer.",
    comment="Een woord erover, als u wilt",
    steps="Wat er tot nu toe mee gebeurde",
    scan="brug",
    who={"somebody on brug's own machine": "Iemand op brugs eigen machine", "the command line": "De opdrachtregel"},
    dismissed_until="tot {day}",
    step={
        "opened": "vond het",
        "changed": "ziet dat de ernst veranderde: nu {severity}",
        "reopened": "opende het opnieuw",
        "again": "vond het opnieuw",
        "over": "vindt het niet meer",
        "acknowledged": "zorgt hiervoor",
        "dismissed": "zegt dat het goed is zo",
        "resolved": "zegt dat het voorbij is",
        "note": "schreef",
    },
    scan_reason={
        "its severity grew": "het werd ernstiger",
        "the day until which it was dismissed has come": "de dag waarop het zou worden bekeken is er",
        "it is dismissed still": "er is nog gezegd dat het goed is zo",
        "it was over, and came back": "het was voorbij, en kwam terug",
    },
    kept={
        "note": "Bewaard. Het staat hieronder met uw naam.",
        "acknowledge": "Bewaard: u zorgt hiervoor.",
        "dismiss": "Bewaard: het is goed zo.",
        "reopen": "Bewaard: het is weer open.",
        "settled": "Bewaard: dit is klaar. Dank voor het gesprek.",
    },
    refused={
        "note_empty": "Schrijf op wat u afsprak, en bewaar het dan.",
        "dismiss_empty": "Zeg waarom het goed is, zodat de andere kant het begrijpt.",
        "too_long": "Dat is meer dan 4.000 tekens. Maak het korter; er is nog niets verloren.",
        "no_day": "Schrijf de dag als 2027-03-01, of laat het leeg.",
        "past_day": "Kies een dag na vandaag, of laat het leeg.",
        "not_now": "Het is al voorbij. Open het eerst opnieuw.",
        "meanwhile": "Iemand was u voor, dus er is nog niets bewaard. Uw tekst staat er nog: kijk wat er gebeurde, en "
        "bewaar hem als hij nog klopt.",
    },
    meanwhile="Intussen",
    judged="Waarnaar het is beoordeeld",
    judged_intro="Wat er moest gelden voordat brug van “{detector}” spreekt:",
    judged_before="Deze getallen zijn veranderd nadat dit is beoordeeld; de volgende scan gebruikt ze.",
    judged_own="door uw organisatie gekozen",
    judged_where="Bekijk wat een andere waarde zou veranderen",
    judged_words="Hoe er wordt beoordeeld, voluit",
)

TEXTS = {"en": _ENGLISH, "nl": _DUTCH}
