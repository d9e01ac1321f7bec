# français

## The groups of the index.
now = En ce moment
coming = Prochainement
past = { $events ->
     [mixed] Événements passés
    *[workshops] Ateliers passés
}
recorded = { $events ->
     [mixed] Événements filmés
    *[workshops] Ateliers filmés
}
self_paced = À votre rythme
decks = Supports de cours
no_deck = Il n’y a pas encore de support.
all_past = { $events ->
     [mixed] Tous les événements passés
    *[workshops] Tous les ateliers passés
}
more_past = { $events ->
     [mixed] Tous les événements passés, encore { $count }
    *[workshops] Tous les ateliers passés, encore { $count }
}
workshops = { $events ->
     [mixed] Événements
    *[workshops] Ateliers
}
all_events = { $events ->
     [mixed] Tous les événements
    *[workshops] Tous les ateliers
}

## When.
scheduled = Prévu :
delivered = Donné :
running = En cours :

## Links.
register = S’inscrire
slides = Diapositives
video = Vidéo
chat = Discussion
calendar = Ajouter à l’agenda
calendar_all = Calendrier
feed = Flux
website = Site web
skip = Aller au contenu

## The status of an event.
cancelled = Annulé
moved = Déplacé
sold_out = Complet
cancelled_long = { $kind ->
     [talk] Cette conférence a été annulée.
     [webinar] Ce webinaire a été annulé.
     [course] Cette formation a été annulée.
    *[workshop] Cet atelier a été annulé.
}
moved_long = { $kind ->
     [talk] Cette conférence a été déplacée : la date ou le lieu ont changé.
     [webinar] Ce webinaire a été déplacé : la date ou le lieu ont changé.
     [course] Cette formation a été déplacée : la date ou le lieu ont changé.
    *[workshop] Cet atelier a été déplacé : la date ou le lieu ont changé.
}
sold_out_long = { $kind ->
     [talk] Cette conférence est complète.
     [webinar] Ce webinaire est complet.
     [course] Cette formation est complète.
    *[workshop] Cet atelier est complet.
}
over = { $kind ->
     [talk] Cette conférence est terminée.
     [webinar] Ce webinaire est terminé.
     [course] Cette formation est terminée.
    *[workshop] Cet atelier est terminé.
}
happening = { $kind ->
     [talk] Cette conférence
     [webinar] Ce webinaire
     [course] Cette formation
    *[workshop] Cet atelier
} a lieu en ce moment.
newer = Support plus récent :

## The filter.
filter = Filtrer
language_name = Langue
year = Année
speaker = Intervenant
country = Pays
place = Lieu
all = Tous
reset = Tout afficher
shown = { $events ->
     [mixed] Événements affichés : { $shown } sur { $total }
    *[workshops] Ateliers affichés : { $shown } sur { $total }
}

## An event.
date = Date
time = Horaires
your_time = { $hours } dans votre fuseau horaire
held_by = Événement
online = En ligne
level = Niveau
beginner = Débutant
intermediate = Intermédiaire
advanced = Avancé
about = À propos de { $kind ->
     [talk] cette conférence
     [webinar] ce webinaire
     [course] cette formation
    *[workshop] cet atelier
}
requirements = Prérequis
agenda = Programme
approximate = Les horaires indiqués au cours de la journée sont approximatifs.
speakers = Intervenants
material = Supports
facts = En bref
on_phone = Cette page sur votre téléphone
day = Jour { $number }
morning = Matin
afternoon = Après-midi
evening = Soirée
pause = Pause
lunch = Déjeuner
continued = { $title } (suite)
part = Partie { $number }
nth = { $number } sur { $total }
minutes = { $minutes } min
hours = { $hours } h
hours_minutes = { $hours } h { $minutes } min
slides_count = { $count ->
     [one] { $count } diapositive
    *[other] { $count } diapositives
}

