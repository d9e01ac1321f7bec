//! Time zones: names in the database, and corrections for others.
//!
//! A wrong guess of a zone is worse than no guess: `GMT+2` means two hours ahead of UTC to its
//! authors and behind UTC in the database, and an abbreviation is not a typo of another one. So
//! offsets and abbreviations are interpreted; only names of cities are matched by similarity.

use jiff::civil::date;
use jiff::tz::TimeZoneDatabase;

use super::{EventReader, shown};
use crate::diag::nearest::nearest;
use crate::diag::{TimeProblem, ZoneFault};
use crate::event::{Event, slug, zone};
use crate::manifest::yaml::Yaml;

/// The database's name for an unknown zone.
const NO_ZONE: &str = "Etc/Unknown";

/// The regions whose zones are named after cities and islands, and have the local rules.
const REGIONS: [&str; 10] = [
    "Africa/",
    "America/",
    "Antarctica/",
    "Arctic/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
];

/// Cities for offsets, the first ones preferred.
const CITIES: [&str; 54] = [
    "Europe/Paris",
    "America/New_York",
    "America/Los_Angeles",
    "America/Chicago",
    "America/Denver",
    "Europe/London",
    "Europe/Athens",
    "Australia/Sydney",
    "Pacific/Auckland",
    "America/Anchorage",
    "America/Halifax",
    "America/St_Johns",
    "Australia/Adelaide",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Asia/Tokyo",
    "Asia/Singapore",
    "Asia/Kolkata",
    "Asia/Dubai",
    "Africa/Johannesburg",
    "Africa/Lagos",
    "Africa/Nairobi",
    "America/Sao_Paulo",
    "America/Bogota",
    "America/Phoenix",
    "America/Costa_Rica",
    "America/Puerto_Rico",
    "America/Noronha",
    "Atlantic/Cape_Verde",
    "Atlantic/Azores",
    "Asia/Karachi",
    "Asia/Dhaka",
    "Asia/Bangkok",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Asia/Kabul",
    "Asia/Yangon",
    "Australia/Brisbane",
    "Australia/Darwin",
    "Australia/Eucla",
    "Pacific/Noumea",
    "Pacific/Fiji",
    "Pacific/Tongatapu",
    "Pacific/Kiritimati",
    "Pacific/Honolulu",
    "Pacific/Marquesas",
    "Pacific/Pago_Pago",
    "Pacific/Gambier",
    "Pacific/Pitcairn",
    "America/Nuuk",
    "Europe/Istanbul",
    "Europe/Moscow",
    "Africa/Abidjan",
    "Asia/Shanghai",
];

