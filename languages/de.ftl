# Deutsch

## The groups of the index.
now = Gerade jetzt
coming = Demnächst
past = { $events ->
     [mixed] Vergangene Veranstaltungen
    *[workshops] Vergangene Workshops
}
recorded = { $events ->
     [mixed] Aufgezeichnete Veranstaltungen
    *[workshops] Aufgezeichnete Workshops
}
self_paced = Im eigenen Tempo
decks = Foliensätze
no_deck = Es gibt noch keine Folien.
all_past = { $events ->
     [mixed] Alle vergangenen Veranstaltungen
    *[workshops] Alle vergangenen Workshops
}
more_past = { $events ->
     [mixed] Alle vergangenen Veranstaltungen, { $count } weitere
    *[workshops] { $count ->
         [one] Alle vergangenen Workshops, { $count } weiterer
        *[other] Alle vergangenen Workshops, { $count } weitere
    }
}
workshops = { $events ->
     [mixed] Veranstaltungen
    *[workshops] Workshops
}
all_events = { $events ->
     [mixed] Alle Veranstaltungen
    *[workshops] Alle Workshops
}

## When.
scheduled = Geplant:
delivered = Gehalten:
running = Jetzt:

## Links.
register = Anmelden
slides = Folien
video = Video
chat = Chat
calendar = In den Kalender
calendar_all = Kalender
feed = Feed
website = Webseite
skip = Zum Inhalt

## The status of an event.
cancelled = Abgesagt
moved = Verlegt
sold_out = Ausgebucht
cancelled_long = { $kind ->
     [talk] Dieser Vortrag
     [webinar] Dieses Webinar
     [course] Dieser Kurs
    *[workshop] Dieser Workshop
} wurde abgesagt.
moved_long = { $kind ->
     [talk] Dieser Vortrag
     [webinar] Dieses Webinar
     [course] Dieser Kurs
    *[workshop] Dieser Workshop
} wurde verlegt: Datum oder Ort haben sich geändert.
sold_out_long = { $kind ->
     [talk] Dieser Vortrag
     [webinar] Dieses Webinar
     [course] Dieser Kurs
    *[workshop] Dieser Workshop
} ist ausgebucht.
over = { $kind ->
     [talk] Dieser Vortrag
     [webinar] Dieses Webinar
     [course] Dieser Kurs
    *[workshop] Dieser Workshop
} ist vorbei.
happening = { $kind ->
     [talk] Dieser Vortrag
     [webinar] Dieses Webinar
     [course] Dieser Kurs
    *[workshop] Dieser Workshop
} findet gerade statt.
newer = Neuere Fassung:

## The filter.
filter = Filtern
language_name = Sprache
year = Jahr
speaker = Vortragende
country = Land
place = Ort
all = Alle
reset = Alle zeigen
shown = { $events ->
     [mixed] Gezeigte Veranstaltungen: { $shown } von { $total }
    *[workshops] Gezeigte Workshops: { $shown } von { $total }
}

## An event.
date = Datum
time = Uhrzeit
your_time = { $hours } in Ihrer Zeitzone
held_by = Veranstaltung
online = Online
level = Niveau
beginner = Für den Einstieg
intermediate = Fortgeschritten
advanced = Für Erfahrene
about = Über { $kind ->
     [talk] diesen Vortrag
     [webinar] dieses Webinar
     [course] diesen Kurs
    *[workshop] diesen Workshop
}
requirements = Was Sie brauchen
agenda = Ablauf
approximate = Die Zeiten im Laufe des Tages sind ungefähre Angaben.
speakers = Vortragende
material = Unterlagen
facts = Auf einen Blick
on_phone = Diese Seite auf Ihrem Telefon
day = Tag { $number }
morning = Vormittag
afternoon = Nachmittag
evening = Abend
pause = Pause
lunch = Mittagspause
continued = { $title } (Fortsetzung)
part = Teil { $number }
nth = { $number } von { $total }
minutes = { $minutes } Min.
hours = { $hours } Std.
hours_minutes = { $hours } Std. { $minutes } Min.
slides_count = { $count ->
     [one] { $count } Folie
    *[other] { $count } Folien
}

