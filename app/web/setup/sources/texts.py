"""What the pages of sources say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language; `kinds` are those that brug brings along."""

    title: str
    lead: str
    none: str
    add: str
    new: str
    change: str
    change_one: str
    switch_off: str
    switch_on: str
    is_off: str
    synced: str
    never: str
    failed: str
    all_projects: str
    kinds: Mapping[str, str]
    name: str
    name_hint: str
    name_wrong: str
    name_taken: str
    kind: str
    kind_wrong: str
    url: str
    url_hint: str
    url_wrong: str
    url_user: str
    user: str
    user_hint: str
    reference: str
    reference_hint: str
    reference_literal: str
    reference_own: str
    reference_missing: str
    credentials: str
    projects: str
    projects_hint: str
    project_long: str
    trial: str
    trial_hint: str
    trial_button: str
    trial_wait: str
    trial_none: str
    failed_now: str
    slow: str
    sees_one: str
    sees_many: str
    sees_none: str
    more: str
    missing: str
    details: str
    in_english: str


_ENGLISH = Texts(
    title="Sources",
    lead="The trackers whose history brug reads. It only reads, and never writes in a tracker.",
    none="No source yet. Add your Jira site or GitHub owner, or a simulated organisation to look around in.",
    add="Add a source",
    new="A new source",
    change="Change",
    change_one="Change {name}",
    switch_off="Switch off",
    switch_on="Switch on",
    is_off="switched off; its history and findings stay",
    synced="read on {moment}",
    never="not read yet",
    failed="The last sync failed",
    all_projects="all projects that it can see",
    kinds={"jira": "Jira (Cloud or Data Center)", "github": "GitHub (also Enterprise Server)",
           "demo": "Simulated organisation"},
    name="Name",
    name_hint="Such as acme-jira. It stays the same.",
    name_wrong="Give it a name of at most 200 characters.",
    name_taken="There is a source of this name. Choose another, or change that one.",
    kind="Kind",
    kind_wrong="Choose what kind of tracker it is.",
    url="Address",
    url_hint="Jira: https://acme.atlassian.net. GitHub: https://api.github.com. Simulated organisation: leave it "
    "empty.",
    url_wrong="The address must begin with https:// or http://.",
    url_user="Leave user and password out of the address. They have fields of their own.",
    user="User",
    user_hint="With an API token of Jira Cloud: the e-mail address of its account. Otherwise leave it empty.",
    reference="Where the token is",
    reference_hint="env:NAME for a variable of brug’s process, or file:PATH for a file that brug can read. Never the "
    "token "
    "itself.",
    reference_literal="This is no reference, and it was not kept. A token typed here would stand in the database. "
    "Put it in "
    "a variable, such as ACME_TOKEN, and write env:ACME_TOKEN; or in a file, and write file:/path/to/it.",
    reference_own="Variables that begin with BRUG_ are brug’s own, and are sent to no tracker. Use another one.",
    reference_missing="A user needs a token. Say where it is, or leave the user empty.",
    credentials="This source is opened by a grant (OAuth) or as an installed app. That is changed in brug.toml.",
    projects="Projects",
    projects_hint="One a line: keys in Jira (CRM), owner/name in GitHub. Empty: all that the account can see.",
    project_long="Line {line} is longer than 200 characters.",
    trial="What it reaches",
    trial_hint="Fill in the fields, and here stands what brug can see with them. Nothing is kept until you save.",
    trial_button="Try it",
    trial_wait="Trying …",
    trial_none="Not tried yet",
    failed_now="brug cannot read this source",
    slow="It did not answer in time. Look whether the address is right and can be reached from brug’s machine.",
    sees_one="brug can read {n} project:",
    sees_many="brug can read {n} projects:",
    sees_none="brug gets in, and sees no project. Give the account the right to browse projects.",
    more="and {n} more",
    missing="Not to be seen under this key: {names}",
    details="What else was seen",
    in_english="What the connector says, in English",
)  # fmt: skip