/// Abbreviations and old names, with their possible meanings. The database has some of them, with
/// the rules of one place or without any.
const NAMES: [(&str, &[&str]); 93] = [
    ("ACDT", &["Australia/Adelaide"]),
    ("ACST", &["Australia/Adelaide", "Australia/Darwin"]),
    ("ADT", &["America/Halifax"]),
    ("AEDT", &["Australia/Sydney"]),
    ("AEST", &["Australia/Sydney", "Australia/Brisbane"]),
    ("AKDT", &["America/Anchorage"]),
    ("AKST", &["America/Anchorage"]),
    ("ART", &["America/Argentina/Buenos_Aires"]),
    ("AST", &["America/Halifax", "America/Puerto_Rico", "Asia/Riyadh"]),
    ("AWST", &["Australia/Perth"]),
    ("BRT", &["America/Sao_Paulo"]),
    ("BST", &["Europe/London", "Asia/Dhaka"]),
    ("CAT", &["Africa/Harare"]),
    ("CDT", &["America/Chicago"]),
    ("CENTRAL", &["America/Chicago"]),
    ("CENTRAL EUROPEAN TIME", &["Europe/Paris", "Europe/Berlin"]),
    ("CENTRAL TIME", &["America/Chicago"]),
    ("CEST", &["Europe/Paris", "Europe/Berlin"]),
    ("CET", &["Europe/Paris", "Europe/Berlin"]),
    ("CLT", &["America/Santiago"]),
    ("COT", &["America/Bogota"]),
    ("CST", &["America/Chicago", "Asia/Shanghai", "America/Havana"]),
    ("CUBA", &["America/Havana"]),
    ("EAT", &["Africa/Nairobi"]),
    ("EASTERN", &["America/New_York"]),
    ("EASTERN TIME", &["America/New_York"]),
    ("EDT", &["America/New_York"]),
    ("EEST", &["Europe/Athens", "Europe/Helsinki"]),
    ("EET", &["Europe/Athens", "Europe/Helsinki"]),
    ("EGYPT", &["Africa/Cairo"]),
    ("EIRE", &["Europe/Dublin"]),
    ("EST", &["America/New_York", "America/Panama"]),
    ("ET", &["America/New_York"]),
    ("GB", &["Europe/London"]),
    ("GB-EIRE", &["Europe/London"]),
    ("GMT", &["Europe/London", "Africa/Abidjan", "UTC"]),
    ("GREENWICH", &["Europe/London", "UTC"]),
    ("GST", &["Asia/Dubai"]),
    ("HAST", &["Pacific/Honolulu"]),
    ("HKT", &["Asia/Hong_Kong"]),
    ("HONGKONG", &["Asia/Hong_Kong"]),
    ("HST", &["Pacific/Honolulu"]),
    ("ICELAND", &["Atlantic/Reykjavik"]),
    ("ICT", &["Asia/Bangkok"]),
    ("IDT", &["Asia/Jerusalem"]),
    ("IRAN", &["Asia/Tehran"]),
    ("ISRAEL", &["Asia/Jerusalem"]),
    ("IST", &["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"]),
    ("JAMAICA", &["America/Jamaica"]),
    ("JAPAN", &["Asia/Tokyo"]),
    ("JST", &["Asia/Tokyo"]),
    ("KST", &["Asia/Seoul"]),
    ("KWAJALEIN", &["Pacific/Kwajalein"]),
    ("LIBYA", &["Africa/Tripoli"]),
    ("MDT", &["America/Denver"]),
    ("MET", &["Europe/Paris", "Europe/Berlin"]),
    ("MEST", &["Europe/Paris", "Europe/Berlin"]),
    ("MEZ", &["Europe/Berlin"]),
    ("MESZ", &["Europe/Berlin"]),
    ("MOUNTAIN", &["America/Denver"]),
    ("MOUNTAIN TIME", &["America/Denver"]),
    ("MSK", &["Europe/Moscow"]),
    ("MST", &["America/Denver", "America/Phoenix"]),
    ("MT", &["America/Denver"]),
    ("NAVAJO", &["America/Denver"]),
    ("NDT", &["America/St_Johns"]),
    ("NST", &["America/St_Johns"]),
    ("NZ", &["Pacific/Auckland"]),
    ("NZ-CHAT", &["Pacific/Chatham"]),
    ("NZDT", &["Pacific/Auckland"]),
    ("NZST", &["Pacific/Auckland"]),
    ("PACIFIC TIME", &["America/Los_Angeles"]),
    ("PDT", &["America/Los_Angeles"]),
    ("PHT", &["Asia/Manila"]),
    ("PKT", &["Asia/Karachi"]),
    ("POLAND", &["Europe/Warsaw"]),
    ("PORTUGAL", &["Europe/Lisbon"]),
    ("PRC", &["Asia/Shanghai"]),
    ("PST", &["America/Los_Angeles", "Asia/Manila"]),
    ("PT", &["America/Los_Angeles"]),
    ("ROC", &["Asia/Taipei"]),
    ("ROK", &["Asia/Seoul"]),
    ("SAST", &["Africa/Johannesburg"]),
    ("SGT", &["Asia/Singapore"]),
    ("SINGAPORE", &["Asia/Singapore"]),
    ("TRT", &["Europe/Istanbul"]),
    ("TURKEY", &["Europe/Istanbul"]),
    ("W-SU", &["Europe/Moscow"]),
    ("WAT", &["Africa/Lagos"]),
    ("WEST", &["Europe/Lisbon"]),
    ("WET", &["Europe/Lisbon"]),
    ("WIB", &["Asia/Jakarta"]),
    ("YT", &["America/Whitehorse"]),
];

