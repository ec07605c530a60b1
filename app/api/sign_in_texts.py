"""What the pages of signing in say, in the languages that findings come in."""

from __future__ import annotations

from dataclasses import dataclass

from app.access.sign_in_errors import Reason


@dataclass(frozen=True, slots=True)
class Texts:
    """What is said in one language; `failed` by the reason."""

    title: str
    key: str
    hint: str
    sign_in: str
    through: str
    wrong: str
    slow: str
    signed_in: str
    sign_out: str
    go_on: str
    is_open: str
    failed_title: str
    again: str
    failed: dict[Reason, str]


_ENGLISH = Texts(
    title="Sign in to brug",
    key="Key",
    hint="It begins with brug_. Whoever runs brug makes one with brug key create.",
    sign_in="Sign in",
    through="Sign in with {name}",
    wrong="This key is unknown, or was revoked. Ask whoever runs brug for another one.",
    slow="Too many wrong keys came from your address. Try again in {seconds} seconds.",
    signed_in="You are signed in as {name}.",
    sign_out="Sign out",
    go_on="Go on",
    is_open="No key has been made yet, so on this machine nobody needs to sign in.",
    failed_title="You are not signed in",
    again="Sign in again",
    failed={
        "forgotten": "This sign-in began too long ago, or in another browser.",
        "denied": "The provider did not let you through. If you did not cancel it yourself, ask whoever runs it.",
        "unreachable": "The provider does not answer as it should. Try again later; if it stays so, tell whoever runs "
        "brug.",
        "refused": "The provider refuses what brug asks. Sign in again; if it stays so, tell whoever runs brug.",
        "untrusted": "What the provider said of you cannot be relied on. Sign in again; if it stays so, tell whoever "
        "runs brug.",
        "slow": "Too many sign-ins began from your address. Try again in a minute.",
        "nobody": "The provider knows you as {name}, but you have no rights here. Ask whoever runs brug for them.",
    },
)

_DUTCH = Texts(
    title="Aanmelden bij brug",
    key="Sleutel",
    hint="Hij begint met brug_. Wie brug beheert, maakt er een met brug key create.",
    sign_in="Aanmelden",
    through="Aanmelden met {name}",
    wrong="Deze sleutel is onbekend of ingetrokken. Vraag een andere aan wie brug beheert.",
    slow="Vanaf uw adres kwamen te veel verkeerde sleutels. Probeer het over {seconds} seconden opnieuw.",
    signed_in="U bent aangemeld als {name}.",
    sign_out="Afmelden",
    go_on="Verder",
    is_open="Er is nog geen sleutel gemaakt, dus op deze machine hoeft niemand zich aan te melden.",
    failed_title="U bent niet aangemeld",
    again="Opnieuw aanmelden",
    failed={
        "forgotten": "Dit aanmelden begon te lang geleden, of in een andere browser.",
        "denied": "De aanbieder liet u niet door. Als u niet zelf hebt afgebroken, vraag het dan aan wie die beheert.",
        "unreachable": "De aanbieder antwoordt niet zoals het hoort. Probeer het later opnieuw; blijft het zo, zeg het "
        "dan aan wie brug beheert.",
        "refused": "De aanbieder weigert wat brug vraagt. Meld u opnieuw aan; blijft het zo, zeg het dan aan wie brug "
        "beheert.",
        "untrusted": "Op wat de aanbieder van u zei, valt niet te bouwen. Meld u opnieuw aan; blijft het zo, zeg het "
        "dan aan wie brug beheert.",
        "slow": "Vanaf uw adres begon te vaak iemand met aanmelden. Probeer het over een minuut opnieuw.",
        "nobody": "De aanbieder kent u als {name}, maar u hebt hier geen rechten. Vraag ze aan wie brug beheert.",
    },
)

TEXTS = {"en": _ENGLISH, "nl": _DUTCH}
