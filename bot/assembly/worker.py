"""``hisnik worker``: jobs and mails in a process of their own, beside any number of ``hisnik backend --no-worker``."""

from contextlib import AsyncExitStack

from bot.assembly import databases
from bot.assembly.house import backend_wing
from bot.assembly.keys import Keyring
from bot.assembly.metrics import job_queue, message_queue, new_registry, queues
from bot.assembly.servers import HEALTH, Say, beside, bind, database_answers, joined, listen, now, ready_route, watched


async def serve_worker(keys: Keyring, say: Say) -> None:
    """Answers for its health and its metrics, and nothing else."""
    async with AsyncExitStack() as stack:
        taken = stack.enter_context(bind(keys.bot.host, keys.bot.port))
        own = keys.bot.address(taken.getsockname()[1])
        url = await stack.enter_async_context(databases.server(keys))
        await databases.migrate(url)
        registry = new_registry()
        wing = await stack.enter_async_context(
            backend_wing(keys, url, now, public_url=own, smtp_url=None, registry=registry)
        )
        metrics = watched(keys, registry, queues(registry, wing.engine, message_queue(registry), job_queue(registry)))
        async with beside(wing.loops()):
            routes = [HEALTH, ready_route(database_answers(wing.engine)), metrics]
            await listen(joined(routes, None), taken, lambda: say(own))
