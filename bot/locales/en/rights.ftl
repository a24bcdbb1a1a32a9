menu-export-data = Copy of my data
menu-delete-data = Erase my data
sample-export-data = "I'd like a copy of my data"
sample-delete-data = "Erase my data"
rights-export = I can't prepare a copy of your data here yet. Ask the provider for it; they must answer within a month:
    { $contacts }
rights-delete = I can't erase data here yet. Ask the provider for it; they must answer within a month. By law they must keep invoices for ten years.
    { $contacts }

    You can withdraw your consent right here.
