//! The keys of mappings below an event: prices, organizer, venue, join link, picture.

use crate::keys::{KeyRow, KeySet, Mapping, Value, key_set};

/// The page of the guide that describes all of them.
const PAGE: &str = "docs/guide/events-details.md";

/// The places that can show the link to an online event.
pub const JOIN_PLACES: &[&str] = &["page", "calendar", "data"];

key_set! {
    /// The keys of a price.
    PriceKey: PRICE_ROWS {
        Amount = KeyRow::new("amount", Value::Amount, "490", "the amount in that currency; `0` is free")
            .required()
            .synonyms(&["price", "value", "cost", "fee"]),
        Currency = KeyRow::new("currency", Value::Currency, "EUR", "three letters of ISO 4217")
            .required(),
        Name = KeyRow::new("name", Value::Prose, "Students", "the kind of ticket")
            .synonyms(&["label", "title", "for", "ticket"]),
        Until = KeyRow::new(
            "until",
            Value::Day,
            "2027-01-15",
            "the last day of this price: pages built later leave it out",
        )
        .synonyms(&["before", "ends", "deadline", "expires", "earlybird"]),
    }
}

/// A price.
pub static PRICE: Mapping = Mapping {
    name: "price",
    page: PAGE,
    title: "A price of an event",
    rows: PRICE_ROWS,
    hints: &[],
    elsewhere: &[("event", "`{}` is a key of the event: begin it in the column of `price`")],
    rules: &[],
};

key_set! {
    /// The keys of an organizer.
    OrganizerKey: ORGANIZER_ROWS {
        Name = KeyRow::new("name", Value::Prose, "The Bakers' Guild", "the full name")
            .required()
            .synonyms(&["title", "company"]),
        Url = KeyRow::new("url", Value::Address, "https://example.org/guild", "its own page")
            .synonyms(&["link", "website", "href", "address", "homepage"]),
    }
}

/// An organizer.
pub static ORGANIZER: Mapping = Mapping {
    name: "organizer",
    page: PAGE,
    title: "Who organizes an event",
    rows: ORGANIZER_ROWS,
    hints: &[],
    elsewhere: &[("event", "`{}` is a key of the event: begin it in the column of `organizer`")],
    rules: &[],
};

key_set! {
    /// The keys of a venue.
    VenueKey: VENUE_ROWS {
        Name = KeyRow::new("name", Value::Prose, "Guild hall", "the name of the building")
            .synonyms(&["title", "building", "place"]),
        Address = KeyRow::new(
            "address",
            Value::Prose,
            "\"1 rue du Four, room 3\"",
            "the street, the number, the room; lines are joined with commas",
        )
        .synonyms(&["street", "room"]),
        City = KeyRow::new("city", Value::Prose, "Lyon", "the town, if the event has no `city`")
            .synonyms(&["town"]),
        Country = KeyRow::new("country", Value::Country, "fr", "the country, if the event has none"),
        Map = KeyRow::new("map", Value::Address, "https://example.org/map", "a map, or directions")
            .synonyms(&["url", "link", "directions", "maps"]),
    }
}

/// A venue.
pub static VENUE: Mapping = Mapping {
    name: "venue",
    page: PAGE,
    title: "Where an event takes place",
    rows: VENUE_ROWS,
    hints: &[],
    elsewhere: &[("event", "`{}` is a key of the event: begin it in the column of `venue`")],
    rules: &[],
};

key_set! {
    /// The keys of a join link.
    JoinKey: JOIN_ROWS {
        Url = KeyRow::new("url", Value::WebAddress, "https://example.org/room", "the address of the meeting")
            .required()
            .synonyms(&["link", "href", "address"]),
        Show = KeyRow::new(
            "show",
            Value::Choices(JOIN_PLACES),
            "[page, calendar]",
            "where it is published: on the event's page, in calendars, in data for programs (JSON-LD and `events.json`)",
        )
        .without("`[page]`")
        .synonyms(&["in", "where", "places", "visible"]),
    }
}

/// A join link.
pub static JOIN: Mapping = Mapping {
    name: "join",
    page: PAGE,
    title: "The link to an online event",
    rows: JOIN_ROWS,
    hints: &[],
    elsewhere: &[("event", "`{}` is a key of the event: begin it in the column of `join`")],
    rules: &[],
};

key_set! {
    /// The keys of a picture.
    PictureKey: PICTURE_ROWS {
        File = KeyRow::new("file", Value::FileAddress, "images/oven.jpg", "a picture in `slides/`, or a whole address")
            .required()
            .synonyms(&["src", "url", "path", "image", "picture"]),
        Alt = KeyRow::new("alt", Value::Prose, "A stone oven", "a description for people who cannot see it")
            .required()
            .synonyms(&["text", "description", "title", "caption"]),
    }
}

/// A picture.
pub static PICTURE: Mapping = Mapping {
    name: "picture",
    page: PAGE,
    title: "The picture of an event",
    rows: PICTURE_ROWS,
    hints: &[],
    elsewhere: &[("event", "`{}` is a key of the event: begin it in the column of `picture`")],
    rules: &[],
};

key_set! {
    /// The keys of a day, or of half a day, in an agenda.
    AgendaKey: AGENDA_ROWS {
        Title = KeyRow::new("title", Value::Prose, "Day 1, morning", "its heading")
            .synonyms(&["name", "heading", "part", "day", "half"]),
        Date = KeyRow::new("date", Value::Day, "2027-03-02", "its day, one of the event's days")
            .synonyms(&["on", "when"]),
        Blocks = KeyRow::new(
            "blocks",
            Value::ListOf(&Value::Mapping(&BLOCK)),
            "[{title: Dough}]",
            "what happens, in order: [keys](#agenda)",
        )
        .synonyms(&["items", "slots", "sessions", "rows", "entries", "content"]),
    }
}

/// A day, or half a day, in an agenda.
pub static AGENDA: Mapping = Mapping {
    name: "agenda",
    page: PAGE,
    title: "A day, or half a day, of an agenda",
    rows: AGENDA_ROWS,
    hints: &[],
    elsewhere: &[("block", "`{}` is a key of blocks: write it below `blocks:`")],
    rules: &[],
};

key_set! {
    /// The keys of a block of an agenda.
    BlockKey: BLOCK_ROWS {
        Title = KeyRow::new("title", Value::Prose, "Dough", "what happens")
            .required()
            .synonyms(&["name", "what", "heading"]),
        Time = KeyRow::new("time", Value::Hours, "09:00-10:30", "start and end")
            .synonyms(&["hours", "when", "at", "start"]),
        Topics = KeyRow::new("topics", Value::Texts, "[flour, water]", "its topics, as a list below the title")
            .synonyms(&["points", "items", "contents", "bullets"]),
        Break = KeyRow::new("break", Value::Flag, "true", "whether it is a break")
            .default("false")
            .synonyms(&["pause", "isbreak"]),
    }
}

/// A block of an agenda.
pub static BLOCK: Mapping = Mapping {
    name: "block",
    page: PAGE,
    title: "A block of an agenda",
    rows: BLOCK_ROWS,
    hints: &[],
    elsewhere: &[("agenda", "`{}` is a key of the day: begin it in the column of `blocks`")],
    rules: &[],
};
