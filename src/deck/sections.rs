//! Sections: titles, anchors, the table of contents, title slides and pictures between them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::section_times::{SectionTimes, planned_minutes};
use crate::language::{PhraseValue, Vocabulary};
use crate::line::one_line;
use crate::manifest::{Era, Manifest};
use crate::path::{ProjectPath, slug};
use crate::span::Span;
use crate::world::World;

/// A section, opened by a `# Title` line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Section {
    /// The title in Markdown.
    pub title: String,
    /// The name of its title slide: `toc-our-application`.
    pub anchor: String,
    /// Other names that link there.
    pub aliases: Vec<String>,
    /// Its part, from 1.
    pub part: usize,
    /// Planned minutes, where most of it is planned.
    pub minutes: Option<u32>,
    /// The location of the title.
    pub span: Span,
}

/// The anchor that container.training derives from a title: digits, dots and accents are lost.
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
    /// Adds a section. Only parts with sections are counted.
    pub(super) fn add(&mut self, raw_title: &str, entry: usize, span: Span) {
        let title = raw_title.trim();
        if self.parts.last() != Some(&entry) {
            self.parts.push(entry);
        }
        let old = anchor(raw_title);
        let full = format!("toc-{}", slug(&one_line(title)));
        // The old anchor is printed on cards and in blog posts: it stays, as long as it is unique.
        let wanted = if old == "toc-" { full.clone() } else { old };
        let anchor = self.unused(&wanted);
        let aliases = if full == anchor || !self.anchors.insert(full.clone()) {
            Vec::new()
        } else {
            vec![full]
        };
        let part = self.parts.len();
        let title = title.to_owned();
        self.list.push(Section { title, anchor, aliases, part, minutes: None, span });
    }

    /// Sets their times.
    pub(super) fn plan(&mut self, times: &SectionTimes) {
        for (section, time) in self.list.iter_mut().zip(&times.sections) {
            section.minutes = planned_minutes(*time);
        }
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

/// How an era named the tables of contents.
fn toc(era: Era) -> &'static str {
    match era {
        Era::Chapters => "toc-chapter",
        Era::Modules => "toc-module",
        Era::Parts => "toc-part",
    }
}

/// The heading of a part in an era.
fn part_heading(number: usize, era: Era, words: &Vocabulary) -> String {
    markdown(&part_name(number, era, words))
}

/// The name of a part in an era.
pub(super) fn part_name(number: usize, era: Era, words: &Vocabulary) -> String {
    let phrase = match era {
        Era::Chapters => &words.chapter,
        Era::Modules => &words.module,
        Era::Parts => &words.part,
    };
    let number = PhraseValue::Count(u32::try_from(number).unwrap_or(u32::MAX));
    phrase.with(&[("number", number)])
}

/// A text of the interface, escaped for Markdown: anybody may write language files.
pub(super) fn markdown(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The eras; each named the tables of contents differently.
const ERAS: [Era; 3] = [Era::Parts, Era::Chapters, Era::Modules];

/// The era of a deck. A manifest with `content` does not distinguish modules from parts; the
/// program beside it that generated the pages does.
pub(super) fn era_of(manifest: &Manifest, world: &dyn World) -> Era {
    if manifest.era != Era::Parts {
        return manifest.era;
    }
    let program = world.source(&ProjectPath::new(OLD_PROGRAM));
    let says_module = program.is_ok_and(|source| source.text().contains("toc-module-"));
    if says_module { Era::Modules } else { Era::Parts }
}

/// The program of container.training, which is parsed but never run.
const OLD_PROGRAM: &str = "slides/markmaker.py";

/// How the program that generated the pages handled sections; without such a program, how Deckyard
/// handles them.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct SectionHabits {
    /// Whether it looked for sections at all: some deliveries switched that off.
    pub(super) has_sections: bool,
    /// Whether title slides link to the sections around them; those of the first program did not.
    pub(super) links_neighbours: bool,
}

