//! From the source of a slide to HTML: parse, passes, write.

use std::collections::BTreeMap;
use std::sync::Arc;

use comemo::{Track, Tracked};

use super::context::{Context, SlideSide};
use super::labels::Labels;
use super::parse::parse;
use super::passes::attributions::attributions;
use super::passes::content_classes::SlideClasses;
use super::passes::highlighted_lines::{LineGroups, groups, highlighted_lines};
use super::passes::steps::{self, Moves};
use super::passes::{code, content_classes, headings, labs, links, pictures};
use super::plain_text;
use super::serialize::{self, Html};
use super::source::{At, Reference, SlideSource};
use super::tree::SlideTree;
use crate::diag::Problem;

/// A slide as HTML, and the facts that the deck needs about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rendered {
    /// The content.
    pub html: Html,
    /// Classes of the slide that describe its content.
    pub content_classes: Vec<&'static str>,
    /// The layouts of its parts, and other classes of these names.
    pub layouts: Vec<String>,
    /// Whether it shows nothing, or a picture in a paragraph alone.
    pub is_bare: bool,
    /// The notes; may be empty.
    pub notes: Html,
    /// The text of the first heading, or otherwise of the beginning.
    pub title: String,
    /// The first words of the title, for the slide's address.
    pub slug: String,
    /// Whether any link label was looked up, so that the HTML may differ in other decks.
    pub has_labels: bool,
    /// Whether it has something to do for the audience: `.lab[…]` or `.exercise[…]`.
    pub is_lab: bool,
    /// How many words it shows, besides code blocks and notes.
    pub words: usize,
    /// The text that it shows, for the search, without its source location (`.debug[…]`).
    pub text: String,
    /// The text of the notes.
    pub notes_text: String,
    /// Addresses of pictures and other files in the content, as written.
    pub files: Vec<Reference>,
    /// The same for the notes.
    pub notes_files: Vec<Reference>,
    /// The number of steps that code adds, one for each further group of its lines, by the step
    /// that they follow.
    pub inserted: BTreeMap<u32, u32>,
    /// Links to other slides, without the `#`.
    pub anchors: Vec<(String, At)>,
    /// The names given by the author to elements of the content.
    pub ids: Vec<String>,
    /// The problems found.
    pub problems: Vec<(Problem, At)>,
}

/// Renders a slide for a deck with these labels. Equal slides are rendered once, as long as the
/// labels that they use have the same targets.
pub fn render(source: &SlideSource, labels: &Labels) -> Arc<Rendered> {
    rendered(source, labels.track())
}

/// The properties of a slide that determine the length of a deck.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct SlideMeasure {
    /// How many steps its code adds.
    pub inserted: u32,
    /// Whether a lab is on it.
    pub is_lab: bool,
}

/// Measures a slide, see [`super::measure`].
pub(super) fn measured(source: &SlideSource, labels: &Labels) -> SlideMeasure {
    let ([(content, _), _], inserted) = parsed(source, &labels.track());
    SlideMeasure { inserted: inserted.values().sum(), is_lab: labs::has_lab(&content) }
}

/// A side of a slide, with the groups of lines that its code blocks highlight.
type Side = (SlideTree, LineGroups);

/// The content and the notes of a slide, and the steps that their code adds.
fn parsed(source: &SlideSource, labels: &Tracked<Labels>) -> ([Side; 2], BTreeMap<u32, u32>) {
    let of_content = Context {
        variables: &source.variables,
        labels: *labels,
        settled: source.settled,
        side: SlideSide::Content,
    };
    let of_notes = Context { side: SlideSide::Notes, ..of_content };
    let mut inserted = BTreeMap::new();
    let sides = [(of_content, &source.content), (of_notes, &source.notes)];
    let sides = sides.map(|(context, parts)| {
        let mut tree = parse(&context, parts);
        steps::of_code(&mut tree);
        let found = groups(&mut tree, &context, &mut inserted);
        (tree, found)
    });
    (sides, inserted)
}

#[comemo::memoize]
fn rendered(source: &SlideSource, labels: Tracked<Labels>) -> Arc<Rendered> {
    let (mut sides, inserted) = parsed(source, &labels);
    // Where code adds steps, the ones after it move back.
    let moves = Moves::after(&inserted);
    for (tree, found) in &mut sides {
        highlighted_lines(tree, found, &moves);
        steps::steps(tree, &moves);
        pictures::texts(tree);
    }
    let [(mut content, _), (mut notes, _)] = sides;
    pictures::pictures(&mut content);
    let (shown, said) = (links::links(&mut content), links::links(&mut notes));
    let title = headings::title(&content);
    let is_lab = labs::has_lab(&content);
    let (words, text) = plain_text::words(&content);
    let (_, notes_text) = plain_text::words(&notes);
    code::code(&mut content, source.marks, source.room);
    code::code(&mut notes, source.marks, source.room);
    attributions(&mut content, source.is_quote);
    let SlideClasses { content_classes, layouts, is_bare } =
        content_classes::content_classes(&mut content, source.has_picture);
    Arc::new(Rendered {
        html: serialize::html(&content),
        content_classes,
        layouts,
        is_bare,
        notes: serialize::html(&notes),
        slug: headings::address(&title),
        title,
        has_labels: content.has_labels || notes.has_labels,
        is_lab,
        words,
        text,
        notes_text,
        files: shown.files,
        notes_files: said.files,
        inserted,
        anchors: shown.anchors.into_iter().chain(said.anchors).collect(),
        ids: shown.ids,
        problems: content.problems.into_iter().chain(notes.problems).collect(),
    })
}
