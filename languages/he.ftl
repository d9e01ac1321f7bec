# עברית

## The groups of the index.
now = מתקיים עכשיו
coming = בקרוב
past = { $events ->
     [mixed] אירועים קודמים
    *[workshops] סדנאות קודמות
}
recorded = { $events ->
     [mixed] אירועים מוקלטים
    *[workshops] סדנאות מוקלטות
}
self_paced = בקצב שלכם
decks = מצגות
no_deck = עדיין אין מצגות.
all_past = { $events ->
     [mixed] כל האירועים הקודמים
    *[workshops] כל הסדנאות הקודמות
}
more_past = { $events ->
     [mixed] כל האירועים הקודמים, ועוד { $count }
    *[workshops] כל הסדנאות הקודמות, ועוד { $count }
}
workshops = { $events ->
     [mixed] אירועים
    *[workshops] סדנאות
}
all_events = { $events ->
     [mixed] כל האירועים
    *[workshops] כל הסדנאות
}

## When.
scheduled = מתוכנן:
delivered = התקיים:
running = עכשיו:

## Links.
register = הרשמה
slides = שקופיות
video = וידאו
chat = צ׳אט
calendar = הוספה ליומן
calendar_all = יומן
feed = עדכונים
website = אתר
skip = דילוג לתוכן

## The status of an event.
cancelled = בוטל
moved = הועבר
sold_out = אזלו המקומות
cancelled_long = { $kind ->
     [talk] ההרצאה הזאת בוטלה.
     [webinar] הוובינר הזה בוטל.
     [course] הקורס הזה בוטל.
    *[workshop] הסדנה הזאת בוטלה.
}
moved_long = המועד או המקום של { $kind ->
     [talk] ההרצאה הזאת
     [webinar] הוובינר הזה
     [course] הקורס הזה
    *[workshop] הסדנה הזאת
} השתנו.
sold_out_long = { $kind ->
     [talk] אזלו המקומות בהרצאה הזאת.
     [webinar] אזלו המקומות בוובינר הזה.
     [course] אזלו המקומות בקורס הזה.
    *[workshop] אזלו המקומות בסדנה הזאת.
}
over = { $kind ->
     [talk] ההרצאה הזאת הסתיימה.
     [webinar] הוובינר הזה הסתיים.
     [course] הקורס הזה הסתיים.
    *[workshop] הסדנה הזאת הסתיימה.
}
happening = { $kind ->
     [talk] ההרצאה הזאת מתקיימת עכשיו.
     [webinar] הוובינר הזה מתקיים עכשיו.
     [course] הקורס הזה מתקיים עכשיו.
    *[workshop] הסדנה הזאת מתקיימת עכשיו.
}
newer = חומר חדש יותר:

## The filter.
filter = סינון
language_name = שפה
year = שנה
speaker = מרצה
country = מדינה
place = מקום
all = הכול
reset = הצגת הכול
shown = { $events ->
     [mixed] אירועים מוצגים: { $shown } מתוך { $total }
    *[workshops] סדנאות מוצגות: { $shown } מתוך { $total }
}

## An event.
date = תאריך
time = שעות
your_time = { $hours } באזור הזמן שלכם
held_by = אירוע
online = מקוון
level = רמה
beginner = מתחילים
intermediate = בינוניים
advanced = מתקדמים
about = על { $kind ->
     [talk] ההרצאה
     [webinar] הוובינר
     [course] הקורס
    *[workshop] הסדנה
}
requirements = מה צריך
agenda = סדר היום
approximate = השעות במהלך היום משוערות.
speakers = מרצים
material = חומרים
facts = בקצרה
on_phone = הדף הזה בטלפון
day = יום { $number }
morning = בוקר
afternoon = אחר הצהריים
evening = ערב
pause = הפסקה
lunch = הפסקת צהריים
continued = { $title } (המשך)
part = חלק { $number }
nth = { $number } מתוך { $total }
minutes = { $minutes } דק׳
hours = { $hours } שע׳
hours_minutes = { $hours } שע׳ { $minutes } דק׳
slides_count = { $count ->
     [one] שקופית אחת
     [two] שתי שקופיות
    *[other] { $count } שקופיות
}

