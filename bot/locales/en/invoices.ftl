# Invoices and cost splits

menu-show-invoices = Invoices
sample-show-invoices = latest invoice
invoices-title = Invoices
invoices-title-page = Invoices, page { $page } of { $pages }
invoices-file = invoice
invoices-kind-invoice = Invoice
invoices-kind-credit-note = Credit note
invoices-kind-cost-split = Cost split
invoices-state-paid = paid
invoices-state-open = open, due { $due }
invoices-state-overdue = overdue since { $due }
invoices-count = { $count ->
    [one] { $count } invoice:
   *[other] { $count } invoices:
  }
invoices-choose = Choose an invoice and I'll send you the PDF.
invoices-newer = ◀ Newer
invoices-older = Older ▶
invoices-all = All invoices
invoices-newest = Latest invoice
invoices-none = There are no invoices yet ({ $provider }).
invoices-number-unknown = I can't find an invoice with number { $number } among yours. Check the number, or choose from the list.
invoices-period-empty = I can't find an invoice for { $period }. Choose from the list.
invoices-facts = Issued { $issued }, for { $start } to { $end }. Amount: { $amount }
invoices-paid = ✅ Paid. Thank you!
