# polski

## The groups of the index.
now = Trwa teraz
coming = Wkrótce
past = { $events ->
     [mixed] Minione wydarzenia
    *[workshops] Minione warsztaty
}
recorded = { $events ->
     [mixed] Nagrane wydarzenia
    *[workshops] Nagrane warsztaty
}
self_paced = We własnym tempie
decks = Prezentacje
no_deck = Nie ma jeszcze żadnej prezentacji.
all_past = { $events ->
     [mixed] Wszystkie minione wydarzenia
    *[workshops] Wszystkie minione warsztaty
}
more_past = { $events ->
     [mixed] Wszystkie minione wydarzenia, jeszcze { $count }
    *[workshops] Wszystkie minione warsztaty, jeszcze { $count }
}
workshops = { $events ->
     [mixed] Wydarzenia
    *[workshops] Warsztaty
}
all_events = { $events ->
     [mixed] Wszystkie wydarzenia
    *[workshops] Wszystkie warsztaty
}

## When.
scheduled = Planowane:
delivered = Przeprowadzone:
running = Trwa:

## Links.
register = Zapisz się
slides = Slajdy
video = Wideo
chat = Czat
calendar = Dodaj do kalendarza
calendar_all = Kalendarz
feed = Kanał
website = Strona internetowa
skip = Przejdź do treści

## The status of an event.
cancelled = Odwołane
moved = Przeniesione
sold_out = Brak miejsc
cancelled_long = { $kind ->
     [talk] Ta prelekcja została odwołana.
     [webinar] Ten webinar został odwołany.
     [course] Ten kurs został odwołany.
    *[workshop] Te warsztaty zostały odwołane.
}
moved_long = { $kind ->
     [talk] Ta prelekcja została przeniesiona: zmieniła się data lub miejsce.
     [webinar] Ten webinar został przeniesiony: zmieniła się data lub miejsce.
     [course] Ten kurs został przeniesiony: zmieniła się data lub miejsce.
    *[workshop] Te warsztaty zostały przeniesione: zmieniła się data lub miejsce.
}
sold_out_long = Na { $kind ->
     [talk] tę prelekcję
     [webinar] ten webinar
     [course] ten kurs
    *[workshop] te warsztaty
} nie ma już miejsc.
over = { $kind ->
     [talk] Ta prelekcja już się odbyła.
     [webinar] Ten webinar już się odbył.
     [course] Ten kurs już się odbył.
    *[workshop] Te warsztaty już się odbyły.
}
happening = { $kind ->
     [talk] Ta prelekcja właśnie trwa.
     [webinar] Ten webinar właśnie trwa.
     [course] Ten kurs właśnie trwa.
    *[workshop] Te warsztaty właśnie trwają.
}
newer = Nowsze materiały:

## The filter.
filter = Filtruj
language_name = Język
year = Rok
speaker = Prowadzący
country = Kraj
place = Miejsce
all = Wszystkie
reset = Pokaż wszystkie
shown = { $events ->
     [mixed] Pokazane wydarzenia: { $shown } z { $total }
    *[workshops] Pokazane warsztaty: { $shown } z { $total }
}

## An event.
date = Data
time = Godziny
your_time = { $hours } w Twojej strefie czasowej
held_by = Wydarzenie
online = Online
level = Poziom
beginner = Początkujący
intermediate = Średnio zaawansowany
advanced = Zaawansowany
about = O { $kind ->
     [talk] prelekcji
     [webinar] webinarze
     [course] kursie
    *[workshop] warsztatach
}
requirements = Czego potrzebujesz
agenda = Program
approximate = Godziny w ciągu dnia są przybliżone.
speakers = Prowadzący
material = Materiały
facts = W skrócie
on_phone = Ta strona w telefonie
day = Dzień { $number }
morning = Przed południem
afternoon = Po południu
evening = Wieczór
pause = Przerwa
lunch = Przerwa obiadowa
continued = { $title } (ciąg dalszy)
part = Część { $number }
nth = { $number } z { $total }
minutes = { $minutes } min
hours = { $hours } godz.
hours_minutes = { $hours } godz. { $minutes } min
slides_count = { $count ->
     [one] { $count } slajd
     [few] { $count } slajdy
    *[many] { $count } slajdów
}