/// What the program next to the manifests did.
pub(super) fn habits(world: &dyn World) -> SectionHabits {
    let program = world.source(&ProjectPath::new(OLD_PROGRAM)).ok();
    let text = program.as_ref().map_or("", |source| source.text());
    // The list of titles of a chapter, emptied by hand.
    let is_off = |line: &str| line.trim_start().starts_with("titles = []");
    SectionHabits {
        has_sections: !text.lines().any(is_off),
        links_neighbours: !text.contains("toc-chapter-") || text.contains("previouslink"),
    }
}

/// The other names of a slide with a table of contents: every era's links must work.
pub(super) fn contents_aliases(name: &str, is_only: bool) -> Vec<String> {
    let tables = ERAS.into_iter().filter_map(|era| {
        let number = name.strip_prefix(toc(era))?.strip_prefix('-')?;
        number.parse::<usize>().ok().filter(|parsed| parsed.to_string() == number)
    });
    let Some(number) = tables.into_iter().next() else { return Vec::new() };
    // With a single table, modules counted from 0.
    let part = if is_only { 1 } else { number };
    let named = ERAS.into_iter().map(|era| format!("{}-{part}", toc(era)));
    let first = is_only.then(|| format!("{}-0", toc(Era::Modules)));
    named.chain(first).filter(|alias| alias != name).collect()
}

/// A part with more sections is a tight list, as in container.training's decks.
const LOOSE_LIMIT: usize = 10;

/// What decides how a table of contents looks.
#[derive(Copy, Clone, Debug)]
pub(super) struct ContentsManner<'a> {
    pub(super) era: Era,
    /// Whether short parts share a slide.
    pub(super) merges: bool,
    pub(super) words: &'a Vocabulary,
}

impl<'a> ContentsManner<'a> {
    /// The style of a deck: container.training's program made a slide for each part, and manifests
    /// written for it name a chat.
    pub(super) fn of(manifest: &Manifest, words: &'a Vocabulary) -> Self {
        let era = manifest.era;
        let is_ours = || era == Era::Parts && manifest.given("chat").is_none();
        let merges = manifest.rhythm.merges_contents.unwrap_or_else(is_ours);
        Self { era, merges, words }
    }
}

/// The table of contents as slides in Markdown: one per part, or several short parts on one.
pub(super) fn table_of_contents(sections: &[Section], manner: ContentsManner<'_>) -> String {
    let parts: Vec<&[Section]> = sections.chunk_by(|a, b| a.part == b.part).collect();
    let has_several = parts.len() > 1;
    let mut next = 1;
    let slides = if manner.merges && has_several {
        let groups = merged(&parts).into_iter();
        groups.map(|parts| merged_slide(sections, parts, manner, &mut next)).collect::<Vec<_>>()
    } else {
        parts.iter().map(|part| contents_slide(sections, part, manner, &mut next)).collect()
    };
    slides.join("\n\n---\n\n")
}

/// The slide for a part.
fn contents_slide(
    sections: &[Section],
    part: &[Section],
    manner: ContentsManner<'_>,
    next: &mut usize,
) -> String {
    let (era, words) = (manner.era, manner.words);
    let number = part.first().map_or(1, |section| section.part);
    let is_only = part.len() == sections.len();
    let heading = if is_only && era != Era::Chapters {
        markdown(&words.contents)
    } else {
        part_heading(number, era, words)
    };
    let name = contents_anchor(sections, number, era);
    let mut slide = format!("name: {name}\n\n## {heading}\n\n");
    let gap = if part.len() < LOOSE_LIMIT || era != Era::Parts { "\n" } else { "" };
    for section in part {
        line(&mut slide, section, next, manner.words);
        slide.push_str(gap);
    }
    slide.trim_end_matches('\n').to_owned()
}

