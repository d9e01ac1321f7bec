# italiano

## The groups of the index.
now = In corso
coming = In arrivo
past = { $events ->
     [mixed] Eventi passati
    *[workshops] Workshop passati
}
recorded = { $events ->
     [mixed] Eventi registrati
    *[workshops] Workshop registrati
}
self_paced = Al proprio ritmo
decks = Presentazioni
no_deck = Non c’è ancora nessuna presentazione.
all_past = { $events ->
     [mixed] Tutti gli eventi passati
    *[workshops] Tutti i workshop passati
}
more_past = { $events ->
     [mixed] { $count ->
         [one] Tutti gli eventi passati, un altro
        *[other] Tutti gli eventi passati, altri { $count }
    }
    *[workshops] { $count ->
         [one] Tutti i workshop passati, un altro
        *[other] Tutti i workshop passati, altri { $count }
    }
}
workshops = { $events ->
     [mixed] Eventi
    *[workshops] Workshop
}
all_events = { $events ->
     [mixed] Tutti gli eventi
    *[workshops] Tutti i workshop
}

## When.
scheduled = In programma:
delivered = Tenuto:
running = In corso:

## Links.
register = Iscriversi
slides = Slide
video = Video
chat = Chat
calendar = Aggiungi al calendario
calendar_all = Calendario
feed = Feed
website = Sito web
skip = Vai al contenuto

## The status of an event.
cancelled = Annullato
moved = Spostato
sold_out = Esaurito
cancelled_long = { $kind ->
     [talk] Questa conferenza è stata annullata.
     [webinar] Questo webinar è stato annullato.
     [course] Questo corso è stato annullato.
    *[workshop] Questo workshop è stato annullato.
}
moved_long = { $kind ->
     [talk] Questa conferenza è stata spostata: la data o il luogo sono cambiati.
     [webinar] Questo webinar è stato spostato: la data o il luogo sono cambiati.
     [course] Questo corso è stato spostato: la data o il luogo sono cambiati.
    *[workshop] Questo workshop è stato spostato: la data o il luogo sono cambiati.
}
sold_out_long = { $kind ->
     [talk] Questa conferenza
     [webinar] Questo webinar
     [course] Questo corso
    *[workshop] Questo workshop
} è al completo.
over = { $kind ->
     [talk] Questa conferenza è terminata.
     [webinar] Questo webinar è terminato.
     [course] Questo corso è terminato.
    *[workshop] Questo workshop è terminato.
}
happening = { $kind ->
     [talk] Questa conferenza
     [webinar] Questo webinar
     [course] Questo corso
    *[workshop] Questo workshop
} è in corso.
newer = Materiale più recente:

## The filter.
filter = Filtra
language_name = Lingua
year = Anno
speaker = Docente
country = Paese
place = Luogo
all = Tutti
reset = Mostra tutto
shown = { $events ->
     [mixed] Eventi mostrati: { $shown } di { $total }
    *[workshops] Workshop mostrati: { $shown } di { $total }
}

## An event.
date = Data
time = Orario
your_time = { $hours } nel suo fuso orario
held_by = Evento
online = Online
level = Livello
beginner = Principiante
intermediate = Intermedio
advanced = Avanzato
about = { $kind ->
     [talk] La conferenza
     [webinar] Il webinar
     [course] Il corso
    *[workshop] Il workshop
}
requirements = Requisiti
agenda = Programma
approximate = Gli orari durante la giornata sono indicativi.
speakers = Docenti
material = Materiali
facts = In breve
on_phone = Questa pagina sul telefono
day = Giorno { $number }
morning = Mattina
afternoon = Pomeriggio
evening = Sera
pause = Pausa
lunch = Pranzo
continued = { $title } (seguito)
part = Parte { $number }
nth = { $number } di { $total }
minutes = { $minutes } min
hours = { $hours } h
hours_minutes = { $hours } h { $minutes } min
slides_count = { $count } slide

