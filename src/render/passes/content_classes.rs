//! Classes that describe the content of a slide and its pieces, because style sheets should not search the page
//! with `:has()`: some browsers lack it, and in others it takes seconds on a page of thousands of slides.
//!
//! | on | class | what it holds |
//! |---|---|---|
//! | a piece directly in the slide | `has-image`, `has-drawing`, `has-footnote`, `has-debug` | an `img`, an `svg`, an element of that class |
//! | such a paragraph | `only-image`, `only-footnote` | no other element |
//! | the first `only-image` without text | `is-picture` | the picture of the slide's layout |
//! | the slide, `data-has` | `side-picture` | a paragraph that is `only-image` |
//! | the slide, `data-has` | `interstitial`, `opening-interstitial` | a picture that fills it; anywhere, or first |
//! | the slide, `data-has` | `foot` | a footnote that belongs at its foot: it has no columns |
//! | a paragraph | `is-col` | a column of a layout, no other element |
//! | an item of a list | `is-loose` | paragraphs |
//! | a list, a table | `is-long` | thirteen items, eleven rows in one group, or more |
//! | a code block | `has-lights` | lines highlighted at some steps only |

use super::super::layouts::is_layout;
use super::super::tree::{Edge, Element, ElementOrigin, NodeId, NodeKind, SlideTree};

/// A list this long closes up.
const LONG_LIST: usize = 13;
/// So does a table this long.
const LONG_TABLE: usize = 11;

/// The information about a slide in its classes.
pub(in crate::render) struct SlideClasses {
    /// The classes of the slide itself.
    pub(in crate::render) content_classes: Vec<&'static str>,
    /// The layouts of its parts, each once.
    pub(in crate::render) layouts: Vec<String>,
    /// Whether it shows nothing, or a picture in a paragraph alone.
    pub(in crate::render) is_bare: bool,
}

/// Adds these classes to the pieces of a slide, and returns those of the slide itself.
pub(in crate::render) fn content_classes(tree: &mut SlideTree, has_picture: bool) -> SlideClasses {
    let mut looker = Looker { has_picture, ..Looker::default() };
    let mut edge = Some(SlideTree::START);
    while let Some(now) = edge {
        let mut skipped = None;
        match now {
            Edge::Open(id) => match tree.kind(id) {
                NodeKind::Element(element) => {
                    looker.start(tree, id, element);
                    // The generated content of a code block is skipped.
                    let is_ours =
                        element.origin == ElementOrigin::Ours && tree.name_of(id) == "pre";
                    skipped = is_ours.then_some(Edge::Close(id));
                }
                NodeKind::Drawing(_) => looker.drawing(),
                _ => {}
            },
            Edge::Close(id) if tree.element(id).is_some() => looker.close(tree),
            Edge::Close(_) => {}
        }
        edge = skipped.or_else(|| tree.after(now));
    }
    let is_bare = looker.n_pieces == 0 || looker.n_pieces == 1 && looker.shows_picture;
    SlideClasses { content_classes: looker.of_slide(), layouts: looker.layouts, is_bare }
}

/// Whether a paragraph contains no text beside its picture.
fn is_picture_alone(tree: &SlideTree, paragraph: NodeId) -> bool {
    let children = std::iter::successors(tree.first(paragraph), |id| tree.next(*id));
    children.into_iter().all(|id| match tree.kind(id) {
        NodeKind::Text(running) => tree.text(running.text).trim().is_empty(),
        NodeKind::Literal(text) | NodeKind::Source(text) => tree.text(*text).trim().is_empty(),
        _ => true,
    })
}

/// The findings about the tree so far.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each of them is a class of its own")]
struct Looker {
    open: Vec<OpenElement>,
    /// How many elements are direct children of the slide.
    n_pieces: usize,
    has_side_picture: bool,
    has_interstitial: bool,
    opens_with_interstitial: bool,
    has_foot: bool,
    has_columns: bool,
    layouts: Vec<String>,
    /// Whether the next picture is the one of the slide's layout.
    has_picture: bool,
    /// Whether it contains a picture without text around it.
    shows_picture: bool,
}

/// An element that is open.
struct OpenElement {
    id: NodeId,
    is_code: bool,
    is_item: bool,
    /// Its classes, added as soon as it has the content.
    classes: Vec<&'static str>,
    /// How many children it has, and the last one of them.
    n_children: usize,
    child: Child,
    n_items: usize,
    n_rows: usize,
}

