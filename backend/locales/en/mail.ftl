# Mails. Each has a subject, a heading and paragraphs; the provider's name stands above and below.

mail-footer = Sent automatically by hišnik, the chat bot ({ $provider }). There is no need to reply.

mail-code-subject = Confirm your e-mail address
mail-code-heading = Your confirmation code
mail-code-intro = You entered this e-mail address in the chat ({ $provider }). Type the code in the chat, or press the button.
mail-code-button = Confirm e-mail address
mail-code-until = The code is valid until { $until } and works once.
mail-code-not-you = If this was not you, simply delete this message. Nothing happens without the code.

mail-confirmed-subject = Your e-mail address is confirmed
mail-confirmed-heading = It worked
mail-confirmed-intro = Your e-mail address is confirmed ({ $provider }).
mail-confirmed-next = Receipts for your readings will come to this address. You can change it in the chat at any time: write “profile”.

mail-changed-subject = Your e-mail address was changed
mail-changed-heading = Your e-mail address was changed
mail-changed-intro = A different e-mail address was confirmed in your chat ({ $provider }). We will no longer write to this one.
mail-changed-not-you = If you did not change it, please call { $provider } at once.

mail-receipt-subject-stored = Receipt for your meter reading – { $provider }
mail-receipt-subject-corrected = Receipt for your corrected reading – { $provider }
mail-receipt-heading-stored = Your reading has been handed in
mail-receipt-heading-corrected = Your reading has been corrected
mail-receipt-intro = On { $day } { $provider } received { $count ->
    [one] a meter reading
   *[other] { $count } meter readings
  } for payer code { $payer }.
mail-receipt-meter = Meter
mail-receipt-old = Previous reading
mail-receipt-new = New reading
mail-receipt-used = Used
mail-receipt-after = { $count ->
    [one] Until { $closes } you can correct or withdraw the reading in the chat.
   *[other] Until { $closes } you can correct or withdraw the readings in the chat.
  }

mail-service-water-cold = Cold water
mail-service-water-hot = Hot water
mail-service-water-waste = Waste water
mail-service-heat = Heat
mail-service-electricity = Electricity
mail-service-gas = Gas
mail-service-waste = Waste
mail-service-other = Other
