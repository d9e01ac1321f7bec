//! Keys with details of an event: type, prices, organizer, venue, picture, the author's own keys.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::fields::LinkKind;
use super::{EventReader, shown};
use crate::diag::nearest::nearest;
use crate::event::{
    Amount, Event, EventDetails, EventPicture, EventType, JoinLink, Organizer, Price, Venue,
    currencies,
};
use crate::keys::{
    EventKey, JOIN, JOIN_PLACES, JoinKey, KeySet, Mapping, ORGANIZER, OrganizerKey, PICTURE, PRICE,
    PictureKey, PriceKey, VENUE, VenueKey,
};
use crate::manifest::yaml::{Yaml, YamlNode};
use crate::span::Spanned;

/// Signs of currencies that have one meaning where they are used most.
const SIGNS: [(char, &str); 5] =
    [('€', "EUR"), ('£', "GBP"), ('¥', "JPY"), ('₹', "INR"), ('₺', "TRY")];

impl EventReader<'_> {
    /// The entries of a mapping below an event, whose keys are all known.
    pub(super) fn known<K: KeySet>(
        &mut self,
        (key, expected): (&str, &'static str),
        keys: &Mapping,
        value: Yaml,
    ) -> Vec<(K, Spanned<String>, Yaml)> {
        let entries = self.mapping(key, expected, value).into_iter();
        let mut found = Vec::new();
        for (name, value) in entries {
            let Some(known) = K::named(&name.value) else {
                self.unknown(&name, keys);
                continue;
            };
            if known.row().value.is_shown() {
                self.check_reading(&name, &value);
            }
            found.push((known, name, value));
        }
        found
    }

    /// A key that a mapping must have.
    pub(super) fn lacks(&mut self, key: &str, expected: &'static str, value: &Yaml, example: &str) {
        self.wrong_with(key, expected, (value, Some(format!("write `{key}: {example}`"))));
    }

    /// Reads a key with details of an event.
    pub(super) fn detail(&mut self, details: &mut EventDetails, key: EventKey, value: Yaml) {
        let name = key.row().name;
        match key {
            EventKey::Type => details.kind = self.event_type(&value),
            EventKey::Agenda => details.agenda = self.written_agenda(value),
            EventKey::Audience => details.audience = self.markdown(name, &value),
            EventKey::Topics => {
                let mut seen = BTreeSet::new();
                details.topics = self.list(name, &value);
                details.topics.retain(|topic| seen.insert(topic.value.clone()));
            }
            EventKey::Price => details.prices = self.prices(value),
            EventKey::Seats => details.seats = self.whole(name, &value),
            EventKey::Organizer => details.organizer = self.organizer(value),
            EventKey::Join => details.join = self.join(value),
            EventKey::Picture => details.picture = self.picture(value),
            EventKey::Series => details.series = self.line(name, &value),
            EventKey::Track => details.track = self.line(name, &value),
            EventKey::Translations => {
                let slugs = self.list(name, &value);
                let slugs = slugs.into_iter().filter_map(|slug| self.slug(name, slug));
                details.translations = slugs.collect();
            }
            EventKey::Extra => details.extra = self.extra(value),
            EventKey::Listed => details.is_unlisted = self.is_unlisted(&value),
            _ => {}
        }
    }

    /// `listed:`. A value that is not understood hides the event.
    fn is_unlisted(&mut self, value: &Yaml) -> bool {
        let is_given = value.node != YamlNode::Null
            && value.scalar().is_none_or(|text| !text.trim().is_empty());
        is_given && !self.flag("listed", value)
    }

    /// `type:`.
    pub(super) fn event_type(&mut self, value: &Yaml) -> Option<EventType> {
        let text = self.text("type", value)?;
        let found = EventType::ALL.iter().find(|(name, _)| *name == text.value);
        if found.is_none() {
            let names = EventType::ALL.iter().map(|(name, _)| *name);
            let near = nearest(&text.value, names).map(str::to_owned);
            let expected = "`workshop`, `talk`, `webinar` or `course`".to_owned();
            self.bad_with("type", &text, (expected, near));
        }
        found.map(|(_, kind)| *kind)
    }

    /// `price:`: a text, a mapping, or a list of mappings.
    pub(super) fn prices(&mut self, value: Yaml) -> Vec<Price> {
        const EXPECTED: &str = "a text, a mapping, or a list of mappings";
        match value.node {
            YamlNode::List(items) => {
                let mut prices = Vec::new();
                for item in items {
                    match item.node {
                        YamlNode::Null => self.empty("price", &item),
                        YamlNode::Map(_) => prices.extend(self.price(item)),
                        _ => self.wrong("price", "a list of mappings", &item),
                    }
                }
                prices
            }
            YamlNode::Map(_) => self.price(value).into_iter().collect(),
            YamlNode::Null => Vec::new(),
            YamlNode::Bool(..) => {
                self.wrong("price", EXPECTED, &value);
                Vec::new()
            }
            YamlNode::Number(_) | YamlNode::Text(_) => {
                let text = self.text("price", &value);
                text.and_then(|text| self.price_text(&text)).into_iter().collect()
            }
        }
    }

    /// `free`, `490 EUR`, `€490`, or other words.
    fn price_text(&mut self, text: &Spanned<String>) -> Option<Price> {
        let written = crate::render::without_markup(&text.value);
        if written.eq_ignore_ascii_case("free") {
            return Some(Price::Free);
        }
        if let Some((amount, currency)) = amount_with_currency(&written) {
            let (name, until) = (String::new(), None);
            return Some(Price::Amount(Amount { amount, currency, name, until }));
        }
        let digits = |c: char| c.is_ascii_digit() || ".,' -".contains(c);
        let (amount, word) =
            written.split_at(written.find(|c| !digits(c)).unwrap_or(written.len()));
        let is_number = amount.contains(|c: char| c.is_ascii_digit());
        if is_number && word.chars().all(char::is_alphabetic) {
            let expected = "an amount with its currency, such as `490 EUR`, or `free`".to_owned();
            self.bad_with("price", text, (expected, near_price(amount.trim(), word)));
            return None;
        }
        Some(Price::Words(written))
    }

    fn price(&mut self, value: Yaml) -> Option<Price> {
        const EXPECTED: &str = "a mapping with `amount` and `currency`";
        let place = Yaml { node: YamlNode::Map(Vec::new()), span: value.span.clone() };
        let (mut amount, mut currency, mut has) = (None, None, (false, false));
        let (mut name, mut until): (String, Option<Date>) = (String::new(), None);
        for (key, _, value) in self.known::<PriceKey>(("price", EXPECTED), &PRICE, value) {
            match key {
                PriceKey::Amount => {
                    has.0 = true;
                    amount = self.amount(&value);
                }
                PriceKey::Currency => {
                    has.1 = true;
                    currency = self.currency(&value);
                }
                PriceKey::Name => name = self.title("name", &value).unwrap_or_default(),
                PriceKey::Until => until = self.day_of("until", &value).map(|day| day.value),
            }
        }
        if has != (true, true) {
            self.lacks("price", EXPECTED, &place, "{amount: 490, currency: EUR}");
        }
        Some(Price::Amount(Amount { amount: amount?, currency: currency?, name, until }))
    }

    fn amount(&mut self, value: &Yaml) -> Option<String> {
        let text = value.scalar().map(str::trim).unwrap_or_default();
        if is_amount(text) && !matches!(value.node, YamlNode::Bool(..)) {
            return Some(text.to_owned());
        }
        if value.node == YamlNode::Null || value.scalar().is_none() {
            self.wrong("amount", "a number, such as `490` or `490.50`", value);
            return None;
        }
        let found = Spanned::new(text.to_owned(), value.span.clone());
        let near = amount_with_currency(text).map(|(amount, _)| amount);
        let near = near.or_else(|| Some(text.replace(',', ".")).filter(|text| is_amount(text)));
        let expected = "a number, such as `490` or `490.50`".to_owned();
        self.bad_with("amount", &found, (expected, near));
        None
    }

    fn currency(&mut self, value: &Yaml) -> Option<String> {
        let Some(text) = self.text("currency", value) else {
            if value.node == YamlNode::Null || value.scalar().is_some() {
                self.wrong("currency", "three letters of ISO 4217, such as `EUR`", value);
            }
            return None;
        };
        let code = text.value.to_lowercase();
        if currencies().any(|known| known == code) {
            return Some(code.to_uppercase());
        }
        let sign = SIGNS.iter().find(|(sign, _)| text.value == sign.to_string());
        let near = sign.map(|(_, code)| (*code).to_owned()).or_else(|| near_currency(&code));
        let expected = "three letters of ISO 4217, such as `EUR`".to_owned();
        self.bad_with("currency", &text, (expected, near));
        None
    }

    /// `organizer:`: a name, or a mapping.
    pub(super) fn organizer(&mut self, value: Yaml) -> Option<Organizer> {
        const EXPECTED: &str = "a name, or a mapping with `name`";
        if value.scalar().is_some() {
            let name = self.title("organizer", &value)?;
            return Some(Organizer { name, url: None });
        }
        if value.node == YamlNode::Null {
            return None;
        }
        let place = Yaml { node: YamlNode::Map(Vec::new()), span: value.span.clone() };
        let is_mapping = matches!(value.node, YamlNode::Map(_));
        let (mut name, mut url) = (None, None);
        for (key, _, value) in
            self.known::<OrganizerKey>(("organizer", EXPECTED), &ORGANIZER, value)
        {
            match key {
                OrganizerKey::Name => name = self.title("name", &value),
                OrganizerKey::Url => url = self.link("url", &value, LinkKind::Any),
            }
        }
        if name.is_none() && is_mapping {
            self.lacks("organizer", EXPECTED, &place, "{name: …}");
        }
        Some(Organizer { name: name?, url })
    }

    /// `venue:`: a name, or a mapping, whose town and country are used if the event has none.
    pub(super) fn venue(&mut self, value: Yaml, event: &mut Event) -> Option<Venue> {
        if value.scalar().is_some() {
            let name = self.title("venue", &value)?;
            return Some(Venue { name, ..Venue::default() });
        }
        if value.node == YamlNode::Null {
            return None;
        }
        let mut venue = Venue::default();
        let expected = ("venue", "a name, or a mapping");
        for (key, _, value) in self.known::<VenueKey>(expected, &VENUE, value) {
            match key {
                VenueKey::Name => venue.name = self.title("name", &value).unwrap_or_default(),
                VenueKey::Address => {
                    let text = self.text("address", &value);
                    let text = text.map(|text| super::entry::lines_joined(text, ", ").value);
                    venue.address = text.unwrap_or_default();
                }
                VenueKey::City => {
                    let city = self.line("city", &value);
                    event.city = event.city.take().or(city);
                }
                VenueKey::Country => {
                    let country = self.country(&value);
                    event.country = event.country.take().or(country);
                }
                VenueKey::Map => venue.map = self.link("map", &value, LinkKind::Any),
            }
        }
        Some(venue)
    }

    /// `join:`: an address, or a mapping.
    pub(super) fn join(&mut self, value: Yaml) -> Option<JoinLink> {
        const EXPECTED: &str = "an address, or a mapping with `url`";
        if value.scalar().is_some() {
            let url = self.link("join", &value, LinkKind::Web)?;
            return Some(JoinLink { url, on_page: true, in_calendars: false, in_data: false });
        }
        if value.node == YamlNode::Null {
            return None;
        }
        let place = Yaml { node: YamlNode::Map(Vec::new()), span: value.span.clone() };
        let is_mapping = matches!(value.node, YamlNode::Map(_));
        let (mut url, mut has_url, mut show) = (None, false, None);
        for (key, _, value) in self.known::<JoinKey>(("join", EXPECTED), &JOIN, value) {
            match key {
                JoinKey::Url => {
                    has_url = value.scalar().is_some_and(|text| !text.trim().is_empty());
                    url = self.link("url", &value, LinkKind::Web);
                }
                JoinKey::Show => show = self.join_places(&value),
            }
        }
        if url.is_none() && !has_url && is_mapping {
            self.lacks("join", EXPECTED, &place, "{url: https://…, show: [page]}");
        }
        let shows = |place: &str| {
            show.as_ref().is_none_or(|show: &Vec<String>| show.iter().any(|shown| shown == place))
        };
        let has_list = show.is_some();
        Some(JoinLink {
            url: url?,
            on_page: shows("page"),
            in_calendars: has_list && shows("calendar"),
            in_data: has_list && shows("data"),
        })
    }

    fn join_places(&mut self, value: &Yaml) -> Option<Vec<String>> {
        if value.node == YamlNode::Null {
            return None;
        }
        if matches!(value.node, YamlNode::Bool(..) | YamlNode::Number(_)) {
            self.wrong("show", "a list of places", value);
            return Some(Vec::new());
        }
        let places = self.list("show", value);
        for place in &places {
            if !JOIN_PLACES.contains(&place.value.as_str()) {
                let near = nearest(&place.value, JOIN_PLACES.iter().copied());
                let expected = "`page`, `calendar` or `data`".to_owned();
                self.bad_with("show", place, (expected, near.map(str::to_owned)));
            }
        }
        Some(places.into_iter().map(|place| place.value).collect())
    }

    /// `picture:`.
    pub(super) fn picture(&mut self, value: Yaml) -> Option<EventPicture> {
        const EXPECTED: &str = "a mapping with `file` and `alt`";
        if value.node == YamlNode::Null {
            return None;
        }
        let place = Yaml { node: value.node.clone(), span: value.span.clone() };
        if !matches!(value.node, YamlNode::Map(_)) {
            let file = value.scalar().filter(|text| !text.trim().is_empty());
            let example = format!("{{file: {}, alt: …}}", shown(file.unwrap_or("images/x.jpg")));
            self.lacks("picture", EXPECTED, &place, &example);
            return None;
        }
        let (mut file, mut alt, mut has) = (None, None, (false, false));
        for (key, _, value) in self.known::<PictureKey>(("picture", EXPECTED), &PICTURE, value) {
            let is_there = value.scalar().is_some_and(|text| !text.trim().is_empty());
            match key {
                PictureKey::File => {
                    has.0 = is_there || value.scalar().is_none() && value.node != YamlNode::Null;
                    file = self.link("file", &value, LinkKind::File);
                }
                PictureKey::Alt => {
                    has.1 = is_there || value.scalar().is_none() && value.node != YamlNode::Null;
                    alt = self.title("alt", &value);
                }
            }
        }
        if has != (true, true) {
            self.lacks("picture", EXPECTED, &place, "{file: images/x.jpg, alt: what it shows}");
        }
        Some(EventPicture { file: file?, alt: alt? })
    }

    /// `extra:`: names that templates can write, and any values.
    pub(super) fn extra(&mut self, value: Yaml) -> serde_json::Map<String, serde_json::Value> {
        let entries = self.mapping("extra", "a mapping of names to values", value);
        let mut extra = serde_json::Map::new();
        for (key, value) in entries {
            let is_start = key.value.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
            if !is_start || !key.value.chars().all(is_name) {
                let near: String =
                    key.value.chars().map(|c| if is_name(c) { c } else { '_' }).collect();
                let near =
                    Some(near).filter(|near| near.starts_with(|c: char| !c.is_ascii_digit()));
                let expected = "a name of letters, digits and `_`".to_owned();
                self.bad_with("extra", &key, (expected, near));
                continue;
            }
            self.check_reading(&key, &value);
            let value = self.extra_value(&value);
            extra.insert(key.value, value);
        }
        extra
    }

    /// A value for templates; comments in its texts are not published.
    fn extra_value(&mut self, value: &Yaml) -> serde_json::Value {
        use serde_json::Value as Json;
        match &value.node {
            YamlNode::Null => Json::Null,
            YamlNode::Bool(is_on, _) => Json::Bool(*is_on),
            YamlNode::Number(text) => {
                serde_json::from_str(text).unwrap_or_else(|_| Json::String(text.clone()))
            }
            YamlNode::Text(_) => {
                let text = self.markdown("extra", value);
                Json::String(text.map(|text| text.value).unwrap_or_default())
            }
            YamlNode::List(items) => items.iter().map(|item| self.extra_value(item)).collect(),
            YamlNode::Map(entries) => {
                let entries = entries.iter();
                entries.map(|(key, value)| (key.value.clone(), self.extra_value(value))).collect()
            }
        }
    }
}

