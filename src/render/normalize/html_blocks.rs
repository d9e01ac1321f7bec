//! Blocks of HTML. `CommonMark` begins a block at a tag, and reads no Markdown up to the next blank
//! line. In remark, it is a block only if a blank line follows its end, or the tag itself;
//! otherwise the tag is a part of a paragraph, which a heading or a list may end.

use super::super::tokenizer::{HtmlTag, RAW_TEXT, tag_at};
use super::is_inline_tag;

/// How far the end of a block is searched, in bytes.
const FARTHEST: usize = 1 << 13;

/// Elements in which no Markdown is read, in both.
const VERBATIM: [&str; 2] = ["pre", "script"];

/// Elements that may contain what Markdown makes of the lines after their tag.
const FLOW: [&str; 15] = [
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "div",
    "fieldset",
    "figure",
    "footer",
    "form",
    "header",
    "hr",
    "main",
    "nav",
    "section",
];

/// How to read a line that may begin with a tag.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(in crate::render) enum HtmlLine {
    /// As it is.
    Any,
    /// As text, which requires a mark before this byte.
    Text(usize),
    /// As a tag alone, up to this byte, with Markdown after it.
    Alone(usize),
    /// Without its indentation, which ends at this byte: it belongs to an element.
    Indented(usize),
}

/// Reads the lines of a text, one after the other.
#[derive(Default)]
pub(in crate::render) struct HtmlLines {
    /// A block is open, up to the next blank line.
    is_raw: bool,
    /// An element in which no Markdown is read is open.
    verbatim: Option<String>,
    /// The open elements that end in the same paragraph.
    open: Vec<String>,
    /// A block's element is open, with this many of its name.
    around: Option<(String, usize)>,
}

impl HtmlLines {
    /// How to read the next line. `rest` is the text from it on.
    pub(in crate::render) fn read(&mut self, line: &str, rest: &str) -> HtmlLine {
        let own = line.trim_start_matches(' ');
        let indent = line.len() - own.len();
        if let Some(name) = &self.verbatim {
            if line.to_ascii_lowercase().contains(&format!("</{name}")) {
                self.verbatim = None;
            }
            return HtmlLine::Any;
        }
        if own.trim().is_empty() {
            self.is_raw = false;
            self.open.clear();
            return HtmlLine::Any;
        }
        let is_inside = self.around.is_some();
        self.count(own);
        if is_inside && !self.is_raw && indent > 3 {
            // Remark shows a block with its blank lines as HTML, and no code in it.
            self.is_raw = own.starts_with('<');
            return HtmlLine::Indented(indent);
        }
        if self.is_raw || !own.starts_with('<') {
            return HtmlLine::Any;
        }
        if is_inline_tag(own) {
            return HtmlLine::Text(indent);
        }
        if indent > 3 {
            return HtmlLine::Any;
        }
        let rest = rest.get(indent..).unwrap_or_default();
        let rest = &rest[..crate::span::floor_char_boundary(rest, FARTHEST)];
        let read = match rest.strip_prefix("</") {
            Some(end_tag) => self.end_tag(end_tag, indent),
            // Unknown elements stay unchanged.
            None => tag_at(rest, 0).map_or(HtmlLine::Any, |tag| self.tag(&tag, rest, indent)),
        };
        match read {
            // The tag ends in a later line, where nothing can be inserted after it.
            HtmlLine::Alone(end) if end > line.len() => HtmlLine::Text(indent),
            read => read,
        }
    }

    /// Counts the tags of the element around a line.
    fn count(&mut self, line: &str) {
        let Some((name, depth)) = &mut self.around else { return };
        *depth += line.matches(&format!("<{name}")).count();
        *depth = depth.saturating_sub(line.matches(&format!("</{name}>")).count());
        if *depth == 0 {
            self.around = None;
        }
    }

    fn end_tag(&mut self, end_tag: &str, indent: usize) -> HtmlLine {
        let length = end_tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(end_tag.len());
        let name = end_tag[..length].to_ascii_lowercase();
        let Some(end) = end_tag.find('>').filter(|_| length > 0) else { return HtmlLine::Any };
        if let Some(open) = self.open.iter().rposition(|open| *open == name) {
            self.open.truncate(open);
            return HtmlLine::Text(indent);
        }
        if indent > 0 || is_ended(&end_tag[end + 1..]) {
            self.is_raw = true;
            return HtmlLine::Any;
        }
        HtmlLine::Alone("</".len() + end + 1)
    }

