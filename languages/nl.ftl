# Nederlands

## The groups of the index.
now = Nu bezig
coming = Binnenkort
past = { $events ->
     [mixed] Eerdere evenementen
    *[workshops] Eerdere workshops
}
recorded = { $events ->
     [mixed] Opgenomen evenementen
    *[workshops] Opgenomen workshops
}
self_paced = In eigen tempo
decks = Presentaties
no_deck = Er is nog geen presentatie.
all_past = { $events ->
     [mixed] Alle eerdere evenementen
    *[workshops] Alle eerdere workshops
}
more_past = { $events ->
     [mixed] Alle eerdere evenementen, nog { $count }
    *[workshops] Alle eerdere workshops, nog { $count }
}
workshops = { $events ->
     [mixed] Evenementen
    *[workshops] Workshops
}
all_events = { $events ->
     [mixed] Alle evenementen
    *[workshops] Alle workshops
}

## When.
scheduled = Gepland:
delivered = Gegeven:
running = Nu:

## Links.
register = Aanmelden
slides = Slides
video = Video
chat = Chat
calendar = In agenda zetten
calendar_all = Agenda
feed = Feed
website = Website
skip = Naar de inhoud

## The status of an event.
cancelled = Geannuleerd
moved = Verplaatst
sold_out = Volgeboekt
cancelled_long = { $kind ->
     [talk] Deze lezing
     [webinar] Dit webinar
     [course] Deze cursus
    *[workshop] Deze workshop
} gaat niet door.
moved_long = { $kind ->
     [talk] Deze lezing
     [webinar] Dit webinar
     [course] Deze cursus
    *[workshop] Deze workshop
} is verplaatst: datum of plaats is veranderd.
sold_out_long = { $kind ->
     [talk] Deze lezing
     [webinar] Dit webinar
     [course] Deze cursus
    *[workshop] Deze workshop
} is volgeboekt.
over = { $kind ->
     [talk] Deze lezing
     [webinar] Dit webinar
     [course] Deze cursus
    *[workshop] Deze workshop
} is voorbij.
happening = { $kind ->
     [talk] Deze lezing
     [webinar] Dit webinar
     [course] Deze cursus
    *[workshop] Deze workshop
} is nu bezig.
newer = Nieuwer materiaal:

## The filter.
filter = Filteren
language_name = Taal
year = Jaar
speaker = Spreker
country = Land
place = Plaats
all = Alle
reset = Alles tonen
shown = { $events ->
     [mixed] Getoonde evenementen: { $shown } van { $total }
    *[workshops] Getoonde workshops: { $shown } van { $total }
}

## An event.
date = Datum
time = Tijd
your_time = { $hours } in uw tijdzone
held_by = Evenement
online = Online
level = Niveau
beginner = Beginner
intermediate = Gevorderd
advanced = Expert
about = Over { $kind ->
     [talk] deze lezing
     [webinar] dit webinar
     [course] deze cursus
    *[workshop] deze workshop
}
requirements = Wat u nodig hebt
agenda = Programma
approximate = De tijden in de loop van de dag zijn bij benadering.
speakers = Sprekers
material = Materiaal
facts = In het kort
on_phone = Deze pagina op uw telefoon
day = Dag { $number }
morning = Ochtend
afternoon = Middag
evening = Avond
pause = Pauze
lunch = Lunch
continued = { $title } (vervolg)
part = Deel { $number }
nth = { $number } van { $total }
minutes = { $minutes } min
hours = { $hours } uur
hours_minutes = { $hours } uur { $minutes } min
slides_count = { $count ->
     [one] { $count } slide
    *[other] { $count } slides
}

## What an event offers.
kind = Soort
workshop = Workshop
talk = Lezing
webinar = Webinar
course = Cursus
price = Prijs
free = Gratis
until = tot en met { $date }
seats = Plaatsen
organizer = Organisator
map = Kaart
join = Online deelnemen
audience = Voor wie
moved_from = Nieuwe data; de vorige waren: { $dates }.
moved_event = In plaats daarvan is er:
other_languages = In andere talen
series = Reeks
series_list = Reeksen
whole_series = De hele reeks
track = Track

## A speaker, a deck.
upcoming = { $events ->
     [mixed] Komende evenementen
    *[workshops] Komende workshops
}
taught_at = Gegeven bij
about_deck = Over deze presentatie
open_slides = Slides openen
transcript = Transcript
author = Auteur
authors = Auteurs
topics = Onderwerpen
length = Omvang
downloads = Downloads
share = Delen
link = Link
embed = Code om de slides in te sluiten
more_by_author = Meer van deze auteur
more_by_authors = Meer van deze auteurs
more_on_topics = Meer over deze onderwerpen
notes = Notities
copy = Kopiëren
copied = Gekopieerd
chapters = Hoofdstukken
used_in = Presentaties met dit hoofdstuk
previous_chapter = Vorig hoofdstuk
next_chapter = Volgend hoofdstuk
no_chapter = Er is hier geen hoofdstuk ‘{ $name }’.

## Missing and moved pages.
lost = Pagina niet gevonden
lost_long = Misschien is de pagina verplaatst, of is de link verkeerd geschreven.
did_you_mean = Bedoelde u
see_all = Bekijk wat er op { $site } is
has_moved = Deze pagina is verplaatst

## Where those who follow a presentation wait for it.
follow_title = Volg de presentatie
follow_wait = Deze pagina loopt mee zodra er een dia wordt getoond.
nothing_shared = Op dit adres wordt niets gedeeld.

