"""Undo for a row that was removed: kept for a while in the person's own session, and nowhere else."""

from collections.abc import MutableMapping
from datetime import datetime, timedelta
from typing import Any

from django.core import serializers
from django.db import models, transaction

Session = MutableMapping[str, Any]
KEPT_FOR = timedelta(minutes=30)


@transaction.atomic
def remove(row: models.Model, session: Session, now: datetime) -> None:
    """Delete a row, so that `bring_back` finds the last one for half an hour from `now` (UTC)."""
    session[_key(type(row))] = {
        "row": serializers.serialize("json", [row]), "said": str(row), "at": now.timestamp(),
    }  # fmt: skip
    row.delete()


def removed(model: type[models.Model], session: Session, now: datetime) -> str:
    """Return what the row that can be brought back said; "" where there is none."""
    kept = session.get(_key(model))
    return kept["said"] if kept and now.timestamp() - kept["at"] < KEPT_FOR.total_seconds() else ""


@transaction.atomic
def bring_back(model: type[models.Model], session: Session, now: datetime) -> bool:
    """Put the row back that was removed last, under its old key; return whether there was one.

    What it pointed to and is gone by now, it no longer points to.
    """
    is_there = bool(removed(model, session, now))
    kept = session.pop(_key(model), None)
    if kept is None or not is_there:
        return False
    for found in serializers.deserialize("json", kept["row"]):
        row = found.object
        for field in row._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and not _is_there(field, row):
                setattr(row, field.attname, None)
        if not model._default_manager.filter(pk=row.pk).exists():
            row.save(force_insert=True)
    return True


def _is_there(field: models.ForeignKey[Any, Any], row: models.Model) -> bool:
    key = getattr(row, field.attname)
    return key is None or field.related_model._default_manager.filter(pk=key).exists()


def _key(model: type[models.Model]) -> str:
    return f"removed:{model._meta.label_lower}"
