//! Converts located YAML to [`Workshops`], collecting every problem on the way.

mod address;
mod agenda;
mod check;
mod details;
mod entry;
mod fields;
mod foreign;
mod hours;
mod idle;
mod names;
mod privacy;
mod relations;
mod when;
mod zones;

pub(crate) use self::address::of_site;
pub use self::zones::time_zones;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use self::fields::LinkKind;
use super::agenda::Pace;
use super::{Event, Redirect, Settings, Speaker, Workshops};
use crate::diag::{
    Diagnostic, EventProblem, ListProblem, LostEntries, ManifestProblem, Problem, Warned,
};
use crate::keys::{
    KeySet, Mapping, PACE, PaceKey, SITE, SPEAKER, SiteKey, SpeakerKey, WORKSHOPS, WorkshopsKey,
};
use crate::manifest::advice;
use crate::manifest::yaml::{self, Yaml, YamlNode};
use crate::manifest::{BrandKeys, MisreadValues, read_brand, read_downloads};
use crate::path::ProjectPath;
use crate::routes::DownloadKind;
use crate::source::Source;
use crate::span::{Span, Spanned};
use crate::world::{FileError, World};

/// For how many unknown speakers a likely name is suggested.
const MOST_GUESSES: usize = 100;

/// The existing files that list events: `workshops.yml`, and the list of container.training,
/// `slides/index.yaml`. An unreadable one is included as well: the code that reads it can say why.
pub fn find(world: &dyn World) -> [Option<ProjectPath>; 2] {
    let is_there = |path: &ProjectPath| {
        !matches!(world.source(path), Err(FileError::Missing | FileError::Folder))
    };
    ["workshops.yml", foreign::PATH].map(|path| Some(ProjectPath::new(path)).filter(is_there))
}

/// Turns a problem of another program's whole list into a warning.
pub fn of_other_list(diagnostic: Diagnostic) -> Diagnostic {
    foreign::softened(diagnostic, LostEntries::List)
}

/// Reads the list of events.
pub fn read(source: &Source) -> Warned<Workshops> {
    let mut diagnostics = Vec::new();
    let is_foreign = foreign::is_foreign(source);
    let yaml = if is_foreign {
        foreign::yaml(source, &mut diagnostics)
    } else {
        yaml::read(source).map_err(|diagnostic| diagnostics.push(*diagnostic)).ok()
    };
    let Some(yaml) = yaml else { return Warned::new(Workshops::default(), diagnostics) };
    let mut reader = EventReader::new(source, diagnostics);
    let workshops = reader.workshops(yaml);
    reader.finish(workshops)
}

/// Reads both lists. The events are those of `workshops.yml`; if its key `workshops` is missing or
/// empty, they are those of the other list. Events that only the other list has are reported, so
/// that none of them vanishes silently.
pub fn read_both(own: &Source, other: &Source) -> Warned<Workshops> {
    let Warned { output: mut workshops, mut diagnostics } = read(own);
    let mut reader = EventReader::new(other, Vec::new());
    reader.timezone.clone_from(&workshops.settings.timezone);
    let ids = workshops.speakers.iter().map(|speaker| speaker.id.value.clone());
    reader.speakers = Some(ids.collect()).filter(|ids: &BTreeSet<_>| !ids.is_empty());
    let found = foreign::yaml(other, &mut reader.diagnostics).map(|yaml| reader.workshops(yaml));
    let Warned { output: found, diagnostics: noticed } = reader.finish(found.unwrap_or_default());
    if workshops.lists_events {
        diagnostics.extend(unread(&workshops, &found, other));
    } else {
        diagnostics.retain(|finding| {
            !matches!(finding.problem, Problem::Event(EventProblem::EmptyList { .. }))
        });
        diagnostics.extend(noticed);
        workshops.events = found.events;
        workshops.lists_events = found.lists_events;
    }
    Warned::new(workshops, diagnostics)
}

