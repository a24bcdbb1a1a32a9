# Readings: hand in, correct, withdraw, look at, deadline

menu-submit-reading = Submit reading
menu-correct-reading = Correct reading
menu-show-readings = My readings
menu-ask-reading-deadline = Reading deadline
sample-submit-reading = reading 1834
sample-correct-reading = correct my reading to 1843
sample-show-readings = my readings
sample-ask-reading-deadline = until when can I submit a reading?
help-submit-reading = Copy the digits from the meter. On a water meter, take the black digits only. You may also write "1834 m3", or several readings at once, such as "cold 512.6 hot 233.4". Nothing is saved until you confirm.
help-correct-reading = Type the right value, or withdraw the reading. Nothing changes until you confirm.

readings-title = Readings so far
readings-history = Readings so far
readings-more = Show more
readings-all-meters = All meters
readings-all-of = All readings: { $meter }
readings-none = There are no readings yet.
readings-used = used { $used }
readings-mark-estimate = estimate
readings-mark-own = submitted by you
readings-mark-flagged = being checked

readings-window-open = You can submit your reading until { $closes }. { $days ->
    [0] Today is the last day.
    [one] { $days } day left.
   *[other] { $days } days left.
  }
readings-window-closed = Readings can be submitted from { $opens } to { $closes }, { $days ->
    [one] { $days } day from now.
   *[other] { $days } days from now.
  }
readings-closed = Readings can't be submitted right now.
readings-no-window = { $provider } doesn't collect readings from residents, so there is nothing to submit.
readings-no-meter = There is no meter at your metering point ({ $provider }), so there is nothing to read. Your invoice shows what you are charged.

readings-state-in = ✓ { $meter }: { $value } submitted
readings-state-missing = • { $meter }: no reading yet

readings-ask-meter = Which meter is the reading for? You can also send several at once, such as "cold 512.6 hot 233.4".
readings-ask-meter-value = Which meter shows { $value }?
readings-ask-meter-correct = Which reading would you like to correct?
readings-meter-unclear = I can't find that meter. Choose it with a button or type its number.
readings-serial-unknown = I can't find meter { $serial } at your address. Please check the number on the meter.
readings-loose = I can't tell which reading belongs to which meter. Write, for example, "cold 512.6 hot 233.4".
readings-ask-value = { $meter }
  Last reading: { $last }

  What does it show now? { $decimals ->
    [0] Type a whole number, at most { $digits } digits.
    [one] Type at most { $digits } digits before the decimal point and { $decimals } after it.
   *[other] Type at most { $digits } digits before the decimal point and { $decimals } after it.
  }
readings-ask-correct = Saved reading: { $meter }, { $value }.

  Type the right value, or withdraw the reading.

readings-fault-words = I don't see a reading there. Please type just the number, such as 1834.
readings-fault-negative = A meter can't show a negative value. Please type it without the minus, such as 1834.
readings-fault-exponent = I can't read numbers written with an e. Please type all the digits, such as 1834.
readings-fault-separators = There are too many commas or points in that number. Use one at most, such as 1834 or 512.6.
readings-fault-other-digits = Please type the reading with the digits 0–9, such as 1834.
readings-fault-too-long = No meter has that many digits. Please check the number and type it again.

readings-refused-negative = A meter can't show a negative value. Please type it without the minus.
readings-refused-too-many-digits = { $value } is too much: { $meter } has { $digits ->
    [one] { $digits } digit
   *[other] { $digits } digits
  } before the decimal point. Check whether you included the red digits, and type it again.
readings-refused-lower-than-last = { $value } is less than the last reading, { $last } ({ $day }): { $meter }. Check the meter number and the value, and type it again. If it is right, please write or call us: the last reading may have been wrong.
readings-refused-lower-correcting = { $value } is less than the reading before this period: { $meter }. Check the meter number and the value, and type it again.
readings-refused-meter-removed = { $meter } has been replaced, so readings for it are no longer taken. Look at the number on the new meter.
readings-refused-window-closed = Readings can't be submitted right now.
readings-refused-no-window = No readings are needed for this meter.
readings-refused-already-read = This period's reading is already in: { $meter }.

readings-already = { $meter }: this period's reading is already in, { $value } ({ $day }).
readings-already-until = { $count ->
    [one] You can correct it until { $closes }.
   *[other] You can correct them until { $closes }.
  }
readings-correct = Correct reading
readings-correct-to = Correct to { $value }
readings-correct-one = Correct: { $meter }
readings-nothing-to-correct = You haven't submitted a reading in this period yet, so there is nothing to correct.

readings-echo = { $meter }
  New reading: { $value }
  Used since { $day } ({ $last }): { $used }
readings-echo-correct = { $meter }
  Saved so far: { $last }
  Corrected reading: { $value }
  Used since the reading before: { $used }
readings-cut = { $decimals ->
    [0] I left out the decimals, since whole { $unit } are billed.
    [one] I kept { $decimals } decimal place only.
   *[other] I kept { $decimals } decimal places only.
  }
readings-doubt-too-high = ⚠️ { $used } is much more than usual: in this time you use about { $usual }.
readings-doubt-too-high-unknown = ⚠️ { $used } is unusually much.
readings-doubt-rolled-over = ⚠️ The value is lower than the last one. That is right if the meter rolled over to zero; the use is then { $used }.
readings-doubt-unchanged = ⚠️ The value is the same as last time, while you usually use about { $usual } in this time.
readings-confirm = { $count ->
    [one] Shall I save it?
   *[other] Shall I save them?
  }
readings-confirm-doubt = Are you sure this is right? Please look at the meter once more. If you confirm, it will be saved, and staff will check it.
readings-save = Yes, save
readings-fix = Correct
readings-confirm-unclear = Nothing is saved yet. Confirm with "yes", or type the right value.

readings-stored = { $count ->
    [one] ✅ Your reading is saved.
   *[other] ✅ Your readings are saved.
  }
readings-corrected = { $count ->
    [one] ✅ The reading is corrected.
   *[other] ✅ The readings are corrected.
  }
readings-stored-line = { $meter }: { $value } ({ $used })
readings-stored-flagged = Staff will check it.
readings-receipt = We are sending a receipt to { $email }.
readings-change-until = { $count ->
    [one] You can correct or withdraw it until { $closes }.
   *[other] You can correct or withdraw them until { $closes }.
  }
readings-left = { $count ->
    [one] { $count } meter still needs a reading.
   *[other] { $count } meters still need a reading.
  }
readings-next = Enter: { $meter }
readings-changed-meanwhile = I didn't save it: something about the meter changed in the meantime. Please enter the reading again.
readings-again = Try again

readings-withdraw = Withdraw reading
readings-withdraw-sure = { $reading }
  Shall I really withdraw this reading? Without it, your use will be estimated.
readings-withdraw-yes = Yes, withdraw
readings-withdraw-no = No, keep it
readings-withdraw-unclear = Please answer "yes" or "no".
readings-withdraw-kept = All right, the reading stays saved.
readings-withdraw-gone = This reading can't be withdrawn any more.
readings-withdrawn = The reading is withdrawn: { $reading }
  You can submit a new one until the deadline.
