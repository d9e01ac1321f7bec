//! The keys of an event.

use super::IN_FIRST_COLUMN;
use super::details::{AGENDA, JOIN, ORGANIZER, PICTURE, PRICE, VENUE};
use crate::keys::{
    BRAND, DOWNLOADS, DOWNLOADS_SYNONYMS, KeyRow, KeyRule, KeySet, Mapping, Names, Nothing, Value,
    key_set,
};

/// The types of events.
pub const EVENT_TYPES: &[&str] = &["workshop", "talk", "webinar", "course"];

/// The group of the keys that change an event's own slides.
const SLIDE_SET: &str = "slides";

key_set! {
    /// The keys of an event.
    EventKey: EVENT_ROWS {
        Title = KeyRow::new(
            "title",
            Value::Prose,
            "Bread in two days",
            "the title, on one line; `<br/>` and other markup is removed",
        )
        .required()
        .synonyms(&["name", "heading", "subject"])
        .group("about"),
        Event = KeyRow::new("event", Value::Prose, "Bakers' Day", "the host: a conference, a company")
            .synonyms(&[
                "host", "company", "client", "customer", "conference", "meetup",
            ])
            .group("about"),
        Lang = KeyRow::new(
            "lang",
            Value::Language,
            "fr",
            "the language of the event; its slides use a chapter `x.fr.md` instead of `x.md`",
        )
        .synonyms(&["language", "locale"])
        .group("about"),
        Speaker = KeyRow::new(
            "speaker",
            Value::Texts,
            "\"odile, tariq\"",
            "ids from `speakers`, or any names in a file without `speakers`",
        )
        .synonyms(&[
            "trainer", "trainers", "instructor", "instructors", "author", "authors", "teacher",
            "teachers", "presenter", "presenters", "by", "who",
        ])
        .group("about"),
        Speakers = KeyRow::new("speakers", Value::Texts, "[odile, tariq]", "the same as `speaker`")
            .group("about"),
        Level = KeyRow::new("level", Value::Prose, "beginner", "the level: `beginner`, `intermediate` or `advanced`")
            .without("the common level of its decks")
            .synonyms(&["difficulty"])
            .group("about"),
        Theme = KeyRow::new(
            "theme",
            Value::Text,
            "folio",
            "the [theme](themes.md) of its page and of its decks, instead of their own",
        )
        .synonyms(&["skin", "design"])
        .group("about"),
        Abstract = KeyRow::new("abstract", Value::Markdown, "From *flour* to loaf.", "a description")
            .synonyms(&["description", "summary", "about", "details", "text", "intro"])
            .group("about"),
        Requirements = KeyRow::new("requirements", Value::Markdown, "An apron.", "what participants need")
            .synonyms(&[
                "prerequisites", "prerequisite", "prereqs", "requires", "requirement", "needs",
            ])
            .group("about"),
        Status = KeyRow::new(
            "status",
            Value::Status,
            "cancelled",
            "a change that the audience must know about: `cancelled`, `moved`, `sold out`, or other words",
        )
        .synonyms(&["state", "availability"])
        .group("about"),
        Brand = KeyRow::new(
            "brand",
            Value::Mapping(&BRAND),
            "{name: Millers' Guild, colours: {accent: \"#00563f\"}}",
            "[the customer's brand](brand.md), on its page, its decks, its card; each key overrides those of the site and of manifests",
        )
        .without("that of the site")
        .synonyms(&["branding", "look", "identity", "logo", "colours", "colors", "fonts"])
        .group("about"),
        Type = KeyRow::new(
            "type",
            Value::Choice(EVENT_TYPES),
            "webinar",
            "the type, which its page, lists and filters show in their language",
        )
        .without("a workshop, without a label")
        .synonyms(&["kind", "format", "category"])
        .group("details"),
        Audience = KeyRow::new("audience", Value::Markdown, "Bakers *and* millers.", "the intended audience")
            .synonyms(&["for", "whofor", "target", "targetaudience"])
            .group("details"),
        Topics = KeyRow::new("topics", Value::Texts, "[bread, yeast]", "keywords, by which lists can be filtered")
            .synonyms(&["topic", "subjects", "keywords", "themes"])
            .group("details"),
        Price = KeyRow::new(
            "price",
            Value::Either(
                &Value::Prose,
                &Value::Either(&Value::Mapping(&PRICE), &Value::ListOf(&Value::Mapping(&PRICE))),
            ),
            "490 EUR",
            "`free`, an amount with its currency, other words, or [several prices](#prices)",
        )
        .synonyms(&["prices", "cost", "costs", "fee", "fees"])
        .group("details"),
        Seats = KeyRow::new("seats", Value::Whole, "12", "how many people can take part")
            .synonyms(&["capacity", "places", "maxattendees", "maximumattendeecapacity", "participants"])
            .group("details"),
        Organizer = KeyRow::new(
            "organizer",
            Value::Either(&Value::Prose, &Value::Mapping(&ORGANIZER)),
            "{name: The Guild, url: \"https://example.org/guild\"}",
            "the organizer: a name, or a name with a link",
        )
        .synonyms(&["organiser", "organizers", "organisers", "organizedby", "provider"])
        .group("details"),
        Venue = KeyRow::new(
            "venue",
            Value::Either(&Value::Prose, &Value::Mapping(&VENUE)),
            "{name: Guild hall, address: 1 rue du Four}",
            "the building: its name, or [name, address, map](#venue)",
        )
        .synonyms(&["venues", "hall"])
        .group("details"),
        Join = KeyRow::new(
            "join",
            Value::Either(&Value::WebAddress, &Value::Mapping(&JOIN)),
            "https://example.org/room",
            "the address of an online meeting, on the event's page only unless [`show`](#join) says more",
        )
        .synonyms(&["meeting", "zoom", "joinlink", "meetinglink", "livestream", "stream"])
        .group("details"),
        Picture = KeyRow::new(
            "picture",
            Value::Mapping(&PICTURE),
            "{file: images/oven.jpg, alt: A stone oven}",
            "a [picture](#picture) at the head of its page",
        )
        .synonyms(&["image", "photo", "illustration", "img"])
        .group("details"),
        Agenda = KeyRow::new(
            "agenda",
            Value::ListOf(&Value::Mapping(&AGENDA)),
            "[{title: Morning, blocks: [{title: Dough}]}]",
            "an [agenda written by hand](#agenda), instead of the one derived from its decks",
        )
        .synonyms(&["program", "programme", "timetable", "outline"])
        .group("details"),
        Series = KeyRow::new("series", Value::Prose, "Baking season 2027", "the [series](#series-and-tracks) that it belongs to: events with the same text share a page")
            .synonyms(&["serie", "cycle"])
            .group("details"),
        Track = KeyRow::new("track", Value::Prose, "Sourdough", "the [track](#series-and-tracks) of a conference, or of the series")
            .synonyms(&["tracks"])
            .group("details"),
        MovedTo = KeyRow::new(
            "moved_to",
            Value::Either(&Value::Days, &Value::Slug),
            "[2027-04-13, 2027-04-14]",
            "its new days, while `date` keeps the old ones and the address; or the slug of the event that replaces it",
        )
        .synonyms(&["movedto", "newdate", "rescheduled", "replacedby", "postponedto"])
        .group("details"),
        Translations = KeyRow::new(
            "translations",
            Value::Slugs,
            "[lyon-2027-fr]",
            "slugs of the same event in other languages: each page links to the others",
        )
        .synonyms(&["alternate", "alternates", "translation", "hreflang"])
        .group("details"),
        Extra = KeyRow::new(
            "extra",
            Value::MapOf(Names::Extra, &Value::Any, Nothing::IsAllowed),
            "{sponsor: Mill & Co}",
            "your own keys, for [your templates](#extra): `event.extra.sponsor`",
        )
        .synonyms(&["extras", "custom", "metadata", "data"])
        .group("details"),
        Listed = KeyRow::new(
            "listed",
            Value::Flag,
            "false",
            "`false` leaves it out of lists, feeds, calendars, the search and the sitemap; anyone who knows its address sees its page",
        )
        .default("true")
        .synonyms(&["list", "public", "published", "visible"])
        .group("visibility"),
        Private = KeyRow::new(
            "private",
            Value::Flag,
            "true",
            "only people with its address can see it; requires a `token`",
        )
        .without("`true` with a `token`")
        .synonyms(&["secret", "confidential", "hidden", "closed"])
        .group("privacy"),
        Token = KeyRow::new(
            "token",
            Value::Token,
            "kQ3v9ZtX0bLr7WmYc2NfHs",
            "the unguessable part of its address, `private/TOKEN/`, as `deckyard new token` prints it",
        )
        .synonyms(&["secretaddress", "uuid"])
        .group("privacy"),
        Date = KeyRow::new(
            "date",
            Value::Days,
            "[2027-03-02, 2027-03-03]",
            "its days, see below; self-paced material has none",
        )
        .needs_value()
        .synonyms(&["dates", "day", "days", "when", "startdate", "start", "begin", "from"])
        .group("time"),
        Hours = KeyRow::new(
            "hours",
            Value::Hours,
            "09:00-17:00",
            "the hours of each day, on the 24-hour clock, also past midnight",
        )
        .without("whole days")
        .synonyms(&["hour", "time", "times", "starttime", "endtime", "schedule", "start", "begin", "from"])
        .group("time"),
        Breaks = KeyRow::new(
            "breaks",
            Value::Breaks,
            "[10:30+15, 12:00+60]",
            "the start and minutes of each break; within the hours, without overlaps",
        )
        .synonyms(&["break", "pause", "pauses", "lunch", "coffee"])
        .group("time"),
        Timezone = KeyRow::new("timezone", Value::TimeZone, "Europe/Paris", "the time zone of the hours")
            .without("that of `site`")
            .synonyms(&["tz", "zone"])
            .group("time"),
        Announced = KeyRow::new(
            "announced",
            Value::Day,
            "2026-11-20",
            "the day of the announcement, which is the date of its entry in the feed",
        )
        .synonyms(&["created", "added"])
        .group("time"),
        Country = KeyRow::new(
            "country",
            Value::Country,
            "fr",
            "two letters of ISO 3166; `uk` and `eu` are known, too; `www` for events without a place",
        )
        .group("place"),
        City = KeyRow::new("city", Value::Prose, "Lyon", "the town; `online`, `streaming`")
            .synonyms(&["location", "town", "where"])
            .group("place"),
        Place = KeyRow::new(
            "place",
            Value::Prose,
            "\"1 rue du Four, room 3\"",
            "the street, the building, the room; lines are joined with commas",
        )
        .synonyms(&["location", "town", "where", "room", "building", "address", "street"])
        .group("place"),
        Attend = KeyRow::new("attend", Value::Address, "https://example.org/register", "where to register")
            .synonyms(&[
                "register", "registration", "signup", "tickets", "ticket", "booking", "rsvp", "link",
                "url", "href", "website",
            ])
            .group("links"),
        Slides = KeyRow::new("slides", Value::Address, "https://example.org/bread/", "slides on another site")
            .synonyms(&["url", "href", "website"])
            .group("links"),
        Video = KeyRow::new(
            "video",
            Value::Address,
            "https://example.org/recording",
            "a recording; the event is then listed with the recorded ones",
        )
        .synonyms(&["recording", "recordings", "youtube", "videos", "replay"])
        .group("links"),
        Chat = KeyRow::new("chat", Value::Address, "https://example.org/chat", "where participants talk")
            .synonyms(&["gitter", "slack", "mattermost", "discord"])
            .group("links"),
        Decks = KeyRow::new("decks", Value::Texts, "[bread]", "the decks of its slide set, by name")
            .synonyms(&[
                "deck", "manifest", "manifests", "presentation", "presentations", "slidedecks",
            ])
            .group(SLIDE_SET),
        Root = KeyRow::new(
            "root",
            Value::Text,
            "bread",
            "one of its decks as the event's front page; the usual page becomes `about.html`",
        )
        .synonyms(&["home", "front", "frontpage", "index", "main"])
        .group(SLIDE_SET),
        Exclude = KeyRow::new(
            "exclude",
            Value::TagTexts,
            "[self-paced]",
            "tags to leave out, instead of each deck's own; `[]` leaves nothing out",
        )
        .without("the deck's own")
        .synonyms(&["excludes", "tags", "without", "hide"])
        .group(SLIDE_SET),
        Vars = KeyRow::new(
            "vars",
            Value::MapOf(Names::Variables, &Value::Prose, Nothing::IsAllowed),
            "{wifi: oven}",
            "variables that override those of the manifest: `@@WIFI@@`; `chat` also sets `@@CHAT@@`",
        )
        .synonyms(&["variables", "variable", "define", "params"])
        .group(SLIDE_SET),
        Overlay = KeyRow::new(
            "overlay",
            Value::Folder,
            "events/lyon",
            "the folder, relative to the site's folder, with files that replace those of `slides/`",
        )
        .without("`events/<slug>`, if it exists")
        .synonyms(&["overlays", "folder", "dir", "directory"])
        .group(SLIDE_SET),
        Skip = KeyRow::new(
            "skip",
            Value::Texts,
            "[rye.md, \"#flour\"]",
            "chapters to leave out, and slides by their names",
        )
        .synonyms(&["omit", "drop", "remove", "skips"])
        .group(SLIDE_SET),
        After = KeyRow::new(
            "after",
            Value::MapOf(Names::Chapters, &Value::Texts, Nothing::IsRefused),
            "{dough.md: [rye.md]}",
            "chapters to add, each after another one; paths are relative to `slides/`, or to the site's folder when the file is there",
        )
        .synonyms(&["add", "insert", "append", "before", "include"])
        .group(SLIDE_SET),
        Rev = KeyRow::new("rev", Value::Text, "lyon-2027", "the git revision of its slides")
            .without("the current files")
            .synonyms(&[
                "revision", "commit", "tag", "branch", "version", "ref", "git", "freeze", "frozen",
                "pin",
            ])
            .group(SLIDE_SET),
        Downloads = KeyRow::new(
            "downloads",
            Value::Choices(DOWNLOADS),
            "[zip, pdf]",
            "the [downloads](downloads.md) of its decks; with `zip`, one archive of all its slides",
        )
        .without("those of the manifests, or of the site")
        .synonyms(DOWNLOADS_SYNONYMS)
        .group(SLIDE_SET),
        Missing = KeyRow::new(
            "missing",
            Value::Choice(&["error", "warn"]),
            "warn",
            "with `rev` and `warn`, a chapter that the revision lacks causes a warning and is shown as a slide “Invalid content”, as it was then; otherwise it is an error",
        )
        .default("error")
        .group(SLIDE_SET),
        Slug = KeyRow::new("slug", Value::Slug, "lyon-2027", "its name in addresses")
            .without("see below")
            .synonyms(&["id", "permalink", "path"])
            .group("address"),
        Aliases = KeyRow::new("aliases", Value::Slugs, "[lyon]", "former names, which redirect here")
            .synonyms(&["alias", "redirectfrom", "oldslug", "formerly"])
            .group("address"),
        Sequence = KeyRow::new(
            "sequence",
            Value::Whole,
            "2",
            "the number of changes since it was published, for calendars",
        )
        .default("0")
        .group("address"),
    }
}

