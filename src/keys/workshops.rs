//! The keys of `workshops.yml`: the file, the site, people, levels. Those of events are in [`event`].

mod details;
mod event;

pub use self::details::{
    AGENDA, AgendaKey, BLOCK, BlockKey, JOIN, JOIN_PLACES, JoinKey, ORGANIZER, OrganizerKey,
    PICTURE, PRICE, PictureKey, PriceKey, VENUE, VenueKey,
};
pub use self::event::{EVENT, EVENT_TYPES, EventKey};

use super::{
    BRAND, DOWNLOADS, DOWNLOADS_SYNONYMS, KeyRow, KeySet, Mapping, Names, Nothing, Value, key_set,
};
use crate::diag::level::Level;

/// The suggestion for a key of the file in another mapping.
const IN_FIRST_COLUMN: &str = "`{}` is a key of the file itself: begin it in the first column";

key_set! {
    /// The keys of `workshops.yml`.
    WorkshopsKey: WORKSHOPS_ROWS {
        Site = KeyRow::new(
            "site",
            Value::Mapping(&SITE),
            "{title: The bakery}",
            "the whole site: [keys](#site)",
        )
        .synonyms(&[
            "settings", "config", "configuration", "options", "meta", "global", "website",
        ]),
        Brand = KeyRow::new(
            "brand",
            Value::Mapping(&BRAND),
            "{logo: brand/logo.svg, colours: {accent: crimson}}",
            "name, logo, colours and fonts of all pages and decks: [keys](brand.md)",
        )
        .synonyms(&["branding", "look", "identity", "logo", "colours", "colors", "fonts", "footer", "cover"]),
        Speakers = KeyRow::new(
            "speakers",
            Value::MapOf(
                Names::Ids,
                &Value::Either(&Value::Prose, &Value::Mapping(&SPEAKER)),
                Nothing::IsAllowed,
            ),
            "{odile: Odile Quenneville}",
            "people, by an id: [keys](#speakers)",
        )
        .synonyms(&[
            "speaker", "people", "persons", "trainers", "trainer", "instructors", "instructor",
            "teachers", "teacher", "authors", "author", "presenters", "staff", "team",
        ]),
        Workshops = KeyRow::new(
            "workshops",
            Value::ListOf(&Value::Mapping(&EVENT)),
            "[{title: Bread in two days}]",
            "events: [keys](#an-event)",
        )
        .synonyms(&[
            "events", "event", "sessions", "session", "courses", "course", "trainings", "training",
            "deliveries", "classes", "talks", "meetups", "dates", "schedule", "calendar", "agenda",
        ]),
        Redirects = KeyRow::new(
            "redirects",
            Value::MapOf(Names::Pages, &Value::Address, Nothing::IsRefused),
            "{next: https://example.org/register}",
            "addresses that redirect elsewhere: [form](#redirects)",
        )
        .synonyms(&["aliases", "moved", "rewrites", "forwards"]),
        Check = KeyRow::new(
            "check",
            Value::Mapping(&CHECK),
            "{deny: [missing-alt]}",
            "levels of findings, and which links to request: [keys](check.md#levels)",
        ),
    }
}

/// `workshops.yml`.
pub static WORKSHOPS: Mapping = Mapping {
    name: "workshops",
    page: "docs/guide/events.md",
    title: "workshops.yml of Deckyard: a site, its people and its events",
    rows: WORKSHOPS_ROWS,
    hints: &[(&["baseurl"], "indent it below `site:`")],
    elsewhere: &[
        ("site", "indent it below `site:`"),
        ("manifest", "this is a key of manifests: one file `slides/NAME.yml` for each deck"),
        ("event", "indent it below `workshops:`, in an entry that begins with `- `"),
    ],
    rules: &[],
};

