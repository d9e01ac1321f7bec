# português

## The groups of the index.
now = A decorrer
coming = Em breve
past = { $events ->
     [mixed] Eventos anteriores
    *[workshops] Workshops anteriores
}
recorded = { $events ->
     [mixed] Eventos gravados
    *[workshops] Workshops gravados
}
self_paced = Ao seu ritmo
decks = Apresentações
no_deck = Ainda não há nenhuma apresentação.
all_past = { $events ->
     [mixed] Todos os eventos anteriores
    *[workshops] Todos os workshops anteriores
}
more_past = { $events ->
     [mixed] Todos os eventos anteriores, mais { $count }
    *[workshops] Todos os workshops anteriores, mais { $count }
}
workshops = { $events ->
     [mixed] Eventos
    *[workshops] Workshops
}
all_events = { $events ->
     [mixed] Todos os eventos
    *[workshops] Todos os workshops
}

## When.
scheduled = Previsto:
delivered = Realizado:
running = A decorrer:

## Links.
register = Inscrever-se
slides = Slides
video = Vídeo
chat = Chat
calendar = Adicionar ao calendário
calendar_all = Calendário
feed = Feed
website = Página web
skip = Ir para o conteúdo

## The status of an event.
cancelled = Cancelado
moved = Alterado
sold_out = Esgotado
cancelled_long = { $kind ->
     [talk] Esta palestra foi cancelada.
     [webinar] Este webinar foi cancelado.
     [course] Este curso foi cancelado.
    *[workshop] Este workshop foi cancelado.
}
moved_long = { $kind ->
     [talk] Esta palestra
     [webinar] Este webinar
     [course] Este curso
    *[workshop] Este workshop
} mudou de data ou de local.
sold_out_long = { $kind ->
     [talk] Esta palestra está esgotada.
     [webinar] Este webinar está esgotado.
     [course] Este curso está esgotado.
    *[workshop] Este workshop está esgotado.
}
over = { $kind ->
     [talk] Esta palestra
     [webinar] Este webinar
     [course] Este curso
    *[workshop] Este workshop
} já terminou.
happening = { $kind ->
     [talk] Esta palestra
     [webinar] Este webinar
     [course] Este curso
    *[workshop] Este workshop
} está a decorrer.
newer = Material mais recente:

## The filter.
filter = Filtrar
language_name = Língua
year = Ano
speaker = Formador
country = País
place = Local
all = Todos
reset = Mostrar tudo
shown = { $events ->
     [mixed] Eventos mostrados: { $shown } de { $total }
    *[workshops] Workshops mostrados: { $shown } de { $total }
}

## An event.
date = Data
time = Horário
your_time = { $hours } no seu fuso horário
held_by = Evento
online = Online
level = Nível
beginner = Iniciante
intermediate = Intermédio
advanced = Avançado
about = Sobre { $kind ->
     [talk] esta palestra
     [webinar] este webinar
     [course] este curso
    *[workshop] este workshop
}
requirements = Requisitos
agenda = Programa
approximate = Os horários ao longo do dia são aproximados.
speakers = Formadores
material = Materiais
facts = Em resumo
on_phone = Esta página no seu telemóvel
day = Dia { $number }
morning = Manhã
afternoon = Tarde
evening = Noite
pause = Intervalo
lunch = Almoço
continued = { $title } (continuação)
part = Parte { $number }
nth = { $number } de { $total }
minutes = { $minutes } min
hours = { $hours } h
hours_minutes = { $hours } h { $minutes } min
slides_count = { $count ->
     [one] { $count } slide
    *[other] { $count } slides
}

## What an event offers.
kind = Tipo
workshop = Workshop
talk = Palestra
webinar = Webinar
course = Curso
price = Preço
free = Gratuito
until = até { $date }
seats = Vagas
organizer = Organizador
map = Mapa
join = Participar online
audience = Para quem é
moved_from = Novas datas; as anteriores eram: { $dates }.
moved_event = Em vez disso, realiza-se aqui:
other_languages = Noutras línguas
series = Série
series_list = Séries
whole_series = Toda a série
track = Percurso

## A speaker, a deck.
upcoming = { $events ->
     [mixed] Próximos eventos
    *[workshops] Próximos workshops
}
taught_at = Ensinado em
about_deck = Sobre esta apresentação
open_slides = Abrir os slides
transcript = Transcrição
author = Autor
authors = Autores
topics = Temas
length = Extensão
downloads = Downloads
share = Partilhar
link = Ligação
embed = Código para incorporar os slides
more_by_author = Mais deste autor
more_by_authors = Mais destes autores
more_on_topics = Mais sobre estes temas
notes = Notas
copy = Copiar
copied = Copiado
chapters = Capítulos
used_in = Apresentações com este capítulo
previous_chapter = Capítulo anterior
next_chapter = Capítulo seguinte
no_chapter = Não há aqui nenhum capítulo “{ $name }”.

## Missing and moved pages.
lost = Página não encontrada
lost_long = A página pode ter mudado de lugar, ou a ligação está mal escrita.
did_you_mean = Talvez queira dizer
see_all = Ver o que há em { $site }
has_moved = Esta página mudou de lugar

## Where those who follow a presentation wait for it.
follow_title = Acompanhar a apresentação
follow_wait = Esta página avança assim que um slide for mostrado.
nothing_shared = Nada é compartilhado neste endereço.