## The search over the whole site.
search = Zoeken
search_hint = Zoek in slides, presentaties, evenementen
search_without = Zoeken werkt alleen met JavaScript. Op de startpagina staan alle presentaties en evenementen.
search_failed = Het zoeken kon niet worden geladen
ui_site_search_decks = Presentaties
ui_site_search_chapters = Hoofdstukken
ui_site_search_events = Evenementen
ui_site_search_people = Sprekers
ui_site_search_slides = Slides
ui_site_search_found = Resultaten: { $n }
ui_site_search_none = Niets gevonden voor ‘{ $query }’
ui_site_search_some = Geen resultaat bevat al deze woorden. Deze bevatten er enkele.
ui_site_search_instead = Resultaten voor ‘{ $word }’
ui_site_search_also = In andere presentaties: { $n }
ui_site_search_more = Meer resultaten
ui_site_search_all = Alle resultaten tonen
ui_site_search_lab = Oefening
ui_site_search_failed = Het zoeken kon niet worden geladen
ui_site_search_slide = Slide { $n }
ui_site_search_everywhere = In alle presentaties zoeken

## Slides that are made from the titles of sections.
previous_part = Vorig deel
next_part = Volgend deel
previous_section = Vorige paragraaf
next_section = Volgende paragraaf
back_to_contents = Terug naar de inhoudsopgave
contents = Inhoudsopgave
chapter = Hoofdstuk { $number }
module = Module { $number }

## Words that the style sheets show, on slides.
theme_lab = Oefening
theme_warning = Let op
theme_extra = Meer hierover
theme_belt = Zwarte band
theme_notes = Notities

## Decks: the menu and the panels.
ui_menu = Menu
ui_steps = Stappen
ui_overview = Overzicht
ui_search = Ga naar, zoeken
ui_contents = Inhoud
ui_copy_link = Link kopiëren
ui_help = Menu en toetsen
ui_close = Sluiten
ui_zoom = Vergroot
ui_zoom_in = Groter
ui_zoom_out = Kleiner
ui_zoom_next = Volgende op deze dia
ui_part = Deel { $n }
ui_slide = Slide { $n }
ui_hint = Nummer, titel of woorden
ui_results = Gevonden
ui_found = Gevonden: { $n }
ui_found_none = Niets gevonden
ui_found_more = Gevonden: { $n } (de eerste { $most } staan hieronder)
ui_previous = Vorige stap
ui_next = Volgende stap
ui_open_window = Openen in een venster
ui_letters = Sneltoetsen van één toets
ui_without = Uitgeschakeld doen letters, cijfers en tekens niets, getypt of gedicteerd. Pijlen, Spatie, Pagina ↑ ↓, Begin, Einde en Esc blijven werken.
ui_moving = Bewegen
ui_showing = Tonen
ui_presenting = Presenteren
ui_reading = Lezen
ui_next_step = volgende stap
ui_previous_step = vorige stap
ui_first_slide = eerste slide
ui_last_slide = laatste slide
ui_slide_number = slide 12
ui_key_space = Spatie
ui_key_shift = ⇧
ui_key_page = Pagina
ui_key_home = Begin
ui_key_end = Einde
ui_key_enter = ↵

## Decks: notices, and what screen readers announce.
ui_copied = Gekopieerd
ui_not_copied = Niet gekopieerd
ui_announce = Slide { $number } van { $total }: { $text }

## Decks: presenter view.
ui_presenter = Presentator
ui_split = Grootte van de slide
ui_split_next = Grootte van de voorvertoning
ui_strip = Dia’s in de buurt
ui_notes = Notities
ui_no_notes = Geen notities
ui_smaller = Kleiner
ui_larger = Groter
ui_start = Starten
ui_pause = Pauze
ui_reset = Herstellen
ui_coming_step = Volgende stap
ui_coming_slide = Volgende slide
ui_coming_end = Einde
ui_on_time = op schema
ui_behind = { $n } min achter
ui_ahead = { $n } min voor
ui_ends = gepland einde { $time }
ui_section_left = nog { $n } min in dit onderdeel
ui_section_of = Paragraaf { $n } van { $of }: { $title }
ui_part_of = Deel { $n } van { $of }
ui_black = Het publiek ziet zwart
ui_refused = De browser weigerde
ui_cloned = Verplaats het nieuwe venster naar de beamer en druk hier op p
ui_blocked = Het nieuwe venster is geblokkeerd

## Decks: what keys do, in the menu.
ui_do_presenter = presentatorweergave
ui_do_window = tweede venster dat volgt
ui_do_black = zwart scherm
ui_do_notes = notities
ui_do_timer = timer herstarten
ui_do_full = volledig scherm
ui_do_mirror = spiegelen
ui_do_read = als pagina lezen of presenteren
ui_do_colours = licht, donker of zoals het systeem
ui_do_numbers = regelnummers
ui_do_larger = grotere code
ui_do_smaller = kleinere code
ui_do_zoom = afbeelding of code vergroten
ui_do_pen = tekenen (⇧: dik, Esc: einde)
ui_do_laser = laserpointer

## Decks: colours, links, code, labs; those who follow a presentation.
ui_colours_system = Kleuren: systeem
ui_colours_light = Kleuren: licht
ui_colours_dark = Kleuren: donker
ui_edit_slide = Slide { $n } bewerken
ui_copy_slide = Link naar slide { $n } kopiëren
ui_copy = Kopiëren
ui_done = Klaar
ui_follow = Volgen
ui_following = Volgt
ui_unshared = De presentator deelt de notities niet
ui_ask = Een vraag stellen
ui_your_question = Uw vraag
ui_send = Verzenden
ui_sent = Verzonden naar de spreker
ui_not_sent = Niet verzonden; probeer het zo opnieuw
ui_too_fast = Te snel
ui_too_slow = Te langzaam
ui_questions = Vragen
ui_dismiss = Verwijderen

## Days and hours, where CLDR has them otherwise.
date_clock = { $hour }.{ $minute }
date_hours = { $from }–{ $to } uur
