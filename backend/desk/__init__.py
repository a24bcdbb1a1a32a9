"""The staff's groups in Telegram: a ticket has a topic there, in which its messages are posted and staff answer. For the bot."""
