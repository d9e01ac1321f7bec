//! Assigns slugs to events.
//!
//! An address must survive changes of the file. So a generated name depends on the event itself and
//! on events that would have the same name, never on the order of the others; and an explicit name
//! always wins.

use std::collections::BTreeMap;

use super::{EventReader, foreign};
use crate::diag::{EventProblem, LostEntries};
use crate::event::{Event, slug};
use crate::span::{Span, Spanned};

/// An event being read, and the slug that it requests.
pub(super) struct EventDraft {
    pub(super) event: Event,
    pub(super) slug: Option<Spanned<String>>,
    /// Whether the parts of its generated name were read without an error.
    pub(super) is_sound: bool,
}

impl EventReader<'_> {
    /// Gives each event a slug of its own.
    pub(super) fn name(&mut self, drafts: Vec<EventDraft>) -> Vec<Event> {
        let mut taken: BTreeMap<String, Span> = BTreeMap::new();
        let mut events = Vec::with_capacity(drafts.len());
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut hidden = Vec::new();
        for EventDraft { mut event, slug, is_sound } in drafts {
            let index = events.len();
            match slug {
                // Two pages cannot have the same address.
                Some(slug) if self.is_foreign && taken.contains_key(&slug.value) => {
                    let before = self.diagnostics.len();
                    self.claim(&slug, &mut taken);
                    foreign::soften(&mut self.diagnostics[before..], LostEntries::Event);
                    continue;
                }
                Some(slug) => {
                    self.claim(&slug, &mut taken);
                    event.slug = slug.value;
                }
                // Its error is reported; its address will never be published.
                None if !is_sound => event.slug = base(&event),
                // The names of other events must not reveal that it exists.
                None if !event.is_public() => hidden.push(index),
                None => groups.entry(base(&event)).or_default().push(index),
            }
            events.push(event);
        }
        let mut shared = Vec::new();
        for (base, group) in groups {
            match group.as_slice() {
                &[index] if !taken.contains_key(&base) => {
                    taken.insert(base.clone(), events[index].span.clone());
                    events[index].slug = base;
                }
                _ => shared.push((base, group)),
            }
        }
        for (base, group) in shared {
            self.share(&base, &group, &mut events, &mut taken);
        }
        for index in hidden {
            events[index].slug = free_name(&base(&events[index]), &taken);
            taken.insert(events[index].slug.clone(), events[index].span.clone());
        }
        self.aliases(&events, taken);
        events
    }

    /// Claims an explicit name; the second of two is an error.
    fn claim(&mut self, slug: &Spanned<String>, taken: &mut BTreeMap<String, Span>) {
        match taken.get(&slug.value) {
            Some(first) => {
                let first = first.clone();
                let slug_of = slug.value.clone();
                self.report(EventProblem::DuplicateSlug { slug: slug_of, first }, &slug.span);
            }
            None => _ = taken.insert(slug.value.clone(), slug.span.clone()),
        }
    }

    /// Distinguishes events that would have the same name: by their titles, then by numbers.
    fn share(
        &mut self,
        base: &str,
        group: &[usize],
        events: &mut [Event],
        taken: &mut BTreeMap<String, Span>,
    ) {
        let is_claimed = taken.contains_key(base);
        let mut next: BTreeMap<String, usize> = BTreeMap::new();
        let mut has_numbers = false;
        for &index in group {
            let event = &mut events[index];
            let name = if event.when.days.is_empty() {
                base.to_owned()
            } else {
                slug::joined(&[base, &event.title.value])
            };
            let count = next.entry(name.clone()).or_insert(1);
            let mut free = name.clone();
            while taken.contains_key(&free) {
                *count += 1;
                has_numbers = true;
                free = format!("{name}-{count}");
            }
            taken.insert(free.clone(), event.span.clone());
            event.slug = free;
        }
        // The other program has no addresses of events, so no page can link to them, and its list
        // has no key to change them.
        if self.is_foreign {
            return;
        }
        // If another event claims the name explicitly, titles are a stable solution.
        if let (&[first, second, ..], false) = (group, is_claimed) {
            let problem = EventProblem::SharedSlug {
                slug: base.to_owned(),
                events: group.len(),
                now: events[second].slug.clone(),
                first: events[first].span.clone(),
            };
            let span = events[second].span.clone();
            self.report(problem, &span);
        } else if let (true, Some(&index)) = (has_numbers, group.last()) {
            let problem = EventProblem::SharedSlug {
                slug: base.to_owned(),
                events: group.len() + 1,
                now: events[index].slug.clone(),
                first: taken.get(base).unwrap_or(&events[index].span).clone(),
            };
            let span = events[index].span.clone();
            self.report(problem, &span);
        }
    }

    /// Old names must not conflict with names in use, or with each other.
    fn aliases(&mut self, events: &[Event], mut taken: BTreeMap<String, Span>) {
        for alias in events.iter().flat_map(|event| &event.aliases) {
            self.claim(alias, &mut taken);
        }
    }

    /// A name written by an author.
    pub(super) fn slug(&mut self, key: &str, text: Spanned<String>) -> Option<Spanned<String>> {
        if slug::is_fine(&text.value) {
            return Some(text);
        }
        let guess = slug::joined(&[text.value.as_str()]);
        let example = if guess.is_empty() { "2019-04-23-paris" } else { &guess };
        let expected = format!("lower-case letters, digits and dashes, such as `{example}`");
        self.bad(key, &text, expected);
        None
    }
}

/// A name that no event has yet.
fn free_name(base: &str, taken: &BTreeMap<String, Span>) -> String {
    let numbered = (2_usize..).map(|number| format!("{base}-{number}"));
    let names = std::iter::once(base.to_owned()).chain(numbered);
    let mut free = names.filter(|name| !taken.contains_key(name));
    free.next().unwrap_or_default()
}

/// The first day, the town and the host; the title for an event without a date, or without both.
fn base(event: &Event) -> String {
    let city = Event::text(event.city.as_ref());
    let host = Event::text(event.event.as_ref());
    let name = match event.first_announced_day() {
        None => slug::joined(&[event.title.value.as_str()]),
        Some(day) if city.is_empty() && host.is_empty() => {
            slug::joined(&[&day.to_string(), &event.title.value])
        }
        Some(day) => slug::joined(&[&day.to_string(), city, host]),
    };
    if name.is_empty() { "event".to_owned() } else { name }
}