/// The slide for several parts. Links to the contents of each part point to it.
fn merged_slide(
    sections: &[Section],
    parts: &[&[Section]],
    manner: ContentsManner<'_>,
    next: &mut usize,
) -> String {
    if let [part] = parts {
        return contents_slide(sections, part, manner, next);
    }
    let numbers = parts.iter().filter_map(|part| part.first()).map(|section| section.part);
    let mut names = numbers.map(|part| contents_anchor(sections, part, manner.era));
    let name = names.next().unwrap_or_default();
    let aliases: Vec<String> = names
        .flat_map(|name| {
            let others = contents_aliases(&name, false);
            std::iter::once(name).chain(others)
        })
        .collect();
    let mut slide = format!("name: {name}\n");
    if !aliases.is_empty() {
        // Writing to a String cannot fail.
        let _ = writeln!(slide, "aliases: {}", aliases.join(" "));
    }
    let _ =
        write!(slide, "\n## {}\n\n<div class=\"toc-parts\">\n", markdown(&manner.words.contents));
    for part in parts {
        let number = part.first().map_or(1, |section| section.part);
        let heading = part_heading(number, manner.era, manner.words);
        let _ = write!(slide, "<div>\n\n### {heading}\n\n");
        for section in *part {
            line(&mut slide, section, next, manner.words);
        }
        slide.push_str("\n</div>\n");
    }
    slide.push_str("</div>");
    slide
}

/// A line of a table of contents. Additions that remark's decks lack are marked, since they are not
/// text of the deck.
fn line(slide: &mut String, section: &Section, next: &mut usize, words: &Vocabulary) {
    // Writing to a String cannot fail.
    let _ = write!(slide, "- <b data-ui>{next}</b> [{}](#{})", section.title, section.anchor);
    if let Some(minutes) = section.minutes {
        let _ = write!(slide, " <i data-ui>{}</i>", markdown(&words.stretch(minutes)));
    }
    slide.push('\n');
    *next += 1;
}

/// The most sections on a slide that shows several parts, and the most parts.
const MOST_MERGED: (usize, usize) = (12, 4);

/// The parts that share each slide: as few slides as possible, about equally full.
fn merged<'p, 's>(parts: &'p [&'s [Section]]) -> Vec<&'p [&'s [Section]]> {
    let (most, _) = MOST_MERGED;
    let fewest = packed(parts, most);
    let longest = parts.iter().map(|part| part.len()).max().unwrap_or_default();
    let mut limits = longest.min(most)..most;
    let even = limits
        .find_map(|limit| Some(packed(parts, limit)).filter(|packed| packed.len() == fewest.len()));
    even.unwrap_or(fewest)
}

/// Consecutive parts with at most this many sections in total; a longer part is alone.
fn packed<'p, 's>(parts: &'p [&'s [Section]], limit: usize) -> Vec<&'p [&'s [Section]]> {
    let (mut out, mut start, mut length) = (Vec::new(), 0, 0);
    for (index, part) in parts.iter().enumerate() {
        let is_full = length + part.len() > limit || index - start == MOST_MERGED.1;
        if index > start && is_full {
            out.push(&parts[start..index]);
            (start, length) = (index, 0);
        }
        length += part.len();
    }
    out.push(&parts[start..]);
    out
}

/// Whether a slide with this name is one of a table of contents.
pub(super) fn is_contents(name: &str) -> bool {
    !contents_aliases(name, false).is_empty()
}

/// The name of the slide with the table of contents of a part. A single module was number 0.
pub(super) fn contents_anchor(sections: &[Section], part: usize, era: Era) -> String {
    let is_only = sections.last().is_none_or(|last| last.part == 1);
    let number = if is_only && era == Era::Modules { 0 } else { part };
    format!("{}-{number}", toc(era))
}