/// The role of an element for its parent.
#[derive(Copy, Clone, Default, PartialEq, Eq)]
enum Child {
    Image,
    Footnote,
    Column,
    #[default]
    Other,
}

impl OpenElement {
    fn add(&mut self, class: &'static str) {
        if !self.classes.contains(&class) {
            self.classes.push(class);
        }
    }
}

impl Looker {
    fn start(&mut self, tree: &SlideTree, id: NodeId, element: &Element) {
        let name = tree.name(element.name);
        let mut words = ClassWords::default();
        for word in tree.class_words(element) {
            words.read(word);
            if is_layout(word) && !self.layouts.iter().any(|known| known == word) {
                self.layouts.push(word.to_owned());
            }
        }
        let ClassWords { is_footnote, is_interstitial, is_debug, is_column, is_col } = words;
        self.note_for_piece(name, is_footnote, is_debug);
        if self.open.is_empty() {
            self.n_pieces += 1;
            self.has_foot |= is_footnote;
            self.has_columns |= is_column || is_col;
        }
        self.has_interstitial |= is_interstitial;
        self.opens_with_interstitial |=
            is_interstitial && (self.open.is_empty() || self.n_pieces == 1);
        let child = match name {
            "img" => Child::Image,
            _ if is_footnote => Child::Footnote,
            _ if is_col => Child::Column,
            _ => Child::Other,
        };
        if let Some(parent) = self.open.last_mut() {
            parent.n_children += 1;
            parent.child = child;
            match name {
                "li" => parent.n_items += 1,
                "tr" => parent.n_rows += 1,
                "p" if parent.is_item => parent.add("is-loose"),
                _ => {}
            }
            if parent.is_code && tree.attribute(element, "data-lit").is_some() {
                parent.add("has-lights");
            }
        }
        self.open.push(OpenElement {
            id,
            is_code: name == "code",
            is_item: name == "li",
            classes: Vec::new(),
            n_children: 0,
            child: Child::Other,
            n_items: 0,
            n_rows: 0,
        });
    }

    /// A generated drawing, whose content is ignored.
    fn drawing(&mut self) {
        self.note_for_piece("svg", false, false);
        if let Some(parent) = self.open.last_mut() {
            parent.n_children += 1;
            parent.child = Child::Other;
        }
    }

    /// Records the content of the current direct child of the slide.
    fn note_for_piece(&mut self, name: &str, is_footnote: bool, is_debug: bool) {
        let Some(piece) = self.open.first_mut() else { return };
        match name {
            "img" => piece.add("has-image"),
            "svg" => piece.add("has-drawing"),
            _ => {}
        }
        if is_footnote {
            piece.add("has-footnote");
        }
        if is_debug {
            piece.add("has-debug");
        }
    }

    /// Closes the innermost element, and adds its classes to it.
    fn close(&mut self, tree: &mut SlideTree) {
        let Some(mut element) = self.open.pop() else { return };
        let name = tree.name_of(element.id);
        if self.open.is_empty() && name == "p" && element.n_children == 1 {
            match element.child {
                Child::Image => {
                    element.add("only-image");
                    let is_alone = is_picture_alone(tree, element.id);
                    self.shows_picture |= is_alone;
                    if is_alone && std::mem::take(&mut self.has_picture) {
                        element.add("is-picture");
                    }
                    self.has_side_picture = true;
                }
                Child::Footnote => {
                    element.add("only-footnote");
                    self.has_foot = true;
                }
                Child::Column | Child::Other => {}
            }
        }
        if name == "p" && element.n_children == 1 && element.child == Child::Column {
            element.add("is-col");
            self.has_columns = true;
        }
        if element.n_items >= LONG_LIST {
            element.add("is-long");
        }
        if element.n_rows >= LONG_TABLE
            && let Some(table) = self.open.iter_mut().rfind(|open| tree.name_of(open.id) == "table")
        {
            table.add("is-long");
        }
        if let Some(found) = tree.element_mut(element.id) {
            found.classes.append(&mut element.classes);
        }
    }

    fn of_slide(&self) -> Vec<&'static str> {
        let classes = [
            (self.has_side_picture, "side-picture"),
            (self.has_interstitial, "interstitial"),
            (self.opens_with_interstitial, "opening-interstitial"),
            (self.has_foot && !self.has_columns, "foot"),
        ];
        classes.into_iter().filter(|(is_so, _)| *is_so).map(|(_, class)| class).collect()
    }
}

