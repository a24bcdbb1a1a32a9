# Računi: napisi na dokumentu PDF (UPN obrazec je vedno slovenski in ni tukaj)

invoices-pdf-title = { $kind ->
    [cost_split] Razdelilnik stroškov
    [credit_note] Dobropis
   *[invoice] Račun
}
invoices-pdf-number = Številka
invoices-pdf-issued = Datum izdaje
invoices-pdf-service = Obdobje storitve
invoices-pdf-due = Rok plačila
invoices-pdf-payer = Plačnik
invoices-pdf-payer-code = Šifra plačnika
invoices-pdf-metering-point = Odjemno mesto
invoices-pdf-reference = Referenca
invoices-pdf-tax = ID za DDV
invoices-pdf-measured = Odčitki števcev
invoices-pdf-meter = Števec
invoices-pdf-from = Od
invoices-pdf-to = Do
invoices-pdf-used = Poraba
invoices-pdf-items = Postavke
invoices-pdf-description = Opis
invoices-pdf-quantity = Količina
invoices-pdf-unit = EM
invoices-pdf-price = Cena na enoto
invoices-pdf-vat-rate = DDV
invoices-pdf-net = Znesek brez DDV
invoices-pdf-vat-base = Osnova
invoices-pdf-vat = DDV
invoices-pdf-gross = Skupaj z DDV
invoices-pdf-outside-vat = brez DDV
invoices-pdf-total-net = Skupaj brez DDV
invoices-pdf-total-vat = DDV
invoices-pdf-total = Za plačilo
invoices-pdf-month = mesec
invoices-pdf-page = Stran { $page } od { $pages }
invoices-pdf-state-open = Odprto, rok plačila { $day }
invoices-pdf-state-overdue = Zapadlo { $day }, odprto { $open }
invoices-pdf-state-paid = Plačano
invoices-pdf-state-paid-on = Plačano { $day }
invoices-pdf-currency = Zneski so v evrih.
invoices-service-water_cold = hladna voda
invoices-service-water_hot = topla voda
invoices-service-water_waste = odpadna voda
invoices-service-heat = toplota
invoices-service-electricity = elektrika
invoices-service-gas = plin
invoices-service-waste = odpadki
invoices-service-other = drugo
