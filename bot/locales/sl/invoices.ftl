# Računi in razdelilniki

menu-show-invoices = Računi
sample-show-invoices = zadnji račun
invoices-title = Računi
invoices-title-page = Računi, stran { $page } od { $pages }
invoices-file = racun
invoices-kind-invoice = Račun
invoices-kind-credit-note = Dobropis
invoices-kind-cost-split = Razdelilnik
invoices-state-paid = plačano
invoices-state-open = odprto, rok { $due }
invoices-state-overdue = zapadlo { $due }
invoices-count = { $count ->
    [one] { $count } račun:
    [two] { $count } računa:
    [few] { $count } računi:
   *[other] { $count } računov:
  }
invoices-choose = Izberite račun, da vam pošljem PDF.
invoices-newer = ◀ Novejši
invoices-older = Starejši ▶
invoices-all = Vsi računi
invoices-newest = Zadnji račun
invoices-none = Računov še ni ({ $provider }).
invoices-number-unknown = Računa s številko { $number } med vašimi ne najdem. Preverite številko ali izberite s seznama.
invoices-period-empty = Za obdobje { $period } računa ne najdem. Izberite s seznama.
invoices-facts = Izdan { $issued }, za obdobje od { $start } do { $end }. Znesek: { $amount }
invoices-paid = ✅ Plačano. Hvala!