## What an event offers.
kind = סוג
workshop = סדנה
talk = הרצאה
webinar = ובינר
course = קורס
price = מחיר
free = חינם
until = עד { $date }
seats = מקומות
organizer = מארגן
map = מפה
join = הצטרפות אונליין
audience = למי זה מיועד
moved_from = מועדים חדשים; הקודמים היו: { $dates }.
moved_event = האירוע מתקיים כאן במקום זאת:
other_languages = בשפות אחרות
series = סדרה
series_list = סדרות
whole_series = כל הסדרה
track = מסלול

## A speaker, a deck.
upcoming = { $events ->
     [mixed] האירועים הבאים
    *[workshops] הסדנאות הבאות
}
taught_at = מועבר ב־
about_deck = על המצגת
open_slides = פתיחת השקופיות
transcript = תמליל
author = מחבר
authors = מחברים
topics = נושאים
length = היקף
downloads = הורדות
share = שיתוף
link = קישור
embed = קוד להטמעת השקופיות
more_by_author = עוד מאת אותו מחבר
more_by_authors = עוד מאת אותם מחברים
more_on_topics = עוד בנושאים האלה
notes = הערות
copy = העתקה
copied = הועתק
chapters = פרקים
used_in = מצגות עם הפרק הזה
previous_chapter = הפרק הקודם
next_chapter = הפרק הבא
no_chapter = אין כאן פרק בשם „{ $name }”.

## Missing and moved pages.
lost = הדף לא נמצא
lost_long = ייתכן שהדף הועבר, או שהקישור שגוי.
did_you_mean = האם התכוונתם אל
see_all = לכל התוכן של { $site }
has_moved = הדף הזה עבר

## Where those who follow a presentation wait for it.
follow_title = מעקב אחר המצגת
follow_wait = העמוד הזה יתקדם ברגע שתוצג שקופית.
nothing_shared = אין שום דבר משותף בכתובת הזו.

## The search over the whole site.
search = חיפוש
search_hint = חיפוש בשקופיות, במצגות ובאירועים
search_without = החיפוש דורש JavaScript. כל המצגות והאירועים מופיעים בדף הבית.
search_failed = לא ניתן היה לטעון את החיפוש
ui_site_search_decks = מצגות
ui_site_search_chapters = פרקים
ui_site_search_events = אירועים
ui_site_search_people = מרצים
ui_site_search_slides = שקופיות
ui_site_search_found = תוצאות: { $n }
ui_site_search_none = לא נמצא דבר עבור „{ $query }”
ui_site_search_some = אין תוצאה שמכילה את כל המילים. אלה מכילות חלק מהן.
ui_site_search_instead = תוצאות עבור „{ $word }”
ui_site_search_also = במצגות אחרות: { $n }
ui_site_search_more = תוצאות נוספות
ui_site_search_all = הצגת כל התוצאות
ui_site_search_lab = תרגיל
ui_site_search_failed = לא ניתן היה לטעון את החיפוש
ui_site_search_slide = שקופית { $n }
ui_site_search_everywhere = חיפוש בכל המצגות

## Slides that are made from the titles of sections.
previous_part = החלק הקודם
next_part = החלק הבא
previous_section = הסעיף הקודם
next_section = הסעיף הבא
back_to_contents = חזרה לתוכן העניינים
contents = תוכן העניינים
chapter = פרק { $number }
module = מודול { $number }

## Words that the style sheets show, on slides.
theme_lab = תרגיל
theme_warning = אזהרה
theme_extra = להעמקה
theme_belt = חגורה שחורה
theme_notes = הערות

