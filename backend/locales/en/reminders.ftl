# The reminder by mail, where the chat can't be reached.

mail-reminder-subject = Submit your reading by { $day } – { $provider }
mail-reminder-heading = You can submit your reading until { $day }
mail-reminder-intro = { $provider } is still waiting for { $count ->
    [one] the reading of a meter
   *[other] the readings of { $count } meters
  } of payer code { $payer }.
mail-reminder-meter = Meter
mail-reminder-last = Last reading
mail-reminder-day = Taken on
mail-reminder-how = Submit it in the chat: write for example "reading 1834". We could not reach you in the chat, so we wrote to this address.
mail-reminder-stop = If you want no reminders, write "turn off reminders" in the chat.
