//! A site of the size of a trainer's: a dozen decks that share some two hundred chapters.
//!
//! The words are made up; the proportions are those of a real collection: seven slides and seven
//! code blocks to a chapter, labs with nested lists, tables, notes, tags, steps, links. Equal
//! numbers always produce equal bytes.

use std::fmt::Write as _;

use deckyard::world::MemoryWorld;

/// How many chapters there are.
const CHAPTERS: usize = 236;
/// The number of decks that show them.
const DECKS: usize = 12;
/// How many chapters a deck lists.
const LISTED: usize = 50;
/// How many slides a chapter has.
const SLIDES: usize = 14;

const WORDS: [&str; 32] = [
    "harbour",
    "ship",
    "log",
    "crane",
    "tide",
    "pilot",
    "quay",
    "rope",
    "signal",
    "container",
    "watch",
    "anchor",
    "chart",
    "engine",
    "cargo",
    "night",
    "morning",
    "counts",
    "waits",
    "lifts",
    "moves",
    "returns",
    "under",
    "behind",
    "before",
    "every",
    "second",
    "slow",
    "empty",
    "bright",
    "northern",
    "the",
];

/// A small generator of numbers: the site needs variety, not chance.
struct Numbers(u64);

impl Numbers {
    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        // The constants of Knuth's MMIX; the upper half has the better bits.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<_> = (0..count).map(|_| WORDS[self.below(WORDS.len())]).collect();
        words.join(" ")
    }
}

/// The site.
pub(crate) fn world() -> MemoryWorld {
    let mut world = MemoryWorld::default();
    for chapter in 0..CHAPTERS {
        world = world.with(&format!("slides/{}", path(chapter)), text(chapter));
    }
    for deck in 0..DECKS {
        world = world.with(&format!("slides/deck-{deck}.yml"), manifest(deck));
    }
    world.with("slides/contents.md", "## Contents\n\n@@TOC@@\n")
}

/// The texts of all chapters.
pub(crate) fn chapters() -> Vec<String> {
    (0..CHAPTERS).map(text).collect()
}

fn path(chapter: usize) -> String {
    format!("{}/chapter-{chapter}.md", ["quay", "bridge", "hold"][chapter % 3])
}

fn manifest(deck: usize) -> String {
    let mut out = format!(
        "title: |\n  Deck {deck}\n  of the harbour\nchat: \"[office](https://example.org/chat)\"\n\
         exclude:\n- advanced\nvars: {{room: Pier {deck}}}\ncontent:\n- contents.md\n"
    );
    for index in 0..LISTED {
        let dash = if index % 10 == 0 { "- - " } else { "  - " };
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{dash}{}", path((deck * 17 + index * 3) % CHAPTERS));
    }
    out
}

/// The text of a chapter, some seven thousand bytes.
fn text(chapter: usize) -> String {
    let mut numbers = Numbers(chapter as u64 + 1);
    let mut out = format!("# The {} of chapter {chapter}\n\nIn @@ROOM@@.\n", numbers.words(2));
    for slide in 0..SLIDES {
        let title = numbers.words(3);
        let class = match numbers.below(6) {
            0 => "class: advanced\n",
            1 => "class: extra-details\n",
            _ => "",
        };
        let _ = write!(out, "\n---\n\n{class}\n## {title}\n\n");
        match slide % 4 {
            0 => list(&mut out, &mut numbers),
            1 => lab(&mut out, &mut numbers, chapter),
            2 => code(&mut out, &mut numbers, chapter + slide),
            _ => table(&mut out, &mut numbers),
        }
        if numbers.below(3) == 0 {
            let _ = write!(out, "\n???\n\n{}.\n", numbers.words(20));
        }
    }
    out
}

fn list(out: &mut String, numbers: &mut Numbers) {
    for item in 0..4 {
        let step = if item == 2 { "--\n\n" } else { "" };
        let _ = write!(
            out,
            "{step}- {} **{}** and `{}`\n\n  - [{}](https://example.org/{item})\n\n",
            numbers.words(8),
            numbers.words(2),
            numbers.words(1),
            numbers.words(4),
        );
    }
}

fn lab(out: &mut String, numbers: &mut Numbers, chapter: usize) {
    let _ = write!(
        out,
        ".lab[\n\n- {}:\n  ```bash\n  grep -c {} harbour-{chapter}.log | sort -n > `counts`.txt\n  \
         ```\n\n- {}\n\n<!--\n```wait {}```\n-->\n\n]\n",
        numbers.words(6),
        numbers.words(1),
        numbers.words(9),
        numbers.words(1),
    );
}

fn code(out: &mut String, numbers: &mut Numbers, seed: usize) {
    let name = numbers.words(1);
    let _ = match seed % 3 {
        0 => write!(
            out,
            "```yaml\nkind: Ship\nmetadata:\n  name: {name}-{seed}\nspec:\n  crew: {}\n  cargo:\n  \
             - {}\n  - {} # heavy\n```\n",
            numbers.below(40),
            numbers.words(1),
            numbers.words(2),
        ),
        1 => write!(
            out,
            "```python\nfrom harbour import Ship\n\n\ndef {name}_{seed}(ships):\n    \"\"\"{}.\"\"\"\n    \
             return [s.name for s in ships if s.wait > {}]\n```\n",
            numbers.words(5),
            numbers.below(100),
        ),
        _ => write!(
            out,
            "```bash\nfor ship in {} {}; do\n  echo \"$ship: $(wc -l < $ship-{seed}.log)\"\ndone\n```\n",
            numbers.words(1),
            numbers.words(1),
        ),
    };
}

fn table(out: &mut String, numbers: &mut Numbers) {
    out.push_str("| Ship | Waits |\n|---|---|\n");
    for _ in 0..5 {
        let _ = writeln!(out, "| {} | .small[{} minutes] |", numbers.words(2), numbers.below(60));
    }
    let _ = write!(out, "\n.footnote[{}]\n", numbers.words(12));
}