    fn tag(&mut self, tag: &HtmlTag<'_>, rest: &str, indent: usize) -> HtmlLine {
        let after = &rest[tag.text.len()..];
        let end_tag = format!("</{}>", tag.name);
        if VERBATIM.contains(&&*tag.name) || RAW_TEXT.contains(&&*tag.name) {
            let line = after.split('\n').next().unwrap_or_default();
            self.verbatim = Some(tag.name.clone()).filter(|_| !line.contains(&end_tag));
            return HtmlLine::Any;
        }
        if is_block(after, &end_tag) {
            self.is_raw = true;
            if self.around.is_none() && after.contains(&end_tag) {
                self.around = Some((tag.name.clone(), 0));
                self.count(rest.split('\n').next().unwrap_or_default());
            }
            return HtmlLine::Any;
        }
        match lines_to(after, &end_tag) {
            Some(0) => HtmlLine::Text(indent),
            Some(_) => {
                self.open.push(tag.name.clone());
                HtmlLine::Text(indent)
            }
            None if indent == 0 && FLOW.contains(&&*tag.name) => HtmlLine::Alone(tag.text.len()),
            None => HtmlLine::Text(indent),
        }
    }
}

/// Whether the text after a tag makes it the beginning of a block in remark.
fn is_block(after: &str, end_tag: &str) -> bool {
    let mut ends = after.match_indices(end_tag).map(|(at, _)| &after[at + end_tag.len()..]);
    is_ended(after) || ends.any(is_ended)
}

/// The line, after a tag, with the end tag of the paragraph that it begins.
fn lines_to(after: &str, end_tag: &str) -> Option<usize> {
    /// The maximum number of lines of a paragraph to examine.
    const MOST: usize = 64;
    let mut lines = after.split('\n').take(MOST).enumerate();
    let ends_text = |line: &str| {
        let own = line.trim_start();
        let digits = own.bytes().take_while(u8::is_ascii_digit).count();
        own.is_empty()
            || own.starts_with(['#', '>'])
            || ["- ", "* ", "+ ", "```", "~~~"].iter().any(|mark| own.starts_with(mark))
            || digits > 0 && own[digits..].starts_with(". ")
    };
    let found = lines.find(|(index, line)| line.contains(end_tag) || *index > 0 && ends_text(line));
    found.filter(|(_, line)| line.contains(end_tag)).map(|(index, _)| index)
}

/// Whether a text begins with a blank line, or the slide ends.
fn is_ended(text: &str) -> bool {
    let Some(next) = text.trim_start_matches(' ').strip_prefix('\n') else {
        return text.trim().is_empty();
    };
    let line = next.split('\n').next().unwrap_or_default();
    line.trim().is_empty() || line == "???"
}

#[cfg(test)]
mod tests {
    use super::{HtmlLine, HtmlLines};

    /// A text with a bar where a mark turns a line into text, and a slash where a tag ends alone.
    fn read(text: &str) -> String {
        let (mut lines, mut out, mut at) = (HtmlLines::default(), String::new(), 0);
        for line in text.split_inclusive('\n') {
            let (place, sign) = match lines.read(line, &text[at..]) {
                HtmlLine::Any => (0, ""),
                HtmlLine::Text(place) => (place, "|"),
                HtmlLine::Alone(place) => (place, "/"),
                HtmlLine::Indented(place) => (place, "<-"),
            };
            out += &[&line[..place], sign, &line[place..]].concat();
            at += line.len();
        }
        out
    }

    #[test]
    fn a_block_ends_before_a_blank_line() {
        for text in [
            "<hr>\n\n# a",
            "<div>\n- a\n</div>\n\nb",
            "<div>\n\n**a**\n\n</div>",
            "<div>\na\n<hr>\n*b*\n</div>\n\nc",
            "<p>a</p>  \n  \nb",
            "<div>\na\n</div>\n???\nb",
            "</div>\n\na",
            "<pre>\na\n\n<hr>\nb\n</pre>\nc",
            "<none>\na",
            "<",
        ] {
            assert_eq!(read(text), text);
        }
    }

    #[test]
    fn what_is_indented_in_a_block_is_no_code() {
        assert_eq!(
            read("<div>\n    <b>a</b>\n\n    <b>c</b>\n    d\n</div>\n\n    e"),
            "<div>\n    <b>a</b>\n\n    <-<b>c</b>\n    d\n</div>\n\n    e"
        );
        assert_eq!(read("<hr>\n\n    a"), "<hr>\n\n    a");
    }

    #[test]
    fn other_tags_are_a_part_of_the_text() {
        for (text, expected) in [
            ("<hr>\n# a", "<hr>/\n# a"),
            ("<div>\n- a\n</div>\nb\n\nc", "<div>/\n- a\n</div>/\nb\n\nc"),
            ("<div>\n*a*\n</div>\n# b\n\nc", "|<div>\n*a*\n|</div>\n# b\n\nc"),
            ("<center>*a*</center>\nb", "|<center>*a*</center>\nb"),
            ("<table>\n<tr>\n</tr>\n</table>\na", "|<table>\n|<tr>\n|</tr>\n|</table>\na"),
            ("</div>\na", "</div>/\na"),
            ("</div\n>a", "|</div\n>a"),
            ("<div\nclass='a'>\n# b", "|<div\nclass='a'>\n# b"),
            ("<b>a</b>", "|<b>a</b>"),
        ] {
            assert_eq!(read(text), expected);
        }
    }
}
