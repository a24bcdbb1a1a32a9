# Reminders

menu-manage-reminders = Reminders
menu-snooze-reminder = Remind me later
sample-manage-reminders = remind me three days before

push-reading-reminder = { $count ->
    [one] Your meter reading is still missing. You can submit it until { $closes }.
   *[other] Your meter readings are still missing. You can submit them until { $closes }.
  }
push-reading-reminder-opens = { $count ->
    [one] You can submit your meter reading until { $closes }.
   *[other] You can submit your meter readings until { $closes }.
  }
push-reading-reminder-last-day = { $count ->
    [one] The deadline for your reading is { $closes }. Without it, your use will be estimated.
   *[other] The deadline for your readings is { $closes }. Without them, your use will be estimated.
  }
push-reading-reminder-meter = • { $meter }: last reading { $last } ({ $day })
reminders-enter-now = Enter now
reminders-later = In three hours
reminders-stop = Stop reminders
reminders-put-off = All right, I will remind you on { $at }.
reminders-too-late = I can't remind you again before the deadline.
reminders-nothing-to-remind = There is nothing to submit at the moment, so no reminder is needed.

reminders-none-needed = You don't have to submit meter readings, so you need no reminders. What else can I do for you?
reminders-are-on = Reminders of readings are on: { $steps }. They stop as soon as your reading is in.
reminders-are-own = { $days ->
    [one] You are reminded { $days } day before the deadline if your reading is missing.
   *[other] You are reminded { $days } days before the deadline if your reading is missing.
  }
reminders-are-off = Reminders of readings are off. Turn them on with the button below.
reminders-step-opens = when the window opens
reminders-step-days = { $days ->
    [one] { $days } day before the end
   *[other] { $days } days before the end
  }
reminders-step-last-day = on the last day
reminders-next = The next reminder is planned for { $at }.
reminders-turned-on = Reminders are on. I will remind you if your reading is missing.
reminders-turned-off = Reminders are off. You can turn them on at any time.
reminders-lead-set = { $days ->
    [one] Done: I will remind you { $days } day before the deadline if your reading is missing.
   *[other] Done: I will remind you { $days } days before the deadline if your reading is missing.
  }
reminders-steps-again = Reminders come again at the times that your provider has set.
reminders-days-range = A reminder can come 1 to { $most } days before the deadline. How many days before?
reminders-lead = { $days ->
    [one] { $days } day before
   *[other] { $days } days before
  }
reminders-as-provider = As my provider sets it
reminders-turn-on = Turn reminders on