impl EventKey {
    /// Whether the key changes how the decks of an event are made, and so has no effect without decks.
    pub fn changes_decks(self) -> bool {
        self.row().group == SLIDE_SET && !matches!(self, Self::Decks | Self::Missing)
    }
}

/// An event.
pub static EVENT: Mapping = Mapping {
    name: "event",
    page: "docs/guide/events.md",
    title: "An event: one delivery of a workshop",
    rows: EVENT_ROWS,
    hints: &[
        (
            &["end", "enddate", "until", "lastday"],
            "write the first and the last day: `date: [2019-04-23, 2019-04-24]`",
        ),
        (
            &["duration", "length"],
            "write days and hours: `date: [2019-04-23, 2019-04-24]`, `hours: 09:00-17:00`",
        ),
        (&["cancelled", "canceled"], "write `status: cancelled`"),
        (&["soldout", "full"], "write `status: sold out`"),
        (&["moved", "postponed"], "write `moved_to:` with the new days, or `status: moved`"),
        (&["unlisted"], "write `listed: false`: then it is in no list, but still published"),
        (
            &["draft", "disabled"],
            "every event in the list is published: put `#` before the lines of one that is not ready; `private:` hides it from everyone without its address",
        ),
        (&["online", "remote", "virtual"], "write `country: www`"),
    ],
    elsewhere: &[
        ("entry", "`{}` is a key of entries of `content` in manifests, and of `site:`"),
        (
            "manifest",
            "`{}` is a key of manifests: write it in `slides/NAME.yml`, or in a manifest of the event's overlay",
        ),
        ("speaker", "`{}` is a key of speakers: write it below `speakers:`"),
        ("workshops", IN_FIRST_COLUMN),
        ("site", "`{}` is a key of `site`: indent it below `site:`"),
    ],
    rules: &[
        KeyRule::OneOf("speaker", "speakers"),
        KeyRule::With { key: "missing", value: "warn", needs: "rev" },
    ],
};