/// The diagnostic for events of the other list that `workshops.yml` lacks: no event on the same day
/// has their title or town.
fn unread(own: &Workshops, other: &Workshops, source: &Source) -> Option<Diagnostic> {
    let known: BTreeSet<_> = own.events.iter().flat_map(|event| names(event)).collect();
    let is_known = |event: &&Arc<Event>| names(event).iter().any(|name| known.contains(name));
    let missing: Vec<_> = other.events.iter().filter(|event| !is_known(event)).collect();
    let problem = ListProblem::UnreadList {
        path: source.path().to_string(),
        events: missing.len(),
        title: missing.first()?.title.value.clone(),
    };
    Some(Diagnostic::new(problem, missing.first()?.span.clone()))
}

/// Keys that identify an event: its first day with its title, and with its town.
fn names(event: &Event) -> Vec<(Option<Date>, String)> {
    let day = event.when.first();
    let town = event.city.as_ref().filter(|_| day.is_some());
    let words = std::iter::once(&event.title).chain(town);
    words.map(|word| (day, word.value.to_lowercase())).collect()
}

/// A text for messages: on one line, and not too long.
fn shown(text: &str) -> String {
    const LONGEST: usize = 80;
    let mut line = String::with_capacity(text.len().min(LONGEST));
    for (at, c) in text.chars().enumerate() {
        if at == LONGEST {
            line.push('…');
            break;
        }
        line.push(if c.is_control() { ' ' } else { c });
    }
    line
}

/// The state while reading a list of events.
struct EventReader<'a> {
    source: &'a Source,
    values: MisreadValues<'a>,
    diagnostics: Vec<Diagnostic>,
    /// The names of the people under `speakers:`, in lower case, with their ids.
    people: BTreeMap<String, String>,
    /// The ids of `speakers:`, if the file has them.
    speakers: Option<BTreeSet<String>>,
    /// The time zone of the site.
    timezone: Option<String>,
    /// Whether the site names an unknown time zone.
    has_wrong_zone: bool,
    /// For how many more speakers a name may be suggested: each suggestion compares all of them.
    guesses: usize,
    /// Whether the list is another program's, in which nothing is an error.
    is_foreign: bool,
}

impl<'a> EventReader<'a> {
    fn new(source: &'a Source, diagnostics: Vec<Diagnostic>) -> Self {
        Self {
            source,
            values: MisreadValues::new(source),
            diagnostics,
            people: BTreeMap::new(),
            speakers: None,
            timezone: None,
            has_wrong_zone: false,
            guesses: MOST_GUESSES,
            is_foreign: foreign::is_foreign(source),
        }
    }

    /// The list and all diagnostics.
    fn finish(mut self, workshops: Workshops) -> Warned<Workshops> {
        if self.is_foreign {
            foreign::soften(&mut self.diagnostics, LostEntries::Value);
        }
        Warned::new(workshops, self.diagnostics)
    }
}

