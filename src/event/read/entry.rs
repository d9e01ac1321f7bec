//! One entry of `workshops:`.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::fields::{LinkKind, first};
use super::names::EventDraft;
use super::privacy::PrivacyKeys;
use super::{EventReader, Spanned, foreign, idle, shown};
use crate::diag::nearest::{is_slip, nearest};
use crate::diag::{EventProblem, FileProblem, LostEntries, ManifestProblem};
use crate::event::{Event, EventDetails, EventStatus, STATUS_THAT_HIDES, When, country, slug};
use crate::keys::{EVENT, EventKey, KeySet};
use crate::manifest::yaml::{Yaml, YamlNode};
use crate::manifest::{Difficulty, Missing};
use crate::path::ProjectPath;
use crate::span::Span;

/// A longer text is not a list of speakers.
const LONGEST_NAME: usize = 200;

/// The placeholder for a missing title, which is an error.
const UNTITLED: &str = "Untitled";

/// The times of an event and whether it is private, which are read after all other keys.
#[derive(Default)]
struct EventTimes {
    timezone: Option<Yaml>,
    hours: Option<Yaml>,
    breaks: Option<Yaml>,
    announced: Option<Yaml>,
    moved_to: Option<Yaml>,
    privacy: PrivacyKeys,
}

impl EventReader<'_> {
    /// The list of events.
    pub(super) fn events(&mut self, value: Yaml) -> Vec<Arc<Event>> {
        let items = match value.node {
            YamlNode::List(items) => items,
            YamlNode::Null => Vec::new(),
            _ => {
                self.wrong("workshops", "a list of events", &value);
                Vec::new()
            }
        };
        let drafts: Vec<_> = items.into_iter().filter_map(|item| self.entry(item)).collect();
        let mut events = self.name(drafts);
        self.relate(&mut events);
        self.check_tokens(&mut events);
        events.into_iter().map(Arc::new).collect()
    }

    /// An item of the list. An item of another program's list that cannot be shown as intended is
    /// left out.
    fn entry(&mut self, value: Yaml) -> Option<EventDraft> {
        let before = self.diagnostics.len();
        let draft = self.event(value);
        if !self.is_foreign || draft.as_ref().is_some_and(|draft| draft.is_sound) {
            return draft;
        }
        foreign::soften(&mut self.diagnostics[before..], LostEntries::Event);
        None
    }

    fn event(&mut self, value: Yaml) -> Option<EventDraft> {
        if value.node == YamlNode::Null {
            self.empty("workshops", &value);
            return None;
        }
        let YamlNode::Map(entries) = value.node else {
            self.wrong("workshops", "a list of mappings", &value);
            return None;
        };
        let span = entries.first().map_or_else(|| value.span.clone(), |(key, _)| first(&key.span));
        let mut draft = EventDraft { event: empty(span), slug: None, is_sound: true };
        let missing = entries.iter().find(|(key, _)| key.value == "missing");
        let missing = missing.map(|(_, value)| value.span.clone());
        if !self.is_foreign {
            self.diagnostics.extend(idle::check(&entries));
        }
        let mut times = EventTimes::default();
        for (key, value) in entries {
            match EventKey::named(&key.value) {
                Some(known) => {
                    if known.row().value.is_shown() {
                        self.check_reading(&key, &value);
                    }
                    self.key(&mut draft, &mut times, (known, &key.span), value);
                }
                None => self.unknown(&key, &EVENT),
            }
        }
        let privacy = std::mem::take(&mut times.privacy);
        self.times(&mut draft.event, times);
        draft.is_sound &= self.privacy(&mut draft.event, privacy);
        let EventDraft { event, is_sound, .. } = &mut draft;
        if event.title.value.is_empty() {
            self.report(EventProblem::NoTitle, &event.span);
            *is_sound = false;
            UNTITLED.clone_into(&mut event.title.value);
        }
        self.root(event);
        self.check_agenda_days(event);
        if event.missing == Missing::Shown && event.rev.is_none() {
            let at = missing.unwrap_or_else(|| event.span.clone());
            let found = Spanned::new("warn".to_owned(), at);
            self.bad("missing", &found, "nothing, since the event has no `rev:`");
        }
        Some(draft)
    }

    /// Reads times. Breaks need the hours, and the hours need the days and the place.
    fn times(&mut self, event: &mut Event, times: EventTimes) {
        let mut is_wrong = self.has_wrong_zone;
        if let Some(value) = times.moved_to {
            self.moved_to(&value, event);
        }
        event.when.timezone.clone_from(&self.timezone);
        if let Some(value) = times.timezone.filter(|value| value.node != YamlNode::Null) {
            event.when.timezone = self.timezone(&value);
            is_wrong = event.when.timezone.is_none();
        }
        let hours = times.hours.and_then(|value| self.hours("hours", &value));
        event.when.hours = hours.as_ref().map(|hours| hours.value);
        if let Some(value) = times.breaks {
            event.when.breaks = self.breaks(&value, &event.when);
        }
        event.announced = times.announced.and_then(|value| self.announced(&value, event));
        if let Some(hours) = hours.filter(|_| !event.when.days.is_empty()) {
            self.check_clock(&event.when, &hours);
            if !is_wrong {
                self.check_zone(event, &hours);
            }
        }
    }

    /// Reads a key, and keeps the times for later.
    fn key(
        &mut self,
        draft: &mut EventDraft,
        times: &mut EventTimes,
        (key, span): (EventKey, &Span),
        value: Yaml,
    ) {
        let event = &mut draft.event;
        let name = key.row().name;
        match key {
            EventKey::Title => {
                if let Some(title) = self.title("title", &value) {
                    event.title = Spanned::new(title, value.span);
                }
            }
            EventKey::Event => event.event = self.line(name, &value),
            EventKey::Brand => event.brand = self.brand(value),
            EventKey::City => event.city = self.line(name, &value),
            EventKey::Level => event.level = self.level(&value),
            EventKey::Theme => event.theme = self.line(name, &value),
            EventKey::Place => {
                event.place = self.text("place", &value).map(|text| lines_joined(text, ", "));
            }
            EventKey::Country => event.country = self.country(&value),
            EventKey::Lang => event.lang = self.language("lang", &value),
            EventKey::Speaker | EventKey::Speakers if !event.speakers.is_empty() => {
                self.report(ManifestProblem::DuplicateKey { key: name.to_owned() }, span);
            }
            EventKey::Speaker | EventKey::Speakers => event.speakers = self.speaking(name, &value),
            EventKey::Attend => event.attend = self.link("attend", &value, LinkKind::Any),
            EventKey::Slides => event.slides = self.link("slides", &value, LinkKind::Any),
            EventKey::Video => event.video = self.link("video", &value, LinkKind::Any),
            EventKey::Chat => event.chat = self.link("chat", &value, LinkKind::Any),
            EventKey::Status => event.status = self.status(&value),
            EventKey::Abstract => event.summary = self.markdown("abstract", &value),
            EventKey::Requirements => event.requirements = self.markdown("requirements", &value),
            EventKey::Slug => self.own_slug(draft, &value),
            EventKey::Aliases => event.aliases = self.aliases_of(&value),
            EventKey::Sequence => event.sequence = self.sequence(&value),
            EventKey::Date => match self.days(&value) {
                Some(days) => event.when.days = days,
                None => draft.is_sound = false,
            },
            EventKey::MovedTo => times.moved_to = Some(value),
            EventKey::Private => times.privacy.private = Some(value),
            EventKey::Token => times.privacy.token = Some(value),
            EventKey::Timezone => times.timezone = Some(value),
            EventKey::Hours => times.hours = Some(value),
            EventKey::Breaks => times.breaks = Some(value),
            EventKey::Announced => times.announced = Some(value),
            EventKey::Decks
            | EventKey::Exclude
            | EventKey::Vars
            | EventKey::Overlay
            | EventKey::Skip
            | EventKey::After
            | EventKey::Rev
            | EventKey::Missing
            | EventKey::Downloads
            | EventKey::Root => self.slide_key(event, key, value),
            EventKey::Venue => {
                let venue = self.venue(value, event);
                event.details.venue = venue;
            }
            _ => self.detail(&mut event.details, key, value),
        }
    }

    /// Reads a key about an event's slides.
    fn slide_key(&mut self, event: &mut Event, key: EventKey, value: Yaml) {
        match key {
            EventKey::Decks => event.decks = self.list("decks", &value),
            EventKey::Exclude => event.exclude = self.tags(&value),
            EventKey::Vars => event.vars = self.vars(value),
            EventKey::Overlay => event.overlay = self.overlay(&value),
            EventKey::Skip => event.skip = self.list("skip", &value),
            EventKey::After => event.after = self.after(value),
            EventKey::Rev => event.rev = self.text("rev", &value),
            EventKey::Missing => event.missing = self.missing(&value),
            EventKey::Downloads => event.downloads = self.downloads(&value),
            EventKey::Root => event.root = self.text("root", &value),
            _ => {}
        }
    }

    /// A text on one line.
    pub(super) fn line(&mut self, key: &str, value: &Yaml) -> Option<Spanned<String>> {
        self.text(key, value).map(|text| lines_joined(text, " "))
    }

    /// A level; any other word is shown unchanged.
    fn level(&mut self, value: &Yaml) -> Option<Spanned<String>> {
        let text = self.line("level", value)?;
        if !text.value.trim().is_empty() && Difficulty::named(&text.value).is_none() {
            let nearest = Difficulty::meant(&text.value).map(|level| level.name().to_owned());
            let found = shown(&text.value);
            self.report(EventProblem::UnknownLevel { found, nearest }, &text.span);
        }
        Some(text)
    }

    fn own_slug(&mut self, draft: &mut EventDraft, value: &Yaml) {
        let text = self.text("slug", value);
        draft.slug = text.and_then(|text| self.slug("slug", text));
        draft.is_sound &= draft.slug.is_some() || value.node == YamlNode::Null;
    }

    fn aliases_of(&mut self, value: &Yaml) -> Vec<Spanned<String>> {
        let texts = self.list("aliases", value);
        texts.into_iter().filter_map(|text| self.slug("aliases", text)).collect()
    }

    /// Tags in a list, or in one text separated by commas or spaces, as in manifests.
    fn tags(&mut self, value: &Yaml) -> Option<Vec<Spanned<String>>> {
        if value.node == YamlNode::Null {
            return None;
        }
        let tags = self.list("exclude", value);
        let words = |tag: Spanned<String>| {
            let words: Vec<_> = tag.value.split_whitespace().map(str::to_owned).collect();
            words.into_iter().map(move |word| Spanned::new(word, tag.span.clone()))
        };
        let tags: Vec<_> = tags.into_iter().flat_map(words).collect();
        self.diagnostics.extend(tags.iter().filter_map(crate::manifest::check_tag));
        Some(tags)
    }

    /// A status. All events are published, so a word that hides events in other tools is an error.
    fn status(&mut self, value: &Yaml) -> Option<EventStatus> {
        let text = lines_joined(self.text("status", value)?, " ");
        if STATUS_THAT_HIDES.contains(&text.value.trim().to_lowercase().as_str()) {
            let problem = ManifestProblem::BadValue {
                key: "status".to_owned(),
                found: shown(&text.value),
                expected: "a word for the audience: all events of the list are published; make \
                           comments (`#`) of the lines of one that is not ready"
                    .to_owned(),
                nearest: None,
            };
            self.report(problem, &text.span);
        }
        let known = ["cancelled", "canceled", "moved", "sold out"];
        if let Some(meant) = known.into_iter().find(|known| is_slip(&text.value, known)) {
            let expected = "a status, or other words for the audience".to_owned();
            if status(&text.value) == EventStatus::Words(text.value.clone()) {
                self.bad_with("status", &text, (expected, Some(meant.to_owned())));
            }
        }
        Some(status(&text.value))
    }

    pub(super) fn country(&mut self, value: &Yaml) -> Option<Spanned<String>> {
        let mut text = self.text("country", value)?;
        let code = text.value.to_lowercase();
        if country::is_known(&code) {
            text.value = code;
            return Some(text);
        }
        // Names are compared with those of all countries.
        let nearest =
            if self.guesses > 0 { country::guess(&code).map(str::to_owned) } else { None };
        self.guesses = self.guesses.saturating_sub(1);
        self.report(EventProblem::UnknownCountry { code: shown(&text.value), nearest }, &text.span);
        None
    }

    /// The speakers: ids in the file, or any names if it has no `speakers:`.
    fn speaking(&mut self, key: &str, value: &Yaml) -> Vec<Spanned<String>> {
        let named = self.list(key, value).into_iter().map(|name| lines_joined(name, " "));
        let named: Vec<_> = named.collect();
        let Some(known) = self.speakers.take() else { return named };
        for name in &named {
            if !known.contains(&name.value) {
                let nearest = self.person(&name.value, &known);
                let name_of = shown(&name.value);
                self.report(EventProblem::UnknownSpeaker { name: name_of, nearest }, &name.span);
            }
        }
        self.speakers = Some(known);
        named
    }

    /// The ids that a name, or several names, most likely mean.
    fn person(&mut self, written: &str, known: &BTreeSet<String>) -> Option<String> {
        let by_name = |name: &str| {
            let name = name.trim().to_lowercase();
            let id = slug::joined(&[&name]);
            let exact =
                self.people.get(&name).or_else(|| known.get(&name)).or_else(|| known.get(&id));
            let first = || {
                let mut found = self
                    .people
                    .iter()
                    .filter(|(full, _)| full.split_whitespace().any(|word| word == name));
                found.next().map(|(_, id)| id).filter(|_| found.next().is_none())
            };
            exact.cloned().or_else(|| if self.guesses > 0 { first().cloned() } else { None })
        };
        if written.len() > LONGEST_NAME {
            return None;
        }
        let several =
            written.replace([';', '&', '+', '/'], ",").replace(" and ", ",").replace(" et ", ",");
        let several = several.replace(" und ", ",").replace(" y ", ",");
        let exact = by_name(written).or_else(|| {
            let ids: Option<Vec<_>> = several.split(',').map(by_name).collect();
            ids.map(|ids| ids.join(", "))
        });
        let exact = exact.or_else(|| {
            let ids: Option<Vec<_>> =
                written.split_whitespace().map(|id| known.get(id).cloned()).collect();
            ids.map(|ids| ids.join(", "))
        });
        let is_free = self.guesses > 0;
        self.guesses = self.guesses.saturating_sub(1);
        if exact.is_some() || !is_free {
            return exact;
        }
        let candidates = known.iter().map(String::as_str);
        let near = nearest(written, candidates).map(str::to_owned);
        near.or_else(|| {
            let names = self.people.keys().map(String::as_str);
            self.people.get(nearest(&written.to_lowercase(), names)?).cloned()
        })
    }

    /// How to treat chapters that the revision lacks.
    fn missing(&mut self, value: &Yaml) -> Missing {
        let Some(text) = self.text("missing", value) else { return Missing::Refused };
        match text.value.as_str() {
            "warn" => Missing::Shown,
            "error" => Missing::Refused,
            _ => {
                let is_warning =
                    ["warning", "warn", "ignore", "show", "skip", "allow", "ok", "true", "yes"]
                        .contains(&text.value.to_lowercase().as_str());
                let guess = if is_warning { "warn" } else { "error" };
                let expected = "`error` or `warn`".to_owned();
                self.bad_with("missing", &text, (expected, Some(guess.to_owned())));
                Missing::Refused
            }
        }
    }

    fn overlay(&mut self, value: &Yaml) -> Option<Spanned<String>> {
        let text = self.text("overlay", value)?;
        if ProjectPath::resolve("", &text.value).is_none() {
            let inside = text.value.strip_prefix('/').map(str::to_owned);
            let problem = FileProblem::OutsideSite { path: text.value, nearest: inside };
            self.report(problem, &text.span);
            return None;
        }
        Some(text)
    }

    /// Checks that the front page is one of the event's decks.
    fn root(&mut self, event: &Event) {
        let Some(root) = &event.root else { return };
        if event.decks.iter().all(|deck| deck.value != root.value) {
            let decks: Vec<_> =
                event.decks.iter().map(|deck| format!("`{}`", deck.value)).collect();
            let expected = if decks.is_empty() {
                "a deck that the event lists under `decks`".to_owned()
            } else {
                format!("one of its decks: {}", decks.join(", "))
            };
            let names = event.decks.iter().map(|deck| deck.value.as_str());
            let only = event.decks.first().filter(|_| event.decks.len() == 1);
            let near = nearest(&root.value, names).or(only.map(|deck| deck.value.as_str()));
            self.bad_with("root", root, (expected, near.map(str::to_owned)));
        }
    }
}