/// Countries with a single time zone.
const COUNTRIES: [(&str, &str); 44] = [
    ("ae", "Asia/Dubai"),
    ("at", "Europe/Vienna"),
    ("be", "Europe/Brussels"),
    ("bg", "Europe/Sofia"),
    ("ch", "Europe/Zurich"),
    ("cn", "Asia/Shanghai"),
    ("co", "America/Bogota"),
    ("cr", "America/Costa_Rica"),
    ("cz", "Europe/Prague"),
    ("de", "Europe/Berlin"),
    ("dk", "Europe/Copenhagen"),
    ("ee", "Europe/Tallinn"),
    ("eg", "Africa/Cairo"),
    ("fi", "Europe/Helsinki"),
    ("fr", "Europe/Paris"),
    ("gb", "Europe/London"),
    ("gr", "Europe/Athens"),
    ("hk", "Asia/Hong_Kong"),
    ("hr", "Europe/Zagreb"),
    ("hu", "Europe/Budapest"),
    ("ie", "Europe/Dublin"),
    ("il", "Asia/Jerusalem"),
    ("in", "Asia/Kolkata"),
    ("is", "Atlantic/Reykjavik"),
    ("it", "Europe/Rome"),
    ("jp", "Asia/Tokyo"),
    ("ke", "Africa/Nairobi"),
    ("kr", "Asia/Seoul"),
    ("lt", "Europe/Vilnius"),
    ("lu", "Europe/Luxembourg"),
    ("lv", "Europe/Riga"),
    ("ma", "Africa/Casablanca"),
    ("nl", "Europe/Amsterdam"),
    ("no", "Europe/Oslo"),
    ("pl", "Europe/Warsaw"),
    ("ro", "Europe/Bucharest"),
    ("rs", "Europe/Belgrade"),
    ("se", "Europe/Stockholm"),
    ("sg", "Asia/Singapore"),
    ("si", "Europe/Ljubljana"),
    ("sk", "Europe/Bratislava"),
    ("tr", "Europe/Istanbul"),
    ("uk", "Europe/London"),
    ("za", "Africa/Johannesburg"),
];

/// Names of UTC itself.
const UTC: [&str; 8] = ["UTC", "UCT", "UT", "Z", "ZULU", "UNIVERSAL", "ETC/UTC", "UTC0"];

/// The likely meaning of an unsuitable name.
enum Meant {
    /// A clock this many minutes ahead of UTC, all year.
    Offset(i32),
    /// One of these zones.
    Zones(&'static [&'static str]),
}

/// The names of all time zones that are read, in order.
pub fn time_zones() -> Vec<String> {
    let zones = TimeZoneDatabase::bundled();
    let mut names: Vec<_> = zones.available().map(|name| name.as_str().to_owned()).collect();
    names.retain(|name| zones.get(name).is_ok_and(|zone| zone.iana_name() != Some(NO_ZONE)));
    names.sort();
    names
}

impl EventReader<'_> {
    /// The name of a time zone, spelled as in the database.
    pub(super) fn timezone(&mut self, value: &Yaml) -> Option<String> {
        let text = self.text("timezone", value)?;
        let zones = TimeZoneDatabase::bundled();
        let found = zones.get(&text.value).ok();
        let found =
            found.as_ref().and_then(|zone| zone.iana_name()).filter(|name| *name != NO_ZONE);
        let meant = meant(&text.value);
        let Some(name) = found else {
            let fault = match meant {
                Some(Meant::Offset(0)) => ZoneFault::Name(Some("UTC".to_owned())),
                Some(Meant::Offset(minutes)) => offset_fault(minutes),
                Some(Meant::Zones(zones)) => ZoneFault::Abbreviation(owned(zones)),
                None => ZoneFault::Name(likely(&text.value)),
            };
            let name = shown(&text.value);
            self.report(TimeProblem::UnknownTimezone { name, fault }, &text.span);
            return None;
        };
        let fault = match (fixed(name), meant) {
            (Some(minutes), _) => Some(offset_fault(minutes)),
            (None, Some(Meant::Zones(zones))) => Some(ZoneFault::Abbreviation(owned(zones))),
            (None, Some(Meant::Offset(0))) if !is_utc(name) => {
                Some(ZoneFault::Name(Some("UTC".to_owned())))
            }
            (None, _) => None,
        };
        if let Some(fault) = fault {
            let problem = TimeProblem::LegacyTimezone { name: name.to_owned(), fault };
            self.report(problem, &text.span);
        }
        Some(name.to_owned())
    }
}

fn owned(zones: &[&str]) -> Vec<String> {
    zones.iter().map(|&zone| zone.to_owned()).collect()
}

fn is_utc(name: &str) -> bool {
    name == "UTC" || name.starts_with("Etc/")
}

