# español

## The groups of the index.
now = Ahora mismo
coming = Próximamente
past = { $events ->
     [mixed] Eventos anteriores
    *[workshops] Talleres anteriores
}
recorded = { $events ->
     [mixed] Eventos grabados
    *[workshops] Talleres grabados
}
self_paced = A su ritmo
decks = Presentaciones
no_deck = Todavía no hay ninguna presentación.
all_past = { $events ->
     [mixed] Todos los eventos anteriores
    *[workshops] Todos los talleres anteriores
}
more_past = { $events ->
     [mixed] Todos los eventos anteriores, { $count } más
    *[workshops] Todos los talleres anteriores, { $count } más
}
workshops = { $events ->
     [mixed] Eventos
    *[workshops] Talleres
}
all_events = { $events ->
     [mixed] Todos los eventos
    *[workshops] Todos los talleres
}

## When.
scheduled = Previsto:
delivered = Impartido:
running = En curso:

## Links.
register = Inscribirse
slides = Diapositivas
video = Vídeo
chat = Chat
calendar = Añadir al calendario
calendar_all = Calendario
feed = Canal web
website = Sitio web
skip = Ir al contenido

## The status of an event.
cancelled = Cancelado
moved = Aplazado o trasladado
sold_out = Completo
cancelled_long = { $kind ->
     [talk] Esta charla
     [webinar] Este seminario web
     [course] Este curso
    *[workshop] Este taller
} se ha cancelado.
moved_long = { $kind ->
     [talk] Esta charla
     [webinar] Este seminario web
     [course] Este curso
    *[workshop] Este taller
} ha cambiado de fecha o de lugar.
sold_out_long = { $kind ->
     [talk] Esta charla está completa.
     [webinar] Este seminario web está completo.
     [course] Este curso está completo.
    *[workshop] Este taller está completo.
}
over = { $kind ->
     [talk] Esta charla
     [webinar] Este seminario web
     [course] Este curso
    *[workshop] Este taller
} ya terminó.
happening = { $kind ->
     [talk] Esta charla
     [webinar] Este seminario web
     [course] Este curso
    *[workshop] Este taller
} se está impartiendo ahora.
newer = Material más reciente:

## The filter.
filter = Filtrar
language_name = Idioma
year = Año
speaker = Ponente
country = País
place = Lugar
all = Todos
reset = Mostrar todo
shown = { $events ->
     [mixed] Eventos mostrados: { $shown } de { $total }
    *[workshops] Talleres mostrados: { $shown } de { $total }
}

## An event.
date = Fecha
time = Horario
your_time = { $hours } en su zona horaria
held_by = Evento
online = En línea
level = Nivel
beginner = Principiante
intermediate = Intermedio
advanced = Avanzado
about = Acerca de { $kind ->
     [talk] esta charla
     [webinar] este seminario web
     [course] este curso
    *[workshop] este taller
}
requirements = Requisitos
agenda = Programa
approximate = Los horarios durante el día son aproximados.
speakers = Ponentes
material = Material
facts = De un vistazo
on_phone = Esta página en su teléfono
day = Día { $number }
morning = Mañana
afternoon = Tarde
evening = Noche
pause = Pausa
lunch = Almuerzo
continued = { $title } (continuación)
part = Parte { $number }
nth = { $number } de { $total }
minutes = { $minutes } min
hours = { $hours } h
hours_minutes = { $hours } h { $minutes } min
slides_count = { $count ->
     [one] { $count } diapositiva
    *[other] { $count } diapositivas
}

## What an event offers.
kind = Tipo
workshop = Taller
talk = Charla
webinar = Seminario web
course = Curso
price = Precio
free = Gratis
until = hasta el { $date }
seats = Plazas
organizer = Organizador
map = Mapa
join = Participar en línea
audience = A quién va dirigido
moved_from = Nuevas fechas; las anteriores eran: { $dates }.
moved_event = En su lugar se celebra aquí:
other_languages = En otros idiomas
series = Serie
series_list = Series
whole_series = La serie completa
track = Itinerario

## A speaker, a deck.
upcoming = { $events ->
     [mixed] Próximos eventos
    *[workshops] Próximos talleres
}
taught_at = Impartido en
about_deck = Sobre esta presentación
open_slides = Abrir las diapositivas
transcript = Transcripción
author = Autor
authors = Autores
topics = Temas
length = Extensión
downloads = Descargas
share = Compartir
link = Enlace
embed = Código para insertar las diapositivas
more_by_author = Más de este autor
more_by_authors = Más de estos autores
more_on_topics = Más sobre estos temas
notes = Notas
copy = Copiar
copied = Copiado
chapters = Capítulos
used_in = Presentaciones con este capítulo
previous_chapter = Capítulo anterior
next_chapter = Capítulo siguiente
no_chapter = Aquí no hay ningún capítulo «{ $name }».

## Missing and moved pages.
lost = Página no encontrada
lost_long = Puede que la página se haya movido o que el enlace esté mal escrito.
did_you_mean = Quizás quiso decir
see_all = Ver lo que hay en { $site }
has_moved = Esta página se ha movido

## Where those who follow a presentation wait for it.
follow_title = Seguir la presentación
follow_wait = Esta página avanzará en cuanto se muestre una diapositiva.
nothing_shared = No se comparte nada en esta dirección.