## What an event offers.
kind = Type
workshop = Atelier
talk = Conférence
webinar = Webinaire
course = Formation
price = Tarif
free = Gratuit
until = jusqu’au { $date }
seats = Places
organizer = Organisateur
map = Plan
join = Participer en ligne
audience = Public
moved_from = Nouvelles dates ; les anciennes étaient : { $dates }.
moved_event = À la place :
other_languages = Dans d’autres langues
series = Série
series_list = Séries
whole_series = Toute la série
track = Parcours

## A speaker, a deck.
upcoming = { $events ->
     [mixed] Prochains événements
    *[workshops] Prochains ateliers
}
taught_at = Enseigné à
about_deck = À propos de ce support
open_slides = Ouvrir les diapositives
transcript = Transcription
author = Auteur
authors = Auteurs
topics = Sujets
length = Volume
downloads = Téléchargements
share = Partager
link = Lien
embed = Code pour intégrer les diapositives
more_by_author = Du même auteur
more_by_authors = Des mêmes auteurs
more_on_topics = Sur les mêmes sujets
notes = Notes
copy = Copier
copied = Copié
chapters = Chapitres
used_in = Supports avec ce chapitre
previous_chapter = Chapitre précédent
next_chapter = Chapitre suivant
no_chapter = Il n’y a pas de chapitre « { $name } » ici.

## Missing and moved pages.
lost = Page introuvable
lost_long = La page a peut-être été déplacée, ou le lien est mal écrit.
did_you_mean = Vouliez-vous dire
see_all = Voir ce qu’il y a sur { $site }
has_moved = Cette page a été déplacée

## Where those who follow a presentation wait for it.
follow_title = Suivre la présentation
follow_wait = Cette page suivra dès qu’une diapositive sera affichée.
nothing_shared = Rien n’est partagé à cette adresse.

## The search over the whole site.
search = Rechercher
search_hint = Rechercher diapositives, supports, événements
search_without = La recherche a besoin de JavaScript. La page d’accueil liste tous les supports et événements.
search_failed = La recherche n’a pas pu être chargée
ui_site_search_decks = Supports de cours
ui_site_search_chapters = Chapitres
ui_site_search_events = Événements
ui_site_search_people = Intervenants
ui_site_search_slides = Diapositives
ui_site_search_found = Résultats : { $n }
ui_site_search_none = Aucun résultat pour « { $query } »
ui_site_search_some = Aucun résultat ne contient tous ces mots. Ceux-ci en contiennent certains.
ui_site_search_instead = Résultats pour « { $word } »
ui_site_search_also = Dans d’autres supports : { $n }
ui_site_search_more = Plus de résultats
ui_site_search_all = Afficher tous les résultats
ui_site_search_lab = Exercice
ui_site_search_failed = La recherche n’a pas pu être chargée
ui_site_search_slide = Diapositive { $n }
ui_site_search_everywhere = Chercher dans tous les supports

## Slides that are made from the titles of sections.
previous_part = Partie précédente
next_part = Partie suivante
previous_section = Section précédente
next_section = Section suivante
back_to_contents = Retour à la table des matières
contents = Table des matières
chapter = Chapitre { $number }
module = Module { $number }

## Words that the style sheets show, on slides.
theme_lab = Exercice
theme_warning = Attention
theme_extra = Pour aller plus loin
theme_belt = Ceinture noire
theme_notes = Notes

