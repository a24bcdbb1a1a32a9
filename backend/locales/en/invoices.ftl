# Invoices: labels of the PDF (the UPN form is always Slovenian and not here)

invoices-pdf-title = { $kind ->
    [cost_split] Cost split
    [credit_note] Credit note
   *[invoice] Invoice
}
invoices-pdf-number = Number
invoices-pdf-issued = Date of issue
invoices-pdf-service = Service period
invoices-pdf-due = Due date
invoices-pdf-payer = Payer
invoices-pdf-payer-code = Payer code
invoices-pdf-metering-point = Metering point
invoices-pdf-reference = Reference
invoices-pdf-tax = VAT ID
invoices-pdf-measured = Meter readings
invoices-pdf-meter = Meter
invoices-pdf-from = From
invoices-pdf-to = To
invoices-pdf-used = Used
invoices-pdf-items = Items
invoices-pdf-description = Description
invoices-pdf-quantity = Quantity
invoices-pdf-unit = Unit
invoices-pdf-price = Unit price
invoices-pdf-vat-rate = VAT
invoices-pdf-net = Net amount
invoices-pdf-vat-base = Net
invoices-pdf-vat = VAT
invoices-pdf-gross = Gross
invoices-pdf-outside-vat = no VAT
invoices-pdf-total-net = Total net
invoices-pdf-total-vat = VAT
invoices-pdf-total = To pay
invoices-pdf-month = month
invoices-pdf-page = Page { $page } of { $pages }
invoices-pdf-state-open = Open, due { $day }
invoices-pdf-state-overdue = Overdue since { $day }, open { $open }
invoices-pdf-state-paid = Paid
invoices-pdf-state-paid-on = Paid { $day }
invoices-pdf-currency = Amounts are in euros.
invoices-service-water_cold = cold water
invoices-service-water_hot = hot water
invoices-service-water_waste = waste water
invoices-service-heat = heat
invoices-service-electricity = electricity
invoices-service-gas = gas
invoices-service-waste = waste
invoices-service-other = other
