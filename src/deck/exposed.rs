//! Content that a deck would publish although its author wanted it hidden.
//!
//! A tag leaves a slide out and `???` hides notes. Both are easily written where they have no
//! effect: below a heading, with an extra space, as the class of a part. This searches each slide of
//! a deck for text that resembles an excluded tag or the start of private notes. It only reports;
//! `walk` decides what is shown.

use std::ops::Range;

use super::rules::{KEYS, yes_or_no};
use super::slide::words;
use super::slips::{Sign, assignment, folded, is_key, is_like_notes, is_markup, near_comment, why};
use super::theme;
use crate::diag::{Exposure, Hider, HidingProblem, Problem, StructureProblem};
use crate::manifest::{Notes, without_comments};
use crate::span::floor_char_boundary;
use crate::syntax::{self, Node};

/// Common ways to write `class`, here and in other tools.
const CLASS_KEYS: [&str; 5] = ["class", "classes", "classname", "tag", "tags"];

/// Common ways to write `exclude`.
const EXCLUDE_KEYS: [&str; 2] = ["exclude", "excluded"];

/// Properties that hide a slide in other tools.
const FOREIGN_KEYS: [&str; 9] =
    ["hide", "hidden", "draft", "disabled", "skip", "private", "ignore", "unlisted", "unpublished"];

/// Properties that show a slide in other tools, and hide it when negated.
const SHOWING_KEYS: [&str; 7] =
    ["visible", "show", "shown", "publish", "published", "public", "enabled"];

/// The maximum number of words in the value of a misplaced property.
const MOST_WORDS: usize = 3;

/// Line ends, as in Markdown and as people see them.
const LINE_ENDS: [char; 7] = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

/// The result of a search. Ranges are bytes of the slide's text.
#[derive(Default)]
pub(super) struct SearchResult {
    /// The problems.
    pub(super) problems: Vec<(Problem, Range<usize>)>,
    /// Lines `class: …` that come too late to count, for the caller, who knows all tags of the site.
    pub(super) late_classes: Vec<(String, Range<usize>)>,
    /// The same for `template: …`, for the caller, who knows the templates: the name and the line.
    pub(super) late_templates: Vec<(String, Range<usize>)>,
}

/// Searches a shown slide.
///
/// `is_code` returns whether a byte of the slide's text is in code.
pub(super) fn search(
    slide: &syntax::Slide,
    tags: &[String],
    notes: Notes,
    is_code: &dyn Fn(usize) -> bool,
) -> SearchResult {
    let mut read: Vec<u32> = slide.properties.iter().map(|property| property.range.start).collect();
    read.sort_unstable();
    let mut search = Search { slide, tags, notes, is_code, read, found: SearchResult::default() };
    search.properties();
    search.nodes(&slide.content.nodes);
    search.nodes(&slide.notes.nodes);
    search.lines(&slide.content.nodes, TextSide::Content);
    search.lines(&slide.notes.nodes, TextSide::Notes);
    search.found
}

/// Whether a slide has no content and no notes, only properties.
pub(super) fn is_empty(slide: &syntax::Slide) -> bool {
    let is_blank = |node: &Node| match node {
        Node::Text(range) => range.of(&slide.text).trim().is_empty(),
        Node::Comment(_) | Node::Definition(_) => true,
        Node::Literal(_) | Node::Fence(_) | Node::Class(_) => false,
    };
    slide.content.nodes.iter().all(is_blank) && slide.notes.nodes.is_empty()
}

/// Where on a slide a text is.
#[derive(Copy, Clone, PartialEq, Eq)]
enum TextSide {
    Content,
    Notes,
    /// It is not shown.
    Comment,
}

struct Search<'a> {
    slide: &'a syntax::Slide,
    tags: &'a [String],
    notes: Notes,
    is_code: &'a dyn Fn(usize) -> bool,
    /// The sorted start offsets of the properties that were read.
    read: Vec<u32>,
    found: SearchResult,
}

impl<'a> Search<'a> {
    fn report(&mut self, tag: &str, why: Exposure, range: Range<usize>) {
        self.found
            .problems
            .push((HidingProblem::ExposedTag { tag: tag.to_owned(), why }.into(), range));
    }