## What an event offers.
kind = Tipo
workshop = Workshop
talk = Conferenza
webinar = Webinar
course = Corso
price = Prezzo
free = Gratuito
until = fino al { $date }
seats = Posti
organizer = Organizzatore
map = Mappa
join = Partecipa online
audience = A chi è rivolto
moved_from = Nuove date; le precedenti erano: { $dates }.
moved_event = Si svolge invece qui:
other_languages = In altre lingue
series = Serie
series_list = Serie
whole_series = Tutta la serie
track = Percorso

## A speaker, a deck.
upcoming = { $events ->
     [mixed] Prossimi eventi
    *[workshops] Prossimi workshop
}
taught_at = Insegnato a
about_deck = Su questa presentazione
open_slides = Apri le slide
transcript = Trascrizione
author = Autore
authors = Autori
topics = Argomenti
length = Lunghezza
downloads = Download
share = Condividi
link = Link
embed = Codice per incorporare le slide
more_by_author = Altro di questo autore
more_by_authors = Altro di questi autori
more_on_topics = Altro su questi argomenti
notes = Note
copy = Copia
copied = Copiato
chapters = Capitoli
used_in = Presentazioni con questo capitolo
previous_chapter = Capitolo precedente
next_chapter = Capitolo successivo
no_chapter = Qui non c’è nessun capitolo «{ $name }».

## Missing and moved pages.
lost = Pagina non trovata
lost_long = La pagina potrebbe essere stata spostata, o il link è scritto male.
did_you_mean = Forse cercava
see_all = Vedere che cosa c’è su { $site }
has_moved = Questa pagina è stata spostata

## Where those who follow a presentation wait for it.
follow_title = Segui la presentazione
follow_wait = Questa pagina seguirà non appena verrà mostrata una diapositiva.
nothing_shared = A questo indirizzo non è condiviso nulla.

## The search over the whole site.
search = Cerca
search_hint = Cerca slide, presentazioni, eventi
search_without = La ricerca richiede JavaScript. La pagina iniziale elenca tutte le presentazioni e gli eventi.
search_failed = Impossibile caricare la ricerca
ui_site_search_decks = Presentazioni
ui_site_search_chapters = Capitoli
ui_site_search_events = Eventi
ui_site_search_people = Docenti
ui_site_search_slides = Slide
ui_site_search_found = Risultati: { $n }
ui_site_search_none = Nessun risultato per “{ $query }”
ui_site_search_some = Nessun risultato contiene tutte queste parole. Questi ne contengono alcune.
ui_site_search_instead = Risultati per “{ $word }”
ui_site_search_also = In altre presentazioni: { $n }
ui_site_search_more = Altri risultati
ui_site_search_all = Mostra tutti i risultati
ui_site_search_lab = Esercizio
ui_site_search_failed = Impossibile caricare la ricerca
ui_site_search_slide = Slide { $n }
ui_site_search_everywhere = Cerca in tutte le presentazioni

## Slides that are made from the titles of sections.
previous_part = Parte precedente
next_part = Parte successiva
previous_section = Sezione precedente
next_section = Sezione successiva
back_to_contents = Torna all’indice
contents = Indice
chapter = Capitolo { $number }
module = Modulo { $number }

## Words that the style sheets show, on slides.
theme_lab = Esercizio
theme_warning = Attenzione
theme_extra = Per approfondire
theme_belt = Cintura nera
theme_notes = Note

