//! Kinds of values as schemas.

use serde_json::{Map, Value as Json, json};

use super::patterns;
use crate::diag::Code;
use crate::diag::level::{CodeSelector, Level};
use crate::event::{STATUS_THAT_HIDES, country_codes, currencies, time_zones};
use crate::keys::{Mapping, Names, Nothing, Value};

/// Schemas that are used more than once, by name.
#[derive(Default)]
pub(super) struct Definitions {
    known: Map<String, Json>,
}

impl Definitions {
    pub(super) fn finish(self) -> Map<String, Json> {
        self.known
    }

    /// A reference to a schema, which is made on first use.
    fn refer(&mut self, name: &str, make: impl FnOnce(&mut Self) -> Json) -> Json {
        if !self.known.contains_key(name) {
            // It may refer to itself.
            self.known.insert(name.to_owned(), Json::Null);
            let schema = make(self);
            self.known.insert(name.to_owned(), schema);
        }
        json!({ "$ref": format!("#/definitions/{name}") })
    }

    fn mapping(&mut self, of: &Mapping) -> Json {
        self.refer(of.name, |definitions| super::mapping(of, definitions))
    }
}

/// A text in any notation: a number or a truth value counts, too.
const SCALARS: [&str; 3] = ["string", "number", "boolean"];

/// The schema of a kind of values, including the empty one.
pub(super) fn of(value: &Value, definitions: &mut Definitions) -> Json {
    match value {
        Value::Prose
        | Value::Markdown
        | Value::Html
        | Value::NumberFormat
        | Value::RunningHeader
        | Value::CodeLanguage
        | Value::Text => text(),
        Value::Status => status(),
        Value::Ratio => pattern(patterns::RATIO, "width and height, such as 16:9 or 4:3"),
        Value::Language => {
            pattern(&patterns::language(), "the code of a language, such as fr or pt-BR")
        }
        Value::TimeZone => time_zone(definitions),
        Value::Country => country(definitions),
        Value::Day => day(),
        Value::Days => days(),
        Value::Hours => pattern(&patterns::hours(), "start and end, such as 09:00-17:00"),
        Value::Breaks => breaks(),
        Value::Whole | Value::Minutes => whole(),
        Value::Pace => pace(),
        Value::Amount => amount(),
        Value::Currency => pattern(&patterns::in_any_case(currencies()), "a currency, such as EUR"),
        Value::Token => pattern(patterns::TOKEN, "what `deckyard new token` prints"),
        Value::Any => json!({}),
        Value::Flag => flag(),
        Value::Choice(words) => choice(words),
        Value::Choices(words) => choices(words),
        Value::WebAddress => pattern(&patterns::web(), "an address that begins with https://"),
        Value::Address => named(&patterns::any(), AN_ADDRESS),
        Value::FileAddress => {
            named(&format!("{}|{}", patterns::web(), patterns::FILE_ALONE), A_FILE)
        }
        Value::Folder => named(patterns::FOLDER, "a folder of the site"),
        Value::File => named(patterns::FOLDER, "a file of the site"),
        Value::Colour => pattern(&patterns::colour(), "a colour, such as #b3261e or crimson"),
        Value::Font => font(),
        Value::Cover => pattern(&patterns::cover(), "a motif, such as bands, or a picture"),
        Value::Slug => named(patterns::SLUG, A_NAME),
        Value::Slugs => texts(patterns::SLUG, A_NAME),
        Value::Texts => texts(r"[^,]*\S[\s\S]*", "a text"),
        Value::Tags => tags(&format!(r"\s*{}\s*", patterns::tag()), r",\s"),
        Value::TagTexts => tags(&patterns::tags(r"\s"), r",\s"),
        Value::Codes(level) => codes(*level, definitions),
        Value::Interstitials => interstitials(),
        Value::Content => content(definitions),
        Value::Mapping(mapping) => or_nothing(super::mapping(mapping, definitions)),
        Value::MapOf(names, value, nothing) => map_of(*names, value, (*nothing, definitions)),
        Value::ListOf(value) => list_of(value, definitions),
        Value::Either(one, other) => {
            let mut either = of(one, definitions);
            join(&mut either, of(other, definitions));
            either
        }
    }
}

