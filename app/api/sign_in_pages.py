"""The pages of signing in: plain HTML that runs no script and loads nothing of another site."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from urllib.parse import quote

from starlette.responses import HTMLResponse

from app.access.caller import Caller
from app.access.sign_in_errors import Reason
from app.api.sign_in_texts import TEXTS

STYLE_PATH = "/sign-in/style.css"
STYLE = (files("app.api") / "sign-in.css").read_text()

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: with that, browsers keep silent of where a form comes from.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Vary": "Accept-Language, Cookie",
}


def sign_in_page(
    language: str, following: str, *, through: str | None, problem: str = "", status: int = 200, wait: int = 0
) -> HTMLResponse:
    """The form for a key, and the way through a provider of the name `through`.

    `following` is where to go on to; `problem` why the last try failed, `wait` after how many seconds to try again.
    """
    texts = TEXTS[language]
    alert = f'<p role="alert" id="problem">{escape(problem)}</p>' if problem else ""
    described = "hint problem" if problem else "hint"
    invalid = ' aria-invalid="true"' if problem else ""
    way = (
        f'<p><a class="way" href="/sign-in/start?next={quote(following, safe="")}">'
        f"{escape(texts.through.format(name=through))}</a></p>"
        if through
        else ""
    )
    body = f"""{alert}{way}<form method="post" action="/sign-in">
<input type="hidden" name="next" value="{escape(following)}">
<label for="key">{texts.key}</label>
<input id="key" name="key" type="password" required autocomplete="current-password" spellcheck="false"
 aria-describedby="{described}"{invalid}>
<p class="hint" id="hint">{texts.hint}</p>
<button>{texts.sign_in}</button>
</form>"""
    more = {"Retry-After": str(wait)} if wait else {}
    return _page(language, texts.title, body, status, more)


def signed_in_page(language: str, caller: Caller, following: str) -> HTMLResponse:
    """What whoever is in already sees: as whom, and how to sign out."""
    texts = TEXTS[language]
    go_on = f'<p><a class="way" href="{escape(following)}">{texts.go_on}</a></p>'
    if caller.csrf is None:
        return _page(language, texts.title, f"<p>{texts.is_open}</p>{go_on}")
    body = f"""<p>{escape(texts.signed_in.format(name=caller.name))}</p>{go_on}<form method="post" action="/sign-out">
<input type="hidden" name="csrf" value="{caller.csrf}">
<button>{texts.sign_out}</button>
</form>"""
    return _page(language, texts.title, body)


def failed_page(language: str, reason: Reason, status: int, detail: str = "", name: str = "") -> HTMLResponse:
    """Why somebody was not signed in through a provider, and what to do; `detail` is for whoever runs brug."""
    texts = TEXTS[language]
    told = f'<p class="detail" lang="en">{escape(detail)}</p>' if detail else ""
    body = f"""<p role="alert">{escape(texts.failed[reason].format(name=name))}</p>{told}
<p><a class="way" href="/sign-in">{texts.again}</a></p>"""
    return _page(language, texts.failed_title, body, status)


def _page(
    language: str, title: str, body: str, status: int = 200, headers: dict[str, str] | None = None
) -> HTMLResponse:
    text = f"""<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><link rel="stylesheet" href="{STYLE_PATH}"></head>
<body><main><h1>{title}</h1>
{body}
</main></body>
</html>
"""
    return HTMLResponse(text, status, {**HEADERS, **(headers or {})})