## What an event offers.
kind = Rodzaj
workshop = Warsztat
talk = Prelekcja
webinar = Webinar
course = Kurs
price = Cena
free = Bezpłatnie
until = do { $date }
seats = Miejsca
organizer = Organizator
map = Mapa
join = Dołącz online
audience = Dla kogo
moved_from = Nowe terminy; poprzednie: { $dates }.
moved_event = Zamiast tego odbywa się tutaj:
other_languages = W innych językach
series = Cykl
series_list = Cykle
whole_series = Cały cykl
track = Ścieżka

## A speaker, a deck.
upcoming = { $events ->
     [mixed] Nadchodzące wydarzenia
    *[workshops] Nadchodzące warsztaty
}
taught_at = Prowadzone na
about_deck = O tej prezentacji
open_slides = Otwórz slajdy
transcript = Transkrypcja
author = Autor
authors = Autorzy
topics = Tematy
length = Objętość
downloads = Do pobrania
share = Udostępnij
link = Link
embed = Kod do osadzenia slajdów
more_by_author = Więcej od tego autora
more_by_authors = Więcej od tych autorów
more_on_topics = Więcej na te tematy
notes = Notatki
copy = Kopiuj
copied = Skopiowano
chapters = Rozdziały
used_in = Prezentacje z tym rozdziałem
previous_chapter = Poprzedni rozdział
next_chapter = Następny rozdział
no_chapter = Nie ma tu rozdziału „{ $name }”.

## Missing and moved pages.
lost = Nie znaleziono strony
lost_long = Strona mogła zostać przeniesiona albo odnośnik zawiera błąd.
did_you_mean = Czy chodziło o
see_all = Zobacz, co jest na { $site }
has_moved = Ta strona została przeniesiona

## Where those who follow a presentation wait for it.
follow_title = Śledź prezentację
follow_wait = Ta strona podąży za prezentacją, gdy tylko pojawi się slajd.
nothing_shared = Pod tym adresem nic nie jest udostępniane.

## The search over the whole site.
search = Szukaj
search_hint = Szukaj slajdów, prezentacji, wydarzeń
search_without = Wyszukiwanie wymaga JavaScriptu. Strona główna zawiera listę wszystkich prezentacji i wydarzeń.
search_failed = Nie udało się wczytać wyszukiwania
ui_site_search_decks = Prezentacje
ui_site_search_chapters = Rozdziały
ui_site_search_events = Wydarzenia
ui_site_search_people = Prowadzący
ui_site_search_slides = Slajdy
ui_site_search_found = Wyniki: { $n }
ui_site_search_none = Brak wyników dla „{ $query }”
ui_site_search_some = Żaden wynik nie zawiera wszystkich tych słów. Te zawierają niektóre z nich.
ui_site_search_instead = Wyniki dla „{ $word }”
ui_site_search_also = W innych prezentacjach: { $n }
ui_site_search_more = Więcej wyników
ui_site_search_all = Pokaż wszystkie wyniki
ui_site_search_lab = Ćwiczenie
ui_site_search_failed = Nie udało się wczytać wyszukiwania
ui_site_search_slide = Slajd { $n }
ui_site_search_everywhere = Szukaj we wszystkich prezentacjach

## Slides that are made from the titles of sections.
previous_part = Poprzednia część
next_part = Następna część
previous_section = Poprzedni rozdział
next_section = Następny rozdział
back_to_contents = Powrót do spisu treści
contents = Spis treści
chapter = Rozdział { $number }
module = Moduł { $number }

## Words that the style sheets show, on slides.
theme_lab = Ćwiczenie
theme_warning = Uwaga
theme_extra = Dla dociekliwych
theme_belt = Czarny pas
theme_notes = Notatki

