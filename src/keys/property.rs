//! The custom properties that a style sheet of a site may set: colours, type, sizes, words.
//!
//! From these rows come the guide's tables and the suggestions for names that nothing reads. Other
//! properties of the built-in sheets are internal, and may change.

use crate::diag::nearest::{is_slip, nearest};

/// Custom properties of one kind.
#[derive(Debug)]
pub struct PropertyRow {
    /// Their names, with both dashes.
    pub names: &'static [&'static str],
    /// Their description, in Markdown.
    pub meaning: &'static str,
    /// Where they count.
    pub scope: PropertyScope,
    /// Whether a brand sets them.
    pub is_of_brand: bool,
}

/// The pages on which a custom property has an effect.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum PropertyScope {
    /// Decks, and the pages around them.
    Everywhere,
    /// Decks only.
    Decks,
    /// The pages around decks only.
    Front,
}

impl PropertyRow {
    const fn new(names: &'static [&'static str], meaning: &'static str) -> Self {
        Self { names, meaning, scope: PropertyScope::Everywhere, is_of_brand: false }
    }

    const fn of_brand(self) -> Self {
        Self { is_of_brand: true, ..self }
    }

    const fn on(self, scope: PropertyScope) -> Self {
        Self { scope, ..self }
    }
}

/// All of them, in the order of the guide.
pub static PROPERTIES: [PropertyRow; 27] = [
    PropertyRow::new(&["--brand"], "the accent of a [brand](brand.md) as set").of_brand(),
    PropertyRow::new(
        &["--accent", "--accent-2"],
        "headings, links and marks, readable on the background; a second colour",
    )
    .of_brand(),
    PropertyRow::new(&["--accent-ink"], "text on the accent")
        .of_brand()
        .on(PropertyScope::Front),
    PropertyRow::new(
        &["--ink", "--paper", "--muted", "--line", "--canvas"],
        "text, its background, muted text, lines, the area around slides",
    )
    .of_brand(),
    PropertyRow::new(
        &["--title-paper", "--title-glow", "--title-ink", "--title-muted", "--title-accent"],
        "title slides and page headers: background, its lighter corner, text, muted text, accent",
    )
    .of_brand(),
    PropertyRow::new(&["--title-accent-ink"], "text on that accent")
        .of_brand()
        .on(PropertyScope::Front),
    PropertyRow::new(&["--red"], "what is wrong"),
    PropertyRow::new(
        &["--lab", "--lab-paper", "--warning"],
        "labs: text and background; the text of warnings",
    ),
    PropertyRow::new(
        &["--warning-paper", "--extra", "--extra-paper", "--belt", "--belt-paper"],
        "the background of warnings; `.extra-details[…]` and `.blackbelt[…]`: text and background",
    )
    .on(PropertyScope::Decks),
    PropertyRow::new(&["--code-paper", "--code-line"], "code, and a line under the pointer")
        .of_brand()
        .on(PropertyScope::Decks),
    PropertyRow::new(&["--edge"], "the distance of text from the left and right edges of a slide")
        .on(PropertyScope::Decks),
    PropertyRow::new(
        &["--code-mark", "--code-mark-edge"],
        "highlighted parts of a line, and their edge",
    )
    .on(PropertyScope::Decks),
    PropertyRow::new(&["--picture-paper"], "the background of pictures with transparent pixels, mainly in dark mode")
        .on(PropertyScope::Decks),
    PropertyRow::new(
        &["--d-node", "--d-border", "--d-edge", "--d-cluster", "--d-cluster-border"],
        "diagrams, below `svg.diagram`: shapes, their borders, lines, groups",
    )
    .on(PropertyScope::Decks),
    PropertyRow::new(
        &["--d-note", "--d-note-border", "--d-active", "--d-critical", "--d-done"],
        "diagrams: notes, and tasks of charts",
    )
    .on(PropertyScope::Decks),
    PropertyRow::new(&["--font-text", "--font-title", "--font-code"], "type").of_brand(),
    PropertyRow::new(&["--font-quote"], "type of quotations").on(PropertyScope::Decks),
    PropertyRow::new(&["--text-size"], "size of text on the stage").on(PropertyScope::Decks),
    PropertyRow::new(
        &["--stage-width", "--stage-height"],
        "the stage on which slides are laid out",
    )
    .on(PropertyScope::Decks),
    PropertyRow::new(&["--picture-height"], "the maximum height of pictures")
        .on(PropertyScope::Decks),
    PropertyRow::new(
        &["--drawing-height"],
        "the maximum height of a diagram that is alone below a title",
    )
    .on(PropertyScope::Decks),
    PropertyRow::new(&["--width", "--radius"], "width of the text, corners of boxes")
        .on(PropertyScope::Front),
    PropertyRow::new(
        &["--word-lab", "--word-warning", "--word-extra", "--word-belt", "--word-notes"],
        "texts that slides show, as strings, in [each language](languages.md)",
    )
    .on(PropertyScope::Decks),
    PropertyRow::new(
        &["--icons"],
        "the pictograms of labs, warnings, extra details and black belts side by side, as `url(…)` of one picture, which is used as a mask",
    )
    .on(PropertyScope::Decks),
    PropertyRow::new(&["--logo", "--logo-width", "--logo-height"], "the logo on paper")
        .of_brand()
        .on(PropertyScope::Decks),
    PropertyRow::new(
        &["--title-logo", "--title-logo-width", "--title-logo-height"],
        "the logo on the background of titles",
    )
    .of_brand()
    .on(PropertyScope::Decks),
    PropertyRow::new(&["--footer-line"], "the line at the foot, as a string")
        .of_brand()
        .on(PropertyScope::Decks),
];

/// The custom property that a name is most likely a typo of, if it is not one.
pub fn meant_property(name: &str) -> Option<&'static str> {
    let bare = name.strip_prefix("--")?;
    let all = || PROPERTIES.iter().flat_map(|row| row.names).copied();
    if all().any(|known| known == name) {
        return None;
    }
    let is_near = |known: &&str| {
        let known = known.trim_start_matches('-');
        known.eq_ignore_ascii_case(bare) || is_slip(bare, known)
    };
    // A name that differs only in case does not count.
    let same = all().find(|known| known.eq_ignore_ascii_case(name));
    same.or_else(|| nearest(name, all().filter(is_near)))
}

#[cfg(test)]
mod tests {
    use super::meant_property;

    #[test]
    fn typos_have_a_meaning() {
        for (typed, meant) in [
            ("--acent", Some("--accent")),
            ("--Accent", Some("--accent")),
            ("--font-tilte", Some("--font-title")),
            ("--word-labs", Some("--word-lab")),
            ("--accent", None),
            ("--link", None),
            ("--rye", None),
            ("accent", None),
        ] {
            assert_eq!(meant_property(typed), meant, "{typed}");
        }
    }
}
