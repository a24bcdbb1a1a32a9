"""Routes of reminders."""

from backend.accounts.access import LinkedDep
from backend.contract import Id
from backend.edge import edge_router
from backend.parts import NowDep, SessionDep
from backend.reminders import service
from backend.reminders.contract import RemindersChange, RemindersView, SnoozeRequest, SnoozeView

router = edge_router("reminders")


@router.get("/residents/{resident_id}/reminders")
async def get_reminders(resident_id: Id, session: SessionDep, now: NowDep) -> RemindersView:
    """A resident's settings of reminders, and what comes next. Error ``resident_unknown``."""
    return await service.view(session, resident_id, now)


@router.patch("/residents/{resident_id}/reminders")
async def patch_reminders(resident_id: Id, body: RemindersChange, session: SessionDep, now: NowDep) -> RemindersView:
    """Switches reminders on or off, or sets one's own lead time. Error ``resident_unknown``."""
    await service.change(session, resident_id, body, now)
    return await service.view(session, resident_id, now)


@router.post("/residents/{resident_id}/links/{link_id}/reminders/snooze")
async def post_snooze(linked: LinkedDep, session: SessionDep, now: NowDep, body: SnoozeRequest) -> SnoozeView:
    """Reminds again in some hours, if that is before the deadline. Error ``nothing_to_remind``."""
    return await service.snooze(session, linked, body, now)
