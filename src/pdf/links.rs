//! Links of a deck: those within it point to pages of the file, those to other pages of the site to
//! its public address.

use std::collections::BTreeMap;

use super::navigation::destination;
use super::object::{Dict, Object};

/// Where links lead.
pub(super) struct Targets<'a> {
    /// Destinations by name, as Chromium wrote them: a page and a position on it.
    pub(super) places: BTreeMap<Vec<u8>, Object>,
    /// Pages by the names of the elements on them.
    pub(super) names: &'a BTreeMap<String, usize>,
    /// The objects of the pages.
    pub(super) pages: &'a [usize],
    /// The address of the deck while it was printed.
    pub(super) here: &'a str,
    /// The beginning of the addresses of the site's pages while they are printed.
    pub(super) printed_at: &'a str,
    /// Its beginning when it is published.
    pub(super) published_at: Option<&'a str>,
}

/// The new form of a link.
enum Fate {
    Kept,
    To(Object),
    Elsewhere(String),
    Gone,
}

impl Targets<'_> {
    /// Changes a link. `false` if it has no target, and must not become a link.
    pub(super) fn settle(&self, link: &mut Dict) -> bool {
        match self.fate(link) {
            Fate::Kept => true,
            Fate::To(place) => {
                link.remove("A");
                link.set("Dest", place);
                true
            }
            Fate::Elsewhere(address) => {
                let action =
                    [("S", Object::name("URI")), ("URI", Object::Text(address.into_bytes()))];
                link.set("A", Object::dict(action));
                true
            }
            Fate::Gone => false,
        }
    }

    fn fate(&self, link: &Dict) -> Fate {
        if let Some(Object::Name(name)) = link.get("Dest") {
            let name = unescaped(name);
            return self.place(&name).map_or(Fate::Gone, Fate::To);
        }
        let action = link.get("A").and_then(Object::as_dict);
        let Some(Object::Text(address)) = action.and_then(|action| action.get("URI")) else {
            return Fate::Kept;
        };
        let address = String::from_utf8_lossy(address);
        let Some(rest) = address.strip_prefix(self.printed_at) else { return Fate::Kept };
        let (path, name) = rest.split_once('#').unwrap_or((rest, ""));
        let here = self.here.strip_prefix(self.printed_at).unwrap_or_default();
        if path.split('?').next() == Some(here) {
            let place = match name {
                "" => self.pages.first().map(|page| destination(*page)),
                name => self.place(name.as_bytes()),
            };
            if let Some(place) = place {
                return Fate::To(place);
            }
        }
        match self.published_at {
            Some(site) => Fate::Elsewhere(format!("{site}{rest}")),
            None => Fate::Gone,
        }
    }

    /// The page of a name. The position that Chromium wrote depends on timing, and a slide fills
    /// its whole page.
    fn place(&self, name: &[u8]) -> Option<Object> {
        let by_place = |name: &[u8]| match self.places.get(name)? {
            Object::Array(place) => place.first()?.as_ref().map(destination),
            _ => None,
        };
        let by_name = |name: &[u8]| {
            let page = *self.names.get(std::str::from_utf8(name).ok()?)?;
            Some(destination(*self.pages.get(page)?))
        };
        let readable = percent_decoded(name);
        [name, readable.as_slice()]
            .into_iter()
            .find_map(|name| by_place(name).or_else(|| by_name(name)))
    }
}

/// The characters of a name in a PDF: `#20` is a space.
pub(super) fn unescaped(name: &[u8]) -> Vec<u8> {
    decoded(name, b'#')
}

fn percent_decoded(name: &[u8]) -> Vec<u8> {
    decoded(name, b'%')
}

fn decoded(text: &[u8], mark: u8) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let digit = |at: usize| text.get(at).and_then(|digit| char::from(*digit).to_digit(16));
        let value = digit(at + 1).zip(digit(at + 2)).filter(|_| byte == mark);
        let value = value.and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        out.push(value.unwrap_or(byte));
        at += if value.is_some() { 3 } else { 1 };
    }
    out
}
