"""Routes of providers."""

from backend.edge import edge_router
from backend.parts import NowDep, SessionDep
from backend.providers import service
from backend.providers.contract import OfficeView, ProviderView, ReadingWindow, WidgetView

router = edge_router("providers")


@router.get("/providers")
async def providers(session: SessionDep) -> list[ProviderView]:
    """Every provider, by name."""
    return [service.view(each) for each in await service.all_providers(session)]


@router.get("/providers/{slug}")
async def provider(slug: str, session: SessionDep) -> ProviderView:
    """One provider."""
    return service.view(await service.by_slug(session, slug))


@router.get("/providers/{slug}/office")
async def office(slug: str, session: SessionDep, now: NowDep) -> OfficeView:
    """Office hours and whether the office is open now."""
    provider, hours = await service.with_office(session, slug, now)
    return service.office_view(provider, hours, now)


@router.get("/providers/{slug}/reading-window")
async def reading_window(slug: str, session: SessionDep, now: NowDep) -> ReadingWindow | None:
    """The reading window around today, or the next one; null where the provider takes no readings."""
    return service.reading_window(await service.by_slug(session, slug), now)


@router.get("/providers/{slug}/widget")
async def widget(slug: str, session: SessionDep) -> WidgetView:
    """The sites that may show the chat in a frame."""
    provider = await service.by_slug(session, slug)
    return WidgetView(provider=provider.slug, name=provider.name, origins=provider.widget_origins)