key_set! {
    /// The keys of `site`.
    SiteKey: SITE_ROWS {
        Title = KeyRow::new(
            "title",
            Value::Prose,
            "The bakery",
            "the site's name, on its index and above every deck",
        )
        .default("Slides")
        .synonyms(&["name", "heading"]),
        Description = KeyRow::new(
            "description",
            Value::Prose,
            "Evenings and weekends about bread",
            "a description in one sentence",
        )
        .synonyms(&["subtitle", "tagline", "summary", "about"]),
        Url = KeyRow::new(
            "url",
            Value::WebAddress,
            "https://example.org/bakery/",
            "the public address of the site; calendars, feeds and others need absolute addresses",
        )
        .synonyms(&[
            "baseurl", "base", "address", "link", "domain", "host", "cname", "website",
        ]),
        Language = KeyRow::new(
            "language",
            Value::Language,
            "fr",
            "the language of the site's own pages",
        )
        .default("en")
        .synonyms(&["lang", "locale"]),
        Timezone = KeyRow::new(
            "timezone",
            Value::TimeZone,
            "Europe/Paris",
            "the time zone of events without one",
        )
        .synonyms(&["tz", "zone"]),
        Minutes = KeyRow::new(
            "minutes",
            Value::Either(&Value::Pace, &Value::Mapping(&PACE)),
            "{slide: 1.5, lab: 10}",
            "the time for chapters without minutes: for slides, or for slides and labs, see [the agenda](#the-agenda)",
        )
        .default("{slide: 1, lab: 4}")
        .synonyms(&["pace", "time", "duration", "perslide"]),
        Theme = KeyRow::new(
            "theme",
            Value::Text,
            "folio",
            "a [theme](themes.md) for all pages, and for decks without one: a folder of `themes/`, \
             `static/theme-NAME.css`, or a built-in one",
        )
        .without("the default one")
        .synonyms(&["skin", "design"]),
        ChapterPages = KeyRow::new(
            "chapter-pages",
            Value::Flag,
            "true",
            "each chapter has [its own pages](about-decks.md#chapters-as-pages): to present, and to read, with a list of the decks that show it",
        )
        .default("false")
        .synonyms(&["chapterpages", "chapters", "chapterdecks"]),
        Thumbnails = KeyRow::new(
            "thumbnails",
            Value::Flag,
            "true",
            "a picture of each slide of the site's decks, drawn by an installed Chromium: [thumbnails](pdf.md#thumbnails)",
        )
        .default("false")
        .synonyms(&["thumbs", "previews", "pictures"]),
        Headers = KeyRow::new(
            "headers",
            Value::Flag,
            "true",
            "write `_headers` for Netlify, Cloudflare Pages and others: [a strict policy](publishing.md#headers), and how long browsers cache files",
        )
        .default("false")
        .synonyms(&["csp", "policy", "security", "header", "hostheaders"]),
        Downloads = KeyRow::new(
            "downloads",
            Value::Choices(DOWNLOADS),
            "[zip, text]",
            "the [downloads](downloads.md) of all decks whose manifest or event sets none; with `zip`, also \
             one archive of all slides",
        )
        .without("a zip where a deck uses `@@ZIP@@`")
        .synonyms(DOWNLOADS_SYNONYMS),
        Llms = KeyRow::new(
            "llms",
            Value::Flag,
            "true",
            "write `llms.txt`, a list of all decks [for programs that read text](downloads.md#llmstxt), and the text of each deck",
        )
        .default("false")
        .synonyms(&["llmstxt", "llmtxt", "ai"]),
        Search = KeyRow::new(
            "search",
            Value::Flag,
            "false",
            "whether pages have [a search](search.md) over the whole site, which needs no server",
        )
        .without("for sites with two decks or more")
        .synonyms(&["find", "index", "searchindex", "sitesearch", "fulltext"]),
    }
}

/// `site`.
pub static SITE: Mapping = Mapping {
    name: "site",
    page: "docs/guide/events.md",
    title: "The whole site",
    rows: SITE_ROWS,
    hints: &[
        (
            &["logo", "footer", "favicon", "icon", "colours", "colors", "fonts", "cover"],
            "it is a key of `brand:`, which begins in the first column",
        ),
        (
            &["css", "style"],
            "for the design, use `brand:`, in the first column, or files: `static/theme.css`, `templates/`; `theme:` names a theme",
        ),
        (
            &["author", "authors"],
            "people are listed below `speakers:`, which begins in the first column",
        ),
    ],
    elsewhere: &[("workshops", IN_FIRST_COLUMN)],
    rules: &[],
};

key_set! {
    /// The keys of `minutes` in `site`.
    PaceKey: PACE_ROWS {
        Slide = KeyRow::new("slide", Value::Pace, "1.5", "minutes for a slide")
            .default("1")
            .synonyms(&["page", "slides"]),
        Lab = KeyRow::new("lab", Value::Pace, "10", "minutes for a lab")
            .default("4")
            .synonyms(&["exercise", "exercises", "labs", "handson"]),
    }
}

/// `minutes` in `site`.
pub static PACE: Mapping = Mapping {
    name: "pace",
    page: "docs/guide/events.md",
    title: "The time for slides and labs",
    rows: PACE_ROWS,
    hints: &[],
    elsewhere: &[("site", "`{}` is a key of `site`: begin it in the column of `minutes`")],
    rules: &[],
};

key_set! {
    /// The keys of a speaker.
    SpeakerKey: SPEAKER_ROWS {
        Name = KeyRow::new("name", Value::Prose, "Odile Quenneville", "the full name")
            .without("the id")
            .synonyms(&["fullname", "title", "displayname"]),
        Url = KeyRow::new("url", Value::Address, "https://example.org/odile", "the person's own page")
            .synonyms(&[
                "website", "web", "link", "site", "homepage", "page", "blog", "address",
            ]),
        Bio = KeyRow::new("bio", Value::Markdown, "Bakes since *1998*.", "a short biography")
            .synonyms(&["biography", "about", "description", "abstract", "text"]),
        Photo = KeyRow::new(
            "photo",
            Value::FileAddress,
            "images/odile.jpg",
            "a picture in `slides/`, or a whole address",
        )
        .synonyms(&["picture", "image", "avatar", "portrait", "img", "pic", "headshot"]),
        Role = KeyRow::new("role", Value::Prose, "Master baker", "the person's occupation")
            .synonyms(&["job", "jobtitle", "position", "function", "profession"]),
        Company = KeyRow::new("company", Value::Prose, "Millers' Guild", "the person's employer")
            .synonyms(&["organization", "organisation", "employer", "worksfor", "affiliation"]),
        Links = KeyRow::new(
            "links",
            Value::MapOf(Names::Labels, &Value::Address, Nothing::IsRefused),
            "{Mastodon: \"https://example.org/@odile\"}",
            "other pages of the person, with their labels",
        )
        .synonyms(&["social", "socials", "profiles", "elsewhere", "sameas"]),
    }
}

