//! Reads authors, date and topics of a deck.

use jiff::civil::Date;

use super::day::{MonthNames, day};
use super::read::ManifestReader;
use super::yaml::{Yaml, YamlNode};
use crate::diag::TimeProblem;
use crate::span::{Span, Spanned};

/// The names of months in English: a manifest is read without the languages of the site.
const ENGLISH: MonthNames =
    MonthNames { number: english, label: |date| date.strftime("%B %Y").to_string() };

fn english(name: &str) -> Option<i8> {
    let name = name.to_lowercase();
    (name.len() >= 3).then_some(())?;
    let months = (1..=12_i8).filter_map(|month| Some((month, Date::new(2000, month, 1).ok()?)));
    let is_it = |date: Date| date.strftime("%B").to_string().to_lowercase().starts_with(&name);
    months.into_iter().find(|(_, date)| is_it(*date)).map(|(month, _)| month)
}

impl ManifestReader<'_> {
    /// A list of texts, or one text with commas.
    pub(super) fn listed(&mut self, key: &'static str, value: &Yaml) -> Vec<Spanned<String>> {
        match &value.node {
            YamlNode::Null => Vec::new(),
            YamlNode::List(items) => {
                items.iter().filter_map(|item| self.listed_text(key, item)).collect()
            }
            YamlNode::Map(_) => {
                self.wrong(key, "a list, or a text with commas", value);
                Vec::new()
            }
            YamlNode::Text(text) | YamlNode::Number(text) | YamlNode::Bool(_, text) => {
                self.between_commas(text, &value.span)
            }
        }
    }

    fn listed_text(&mut self, key: &'static str, item: &Yaml) -> Option<Spanned<String>> {
        let Some(text) = item.scalar() else {
            if item.node == YamlNode::Null {
                self.empty(key, item);
            } else {
                self.wrong(key, "a list of texts", item);
            }
            return None;
        };
        let text = self.uncommented(text, &item.span);
        if text.value.trim().is_empty() {
            self.empty(key, item);
            return None;
        }
        Some(Spanned::new(one_line(&text.value), text.span))
    }

    /// The texts between the commas of one text.
    pub(super) fn between_commas(&mut self, text: &str, span: &Span) -> Vec<Spanned<String>> {
        let text = self.uncommented(text, span);
        let pieces = text.value.split(',').map(one_line).filter(|piece| !piece.is_empty());
        pieces.map(|piece| self.piece(piece, span)).collect()
    }

    /// A piece of a text, with its location if the text is unchanged there.
    fn piece(&self, piece: String, span: &Span) -> Spanned<String> {
        let (start, end) = (span.start as usize, span.end as usize);
        let written = self.source.text().get(start..end).unwrap_or_default();
        match written.find(&piece) {
            Some(at) => {
                let place = self.source.span(start + at..start + at + piece.len());
                Spanned::new(piece, place)
            }
            None => Spanned::new(piece, span.clone()),
        }
    }

    /// `date`.
    pub(super) fn day(&mut self, value: &Yaml) -> Option<Date> {
        let Some(text) = value.scalar() else {
            if value.node != YamlNode::Null {
                self.wrong("date", "a day", value);
            }
            return None;
        };
        self.day_of(text, &value.span)
    }

    /// A day, for messages.
    pub(super) fn day_of(&mut self, text: &str, span: &Span) -> Option<Date> {
        let found = day(text.trim(), ENGLISH);
        found.map_err(|problem: TimeProblem| self.report(problem, span)).ok()
    }
}

/// A text on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::english;

    #[test]
    fn months_are_known_by_their_english_names() {
        assert_eq!(["april", "Sept", "December"].map(english), [Some(4), Some(9), Some(12)]);
        assert_eq!(["ma", "avril", "x"].map(english), [None, None, None]);
    }
}