/// The link targets on the title slide of a section.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Around<'a> {
    /// The anchor of the section before.
    pub(super) previous: &'a str,
    /// The name of the slide with the table of contents.
    pub(super) contents: String,
    /// The anchor of the section after it.
    pub(super) next: &'a str,
    /// Whether the sections before and after it are linked.
    pub(super) links_neighbours: bool,
    /// The texts of the links: to the section before, to the table of contents, to the section after.
    pub(super) texts: [String; 3],
}

/// The anchors around a section.
pub(super) fn around<'a>(
    sections: &'a [Section],
    index: usize,
    (era, habits, words): (Era, SectionHabits, &Vocabulary),
) -> Around<'a> {
    let anchor = |index: Option<usize>| {
        index.and_then(|index| sections.get(index)).map_or("toc-", |section| &section.anchor)
    };
    let part = sections.get(index).map_or(1, |section| section.part);
    let (before, after) = match era {
        Era::Parts => (&words.previous_part, &words.next_part),
        Era::Chapters | Era::Modules => (&words.previous_section, &words.next_section),
    };
    Around {
        texts: [before, &words.back_to_contents, after].map(|text| markdown(text)),
        previous: anchor(index.checked_sub(1)),
        contents: contents_anchor(sections, part, era),
        next: anchor(Some(index + 1)),
        links_neighbours: habits.links_neighbours,
    }
}

/// The title slide of a section in Markdown.
///
/// The space before the title prevents reading `Note: this` as a property.
pub(super) fn title_slide(section: &Section, around: &Around<'_>) -> String {
    let Around { previous, contents, next, links_neighbours, texts } = around;
    let [before, back, after] = texts;
    if !links_neighbours {
        return format!(
            "name: {}\nclass: title\n\n {}\n\n.nav[[{back}](#{contents})]\n",
            section.anchor, section.title
        );
    }
    format!(
        "name: {name}\nclass: title\n\n {title}\n\n.nav[\n[{before}](#{previous})\n|\n\
         [{back}](#{contents})\n|\n[{after}](#{next})\n]\n",
        name = section.anchor,
        title = section.title,
    )
}

/// The picture before a section in Markdown: decoration, so it has no alt text.
pub(super) fn interstitial_slide(url: &str) -> String {
    format!("class: pic\n\n.interstitial[![]({url})]\n")
}

#[cfg(test)]
mod tests {
    use super::{
        Around, ContentsManner, Section, SectionHabits, Sections, anchor, contents_aliases, habits,
    };
    use crate::language::built_in_vocabulary;
    use crate::manifest::Era;
    use crate::path::ProjectPath;
    use crate::span::Span;
    use crate::world::MemoryWorld;

    const TODAY: SectionHabits = SectionHabits { has_sections: true, links_neighbours: true };

    #[test]
    fn the_program_beside_the_manifests_says_what_was_done_with_sections() {
        let of = |text: &str| habits(&MemoryWorld::default().with("slides/markmaker.py", text));
        assert_eq!(habits(&MemoryWorld::default()), TODAY);
        assert_eq!(of("all_titles = []\nprint('toc-part-1')\n"), TODAY);
        assert_eq!(of("previouslink = 'toc-chapter-1'\n"), TODAY);
        let off = of("    titles = [] # search(chapter)\n");
        assert_eq!(off, SectionHabits { has_sections: false, ..TODAY });
        let first = of("link = 'toc-chapter-1'\n");
        assert_eq!(first, SectionHabits { links_neighbours: false, ..TODAY });
        let found = sections(&[("A", 0), ("B", 0)]);
        let around = around(&found.list, 1, Era::Chapters, first);
        let slide = title_slide(&found.list[1], &around);
        assert!(
            slide.ends_with("\n.nav[[Back to table of contents](#toc-chapter-1)]\n"),
            "{slide}"
        );
    }

    fn table_of_contents(sections: &[Section], era: Era) -> String {
        let words = built_in_vocabulary("en");
        super::table_of_contents(sections, ContentsManner { era, merges: false, words: &words })
    }

