//! What a slide and its pieces hold, as classes: style sheets need not search the page with `:has()`, which some
//! browsers do not know, and which takes others seconds where thousands of slides are on a page.
//!
//! | on | class | what it holds |
//! |---|---|---|
//! | a piece that stands in the slide itself | `has-image`, `has-drawing`, `has-footnote`, `has-debug` | an `img`, an `svg`, an element of that class |
//! | such a paragraph | `only-image`, `only-footnote` | no other element |
//! | the slide | `has-side-picture` | a paragraph that is `only-image` |
//! | the slide | `has-interstitial`, `opens-with-interstitial` | a picture that fills it; anywhere, or in the first place |
//! | the slide | `has-foot` | a footnote that belongs at its foot: it has no columns |
//! | an item of a list | `is-loose` | paragraphs |
//! | a list, a table | `is-long` | thirteen items, eleven rows in one group, or more |
//! | a code block | `has-lights` | lines that are lit at some steps only |

use super::picture;
use super::raw::{Piece, Tag, pieces};
use super::source::Rendered;

/// So many items close up.
const LONG_LIST: usize = 13;
/// So many rows do.
const LONG_TABLE: usize = 11;

/// What makes it worth a look.
const SIGNS: [&str; 8] =
    ["<img", "<svg", "<li", "<tr", "footnote", "debug", "interstitial", "data-lit"];

impl Rendered {
    /// Takes the content of a slide, with these classes.
    pub(super) fn take(&mut self, html: String) {
        self.look(&html);
        let (html, looks) = marked(html);
        self.looks = looks;
        (self.html, self.pictures) = picture::taken_down(&html);
    }
}

/// The HTML of a slide with these classes, and those of the slide itself.
fn marked(html: String) -> (String, Vec<&'static str>) {
    if !SIGNS.iter().any(|sign| html.contains(sign)) {
        return (html, Vec::new());
    }
    let mut looks = Looks::default();
    for piece in pieces(&html) {
        match piece {
            Piece::Start(tag) => looks.start(&html, &tag),
            Piece::End(name, _) => looks.end(&name),
            Piece::Text(..) | Piece::RawText(_) | Piece::Comment(..) => {}
        }
    }
    while !looks.open.is_empty() {
        looks.close();
    }
    let slide = looks.slide();
    (written(&html, looks.edits), slide)
}

/// HTML with texts put in at places.
fn written(html: &str, mut edits: Vec<(usize, String)>) -> String {
    edits.sort_by_key(|&(at, _)| at);
    let added: usize = edits.iter().map(|(_, text)| text.len()).sum();
    let mut out = String::with_capacity(html.len() + added);
    let mut from = 0;
    for (at, text) in edits {
        out.push_str(&html[from..at]);
        out.push_str(&text);
        from = at;
    }
    out.push_str(&html[from..]);
    out
}

/// What is known of the HTML read so far.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each of them is a class of its own")]
struct Looks {
    open: Vec<Element>,
    /// Classes to write, at their places.
    edits: Vec<(usize, String)>,
    /// How many elements stand in the slide itself.
    n_pieces: usize,
    has_side_picture: bool,
    has_interstitial: bool,
    opens_with_interstitial: bool,
    has_foot: bool,
    has_columns: bool,
}

/// An element that is open.
struct Element {
    name: String,
    /// Where a class is written, and whether there are others before it.
    class_at: (usize, bool),
    /// What gets this class as soon as it holds that.
    classes: Vec<&'static str>,
    /// How many elements stand in it, and the last one of them.
    n_children: usize,
    child: Child,
    n_items: usize,
    n_rows: usize,
}

/// What an element is for the one that holds it.
#[derive(Copy, Clone, Default, PartialEq, Eq)]
enum Child {
    Image,
    Footnote,
    #[default]
    Other,
}

impl Element {
    fn add(&mut self, class: &'static str) {
        if !self.classes.contains(&class) {
            self.classes.push(class);
        }
    }
}

impl Looks {
    fn start(&mut self, html: &str, tag: &Tag<'_>) {
        let value = tag.attribute("class");
        let words = || value.unwrap_or_default().split_ascii_whitespace();
        let is_footnote = words().any(|word| word == "footnote");
        let is_interstitial = words().any(|word| word == "interstitial");
        self.note_for_piece(tag, is_footnote, words().any(|word| word == "debug"));
        if self.open.is_empty() {
            self.n_pieces += 1;
            self.has_foot |= is_footnote;
            self.has_columns |= words().any(|word| word == "column-half");
        }
        self.has_interstitial |= is_interstitial;
        self.opens_with_interstitial |=
            is_interstitial && (self.open.is_empty() || self.n_pieces == 1);
        let child = match &*tag.name {
            "img" => Child::Image,
            _ if is_footnote => Child::Footnote,
            _ => Child::Other,
        };
        if let Some(parent) = self.open.last_mut() {
            note_child(parent, tag, child);
        }
        if tag.is_closed || tag.is_self_closing() {
            return;
        }
        // A value that is there is a part of the text.
        let class_at = match value.filter(|value| !value.is_empty()) {
            Some(value) => (value.as_ptr() as usize - html.as_ptr() as usize + value.len(), true),
            None => (tag.at + 1 + tag.name.len(), false),
        };
        self.open.push(Element {
            name: tag.name.clone(),
            class_at,
            classes: Vec::new(),
            n_children: 0,
            child: Child::Other,
            n_items: 0,
            n_rows: 0,
        });
    }

