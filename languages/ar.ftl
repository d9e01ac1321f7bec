# العربية

## The groups of the index.
now = يجري الآن
coming = قريبًا
past = { $events ->
     [mixed] فعاليات سابقة
    *[workshops] ورش عمل سابقة
}
recorded = { $events ->
     [mixed] فعاليات مسجّلة
    *[workshops] ورش عمل مسجّلة
}
self_paced = بالسرعة التي تناسبك
decks = العروض
no_deck = لا توجد عروض بعد.
all_past = { $events ->
     [mixed] كل الفعاليات السابقة
    *[workshops] كل ورش العمل السابقة
}
more_past = { $events ->
     [mixed] كل الفعاليات السابقة، و{ $count } أخرى
    *[workshops] كل ورش العمل السابقة، و{ $count } أخرى
}
workshops = { $events ->
     [mixed] الفعاليات
    *[workshops] ورش العمل
}
all_events = { $events ->
     [mixed] كل الفعاليات
    *[workshops] كل ورش العمل
}

## When.
scheduled = الموعد:
delivered = أُقيمت:
running = الآن:

## Links.
register = التسجيل
slides = الشرائح
video = فيديو
chat = الدردشة
calendar = إضافة إلى التقويم
calendar_all = التقويم
feed = الخلاصة
website = الموقع
skip = الانتقال إلى المحتوى

## The status of an event.
cancelled = ملغاة
moved = نُقلت
sold_out = اكتمل العدد
cancelled_long = أُلغيت { $kind ->
     [talk] هذه المحاضرة
     [webinar] هذه الندوة
     [course] هذه الدورة
    *[workshop] ورشة العمل هذه
}.
moved_long = تغيّر موعد { $kind ->
     [talk] هذه المحاضرة
     [webinar] هذه الندوة
     [course] هذه الدورة
    *[workshop] ورشة العمل هذه
} أو مكانها.
sold_out_long = اكتمل عدد المشاركين في { $kind ->
     [talk] هذه المحاضرة
     [webinar] هذه الندوة
     [course] هذه الدورة
    *[workshop] ورشة العمل هذه
}.
over = انتهت { $kind ->
     [talk] هذه المحاضرة
     [webinar] هذه الندوة
     [course] هذه الدورة
    *[workshop] ورشة العمل هذه
}.
happening = تجري { $kind ->
     [talk] هذه المحاضرة
     [webinar] هذه الندوة
     [course] هذه الدورة
    *[workshop] ورشة العمل هذه
} الآن.
newer = مادة أحدث:

## The filter.
filter = تصفية
language_name = اللغة
year = السنة
speaker = المدرِّب
country = البلد
place = المكان
all = الكل
reset = عرض الكل
shown = { $events ->
     [mixed] الفعاليات المعروضة: { $shown } من { $total }
    *[workshops] ورش العمل المعروضة: { $shown } من { $total }
}

## An event.
date = التاريخ
time = الوقت
your_time = { $hours } بتوقيتك
held_by = الفعالية
online = عبر الإنترنت
level = المستوى
beginner = مبتدئ
intermediate = متوسط
advanced = متقدم
about = عن { $kind ->
     [talk] المحاضرة
     [webinar] الندوة
     [course] الدورة
    *[workshop] ورشة العمل
}
requirements = ما تحتاج إليه
agenda = البرنامج
approximate = الأوقات خلال اليوم تقريبية.
speakers = المدرِّبون
material = المواد
facts = نظرة سريعة
on_phone = هذه الصفحة على هاتفك
day = اليوم { $number }
morning = صباحًا
afternoon = بعد الظهر
evening = مساءً
pause = استراحة
lunch = استراحة الغداء
continued = { $title } (تابع)
part = الجزء { $number }
nth = { $number } من { $total }
minutes = { $minutes } د
hours = { $hours } س
hours_minutes = { $hours } س { $minutes } د
slides_count = { $count ->
     [zero] لا شرائح
     [one] شريحة واحدة
     [two] شريحتان
     [few] { $count } شرائح
     [many] { $count } شريحة
    *[other] { $count } شريحة
}