    /// The excluded tag among the few words of a value, whatever separates them. A sentence is not
    /// a value.
    fn tag_in(&self, text: &str) -> Option<&'a str> {
        if text.split_whitespace().count() > MOST_WORDS {
            return None;
        }
        let is_separator = |c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_');
        let mut written = text.split(is_separator).filter(|word| !word.is_empty());
        written.find_map(|word| self.tag(word))
    }

    /// The excluded tag that a word matches, ignoring case and punctuation.
    fn tag(&self, word: &str) -> Option<&'a str> {
        let word = folded(word);
        if word.is_empty() {
            return None;
        }
        self.tags.iter().map(String::as_str).find(|tag| folded(tag) == word)
    }

    /// Searches properties that were read, for a wrong key or value.
    fn properties(&mut self) {
        let slide = self.slide;
        for property in &slide.properties {
            let range = property.range.usize();
            // A dollar sign ends a value, but not what the author meant by it.
            let rest = &slide.text[range.start..];
            let line = rest.split('\n').next().unwrap_or_default();
            let value = without_comments(line.split_once(':').map_or("", |(_, value)| value));
            let value = value.as_str();
            let key = property.key.to_lowercase();
            let is_class = property.key == "class";
            if is_class && words(&property.value).any(|word| self.is_tag(word)) {
                continue;
            }
            let tag = self.tag_in(value).or_else(|| {
                // In YAML, the value may be a list on the following lines.
                let below = rest[line.len()..].lines().find(|line| !line.trim().is_empty());
                below.filter(|_| value.trim().is_empty()).and_then(|line| self.only_tag(line))
            });
            if is_key(&key, &CLASS_KEYS)
                && let Some(tag) = tag
            {
                let why = if is_class { Exposure::Spelling } else { Exposure::Unread };
                self.report(tag, why, range);
            } else if is_foreign(property, &key, value.trim()) {
                self.report("exclude: true", Exposure::Unread, range);
            } else if let Some(tag) = self.tag_behind(value) {
                self.report(tag, Exposure::Unread, range);
            }
        }
    }

    /// The excluded tag of another property later on the line, as in `name: a; class: b`.
    fn tag_behind(&self, value: &str) -> Option<&'a str> {
        let mut pieces = value.split([';', ',', '|', '&']).skip(1);
        pieces.find_map(|piece| match assignment(piece) {
            Some((key, Sign::Colon | Sign::Other, value)) if is_key(&key, &CLASS_KEYS) => {
                self.tag_in(value)
            }
            _ => None,
        })
    }

    /// The excluded tag that makes up a whole line, ignoring markup.
    fn only_tag(&self, line: &str) -> Option<&'a str> {
        let line = line.trim_matches(|c: char| is_markup(c) || matches!(c, '[' | ']' | '"' | '\''));
        self.tag(line)
    }

    fn is_tag(&self, word: &str) -> bool {
        self.tags.iter().any(|tag| tag == word)
    }

    /// Searches content classes and comments, at any depth.
    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Class(class) => {
                    let names = class.names.of(&self.slide.text);
                    if let Some(tag) = self.tag_in(names).filter(|tag| !theme::LOOKS.contains(tag))
                    {
                        self.report(tag, Exposure::PartOfSlide, class.names.usize());
                    }
                    self.nodes(&class.inner);
                }
                Node::Comment(range) => self.comment(*range),
                Node::Fence(fence) => self.fence(fence),
                Node::Text(_) | Node::Literal(_) | Node::Definition(_) => {}
            }
        }
    }

    /// Searches a code block for a hidden slide or private notes: it most likely lost its closing
    /// fence and took another block's. Examples are excepted if their language is Markdown.
    fn fence(&mut self, fence: &syntax::Fence) {
        let language = fence.info.of(&self.slide.text).to_ascii_lowercase();
        if ["md", "markdown", "remark", "rmd", "mdx"].iter().any(|name| language.contains(name)) {
            return;
        }
        let mut at = fence.body.start as usize;
        let mut begins_slide = false;
        for line in fence.body.of(&self.slide.text).split_inclusive('\n') {
            let range = at..at + line.trim_end().len();
            at += line.len();
            match line.trim_end_matches('\n') {
                "???" if self.notes != Notes::Public => {
                    let problem =
                        HidingProblem::HiddenSeparator { line: "???", within: Hider::Code };
                    self.found.problems.push((problem.into(), range));
                }
                "---" | "--" => begins_slide = true,
                line if begins_slide && !line.is_empty() => {
                    let property = line.split_once(':').unwrap_or_default();
                    begins_slide = KEYS.contains(&property.0);
                    let tag = words(property.1.trim())
                        .find_map(|word| self.tags.iter().find(|tag| *tag == word));
                    if let Some(tag) = tag.filter(|_| property.0 == "class") {
                        self.report(tag, Exposure::Code, range);
                    } else if property.0 == "exclude" && yes_or_no(property.1.trim()) == Some(true)
                    {
                        self.report("exclude: true", Exposure::Code, range);
                    }
                }
                _ => {}
            }
        }
    }

    /// Searches a comment that consists of properties, but comes too late to be read.
    fn comment(&mut self, range: syntax::Range) {
        let text = range.of(&self.slide.text);
        let inner = text.strip_prefix("<!--").and_then(|text| text.strip_suffix("-->"));
        let inner = inner.unwrap_or_default();
        let mut lines = inner.lines().filter(|line| !line.trim().is_empty()).peekable();
        let is_line = |line: &str| {
            assignment(line).is_some_and(|(_, sign, _)| sign != Sign::Blank) || is_like_notes(line)
        };
        let is_read = self.read.binary_search(&range.start).is_ok();
        if is_read || lines.peek().is_none() || !lines.clone().all(is_line) {
            return;
        }
        for line in lines {
            let at = range.start as usize + (line.as_ptr().addr() - text.as_ptr().addr());
            let range = at..at + line.len();
            self.note_line(line, &range, TextSide::Comment);
            self.line(line, range, TextSide::Comment, &|_| false);
        }
    }

    /// Searches the shown lines, without comments.
    fn lines(&mut self, nodes: &[Node], side: TextSide) {
        let mut visible = Visible::default();
        visible.add(&self.slide.text, nodes);
        let Visible { text, pieces } = visible;
        let mut at = 0;
        let (mut is_first, mut after_blank) = (true, true);
        for line in lines(&text) {
            if is_sentence(line) {
                at += line.len();
                (is_first, after_blank) = (false, false);
                continue;
            }
            let line_start = at;
            let start = place(&pieces, at);
            let word = place(&pieces, at + line.len() - line.trim_start_matches(is_markup).len());
            at += line.len();
            let line = line.trim_end_matches(LINE_ENDS);
            // Indented code may be text with too much indentation.
            let is_code = (self.is_code)(start) || (self.is_code)(word);
            if line.trim().is_empty() || is_code && !line.starts_with("    ") {
                is_first &= line.trim().is_empty();
                after_blank = line.trim().is_empty();
                continue;
            }
            let range = start..(start + line.len()).min(self.slide.text.len());
            let is_example = is_code && after_blank && !is_first;
            (is_first, after_blank) = (false, false);
            self.note_line(line, &range, side);
            if is_example {
                continue;
            }
            let in_code = |offset: usize| (self.is_code)(place(&pieces, line_start + offset));
            self.line(line, range, side, &in_code);
        }
    }

    /// Reports a line that resembles the start of private notes.
    fn note_line(&mut self, line: &str, range: &Range<usize>, side: TextSide) {
        // An exact `???` in a content class is reported where it is parsed.
        let is_like_notes =
            is_like_notes(line) && (side == TextSide::Comment || !self.is_separator(range));
        if self.notes != Notes::Public && side != TextSide::Notes && is_like_notes {
            let problem = HidingProblem::ExposedNotes { line: line.trim().to_owned() };
            self.found.problems.push((problem.into(), range.clone()));
        } else if side == TextSide::Content
            && is_like_notes
            && line.trim_start().starts_with(['?', '？', '*', '`', '\\', '>'])
            && !syntax::is_near_separator(line)
            && !is_admonition(line)
            && !(self.is_code)(range.start)
        {
            let problem = StructureProblem::NearSeparator { line: line.trim().to_owned() };
            self.found.problems.push((problem.into(), range.clone()));
        }
    }

    /// Reports a line of text that resembles a property, or names the class of a part.
    fn line(
        &mut self,
        line: &str,
        range: Range<usize>,
        side: TextSide,
        in_code: &dyn Fn(usize) -> bool,
    ) {
        if let Some((key, sign, value)) = assignment(line) {
            if is_key(&key, &CLASS_KEYS)
                && let Some(tag) = self.tag_in(value)
                && (sign != Sign::Blank || words(value).all(|word| self.is_tag(word)))
                && (side != TextSide::Notes || key == "class")
            {
                return self.report(tag, why(line, &key, sign), range);
            }
            let is_yes = yes_or_no(value.trim()) == Some(true);
            if is_key(&key, &EXCLUDE_KEYS) && is_yes {
                return self.report("exclude: true", why(line, &key, sign), range);
            }
            if side != TextSide::Comment && why(line, &key, sign) == Exposure::Late {
                self.late(&key, line, value, &range);
            }
        }
        if let Some(tag) =
            self.class_of_part(line, in_code).filter(|tag| !theme::LOOKS.contains(tag))
        {
            self.report(tag, Exposure::PartOfSlide, range.clone());
        }
        let is_published = match side {
            TextSide::Content => true,
            TextSide::Notes => self.notes == Notes::Public,
            TextSide::Comment => false,
        };
        if is_published && let Some(near) = near_comment(line).filter(|near| !in_code(near.start)) {
            let found = line[near.clone()].to_owned();
            let at = range.start + near.start..range.start + near.end;
            self.found.problems.push((HidingProblem::NearComment { found }.into(), at));
        }
    }

    /// Whether a range is a line of the slide that consists of `???`.
    fn is_separator(&self, range: &Range<usize>) -> bool {
        let text = &self.slide.text;
        let begins = range.start == 0 || text.as_bytes()[range.start - 1] == b'\n';
        let ends = text.as_bytes().get(range.end).is_none_or(|&byte| byte == b'\n');
        begins && ends && text.get(range.clone()) == Some("???")
    }

    /// Records a property that hides nothing here, but comes too late to count.
    fn late(&mut self, key: &str, line: &str, value: &str, range: &Range<usize>) {
        let is_flag = matches!(key, "layout" | "count") && yes_or_no(value.trim()).is_some();
        if is_flag {
            let problem = HidingProblem::LateProperty { line: line.trim().to_owned() };
            self.found.problems.push((problem.into(), range.clone()));
        } else if key == "class" {
            self.found.late_classes.push((line.trim().to_owned(), range.clone()));
        } else if key == "template" {
            self.found.late_templates.push((value.trim().to_owned(), range.clone()));
        }
    }

    /// The excluded tag in the attributes of an HTML tag, in braces, or before a bracket that is
    /// never closed. Code is ignored.
    fn class_of_part(&self, line: &str, in_code: &dyn Fn(usize) -> bool) -> Option<&'a str> {
        // Most lines have none of the signs, and most words are no tag.
        let may_name = |byte: u8| matches!(byte, b'{' | b'[' | b'=' | b':');
        if self.tags.is_empty() || !line.bytes().any(may_name) {
            return None;
        }
        let shown = |sign: &'static str| {
            let found = line.match_indices(sign).map(|(at, _)| at);
            found.filter(move |at| !in_code(*at))
        };
        let in_braces = |at: usize| {
            let mut words = near(line, at + 1).split_once('}')?.0.split_whitespace();
            words.find_map(|word| self.tag(word.trim_start_matches(':').strip_prefix('.')?))
        };
        let first_tag = line.find('<').unwrap_or(line.len());
        let in_attribute = |at: usize| {
            let rest = near(line, at + "class".len()).trim_start().strip_prefix('=')?.trim_start();
            let value = match rest.chars().next()? {
                quote @ ('"' | '\'') => rest[1..].split(quote).next(),
                _ => rest.split([' ', '>']).next(),
            };
            // Other tools write `.slide: class="…"` in a comment.
            self.tag_in(value?).filter(|_| first_tag < at || line[..at].contains(".slide:"))
        };
        let before_bracket = |at: usize| {
            let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
            let name = line.as_bytes()[..at].iter().rev().take_while(is_name).take(LONGEST).count();
            let before = line[..at - name].strip_suffix('.')?;
            self.tag(&line[at - name..at]).filter(|_| !before.ends_with('\\'))
        };
        // Other tools write `::: class` around a part.
        let around = line.trim_start().strip_prefix(":::").map(|names| names.trim_matches(':'));
        let around = around.filter(|_| !in_code(0)).and_then(|names| self.tag_in(names));
        let mut braces = shown("{").filter_map(in_braces);
        let has_value = line.contains('=');
        let lower = if has_value { line.to_ascii_lowercase() } else { String::new() };
        let attributes = lower.match_indices("class").map(|(at, _)| at);
        let mut attributes = attributes.filter(|at| !in_code(*at)).filter_map(in_attribute);
        let mut brackets = shown("[").filter_map(before_bracket);
        around.or_else(|| braces.next()).or_else(|| attributes.next()).or_else(|| brackets.next())
    }
}

