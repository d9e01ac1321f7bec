//! Cards: the pictures that other sites show beside a link to a page.
//!
//! Theirs are whole addresses, so there are none while the site does not know its own.

mod drawing;
mod letters;

use std::sync::Arc;

use serde::Serialize;

use self::drawing::Card;
use super::cover::{facts, shares};
use super::views::{dates, place};
use super::{SetDeck, words};
use crate::event::{Event, Settings};
use crate::path::{OutPath, ProjectPath, percent_encoded, uri};
use crate::site::Content;
use crate::site::page::SiteView;
use crate::world::World;

/// What a page says of itself to other sites; all of it may be empty.
#[derive(Clone, Debug, Default, Serialize)]
pub(in crate::site) struct Public {
    /// The page's public address.
    pub(in crate::site) address: String,
    /// The public address of its picture.
    pub(super) picture: String,
    /// Its size, when it is known.
    picture_width: Option<u32>,
    picture_height: Option<u32>,
    /// What it shows.
    picture_alt: String,
    /// The picture, when it was drawn: where it goes, and the file.
    #[serde(skip)]
    drawn: Option<(String, Arc<[u8]>)>,
}

impl Public {
    /// The picture, if it was drawn and a page shows it: a template of the author's may not.
    pub(in crate::site) fn shown_by(&self, html: &str) -> Option<(OutPath, Content)> {
        let (path, file) = self.drawn.as_ref()?;
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_shown = html.contains(uri(&percent_encoded(name)).as_str());
        let path = OutPath::new(path).filter(|_| is_shown)?;
        Some((path, Content::Bytes(Arc::clone(file))))
    }
}

/// What cards are made from.
#[derive(Copy, Clone)]
pub(in crate::site) struct Cards<'a> {
    pub(in crate::site) world: &'a dyn World,
    pub(in crate::site) view: &'a SiteView<'a>,
}

impl Cards<'_> {
    /// What a page of an event says.
    pub(in crate::site) fn of_event(&self, event: &Event, page: &str) -> Public {
        let own = format!("events/{}/card", event.slug);
        let language = match Event::text(event.lang.as_ref()) {
            "" => self.language(),
            language => language,
        };
        let words = words::of(language);
        let (city, country) = place(event, words);
        let mut place = vec![city, country];
        place.retain(|part| !part.is_empty());
        place.dedup();
        let host = Event::text(event.event.as_ref()).to_owned();
        let when = dates(&event.when.days, language);
        let card = || Card {
            kicker: host.clone(),
            title: event.title.value.clone(),
            instead: vec![host.clone(), place.join(", "), self.view.title().to_owned()],
            when: match event.when.first() {
                // Days in letters that the font lacks are written as all the world does.
                Some(first) if letters::known(&when).is_empty() => first.to_string(),
                _ => when.clone(),
            },
            place: place.join(", "),
            site: self.view.title().to_owned(),
            ..Card::default()
        };
        self.page(page, Some((&own, &own)), card)
    }

    /// What the page of a deck says.
    pub(in crate::site) fn of_deck(&self, deck: &SetDeck, page: &str) -> Public {
        let language = match deck.language.as_str() {
            "" => self.language(),
            language => language,
        };
        let words = words::of(language);
        let card = || {
            let parts: Vec<_> =
                shares(deck).iter().map(|share| (share.from, share.width)).collect();
            Card {
                title: deck.title.clone(),
                instead: vec![deck.name.clone()],
                text: deck.description.clone(),
                when: facts(deck, words).join(" · "),
                site: self.view.title().to_owned(),
                parts: if parts.len() > 1 { parts } else { Vec::new() },
                ..Card::default()
            }
        };
        let name = format!("cards/{}", deck.name);
        self.page(page, Some((&format!("static/{name}"), &name)), card)
    }

    /// What a page says that belongs to the whole site.
    pub(in crate::site) fn of_site(&self, page: &str) -> Public {
        let Settings { url, description, .. } = self.view.settings;
        let site = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        let card = || Card {
            title: self.view.title().to_owned(),
            instead: vec![site.to_owned()],
            text: description.clone(),
            site: site.trim_end_matches('/').to_owned(),
            ..Card::default()
        };
        self.page(page, None, card)
    }

    fn language(&self) -> &str {
        match self.view.settings.language.as_str() {
            "" => "en",
            language => language,
        }
    }

    /// What a page says: where it may have a picture of its own and where one is drawn, both
    /// without an extension.
    fn page(&self, page: &str, own: Option<(&str, &str)>, card: impl Fn() -> Card) -> Public {
        let address = address(self.view.settings, page);
        if address.is_empty() {
            return Public::default();
        }
        let given = own.and_then(|(own, _)| given(self.world, own));
        if let Some(path) = given.or_else(|| given_for_all(self.world)) {
            let size = self.world.picture_size(&path);
            let out = path.below("static").unwrap_or(path.as_str());
            return Public {
                address,
                picture: self::address(self.view.settings, out),
                picture_width: size.map(|size| size.0),
                picture_height: size.map(|size| size.1),
                ..Public::default()
            };
        }
        let card = card();
        let Some(file) = drawing::png(&card) else {
            return Public { address, ..Public::default() };
        };
        let path = format!("{}.png", own.map_or("card", |(_, drawn)| drawn));
        let texts = [&card.title, &card.kicker, &card.when, &card.place];
        let texts: Vec<&str> = texts.into_iter().map(String::as_str).collect();
        let texts: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
        Public {
            address,
            picture: self::address(self.view.settings, &path),
            picture_width: Some(drawing::WIDTH),
            picture_height: Some(drawing::HEIGHT),
            picture_alt: texts.join(", "),
            drawn: Some((path, file)),
        }
    }
}

/// The picture that the author made for the card of an event.
pub(in crate::site) fn own_card(world: &dyn World, event: &Event) -> Option<ProjectPath> {
    given(world, &format!("events/{}/card", event.slug))
}

/// A picture that the author made: a name without its extension, and one of those that other
/// sites show.
fn given(world: &dyn World, name: &str) -> Option<ProjectPath> {
    let paths = ["png", "jpg", "jpeg", "webp"].map(|kind| format!("{name}.{kind}"));
    paths.iter().map(|path| ProjectPath::new(path)).find(|path| world.is_file(path))
}

/// The one that the author made for all pages.
fn given_for_all(world: &dyn World) -> Option<ProjectPath> {
    given(world, "static/card")
}

/// The public address of a path of the site; empty when the site does not know its own.
pub(in crate::site) fn address(settings: &Settings, path: &str) -> String {
    match settings.url.trim_end_matches('/') {
        "" => String::new(),
        url => {
            // `…/index.html` is what a host shows for the folder.
            let path = match path.strip_suffix("index.html") {
                Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
                _ => path,
            };
            uri(&format!("{url}/{}", percent_encoded(path)))
        }
    }
}