## What an event offers.
kind = النوع
workshop = ورشة عمل
talk = محاضرة
webinar = ندوة عبر الإنترنت
course = دورة
price = السعر
free = مجاني
until = حتى { $date }
seats = المقاعد
organizer = الجهة المنظمة
map = خريطة
join = انضم عبر الإنترنت
audience = لمن هذه الفعالية
moved_from = مواعيد جديدة؛ المواعيد السابقة: { $dates }.
moved_event = تقام بدلاً من ذلك هنا:
other_languages = بلغات أخرى
series = السلسلة
series_list = السلاسل
whole_series = السلسلة كاملة
track = المسار

## A speaker, a deck.
upcoming = { $events ->
     [mixed] الفعاليات القادمة
    *[workshops] ورش العمل القادمة
}
taught_at = تُقدَّم في
about_deck = حول هذا العرض
open_slides = فتح الشرائح
transcript = النص الكامل
author = المؤلف
authors = المؤلفون
topics = المواضيع
length = الحجم
downloads = التنزيلات
share = مشاركة
link = الرابط
embed = رمز تضمين الشرائح
more_by_author = المزيد من هذا المؤلف
more_by_authors = المزيد من هؤلاء المؤلفين
more_on_topics = المزيد حول هذه المواضيع
notes = ملاحظات
copy = نسخ
copied = تم النسخ
chapters = الفصول
used_in = العروض التي تضم هذا الفصل
previous_chapter = الفصل السابق
next_chapter = الفصل التالي
no_chapter = لا يوجد هنا فصل باسم «{ $name }».

## Missing and moved pages.
lost = الصفحة غير موجودة
lost_long = ربما نُقلت الصفحة، أو كُتب الرابط خطأً.
did_you_mean = هل تقصد
see_all = شاهد ما يوجد في { $site }
has_moved = انتقلت هذه الصفحة

## Where those who follow a presentation wait for it.
follow_title = متابعة العرض
follow_wait = ستنتقل هذه الصفحة مع العرض بمجرد ظهور شريحة.
nothing_shared = لا يوجد ما هو مشارَك على هذا العنوان.

## The search over the whole site.
search = بحث
search_hint = ابحث في الشرائح والعروض والفعاليات
search_without = يحتاج البحث إلى JavaScript. تعرض الصفحة الرئيسية جميع العروض والفعاليات.
search_failed = تعذّر تحميل البحث
ui_site_search_decks = العروض
ui_site_search_chapters = الفصول
ui_site_search_events = الفعاليات
ui_site_search_people = المدرِّبون
ui_site_search_slides = الشرائح
ui_site_search_found = النتائج: { $n }
ui_site_search_none = لا نتائج لـ «{ $query }»
ui_site_search_some = لا توجد نتيجة تحتوي على كل هذه الكلمات. هذه النتائج تحتوي على بعضها.
ui_site_search_instead = نتائج «{ $word }»
ui_site_search_also = في عروض أخرى: { $n }
ui_site_search_more = مزيد من النتائج
ui_site_search_all = عرض كل النتائج
ui_site_search_lab = تمرين
ui_site_search_failed = تعذّر تحميل البحث
ui_site_search_slide = الشريحة { $n }
ui_site_search_everywhere = البحث في كل العروض

## Slides that are made from the titles of sections.
previous_part = الجزء السابق
next_part = الجزء التالي
previous_section = القسم السابق
next_section = القسم التالي
back_to_contents = العودة إلى الفهرس
contents = الفهرس
chapter = الفصل { $number }
module = الوحدة { $number }

## Words that the style sheets show, on slides.
theme_lab = تمرين
theme_warning = تنبيه
theme_extra = تفاصيل إضافية
theme_belt = الحزام الأسود
theme_notes = ملاحظات