## Decks: the menu and the panels.
ui_menu = Menu
ui_steps = Kroki
ui_overview = Przegląd
ui_search = Przejdź, szukaj
ui_contents = Spis treści
ui_copy_link = Kopiuj odnośnik
ui_help = Menu i klawisze
ui_close = Zamknij
ui_zoom = Powiększenie
ui_zoom_in = Większe
ui_zoom_out = Mniejsze
ui_zoom_next = Następny na tym slajdzie
ui_part = Część { $n }
ui_slide = Slajd { $n }
ui_hint = Numer, tytuł lub słowa
ui_results = Znalezione
ui_found = Znalezione: { $n }
ui_found_none = Nic nie znaleziono
ui_found_more = Znalezione: { $n } (pierwsze { $most } na liście)
ui_previous = Poprzedni krok
ui_next = Następny krok
ui_open_window = Otwórz w oknie
ui_letters = Skróty jednoklawiszowe
ui_without = Po wyłączeniu litery, cyfry i znaki nic nie robią, wpisane ani podyktowane. Strzałki, Spacja, Strona ↑ ↓, Początek, Koniec i Esc działają nadal.
ui_moving = Poruszanie się
ui_showing = Wyświetlanie
ui_presenting = Prezentowanie
ui_reading = Czytanie
ui_next_step = następny krok
ui_previous_step = poprzedni krok
ui_first_slide = pierwszy slajd
ui_last_slide = ostatni slajd
ui_slide_number = slajd 12
ui_key_space = Spacja
ui_key_shift = ⇧
ui_key_page = Strona
ui_key_home = Początek
ui_key_end = Koniec
ui_key_enter = ↵

## Decks: notices, and what screen readers announce.
ui_copied = Skopiowano
ui_not_copied = Nie skopiowano
ui_announce = Slajd { $number } z { $total }: { $text }

## Decks: presenter view.
ui_presenter = Prowadzący
ui_split = Rozmiar slajdu
ui_split_next = Rozmiar podglądu
ui_strip = Sąsiednie slajdy
ui_notes = Notatki
ui_no_notes = Brak notatek
ui_smaller = Mniejsze
ui_larger = Większe
ui_start = Uruchom
ui_pause = Wstrzymaj
ui_reset = Wyzeruj
ui_coming_step = Następny krok
ui_coming_slide = Następny slajd
ui_coming_end = Koniec
ui_on_time = zgodnie z planem
ui_behind = { $n } min opóźnienia
ui_ahead = { $n } min przed czasem
ui_ends = planowany koniec { $time }
ui_section_left = pozostało { $n } min w tej sekcji
ui_section_of = Rozdział { $n } z { $of }: { $title }
ui_part_of = Część { $n } z { $of }
ui_black = Publiczność widzi czarny ekran
ui_refused = Przeglądarka odmówiła
ui_cloned = Przenieś nowe okno na rzutnik, tutaj naciśnij p
ui_blocked = Nowe okno zostało zablokowane

## Decks: what keys do, in the menu.
ui_do_presenter = widok prowadzącego
ui_do_window = drugie okno, które podąża
ui_do_black = czarny ekran
ui_do_notes = notatki
ui_do_timer = uruchom zegar od nowa
ui_do_full = pełny ekran
ui_do_mirror = odbicie lustrzane
ui_do_read = czytaj jak stronę lub prezentuj
ui_do_colours = jasne, ciemne lub jak w systemie
ui_do_numbers = numery wierszy
ui_do_larger = większy kod
ui_do_smaller = mniejszy kod
ui_do_zoom = powiększ obraz lub kod
ui_do_pen = rysuj (⇧: grubo, Esc: koniec)
ui_do_laser = wskaźnik laserowy

## Decks: colours, links, code, labs; those who follow a presentation.
ui_colours_system = Kolory: systemowe
ui_colours_light = Kolory: jasne
ui_colours_dark = Kolory: ciemne
ui_edit_slide = Edytuj slajd { $n }
ui_copy_slide = Kopiuj odnośnik do slajdu { $n }
ui_copy = Kopiuj
ui_done = Zrobione
ui_follow = Śledź
ui_following = Śledzisz
ui_unshared = Prowadzący nie udostępnia notatek
ui_ask = Zadaj pytanie
ui_your_question = Twoje pytanie
ui_send = Wyślij
ui_sent = Wysłano do prowadzącego
ui_not_sent = Nie wysłano; spróbuj za chwilę
ui_too_fast = Za szybko
ui_too_slow = Za wolno
ui_questions = Pytania
ui_dismiss = Odrzuć
