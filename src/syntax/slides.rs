//! From tokens to slides: separators, notes, property lines, section titles.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use siphasher::sip128::{Hasher128, SipHasher13};

use super::allow;
use super::lexer::{self, LexerFindings, SourceToken};
use super::macro_call::MacroCall;
use super::near_separators::{ChapterText, near_separators};
use super::node::{Definition, Node, Range};
use crate::diag::Problem;
use crate::source::Text;

/// A chapter, split into slides.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Chapter {
    /// The slides and steps in order; at least one.
    pub slides: Vec<Slide>,
    /// Problems, with ranges of the chapter's text.
    pub problems: Vec<(Problem, Range)>,
    /// Inline code, indented code and code blocks.
    pub code: Vec<Range>,
    /// Macro calls, shown as typed.
    pub calls: Vec<MacroCall>,
}

impl Chapter {
    /// Whether a byte of the chapter's text is in code.
    pub fn is_code(&self, at: usize) -> bool {
        let before = self.code.partition_point(|range| range.start as usize <= at);
        before.checked_sub(1).is_some_and(|last| at < self.code[last].end as usize)
    }
}

/// The text between two separators.
///
/// All ranges but `range` itself count from its start, so that a slide that only moved compares
/// equal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Slide {
    /// The text that the ranges point into.
    pub text: Arc<str>,
    /// It follows `--` and continues the slide before it.
    pub continued: bool,
    /// The content without property lines.
    pub content: NodeBlock,
    /// The text after `???`.
    pub notes: NodeBlock,
    /// The property lines in order.
    pub properties: Vec<Property>,
    /// The lines `# Title`, which open sections.
    pub titles: Vec<Title>,
    /// Its range in the chapter, from separator to separator.
    pub range: Range,
}

/// Nodes, and facts about them that every build needs, computed once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeBlock {
    /// The nodes.
    pub nodes: Arc<[Node]>,
    /// A hash of the text and the nodes.
    pub digest: u128,
    /// Whether the text contains `{{`.
    pub has_braces: bool,
    /// The sorted ranges of code that contains `{{`, which is shown as typed there.
    pub code: Arc<[Range]>,
    /// Whether the nodes include link definitions.
    pub has_definitions: bool,
}

impl NodeBlock {
    /// A block of nodes.
    pub fn new(text: &str, nodes: Vec<Node>) -> Self {
        let mut hasher = SipHasher13::new();
        text.hash(&mut hasher);
        nodes.hash(&mut hasher);
        Self {
            digest: hasher.finish128().as_u128(),
            has_braces: text.contains("{{"),
            code: Arc::default(),
            has_definitions: !definitions(text, &nodes).is_empty(),
            nodes: nodes.into(),
        }
    }

    /// The same block with the code that contains `{{`.
    fn holding(self, code: Vec<Range>) -> Self {
        Self { code: code.into(), ..self }
    }

    /// Whether `{{` at a byte of the text is in code.
    pub fn is_code(&self, at: usize) -> bool {
        let before = self.code.partition_point(|range| range.start as usize <= at);
        before.checked_sub(1).is_some_and(|last| at < self.code[last].end as usize)
    }
}

impl Hash for NodeBlock {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digest.hash(state);
    }
}

/// A line `key: value` at the start of a slide.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Property {
    /// The key, as written.
    pub key: String,
    /// The trimmed value.
    pub value: String,
    /// The range of the whole line.
    pub range: Range,
    /// The range of the value.
    pub value_range: Range,
}

/// A line `# Title`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Title {
    /// The text after `# `, in Markdown.
    pub text: String,
    /// The same, untrimmed: the old tools' anchors depend on the spaces around it.
    pub raw: String,
    /// Its range.
    pub range: Range,
}

/// A slide while its nodes are collected.
struct NodeDraft {
    slide: Slide,
    content: Vec<Node>,
    notes: Vec<Node>,
}

impl NodeDraft {
    fn new(continued: bool, start: usize) -> Self {
        Self { slide: Slide::new(continued, start), content: Vec::new(), notes: Vec::new() }
    }

    /// `code` is the sorted code of the chapter.
    fn finish(mut self, text: &str, code: &[Range]) -> Slide {
        let mut slide = self.slide;
        let base = slide.range.start;
        slide.text = slide.range.of(text).into();
        self.content.iter_mut().chain(&mut self.notes).for_each(|node| node.rebase(base));
        slide.properties = take_properties(&slide.text, &mut self.content);
        slide.titles = titles(&slide.text, &self.content);
        let code = braced_code(text, slide.range, code);
        slide.content = NodeBlock::new(&slide.text, self.content).holding(code.clone());
        slide.notes = if self.notes.is_empty() {
            NodeBlock::default()
        } else {
            NodeBlock::new(&slide.text, self.notes).holding(code)
        };
        slide
    }
}

impl Slide {
    fn new(continued: bool, start: usize) -> Self {
        Self {
            text: Arc::default(),
            continued,
            content: NodeBlock::default(),
            notes: NodeBlock::default(),
            properties: Vec::new(),
            titles: Vec::new(),
            range: Range::new(start, start),
        }
    }

