menu-change-language = Language / Jezik
sample-change-language = "Po slovensko, prosim"
language-sl = Slovenščina
language-en = English
language-choose = Which language should I answer in?
language-not-yet = I don't speak that language yet. Please choose one of these:
language-changed = All right, I'll answer in English from now on.
