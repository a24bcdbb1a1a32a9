"""Providers: what they offer, when their offices are open, when they take readings."""

from urllib.parse import quote

from backend.providers.contract import OfficeView, ProviderView, ReadingWindow, WidgetView
from bot.backend.connection import Connection


class Providers(Connection):
    """Routes of ``backend.providers``."""

    async def providers(self) -> list[ProviderView]:
        return await self._ask(list[ProviderView], "GET", "/v1/providers")

    async def provider(self, slug: str) -> ProviderView:
        return await self._ask(ProviderView, "GET", f"/v1/providers/{slug}")

    async def office(self, slug: str) -> OfficeView:
        return await self._ask(OfficeView, "GET", f"/v1/providers/{slug}/office")

    async def widget(self, slug: str) -> WidgetView:
        """Raises BackendRefusal: no such provider."""
        return await self._ask(WidgetView, "GET", f"/v1/providers/{quote(slug, safe='')}/widget")

    async def reading_window(self, slug: str) -> ReadingWindow | None:
        """None: this provider takes no readings."""
        return await self._ask(ReadingWindow | None, "GET", f"/v1/providers/{slug}/reading-window")  # type: ignore[arg-type]
