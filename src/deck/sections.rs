//! Sections: titles, anchors, the table of contents, title slides and pictures between them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::manifest::Era;
use crate::path::slug;
use crate::span::Span;

/// What a `# Title` line opens.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Section {
    /// The title in Markdown.
    pub title: String,
    /// The name of its title slide: `toc-our-application`.
    pub anchor: String,
    /// Other names that lead there.
    pub aliases: Vec<String>,
    /// Its part, from 1.
    pub part: usize,
    /// Where the title stands.
    pub span: Span,
}

/// The anchor that container.training gives to a title: digits, dots and accents are lost.
pub fn anchor(title: &str) -> String {
    let lower = title.to_lowercase();
    let kept = |c: char| match c {
        ' ' => Some('-'),
        c if c.is_ascii_alphabetic() || c == '-' => Some(c),
        _ => None,
    };
    format!("toc-{}", lower.chars().filter_map(kept).collect::<String>())
}

/// Collects the sections of a deck in order.
#[derive(Default)]
pub(super) struct Sections {
    pub(super) list: Vec<Section>,
    anchors: BTreeSet<String>,
    /// The last number that was appended to an anchor.
    counts: BTreeMap<String, u32>,
    parts: Vec<usize>,
}

impl Sections {
    /// Adds a section. Its part counts among those that have one.
    pub(super) fn add(&mut self, raw_title: &str, entry: usize, span: Span) {
        let title = raw_title.trim();
        if self.parts.last() != Some(&entry) {
            self.parts.push(entry);
        }
        let old = anchor(raw_title);
        let full = format!("toc-{}", slug(title));
        // The old anchor is printed on cards and in blog posts: it stays, as long as it is
        // somebody's own.
        let wanted = if old == "toc-" { full.clone() } else { old };
        let anchor = self.unused(&wanted);
        let aliases = if full == anchor || !self.anchors.insert(full.clone()) {
            Vec::new()
        } else {
            vec![full]
        };
        let part = self.parts.len();
        self.list.push(Section { title: title.to_owned(), anchor, aliases, part, span });
    }

    fn unused(&mut self, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        if !self.anchors.insert(name.clone()) {
            let count = self.counts.entry(wanted.to_owned()).or_insert(1);
            loop {
                *count += 1;
                name = format!("{wanted}-{count}");
                if self.anchors.insert(name.clone()) {
                    break;
                }
            }
        }
        name
    }
}

/// The words of an era.
struct Words {
    part: &'static str,
    neighbour: &'static str,
    toc: &'static str,
}

fn words(era: Era) -> Words {
    match era {
        Era::Chapters => Words { part: "Chapter", neighbour: "section", toc: "toc-chapter" },
        Era::Parts => Words { part: "Part", neighbour: "part", toc: "toc-part" },
    }
}

/// A part with more sections is a tight list, as in container.training's decks.
const LOOSE_LIMIT: usize = 10;

/// The table of contents as slides in Markdown, one per part.
pub(super) fn table_of_contents(sections: &[Section], era: Era) -> String {
    let words = words(era);
    let mut slides = Vec::new();
    for part in sections.chunk_by(|a, b| a.part == b.part) {
        let number = part.first().map_or(1, |section| section.part);
        let is_only = part.len() == sections.len() && era == Era::Parts;
        let heading = if is_only {
            "Table of contents".to_owned()
        } else {
            format!("{} {number}", words.part)
        };
        let mut slide = format!("name: {}-{number}\n\n## {heading}\n\n", words.toc);
        let gap = if part.len() < LOOSE_LIMIT || era == Era::Chapters { "\n" } else { "" };
        for section in part {
            // Writing to a String cannot fail.
            let _ = write!(slide, "- [{}](#{})\n{gap}", section.title, section.anchor);
        }
        slides.push(slide.trim_end_matches('\n').to_owned());
    }
    slides.join("\n\n---\n\n")
}

/// The name of the slide with the table of contents of a part.
pub(super) fn contents_anchor(part: usize, era: Era) -> String {
    format!("{}-{part}", words(era).toc)
}

/// The anchors of the sections before and after one.
pub(super) fn neighbours(sections: &[Section], index: usize) -> (&str, &str) {
    let anchor = |index: Option<usize>| {
        index.and_then(|index| sections.get(index)).map_or("toc-", |section| &section.anchor)
    };
    (anchor(index.checked_sub(1)), anchor(Some(index + 1)))
}

/// The title slide of a section in Markdown.
///
/// The blank before the title keeps `Note: this` from being taken for a property.
pub(super) fn title_slide(section: &Section, (previous, next): (&str, &str), era: Era) -> String {
    let words = words(era);
    let neighbour = words.neighbour;
    format!(
        "name: {name}\nclass: title\n\n {title}\n\n.nav[\n[Previous {neighbour}](#{previous})\n|\n\
         [Back to table of contents](#{toc}-{part})\n|\n[Next {neighbour}](#{next})\n]\n",
        name = section.anchor,
        title = section.title,
        toc = words.toc,
        part = section.part,
    )
}

/// The picture before a section in Markdown: decoration, so it has no text.
pub(super) fn interstitial_slide(url: &str) -> String {
    format!("class: pic\n\n.interstitial[![]({url})]\n")
}

#[cfg(test)]
mod tests {
    use super::{Sections, anchor, neighbours, table_of_contents, title_slide};
    use crate::manifest::Era;
    use crate::path::ProjectPath;
    use crate::span::Span;

    fn sections(titles: &[(&str, usize)]) -> Sections {
        let mut sections = Sections::default();
        for (title, entry) in titles {
            sections.add(title, *entry, Span::start_of(ProjectPath::new("slides/a.md")));
        }
        sections
    }

    #[test]
    fn anchors_are_those_of_the_old_tools() {
        assert_eq!(anchor("Two 2.0!"), "toc-two-");
    }

    #[test]
    fn two_sections_never_share_an_anchor() {
        let found = sections(&[("A 1", 0), ("A 2", 0), ("1", 0), ("A 1", 0)]);
        let anchors: Vec<_> = found.list.iter().map(|s| s.anchor.as_str()).collect();
        assert_eq!(anchors, ["toc-a-", "toc-a--2", "toc-1", "toc-a--3"]);
        assert_eq!(found.list[1].aliases, ["toc-a-2"]);
    }

    #[test]
    fn parts_without_a_title_are_not_counted() {
        let found = sections(&[("A", 2), ("B", 5)]);
        let toc = table_of_contents(&found.list, Era::Parts);
        assert!(toc.contains("## Part 1\n\n- [A](#toc-a)"));
        assert!(toc.contains("\n---\n\nname: toc-part-2\n"));
    }

    #[test]
    fn the_first_title_has_nothing_before_it() {
        let found = sections(&[("A", 2)]);
        let neighbours = neighbours(&found.list, 0);
        let slide = title_slide(&found.list[0], neighbours, Era::Chapters);
        assert!(slide.contains("[Previous section](#toc-)"));
        assert!(slide.contains("(#toc-chapter-1)"));
    }
}
