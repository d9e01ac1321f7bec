//! Series: listed events that say that they belong together, and the names of events in words.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Event, EventType, slug};

/// Events that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Its identifier in addresses, unique in the site.
    pub slug: String,
    /// As the first of its events writes it.
    pub name: String,
    /// The indices of its listed events in the file, by their first days; those without a day come last.
    pub events: Vec<usize>,
}

/// All series of a site, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeriesList {
    list: Vec<Series>,
    /// The index of each, by what [`key`] makes of its name.
    indices: BTreeMap<String, usize>,
}

impl SeriesList {
    /// The series of the listed events.
    pub fn of(events: &[Arc<Event>]) -> Self {
        let mut found = Self::default();
        for (index, event) in events.iter().enumerate() {
            let Some(name) = &event.details.series else { continue };
            if event.is_listed() {
                let series = found.named(&name.value);
                series.events.push(index);
            }
        }
        for series in &mut found.list {
            let first = |index: &usize| events.get(*index).and_then(|event| event.when.first());
            series.events.sort_by_key(|index| (first(index).is_none(), first(index)));
        }
        found
    }

    /// The series with a name, which is added if it is new.
    fn named(&mut self, name: &str) -> &mut Series {
        let next = self.list.len();
        let index = *self.indices.entry(key(name)).or_insert(next);
        if index == next {
            let slug = self.free_slug(name);
            self.list.push(Series { slug, name: name.to_owned(), events: Vec::new() });
        }
        &mut self.list[index]
    }

    /// A slug that no other series has: names may differ only where slugs are cut.
    fn free_slug(&self, name: &str) -> String {
        let own = slug::joined(&[name]);
        let own = if own.is_empty() { "series".to_owned() } else { own };
        let is_free = |slug: &String| self.list.iter().all(|other| other.slug != *slug);
        let numbered = (2..).map(|number| format!("{own}-{number}"));
        std::iter::once(own.clone()).chain(numbered).find(is_free).unwrap_or(own)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Series> {
        self.list.iter()
    }

    /// The one with a slug.
    pub fn with_slug(&self, slug: &str) -> Option<&Series> {
        self.list.iter().find(|series| series.slug == slug)
    }

    /// The one that an event belongs to.
    pub fn of_event(&self, event: &Event) -> Option<&Series> {
        let name = event.details.series.as_ref()?;
        self.list.get(*self.indices.get(&key(&name.value))?)
    }
}

/// What two names of one series have in common: they may differ in cases, accents and dashes.
fn key(name: &str) -> String {
    let slug = slug::slug(name);
    if slug.is_empty() { name.to_owned() } else { slug }
}

/// What an event is, in language files. One without a type is a workshop.
pub fn kind(event: &Event) -> &'static str {
    event.details.kind.unwrap_or(EventType::Workshop).name()
}

/// What the events of a site are, in language files: workshops, or events of several types.
pub fn kind_of_all<'e, I: Iterator<Item = &'e Event>>(mut events: I) -> &'static str {
    let workshop = EventType::Workshop.name();
    if events.all(|event| kind(event) == workshop) { "workshops" } else { "mixed" }
}

#[cfg(test)]
mod tests {
    use super::{SeriesList, kind_of_all};
    use crate::event::read;
    use crate::path::ProjectPath;
    use crate::source::Source;

    const LIST: &str = "\
- {title: Later, date: 2027-05-01, series: Brot & Butter}
- {title: Alone}
- {title: Undated, series: brot butter}
- {title: First, date: 2027-03-01, series: \"Brot & Butter\"}
- {title: Hidden, series: Brot & Butter, listed: false}
- {title: Hidden alone, series: Nobody's, listed: false}
- {title: Signs, series: \"???\"}
- {title: Other signs, series: \"!!!\", type: talk}
";

    #[test]
    fn events_with_the_same_words_are_a_series() {
        let source = Source::new(ProjectPath::new("workshops.yml"), LIST);
        let events = read(&source).output.events;
        let list = SeriesList::of(&events);
        let found: Vec<_> =
            list.iter().map(|found| (&*found.slug, &*found.name, &*found.events)).collect();
        let expected = [
            ("brot-butter", "Brot & Butter", &[3, 0, 2][..]),
            ("series", "???", &[6]),
            ("series-2", "!!!", &[7]),
        ];
        assert_eq!(found, expected);
        assert_eq!(list.of_event(&events[4]).map(|found| &*found.slug), Some("brot-butter"));
        assert_eq!(list.of_event(&events[5]), None);
        assert_eq!(list.with_slug("series-2").map(|found| &*found.name), Some("!!!"));
        let kind = |range: std::ops::Range<usize>| kind_of_all(events[range].iter().map(|e| &**e));
        assert_eq!((kind(0..7), kind(0..8), kind(0..0)), ("workshops", "mixed", "workshops"));
    }
}