_DUTCH = Texts(
    title="Bronnen",
    lead="De trackers waarvan brug de geschiedenis leest. Het leest alleen, en schrijft nooit in een tracker.",
    none="Nog geen bron. Voeg uw Jira-site of GitHub-eigenaar toe, of een gesimuleerde organisatie om rond te kijken.",
    add="Bron toevoegen",
    new="Een nieuwe bron",
    change="Wijzigen",
    change_one="{name} wijzigen",
    switch_off="Uitzetten",
    switch_on="Aanzetten",
    is_off="staat uit; geschiedenis en bevindingen blijven",
    synced="gelezen op {moment}",
    never="nog niet gelezen",
    failed="De laatste keer lezen mislukte",
    all_projects="alle projecten die het kan zien",
    kinds={"jira": "Jira (Cloud of Data Center)", "github": "GitHub (ook Enterprise Server)",
           "demo": "Gesimuleerde organisatie"},
    name="Naam",
    name_hint="Zoals acme-jira. De naam blijft gelijk.",
    name_wrong="Geef een naam van hoogstens 200 tekens.",
    name_taken="Er is al een bron met deze naam. Kies een andere, of wijzig die bron.",
    kind="Soort",
    kind_wrong="Kies wat voor tracker het is.",
    url="Adres",
    url_hint="Jira: https://acme.atlassian.net. GitHub: https://api.github.com. Gesimuleerde organisatie: laat leeg.",
    url_wrong="Het adres moet met https:// of http:// beginnen.",
    url_user="Laat gebruiker en wachtwoord uit het adres weg. Daarvoor zijn eigen velden.",
    user="Gebruiker",
    user_hint="Bij een API-token van Jira Cloud: het mailadres van het account. Laat het anders leeg.",
    reference="Waar het token staat",
    reference_hint="env:NAAM voor een variabele van brugs proces, of file:PAD voor een bestand dat brug kan lezen. "
    "Nooit het "
    "token zelf.",
    reference_literal="Dit is geen verwijzing, en het is niet bewaard. Een token dat hier staat, komt in de "
    "database. Zet "
    "het in een variabele, zoals ACME_TOKEN, en schrijf env:ACME_TOKEN; of in een bestand, en schrijf "
    "file:/pad/ernaar.",
    reference_own="Variabelen die met BRUG_ beginnen zijn van brug zelf en gaan naar geen tracker. Gebruik een andere.",
    reference_missing="Bij een gebruiker hoort een token. Zeg waar het staat, of laat de gebruiker leeg.",
    credentials="Deze bron gaat open met een toestemming (OAuth) of als geïnstalleerde app. Wijzig dat in brug.toml.",
    projects="Projecten",
    projects_hint="Eén per regel: sleutels in Jira (CRM), eigenaar/naam in GitHub. Leeg: alles wat het account ziet.",
    project_long="Regel {line} is langer dan 200 tekens.",
    trial="Wat het bereikt",
    trial_hint="Vul de velden in, en hier staat wat brug ermee kan zien. Er wordt niets bewaard tot u opslaat.",
    trial_button="Probeer het",
    trial_wait="Bezig met proberen …",
    trial_none="Nog niet geprobeerd",
    failed_now="brug kan deze bron niet lezen",
    slow="Er kwam niet op tijd antwoord. Kijk of het adres klopt en vanaf de machine van brug te bereiken is.",
    sees_one="brug kan {n} project lezen:",
    sees_many="brug kan {n} projecten lezen:",
    sees_none="brug komt binnen en ziet geen project. Geef het account het recht om projecten te bekijken.",
    more="en nog {n}",
    missing="Niet te zien onder deze sleutel: {names}",
    details="Wat er nog te zien was",
    in_english="Wat de koppeling zegt, in het Engels",
)  # fmt: skip

TEXTS = {"en": _ENGLISH, "nl": _DUTCH}