/// How many minutes a zone named after its offset is ahead of UTC; the name has the inverse sign.
fn fixed(name: &str) -> Option<i32> {
    let hours: i32 = name.strip_prefix("Etc/GMT")?.parse().ok()?;
    Some(-hours * 60).filter(|minutes| *minutes != 0)
}

/// The meaning of an offset, an abbreviation or an old name.
fn meant(text: &str) -> Option<Meant> {
    let upper = text.trim().to_uppercase().replace('_', " ");
    if UTC.contains(&upper.as_str()) {
        return Some(Meant::Offset(0));
    }
    let named = |name: &str| NAMES.iter().find(|(known, _)| *known == name);
    if let Some((_, zones)) = named(&upper) {
        return Some(Meant::Zones(zones));
    }
    // `EST5EDT`, `CET-1CEST`: the start of POSIX rules.
    let letters = upper.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(upper.len());
    let (name, rest) = upper.split_at(letters);
    let is_rule = rest.trim_start_matches(['+', '-']).starts_with(|c: char| c.is_ascii_digit());
    // The summer abbreviation is more specific: `PST` is two clocks, `PDT` is one.
    let summer = rest.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let summer = summer.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let is_clock = matches!(name, "" | "GMT" | "UTC" | "UT" | "Z");
    match named(summer).or_else(|| named(name)) {
        Some((_, zones)) if is_rule && !is_clock => Some(Meant::Zones(zones)),
        _ if is_clock => offset(rest).map(Meant::Offset),
        _ => None,
    }
}

/// The minutes of `+2`, `-05`, `+5:30`, `+0530`, `±0`, `0`.
fn offset(text: &str) -> Option<i32> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.replace(['−', '–'], "-");
    let digits = text.trim_start_matches(['+', '-', '±']);
    if text.chars().count() > digits.chars().count() + 1 || digits.is_empty() {
        return None;
    }
    let (hours, minutes) = match digits.split_once([':', '.']) {
        Some(parts) => parts,
        None if digits.len() > 2 => digits.split_at_checked(digits.len() - 2)?,
        None => (digits, "0"),
    };
    let number = |text: &str| {
        let is_number = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<i32>().ok().filter(|_| is_number)
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let total = hours * 60 + minutes;
    match text.chars().next() {
        _ if hours > 14 || minutes > 59 => None,
        _ if total == 0 => Some(0),
        Some('-') => Some(-total),
        Some('+') => Some(total),
        _ => None,
    }
}

/// The problem of a clock with a fixed UTC offset: a city with this offset in summer or winter, and
/// one all year.
fn offset_fault(minutes: i32) -> ZoneFault {
    let mut cities = Vec::new();
    let mut all_year = None;
    for city in CITIES {
        match (in_month(city, 1) == Some(minutes), in_month(city, 7) == Some(minutes)) {
            (true, true) => all_year = all_year.or(Some(city.to_owned())),
            (true, false) if cities.is_empty() => cities.push((city.to_owned(), "January")),
            (false, true) if cities.is_empty() => cities.push((city.to_owned(), "July")),
            _ => {}
        }
    }
    ZoneFault::Offset { minutes, season: cities.pop(), all_year }
}

/// How many minutes a city is ahead of UTC in the middle of a month.
fn in_month(city: &str, month: i8) -> Option<i32> {
    let at = date(2026, month, 15).to_zoned(zone(city)?).ok()?;
    Some(at.offset().seconds() / 60)
}

/// Old names of zones that the database still has, each with the one of today.
const RENAMED: [(&str, &str); 12] = [
    ("America/Godthab", "America/Nuuk"),
    ("Asia/Calcutta", "Asia/Kolkata"),
    ("Asia/Dacca", "Asia/Dhaka"),
    ("Asia/Katmandu", "Asia/Kathmandu"),
    ("Asia/Macao", "Asia/Macau"),
    ("Asia/Rangoon", "Asia/Yangon"),
    ("Asia/Saigon", "Asia/Ho_Chi_Minh"),
    ("Asia/Thimbu", "Asia/Thimphu"),
    ("Asia/Ulan_Bator", "Asia/Ulaanbaatar"),
    ("Atlantic/Faeroe", "Atlantic/Faroe"),
    ("Europe/Kiev", "Europe/Kyiv"),
    ("Pacific/Enderbury", "Pacific/Kanton"),
];