/// The meaning of an element's classes.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each of them is a class of its own")]
struct ClassWords {
    is_footnote: bool,
    is_interstitial: bool,
    is_debug: bool,
    is_column: bool,
    is_col: bool,
}

impl ClassWords {
    fn read(&mut self, word: &str) {
        match word {
            "footnote" => self.is_footnote = true,
            "interstitial" => self.is_interstitial = true,
            "debug" => self.is_debug = true,
            "column-half" => self.is_column = true,
            "col" => self.is_col = true,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::content_classes;
    use crate::render::{parse, serialize};

    fn of(html: &str) -> (String, Vec<&'static str>) {
        let mut tree = parse::of_markdown(html);
        let of_slide = content_classes(&mut tree, false).content_classes;
        (serialize::html(&tree).as_str().trim_end().to_owned(), of_slide)
    }

    #[test]
    fn pieces_say_what_they_hold() {
        let html = "<p>a <img src=\"x\"></p><h2 class=\"red\"><span class=\"footnote\">b</span> c</h2>\
                    <div><svg><path/></svg><span class=\"a debug\"></span></div><p>d</p>";
        let expected = "<p class=\"has-image only-image\">a <img src=\"x\"></p>\
                        <h2 class=\"red has-footnote\"><span class=\"footnote\">b</span> c</h2>\
                        <div class=\"has-drawing has-debug\"><svg><path/></svg>\
                        <span class=\"a debug\"></span></div><p>d</p>";
        assert_eq!(of(html), (expected.to_owned(), vec!["side-picture"]));
    }

    #[test]
    fn what_stands_in_a_script_or_is_text_is_nothing() {
        let html = "<script>\"<img>\"</script><p title=\"<img>\">footnote</p>";
        assert_eq!(of(html), (html.to_owned(), Vec::new()));
    }

    #[test]
    fn lists_and_tables_say_what_they_are() {
        let list = |n: usize, item: &str| format!("<ul>{}</ul>", item.repeat(n));
        assert_eq!(of(&list(12, "<li>a</li>")).0, list(12, "<li>a</li>"));
        assert_eq!(
            of(&list(13, "<li>a</li>")).0,
            list(13, "<li>a</li>").replace("<ul", "<ul class=\"is-long\"")
        );
        let loose = "<ol><li class=\"is-loose\"><p>a</p></li><li>b</li></ol>";
        assert_eq!(of(&loose.replace(" class=\"is-loose\"", "")).0, loose);
        let table = |n, class| {
            let rows = "<tr><td>a</td></tr>".repeat(n);
            format!("<table{class}><thead><tr></tr></thead><tbody>{rows}</tbody></table>")
        };
        assert_eq!(of(&table(10, "")).0, table(10, ""));
        assert_eq!(of(&table(11, "")).0, table(11, " class=\"is-long\""));
    }

    #[test]
    fn footnotes_go_to_the_foot_where_there_are_no_columns() {
        let note = "<p class=\"has-footnote only-footnote\"><span class=\"footnote\">a</span></p>";
        let plain = note.replace(" class=\"has-footnote only-footnote\"", "");
        assert_eq!(of(&plain), (note.to_owned(), vec!["foot"]));
        let columns = "<div class=\"column-half\">b</div>";
        assert_eq!(of(&format!("{columns}{plain}")), (format!("{columns}{note}"), Vec::new()));
        let within = format!("<div>{plain}</div>");
        assert_eq!(of(&within).1, Vec::<&str>::new());
    }

    #[test]
    fn an_interstitial_is_seen_wherever_it_is() {
        let picture = "<p><span class=\"interstitial\"><img src=\"a\"></span></p>";
        assert_eq!(of(picture).1, ["interstitial", "opening-interstitial"]);
        assert_eq!(of(&format!("<h1>a</h1>{picture}")).1, ["interstitial"]);
        let direct = "<h1>a</h1><div class=\"interstitial\"></div>";
        assert_eq!(of(direct).1, ["interstitial", "opening-interstitial"]);
    }

    #[test]
    fn code_says_whether_its_lights_move() {
        let code = "<pre><code class=\"remark-code has-lights\"><span data-lit=\"0 1\">a</span></code></pre>";
        assert_eq!(of(&code.replace(" has-lights", "")).0, code);
    }
}
