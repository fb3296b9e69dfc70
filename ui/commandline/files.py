"""Commands about the data file itself: made, filled with the sample clinic, checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

import click

from clinic.domain.errors import BadValue
from clinic.domain.policy import Clinic
from clinic.domain.when import zone
from clinic.i18n import Sentence, _, say, say_n
from clinic.ports import Store
from clinic.services import dependants, plan_check, sample, sites
from clinic.services.plan_check import PlanCheck, PlanFault
from ui import bootstrap
from ui.bootstrap import Runner
from ui.commandline.desk import Desk, ask_passphrase, bar, begin_in, tell, warn_of_clock
from ui.commandline.redating import plain_dependant
from ui.commandline.switches import DayType, json_switch

#: The city of a new file for which none is named: the one where most hearings were (field research 3.2).
FIRST_CITY = "Ciudad Juárez"


def commands() -> list[click.Command]:
    """`new`, `sample`, `check`."""
    sizes = [size.value for size in sample.Size]
    return [
        click.Command(
            "new",
            callback=click.pass_obj(new),
            help=_("Make a new data file for a clinic in one city. Prints the recovery code, once."),
            params=[
                click.Option(["--name"], default=_("Legal clinic"), show_default=True, help=_("What it is called.")),
                click.Option(
                    ["city", "--city", "--site"],
                    default=FIRST_CITY,
                    show_default=True,
                    help=_("Where it works; more cities can be added later."),
                ),
                click.Option(["zone_name", "--zone"], default="", help=_("Time zone, for a city that is not known.")),
                json_switch(),
            ],
        ),
        click.Command(
            "sample",
            callback=click.pass_obj(make_sample),
            help=_("Make a new data file with a clinic of invented people."),
            params=[
                click.Option(["--size"], type=click.Choice(sizes), default="small", help=_("How large a clinic.")),
                click.Option(["--seed"], type=int, default=1, help=_("Another number gives another clinic.")),
                click.Option(["--start"], type=DayType(), help=_("The day on which it stands; without it, today.")),
                json_switch(),
            ],
        ),
        click.Command(
            "check",
            callback=click.pass_obj(check),
            help=_("Check the file, then every plan in it against every rule."),
            params=[json_switch()],
        ),
    ]


def new(desk: Desk, *, name: str, city: str, zone_name: str, as_json: bool) -> None:
    """Make a file with its first site. What can be refused is refused before there is a file."""
    if zone_name:
        zone(zone_name)
    elif sites.find_known(city) is None:
        raise BadValue(say("{city} is not a known city. Type its time zone too, such as America/Tijuana.", city=city))
    store, code = _made(desk, name)
    with store.work(desk.who) as uow:
        begin_in(uow, city=city, zone=zone_name)
    store.close()
    data = {"file": desk.path, "name": name, "city": city, "recovery_code": code}
    tell(
        as_json,
        data,
        _about_code(say("Made {file} for {name} in {city}.", file=str(desk.path), name=name, city=city), code),
    )


def make_sample(desk: Desk, *, size: str, seed: int, start: date | None, as_json: bool) -> None:
    """Make a file with the sample clinic."""
    store, code = _made(desk, _("Sample clinic"))
    with bar(as_json, _("Making the sample clinic")) as progress:
        hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
        day, now = start or hour.astimezone().date(), None if start else hour
        Runner(store, desk.who).run(sample.make, size=size, seed=seed, start=day, now=now, progress=progress)
    with store.read() as uow:
        people, volunteers = uow.persons.count(), uow.volunteers.count()
        cities = [site.city for site in uow.sites.where()]
    store.close()
    data = {"file": desk.path, "size": size, "seed": seed, "start": day, "sites": cities}
    data |= {"people": people, "volunteers": volunteers, "recovery_code": code}
    made = say_n(
        "Made {file}: {n} person on file, {volunteers} volunteers. Everybody is invented.",
        "Made {file}: {n} people on file, {volunteers} volunteers. Everybody is invented.",
        people,
        file=str(desk.path),
        volunteers=volunteers,
    )
    tell(as_json, data, _about_code(made, code))


def check(desk: Desk, *, as_json: bool) -> int:
    """Tell what is wrong with the file and with its plans. 1 when the file is damaged or a hard rule is broken."""
    with desk.open() as runner, bar(as_json, _("Checking")) as progress:
        wrong = runner.store.check(progress)
        if not wrong:
            runner.read(warn_of_clock)
        found = PlanCheck(0, ()) if wrong else runner.read(plan_check.check_plans, progress=progress)
        moved = () if wrong else runner.read(dependants.dependants)
    data = {"file": {"faults": wrong}, "plans": {"judged": found.judged, "faults": [_plain(f) for f in found.faults]}}
    data |= {"dates": [plain_dependant(one) for one in moved], "ok": not wrong and found.is_sound}
    tell(
        as_json, data, [*_check_lines(wrong, found), *(say("{code}: {what}", code=m.code, what=m.words) for m in moved)]
    )
    return 0 if data["ok"] else 1


def _made(desk: Desk, name: str) -> tuple[Store, str]:
    desk.path.parent.mkdir(parents=True, exist_ok=True)
    return bootstrap.vault().create(desk.path, ask_passphrase(new=True), Clinic(name=name), who=desk.who)


def _about_code(made: Sentence, code: str) -> Iterator[object]:
    yield made
    yield ""
    yield _("Recovery code, shown this once. Print it or write it down; it opens the file when the passphrase is lost:")
    yield f"    {code}"


def _plain(fault: PlanFault) -> dict[str, object]:
    return {
        "kind": fault.kind,
        "id": fault.row_id,
        "what": fault.what,
        "code": fault.breach.code,
        "severity": fault.breach.severity,
        "sentence": fault.breach.sentence,
        "mends": fault.breach.mends,
        "overruled": fault.overruled,
        "reason": fault.reason,
    }


def _check_lines(wrong: Iterable[Sentence], found: PlanCheck) -> Iterator[object]:
    damage = list(wrong)
    yield from damage
    if damage:
        return
    yield _("The file is whole.")
    yield say_n("{n} plan judged.", "{n} plans judged.", found.judged)
    open_faults = [fault for fault in found.faults if not fault.overruled]
    if not open_faults:
        yield _("Every plan keeps the rules, or somebody has said why not.")
    for fault in found.faults:
        mark = {"must": "!!", "reason": "! ", "wish": "  "}[fault.breach.severity.value]
        yield f"{'ok' if fault.overruled else mark} {fault.what} — {fault.breach.sentence}"
        if fault.overruled:
            yield "      " + _("Overruled: {reason}").format(reason=fault.reason)
