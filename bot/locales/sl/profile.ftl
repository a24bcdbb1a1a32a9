menu-update-profile = Profil
sample-update-profile = »Moj profil«
profile-title = Vaš profil
profile-empty = ni vpisano
profile-name = Ime: { $name }
profile-phone = Telefon: { $phone }
profile-email = E-naslov: { $email }
profile-language = Jezik: { $language }
profile-payers = { $count ->
    [one] { $count } povezan račun:
    [two] { $count } povezana računa:
    [few] { $count } povezani računi:
   *[other] { $count } povezanih računov:
}
profile-change-name = Ime
profile-change-phone = Telefon
profile-change-email = E-naslov
profile-change-language = Jezik
profile-ask-name = Kako naj vas kličem? Vpišite ime.
profile-ask-phone = Vpišite telefonsko številko, na primer 041 234 567. Ni obvezna.
profile-phone-sure = Shranim { $phone } kot vašo telefonsko številko?
profile-clear = Izbriši
profile-name-format = Ime naj ima črke in največ { $longest } znakov.
profile-saved = Shranjeno.