## Decks: the menu and the panels.
ui_menu = Menu
ui_steps = Passi
ui_overview = Panoramica
ui_search = Vai a, cerca
ui_contents = Contenuto
ui_copy_link = Copia il link
ui_help = Menu e tasti
ui_close = Chiudi
ui_zoom = Ingrandito
ui_zoom_in = Più grande
ui_zoom_out = Più piccolo
ui_zoom_next = Successivo in questa diapositiva
ui_part = Parte { $n }
ui_slide = Slide { $n }
ui_hint = Numero, titolo o parole
ui_results = Risultati
ui_found = Risultati: { $n }
ui_found_none = Nessun risultato
ui_found_more = Risultati: { $n } (i primi { $most } sono elencati)
ui_previous = Passo precedente
ui_next = Passo successivo
ui_open_window = Apri in una finestra
ui_letters = Scorciatoie a un tasto
ui_without = Se disattivate, lettere, cifre e segni non fanno nulla, digitati o dettati. Frecce, Spazio, Pagina ↑ ↓, Inizio, Fine ed Esc funzionano sempre.
ui_moving = Spostarsi
ui_showing = Mostrare
ui_presenting = Presentare
ui_reading = Leggere
ui_next_step = passo successivo
ui_previous_step = passo precedente
ui_first_slide = prima slide
ui_last_slide = ultima slide
ui_slide_number = slide 12
ui_key_space = Spazio
ui_key_shift = Maiusc
ui_key_page = Pagina
ui_key_home = Inizio
ui_key_end = Fine
ui_key_enter = Invio

## Decks: notices, and what screen readers announce.
ui_copied = Copiato
ui_not_copied = Non copiato
ui_announce = Slide { $number } di { $total }: { $text }

## Decks: presenter view.
ui_presenter = Relatore
ui_split = Dimensione della slide
ui_split_next = Dimensione dell’anteprima
ui_strip = Diapositive vicine
ui_notes = Note
ui_no_notes = Nessuna nota
ui_smaller = Più piccolo
ui_larger = Più grande
ui_start = Avvia
ui_pause = Pausa
ui_reset = Azzera
ui_coming_step = Passo successivo
ui_coming_slide = Slide successiva
ui_coming_end = Fine
ui_on_time = in orario
ui_behind = { $n } min di ritardo
ui_ahead = { $n } min di anticipo
ui_ends = fine prevista { $time }
ui_section_left = ancora { $n } min in questa sezione
ui_section_of = Sezione { $n } di { $of }: { $title }
ui_part_of = Parte { $n } di { $of }
ui_black = Il pubblico vede lo schermo nero
ui_refused = Il browser ha rifiutato
ui_cloned = Sposti la nuova finestra sul proiettore e prema qui p
ui_blocked = La nuova finestra è stata bloccata

## Decks: what keys do, in the menu.
ui_do_presenter = vista relatore
ui_do_window = seconda finestra che segue
ui_do_black = schermo nero
ui_do_notes = note
ui_do_timer = riavvia il timer
ui_do_full = schermo intero
ui_do_mirror = specchio
ui_do_read = leggere come pagina o presentare
ui_do_colours = chiaro, scuro o come il sistema
ui_do_numbers = numeri di riga
ui_do_larger = codice più grande
ui_do_smaller = codice più piccolo
ui_do_zoom = ingrandisci un’immagine o del codice
ui_do_pen = disegna (Maiusc: spesso, Esc: fine)
ui_do_laser = puntatore laser

## Decks: colours, links, code, labs; those who follow a presentation.
ui_colours_system = Colori: sistema
ui_colours_light = Colori: chiaro
ui_colours_dark = Colori: scuro
ui_edit_slide = Modifica la slide { $n }
ui_copy_slide = Copia il link alla slide { $n }
ui_copy = Copia
ui_done = Fatto
ui_follow = Segui
ui_following = Si segue
ui_unshared = Il relatore non condivide le note
ui_ask = Fai una domanda
ui_your_question = La tua domanda
ui_send = Invia
ui_sent = Inviato al relatore
ui_not_sent = Non inviato; riprova tra un momento
ui_too_fast = Troppo veloce
ui_too_slow = Troppo lento
ui_questions = Domande
ui_dismiss = Rimuovi

## Days and hours, where CLDR has them otherwise.
date_day = { $day ->
     [1] { $day }º
    *[other] { $day }
}
