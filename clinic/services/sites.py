"""The border cities where the clinic works: known ones from a table with sources, any other as typed."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypedDict, Unpack

from clinic.domain.errors import BadValue, Refused
from clinic.domain.history import Change
from clinic.domain.ids import SiteId
from clinic.domain.names import folded
from clinic.domain.places import Place, PlaceKind, Site, Travel
from clinic.domain.when import zone
from clinic.i18n import _, say
from clinic.ports import UnitOfWork

from . import edits, templates


@dataclass(frozen=True, slots=True)
class KnownSite:
    """A city of which the field research knows how its hearings go.

    `us_city` and `us_zone` are where the judge sits, not always across the fence: Mexicali's hearings are in San Diego,
    those of Nogales in El Paso (field research 0, item 5). `minutes_to_port`: by road, 0 when local.
    """

    city: str
    zone: str
    us_city: str
    us_zone: str
    lead_minutes: int
    port: str
    port_word: str
    court: str
    minutes_to_port: int


class SiteDetails(TypedDict, total=False):
    """What may be typed about a site besides its city."""

    zone: str
    us_city: str
    us_zone: str
    lead_minutes: int
    port_word: str


class SiteFields(SiteDetails, total=False):
    """What may be typed about a site."""

    city: str


@cache
def known() -> tuple[KnownSite, ...]:
    """All cities of the table, as it is ordered (resources/data/sites.csv holds the sources)."""
    table = (files("resources") / "data" / "sites.csv").read_text(encoding="utf-8")
    return tuple(
        KnownSite(
            city=row["city"],
            zone=row["zone"],
            us_city=row["us_city"],
            us_zone=row["us_zone"],
            lead_minutes=int(row["lead_minutes"]),
            port=row["port"],
            port_word=row["port_word"],
            court=row["court"],
            minutes_to_port=int(row["minutes_to_port"] or 0),
        )
        for row in csv.DictReader(table.splitlines())
    )


def find_known(city: str) -> KnownSite | None:
    """The known city of this name, without regard to case and accents ('ciudad juarez'), else None."""
    return next((site for site in known() if folded(site.city) == folded(city)), None)


def set_up(uow: UnitOfWork, *, city: str, **given: Unpack[SiteDetails]) -> Change:
    """Begin work in a city: the site, its port of entry, an office and a week to start from.

    A known city needs nothing else; another needs its zone. Raises BadValue for a zone that does not exist and for a
    city that nobody knows without a zone, Refused when the clinic works there already.
    """
    site = new_site(uow, city=city, **given)
    return uow.commit(say("Begin work in {city}", city=site.city))


def new_site(uow: UnitOfWork, *, city: str, **given: Unpack[SiteDetails]) -> Site:
    """As `set_up`, inside another verb."""
    table = find_known(city)
    name = table.city if table else edits.filled(city, say("A site needs the name of its city."))
    if any(folded(site.city) == folded(name) for site in uow.sites.where()):
        raise Refused(say("The clinic works in {city} already.", city=name))
    site = uow.sites.add(_site(name, table))
    edits.apply(site, given, SiteDetails)
    _check_zones(site)
    port = Place(
        site_id=site.id,
        kind=PlaceKind.PORT,
        label=table.port if table else _("Port of entry"),
        zone=site.us_zone,  # the papers tell its hours by the clock of the court
    )
    office = Place(site_id=site.id, kind=PlaceKind.OFFICE, label=_("Office"), zone=site.zone)
    uow.places.add(port)
    uow.places.add(office)
    if table and table.minutes_to_port:
        uow.travel.add(Travel(from_id=office.id, to_id=port.id, minutes=table.minutes_to_port))
    uow.templates.add(templates.default(site, office))
    return site


def edit(uow: UnitOfWork, *, site: SiteId, **changes: Unpack[SiteFields]) -> Change:
    """Change what is typed about a site. Raises BadValue for a zone that does not exist."""
    row = uow.sites.get(site)
    edits.apply(row, changes, SiteFields)
    row.city = edits.filled(row.city, say("A site needs the name of its city."))
    _check_zones(row)
    return uow.commit(say("Edit {city}", city=row.city))


def _site(name: str, table: KnownSite | None) -> Site:
    if table is None:
        return Site(city=name, zone="", us_city="", us_zone="")
    return Site(
        city=name,
        zone=table.zone,
        us_city=table.us_city,
        us_zone=table.us_zone,
        lead_minutes=table.lead_minutes,
        port_word=table.port_word,
    )


def _check_zones(site: Site) -> None:
    if not site.zone:
        raise BadValue(
            say("{city} is not a known city. Type its time zone too, such as America/Tijuana.", city=site.city)
        )
    site.us_zone = site.us_zone or site.zone
    zone(site.zone)
    zone(site.us_zone)
    if site.lead_minutes < 0:
        raise BadValue(say("The report time comes before the hearing time: the lead cannot be below zero."))