    #[test]
    fn short_parts_share_a_slide() {
        let titles: Vec<_> = (0..15).map(|n| (["A", "B", "C"][n % 3], n / 3)).collect();
        let found = sections(&titles);
        let words = built_in_vocabulary("en");
        let manner = ContentsManner { era: Era::Parts, merges: true, words: &words };
        let toc = super::table_of_contents(&found.list, manner);
        let slides: Vec<_> = toc.split("\n---\n").collect();
        assert_eq!(slides.len(), 2, "{toc}");
        assert!(slides[0].starts_with("name: toc-part-1\naliases: toc-part-2 "), "{toc}");
        assert!(slides[1].contains("name: toc-part-4\naliases: toc-part-5 "), "{toc}");
        assert!(slides[1].contains("### Part 5\n\n- <b data-ui>13</b> [A](#toc-a-5)\n"), "{toc}");
    }

    fn around(sections: &[Section], index: usize, era: Era, habits: SectionHabits) -> Around<'_> {
        super::around(sections, index, (era, habits, &built_in_vocabulary("en")))
    }

    fn title_slide(section: &Section, around: &Around<'_>) -> String {
        super::title_slide(section, around)
    }

    #[test]
    fn a_deck_speaks_its_language() {
        let found = sections(&[("Pain", 0), ("Levain", 1)]);
        let french = built_in_vocabulary("fr");
        let manner = ContentsManner { era: Era::Parts, merges: false, words: &french };
        let toc = super::table_of_contents(&found.list, manner);
        assert!(toc.contains("## Partie 1\n\n- <b data-ui>1</b> [Pain](#toc-pain)"), "{toc}");
        let around = super::around(&found.list, 1, (Era::Parts, TODAY, &french));
        let slide = title_slide(&found.list[1], &around);
        assert!(slide.contains("[Partie précédente](#toc-pain)\n|\n[Retour à la table"), "{slide}");
        assert_eq!(super::markdown("a [b]"), "a \\[b\\]");
    }

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
        assert!(toc.contains("## Part 1\n\n- <b data-ui>1</b> [A](#toc-a)"));
        assert!(toc.contains("\n---\n\nname: toc-part-2\n"));
    }

    #[test]
    fn the_first_title_has_nothing_before_it() {
        let found = sections(&[("A", 2)]);
        let around = around(&found.list, 0, Era::Chapters, TODAY);
        let slide = title_slide(&found.list[0], &around);
        assert!(slide.contains("[Previous section](#toc-)"));
        assert!(slide.contains("(#toc-chapter-1)"));
    }

    #[test]
    fn a_single_module_is_the_module_0() {
        let one = sections(&[("A", 2), ("B", 2)]);
        let toc = table_of_contents(&one.list, Era::Modules);
        assert!(toc.starts_with("name: toc-module-0\n\n## Table of contents\n"), "{toc}");
        let two = sections(&[("A", 2), ("B", 5)]);
        let toc = table_of_contents(&two.list, Era::Modules);
        assert!(toc.contains("name: toc-module-2\n\n## Module 2\n"), "{toc}");
        let slide = title_slide(&two.list[1], &around(&two.list, 1, Era::Modules, TODAY));
        assert!(slide.contains("[Previous section](#toc-a)"), "{slide}");
        assert!(slide.contains("(#toc-module-2)"), "{slide}");
    }

    #[test]
    fn a_table_of_contents_has_the_names_of_all_eras() {
        assert_eq!(contents_aliases("toc-part-2", false), ["toc-chapter-2", "toc-module-2"]);
        let only = ["toc-part-1", "toc-chapter-1", "toc-module-1"];
        assert_eq!(contents_aliases("toc-module-0", true), only);
        for other in ["toc-part-x", "toc-part-02", "toc-part-", "toc-our-part-1", "part-1"] {
            assert!(contents_aliases(other, false).is_empty(), "{other}");
        }
    }
}
