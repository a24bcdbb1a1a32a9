"""``hisnik worker``: jobs and mails in a process of their own, beside any number of ``hisnik backend --no-worker``."""

from contextlib import AsyncExitStack

from bot.assembly import databases
from bot.assembly.front import Front
from bot.assembly.house import backend_wing
from bot.assembly.keys import Keyring
from bot.assembly.metrics import job_queue, message_queue, new_registry, queues
from bot.assembly.probes import HEALTH, database_answers, joined, ready_route, watched
from bot.assembly.servers import Say, behind_front, beside, now, until_ended


async def serve_worker(keys: Keyring, say: Say) -> None:
    """Answers for its health and its metrics, and nothing else."""

    async def part(front: Front) -> None:
        async with AsyncExitStack() as stack:
            own = keys.bot.address(front.port)
            url = await stack.enter_async_context(databases.server(keys))
            await databases.migrate(url, front.lacks)
            registry = new_registry()
            wing = await stack.enter_async_context(
                backend_wing(keys, url, now, public_url=own, smtp_url=None, registry=registry)
            )
            metrics = watched(
                keys, registry, queues(registry, wing.engine, message_queue(registry), job_queue(registry))
            )
            async with beside(wing.loops()):
                await front.open(joined([HEALTH, ready_route(database_answers(wing.engine)), metrics], None))
                say(own)
                await until_ended()

    await behind_front(keys, part)
