"""What counts how much when seats are filled: the only place where it is written. All figures are our own.

Everything is told in one unit. Filling a seat is worth far more than all prices that can speak against somebody in it
together, so wishes decide who sits where and never whether a seat stays open.
"""

from __future__ import annotations

#: Worth of a seat with somebody in it.
SEAT = 1000.0
#: More for a seat on a trip: without its crew a household does not get to its hearing.
RIDE = 500.0
#: More for a lawyer's: what the others of the session do hangs on it.
LAWYER = 200.0
#: More where a household is booked with the seat already: it has been told a time.
BOOKED = 300.0

#: A wish of the rules that is not kept: a word for it is shown, so it is worth some trouble to avoid.
WISH = 40.0
#: A language of the seat that is spoken well but not best: so the best speaker is asked first.
WORKABLE = 8.0
#: Somebody whose role includes that of the seat: a driver is sooner needed as a driver than as an escort.
OTHER_ROLE = 12.0
#: Somebody of no site: any other site may ask for them too.
ROAMING = 5.0
#: Below zero, it speaks for them: a part of the day of which they said that they like it best.
PREFERS = -15.0

#: Each hour (at night it counts double) above the mean of all who could do something, and again above each of these
#: multiples of it: whoever has done much is asked last, and nobody does far more than others who could.
SHARES = (1.0, 1.5, 2.0, 3.0)
HOUR_ABOVE_A_SHARE = 4.0
#: A second place on one day, and each further one: less on the road, fewer keys and faces.
ANOTHER_PLACE = 20.0
#: Asking somebody who was asked today; less each day, nothing after `ASKED_DAYS`: least recently asked first.
ASKED = 12.0
ASKED_DAYS = 14

#: For somebody who has met the household before: it tells its story once (field research 2.6).
MET_BEFORE = -120.0
#: Somebody's first seat without anybody beside them who has sat in one before.
NEWCOMER_ALONE = 60.0

#: Where all is planned anew, for whoever sits there now: nobody is taken out of a seat without a gain, least of all
#: when they have been asked.
STAYS = -30.0
STAYS_ASKED = -90.0
