//! Where exactly an address is written: the span of a link or element, narrowed where that helps.

use std::cell::Cell;

use crate::span::Span;
use crate::world::World;

/// The maximum number of searches in one build: each search reads a part of a file.
const MOST_SEARCHES: usize = 500;

/// How far below the beginning of a slide its properties are searched.
const PROPERTIES: usize = 2000;

/// Finds the locations of addresses.
pub(super) struct AddressPlaces<'a> {
    world: &'a dyn World,
    left: Cell<usize>,
}

impl<'a> AddressPlaces<'a> {
    pub(super) fn new(world: &'a dyn World) -> Self {
        Self { world, left: Cell::new(MOST_SEARCHES) }
    }

    /// The location of an address, at a span or, for a link by label, at the definition of the
    /// label. A span on one line that contains the address stays.
    pub(super) fn of(&self, span: &Span, url: &str) -> Span {
        self.narrowed(span, url).unwrap_or_else(|| span.clone())
    }

    fn narrowed(&self, span: &Span, url: &str) -> Option<Span> {
        self.left.set(self.left.get().checked_sub(1)?);
        if url.is_empty() {
            return None;
        }
        let source = self.world.source(&span.file).ok()?;
        let text = source.text();
        let (start, end) = (span.start as usize, span.end as usize);
        let region = text.get(start..end)?;
        let place = |at: usize| Some(source.span(at..at + url.len()));
        if region.is_empty() {
            // A property of the slide that begins here.
            let end = crate::span::floor_char_boundary(text, (start + PROPERTIES).min(text.len()));
            let slide = text.get(start..end)?;
            let slide = &slide[..slide.find("\n---").unwrap_or(slide.len())];
            return slide.find(url).and_then(|at| place(start + at));
        }
        if region.starts_with("<style") && !region.contains('\n') {
            let rest = text.get(end..)?;
            let sheet = &rest[..rest.find("</style").unwrap_or(rest.len())];
            return place(end + sheet.find(url)?);
        }
        match region.find(url) {
            Some(at) if region.contains('\n') => place(start + at),
            None if region.starts_with(['[', '!']) => place(definition(text, url)?),
            Some(_) | None => None,
        }
    }
}

/// The offset of an address in the definition of a link label: `[label]: address`.
fn definition(text: &str, url: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if !line.trim_start().starts_with('[') {
            continue;
        }
        let Some((label, rest)) = line.split_once("]:") else { continue };
        let address = rest.trim_start().trim_start_matches('<');
        if address.strip_prefix(url).is_some_and(ends_address) {
            return Some(start + label.len() + 2 + rest.len() - address.len());
        }
    }
    None
}

/// Whether an address ends before this text.
fn ends_address(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == '>')
}
