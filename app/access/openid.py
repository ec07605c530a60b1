"""OpenID Connect: leading a person to the provider, and what it says of whoever comes back.

The authorization code flow with PKCE, a state and a nonce. Nothing of it is kept here, so the process that ends it need
not be the one that began it. The provider's description and keys are asked for each time: people sign in seldom, and
what was kept could be old.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import httpx
import msgspec
from authlib.oauth2 import OAuth2Error
from authlib.oauth2.client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from app.access.sign_in_errors import CodeRefused, ProviderFailed
from app.openid_settings import OpenIdSettings

# Those that are signed with a key of the provider's own: one that is shared with clients would let any of them sign.
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
_KEY_TYPES = ("RSA", "EC", "OKP")
_SCOPE = "openid email profile"
_SECONDS = 10.0
_LEEWAY_SECONDS = 60


class Begun(msgspec.Struct, frozen=True):
    """A sign-in on its way, as the browser keeps it: `until` is an instant, `next` where to go on to afterwards."""

    state: str
    nonce: str
    verifier: str
    next: str
    until: int


class Description(msgspec.Struct, frozen=True):
    """What a provider says of itself (OpenID Connect Discovery 1.0, 3)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    scopes_supported: tuple[str, ...] = ()
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    id_token_signing_alg_values_supported: tuple[str, ...] = ("RS256",)


class Provider:
    """A provider, as one of its clients sees it. `redirect_url` is where it sends people back to."""

    def __init__(self, settings: OpenIdSettings, secret: str, redirect_url: str) -> None:
        self._settings, self._secret, self._redirect_url = settings, secret, redirect_url
        self.name = settings.name

    def begin(self, following: str, until: int) -> tuple[str, Begun]:
        """Where to send a browser, and what it must come back with. Raises ProviderFailed."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        begun = Begun(state, nonce, verifier, following, until)
        with self._asking() as http:
            provider = self._description(http)
            scope = f"{_SCOPE} groups" if "groups" in provider.scopes_supported else _SCOPE
            address, _ = self._client(http, scope).create_authorization_url(
                provider.authorization_endpoint, state=begun.state, code_verifier=begun.verifier, nonce=begun.nonce
            )
        return str(address), begun

    def finish(self, begun: Begun, code: str, now: int) -> Mapping[str, Any]:
        """What the provider says of whoever came back with a code. Raises CodeRefused or ProviderFailed."""
        with self._asking() as http:
            provider = self._description(http)
            token = self._token(http, provider, begun, code)
            claims = self._claims(http, provider, begun, token, now)
            # What is asked for may stand in the token, or wait at another address (OpenID Connect Core 1.0, 5.4).
            if provider.userinfo_endpoint and not {"email", "groups"} <= claims.keys():
                bearer = {"Authorization": f"Bearer {token['access_token']}"}
                more = self._json(http, provider.userinfo_endpoint, dict[str, Any], bearer)
                if more.get("sub") != claims["sub"]:
                    raise ProviderFailed("untrusted", f"{self.name} tells of another person than who signed in")
                claims = {**more, **claims}
        return claims

    def _description(self, http: httpx.Client) -> Description:
        issuer = self._settings.issuer
        found: Description = self._json(http, f"{issuer.rstrip('/')}/.well-known/openid-configuration", Description)
        if found.issuer.rstrip("/") != issuer.rstrip("/"):
            raise ProviderFailed("untrusted", f"{issuer} calls itself {found.issuer}; see BRUG_OIDC_ISSUER")
        return found

    def _token(self, http: httpx.Client, provider: Description, begun: Begun, code: str) -> Mapping[str, Any]:
        by_form = "client_secret_post" in provider.token_endpoint_auth_methods_supported
        own = {"client_id": self._settings.client_id, "client_secret": self._secret}
        # In a header both are written as in a form (RFC 6749, 2.3.1).
        header = httpx.BasicAuth(*(quote(text, safe="") for text in own.values()))
        token = self._client(http).fetch_token(
            provider.token_endpoint,
            grant_type="authorization_code",
            code=code,
            code_verifier=begun.verifier,
            auth=(lambda request: request) if by_form else header,
            **(own if by_form else {}),
        )
        if not all(isinstance(token.get(name), str) for name in ("id_token", "access_token")):
            raise ProviderFailed("untrusted", f"{self.name} gives no ID token")
        return dict(token)

    def _claims(
        self, http: httpx.Client, provider: Description, begun: Begun, token: Mapping[str, Any], now: int
    ) -> Mapping[str, Any]:
        keys = self._json(http, provider.jwks_uri, dict[str, list[dict[str, Any]]]).get("keys", [])
        known = KeySet.import_key_set(
            {"keys": [key for key in keys if key.get("kty") in _KEY_TYPES and key.get("use") != "enc"]}
        )
        algorithms = [name for name in provider.id_token_signing_alg_values_supported if name in _ALGORITHMS]
        read = jwt.decode(
            token["id_token"], known, registry=JWSRegistry(algorithms=algorithms, strict_check_header=False)
        )
        claims = CodeIDToken(
            read.claims,
            read.header,
            {
                "iss": {"essential": True, "value": provider.issuer},
                "aud": {"essential": True, "value": self._settings.client_id},
            },
            {
                "nonce": begun.nonce,
                "client_id": self._settings.client_id,
                "access_token": token["access_token"],
            },
        )
        claims.validate(now // 1000, _LEEWAY_SECONDS)
        return dict(claims)

    def _client(self, http: httpx.Client, scope: str = _SCOPE) -> OAuth2Client:
        return OAuth2Client(
            http,
            self._settings.client_id,
            scope=scope,
            redirect_uri=self._redirect_url,
            code_challenge_method="S256",
        )

    def _json(self, http: httpx.Client, address: str, kind: type[Any], headers: dict[str, str] | None = None) -> Any:
        answer = http.get(address, headers=headers)
        answer.raise_for_status()
        return msgspec.json.decode(answer.content, type=kind)

    @contextmanager
    def _asking(self) -> Iterator[httpx.Client]:
        """Whatever goes wrong on the way is told without what was sent: there are secrets in it."""
        try:
            with httpx.Client(timeout=_SECONDS) as http:
                yield http
        except httpx.HTTPStatusError as error:
            status = error.response.status_code
            raise ProviderFailed("unreachable", f"{self.name} answers with status {status}") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ProviderFailed("unreachable", f"{self.name} cannot be reached: {type(error).__name__}") from error
        except OAuth2Error as error:
            kind = CodeRefused if error.error == "invalid_grant" else ProviderFailed
            raise kind("refused", f"{self.name} refuses: {error.error}") from error
        except JoseError as error:
            raise ProviderFailed("untrusted", f"the ID token of {self.name} is not good: {error.error}") from error
        except ValueError as error:
            # Not as a description, a token or keys are written (msgspec's own errors are ValueErrors).
            raise ProviderFailed("untrusted", f"what {self.name} answers cannot be read") from error
