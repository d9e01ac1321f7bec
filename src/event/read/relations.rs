//! How events relate to each other: new days, replacements, translations.

use std::collections::BTreeSet;

use super::{EventReader, shown};
use crate::diag::EventProblem;
use crate::diag::nearest::{closest, nearest};
use crate::event::{Event, EventDetails, EventStatus};
use crate::manifest::yaml::{Yaml, YamlNode};
use crate::span::Spanned;

/// How many slugs a message about an unknown one lists.
const MOST_LISTED: usize = 5;

impl EventReader<'_> {
    /// `moved_to:`: new days, or the slug of another event.
    pub(super) fn moved_to(&mut self, value: &Yaml, event: &mut Event) {
        if value.node == YamlNode::Null {
            return;
        }
        let text = value.scalar().map(str::trim);
        if text == Some("") {
            return;
        }
        // A slug that begins with a day continues with words.
        let is_slug = text.is_some_and(|text| text.chars().any(char::is_alphabetic));
        if is_slug && !matches!(value.node, YamlNode::Bool(..)) {
            let slug = self.text("moved_to", value);
            event.details.moved_to = slug.and_then(|slug| self.slug("moved_to", slug));
        } else if matches!(value.node, YamlNode::List(_)) || text.is_some() {
            if let Some(days) = self.days(value) {
                if let Some(first) = days.first().filter(|_| days == event.when.days) {
                    let same = Spanned::new(first.to_string(), value.span.clone());
                    self.bad("moved_to", &same, "other days than those of `date`, the old ones");
                }
                event.details.former_days = std::mem::replace(&mut event.when.days, days);
            }
        } else {
            self.wrong("moved_to", "a day, a list of days, or the slug of an event", value);
        }
        if event.status.is_none() {
            event.status = Some(EventStatus::Moved);
        }
    }

    /// Checks the slugs by which events refer to each other. A wrong slug is reported and left out.
    pub(super) fn relate(&mut self, events: &mut [Event]) {
        if events.iter().all(|event| event.details == EventDetails::default()) {
            return;
        }
        // Nothing public links to a private event.
        let known = events.iter().filter(|event| event.is_public());
        let known: BTreeSet<String> = known.map(|event| event.slug.clone()).collect();
        for event in events.iter_mut() {
            let own = event.slug.clone();
            if let Some(slug) = event.details.moved_to.take() {
                let is_fine = self.is_other(("moved_to", &slug), &own, &known);
                event.details.moved_to = Some(slug).filter(|_| is_fine);
            }
            let translations = std::mem::take(&mut event.details.translations);
            let of = |reader: &mut Self, slug: &Spanned<String>| {
                reader.is_other(("translations", slug), &own, &known)
            };
            let translations = translations.into_iter().filter(|slug| of(self, slug));
            event.details.translations = translations.collect();
        }
    }

    /// Whether a slug is that of another event.
    fn is_other(
        &mut self,
        (key, slug): (&str, &Spanned<String>),
        own: &str,
        known: &BTreeSet<String>,
    ) -> bool {
        if slug.value == own {
            self.bad(key, slug, "the slug of another event");
            return false;
        }
        if known.contains(&slug.value) {
            return true;
        }
        let others = || known.iter().map(String::as_str).filter(|other| *other != own);
        let near = nearest(&slug.value, others()).map(str::to_owned);
        let listed = closest(&slug.value, others(), MOST_LISTED);
        let listed = listed.into_iter().map(str::to_owned).collect();
        let (key, slug_of) = (key.to_owned(), shown(&slug.value));
        let problem = EventProblem::UnknownEvent { key, slug: slug_of, nearest: near, listed };
        self.report(problem, &slug.span);
        false
    }
}
