# English: everything that readers and audiences see. docs/guide/languages.md explains these files.

## The groups of the index.
now = Happening now
coming = Coming soon
past = { $events ->
     [mixed] Past events
    *[workshops] Past workshops
}
recorded = { $events ->
     [mixed] Recorded events
    *[workshops] Recorded workshops
}
self_paced = At your own pace
decks = Slide decks
no_deck = There is no deck yet.
all_past = { $events ->
     [mixed] All past events
    *[workshops] All past workshops
}
more_past = { $events ->
     [mixed] All past events, { $count } more
    *[workshops] All past workshops, { $count } more
}
workshops = { $events ->
     [mixed] Events
    *[workshops] Workshops
}
all_events = { $events ->
     [mixed] All events
    *[workshops] All workshops
}

## When.
scheduled = Scheduled
delivered = Delivered
running = Now:

## Links.
register = Register
slides = Slides
video = Video
chat = Chat
calendar = Add to calendar
calendar_all = Calendar
feed = Feed
website = Website
skip = Skip to the content

## The status of an event.
cancelled = Cancelled
moved = Moved
sold_out = Sold out
cancelled_long = This { $kind ->
     [talk] talk
     [webinar] webinar
     [course] course
    *[workshop] workshop
} was cancelled.
moved_long = This { $kind ->
     [talk] talk
     [webinar] webinar
     [course] course
    *[workshop] workshop
} has a new date or venue.
sold_out_long = This { $kind ->
     [talk] talk
     [webinar] webinar
     [course] course
    *[workshop] workshop
} is sold out.
over = This { $kind ->
     [talk] talk
     [webinar] webinar
     [course] course
    *[workshop] workshop
} is over.
happening = This { $kind ->
     [talk] talk
     [webinar] webinar
     [course] course
    *[workshop] workshop
} is happening now.
newer = Newer material:

## The filter.
filter = Filter
language_name = Language
year = Year
speaker = Speaker
country = Country
place = Place
all = All
reset = Show all
shown = { $events ->
     [mixed] Events shown: { $shown } of { $total }
    *[workshops] Workshops shown: { $shown } of { $total }
}

## An event.
date = Date
time = Time
your_time = { $hours } in your time zone
held_by = Event
online = Online
level = Level
beginner = Beginner
intermediate = Intermediate
advanced = Advanced
about = About this { $kind ->
     [talk] talk
     [webinar] webinar
     [course] course
    *[workshop] workshop
}
requirements = What you need
agenda = Agenda
approximate = Times within the day are approximate.
speakers = Speakers
material = Material
facts = At a glance
on_phone = This page on your phone
day = Day { $number }
morning = Morning
afternoon = Afternoon
evening = Evening
pause = Break
lunch = Lunch
continued = { $title } (continued)
part = Part { $number }
nth = { $number } of { $total }
minutes = { $minutes } min
hours = { $hours } h
hours_minutes = { $hours } h { $minutes } min
slides_count = { $count ->
     [one] { $count } slide
    *[other] { $count } slides
}

## What an event offers.
kind = Type
workshop = Workshop
talk = Talk
webinar = Webinar
course = Course
price = Price
free = Free
until = until { $date }
seats = Seats
organizer = Organizer
map = Map
join = Join online
audience = Who it is for
moved_from = New dates; the former ones were: { $dates }.
moved_event = It takes place here instead:
other_languages = In other languages
series = Series
series_list = Series
whole_series = The whole series
track = Track

## A speaker, a deck.
upcoming = { $events ->
     [mixed] Upcoming events
    *[workshops] Upcoming workshops
}
taught_at = Taught at
about_deck = About this deck
open_slides = Open the slides
transcript = Transcript
author = Author
authors = Authors
topics = Topics
length = Length
downloads = Downloads
share = Share
link = Link
embed = Code to embed the slides
more_by_author = More by this author
more_by_authors = More by these authors
more_on_topics = More on these topics
notes = Notes
copy = Copy
copied = Copied
chapters = Chapters
used_in = Decks with this chapter
previous_chapter = Previous chapter
next_chapter = Next chapter
no_chapter = There is no chapter “{ $name }” here.

## Missing and moved pages.
lost = Page not found
lost_long = The page may have moved, or the link may be misspelt.
did_you_mean = Did you mean
see_all = See everything on { $site }
has_moved = This page has moved

## Where those who follow a presentation wait for it.
follow_title = Follow the presentation
follow_wait = This page follows as soon as the presenter shows a slide.
nothing_shared = Nothing is shared at this address.