/// The price that was probably meant: an amount with the code of a currency.
fn near_price(amount: &str, word: &str) -> Option<String> {
    if amount == "0" {
        return Some("free".to_owned());
    }
    let plain = amount.replace([' ', '\''], "");
    let amount = match plain.rsplit_once(',') {
        Some((whole, cents)) if cents.len() < 3 => format!("{whole}.{cents}"),
        _ => plain.replace(',', ""),
    };
    let code =
        if word.is_empty() { "EUR".to_owned() } else { near_currency(&word.to_lowercase())? };
    is_amount(&amount).then(|| format!("{amount} {code}"))
}

/// The currency that a word in lower case probably means.
fn near_currency(word: &str) -> Option<String> {
    let words = [("euro", "EUR"), ("euros", "EUR"), ("dollar", "USD"), ("dollars", "USD")];
    let words = words.iter().chain(&[("pound", "GBP"), ("pounds", "GBP"), ("francs", "CHF")]);
    let mut words = words.filter(|(other, _)| *other == word).map(|(_, code)| (*code).to_owned());
    words.next().or_else(|| nearest(word, currencies()).map(str::to_uppercase))
}

fn is_amount(text: &str) -> bool {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    is_number(whole, 9) && is_number(decimals, 2)
}

/// `490 EUR`, `EUR 490`, `490€`, `€ 490.50`.
fn amount_with_currency(text: &str) -> Option<(String, String)> {
    let text = text.trim();
    let is_of_amount = |c: char| c.is_ascii_digit() || c == '.';
    let (amount, currency) = if text.starts_with(|c: char| c.is_ascii_digit()) {
        text.split_at(text.find(|c| !is_of_amount(c))?)
    } else {
        let (currency, amount) = text.split_at(text.find(is_of_amount)?);
        (amount, currency)
    };
    let (amount, currency) = (amount.trim(), currency.trim());
    let sign = SIGNS.iter().find(|(sign, _)| currency.chars().eq([*sign]));
    let code = sign.map_or(currency, |(_, code)| code).to_lowercase();
    let is_known = currencies().any(|known| known == code);
    (is_known && is_amount(amount)).then(|| (amount.to_owned(), code.to_uppercase()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::read;
    use super::amount_with_currency;
    use crate::event::{Amount, EventType, Price, Workshops};
    use crate::path::ProjectPath;
    use crate::source::Source;

    fn found(text: &str) -> (Workshops, Vec<&'static str>) {
        let read = read(&Source::new(ProjectPath::new("workshops.yml"), text));
        let codes = read.diagnostics.iter().map(|found| found.problem.code().name()).collect();
        (read.output, codes)
    }

    fn prices(value: &str) -> (Vec<Price>, Vec<&'static str>) {
        let (list, codes) = found(&format!("- title: T\n  price: {value}\n"));
        (list.events[0].details.prices.clone(), codes)
    }

    #[test]
    fn prices_are_words_amounts_or_lists() {
        let amount = |amount: &str, name: &str| {
            let (amount, name) = (amount.to_owned(), name.to_owned());
            Price::Amount(Amount { amount, currency: "EUR".to_owned(), name, until: None })
        };
        assert_eq!(prices("Free"), (vec![Price::Free], vec![]));
        assert_eq!(prices("€490"), (vec![amount("490", "")], vec![]));
        assert_eq!(prices("{amount: 9.50, currency: eur}"), (vec![amount("9.50", "")], vec![]));
        let list = "[{amount: 1, currency: EUR, name: A}, {amount: 2, currency: EUR, name: B}]";
        assert_eq!(prices(list), (vec![amount("1", "A"), amount("2", "B")], vec![]));
        for words in ["ask us", "490 EUR per day", "from 90 EUR"] {
            assert_eq!(prices(words), (vec![Price::Words(words.to_owned())], vec![]));
        }
        let until = "{amount: 1, currency: EUR, until: 2027-01-15}";
        let Price::Amount(early) = &prices(until).0[0] else { panic!("an amount") };
        assert_eq!(early.until, Some(date(2027, 1, 15)));
        for (wrong, code) in [
            ("490", "bad-value"),
            ("490 Euro", "bad-value"),
            ("490 QQQ", "bad-value"),
            ("-5 EUR", "bad-value"),
            ("{amount: 490}", "wrong-type"),
            ("{amount: x, currency: EUR}", "bad-value"),
            ("{amount: 1, currency: EURO}", "bad-value"),
            ("{amount: 1, currency: EUR, untl: 2027-01-15}", "unknown-key"),
            ("[490 EUR]", "wrong-type"),
        ] {
            assert_eq!(prices(wrong).1, [code], "{wrong}");
        }
    }

    #[test]
    fn a_misread_key_never_lists_an_event() {
        for (value, is_listed) in
            [("true", true), ("", true), ("false", false), ("no", false), ("nope", false)]
        {
            let (list, _) = found(&format!("- title: T\n  listed: {value}\n"));
            assert_eq!(list.events[0].is_listed(), is_listed, "{value}");
        }
    }

    #[test]
    fn the_town_of_a_venue_is_that_of_the_event_which_has_none() {
        let text = "- title: T\n  venue: {name: Hall, city: Lyon, country: fr}\n  city: Paris\n";
        let (list, codes) = found(text);
        assert_eq!(codes, Vec::<&str>::new());
        let event = &list.events[0];
        let (city, country) = (event.city.as_ref(), event.country.as_ref());
        assert_eq!(city.map(|city| &*city.value), Some("Paris"));
        assert_eq!(country.map(|country| &*country.value), Some("fr"));
    }

    #[test]
    fn a_link_to_join_is_on_the_page_only_unless_more_is_said() {
        let places = |value: &str| {
            let (list, codes) = found(&format!("- title: T\n  join: {value}\n"));
            assert_eq!(codes, Vec::<&str>::new(), "{value}");
            let join = list.events[0].details.join.clone().expect("a link");
            (join.on_page, join.in_calendars, join.in_data)
        };
        assert_eq!(places("https://example.org/"), (true, false, false));
        assert_eq!(places("{url: \"https://example.org/\"}"), (true, false, false));
        let some = "{url: \"https://example.org/\", show: [calendar, data]}";
        assert_eq!(places(some), (false, true, true));
        assert_eq!(places("{url: \"https://example.org/\", show: []}"), (false, false, false));
    }

    #[test]
    fn types_are_few_and_extra_values_are_kept() {
        let (list, codes) = found("- {title: T, type: Talk, extra: {a b: 1, c: [1, {d: e}]}}\n");
        assert_eq!(codes, ["bad-value", "bad-value"]);
        let details = &list.events[0].details;
        assert_eq!(serde_json::to_string(&details.extra).unwrap(), r#"{"c":[1,{"d":"e"}]}"#);
        let (list, _) = found("- {title: T, type: talk}\n");
        assert_eq!(list.events[0].details.kind, Some(EventType::Talk));
    }

    #[test]
    fn an_event_that_moved_keeps_its_address() {
        let text = "- {title: T, date: 2027-03-02, city: Lyon, moved_to: 2027-04-13}\n";
        let (list, codes) = found(text);
        let event = &list.events[0];
        assert_eq!((&*event.slug, codes), ("2027-03-02-lyon", vec![]));
        assert_eq!(event.when.days, [date(2027, 4, 13)]);
        let (list, codes) = found("- {title: T, slug: a, moved_to: b}\n- {title: U, slug: b}\n");
        assert_eq!((list.events[0].is_replaced(), codes), (true, vec![]));
        for (wrong, code) in [
            ("c", "unknown-event"),
            ("a", "bad-value"),
            ("2027-13-01", "bad-date"),
            ("{}", "wrong-type"),
        ] {
            let text =
                format!("- {{title: T, slug: a, moved_to: {wrong}}}\n- {{title: U, slug: b}}\n");
            assert_eq!(found(&text).1, [code], "{wrong}");
        }
    }

    #[test]
    fn the_price_that_was_meant_is_guessed() {
        for (amount, word, meant) in [
            ("490", "", Some("490 EUR")),
            ("1'490,50", "Euro", Some("1490.50 EUR")),
            ("1,490", "dollars", Some("1490 USD")),
            ("0", "", Some("free")),
            ("490", "each", None),
            ("-5", "EUR", None),
        ] {
            assert_eq!(super::near_price(amount, word).as_deref(), meant, "{amount} {word}");
        }
    }

    #[test]
    fn amounts_have_their_currency_before_or_after_them() {
        for text in ["490 EUR", "EUR 490", "490€", "€ 490", "490 eur"] {
            let expected = ("490".to_owned(), "EUR".to_owned());
            assert_eq!(amount_with_currency(text), Some(expected), "{text}");
        }
        for text in ["490", "EUR", "490 per day", "about 490 EUR", "4.900.00 EUR", "490 QQQ", ""] {
            assert_eq!(amount_with_currency(text), None, "{text}");
        }
    }
}
