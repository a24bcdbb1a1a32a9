"""``hisnik staff check``: whether each provider's staff group is as the bot needs it, and what to grant."""

from backend.desk.groups import groups as all_groups
from bot.assembly.keys import Keyring
from bot.assembly.staff import opened
from bot.push.staff_calls import StaffRequest
from bot.push.staff_rights import GRANT, NEEDED, asked
from bot.push.telegram import limited_bot


async def check(keys: Keyring) -> tuple[list[str], bool]:
    """Lines for a person, and whether all groups can be posted to."""
    if keys.bot.telegram_token is None:
        return ["TELEGRAM_TOKEN is not set: no staff group is served."], False
    async with opened(keys) as session:
        groups = await all_groups(session)
    if not groups:
        return ["No provider has a staff group yet: hisnik staff group --provider SLUG --chat NUMBER"], True
    lines, fine = list[str](), True
    token = keys.bot.telegram_token.get_secret_value()
    async with limited_bot(token, keys.bot.telegram_api_base, request=StaffRequest(), groups=False) as bot:
        for group in groups:
            found = await asked(bot, group.group_id)
            if isinstance(found, str):
                lines.append(f"{group.provider} ({group.group_id}): Telegram can't be asked: {found}")
                fine = False
                continue
            lines.append(f"{group.provider} ({group.group_id}): {'as it should be' if not found else ''}".rstrip())
            lines += [f"  {GRANT[lack]}" for lack in found]
            fine = fine and not NEEDED.intersection(found)
    return lines, fine