## The search over the whole site.
search = Search
search_hint = Search slides, decks, events
search_without = The search needs JavaScript. The start page lists all decks and events.
search_failed = The search could not be loaded
ui_site_search_decks = Decks
ui_site_search_chapters = Chapters
ui_site_search_events = Events
ui_site_search_people = Speakers
ui_site_search_slides = Slides
ui_site_search_found = Results: { $n }
ui_site_search_none = Nothing found for “{ $query }”
ui_site_search_some = No result has all of these words. These have some of them.
ui_site_search_instead = Showing results for “{ $word }”
ui_site_search_also = In other decks: { $n }
ui_site_search_more = More results
ui_site_search_all = Show all results
ui_site_search_lab = Lab
ui_site_search_failed = The search could not be loaded
ui_site_search_slide = Slide { $n }
ui_site_search_everywhere = Search all decks

## Slides that are made from the titles of sections.
previous_part = Previous part
next_part = Next part
previous_section = Previous section
next_section = Next section
back_to_contents = Back to table of contents
contents = Table of contents
chapter = Chapter { $number }
module = Module { $number }

## Words that the style sheets show, on slides.
theme_lab = Lab
theme_warning = Warning
theme_extra = Extra details
theme_belt = Black belt
theme_notes = Notes

## Decks: the menu and the panels.
ui_menu = Menu
ui_steps = Steps
ui_overview = Overview
ui_search = Go to, search
ui_contents = Contents
ui_copy_link = Copy the link
ui_help = Menu and keys
ui_close = Close
ui_zoom = Enlarged
ui_zoom_in = Larger
ui_zoom_out = Smaller
ui_zoom_next = Next on this slide
ui_part = Part { $n }
ui_slide = Slide { $n }
ui_hint = Number, title, or words
ui_results = Found
ui_found = Found: { $n }
ui_found_none = Nothing found
ui_found_more = Found: { $n } (the first { $most } are listed)
ui_previous = Previous step
ui_next = Next step
ui_open_window = Open in a window
ui_letters = Single-key shortcuts
ui_without = When off, letters, digits and signs do nothing, however they are typed or dictated. Arrows, Space, Page ↑ ↓, Home, End and Escape still work.
ui_moving = Moving
ui_showing = Showing
ui_presenting = Presenting
ui_reading = Reading
ui_next_step = next step
ui_previous_step = previous step
ui_first_slide = first slide
ui_last_slide = last slide
ui_slide_number = slide 12
ui_key_space = Space
ui_key_shift = Shift
ui_key_page = Page
ui_key_home = Home
ui_key_end = End
ui_key_enter = Enter

## Decks: notices, and what screen readers announce.
ui_copied = Copied
ui_not_copied = Not copied
ui_announce = Slide { $number } of { $total }: { $text }

## Decks: presenter view.
ui_presenter = Presenter
ui_split = Size of the slide
ui_split_next = Size of the preview
ui_strip = Slides around this one
ui_notes = Notes
ui_no_notes = No notes
ui_smaller = Smaller
ui_larger = Larger
ui_start = Start
ui_pause = Pause
ui_reset = Reset
ui_coming_step = Next step
ui_coming_slide = Next slide
ui_coming_end = End
ui_on_time = on time
ui_behind = { $n } min behind
ui_ahead = { $n } min ahead
ui_ends = planned end { $time }
ui_section_left = { $n } min left in this section
ui_section_of = Section { $n } of { $of }: { $title }
ui_part_of = Part { $n } of { $of }
ui_black = The audience sees black
ui_refused = The browser refused
ui_cloned = Move the new window to the projector, press p here
ui_blocked = The new window was blocked

## Decks: what keys do, in the menu.
ui_do_presenter = presenter view
ui_do_window = second window that follows
ui_do_black = black screen
ui_do_notes = notes
ui_do_timer = restart the timer
ui_do_full = full screen
ui_do_mirror = mirror
ui_do_read = read as a page, or present
ui_do_colours = light, dark, or as the system
ui_do_numbers = line numbers
ui_do_larger = larger code
ui_do_smaller = smaller code
ui_do_zoom = enlarge a picture or code
ui_do_pen = draw (Shift: thick, Escape: end)
ui_do_laser = laser pointer

## Decks: colours, links, code, labs; those who follow a presentation.
ui_colours_system = Colours: system
ui_colours_light = Colours: light
ui_colours_dark = Colours: dark
ui_edit_slide = Edit slide { $n }
ui_copy_slide = Copy the link to slide { $n }
ui_copy = Copy
ui_done = Done
ui_follow = Follow
ui_following = Following
ui_unshared = The presenter does not share the notes
ui_ask = Ask a question
ui_your_question = Your question
ui_send = Send
ui_sent = Sent to the presenter
ui_not_sent = Not sent; try again in a moment
ui_too_fast = Too fast
ui_too_slow = Too slow
ui_questions = Questions
ui_dismiss = Dismiss

## Days and hours, where CLDR has them otherwise.
date_day = { NUMBER($day, type: "ordinal") ->
     [one] { $day }st
     [two] { $day }nd
     [few] { $day }rd
    *[other] { $day }th
}
date_days = { $from }-{ $to }
date_range = { $from }-{ $to }
date_hours = { $from }-{ $to }