/// Whether a line cannot contain a finding: it has none of the signs that begin one, and more words
/// than the value of a property without a sign. Most lines are like that.
fn is_sentence(line: &str) -> bool {
    let (mut words, mut is_inside) = (0, false);
    for byte in line.bytes() {
        match byte {
            b'?' | b'&' | b':' | b'=' | b'<' | b'{' | b'[' | 0x80.. => return false,
            b'a'..=b'z' | b'A'..=b'Z' => {
                words += usize::from(!is_inside);
                is_inside = true;
            }
            b' ' | b'\t' => is_inside = false,
            _ => {}
        }
    }
    // The first word may be the key, and another one may follow without a space.
    words > MOST_WORDS + 2
}

/// The lines of a text with their ends, in Markdown and as people see them.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let may_end = |byte: u8| matches!(byte, b'\n' | b'\r' | 0xb | 0xc | 0xc2 | 0xe2);
        let mut at = 0;
        loop {
            let Some(found) = rest.as_bytes()[at..].iter().position(|&byte| may_end(byte)) else {
                return (!rest.is_empty()).then(|| std::mem::take(&mut rest));
            };
            at += found;
            let sign = rest[at..].chars().next()?;
            at += sign.len_utf8();
            if LINE_ENDS.contains(&sign) {
                let (line, after) = rest.split_at(at);
                rest = after;
                return Some(line);
            }
        }
    })
}

