"""Who may ask is known from memory, and anew as soon as something in the database changes."""

from __future__ import annotations

from sqlalchemy import Engine, event

from app.access.keys import create_key, revoke_key
from app.access.register import Register
from app.access.sessions import LASTS, begin_session_of_key, begin_session_of_person, end_session
from app.database.engine import writing
from app.database.versions import DataVersion

AT = 1_000_000_000_000


def test_a_session_is_known_until_it_ends_or_its_key_does(engine: Engine) -> None:
    register, version = Register(engine, people=True), DataVersion(engine)
    assert not register.is_open(version.now())
    with writing(engine) as connection:
        _, secret = create_key(connection, "pmo", "write", None, AT)
        assert begin_session_of_key(connection, "brug_wrong", AT) is None
        begun = begin_session_of_key(connection, secret, AT)
        assert begun is not None
        of_person, person = begin_session_of_person(connection, "ann@acme.example", "read", AT)
    of_key, caller = begun

    def names(now: int = AT) -> list[str | None]:
        found = [register.in_session(value, version.now(), now) for value in (of_key, of_person)]
        return [one.name if one is not None else None for one in found]

    assert caller == register.caller(secret, version.now())
    assert (caller.scope, person.scope) == ("write", "read")
    assert names() == ["pmo", "ann@acme.example"]
    assert names(AT + LASTS - 1) == ["pmo", "ann@acme.example"]
    assert names(AT + LASTS) == [None, None]
    with writing(engine) as connection:
        revoke_key(connection, "pmo", AT)
    assert names() == [None, "ann@acme.example"]
    with writing(engine) as connection:
        end_session(connection, of_person)
    assert names() == [None, None]
    version.close()


def test_people_count_only_where_they_sign_in(engine: Engine) -> None:
    version = DataVersion(engine)
    with writing(engine) as connection:
        value, _ = begin_session_of_person(connection, "ann@acme.example", "admin", AT)
    assert Register(engine, people=True).in_session(value, version.now(), AT) is not None
    without = Register(engine)
    assert without.in_session(value, version.now(), AT) is None
    assert without.is_open(version.now())
    version.close()


def test_the_database_is_not_asked_while_nothing_changes(engine: Engine) -> None:
    register, asked = Register(engine, people=True), []
    with writing(engine) as connection:
        _, secret = create_key(connection, "pmo", "read", None, AT)
        value, _ = begin_session_of_person(connection, "ann@acme.example", "read", AT)
    assert register.in_session(value, "the same", AT) is not None
    event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    for _ in range(3):
        assert register.in_session(value, "the same", AT) is not None
        assert register.caller(secret, "the same") is not None
    assert asked == []
    assert register.in_session(value, "another", AT) is not None
    assert asked


def test_each_session_has_a_token_of_its_own(engine: Engine) -> None:
    register = Register(engine, people=True)
    with writing(engine) as connection:
        values = [begin_session_of_person(connection, "ann@acme.example", "read", AT)[0] for _ in range(2)]
    callers = [register.in_session(value, "", AT) for value in values]
    tokens = {caller.csrf for caller in callers if caller is not None}
    assert len(tokens) == 2
    assert None not in tokens
