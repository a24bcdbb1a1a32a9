"""Wiring of the backend: parts in, ASGI application out."""

from collections.abc import Sequence

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException

from backend.accounts import api as accounts
from backend.attachments import api as attachments
from backend.confirmations import api as confirmations
from backend.confirmations import page as confirmation_page
from backend.consents import api as consents
from backend.consumption import api as consumption
from backend.desk import api as desk
from backend.desk import files as desk_files
from backend.documentation import document_app
from backend.edge import render_away, render_malformed, render_refused
from backend.invoices import api as invoices
from backend.ledger import api as ledger
from backend.meters import api as meters
from backend.parts import Parts
from backend.providers import api as providers
from backend.readings import api as readings
from backend.reminders import api as reminders
from backend.residents import api as residents
from backend.staff.console.app import console_routers
from backend.tariffs import api as tariffs
from backend.tickets import api as tickets

DESCRIPTION = """The shared backend of hišnik: payers, meters, readings, invoices.

Every request carries `Authorization: Bearer <service token>`. Every write carries an `Idempotency-Key`: the same key gets the
same answer and has no second effect. Errors are `{"code", "details"}`; decimals are strings; dates are ISO 8601."""


def routers() -> Sequence[APIRouter]:
    """Every noun's router; one line a noun. A request looks through them in this order: what turns ask for comes first."""
    return (
        residents.router,
        readings.router,
        meters.router,
        providers.router,
        ledger.router,
        consumption.router,
        invoices.router,
        reminders.router,
        accounts.router,
        consents.router,
        confirmations.router,
        confirmation_page.router,
        tariffs.router,
        tickets.router,
        desk.router,
        desk_files.router,
        attachments.router,
    )


def create_app(parts: Parts) -> FastAPI:
    """The backend's application."""
    app = FastAPI(title="hišnik backend", version="1", description=DESCRIPTION, redoc_url=None)
    app.state.parts = parts
    app.add_exception_handler(RequestValidationError, render_malformed)
    app.add_exception_handler(HTTPException, render_refused)
    app.add_exception_handler(OperationalError, render_away)
    # including the routers would make every route anew: a quarter of a second for each application
    app.router.routes.extend(route for router in (*routers(), *console_routers()) for route in router.routes)
    document_app(app)
    return app
