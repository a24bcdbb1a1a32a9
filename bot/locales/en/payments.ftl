# Open items and payment

menu-show-balance = Open items
menu-ask-payment = How to pay
sample-show-balance = do I owe anything?
sample-ask-payment = how do I pay my invoice?
payments-balance-title = Open items
payments-title = Payment
payments-title-of = Payment: { $invoice }
payments-settled = ✅ Everything is settled, there are no open items.
payments-total = { $count ->
    [one] { $count } open invoice, { $total } in total.
   *[other] { $count } open invoices, { $total } in total.
  }
payments-total-overdue = Of this, { $overdue } is overdue.
payments-partly = (of { $payable }, part is already paid)
payments-pay = Pay: { $invoice }
payments-which = Which invoice would you like to pay?
payments-how = How to pay: in your bank's app choose to scan a payment code and scan the QR from another screen or from the PDF. On the same phone, save the picture of the code and open it in the bank's app, or copy the details above. You can also pay at a bank, a post office or a petrol station.
payments-qr = QR code
payments-pdf = Invoice PDF
payments-already-paid = { $invoice } is already paid. ✅
payments-recipient = Recipient: { $recipient }, { $address }
payments-iban = IBAN: { $iban }
payments-reference = Reference: { $reference }
payments-amount = Amount: { $amount }
payments-due = Due: { $due }
payments-purpose = Purpose: { $code } { $purpose }
payments-overdue = ⚠️ This invoice is overdue. If you paid it in the last few days, please ignore this.
payments-not-for-payment = ❗ Sample invoice – not for payment.
