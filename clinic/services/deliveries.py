"""Who was given what, and when."""

from __future__ import annotations

from clinic.domain.feeds import Delivery, DeliveryKind
from clinic.domain.ids import VolunteerId
from clinic.ports import UnitOfWork


def record(
    uow: UnitOfWork,
    kind: DeliveryKind,
    *,
    what: str,
    fingerprint: str,
    volunteer: VolunteerId | None = None,
    recipient: str = "",
    way: str = "file",
) -> None:
    """Note that something was written for somebody; commits nothing, that is done by whoever writes the file.

    `what` names the stretch of time that it tells of: '2026-W10', '2026-03-01/2026-06-01'. The fingerprint is of what
    was told, so that it can be worked out again without the file. `way` is how it left: 'file', 'print'.
    """
    uow.deliveries.add(
        Delivery(
            kind=kind,
            volunteer_id=volunteer,
            recipient=recipient,
            what=what,
            way=way,
            given_at=uow.now(),
            fingerprint=fingerprint,
        )
    )
