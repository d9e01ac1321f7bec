//! The keys of `workshops.yml`, and what other tools and authors call them.

use crate::manifest::advice::{KeyTable, Synonyms};

/// The keys of the file.
pub(super) const FILE: KeyTable = KeyTable {
    keys: &["site", "speakers", "workshops", "redirects", "check"],
    synonyms: &[
        (
            &[
                "events",
                "event",
                "sessions",
                "session",
                "courses",
                "course",
                "trainings",
                "training",
                "deliveries",
                "classes",
                "talks",
                "meetups",
                "dates",
                "schedule",
                "calendar",
                "agenda",
            ],
            "workshops",
        ),
        (
            &[
                "speaker",
                "people",
                "persons",
                "trainers",
                "trainer",
                "instructors",
                "instructor",
                "teachers",
                "teacher",
                "authors",
                "author",
                "presenters",
                "staff",
                "team",
            ],
            "speakers",
        ),
        (&["settings", "config", "configuration", "options", "meta", "global", "website"], "site"),
        (&["aliases", "moved", "rewrites", "forwards"], "redirects"),
        (
            &["title", "url", "description", "timezone", "language", "minutes", "baseurl"],
            "indent it below `site:`",
        ),
        (
            &[
                "content",
                "chapters",
                "exclude",
                "ratio",
                "theme",
                "gitrepo",
                "chat",
                "slidenumberprefix",
            ],
            "this is a key of manifests: one file `slides/NAME.yml` for each deck",
        ),
        (
            &["date", "city", "country", "decks"],
            "indent it below `workshops:`, in an entry that begins with `- `",
        ),
    ],
    elsewhere: &[],
};

/// The keys of `site`.
pub(super) const SITE: KeyTable = KeyTable {
    keys: &["title", "description", "url", "language", "timezone", "minutes"],
    synonyms: &[
        (&["name", "heading"], "title"),
        (&["subtitle", "tagline", "summary", "about"], "description"),
        (&["baseurl", "base", "address", "link", "domain", "host", "cname", "website"], "url"),
        (&["lang", "locale"], "language"),
        (&["tz", "zone"], "timezone"),
        (&["pace", "time", "duration", "perslide"], "minutes"),
        (
            &["theme", "css", "style", "logo", "footer", "favicon", "icon"],
            "looks are files: `static/theme.css`, `static/favicon.svg`, `templates/`; `theme:` is a key of manifests",
        ),
        (
            &["author", "authors"],
            "people are listed below `speakers:`, which begins in the first column",
        ),
    ],
    elsewhere: &[(
        &["speakers", "workshops", "redirects"],
        "the file itself: begin it in the first column",
    )],
};

/// The keys of `check`.
pub(super) const CHECK: KeyTable = KeyTable {
    keys: &["deny", "warn", "allow", "files", "links"],
    synonyms: &[
        (&["error", "errors", "fail", "forbid"], "deny"),
        (&["warning", "warnings"], "warn"),
        (&["ignore", "disable", "off", "skip", "silence"], "allow"),
        (&["paths", "folders", "overrides", "perfile"], "files"),
        (&["external", "urls"], "links"),
    ],
    elsewhere: &[],
};

/// The keys of a pattern in `files` of `check`.
pub(super) const FILE_LEVELS: KeyTable = KeyTable {
    keys: &["deny", "warn", "allow"],
    synonyms: &[
        (&["error", "errors", "fail", "forbid"], "deny"),
        (&["warning", "warnings"], "warn"),
        (&["ignore", "disable", "off", "skip", "silence"], "allow"),
    ],
    elsewhere: &[],
};

/// The keys of `links` in `check`.
pub(super) const LINKS: KeyTable = KeyTable {
    keys: &["ignore"],
    synonyms: &[(&["allow", "exclude", "skip", "except", "ignored"], "ignore")],
    elsewhere: &[],
};

/// The keys of `minutes` in `site`.
pub(super) const PACE: KeyTable = KeyTable {
    keys: &["slide", "lab"],
    synonyms: &[
        (&["exercise", "exercises", "labs", "handson"], "lab"),
        (&["page", "slides"], "slide"),
    ],
    elsewhere: &[],
};

/// The keys of a speaker.
pub(super) const SPEAKER: KeyTable = KeyTable {
    keys: &["name", "url", "bio", "photo"],
    synonyms: &[
        (&["website", "web", "link", "site", "homepage", "page", "blog", "address"], "url"),
        (&["biography", "about", "description", "abstract", "text"], "bio"),
        (&["picture", "image", "avatar", "portrait", "img", "pic", "headshot"], "photo"),
        (&["fullname", "title", "displayname"], "name"),
        (&["id", "slug", "handle"], "the id is the key of the entry: `ana: {name: Ana Baker}`"),
        (
            &[
                "twitter", "github", "linkedin", "mastodon", "email", "mail", "bluesky", "social",
                "company",
            ],
            "write it in `bio:`, as a link of Markdown; `url:` is the person's page",
        ),
    ],
    elsewhere: &[],
};

