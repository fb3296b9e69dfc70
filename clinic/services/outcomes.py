"""How meetings end, and what counts as having met."""

from __future__ import annotations

from clinic.domain.consultations import Outcome

#: The household and the lawyer have met.
SEEN = frozenset({Outcome.DONE})