## What an event offers.
kind = Art
workshop = Workshop
talk = Vortrag
webinar = Webinar
course = Kurs
price = Preis
free = Kostenlos
until = bis { $date }
seats = Plätze
organizer = Veranstalter
map = Karte
join = Online teilnehmen
audience = Zielgruppe
moved_from = Neue Termine; bisher waren es: { $dates }.
moved_event = Stattdessen gibt es:
other_languages = In anderen Sprachen
series = Reihe
series_list = Reihen
whole_series = Die ganze Reihe
track = Track

## A speaker, a deck.
upcoming = { $events ->
     [mixed] Kommende Veranstaltungen
    *[workshops] Kommende Workshops
}
taught_at = Unterrichtet bei
about_deck = Über diesen Foliensatz
open_slides = Folien öffnen
transcript = Transkript
author = Verfasst von
authors = Verfasst von
topics = Themen
length = Umfang
downloads = Downloads
share = Teilen
link = Link
embed = Code zum Einbetten der Folien
more_by_author = Weiteres von derselben Person
more_by_authors = Weiteres von denselben Personen
more_on_topics = Weiteres zu diesen Themen
notes = Notizen
copy = Kopieren
copied = Kopiert
chapters = Kapitel
used_in = Foliensätze mit diesem Kapitel
previous_chapter = Vorheriges Kapitel
next_chapter = Nächstes Kapitel
no_chapter = Ein Kapitel „{ $name }“ gibt es hier nicht.

## Missing and moved pages.
lost = Seite nicht gefunden
lost_long = Die Seite ist vielleicht umgezogen, oder der Link ist falsch geschrieben.
did_you_mean = Meinten Sie
see_all = Sehen, was es auf { $site } gibt
has_moved = Diese Seite ist umgezogen

## Where those who follow a presentation wait for it.
follow_title = Der Präsentation folgen
follow_wait = Diese Seite geht mit, sobald eine Folie gezeigt wird.
nothing_shared = Unter dieser Adresse wird nichts geteilt.

## The search over the whole site.
search = Suchen
search_hint = Folien, Foliensätze, Termine suchen
search_without = Die Suche braucht JavaScript. Auf der Startseite stehen alle Foliensätze und Veranstaltungen.
search_failed = Die Suche konnte nicht geladen werden
ui_site_search_decks = Foliensätze
ui_site_search_chapters = Kapitel
ui_site_search_events = Veranstaltungen
ui_site_search_people = Vortragende
ui_site_search_slides = Folien
ui_site_search_found = Treffer: { $n }
ui_site_search_none = Nichts gefunden für „{ $query }“
ui_site_search_some = Kein Treffer enthält alle Wörter. Diese enthalten einige davon.
ui_site_search_instead = Treffer für „{ $word }“
ui_site_search_also = In anderen Foliensätzen: { $n }
ui_site_search_more = Weitere Treffer
ui_site_search_all = Alle Treffer anzeigen
ui_site_search_lab = Übung
ui_site_search_failed = Die Suche konnte nicht geladen werden
ui_site_search_slide = Folie { $n }
ui_site_search_everywhere = In allen Foliensätzen suchen

## Slides that are made from the titles of sections.
previous_part = Voriger Teil
next_part = Nächster Teil
previous_section = Voriger Abschnitt
next_section = Nächster Abschnitt
back_to_contents = Zurück zum Inhaltsverzeichnis
contents = Inhaltsverzeichnis
chapter = Kapitel { $number }
module = Modul { $number }

## Words that the style sheets show, on slides.
theme_lab = Übung
theme_warning = Achtung
theme_extra = Mehr dazu
theme_belt = Schwarzer Gürtel
theme_notes = Notizen