/// Any of a few words. No number and no truth value is one of them.
fn choices(words: &[&str]) -> Json {
    let mut choices = texts(&words.join("|"), &format!("some of {}", words.join(", ")));
    choices["type"] = json!(["string", "array", "null"]);
    choices["items"]["type"] = json!("string");
    choices
}

fn status() -> Json {
    let mut schema = text();
    schema["pattern"] = json!(anchored(&patterns::not_of(&STATUS_THAT_HIDES)));
    schema["patternErrorMessage"] =
        json!("all events are published: put `#` before the lines of one that is not ready");
    schema
}

/// A day, which excludes an empty text.
fn day() -> Json {
    let mut day = pattern(patterns::DAY, A_DAY);
    day["pattern"] = json!(anchored(patterns::DAY));
    day
}

fn breaks() -> Json {
    let mut breaks = texts(&patterns::a_break(), "a beginning and minutes, such as 10:30+15");
    breaks["type"] = json!(["string", "array", "null"]);
    breaks["items"]["type"] = json!("string");
    breaks
}

fn whole() -> Json {
    let number = json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX });
    self::number(number, patterns::WHOLE, "a whole number")
}

fn pace() -> Json {
    let number = json!({ "type": "number", "minimum": 0, "maximum": 600 });
    self::number(number, patterns::PACE, "a number of minutes up to 600, such as 1.5")
}

fn amount() -> Json {
    let number = json!({ "type": "number", "minimum": 0, "maximum": 999_999_999 });
    self::number(number, patterns::AMOUNT, "an amount, such as 490 or 490.50")
}

/// Families, a file, or a list of files.
fn font() -> Json {
    let file = patterns::file_of(&crate::keys::FONT_FILES);
    let mut schema = pattern(&patterns::font(), "a file with a font, or families of fonts");
    schema["type"] = json!(["string", "array", "null"]);
    schema["items"] = json!({
        "type": "string",
        "pattern": anchored(&file),
        "patternErrorMessage": "expected a file with a font: woff2, ttf or otf",
    });
    schema
}

/// A mapping, or empty.
fn or_nothing(mut mapping: Json) -> Json {
    mapping["type"] = json!(["object", "null"]);
    mapping
}

fn list_of(value: &Value, definitions: &mut Definitions) -> Json {
    let items = if let Value::Mapping(mapping) = value {
        definitions.mapping(mapping)
    } else {
        let mut items = of(value, definitions);
        refuse_nothing(&mut items);
        items
    };
    json!({ "type": ["array", "null"], "items": items })
}

const A_FILE: &str = "a file of the site, or an address that begins with https://";
const A_DAY: &str = "a day such as 2019-04-23";
const A_NAME: &str = "a name of lower-case letters, digits and dashes";
const AN_ADDRESS: &str = "an address https://… or mailto:…, or a path in the site";

/// The end of a pattern that also accepts a blank text.
const OR_BLANK: &str = r"|\s*";

fn anchored(pattern: &str) -> String {
    format!("^({pattern})$")
}

/// Any text.
fn text() -> Json {
    json!({ "type": ["string", "number", "boolean", "null"] })
}

/// A text of a form, or an empty one. No number or truth value has the form.
fn pattern(pattern: &str, expected: &str) -> Json {
    json!({
        "type": ["string", "null"],
        "pattern": anchored(&format!("{pattern}{OR_BLANK}")),
        "patternErrorMessage": format!("expected {expected}"),
    })
}

