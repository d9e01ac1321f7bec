//! The whole guide: nothing is missing, no link is dead, and nothing is wider than a terminal.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use pulldown_cmark::{Event, Tag};

use super::terminal::{GuideLine, lines};
use super::{Target, Topic, topic, topics};
use crate::diag::Code;
use crate::markdown;

const WIDTH: usize = 80;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test reads the repository")]
fn every_page_of_the_guide_is_a_topic() {
    let files = fs::read_dir(root().join("docs/guide")).expect("the guide");
    let names = files.map(|file| file.expect("a file").file_name().into_string().expect("a name"));
    let missing: Vec<String> = names.filter(|name| topic(name).is_none()).collect();
    assert!(missing.is_empty(), "add these to `PAGES` of src/guide/mod.rs: {missing:?}");
}

#[test]
fn the_list_of_the_documentation_says_what_each_page_is_about() {
    for topic in topics() {
        assert!(
            super::INDEX.contains(&super::link_of(&topic)),
            "{} is not in docs/README.md",
            topic.name
        );
        assert!(!topic.title().is_empty(), "{}", topic.name);
        assert!(topic.about().len() < 200, "{}: {}", topic.name, topic.about());
    }
}

/// The anchors of a page's headings, as forges make them.
fn anchors(topic: &Topic) -> BTreeSet<String> {
    let headings = lines(topic, WIDTH).into_iter().filter_map(|line| match line {
        GuideLine::Heading(heading) => Some(heading),
        GuideLine::Text(_) => None,
    });
    let anchor = |heading: String| {
        let letters = heading.to_lowercase().replace(' ', "-");
        letters.chars().filter(|c| c.is_alphanumeric() || "-_".contains(*c)).collect()
    };
    headings.map(anchor).collect()
}

fn addresses(topic: &Topic) -> Vec<String> {
    let events = markdown::events(topic.text, &|_| None);
    let address = |(event, _)| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            Some(dest_url.into_string())
        }
        _ => None,
    };
    events.into_iter().filter_map(address).collect()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test reads the repository")]
fn every_link_of_the_guide_leads_somewhere() {
    let mut dead = Vec::new();
    for topic in topics() {
        for address in addresses(&topic) {
            let is_there = match topic.target(&address) {
                Target::Here(anchor) => anchors(&topic).contains(&anchor),
                Target::Topic(_, anchor) if anchor.is_empty() => true,
                Target::Topic(name, anchor) => {
                    let other = super::topic(name).expect("a topic");
                    anchors(&other).contains(&anchor)
                }
                Target::Code(code) => Code::from_name(&code).is_some(),
                Target::File(path) => root().join(path).exists(),
                Target::Web(_) => true,
            };
            if !is_there {
                dead.push(format!("{}: {address}", topic.name));
            }
        }
    }
    assert!(dead.is_empty(), "{dead:#?}");
}

#[test]
fn pages_fit_a_terminal() {
    for topic in topics() {
        for line in lines(&topic, WIDTH) {
            let (GuideLine::Heading(text) | GuideLine::Text(text)) = line;
            // Code and addresses are not cut.
            let is_long_word = text.split_whitespace().any(|word| word.chars().count() > 30);
            let is_code = text.starts_with("    ") || text.contains('`');
            let is_narrow = text.chars().count() <= WIDTH || is_code || is_long_word;
            assert!(is_narrow, "{}: {text}", topic.name);
            assert!(!text.contains('\u{a0}'), "{}: {text}", topic.name);
        }
    }
}

fn shown(text: &'static str, width: usize) -> String {
    let topic = Topic { name: "site", text };
    let line = |line| match line {
        GuideLine::Heading(text) => format!("# {text}\n"),
        GuideLine::Text(text) => format!("{text}\n"),
    };
    lines(&topic, width).into_iter().map(line).collect()
}

#[test]
fn blocks_look_like_themselves() {
    let text = "# Bread\n\nFlour, `water and salt` and *time*.\n\n1. Mix it\n   well\n2. Wait\n\n   - long\n   - longer\n\n\
                ```bash\nbake --hours 36\n\n  now\n```\n<!-- nothing -->\nEat.\n";
    let expected = "# Bread\n\nFlour,\n`water and salt`\nand time.\n\n1. Mix it well\n\n2. Wait\n\n   - long\n   - longer\n\n    \
                    bake --hours 36\n\n      now\n\nEat.\n";
    assert_eq!(shown(text, 17), expected);
}

#[test]
fn links_become_commands() {
    let text = "[Events](events.md#when), [above](#x), [`no-deck`](../diagnostics/no-deck.md), \
                [none](../diagnostics/no-deck.md), [code](../../ARCHITECTURE.md), <https://example.org>\n";
    let expected = format!(
        "Events [deckyard docs events], above, `no-deck`, none [deckyard explain no-deck], code [{}], \
         https://example.org\n",
        super::terminal::in_repository("ARCHITECTURE.md")
    );
    assert_eq!(shown(text, 300), expected);
}

#[test]
fn tables_take_the_form_for_which_there_is_room() {
    let text = "| Key | Meaning |\n|---|---|\n| `a` | the first |\n| `bcd` | and another one |\n";
    assert_eq!(shown(text, 40), "Key    Meaning\n`a`    the first\n`bcd`  and another one\n");
    assert_eq!(shown(text, 16), "`a`    the first\n`bcd`  and\n       another\n       one\n");
    let wide = "| Key | Value | Without it |\n|---|---|---|\n| `a` | a text of words | |\n";
    assert_eq!(shown(wide, 16), "`a`\n    Value: a\n      text of\n      words\n");
}