## Decks: the menu and the panels.
ui_menu = Menü
ui_steps = Schritte
ui_overview = Übersicht
ui_search = Gehe zu, suchen
ui_contents = Inhalt
ui_copy_link = Link kopieren
ui_help = Menü und Tasten
ui_close = Schließen
ui_zoom = Vergrößert
ui_zoom_in = Größer
ui_zoom_out = Kleiner
ui_zoom_next = Nächstes auf dieser Folie
ui_part = Teil { $n }
ui_slide = Folie { $n }
ui_hint = Nummer, Titel oder Wörter
ui_results = Gefunden
ui_found = Gefunden: { $n }
ui_found_none = Nichts gefunden
ui_found_more = Gefunden: { $n } (die ersten { $most } sind aufgeführt)
ui_previous = Schritt zurück
ui_next = Schritt weiter
ui_open_window = In einem Fenster öffnen
ui_letters = Kürzel mit einer Taste
ui_without = Ausgeschaltet bewirken Buchstaben, Ziffern und Zeichen nichts, getippt oder diktiert. Pfeile, Leertaste, Bild ↑ ↓, Pos1, Ende und Esc wirken weiterhin.
ui_moving = Bewegen
ui_showing = Anzeigen
ui_presenting = Vortragen
ui_reading = Lesen
ui_next_step = nächster Schritt
ui_previous_step = voriger Schritt
ui_first_slide = erste Folie
ui_last_slide = letzte Folie
ui_slide_number = Folie 12
ui_key_space = Leertaste
ui_key_shift = Umschalt
ui_key_page = Bild
ui_key_home = Pos1
ui_key_end = Ende
ui_key_enter = Eingabe

## Decks: notices, and what screen readers announce.
ui_copied = Kopiert
ui_not_copied = Nicht kopiert
ui_announce = Folie { $number } von { $total }: { $text }

## Decks: presenter view.
ui_presenter = Vortrag
ui_split = Größe der Folie
ui_split_next = Größe der Vorschau
ui_strip = Benachbarte Folien
ui_notes = Notizen
ui_no_notes = Keine Notizen
ui_smaller = Kleiner
ui_larger = Größer
ui_start = Starten
ui_pause = Anhalten
ui_reset = Zurücksetzen
ui_coming_step = Nächster Schritt
ui_coming_slide = Nächste Folie
ui_coming_end = Ende
ui_on_time = im Zeitplan
ui_behind = { $n } Min. zu spät
ui_ahead = { $n } Min. voraus
ui_ends = geplantes Ende { $time }
ui_section_left = noch { $n } min in diesem Abschnitt
ui_section_of = Abschnitt { $n } von { $of }: { $title }
ui_part_of = Teil { $n } von { $of }
ui_black = Das Publikum sieht Schwarz
ui_refused = Der Browser hat abgelehnt
ui_cloned = Das neue Fenster auf den Beamer ziehen, hier p drücken
ui_blocked = Das neue Fenster wurde blockiert

## Decks: what keys do, in the menu.
ui_do_presenter = Vortragsansicht
ui_do_window = zweites Fenster, das folgt
ui_do_black = schwarzer Bildschirm
ui_do_notes = Notizen
ui_do_timer = Uhr neu starten
ui_do_full = Vollbild
ui_do_mirror = spiegeln
ui_do_read = als Seite lesen oder vortragen
ui_do_colours = hell, dunkel oder wie das System
ui_do_numbers = Zeilennummern
ui_do_larger = Code größer
ui_do_smaller = Code kleiner
ui_do_zoom = Bild oder Code vergrößern
ui_do_pen = zeichnen (Umschalt: dick, Esc: Ende)
ui_do_laser = Laserpointer

## Decks: colours, links, code, labs; those who follow a presentation.
ui_colours_system = Farben: System
ui_colours_light = Farben: hell
ui_colours_dark = Farben: dunkel
ui_edit_slide = Folie { $n } bearbeiten
ui_copy_slide = Link zu Folie { $n } kopieren
ui_copy = Kopieren
ui_done = Erledigt
ui_follow = Folgen
ui_following = Folgt
ui_unshared = Die Notizen sind nicht freigegeben
ui_ask = Frage stellen
ui_your_question = Ihre Frage
ui_send = Senden
ui_sent = An den Vortragenden gesendet
ui_not_sent = Nicht gesendet; gleich noch einmal versuchen
ui_too_fast = Zu schnell
ui_too_slow = Zu langsam
ui_questions = Fragen
ui_dismiss = Entfernen

## Days and hours, where CLDR has them otherwise.
date_clock = { $hour }:{ $minute }
date_hours = { $from }–{ $to } Uhr