    /// Notes what the piece holds that stands in the slide itself.
    fn note_for_piece(&mut self, tag: &Tag<'_>, is_footnote: bool, is_debug: bool) {
        let Some(piece) = self.open.first_mut() else { return };
        match &*tag.name {
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

    fn end(&mut self, name: &str) {
        let Some(index) = self.open.iter().rposition(|open| open.name == name) else { return };
        while self.open.len() > index {
            self.close();
        }
    }

    /// Closes the innermost element, and writes its classes.
    fn close(&mut self) {
        let Some(mut element) = self.open.pop() else { return };
        if self.open.is_empty() && element.name == "p" && element.n_children == 1 {
            match element.child {
                Child::Image => {
                    element.add("only-image");
                    self.has_side_picture = true;
                }
                Child::Footnote => {
                    element.add("only-footnote");
                    self.has_foot = true;
                }
                Child::Other => {}
            }
        }
        if element.n_items >= LONG_LIST {
            element.add("is-long");
        }
        if element.n_rows >= LONG_TABLE
            && let Some(table) = self.open.iter_mut().rfind(|open| open.name == "table")
        {
            table.add("is-long");
        }
        if element.classes.is_empty() {
            return;
        }
        let classes = element.classes.join(" ");
        let (at, has_others) = element.class_at;
        let text = if has_others { format!(" {classes}") } else { format!(" class=\"{classes}\"") };
        self.edits.push((at, text));
    }

    fn slide(&self) -> Vec<&'static str> {
        let classes = [
            (self.has_side_picture, "has-side-picture"),
            (self.has_interstitial, "has-interstitial"),
            (self.opens_with_interstitial, "opens-with-interstitial"),
            (self.has_foot && !self.has_columns, "has-foot"),
        ];
        classes.into_iter().filter(|(is_so, _)| *is_so).map(|(_, class)| class).collect()
    }
}

/// Notes what an element holds directly.
fn note_child(parent: &mut Element, tag: &Tag<'_>, child: Child) {
    parent.n_children += 1;
    parent.child = child;
    match &*tag.name {
        "li" => parent.n_items += 1,
        "tr" => parent.n_rows += 1,
        "p" if parent.name == "li" => parent.add("is-loose"),
        _ => {}
    }
    if parent.name == "code" && tag.attribute("data-lit").is_some() {
        parent.add("has-lights");
    }
}

#[cfg(test)]
mod tests {
    use super::marked;

    fn of(html: &str) -> (String, Vec<&'static str>) {
        marked(html.to_owned())
    }

    #[test]
    fn pieces_say_what_they_hold() {
        let html = "<p>a <img src=\"x\"></p><h2 class=\"red\"><span class=\"footnote\">b</span> c</h2>\
                    <div><svg><path/></svg><span class=\"a debug\"></span></div><p>d</p>";
        let expected = "<p class=\"has-image only-image\">a <img src=\"x\"></p>\
                        <h2 class=\"red has-footnote\"><span class=\"footnote\">b</span> c</h2>\
                        <div class=\"has-drawing has-debug\"><svg><path/></svg>\
                        <span class=\"a debug\"></span></div><p>d</p>";
        assert_eq!(of(html), (expected.to_owned(), vec!["has-side-picture"]));
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
        assert_eq!(of(&plain), (note.to_owned(), vec!["has-foot"]));
        let columns = "<div class=\"column-half\">b</div>";
        assert_eq!(of(&format!("{columns}{plain}")), (format!("{columns}{note}"), Vec::new()));
        let within = format!("<div>{plain}</div>");
        assert_eq!(of(&within).1, Vec::<&str>::new());
    }

    #[test]
    fn an_interstitial_is_seen_wherever_it_is() {
        let picture = "<p><span class=\"interstitial\"><img src=\"a\"></span></p>";
        assert_eq!(of(picture).1, ["has-interstitial", "opens-with-interstitial"]);
        assert_eq!(of(&format!("<h1>a</h1>{picture}")).1, ["has-interstitial"]);
        let direct = "<h1>a</h1><div class=\"interstitial\"></div>";
        assert_eq!(of(direct).1, ["has-interstitial", "opens-with-interstitial"]);
    }

    #[test]
    fn code_says_whether_its_lights_move() {
        let code = "<pre><code class=\"remark-code has-lights\"><span data-lit=\"0 1\">a</span></code></pre>";
        assert_eq!(of(&code.replace(" has-lights", "")).0, code);
    }
}
