# Odprte postavke in plačilo

menu-show-balance = Odprte postavke
menu-ask-payment = Kako plačam
sample-show-balance = ali sem kaj dolžan?
sample-ask-payment = kako plačam račun?
payments-balance-title = Odprte postavke
payments-title = Plačilo
payments-title-of = Plačilo: { $invoice }
payments-settled = ✅ Vse je poravnano, odprtih postavk ni.
payments-total = { $count ->
    [one] Odprt je { $count } račun, skupaj { $total }.
    [two] Odprta sta { $count } računa, skupaj { $total }.
    [few] Odprti so { $count } računi, skupaj { $total }.
   *[other] Odprtih je { $count } računov, skupaj { $total }.
  }
payments-total-overdue = Od tega je zapadlo { $overdue }.
payments-partly = (od { $payable }, del je že plačan)
payments-pay = Plačaj: { $invoice }
payments-which = Kateri račun želite plačati?
payments-how = Kako plačate: v mobilni banki izberite »Slikaj in plačaj« ter skenirajte kodo QR z drugega zaslona ali z računa PDF. Na istem telefonu lahko sliko kode shranite in jo odprete v bančni aplikaciji ali pa prepišete zgornje podatke. Račun lahko plačate tudi na banki, pošti ali bencinskem servisu.
payments-qr = Koda QR
payments-pdf = Račun PDF
payments-already-paid = { $invoice } je že plačan. ✅
payments-recipient = Prejemnik: { $recipient }, { $address }
payments-iban = IBAN: { $iban }
payments-reference = Sklic: { $reference }
payments-amount = Znesek: { $amount }
payments-due = Rok plačila: { $due }
payments-purpose = Namen: { $code } { $purpose }
payments-overdue = ⚠️ Rok plačila je potekel. Če ste račun plačali v zadnjih dneh, sporočilo prezrite.
payments-not-for-payment = ❗ Vzorčni račun – ni za plačilo.