/// The zone of a city with this name, or the zone with the most similar name.
fn likely(text: &str) -> Option<String> {
    let zones = TimeZoneDatabase::bundled();
    let names: Vec<_> = zones.available().map(|name| name.as_str().to_owned()).collect();
    let places = names.iter().filter(|name| REGIONS.iter().any(|region| name.starts_with(region)));
    let places: Vec<&str> = places.map(String::as_str).collect();
    let city = text.trim().replace(' ', "_");
    let of_city = |name: &&&str| {
        name.rsplit_once('/').is_some_and(|(_, last)| last.eq_ignore_ascii_case(&city))
    };
    // Such a short text is most likely an abbreviation, for which similar names are not a useful
    // guess.
    let is_short = text.chars().count() < 5 && !text.contains('/');
    let near = || if is_short { None } else { nearest(&city, places.iter().copied()) };
    let found = places.iter().find(of_city).copied().or_else(near)?;
    let renamed = RENAMED.iter().find(|(old, _)| *old == found);
    Some(renamed.map_or(found, |(_, new)| new).to_owned())
}

/// The zone of an event's place, if its city or country determines it.
pub(super) fn of_place(event: &Event) -> Option<String> {
    let zones = TimeZoneDatabase::bundled();
    let city = slug::slug(Event::text(event.city.as_ref()));
    let is_city = |name: &String| {
        let last = REGIONS.iter().find_map(|region| name.strip_prefix(region));
        last.is_some_and(|last| !city.is_empty() && slug::slug(last) == city)
    };
    let found = zones.available().map(|name| name.as_str().to_owned()).find(is_city);
    let country = Event::text(event.country.as_ref());
    let of_country = COUNTRIES.iter().find(|(code, _)| *code == country);
    found.or_else(|| of_country.map(|(_, zone)| (*zone).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{CITIES, COUNTRIES, NAMES, RENAMED, likely, meant, offset, offset_fault};
    use crate::diag::ZoneFault;
    use crate::event::zone;

    #[test]
    fn a_guess_has_the_name_of_today() {
        for (typed, zone) in
            [("Europe/Kiew", "Europe/Kyiv"), ("kiev", "Europe/Kyiv"), ("calcutta", "Asia/Kolkata")]
        {
            assert_eq!(likely(typed).as_deref(), Some(zone), "{typed}");
        }
    }

    #[test]
    fn every_zone_that_is_named_exists() {
        let zones = NAMES.iter().flat_map(|(_, zones)| zones.iter()).chain(&CITIES);
        let zones = zones.chain(COUNTRIES.iter().map(|(_, zone)| zone));
        let zones = zones.chain(RENAMED.iter().map(|(_, zone)| zone));
        for name in zones {
            let found = zone(name).unwrap_or_else(|| panic!("{name}"));
            assert_eq!(found.iana_name(), Some(*name));
        }
        assert!(NAMES.iter().all(|(name, _)| meant(name).is_some()));
    }

    #[test]
    fn offsets_are_read_as_people_write_them() {
        for (text, minutes) in [
            ("+2", Some(120)),
            ("+02:00", Some(120)),
            ("-0530", Some(-330)),
            (" + 5.30", Some(330)),
            ("−3", Some(-180)),
            ("±0", Some(0)),
            ("0", Some(0)),
            ("00:00", Some(0)),
            ("2", None),
            ("+15", None),
            ("+1:75", None),
            ("++2", None),
            ("+", None),
            ("", None),
            ("+é", None),
            ("+12é", None),
        ] {
            assert_eq!(offset(text), minutes, "{text}");
        }
    }

    #[test]
    fn offsets_have_cities_where_it_is_so() {
        let of = |minutes| match offset_fault(minutes) {
            ZoneFault::Offset { season, all_year, .. } => (season, all_year.unwrap_or_default()),
            other => panic!("{other:?}"),
        };
        let season = |city: &str, month| Some((city.to_owned(), month));
        assert_eq!(of(120), (season("Europe/Paris", "July"), "Africa/Johannesburg".to_owned()));
        assert_eq!(of(-300), (season("America/New_York", "January"), "America/Bogota".to_owned()));
        assert_eq!(of(330), (None, "Asia/Kolkata".to_owned()));
        assert_eq!(of(-720), (None, String::new()));
    }
}
