//! `agenda:`, which is written by hand.

use super::{EventReader, Spanned};
use crate::event::{AgendaBlock, AgendaPart, Event};
use crate::keys::{AGENDA, AgendaKey, BLOCK, BlockKey};
use crate::manifest::yaml::{Yaml, YamlNode};

impl EventReader<'_> {
    /// The days, or half-days, of an agenda.
    pub(super) fn written_agenda(&mut self, value: Yaml) -> Vec<AgendaPart> {
        let items = self.mappings("agenda", value);
        items.into_iter().map(|item| self.agenda_part(item)).collect()
    }

    /// The items of a list of mappings.
    fn mappings(&mut self, key: &str, value: Yaml) -> Vec<Yaml> {
        let items = match value.node {
            YamlNode::List(items) => items,
            YamlNode::Null => Vec::new(),
            _ => {
                self.wrong(key, "a list of mappings", &value);
                Vec::new()
            }
        };
        let mut found = Vec::with_capacity(items.len());
        for item in items {
            match item.node {
                YamlNode::Null => self.empty(key, &item),
                YamlNode::Map(_) => found.push(item),
                _ => self.wrong(key, "a list of mappings", &item),
            }
        }
        found
    }

    fn agenda_part(&mut self, value: Yaml) -> AgendaPart {
        let mut part = AgendaPart::default();
        for (key, _, value) in self.known::<AgendaKey>(("agenda", "a mapping"), &AGENDA, value) {
            match key {
                AgendaKey::Title => part.title = self.title("title", &value).unwrap_or_default(),
                AgendaKey::Date => part.date = self.day_of("date", &value),
                AgendaKey::Blocks => {
                    let blocks = self.mappings("blocks", value);
                    part.blocks =
                        blocks.into_iter().filter_map(|block| self.block(block)).collect();
                }
            }
        }
        part
    }

    fn block(&mut self, value: Yaml) -> Option<AgendaBlock> {
        const EXPECTED: &str = "a mapping with `title`";
        let mut block = AgendaBlock::default();
        let place = Yaml { node: YamlNode::Map(Vec::new()), span: value.span.clone() };
        let mut has_title = false;
        for (key, _, value) in self.known::<BlockKey>(("blocks", EXPECTED), &BLOCK, value) {
            match key {
                BlockKey::Title => {
                    let text = value.scalar().map(str::trim).unwrap_or_default();
                    has_title = !text.is_empty()
                        || !matches!(value.node, YamlNode::Null | YamlNode::Text(_));
                    block.title = self.title("title", &value).unwrap_or_default();
                }
                BlockKey::Time => block.hours = self.hours("time", &value).map(|hours| hours.value),
                BlockKey::Topics => {
                    let topics = self.list("topics", &value);
                    block.topics = topics.into_iter().map(|topic| topic.value).collect();
                }
                BlockKey::Break => block.is_break = self.flag("break", &value),
            }
        }
        if !has_title {
            self.lacks("blocks", EXPECTED, &place, "[{title: …}]");
        }
        Some(block).filter(|block| !block.title.is_empty())
    }

    /// The days of an agenda are days of the event.
    pub(super) fn check_agenda_days(&mut self, event: &Event) {
        let days = &event.when.days;
        let of_parts = event.details.agenda.iter().filter_map(|part| part.date.as_ref());
        for day in of_parts.filter(|day| !days.is_empty() && !days.contains(&day.value)) {
            let found = Spanned::new(day.value.to_string(), day.span.clone());
            let days: Vec<_> = days.iter().map(ToString::to_string).collect();
            self.bad("date", &found, format!("a day of the event: {}", days.join(", ")));
        }
    }
}
