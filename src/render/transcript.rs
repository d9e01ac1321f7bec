//! The text of a slide in simple markup, for a transcript: headings, paragraphs, items of lists, code.
//!
//! It is made from the HTML of a slide, so it reveals nothing that the slide does not show.
//! Drawings, scripts and styles have no text; a picture has its alternative text.
//!
//! **Invariant:** the result contains only the elements `h3`, `p`, `ul`, `li`, `pre` and `code`,
//! without attributes, and each is closed.

use super::escape::push_text;
use super::plain_text::decoded;
use super::serialize::Html;
use super::tokenizer::{HtmlPiece, HtmlTag, is_block, pieces};

/// The text of some HTML in simple markup.
pub fn transcript(html: &Html) -> String {
    let mut writer = TranscriptWriter::default();
    for piece in pieces(html.as_str()) {
        match piece {
            HtmlPiece::Text(text, _) if text.contains('&') => writer.text(&decoded(text)),
            HtmlPiece::Text(text, _) => writer.text(text),
            HtmlPiece::Start(tag) => writer.start(&tag),
            HtmlPiece::End(name, _) => writer.end(&name),
            HtmlPiece::RawText(_) | HtmlPiece::Comment(..) => {}
        }
    }
    writer.flush();
    writer.close_list();
    writer.out
}

/// The context of the current text.
#[derive(Copy, Clone, Default, PartialEq, Eq)]
enum BlockKind {
    #[default]
    Paragraph,
    Heading,
    Item,
    Code,
}

#[derive(Default)]
struct TranscriptWriter {
    out: String,
    /// The text of the block at hand.
    text: String,
    kind: BlockKind,
    is_in_list: bool,
    /// How many drawings are open.
    drawings: usize,
    /// Whether code is open.
    is_code: bool,
}

impl TranscriptWriter {
    fn text(&mut self, text: &str) {
        if self.drawings == 0 {
            self.text.push_str(text);
        }
    }

    fn start(&mut self, tag: &HtmlTag<'_>) {
        match &*tag.name {
            "svg" => self.drawings += usize::from(!tag.is_self_closing()),
            "pre" => {
                self.flush();
                self.is_code = true;
                self.kind = BlockKind::Code;
            }
            "li" => {
                self.flush();
                self.kind = BlockKind::Item;
            }
            "p" if self.text.trim().is_empty() => {} // The first one of an item is the item.
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.kind = BlockKind::Heading;
            }
            "br" => self.text(if self.is_code { "\n" } else { " " }),
            "img" => self.text(&decoded(tag.attribute("alt").unwrap_or_default())),
            "td" | "th" => self.text(" "),
            name if is_block(name) && !self.is_code => self.flush(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "svg" => self.drawings = self.drawings.saturating_sub(1),
            "pre" => {
                self.flush();
                self.is_code = false;
            }
            name if (is_block(name) || name == "li") && !self.is_code => self.flush(),
            _ => {}
        }
    }

    /// Writes the current block; the following text is a paragraph.
    fn flush(&mut self) {
        let kind = std::mem::take(&mut self.kind);
        let text = std::mem::take(&mut self.text);
        let text = match kind {
            BlockKind::Code => text.trim_matches('\n').trim_end().to_owned(),
            BlockKind::Paragraph | BlockKind::Heading | BlockKind::Item => {
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            }
        };
        if text.is_empty() {
            return;
        }
        if kind == BlockKind::Item && !self.is_in_list {
            self.out.push_str("<ul>");
            self.is_in_list = true;
        } else if kind != BlockKind::Item {
            self.close_list();
        }
        let (open, close) = match kind {
            BlockKind::Paragraph => ("<p>", "</p>"),
            BlockKind::Heading => ("<h3>", "</h3>"),
            BlockKind::Item => ("<li>", "</li>"),
            BlockKind::Code => ("<pre><code>", "</code></pre>"),
        };
        self.out.push_str(open);
        push_text(&mut self.out, &text);
        self.out.push_str(close);
    }

    fn close_list(&mut self) {
        if std::mem::take(&mut self.is_in_list) {
            self.out.push_str("</ul>");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::transcript;
    use crate::render::parse::of_markdown as tree;
    use crate::render::serialize::html;

    fn of(markdown: &str) -> String {
        transcript(&html(&tree(markdown)))
    }

    #[test]
    fn headings_paragraphs_items_and_code_are_told_apart() {
        let text =
            of("# Dough\n\nFlour &amp; *water*\nand salt\n\n- mix\n\n- knead\n  - long\n\nDone");
        assert_eq!(
            text,
            "<h3>Dough</h3><p>Flour &amp; water and salt</p>\
             <ul><li>mix</li><li>knead</li><li>long</li></ul><p>Done</p>"
        );
    }

    #[test]
    fn drawings_scripts_and_markup_are_no_text() {
        let text = of(
            "<svg><text>a</text></svg>\n\n<script>b</script>\n\n<p onclick=x>c &lt;i></p>\n\n![d](e.png)",
        );
        assert_eq!(text, "<p>c &lt;i&gt;</p><p>d</p>");
    }
}