## Decks: the menu and the panels.
ui_menu = תפריט
ui_steps = שלבים
ui_overview = מבט כללי
ui_search = מעבר וחיפוש
ui_contents = תוכן
ui_copy_link = העתקת הקישור
ui_help = תפריט ומקשים
ui_close = סגירה
ui_zoom = מוגדל
ui_zoom_in = גדול יותר
ui_zoom_out = קטן יותר
ui_zoom_next = הבא בשקופית זו
ui_part = חלק { $n }
ui_slide = שקופית { $n }
ui_hint = מספר, כותרת או מילים
ui_results = תוצאות
ui_found = תוצאות: { $n }
ui_found_none = לא נמצא דבר
ui_found_more = תוצאות: { $n } (מוצגות { $most } הראשונות)
ui_previous = השלב הקודם
ui_next = השלב הבא
ui_open_window = פתיחה בחלון
ui_letters = קיצורים של מקש אחד
ui_without = כשהאפשרות כבויה, אותיות, ספרות וסימנים אינם עושים דבר, בהקלדה או בהכתבה. החצים, רווח, עמוד ↑ ↓, התחלה, סוף ויציאה ממשיכים לפעול.
ui_moving = תנועה
ui_showing = תצוגה
ui_presenting = הצגה לקהל
ui_reading = קריאה
ui_next_step = השלב הבא
ui_previous_step = השלב הקודם
ui_first_slide = השקופית הראשונה
ui_last_slide = השקופית האחרונה
ui_slide_number = שקופית 12
ui_key_space = רווח
ui_key_shift = ⇧
ui_key_page = עמוד
ui_key_home = התחלה
ui_key_end = סוף
ui_key_enter = ↵

## Decks: notices, and what screen readers announce.
ui_copied = הועתק
ui_not_copied = לא הועתק
ui_announce = שקופית { $number } מתוך { $total }: { $text }

## Decks: presenter view.
ui_presenter = מציג
ui_split = גודל השקופית
ui_split_next = גודל התצוגה המקדימה
ui_strip = שקופיות סמוכות
ui_notes = הערות
ui_no_notes = אין הערות
ui_smaller = קטן יותר
ui_larger = גדול יותר
ui_start = התחלה
ui_pause = השהיה
ui_reset = איפוס
ui_coming_step = השלב הבא
ui_coming_slide = השקופית הבאה
ui_coming_end = סוף
ui_on_time = בזמן
ui_behind = פיגור של { $n } דק׳
ui_ahead = הקדמה של { $n } דק׳
ui_ends = סיום מתוכנן { $time }
ui_section_left = נותרו { $n } דק׳ בפרק זה
ui_section_of = סעיף { $n } מתוך { $of }: { $title }
ui_part_of = חלק { $n } מתוך { $of }
ui_black = הקהל רואה מסך שחור
ui_refused = הדפדפן סירב
ui_cloned = העבירו את החלון החדש למקרן והקישו כאן p
ui_blocked = החלון החדש נחסם

## Decks: what keys do, in the menu.
ui_do_presenter = תצוגת מציג
ui_do_window = חלון שני שעוקב
ui_do_black = מסך שחור
ui_do_notes = הערות
ui_do_timer = הפעלת השעון מחדש
ui_do_full = מסך מלא
ui_do_mirror = היפוך
ui_do_read = קריאה כעמוד או הצגה
ui_do_colours = בהיר, כהה או כמו המערכת
ui_do_numbers = מספרי שורות
ui_do_larger = קוד גדול יותר
ui_do_smaller = קוד קטן יותר
ui_do_zoom = הגדלת תמונה או קוד
ui_do_pen = ציור (⇧: עבה, Esc: סיום)
ui_do_laser = מצביע לייזר

## Decks: colours, links, code, labs; those who follow a presentation.
ui_colours_system = צבעים: המערכת
ui_colours_light = צבעים: בהיר
ui_colours_dark = צבעים: כהה
ui_edit_slide = עריכת שקופית { $n }
ui_copy_slide = העתקת הקישור לשקופית { $n }
ui_copy = העתקה
ui_done = בוצע
ui_follow = מעקב
ui_following = במעקב
ui_unshared = המציג אינו משתף את ההערות
ui_ask = לשאול שאלה
ui_your_question = השאלה שלך
ui_send = שליחה
ui_sent = נשלח למציג
ui_not_sent = לא נשלח; נסו שוב בעוד רגע
ui_too_fast = מהר מדי
ui_too_slow = לאט מדי
ui_questions = שאלות
ui_dismiss = הסרה
