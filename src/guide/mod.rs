//! The guide, as part of the program: topics, their titles, and the targets of their links.
//!
//! The pages are the files of `docs/guide/`, and two next to it; `docs/README.md` contains their
//! descriptions. [`terminal`] formats a page for a terminal. No input of a user is read here.

pub mod terminal;
#[cfg(test)]
mod tests;

/// A page of the guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its name on the command line.
    pub name: &'static str,
    /// Its text, in Markdown.
    pub text: &'static str,
}

/// A page in `docs/guide/`.
macro_rules! page {
    ($name:literal) => {
        Topic { name: $name, text: include_str!(concat!("../../docs/guide/", $name, ".md")) }
    };
}

/// All pages.
const PAGES: &[Topic] = &[
    page!("start"),
    page!("tutorial"),
    page!("install"),
    page!("systems"),
    page!("site"),
    page!("sections"),
    page!("about-decks"),
    page!("events"),
    page!("events-details"),
    page!("events-private"),
    page!("languages"),
    page!("search"),
    page!("slide-sets"),
    page!("branches"),
    page!("dialect"),
    page!("layouts"),
    page!("serve"),
    page!("diff"),
    page!("editors"),
    page!("housekeeping"),
    page!("command-line"),
    page!("check"),
    page!("links"),
    page!("downloads"),
    page!("pdf"),
    page!("publishing"),
    page!("publishing-forges"),
    page!("publishing-hosts"),
    page!("publishing-servers"),
    page!("performance"),
    page!("import"),
    page!("migrating"),
    page!("brand"),
    page!("deck-page"),
    page!("slots"),
    page!("themes"),
    page!("concepts"),
    page!("comparison"),
    page!("accessibility"),
    Topic { name: "templates", text: include_str!("../../docs/templates.md") },
    Topic { name: "differences", text: include_str!("../../docs/differences.md") },
];

/// The list of all pages, with their descriptions.
const INDEX: &str = include_str!("../../docs/README.md");

/// The target of a link, for a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An anchor on the same page.
    Here(String),
    /// A topic, and an anchor on its page, which is often empty.
    Topic(&'static str, String),
    /// To the page of a diagnostic, by its code.
    Code(String),
    /// A file of Deckyard's repository, by its path there.
    File(String),
    /// To another site.
    Web(String),
}

/// The topics, in the order of the list.
pub fn topics() -> Vec<Topic> {
    let mut pages = PAGES.to_vec();
    let place = |topic: &Topic| INDEX.find(&link_of(topic)).unwrap_or(INDEX.len());
    pages.sort_by_key(place);
    pages
}

/// The topic of a name, also written as the name of its file.
pub fn topic(name: &str) -> Option<Topic> {
    let name = name.strip_suffix(".md").unwrap_or(name).to_lowercase();
    PAGES.iter().find(|topic| topic.name == name).copied()
}

/// How the list links to a topic.
fn link_of(topic: &Topic) -> String {
    let folder = if is_beside(topic) { "" } else { "guide/" };
    format!("]({folder}{}.md)", topic.name)
}

/// Whether the page is next to `docs/guide/`.
fn is_beside(topic: &Topic) -> bool {
    ["templates", "differences"].contains(&topic.name)
}

impl Topic {
    /// The title of the page.
    pub fn title(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches('#').trim()
    }

    /// The name of the page in the list.
    pub fn label(&self) -> &'static str {
        let end = INDEX.find(&link_of(self)).unwrap_or(0);
        INDEX[..end].rsplit('[').next().unwrap_or_default()
    }

    /// The description of the page in the list; empty if its name is sufficient.
    pub fn about(&self) -> String {
        let Some(at) = INDEX.find(&link_of(self)) else { return String::new() };
        let entry = &INDEX[at + link_of(self).len()..];
        let end = entry.find("\n- ").or_else(|| entry.find("\n\n")).unwrap_or(entry.len());
        let end = entry.find("\n\n").map_or(end, |blank| blank.min(end));
        // The text after a comma or a bracket is about something else.
        let Some(about) = entry[..end].strip_prefix(':') else { return String::new() };
        let words: Vec<&str> = about.split_whitespace().collect();
        without_links(&words.join(" ")).replace('`', "")
    }

    /// The target of an address on the page.
    pub fn target(&self, address: &str) -> Target {
        if let Some(anchor) = address.strip_prefix('#') {
            return Target::Here(anchor.to_owned());
        }
        if address.contains("://") || address.starts_with("mailto:") {
            return Target::Web(address.to_owned());
        }
        let (file, anchor) = address.split_once('#').unwrap_or((address, ""));
        let folder = if is_beside(self) { "docs" } else { "docs/guide" };
        let path = resolved(folder, file);
        let is_page = |topic: &&Topic| {
            let folder = if is_beside(topic) { "docs" } else { "docs/guide" };
            path == format!("{folder}/{}.md", topic.name)
        };
        if let Some(topic) = PAGES.iter().find(is_page) {
            return Target::Topic(topic.name, anchor.to_owned());
        }
        let code = path.strip_prefix("docs/diagnostics/").and_then(|file| file.strip_suffix(".md"));
        match code {
            Some(code) => Target::Code(code.to_owned()),
            None => Target::File(path),
        }
    }
}

/// A path without `..`, from a folder of the repository on.
fn resolved(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in path.split('/') {
        match part {
            ".." => _ = parts.pop(),
            "" | "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A line of the list, with only the texts of its links.
fn without_links(line: &str) -> String {
    let mut parts = line.split("](");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.split_once(')').map_or(part, |(_, rest)| rest));
    }
    out.replace('[', "")
}