/// A text of a form that numbers can have, too.
fn named(pattern: &str, expected: &str) -> Json {
    let mut schema = self::pattern(pattern, expected);
    schema["type"] = json!(["string", "number", "boolean", "null"]);
    schema
}

/// A number, or the same in quotes.
fn number(mut number: Json, pattern: &str, expected: &str) -> Json {
    number["type"] = json!([number["type"], "string", "null"]);
    number["pattern"] = json!(anchored(pattern));
    number["patternErrorMessage"] = json!(format!("expected {expected}"));
    number
}

/// Editors offer both values; the reader also accepts the words of older YAML.
fn flag() -> Json {
    let mut schema = pattern(patterns::FLAG, "true or false");
    schema["type"] = json!(["boolean", "string", "null"]);
    schema
}

fn choice(words: &[&str]) -> Json {
    json!({ "anyOf": [{ "enum": words }, blank()] })
}

/// Makes a schema also accept the values of another one, of other types: most keywords apply to one
/// type only, and errors of a single schema are clearer than those of several.
pub(super) fn join(into: &mut Json, other: Json) {
    let types = |schema: &Json| schema["type"].as_array().cloned().unwrap_or_default();
    let mut all = types(into);
    all.extend(types(&other).into_iter().filter(|name| !types(into).contains(name)));
    if let Json::Object(members) = other {
        for (name, value) in members {
            into[name] = value;
        }
    }
    into["type"] = Json::Array(all);
}

/// A schema without the empty value, and without the blank text if that means an empty value.
pub(super) fn refuse_nothing(schema: &mut Json) {
    if let Some(types) = schema.get_mut("type").and_then(Json::as_array_mut) {
        types.retain(|name| name != "null");
    }
    if let Some(any_of) = schema.get_mut("anyOf").and_then(Json::as_array_mut) {
        any_of.retain(|schema| *schema != blank());
        any_of.iter_mut().for_each(refuse_nothing);
    }
    let pattern = schema.get("pattern").and_then(Json::as_str);
    let without = pattern.and_then(|pattern| pattern.strip_suffix(&format!("{OR_BLANK})$")));
    if let Some(without) = without {
        schema["pattern"] = json!(format!("{without})$"));
    }
}

/// A text with at least one visible character.
pub(super) fn refuse_blank(schema: &mut Json) {
    if schema.get("pattern").is_some() {
        return; // A text of that form is not blank.
    }
    schema["pattern"] = json!(r"\S");
    schema["patternErrorMessage"] = json!("expected a text");
}

/// A list of texts of a form, or one text with commas.
fn texts(one: &str, expected: &str) -> Json {
    let several = format!(r"[\s,]*(({one})(\s*,[\s,]*({one}))*[\s,]*)?");
    let expected = format!("expected {expected}");
    json!({
        "type": ["string", "number", "boolean", "array", "null"],
        "pattern": anchored(&several),
        "patternErrorMessage": expected,
        "items": {
            "type": SCALARS,
            "pattern": anchored(one),
            "patternErrorMessage": expected,
        },
    })
}

fn tags(one: &str, between: &str) -> Json {
    let expected = "expected tags, each a word without spaces, commas, quotes or brackets";
    json!({
        "type": ["string", "number", "boolean", "array", "null"],
        "pattern": anchored(&patterns::tags(between)),
        "patternErrorMessage": expected,
        "items": {
            "type": SCALARS,
            "pattern": format!(r"(?=.*\S){}", anchored(one)),
            "patternErrorMessage": expected,
        },
    })
}

/// Empty, or a text without visible characters.
fn blank() -> Json {
    json!({ "type": ["string", "null"], "pattern": r"^\s*$" })
}

fn days() -> Json {
    let day = json!({
        "type": "string",
        "pattern": anchored(patterns::DAY),
        "patternErrorMessage": format!("expected {A_DAY}"),
    });
    let mut schema = day.clone();
    schema["type"] = json!(["string", "array"]);
    schema["items"] = day;
    schema["minItems"] = json!(1);
    schema
}

