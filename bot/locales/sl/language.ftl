menu-change-language = Jezik / Language
sample-change-language = »English, please«
language-sl = Slovenščina
language-en = English
language-choose = V katerem jeziku naj odgovarjam?
language-not-yet = Tega jezika še ne govorim. Izberite, prosim, enega od teh:
language-changed = V redu, odslej odgovarjam slovensko.