/// A text with its lines joined: calendars and lists have room for one line.
pub(super) fn lines_joined(text: Spanned<String>, joint: &str) -> Spanned<String> {
    let lines = text.value.split(['\n', '\r', '\u{2028}', '\u{2029}']);
    // A line that ends with a comma needs no further comma.
    let end = |line: &str| {
        if joint == " " { line.trim() } else { line.trim().trim_end_matches([',', ';', ' ']) }
            .to_owned()
    };
    let lines: Vec<_> = lines.map(end).filter(|line| !line.is_empty()).collect();
    if lines.len() < 2 { text } else { Spanned::new(lines.join(joint), text.span) }
}

fn status(text: &str) -> EventStatus {
    match text.to_lowercase().as_str() {
        "cancelled" | "canceled" => EventStatus::Cancelled,
        "moved" => EventStatus::Moved,
        "sold out" | "sold-out" | "soldout" => EventStatus::SoldOut,
        _ => EventStatus::Words(text.to_owned()),
    }
}

fn empty(span: Span) -> Event {
    Event {
        slug: String::new(),
        title: Spanned::new(String::new(), span.clone()),
        span,
        when: When::default(),
        country: None,
        city: None,
        event: None,
        place: None,
        lang: None,
        speakers: Vec::new(),
        attend: None,
        slides: None,
        video: None,
        chat: None,
        status: None,
        decks: Vec::new(),
        exclude: None,
        vars: Vec::new(),
        overlay: None,
        skip: Vec::new(),
        after: Vec::new(),
        rev: None,
        missing: Missing::Refused,
        downloads: None,
        root: None,
        brand: None,
        level: None,
        theme: None,
        summary: None,
        requirements: None,
        aliases: Vec::new(),
        announced: None,
        sequence: 0,
        details: EventDetails::default(),
    }
}