    /// Where the slide's own text begins in the chapter, after leading line ends.
    pub fn start(&self) -> usize {
        let skipped = self.text.len() - self.text.trim_start_matches('\n').len();
        self.range.start as usize + if skipped == self.text.len() { 0 } else { skipped }
    }

    /// The last value of a property.
    pub fn property(&self, key: &str) -> Option<&Property> {
        self.properties.iter().rev().find(|property| property.key == key)
    }
}

/// The code of a slide that contains `{{`, relative to the slide's start.
fn braced_code(text: &str, slide: Range, code: &[Range]) -> Vec<Range> {
    let first = code.partition_point(|range| range.end <= slide.start);
    let own = code[first..].iter().take_while(|range| range.start < slide.end);
    let braced = own.filter(|range| range.of(text).contains("{{"));
    braced
        .map(|range| {
            let counted = |at: u32| at.saturating_sub(slide.start) as usize;
            Range::new(counted(range.start), counted(range.end))
        })
        .collect()
}

/// Splits a chapter into slides.
pub fn parse(text: impl Into<Text>) -> Arc<Chapter> {
    parsed(&text.into())
}

#[comemo::memoize]
fn parsed(text: &Text) -> Arc<Chapter> {
    let text = text.shared();
    let mut found = LexerFindings::default();
    let tokens = lexer::lex(&text, &mut found);
    let LexerFindings { mut problems, code, calls } = found;
    let mut slides = vec![NodeDraft::new(false, 0)];
    let mut in_notes = false;
    let mut last_end = 0;
    for token in tokens {
        let Some(draft) = slides.last_mut() else { break };
        match token {
            SourceToken::Node(node) => {
                last_end = end_of(&node);
                if in_notes { draft.notes.push(node) } else { draft.content.push(node) }
            }
            SourceToken::Notes => in_notes = true,
            SourceToken::Separator { continued, end } => {
                let start = draft.slide.range.start as usize;
                draft.slide.range.end = crate::span::offset(last_end.max(start));
                slides.push(NodeDraft::new(continued, end));
                in_notes = false;
            }
        }
    }
    if let Some(draft) = slides.last_mut() {
        draft.slide.range.end = crate::span::offset(text.len());
    }
    let is_separated = slides.iter().skip(1).any(|draft| !draft.slide.continued);
    let chapter = ChapterText { text: &text, code: &code, is_separated };
    for draft in &slides {
        near_separators(&chapter, &draft.content, &mut problems);
    }
    let slides = slides.into_iter().map(|draft| draft.finish(&text, &code)).collect();
    Arc::new(Chapter { slides, problems, code, calls })
}

/// The link definitions in these nodes and in comments, since remark reads those too.
pub fn definitions(text: &str, nodes: &[Node]) -> Vec<Definition> {
    let mut found = Vec::new();
    collect_definitions(text, nodes, &mut found);
    found
}

fn collect_definitions(text: &str, nodes: &[Node], found: &mut Vec<Definition>) {
    for node in nodes {
        match node {
            Node::Definition(definition) => found.push(definition.clone()),
            Node::Class(class) => collect_definitions(text, &class.inner, found),
            Node::Comment(range) => {
                let body = &text[..range.end as usize - 3];
                let mut at = range.start as usize + 4;
                while let Some(line) = body[at..].find('\n') {
                    at += line + 1;
                    found.extend(super::line::definition(body, at).map(|(found, _)| found));
                }
            }
            Node::Text(_) | Node::Literal(_) | Node::Fence(_) => {}
        }
    }
}

fn end_of(node: &Node) -> usize {
    let range = match node {
        Node::Text(range) | Node::Literal(range) | Node::Comment(range) => *range,
        Node::Fence(fence) => fence.range,
        Node::Class(class) => class.range,
        Node::Definition(definition) => definition.range,
    };
    range.end as usize
}

/// Removes and returns the property lines: those at the slide's start, after nothing but line ends,
/// and one-line comments `<!-- key: value -->` before the first content class.
fn take_properties(text: &str, content: &mut Vec<Node>) -> Vec<Property> {
    let mut properties = Vec::new();
    let mut index = 0;
    while let Some(node) = content.get_mut(index) {
        match node {
            Node::Definition(_) => index += 1,
            Node::Text(range) => {
                if let Some(property) = property_line(text, *range) {
                    range.start = property.range.end;
                    properties.push(property);
                } else if range.of(text).trim_matches('\n').is_empty() {
                    index += 1;
                } else {
                    break;
                }
            }
            Node::Comment(range) if allow::instruction(range.of(text)).is_some() => index += 1,
            Node::Comment(range) => match property_comment(text, *range) {
                Some(property) => {
                    properties.push(property);
                    content.remove(index);
                }
                None => break,
            },
            Node::Literal(_) | Node::Fence(_) | Node::Class(_) => break,
        }
    }
    let first_string = |node: &Node| !matches!(node, Node::Class(_));
    for node in content.iter().take_while(|node| first_string(node)) {
        if let Node::Comment(range) = node {
            properties.extend(property_comment(text, *range));
        }
    }
    properties
}