/// The keys of an event.
pub(super) const EVENT: KeyTable =
    KeyTable { keys: &super::entry::KEYS, synonyms: EVENT_SYNONYMS, elsewhere: EVENT_ELSEWHERE };

const EVENT_SYNONYMS: &Synonyms = &[
    (&["location", "town", "where"], "city|place"),
    (&["venue", "room", "building", "address", "street"], "place"),
    (
        &[
            "host",
            "organizer",
            "organiser",
            "company",
            "client",
            "customer",
            "conference",
            "meetup",
        ],
        "event",
    ),
    (&["name", "heading", "subject", "topic"], "title"),
    (&["language", "locale"], "lang"),
    (
        &[
            "trainer",
            "trainers",
            "instructor",
            "instructors",
            "author",
            "authors",
            "teacher",
            "teachers",
            "presenter",
            "presenters",
            "by",
            "who",
        ],
        "speaker",
    ),
    (&["deck", "manifest", "manifests", "presentation", "presentations", "slidedecks"], "decks"),
    (
        &[
            "register",
            "registration",
            "signup",
            "tickets",
            "ticket",
            "booking",
            "rsvp",
            "join",
            "link",
        ],
        "attend",
    ),
    (&["url", "href", "website"], "attend|slides"),
    (&["description", "summary", "about", "details", "text", "intro"], "abstract"),
    (
        &[
            "prerequisites",
            "prerequisite",
            "prereqs",
            "requires",
            "requirement",
            "audience",
            "needs",
        ],
        "requirements",
    ),
    (&["difficulty"], "level"),
    (
        &[
            "revision", "commit", "tag", "branch", "version", "ref", "git", "freeze", "frozen",
            "pin",
        ],
        "rev",
    ),
    (&["dates", "day", "days", "when", "startdate"], "date"),
    (&["start", "begin", "from"], "date|hours"),
    (
        &["end", "enddate", "until", "lastday"],
        "write the first and the last day: `date: [2019-04-23, 2019-04-24]`",
    ),
    (
        &["duration", "length"],
        "write days and hours: `date: [2019-04-23, 2019-04-24]`, `hours: 09:00-17:00`",
    ),
    (&["hour", "time", "times", "starttime", "endtime", "schedule"], "hours"),
    (&["break", "pause", "pauses", "lunch", "coffee"], "breaks"),
    (&["tz", "zone"], "timezone"),
    (&["state", "availability"], "status"),
    (&["cancelled", "canceled"], "write `status: cancelled`"),
    (&["soldout", "full"], "write `status: sold out`"),
    (&["moved", "postponed"], "write `status: moved`"),
    (
        &["draft", "hidden", "published", "unlisted", "private", "public", "disabled"],
        "every event in the list is published: put `#` before the lines of one that is not ready",
    ),
    (&["online", "remote", "virtual"], "write `country: www`"),
    (&["variables", "variable", "define", "params"], "vars"),
    (&["excludes", "tags", "without", "hide"], "exclude"),
    (&["omit", "drop", "remove", "skips"], "skip"),
    (&["add", "insert", "append", "extra", "before", "include"], "after"),
    (&["overlays", "folder", "dir", "directory"], "overlay"),
    (&["recording", "recordings", "youtube", "videos", "replay"], "video"),
    (&["gitter", "slack", "mattermost", "discord"], "chat"),
    (&["id", "permalink", "path"], "slug"),
    (&["alias", "redirectfrom", "oldslug", "formerly"], "aliases"),
    (&["home", "front", "frontpage", "index", "main"], "root"),
    (&["created", "published", "added"], "announced"),
    (&["price", "cost", "fee"], "write it in `abstract:`"),
];

const EVENT_ELSEWHERE: &[(&[&str], &str)] = &[
    (
        &[
            "content",
            "chapters",
            "theme",
            "ratio",
            "notes",
            "interstitials",
            "gitrepo",
            "zip",
            "html",
            "slidenumberprefix",
        ],
        "manifests: write it in `slides/NAME.yml`, or in a manifest of the event's overlay",
    ),
    (&["minutes", "chapter"], "entries of `content` in manifests, and of `site:`"),
    (&["bio", "photo"], "speakers: write it below `speakers:`"),
    (
        &["site", "speakers", "workshops", "redirects"],
        "the file itself: begin it in the first column",
    ),
];
