# Reminders

menu-manage-reminders = Reminders
sample-manage-reminders = remind me of the reading
reminders-later = We don't send reminders yet; they will come soon. Until then, here is the deadline.
reminders-none-needed = You don't have to submit readings, so you need no reminders.
