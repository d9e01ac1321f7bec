//! JSON Schemas of manifests, of `workshops.yml` and of `theme.yml`, made from the rows of [`crate::keys`], for editors.
//!
//! Draft 7: all versions of yaml-language-server validate it, those before 1.20 support no newer
//! draft completely, and no feature of a newer draft is needed. Keywords for editors
//! (`markdownDescription`, `patternErrorMessage`, `deprecated`) are not of that draft: validators
//! ignore them.
//!
//! **Invariant:** a schema accepts what the reader accepts, but for a few ways of writing that
//! `tests/schema/differences.rs` lists, with what a schema cannot express.

mod patterns;
mod values;

use serde_json::{Map, Value as Json, json};

use self::values::Definitions;
use crate::keys::{
    KeyDefault, KeyRow, KeyRule, KeySet, MANIFEST, Mapping, Nothing, THEME, Value, WORKSHOPS,
    WorkshopsKey,
};
use crate::manifest::yaml::{self, Yaml, YamlNode};
use crate::path::ProjectPath;
use crate::source::Source;

/// The draft.
const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// The schema of manifests.
pub fn manifest() -> Json {
    of_mapping(&MANIFEST)
}

/// The schema of `theme.yml`.
pub fn theme() -> Json {
    of_mapping(&THEME)
}

fn of_mapping(mapping: &'static Mapping) -> Json {
    let mut definitions = Definitions::default();
    let schema = values::of(&Value::Mapping(mapping), &mut definitions);
    document(mapping, schema, definitions)
}

/// The schema of `workshops.yml`: a mapping, or a list of events.
pub fn workshops() -> Json {
    let mut definitions = Definitions::default();
    let mut schema = values::of(&Value::Mapping(&WORKSHOPS), &mut definitions);
    let list = values::of(&WorkshopsKey::Workshops.row().value, &mut definitions);
    values::join(&mut schema, list);
    document(&WORKSHOPS, schema, definitions)
}

fn document(of: &Mapping, schema: Json, definitions: Definitions) -> Json {
    let mut document = json!({ "$schema": DRAFT, "title": of.title });
    merge(&mut document, schema);
    document["definitions"] = Json::Object(definitions.finish());
    document
}

/// A mapping with its keys and no others.
fn mapping(of: &Mapping, definitions: &mut Definitions) -> Json {
    let rows = of.rows.iter();
    let properties: Map<_, _> =
        rows.map(|row| (row.name.to_owned(), property(row, definitions))).collect();
    let mut schema = json!({
        "type": "object",
        "title": of.title,
        "properties": properties,
        "additionalProperties": false,
    });
    let required = of.rows.iter().filter(|row| row.is_required).map(|row| row.name);
    let required: Vec<_> = required.collect();
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    let rules: Vec<_> = of.rules.iter().map(|rule| rule_of(*rule)).collect();
    if !rules.is_empty() {
        schema["allOf"] = json!(rules);
    }
    schema
}

/// The schema of a key: its values, and its description for editors.
fn property(row: &KeyRow, definitions: &mut Definitions) -> Json {
    let mut schema = values::of(&row.value, definitions);
    if row.nothing == Nothing::IsRefused {
        values::refuse_nothing(&mut schema);
    }
    if row.is_required {
        values::refuse_blank(&mut schema);
    }
    let meaning = sentence(row.meaning);
    schema["description"] = json!(plain(&meaning));
    schema["markdownDescription"] = json!(described(row, &meaning));
    schema["examples"] = json!([literal(row.example)]);
    if let Some(KeyDefault::Value(text)) = row.default {
        schema["default"] = literal(text);
    }
    if let Some(successor) = row.successor {
        // A `deprecationMessage` would be shown as an error, in a file that is fine.
        schema["deprecated"] = json!(true);
        schema["doNotSuggest"] = json!(true);
        schema["description"] =
            json!(format!("{} Write {successor} in its place.", plain(&meaning)));
    }
    schema
}

/// The meaning of a key with its default and an example, in Markdown.
fn described(row: &KeyRow, meaning: &str) -> String {
    let default = match row.default {
        Some(KeyDefault::Value(value)) => format!("\n\nDefault: `{value}`"),
        Some(KeyDefault::Words(words)) => format!("\n\nDefault: {words}"),
        None => String::new(),
    };
    format!("{meaning}{default}\n\nExample: `{}: {}`", row.name, row.example)
}

/// A sentence, without links: those of the guide do not work in an editor.
fn sentence(meaning: &str) -> String {
    let mut text = String::with_capacity(meaning.len());
    let mut rest = meaning;
    while let Some((before, after)) = rest.split_once('[') {
        let link =
            after.split_once("](").and_then(|(name, after)| Some((name, after.split_once(')')?.1)));
        let Some((name, after)) = link else { break };
        text += before;
        text += name;
        rest = after;
    }
    text += rest;
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str() + "."
}

/// A text of Markdown without its marks for code.
fn plain(markdown: &str) -> String {
    markdown.replace('`', "")
}

fn rule_of(rule: KeyRule) -> Json {
    match rule {
        KeyRule::OneOf(one, other) => json!({
            "if": { "required": [one] },
            "then": {
                "properties": { other: false },
                "errorMessage": format!("{one} and {other} mean the same: write one of them"),
            },
        }),
        KeyRule::With { key, value, needs } => json!({
            "if": { "required": [key], "properties": { key: { "const": value } } },
            "then": {
                "required": [needs],
                "properties": { needs: { "type": ["string", "number", "boolean"] } },
                "errorMessage": format!("{key}: {value} has no effect without {needs}"),
            },
        }),
    }
}

/// Adds the members of an object to another one.
fn merge(into: &mut Json, from: Json) {
    if let Json::Object(members) = from {
        for (name, value) in members {
            into[name] = value;
        }
    }
}

/// A YAML value, as written in a row.
fn literal(text: &str) -> Json {
    let source = Source::new(ProjectPath::new("example.yml"), text);
    yaml::read(&source).map_or_else(|_| json!(text), |value| json_of(&value))
}

/// A YAML value, as editors and validators see it.
pub fn json_of(value: &Yaml) -> Json {
    match &value.node {
        YamlNode::Null => Json::Null,
        YamlNode::Bool(is_true, _) => json!(is_true),
        YamlNode::Number(text) => number(text),
        YamlNode::Text(text) => json!(text),
        YamlNode::List(items) => items.iter().map(json_of).collect(),
        YamlNode::Map(entries) => {
            let entries = entries.iter();
            Json::Object(entries.map(|(key, value)| (key.value.clone(), json_of(value))).collect())
        }
    }
}

/// A YAML number; one that JSON cannot represent becomes a text.
fn number(text: &str) -> Json {
    let digits = text.trim_start_matches('+');
    let whole = |prefix, radix| {
        digits.strip_prefix(prefix).and_then(|digits| i64::from_str_radix(digits, radix).ok())
    };
    let known = digits.parse().ok().or_else(|| whole("0x", 16)).or_else(|| whole("0o", 8));
    match known {
        Some(known) => json!(known),
        None => digits
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite())
            .map_or_else(|| json!(text), |number| json!(number)),
    }
}