fn time_zone(definitions: &mut Definitions) -> Json {
    let expected = "expected a time zone of the IANA database, such as Europe/Paris";
    let zones = definitions
        .refer("timezone", |_| json!({ "enum": time_zones(), "errorMessage": expected }));
    json!({ "anyOf": [zones, blank()] })
}

fn country(definitions: &mut Definitions) -> Json {
    let expected = "expected a country, two letters of ISO 3166, or www";
    let codes: Vec<_> = country_codes().collect();
    // Editors complete those of the first.
    let codes =
        definitions.refer("country", |_| json!({ "enum": codes, "errorMessage": expected }));
    let any_case = json!({
        "type": "string",
        "pattern": anchored(&patterns::in_any_case(country_codes())),
        "patternErrorMessage": expected,
    });
    json!({ "anyOf": [codes, any_case, blank()] })
}

/// Codes of messages, each by itself or several in a text, as on the command line.
fn codes(level: Level, definitions: &mut Definitions) -> Json {
    let name = if level == Level::Deny { "code" } else { "changeable" };
    let can_have = |name: &str| {
        level == Level::Deny || Code::from_name(name).is_none_or(|code| !code.is_fixed())
    };
    let names: Vec<_> = CodeSelector::names().filter(|name| can_have(name)).collect();
    let several = anchored(&patterns::several(&names));
    let expected = "expected codes of messages, as deckyard explain lists them";
    let one = definitions.refer(name, |_| {
        json!({ "anyOf": [
            { "enum": names, "errorMessage": expected },
            { "type": "string", "pattern": several, "patternErrorMessage": expected },
        ] })
    });
    json!({
        "type": ["string", "array", "null"],
        "pattern": several,
        "patternErrorMessage": expected,
        "items": one,
    })
}

fn interstitials() -> Json {
    json!({ "anyOf": [
        { "type": "boolean" },
        { "enum": ["no", "off", Json::Null] },
        { "type": "array", "items": { "type": SCALARS, "pattern": r"\S" } },
    ] })
}

/// Chapters, and lists of them for parts.
fn content(definitions: &mut Definitions) -> Json {
    let entry = definitions.refer("content", |definitions| {
        let mut entry = super::mapping(&crate::keys::CONTENT_ENTRY, definitions);
        entry["type"] = json!(["string", "array", "object"]);
        entry["pattern"] = json!(r"\S");
        entry["patternErrorMessage"] = json!("expected a chapter");
        entry["items"] = json!({ "$ref": "#/definitions/content" });
        entry
    });
    json!({
        "type": ["array", "string", "null"],
        "items": entry,
        "pattern": r"\S",
        "patternErrorMessage": "expected a chapter",
    })
}

fn map_of(
    names: Names,
    value: &Value,
    (nothing, definitions): (Nothing, &mut Definitions),
) -> Json {
    let mut values = of(value, definitions);
    if nothing == Nothing::IsRefused {
        refuse_nothing(&mut values);
    }
    let mut schema = json!({ "type": ["object", "null"], "additionalProperties": values });
    let slug = anchored(patterns::SLUG);
    let name = match names {
        Names::Variables => Some((patterns::VARIABLE, "a name of letters, digits and _")),
        Names::Macros => Some((patterns::MACRO, "a name without spaces and brackets")),
        Names::Ids => Some((slug.as_str(), A_NAME)),
        Names::Pages => Some((patterns::PAGE, "a path in the site, such as next")),
        Names::Patterns => Some((patterns::FOLDER, "a path from the site's folder")),
        Names::Extra => Some((patterns::EXTRA, "a name of letters, digits and _")),
        Names::Chapters | Names::Labels => None,
    };
    if let Some((pattern, expected)) = name {
        schema["propertyNames"] =
            json!({ "pattern": pattern, "patternErrorMessage": format!("expected {expected}") });
    }
    schema
}