## The search over the whole site.
search = Procurar
search_hint = Procurar slides, apresentações, eventos
search_without = A pesquisa precisa de JavaScript. A página inicial lista todas as apresentações e eventos.
search_failed = Não foi possível carregar a pesquisa
ui_site_search_decks = Apresentações
ui_site_search_chapters = Capítulos
ui_site_search_events = Eventos
ui_site_search_people = Formadores
ui_site_search_slides = Slides
ui_site_search_found = Resultados: { $n }
ui_site_search_none = Nada encontrado para “{ $query }”
ui_site_search_some = Nenhum resultado contém todas estas palavras. Estes contêm algumas.
ui_site_search_instead = Resultados para “{ $word }”
ui_site_search_also = Noutras apresentações: { $n }
ui_site_search_more = Mais resultados
ui_site_search_all = Ver todos os resultados
ui_site_search_lab = Exercício
ui_site_search_failed = Não foi possível carregar a pesquisa
ui_site_search_slide = Slide { $n }
ui_site_search_everywhere = Procurar em todas as apresentações

## Slides that are made from the titles of sections.
previous_part = Parte anterior
next_part = Parte seguinte
previous_section = Secção anterior
next_section = Secção seguinte
back_to_contents = Voltar ao índice
contents = Índice
chapter = Capítulo { $number }
module = Módulo { $number }

## Words that the style sheets show, on slides.
theme_lab = Exercício
theme_warning = Atenção
theme_extra = Para saber mais
theme_belt = Cinturão negro
theme_notes = Notas

## Decks: the menu and the panels.
ui_menu = Menu
ui_steps = Passos
ui_overview = Vista geral
ui_search = Ir para, procurar
ui_contents = Conteúdo
ui_copy_link = Copiar a ligação
ui_help = Menu e teclas
ui_close = Fechar
ui_zoom = Ampliado
ui_zoom_in = Maior
ui_zoom_out = Menor
ui_zoom_next = Seguinte neste diapositivo
ui_part = Parte { $n }
ui_slide = Slide { $n }
ui_hint = Número, título ou palavras
ui_results = Resultados
ui_found = Resultados: { $n }
ui_found_none = Nada encontrado
ui_found_more = Resultados: { $n } (mostram-se os primeiros { $most })
ui_previous = Passo anterior
ui_next = Passo seguinte
ui_open_window = Abrir numa janela
ui_letters = Atalhos de uma tecla
ui_without = Desligados, letras, algarismos e sinais não fazem nada, escritos ou ditados. Setas, Espaço, Página ↑ ↓, Início, Fim e Esc continuam a funcionar.
ui_moving = Navegar
ui_showing = Mostrar
ui_presenting = Apresentar
ui_reading = Ler
ui_next_step = passo seguinte
ui_previous_step = passo anterior
ui_first_slide = primeiro slide
ui_last_slide = último slide
ui_slide_number = slide 12
ui_key_space = Espaço
ui_key_shift = Maiúsc
ui_key_page = Página
ui_key_home = Início
ui_key_end = Fim
ui_key_enter = ↵

## Decks: notices, and what screen readers announce.
ui_copied = Copiado
ui_not_copied = Não copiado
ui_announce = Slide { $number } de { $total }: { $text }

## Decks: presenter view.
ui_presenter = Apresentador
ui_split = Tamanho do slide
ui_split_next = Tamanho da pré-visualização
ui_strip = Slides vizinhos
ui_notes = Notas
ui_no_notes = Sem notas
ui_smaller = Menor
ui_larger = Maior
ui_start = Iniciar
ui_pause = Pausa
ui_reset = Repor
ui_coming_step = Passo seguinte
ui_coming_slide = Slide seguinte
ui_coming_end = Fim
ui_on_time = a tempo
ui_behind = { $n } min de atraso
ui_ahead = { $n } min de avanço
ui_ends = fim previsto { $time }
ui_section_left = faltam { $n } min nesta seção
ui_section_of = Secção { $n } de { $of }: { $title }
ui_part_of = Parte { $n } de { $of }
ui_black = O público vê o ecrã preto
ui_refused = O navegador recusou
ui_cloned = Mova a nova janela para o projetor e prima p aqui
ui_blocked = A nova janela foi bloqueada

## Decks: what keys do, in the menu.
ui_do_presenter = vista do apresentador
ui_do_window = segunda janela que acompanha
ui_do_black = ecrã preto
ui_do_notes = notas
ui_do_timer = reiniciar o cronómetro
ui_do_full = ecrã inteiro
ui_do_mirror = espelhar
ui_do_read = ler como página ou apresentar
ui_do_colours = claro, escuro ou como o sistema
ui_do_numbers = números de linha
ui_do_larger = código maior
ui_do_smaller = código menor
ui_do_zoom = ampliar uma imagem ou código
ui_do_pen = desenhar (Maiúsc: grosso, Esc: fim)
ui_do_laser = ponteiro laser

## Decks: colours, links, code, labs; those who follow a presentation.
ui_colours_system = Cores: sistema
ui_colours_light = Cores: claro
ui_colours_dark = Cores: escuro
ui_edit_slide = Editar o slide { $n }
ui_copy_slide = Copiar a ligação para o slide { $n }
ui_copy = Copiar
ui_done = Feito
ui_follow = Acompanhar
ui_following = A acompanhar
ui_unshared = O apresentador não partilha as notas
ui_ask = Fazer uma pergunta
ui_your_question = Sua pergunta
ui_send = Enviar
ui_sent = Enviado ao apresentador
ui_not_sent = Não enviado; tente de novo em instantes
ui_too_fast = Rápido demais
ui_too_slow = Lento demais
ui_questions = Perguntas
ui_dismiss = Dispensar

## Days and hours, where CLDR has them otherwise.
date_day = { $day ->
     [1] { $day }º
    *[other] { $day }
}
date_days = { $from }–{ $to }