## Decks: the menu and the panels.
ui_menu = Menu
ui_steps = Étapes
ui_overview = Vue d’ensemble
ui_search = Aller à, chercher
ui_contents = Sommaire
ui_copy_link = Copier le lien
ui_help = Menu et touches
ui_close = Fermer
ui_zoom = Agrandi
ui_zoom_in = Plus grand
ui_zoom_out = Plus petit
ui_zoom_next = Suivant sur cette diapositive
ui_part = Partie { $n }
ui_slide = Diapositive { $n }
ui_hint = Numéro, titre ou mots
ui_results = Résultats
ui_found = Résultats : { $n }
ui_found_none = Aucun résultat
ui_found_more = Résultats : { $n } (les { $most } premiers sont affichés)
ui_previous = Étape précédente
ui_next = Étape suivante
ui_open_window = Ouvrir dans une fenêtre
ui_letters = Raccourcis d’une touche
ui_without = Désactivés, les lettres, chiffres et signes ne font rien, tapés ou dictés. Les flèches, Espace, Page ↑ ↓, Début, Fin et Échap agissent toujours.
ui_moving = Se déplacer
ui_showing = Afficher
ui_presenting = Présenter
ui_reading = Lire
ui_next_step = étape suivante
ui_previous_step = étape précédente
ui_first_slide = première diapositive
ui_last_slide = dernière diapositive
ui_slide_number = diapositive 12
ui_key_space = Espace
ui_key_shift = Maj
ui_key_page = Page
ui_key_home = Début
ui_key_end = Fin
ui_key_enter = Entrée

## Decks: notices, and what screen readers announce.
ui_copied = Copié
ui_not_copied = Non copié
ui_announce = Diapositive { $number } sur { $total } : { $text }

## Decks: presenter view.
ui_presenter = Présentateur
ui_split = Taille de la diapositive
ui_split_next = Taille de l’aperçu
ui_strip = Diapositives voisines
ui_notes = Notes
ui_no_notes = Pas de notes
ui_smaller = Plus petit
ui_larger = Plus grand
ui_start = Démarrer
ui_pause = Pause
ui_reset = Remettre à zéro
ui_coming_step = Étape suivante
ui_coming_slide = Diapositive suivante
ui_coming_end = Fin
ui_on_time = à l’heure
ui_behind = { $n } min de retard
ui_ahead = { $n } min d’avance
ui_ends = fin prévue à { $time }
ui_section_left = encore { $n } min dans cette section
ui_section_of = Section { $n } sur { $of } : { $title }
ui_part_of = Partie { $n } sur { $of }
ui_black = Le public voit un écran noir
ui_refused = Le navigateur a refusé
ui_cloned = Placez la nouvelle fenêtre sur le projecteur, appuyez ici sur p
ui_blocked = La nouvelle fenêtre a été bloquée

## Decks: what keys do, in the menu.
ui_do_presenter = mode présentateur
ui_do_window = seconde fenêtre qui suit
ui_do_black = écran noir
ui_do_notes = notes
ui_do_timer = relancer le chronomètre
ui_do_full = plein écran
ui_do_mirror = miroir
ui_do_read = lire comme une page, ou présenter
ui_do_colours = clair, sombre ou comme le système
ui_do_numbers = numéros de ligne
ui_do_larger = code plus grand
ui_do_smaller = code plus petit
ui_do_zoom = agrandir une image ou du code
ui_do_pen = dessiner (Maj : épais, Échap : fin)
ui_do_laser = pointeur laser

## Decks: colours, links, code, labs; those who follow a presentation.
ui_colours_system = Couleurs : système
ui_colours_light = Couleurs : clair
ui_colours_dark = Couleurs : sombre
ui_edit_slide = Modifier la diapositive { $n }
ui_copy_slide = Copier le lien vers la diapositive { $n }
ui_copy = Copier
ui_done = Fait
ui_follow = Suivre
ui_following = Suivi en cours
ui_unshared = Le présentateur ne partage pas les notes
ui_ask = Poser une question
ui_your_question = Votre question
ui_send = Envoyer
ui_sent = Envoyé au présentateur
ui_not_sent = Non envoyé ; réessayez dans un instant
ui_too_fast = Trop vite
ui_too_slow = Trop lent
ui_questions = Questions
ui_dismiss = Retirer

## Days and hours, where CLDR has them otherwise.
date_day = { $day ->
     [1] { $day }er
    *[other] { $day }
}
date_clock = { $minute ->
     [0] { $hour } h
    *[other] { $hour } h { $minute }
}
date_hours = { $from } – { $to }
