# Price list

menu-show-tariff = Price list
sample-show-tariff = what is the price of water?
tariffs-title = Price list
tariffs-valid = { $provider }, prices valid from { $day }.
tariffs-line = { $taxed ->
    [no] • { $what }: €{ $price }/{ $unit } (no VAT)
   *[yes] • { $what }: €{ $price }/{ $unit }, with VAT €{ $vat }
  }
tariffs-before = (before: €{ $price })
tariffs-previous = "Before" is the price without VAT in the list valid from { $day }.
error-no-price-list = The price list isn't published yet. Ask the office: type "contact".