fn property_line(text: &str, range: Range) -> Option<Property> {
    let content = range.of(text);
    let start = range.start as usize + content.len() - content.trim_start_matches('\n').len();
    let rest = &text[start..range.end as usize];
    let line = &rest[..rest.find(['\n', '$']).unwrap_or(rest.len())];
    key_value(line, start, start..start + line.len())
}

fn property_comment(text: &str, range: Range) -> Option<Property> {
    let inner = range.of(text).strip_prefix("<!--")?.strip_suffix("-->")?;
    let trimmed = inner.trim_start();
    let start = range.start as usize + 4 + inner.len() - trimmed.len();
    if trimmed.contains(['\n', '$']) || allow::instruction(range.of(text)).is_some() {
        return None;
    }
    key_value(trimmed, start, range.usize())
}

/// Parses `key: value`, without a space before the colon.
fn key_value(line: &str, start: usize, range: std::ops::Range<usize>) -> Option<Property> {
    let (key, value) = line.split_once(':')?;
    let is_key = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
    if key.is_empty() || !key.bytes().all(is_key) {
        return None;
    }
    let trimmed = value.trim();
    let value_start = start + key.len() + 1 + (value.len() - value.trim_start().len());
    Some(Property {
        key: key.to_owned(),
        value: trimmed.to_owned(),
        range: Range::new(range.start, range.end),
        value_range: Range::new(value_start, value_start + trimmed.len()),
    })
}

fn titles(text: &str, content: &[Node]) -> Vec<Title> {
    let mut titles = Vec::new();
    for node in content {
        let Node::Text(range) = node else { continue };
        let mut at = range.start as usize;
        for line in range.of(text).split_inclusive('\n') {
            let starts_line = at == 0 || text.as_bytes()[at - 1] == b'\n';
            if let Some(title) = line.strip_prefix("# ").filter(|_| starts_line)
                && !title.trim().is_empty()
            {
                let end = super::line::line_end(text, at);
                let title = title.trim_end_matches('\n');
                titles.push(Title {
                    text: title.trim().to_owned(),
                    raw: title.to_owned(),
                    range: Range::new(at, end),
                });
            }
            at += line.len();
        }
    }
    titles
}

#[cfg(test)]
mod tests {
    use super::{Chapter, parse};
    use std::sync::Arc;

    fn chapter(text: &str) -> Arc<Chapter> {
        parse(text)
    }

    fn texts(text: &str) -> Vec<String> {
        let chapter = chapter(text);
        let slides = chapter.slides.iter();
        slides.map(|slide| slide.text.to_string()).collect()
    }

    #[test]
    fn slides_are_what_stands_between_separators() {
        assert_eq!(texts("a\n---\nb\n--\nc"), ["a", "b", "c"]);
        assert_eq!(texts("---\na"), ["", "a"]);
        assert_eq!(texts("a\n\n---\n---\n\nb").len(), 3);
        assert_eq!(texts("a\n--- \nb\n----\nc").len(), 1);
        assert_eq!(texts("```\n---\n```\n---\nb").len(), 2);
    }

    #[test]
    fn properties_end_where_text_begins() {
        let chapter = chapter("\n\nname: a\n\nclass: b $c\nNot: here?\n\ntext: x");
        let keys: Vec<_> = chapter.slides[0].properties.iter().map(|p| p.key.as_str()).collect();
        assert_eq!(keys, ["name", "class"]);
        assert_eq!(chapter.slides[0].property("class").unwrap().value, "b");
    }

    #[test]
    fn a_comment_may_hold_a_property_before_the_first_content_class() {
        let one = chapter("text\n\n<!-- name: foo -->\n\nmore");
        assert_eq!(one.slides[0].properties.len(), 1);
        let other = chapter("a .red[b] c\n\n<!-- name: foo -->\n");
        assert!(other.slides[0].properties.is_empty());
    }

    #[test]
    fn titles_are_found_outside_code_only() {
        let chapter = chapter("# One\n\n```\n# no\n```\n\n## no\n---\n# `Two`\n");
        let titles: Vec<_> =
            chapter.slides.iter().flat_map(|s| &s.titles).map(|t| t.text.as_str()).collect();
        assert_eq!(titles, ["One", "`Two`"]);
    }

    #[test]
    fn a_comment_over_slides_hides_them() {
        let chapter = chapter("a\n<!--\n---\nsecret\n-->\nb");
        assert_eq!(chapter.slides.len(), 1);
        assert_eq!(chapter.problems.len(), 1);
    }

    #[test]
    fn long_runs_are_one_slide() {
        for text in [
            ".a[".repeat(100_000),
            "<!--".repeat(100_000),
            ".a".repeat(200_000),
            "``` \n".repeat(50_000) + "````\n",
        ] {
            let slides = &chapter(&text).slides;
            assert_eq!(slides.len(), 1, "{}", &text[..8]);
        }
    }
}
