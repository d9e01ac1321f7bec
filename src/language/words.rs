//! The texts that readers and audiences see: their names, and the placeholders in each. Their texts
//! are in `languages/`.
//!
//! A new text is a line here and a line in each of those files.

use super::phrase::{CHOOSING, Phrase};

/// A text of the pages.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct WordKey {
    /// Its name in language files.
    pub(crate) name: &'static str,
    /// The values in its text.
    pub(crate) gaps: &'static [&'static str],
}

impl WordKey {
    /// How many values readers see in its text: some only choose between variants.
    pub(super) fn n_shown(&self) -> usize {
        self.gaps.iter().filter(|gap| !CHOOSING.contains(gap)).count()
    }
}

/// Declares [`PageWords`]: a field for each text.
macro_rules! page_words {
    ($($name:ident $(($($gap:ident),*))?;)*) => {
        /// The texts of one language on pages, under the names that templates use.
        #[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize)]
        pub(crate) struct PageWords {
            /// The code of the language that most of them are in.
            pub(crate) language: String,
            $(pub(crate) $name: Phrase,)*
        }

        /// The texts of pages.
        pub(super) const PAGE_WORDS: &[WordKey] =
            &[$(WordKey { name: stringify!($name), gaps: &[$($(stringify!($gap)),*)?] },)*];

        impl PageWords {
            /// Looks up each text.
            pub(super) fn find(language: String, mut find: impl FnMut(&'static str) -> Phrase) -> Self {
                Self { language, $($name: find(stringify!($name)),)* }
            }

            /// The words for events of a site, `workshops` or `mixed`, and for one of them, such as a `talk`.
            pub(crate) fn chosen(&self, events: &str, kind: &str) -> Self {
                let values = [("events", events), ("kind", kind)];
                Self { language: self.language.clone(), $($name: self.$name.chosen(&values),)* }
            }
        }
    };
}

/// Declares a list of texts.
macro_rules! word_list {
    ($(#[$doc:meta])* $list:ident: $($name:ident $(($($gap:ident),*))?;)*) => {
        $(#[$doc])*
        pub(crate) const $list: &[WordKey] =
            &[$(WordKey { name: stringify!($name), gaps: &[$($(stringify!($gap)),*)?] },)*];
    };
}

page_words! {
    // The groups of the index.
    now;
    coming;
    past(events);
    recorded(events);
    self_paced;
    decks;
    no_deck;
    all_past(events);
    more_past(events, count);
    workshops(events);
    all_events(events);
    // When.
    scheduled;
    delivered;
    running;
    // Links.
    register;
    slides;
    video;
    chat;
    calendar;
    calendar_all;
    feed;
    website;
    skip;
    // The status of an event.
    cancelled;
    moved;
    sold_out;
    cancelled_long(kind);
    moved_long(kind);
    sold_out_long(kind);
    over(kind);
    happening(kind);
    newer;
    // The filter.
    filter;
    language_name;
    year;
    speaker;
    country;
    place;
    all;
    reset;
    shown(events, shown, total);
    // An event.
    date;
    time;
    your_time(hours);
    held_by;
    online;
    level;
    beginner;
    intermediate;
    advanced;
    about(kind);
    requirements;
    agenda;
    approximate;
    speakers;
    material;
    facts;
    on_phone;
    day(number);
    morning;
    afternoon;
    evening;
    pause;
    lunch;
    continued(title);
    part(number);
    nth(number, total);
    minutes(minutes);
    hours(hours);
    hours_minutes(hours, minutes);
    slides_count(count);
    // What an event offers.
    kind;
    workshop;
    talk;
    webinar;
    course;
    price;
    free;
    until(date);
    seats;
    organizer;
    map;
    join;
    audience;
    moved_from(dates);
    moved_event;
    other_languages;
    series;
    series_list;
    whole_series;
    track;
    // A speaker, a deck.
    upcoming(events);
    taught_at;
    about_deck;
    open_slides;
    transcript;
    author;
    authors;
    topics;
    length;
    downloads;
    share;
    link;
    embed;
    more_by_author;
    more_by_authors;
    more_on_topics;
    chapters;
    used_in;
    previous_chapter;
    next_chapter;
    no_chapter(name);
    notes;
    copy;
    copied;
    // Missing and moved pages.
    lost;
    lost_long;
    did_you_mean;
    // The page on which followers wait for a presentation.
    follow_title;
    follow_wait;
    nothing_shared;
    see_all(site);
    has_moved;
    // The search over the whole site.
    search;
    search_hint;
    search_without;
    search_failed;
    // Slides that are made from the titles of sections.
    previous_part;
    next_part;
    previous_section;
    next_section;
    back_to_contents;
    contents;
    chapter(number);
    module(number);
}

word_list! {
    /// Texts that style sheets show, as custom properties: `theme_lab` is `--word-lab`.
    THEME_WORDS:
    theme_lab;
    theme_warning;
    theme_extra;
    theme_belt;
    theme_notes;
}

word_list! {
    /// Texts of the scripts of decks, which know them without `ui_`. Their English is in the
    /// scripts.
    SCRIPT_WORDS:
    // The search over the whole site.
    ui_site_search_decks;
    ui_site_search_chapters;
    ui_site_search_events;
    ui_site_search_people;
    ui_site_search_slides;
    ui_site_search_found(n);
    ui_site_search_none(query);
    ui_site_search_some;
    ui_site_search_instead(word);
    ui_site_search_also(n);
    ui_site_search_more;
    ui_site_search_all;
    ui_site_search_lab;
    ui_site_search_failed;
    ui_site_search_slide(n);
    ui_site_search_everywhere;
    // Decks: the menu and the panels.
    ui_menu;
    ui_steps;
    ui_overview;
    ui_search;
    ui_contents;
    ui_copy_link;
    ui_help;
    ui_close;
    ui_zoom;
    ui_zoom_in;
    ui_zoom_out;
    ui_zoom_next;
    ui_part(n);
    ui_slide(n);
    ui_hint;
    ui_results;
    ui_found(n);
    ui_found_none;
    ui_found_more(n, most);
    ui_previous;
    ui_next;
    ui_open_window;
    ui_letters;
    ui_without;
    ui_moving;
    ui_showing;
    ui_presenting;
    ui_reading;
    ui_next_step;
    ui_previous_step;
    ui_first_slide;
    ui_last_slide;
    ui_slide_number;
    ui_key_space;
    ui_key_shift;
    ui_key_page;
    ui_key_home;
    ui_key_end;
    ui_key_enter;
    // Decks: notices, and what screen readers announce.
    ui_copied;
    ui_not_copied;
    ui_announce(number, total, text);
    // Decks: presenter view.
    ui_presenter;
    ui_split;
    ui_split_next;
    ui_strip;
    ui_notes;
    ui_no_notes;
    ui_smaller;
    ui_larger;
    ui_start;
    ui_pause;
    ui_reset;
    ui_coming_step;
    ui_coming_slide;
    ui_coming_end;
    ui_on_time;
    ui_behind(n);
    ui_ahead(n);
    ui_ends(time);
    ui_section_left(n);
    ui_section_of(n, of, title);
    ui_part_of(n, of);
    ui_black;
    ui_refused;
    ui_cloned;
    ui_blocked;
    // Decks: what keys do, in the menu.
    ui_do_presenter;
    ui_do_window;
    ui_do_black;
    ui_do_notes;
    ui_do_timer;
    ui_do_full;
    ui_do_mirror;
    ui_do_read;
    ui_do_colours;
    ui_do_numbers;
    ui_do_larger;
    ui_do_smaller;
    ui_do_zoom;
    ui_do_pen;
    ui_do_laser;
    // Decks: colours, links, code, labs; those who follow a presentation.
    ui_colours_system;
    ui_colours_light;
    ui_colours_dark;
    ui_edit_slide(n);
    ui_copy_slide(n);
    ui_copy;
    ui_done;
    ui_follow;
    ui_following;
    ui_unshared;
    ui_ask;
    ui_your_question;
    ui_send;
    ui_sent;
    ui_not_sent;
    ui_too_fast;
    ui_too_slow;
    ui_questions;
    ui_dismiss;
}

word_list! {
    /// Formats for days and hours that a language may set; otherwise CLDR's data decides.
    DATE_WORDS:
    date_day(day);
    date_days(from, to);
    date_range(from, to);
    date_clock(hour, hour2, minute);
    date_hours(from, to);
}

/// The prefix of a country's code, for its name in a language without built-in country names.
pub(super) const COUNTRY: &str = "country-";

/// All texts that a language file can have, except names of countries.
pub(crate) fn all_words() -> impl Iterator<Item = &'static WordKey> {
    required_words().chain(DATE_WORDS)
}

/// The texts that a complete language file contains.
pub(crate) fn required_words() -> impl Iterator<Item = &'static WordKey> {
    PAGE_WORDS.iter().chain(THEME_WORDS).chain(SCRIPT_WORDS)
}

/// A text by its name.
pub(super) fn word(name: &str) -> Option<&'static WordKey> {
    all_words().find(|key| key.name == name)
}