## Decks: the menu and the panels.
ui_menu = القائمة
ui_steps = الخطوات
ui_overview = نظرة عامة
ui_search = انتقال وبحث
ui_contents = المحتويات
ui_copy_link = نسخ الرابط
ui_help = القائمة والمفاتيح
ui_close = إغلاق
ui_zoom = مكبَّر
ui_zoom_in = أكبر
ui_zoom_out = أصغر
ui_zoom_next = التالي في هذه الشريحة
ui_part = الجزء { $n }
ui_slide = الشريحة { $n }
ui_hint = رقم أو عنوان أو كلمات
ui_results = النتائج
ui_found = النتائج: { $n }
ui_found_none = لم يُعثر على شيء
ui_found_more = النتائج: { $n } (تُعرض أول { $most })
ui_previous = الخطوة السابقة
ui_next = الخطوة التالية
ui_open_window = فتح في نافذة
ui_letters = اختصارات بمفتاح واحد
ui_without = عند الإيقاف لا تفعل الحروف والأرقام والرموز شيئًا، كتابةً أو إملاءً. أما الأسهم والمسافة والصفحة ↑ ↓ والبداية والنهاية والخروج فتبقى تعمل.
ui_moving = التنقل
ui_showing = العرض
ui_presenting = التقديم
ui_reading = القراءة
ui_next_step = الخطوة التالية
ui_previous_step = الخطوة السابقة
ui_first_slide = الشريحة الأولى
ui_last_slide = الشريحة الأخيرة
ui_slide_number = الشريحة 12
ui_key_space = مسافة
ui_key_shift = ⇧
ui_key_page = صفحة
ui_key_home = البداية
ui_key_end = النهاية
ui_key_enter = ↵

## Decks: notices, and what screen readers announce.
ui_copied = تم النسخ
ui_not_copied = لم يتم النسخ
ui_announce = الشريحة { $number } من { $total }: { $text }

## Decks: presenter view.
ui_presenter = المقدِّم
ui_split = حجم الشريحة
ui_split_next = حجم المعاينة
ui_strip = الشرائح المجاورة
ui_notes = ملاحظات
ui_no_notes = لا توجد ملاحظات
ui_smaller = أصغر
ui_larger = أكبر
ui_start = بدء
ui_pause = إيقاف مؤقت
ui_reset = إعادة ضبط
ui_coming_step = الخطوة التالية
ui_coming_slide = الشريحة التالية
ui_coming_end = النهاية
ui_on_time = في الموعد
ui_behind = متأخر { $n } د
ui_ahead = متقدم { $n } د
ui_ends = النهاية المخططة { $time }
ui_section_left = بقي { $n } د في هذا القسم
ui_section_of = القسم { $n } من { $of }: { $title }
ui_part_of = الجزء { $n } من { $of }
ui_black = يرى الجمهور شاشة سوداء
ui_refused = رفض المتصفح
ui_cloned = انقل النافذة الجديدة إلى جهاز العرض، ثم اضغط p هنا
ui_blocked = حُظرت النافذة الجديدة

## Decks: what keys do, in the menu.
ui_do_presenter = عرض المقدِّم
ui_do_window = نافذة ثانية تتبع
ui_do_black = شاشة سوداء
ui_do_notes = الملاحظات
ui_do_timer = إعادة تشغيل المؤقت
ui_do_full = ملء الشاشة
ui_do_mirror = انعكاس
ui_do_read = القراءة كصفحة أو التقديم
ui_do_colours = فاتح أو داكن أو كالنظام
ui_do_numbers = أرقام الأسطر
ui_do_larger = تكبير الشيفرة
ui_do_smaller = تصغير الشيفرة
ui_do_zoom = تكبير صورة أو شيفرة
ui_do_pen = رسم (⇧: سميك، Esc: إنهاء)
ui_do_laser = مؤشر ليزر

## Decks: colours, links, code, labs; those who follow a presentation.
ui_colours_system = الألوان: النظام
ui_colours_light = الألوان: فاتح
ui_colours_dark = الألوان: داكن
ui_edit_slide = تحرير الشريحة { $n }
ui_copy_slide = نسخ رابط الشريحة { $n }
ui_copy = نسخ
ui_done = تم
ui_follow = متابعة
ui_following = تتم المتابعة
ui_unshared = لا يشارك المقدِّم الملاحظات
ui_ask = اطرح سؤالًا
ui_your_question = سؤالك
ui_send = إرسال
ui_sent = أُرسل إلى المقدّم
ui_not_sent = لم يُرسل؛ حاول بعد قليل
ui_too_fast = سريع جدًا
ui_too_slow = بطيء جدًا
ui_questions = الأسئلة
ui_dismiss = إزالة