## The search over the whole site.
search = Buscar
search_hint = Buscar diapositivas, presentaciones, eventos
search_without = La búsqueda necesita JavaScript. La página de inicio muestra todas las presentaciones y eventos.
search_failed = No se pudo cargar la búsqueda
ui_site_search_decks = Presentaciones
ui_site_search_chapters = Capítulos
ui_site_search_events = Eventos
ui_site_search_people = Ponentes
ui_site_search_slides = Diapositivas
ui_site_search_found = Resultados: { $n }
ui_site_search_none = No hay resultados para «{ $query }»
ui_site_search_some = Ningún resultado contiene todas estas palabras. Estos contienen algunas.
ui_site_search_instead = Resultados para «{ $word }»
ui_site_search_also = En otras presentaciones: { $n }
ui_site_search_more = Más resultados
ui_site_search_all = Ver todos los resultados
ui_site_search_lab = Ejercicio
ui_site_search_failed = No se pudo cargar la búsqueda
ui_site_search_slide = Diapositiva { $n }
ui_site_search_everywhere = Buscar en todas las presentaciones

## Slides that are made from the titles of sections.
previous_part = Parte anterior
next_part = Parte siguiente
previous_section = Sección anterior
next_section = Sección siguiente
back_to_contents = Volver al índice
contents = Índice
chapter = Capítulo { $number }
module = Módulo { $number }

## Words that the style sheets show, on slides.
theme_lab = Ejercicio
theme_warning = Atención
theme_extra = Para saber más
theme_belt = Cinturón negro
theme_notes = Notas

## Decks: the menu and the panels.
ui_menu = Menú
ui_steps = Pasos
ui_overview = Vista general
ui_search = Ir a, buscar
ui_contents = Contenido
ui_copy_link = Copiar el enlace
ui_help = Menú y teclas
ui_close = Cerrar
ui_zoom = Ampliado
ui_zoom_in = Más grande
ui_zoom_out = Más pequeño
ui_zoom_next = Siguiente en esta diapositiva
ui_part = Parte { $n }
ui_slide = Diapositiva { $n }
ui_hint = Número, título o palabras
ui_results = Resultados
ui_found = Resultados: { $n }
ui_found_none = Nada encontrado
ui_found_more = Resultados: { $n } (se muestran los primeros { $most })
ui_previous = Paso anterior
ui_next = Paso siguiente
ui_open_window = Abrir en una ventana
ui_letters = Atajos de una tecla
ui_without = Si se desactivan, las letras, cifras y signos no hacen nada, escritos o dictados. Las flechas, Espacio, Página ↑ ↓, Inicio, Fin y Esc siguen funcionando.
ui_moving = Moverse
ui_showing = Mostrar
ui_presenting = Presentar
ui_reading = Leer
ui_next_step = paso siguiente
ui_previous_step = paso anterior
ui_first_slide = primera diapositiva
ui_last_slide = última diapositiva
ui_slide_number = diapositiva 12
ui_key_space = Espacio
ui_key_shift = Mayús
ui_key_page = Página
ui_key_home = Inicio
ui_key_end = Fin
ui_key_enter = Intro

## Decks: notices, and what screen readers announce.
ui_copied = Copiado
ui_not_copied = No se ha copiado
ui_announce = Diapositiva { $number } de { $total }: { $text }

## Decks: presenter view.
ui_presenter = Presentador
ui_split = Tamaño de la diapositiva
ui_split_next = Tamaño de la vista previa
ui_strip = Diapositivas cercanas
ui_notes = Notas
ui_no_notes = Sin notas
ui_smaller = Más pequeño
ui_larger = Más grande
ui_start = Iniciar
ui_pause = Pausa
ui_reset = Reiniciar
ui_coming_step = Paso siguiente
ui_coming_slide = Diapositiva siguiente
ui_coming_end = Fin
ui_on_time = a tiempo
ui_behind = { $n } min de retraso
ui_ahead = { $n } min de adelanto
ui_ends = final previsto { $time }
ui_section_left = quedan { $n } min en esta sección
ui_section_of = Sección { $n } de { $of }: { $title }
ui_part_of = Parte { $n } de { $of }
ui_black = El público ve la pantalla en negro
ui_refused = El navegador lo ha rechazado
ui_cloned = Mueva la ventana nueva al proyector y pulse aquí p
ui_blocked = La ventana nueva se ha bloqueado

## Decks: what keys do, in the menu.
ui_do_presenter = vista del presentador
ui_do_window = segunda ventana que sigue
ui_do_black = pantalla en negro
ui_do_notes = notas
ui_do_timer = reiniciar el cronómetro
ui_do_full = pantalla completa
ui_do_mirror = espejo
ui_do_read = leer como página o presentar
ui_do_colours = claro, oscuro o como el sistema
ui_do_numbers = números de línea
ui_do_larger = código más grande
ui_do_smaller = código más pequeño
ui_do_zoom = ampliar una imagen o código
ui_do_pen = dibujar (Mayús: grueso, Esc: fin)
ui_do_laser = puntero láser

## Decks: colours, links, code, labs; those who follow a presentation.
ui_colours_system = Colores: sistema
ui_colours_light = Colores: claro
ui_colours_dark = Colores: oscuro
ui_edit_slide = Editar la diapositiva { $n }
ui_copy_slide = Copiar el enlace a la diapositiva { $n }
ui_copy = Copiar
ui_done = Hecho
ui_follow = Seguir
ui_following = Siguiendo
ui_unshared = El presentador no comparte las notas
ui_ask = Hacer una pregunta
ui_your_question = Su pregunta
ui_send = Enviar
ui_sent = Enviado al presentador
ui_not_sent = No enviado; inténtelo de nuevo en un momento
ui_too_fast = Demasiado rápido
ui_too_slow = Demasiado lento
ui_questions = Preguntas
ui_dismiss = Descartar