/// Whether a line begins an admonition of `MkDocs`, which is reported as such.
fn is_admonition(line: &str) -> bool {
    let rest = line.strip_prefix("???").unwrap_or_default();
    rest.trim_start_matches('+').strip_prefix(' ').is_some_and(|name| {
        name.split([' ', '"']).next().is_some_and(|word| {
            word.len() > 2 && word.chars().all(|c| c.is_ascii_lowercase() || c == '-')
        })
    })
}

/// Whether a property hides its slide, in other tools or with another key.
fn is_foreign(property: &syntax::Property, key: &str, value: &str) -> bool {
    let says = yes_or_no(value).or(match value {
        "1" => Some(true),
        "0" => Some(false),
        _ => None,
    });
    let hides = is_key(key, &EXCLUDE_KEYS) || FOREIGN_KEYS.contains(&key);
    property.key != "exclude"
        && (hides && says == Some(true) || SHOWING_KEYS.contains(&key) && says == Some(false))
}

/// How many bytes of a line are searched for an attribute's value or a class's name.
const LONGEST: usize = 256;

/// The part of a line after a byte, up to [`LONGEST`].
fn near(line: &str, at: usize) -> &str {
    &line[at..floor_char_boundary(line, at + LONGEST)]
}

/// The shown text, without comments, and the origin of each piece.
#[derive(Default)]
struct Visible {
    text: String,
    pieces: Vec<(usize, usize)>,
}

impl Visible {
    fn add(&mut self, source: &str, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Text(range) | Node::Literal(range) => {
                    self.pieces.push((self.text.len(), range.start as usize));
                    self.text.push_str(range.of(source));
                }
                Node::Class(class) => {
                    self.add(source, &class.inner);
                }
                Node::Fence(_) | Node::Definition(_) => self.text.push('\n'),
                Node::Comment(_) => {}
            }
        }
    }
}

/// The source offset of a byte of the visible text.
fn place(pieces: &[(usize, usize)], at: usize) -> usize {
    let index = pieces.partition_point(|&(start, _)| start <= at);
    index.checked_sub(1).map_or(0, |last| pieces[last].1 + at - pieces[last].0)
}
