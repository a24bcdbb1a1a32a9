menu-update-profile = Profile
sample-update-profile = "My profile"
profile-title = Your profile
profile-empty = not given
profile-name = Name: { $name }
profile-phone = Phone: { $phone }
profile-email = E-mail: { $email }
profile-language = Language: { $language }
profile-payers = { $count ->
    [one] { $count } linked account:
   *[other] { $count } linked accounts:
}
profile-change-name = Name
profile-change-phone = Phone
profile-change-email = E-mail
profile-change-language = Language
profile-ask-name = What should I call you? Enter a name.
profile-ask-phone = Enter your phone number, such as 041 234 567. It is optional.
profile-phone-sure = Shall I store { $phone } as your phone number?
profile-clear = Remove
profile-name-format = A name has letters and at most { $longest } characters.
profile-saved = Saved.
