"""The ground floor of the tables: their registry, and the types that mean the same in both databases."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, MetaData, Text

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

# Sorted by code point in both databases, so that "in the order of their keys" is one order.
TEXT = Text().with_variant(Text(collation="C"), "postgresql")
# Milliseconds since 1970-01-01 UTC.
INSTANT = BigInteger()
# A Python None is the database's NULL, not JSON's null.
DOCUMENT = JSON(none_as_null=True)