impl EventReader<'_> {
    fn report(&mut self, problem: impl Into<Problem>, span: &Span) {
        self.diagnostics.push(Diagnostic::new(problem, span.clone()));
    }

    fn wrong(&mut self, key: &str, expected: &'static str, found: &Yaml) {
        self.wrong_with(key, expected, (found, None));
    }

    /// The same with a suggestion.
    fn wrong_with(
        &mut self,
        key: &str,
        expected: &'static str,
        (found, help): (&Yaml, Option<String>),
    ) {
        self.report(advice::wrong_type(key, expected, found, help), &found.span);
    }

    /// Reports a list item that consists only of a dash.
    fn empty(&mut self, list: &str, item: &Yaml) {
        let span = item.dash(self.source);
        self.report(ListProblem::EmptyEntry { list: list.to_owned() }, &span);
    }

    fn bad(&mut self, key: &str, found: &Spanned<String>, expected: impl Into<String>) {
        self.bad_with(key, found, (expected.into(), None));
    }

    /// The same with a suggestion.
    fn bad_with(
        &mut self,
        key: &str,
        found: &Spanned<String>,
        (expected, nearest): (String, Option<String>),
    ) {
        let problem = ManifestProblem::BadValue {
            key: key.to_owned(),
            found: shown(&found.value),
            expected,
            nearest,
        };
        self.report(problem, &found.span);
    }

    fn unknown(&mut self, key: &Spanned<String>, known: &Mapping) {
        self.report(known.unknown(&key.value), &key.span);
    }

    /// Reports a text that does not mean what it seems to mean in YAML.
    fn check_reading(&mut self, key: &Spanned<String>, value: &Yaml) {
        self.diagnostics.extend(self.values.check(key, value));
    }

    /// The entries of a mapping; for other values, an empty list and a message.
    fn mapping(
        &mut self,
        key: &str,
        expected: &'static str,
        value: Yaml,
    ) -> Vec<(Spanned<String>, Yaml)> {
        match value.node {
            YamlNode::Map(entries) => entries,
            YamlNode::Null => Vec::new(),
            _ => {
                self.wrong(key, expected, &value);
                Vec::new()
            }
        }
    }

    fn workshops(&mut self, yaml: Yaml) -> Workshops {
        let mut workshops = Workshops::default();
        if let YamlNode::List(_) = yaml.node {
            workshops.lists_events = true;
            workshops.events = self.events(yaml);
            return workshops;
        }
        let name = self.source.path().to_string();
        if yaml.node == YamlNode::Null {
            let start = Span::start_of(self.source.path().clone());
            self.report(EventProblem::EmptyList { path: name }, &start);
            return workshops;
        }
        let mut events = None;
        for (key, value) in self.mapping(&name, "a mapping, or a list of events", yaml) {
            match WorkshopsKey::named(&key.value) {
                Some(WorkshopsKey::Site) => workshops.settings = self.settings(value),
                Some(WorkshopsKey::Brand) => workshops.brand = self.brand(value),
                Some(WorkshopsKey::Speakers) => workshops.speakers = self.speakers(value),
                Some(WorkshopsKey::Workshops) => events = Some(value),
                Some(WorkshopsKey::Redirects) => self.redirects(&mut workshops, value),
                Some(WorkshopsKey::Check) => workshops.check = self.check(value),
                None => self.unknown(&key, &WORKSHOPS),
            }
        }
        // Last, since they refer to the site and to speakers.
        let events = events.filter(|events| events.node != YamlNode::Null);
        workshops.lists_events = events.is_some();
        workshops.events = events.map(|events| self.events(events)).unwrap_or_default();
        workshops
    }

    fn brand(&mut self, value: Yaml) -> Option<BrandKeys> {
        read_brand(value, &self.values, &mut self.diagnostics)
    }

    fn settings(&mut self, value: Yaml) -> Settings {
        let mut settings = Settings::default();
        for (key, value) in self.mapping("site", "a mapping of the site's settings", value) {
            let Some(known) = SiteKey::named(&key.value) else {
                self.unknown(&key, &SITE);
                continue;
            };
            if known.row().value.is_shown() {
                self.check_reading(&key, &value);
            }
            match known {
                SiteKey::Title => settings.title = self.title("title", &value).unwrap_or_default(),
                SiteKey::Description => {
                    let text = self.text("description", &value).map(|text| text.value);
                    settings.description = crate::render::without_markup(&text.unwrap_or_default());
                }
                SiteKey::Url => settings.url = self.site_url(&value).unwrap_or_default(),
                SiteKey::Language => {
                    if let Some(language) = self.language("language", &value) {
                        settings.language = language.value;
                    }
                }
                SiteKey::Timezone => {
                    settings.timezone = self.timezone(&value);
                    self.has_wrong_zone =
                        settings.timezone.is_none() && value.node != YamlNode::Null;
                }
                SiteKey::Minutes => settings.pace = self.pace(value),
                SiteKey::Theme => settings.theme = self.text("theme", &value),
                SiteKey::Headers => settings.headers = self.flag("headers", &value),
                SiteKey::Downloads => settings.downloads = self.downloads(&value),
                SiteKey::Llms => settings.llms = self.flag("llms", &value),
                SiteKey::ChapterPages => {
                    settings.chapter_pages = self.flag("chapter-pages", &value);
                }
                SiteKey::Thumbnails => settings.thumbnails = self.flag("thumbnails", &value),
                SiteKey::Search => {
                    let is_given = value.node != YamlNode::Null;
                    settings.search = is_given.then(|| self.flag("search", &value));
                }
            }
        }
        self.timezone.clone_from(&settings.timezone);
        settings
    }

    /// The downloads.
    pub(super) fn downloads(&mut self, value: &Yaml) -> Option<Vec<DownloadKind>> {
        read_downloads(value, self.source, &mut self.diagnostics)
    }

    /// The time for slides: `minutes: {slide: 1.5, lab: 10}`, or for slides alone, `minutes: 1.5`.
    fn pace(&mut self, value: Yaml) -> Pace {
        let mut pace = Pace::default();
        if value.scalar().is_some() {
            pace.slide = self.seconds("minutes", &value).unwrap_or(pace.slide);
            return pace;
        }
        for (key, value) in self.mapping("minutes", "a number, or `{slide: 1, lab: 4}`", value) {
            match PaceKey::named(&key.value) {
                Some(PaceKey::Slide) => {
                    pace.slide = self.seconds("slide", &value).unwrap_or(pace.slide);
                }
                Some(PaceKey::Lab) => pace.lab = self.seconds("lab", &value).unwrap_or(pace.lab),
                None => self.unknown(&key, &PACE),
            }
        }
        pace
    }

    /// Minutes, as an integer or with up to two decimals, in seconds.
    fn seconds(&mut self, key: &str, value: &Yaml) -> Option<u64> {
        if value.node == YamlNode::Null {
            return None;
        }
        let seconds = value.scalar().and_then(hours::seconds);
        if seconds.is_none() {
            let guess = value.scalar().and_then(advice::minutes).filter(|minutes| *minutes <= 600);
            let help = guess.map(|minutes| format!("did you mean `{minutes}`?"));
            let expected = "a number of minutes up to 600, such as `1.5`";
            self.wrong_with(key, expected, (value, help));
        }
        seconds
    }

    /// The address at which the site is published, with a slash at its end.
    fn site_url(&mut self, value: &Yaml) -> Option<String> {
        let url = self.link("url", value, LinkKind::Web)?.value;
        Some(if url.ends_with('/') { url } else { url + "/" })
    }

    fn speakers(&mut self, value: Yaml) -> Vec<Speaker> {
        const EXPECTED: &str = "a mapping of ids to people";
        if let YamlNode::List(items) = &value.node {
            let help = people_listed(items);
            self.wrong_with("speakers", EXPECTED, (&value, help));
            return Vec::new();
        }
        let entries = self.mapping("speakers", EXPECTED, value);
        let speakers: Vec<_> = entries
            .into_iter()
            .map(|(id, value)| {
                if !super::slug::is_fine(&id.value) {
                    let expected = "a name of lower-case letters, digits and dashes".to_owned();
                    self.bad_with("speakers", &id, (expected, speaker_id(&id.value)));
                }
                self.check_reading(&id, &value);
                self.speaker(id, value)
            })
            .collect();
        let people = speakers.iter();
        self.people =
            people.map(|speaker| (speaker.name.to_lowercase(), speaker.id.value.clone())).collect();
        let ids = speakers.iter().map(|speaker| speaker.id.value.clone());
        self.speakers = Some(ids.collect()).filter(|ids: &BTreeSet<_>| !ids.is_empty());
        speakers
    }

    fn speaker(&mut self, id: Spanned<String>, value: Yaml) -> Speaker {
        let name = id.value.clone();
        let mut speaker = Speaker {
            id,
            name,
            url: None,
            bio: None,
            photo: None,
            role: String::new(),
            company: String::new(),
            links: Vec::new(),
        };
        // `jpetazzo: Jérôme Petazzoni` is a valid short form.
        if value.scalar().is_some() {
            speaker.name = self.title("name", &value).unwrap_or(speaker.name);
            return speaker;
        }
        let key = format!("speakers.{}", speaker.id.value);
        for (key, value) in self.mapping(&key, "a name, or a mapping", value) {
            let Some(known) = SpeakerKey::named(&key.value) else {
                self.unknown(&key, &SPEAKER);
                continue;
            };
            if known.row().value.is_shown() {
                self.check_reading(&key, &value);
            }
            match known {
                SpeakerKey::Name => {
                    speaker.name = self.title("name", &value).unwrap_or(speaker.name);
                }
                SpeakerKey::Url => speaker.url = self.link("url", &value, LinkKind::Any),
                SpeakerKey::Bio => speaker.bio = self.markdown("bio", &value),
                SpeakerKey::Photo => speaker.photo = self.link("photo", &value, LinkKind::File),
                SpeakerKey::Role => speaker.role = self.title("role", &value).unwrap_or_default(),
                SpeakerKey::Company => {
                    speaker.company = self.title("company", &value).unwrap_or_default();
                }
                SpeakerKey::Links => speaker.links = self.labelled_links(value),
            }
        }
        speaker
    }

    /// `redirects:`, of the site's own addresses and of those of other hosts.
    fn redirects(&mut self, workshops: &mut Workshops, value: Yaml) {
        let entries = self.mapping("redirects", "a mapping of addresses to targets", value);
        let mut seen = BTreeSet::new();
        for (key, value) in entries {
            let is_of_host = key.value.contains("://");
            let path = if is_of_host {
                key.value.as_str()
            } else {
                key.value.trim_start_matches('/').trim_end_matches('/')
            };
            if is_of_host && !address::is_of_host(path) {
                self.bad("redirects", &key, "an address such as `https://old.example.org/*`");
                continue;
            }
            if !is_of_host && (address::file(path).is_err() || address::is_pattern(path)) {
                self.bad("redirects", &key, "a path in the site, such as `next`");
                continue;
            }
            if !seen.insert(path.to_lowercase()) {
                self.report(ManifestProblem::DuplicateKey { key: path.to_owned() }, &key.span);
                continue;
            }
            let from = Spanned::new(path.to_owned(), key.span);
            let to = self.link(path, &value, LinkKind::Any);
            if to.is_none() && value.node == YamlNode::Null {
                self.wrong(path, TARGET, &value);
            } else if to.is_none() && value.scalar().is_some_and(|text| text.trim().is_empty()) {
                let found = Spanned::new(String::new(), value.span.clone());
                self.bad("redirects", &found, TARGET);
            }
            let Some(to) = to else { continue };
            if is_of_host && to.value.contains(address::REST) && !path.ends_with('*') {
                self.bad(path, &to, "`:splat` only where the address ends with `*`");
                continue;
            }
            let list =
                if is_of_host { &mut workshops.moved_hosts } else { &mut workshops.redirects };
            list.push(Redirect { from, to });
        }
    }
}

/// The target of a redirect.
const TARGET: &str = "a path in the site, or an address elsewhere";

/// A person's id, made from a name.
fn speaker_id(name: &str) -> Option<String> {
    Some(super::slug::joined(&[name])).filter(|id| !id.is_empty())
}

/// How the first person of a list is written in a mapping.
fn people_listed(items: &[Yaml]) -> Option<String> {
    let first = items.first()?;
    let name = first.scalar().or_else(|| first.get("name")?.scalar())?;
    let id = speaker_id(name)?;
    Some(format!("write an id before each person: `{id}: {{name: {name}}}`"))
}

#[cfg(test)]
mod tests;