/// A speaker.
pub static SPEAKER: Mapping = Mapping {
    name: "speaker",
    page: "docs/guide/events.md",
    title: "A person",
    rows: SPEAKER_ROWS,
    hints: &[
        (&["id", "slug", "handle"], "the id is the key of the entry: `ana: {name: Ana Baker}`"),
        (
            &["twitter", "github", "linkedin", "mastodon", "email", "mail", "bluesky"],
            "write it below `links:`, `links: {GitHub: https://…}`; `url:` is the person's page",
        ),
    ],
    elsewhere: &[("workshops", IN_FIRST_COLUMN)],
    rules: &[],
};

/// Names that other tools use for the levels.
const DENY: &[&str] = &["error", "errors", "fail", "forbid"];
const WARN: &[&str] = &["warning", "warnings"];
const ALLOW: &[&str] = &["ignore", "disable", "off", "skip", "silence"];

/// The effect of the levels.
const DENIED: &str = "findings of these codes are errors";
const WARNED: &str = "findings of these codes are warnings";
const ALLOWED: &str = "findings of these codes are not reported";

key_set! {
    /// The keys of `check`.
    CheckKey: CHECK_ROWS {
        Deny = KeyRow::new("deny", Value::Codes(Level::Deny), "[missing-picture, broken-link]", DENIED)
            .synonyms(DENY),
        Warn = KeyRow::new("warn", Value::Codes(Level::Warn), "[unused-exclude]", WARNED)
            .synonyms(WARN),
        Allow = KeyRow::new("allow", Value::Codes(Level::Allow), "near-tag", ALLOWED)
            .synonyms(ALLOW),
        Files = KeyRow::new(
            "files",
            Value::MapOf(Names::Patterns, &Value::Mapping(&FILE_LEVELS), Nothing::IsAllowed),
            "{slides/old/**: {allow: warnings}}",
            "levels for the files that match a pattern: `deny`, `warn` and `allow` again",
        )
        .synonyms(&["paths", "folders", "overrides", "perfile"]),
        Links = KeyRow::new(
            "links",
            Value::Mapping(&LINKS),
            "{ignore: [linkedin.com]}",
            "what `check --links` [does not request](links.md#what-is-not-requested)",
        )
        .synonyms(&["external", "urls"]),
    }
}

/// `check`.
pub static CHECK: Mapping = Mapping {
    name: "check",
    page: "docs/guide/check.md",
    title: "Levels of findings, and which links are requested",
    rows: CHECK_ROWS,
    hints: &[],
    elsewhere: &[("workshops", IN_FIRST_COLUMN)],
    rules: &[],
};

key_set! {
    /// The keys of a pattern in `files` of `check`.
    LevelKey: FILE_LEVELS_ROWS {
        Deny = KeyRow::new("deny", Value::Codes(Level::Deny), "missing-alt", DENIED).synonyms(DENY),
        Warn = KeyRow::new("warn", Value::Codes(Level::Warn), "unused-exclude", WARNED)
            .synonyms(WARN),
        Allow = KeyRow::new("allow", Value::Codes(Level::Allow), "warnings", ALLOWED)
            .synonyms(ALLOW),
    }
}

/// A pattern in `files` of `check`.
pub static FILE_LEVELS: Mapping = Mapping {
    name: "levels",
    page: "docs/guide/check.md",
    title: "Levels of findings in some files",
    rows: FILE_LEVELS_ROWS,
    hints: &[],
    elsewhere: &[("check", "`{}` is a key of `check`: begin it in the column of `files`")],
    rules: &[],
};

key_set! {
    /// The keys of `links` in `check`.
    LinksKey: LINKS_ROWS {
        Ignore = KeyRow::new(
            "ignore",
            Value::Texts,
            "[linkedin.com, github.com/*/edit/*]",
            "hosts, or patterns of addresses, that are not requested",
        )
        .synonyms(&["allow", "exclude", "skip", "except", "ignored"]),
    }
}

/// `links` in `check`.
pub static LINKS: Mapping = Mapping {
    name: "links",
    page: "docs/guide/links.md",
    title: "Which links to other sites are requested",
    rows: LINKS_ROWS,
    hints: &[],
    elsewhere: &[("check", "`{}` is a key of `check`: begin it in the column of `links`")],
    rules: &[],
};
