//! Reads a language file: messages of Fluent, as phrases, with all of its problems.
//!
//! **Invariant:** nothing here is deeper or longer than its limits, whatever the file contains.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use fluent_syntax::parser::{ErrorKind, parse};
use fluent_syntax::unicode::unescape_unicode_to_string;

use super::direction::direction;
use super::phrase::{Phrase, PhraseChoice, PhrasePiece, Plurals};
use super::words::{COUNTRY, WordKey, all_words, word};
use crate::diag::nearest::nearest;
use crate::diag::{Diagnostic, LanguageProblem, Warned};
use crate::source::{Source, is_control};
use crate::span::Span;

/// How deep braces and parentheses may be nested: the parser calls itself for each of them.
const MOST_NESTED: usize = 24;

/// How many pieces a text may have, including all texts that it refers to.
const MOST_PIECES: usize = 400;

/// The maximum length of a chain of references between texts.
const MOST_REFERENCES: usize = 8;

/// The texts of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct WordFile {
    /// The code of its language.
    pub(super) code: String,
    /// The texts by name.
    pub(super) phrases: BTreeMap<&'static str, Phrase>,
    /// The names of countries, by their codes.
    pub(super) countries: BTreeMap<String, String>,
}

/// Reads a file in a language.
pub(super) fn read(source: &Source, code: &str) -> Warned<WordFile> {
    let mut found = WordFile { code: code.to_owned(), ..WordFile::default() };
    let mut diagnostics = Vec::new();
    let text = source.text();
    if let Some(at) = too_deep(text) {
        let fault = format!("braces and parentheses are nested more than {MOST_NESTED} deep");
        diagnostics.push(problem(source, at..at + 1, LanguageProblem::Syntax { fault }));
        return Warned::new(found, diagnostics);
    }
    let (resource, errors) = match parse(text) {
        Ok(resource) => (resource, Vec::new()),
        Err(found) => found,
    };
    for error in errors {
        let fault = words_of(&error.kind);
        diagnostics.push(problem(source, error.pos, LanguageProblem::Syntax { fault }));
    }
    let patterns = Patterns::of(&resource.body);
    let mut seen = BTreeSet::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let name = message.id.name;
        let Some(pattern) = &message.value else { continue };
        let at = place(text, name);
        if !seen.insert(name) {
            let fault = format!("`{name}` is defined twice");
            diagnostics.push(problem(source, at, LanguageProblem::Syntax { fault }));
            continue;
        }
        let country = name.strip_prefix(COUNTRY);
        let Some(key) = word(name).or_else(|| country.map(|_| &OF_COUNTRY)) else {
            let known = all_words().map(|key| key.name);
            let nearest = nearest(name, known).map(str::to_owned);
            let unknown = LanguageProblem::UnknownWord { name: name.to_owned(), nearest };
            diagnostics.push(problem(source, at, unknown));
            continue;
        };
        let mut reading = Reading { key, patterns: &patterns, code, left: MOST_PIECES };
        match reading.pieces(pattern, 0) {
            Ok(pieces) => {
                let phrase = Phrase::new(pieces, key.n_shown(), direction(code) == "rtl");
                match country {
                    Some(country) => {
                        found.countries.insert(country.to_owned(), phrase.to_string());
                    }
                    None => {
                        found.phrases.insert(key.name, phrase);
                    }
                }
            }
            Err((wrong, fault)) => {
                diagnostics.push(problem(
                    source,
                    wrong.map_or(at, |part| place(text, part)),
                    fault,
                ));
            }
        }
    }
    Warned::new(found, diagnostics)
}

/// The name of a country has no gaps.
static OF_COUNTRY: WordKey = WordKey { name: "country", gaps: &[] };

/// A problem at a position in a file.
fn problem(source: &Source, at: std::ops::Range<usize>, found: LanguageProblem) -> Diagnostic {
    let length = source.text().len();
    let (start, end) = (at.start.min(length), at.end.min(length));
    Diagnostic::new(found, Span::new(source.path().clone(), start, end))
}

/// The position of a piece of the text.
fn place(text: &str, part: &str) -> std::ops::Range<usize> {
    let start = part.as_ptr().addr() - text.as_ptr().addr();
    start..start + part.len()
}

/// The first byte that is nested too deeply. An entry begins at the start of a line.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at_start = true;
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'#' if at_start => depth = 0,
            b'{' | b'(' => depth += 1,
            b'}' | b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MOST_NESTED {
            return Some(index);
        }
        at_start = byte == b'\n';
    }
    None
}

/// What the parser expected, as a message.
fn words_of(kind: &ErrorKind) -> String {
    match kind {
        ErrorKind::ExpectedToken(token) => format!("expected `{token}`"),
        ErrorKind::ExpectedCharRange { range } => format!("expected one of `{range}`"),
        ErrorKind::ExpectedMessageField { entry_id }
        | ErrorKind::ExpectedTermField { entry_id } => {
            format!("`{entry_id}` has no text")
        }
        ErrorKind::MissingDefaultVariant => "no variant has a `*`, as in `*[other]`".to_owned(),
        ErrorKind::MultipleDefaultVariants => "two variants have a `*`".to_owned(),
        ErrorKind::MissingValue => "expected a text".to_owned(),
        ErrorKind::UnterminatedStringLiteral => "the quotation mark is not closed".to_owned(),
        ErrorKind::UnbalancedClosingBrace => "a `}` without a `{` before it".to_owned(),
        ErrorKind::UnknownEscapeSequence(sequence) => format!("unknown escape `\\{sequence}`"),
        ErrorKind::InvalidUnicodeEscapeSequence(sequence) => {
            format!("`{sequence}` is not a character")
        }
        ErrorKind::ExpectedInlineExpression => "expected a value, such as `$count`".to_owned(),
        ErrorKind::DuplicatedNamedArgument(name) => format!("`{name}` is given twice"),
        ErrorKind::ForbiddenCallee
        | ErrorKind::MessageReferenceAsSelector
        | ErrorKind::TermReferenceAsSelector
        | ErrorKind::MessageAttributeAsSelector
        | ErrorKind::TermAttributeAsPlaceable
        | ErrorKind::PositionalArgumentFollowsNamed
        | ErrorKind::ExpectedSimpleExpressionAsSelector
        | ErrorKind::ExpectedLiteral => "this is not allowed here".to_owned(),
    }
}

/// The texts that others can refer to.
struct Patterns<'a> {
    messages: BTreeMap<&'a str, &'a Pattern<&'a str>>,
    terms: BTreeMap<&'a str, &'a Pattern<&'a str>>,
}

impl<'a> Patterns<'a> {
    fn of(body: &'a [Entry<&'a str>]) -> Self {
        let mut patterns = Self { messages: BTreeMap::new(), terms: BTreeMap::new() };
        for entry in body {
            match entry {
                Entry::Message(message) => {
                    let text = message.value.as_ref().map(|text| (message.id.name, text));
                    patterns.messages.extend(text);
                }
                Entry::Term(term) => {
                    patterns.terms.insert(term.id.name, &term.value);
                }
                Entry::Comment(_)
                | Entry::GroupComment(_)
                | Entry::ResourceComment(_)
                | Entry::Junk { .. } => {}
            }
        }
        patterns
    }
}

/// What is wrong with a text, and which part of the file.
type Fault<'a> = (Option<&'a str>, LanguageProblem);

/// Reads a text.
struct Reading<'a> {
    key: &'static WordKey,
    patterns: &'a Patterns<'a>,
    code: &'a str,
    /// How many more pieces it may have.
    left: usize,
}

impl<'a> Reading<'a> {
    fn pieces(
        &mut self,
        pattern: &'a Pattern<&'a str>,
        depth: usize,
    ) -> Result<Vec<PhrasePiece>, Fault<'a>> {
        let mut pieces = Vec::new();
        for element in &pattern.elements {
            self.count()?;
            match element {
                PatternElement::TextElement { value } => pieces.push(text(value)),
                PatternElement::Placeable { expression } => {
                    self.expression(expression, depth, &mut pieces)?;
                }
            }
        }
        Ok(pieces)
    }

    /// One piece more.
    fn count(&mut self) -> Result<(), Fault<'a>> {
        self.left = self.left.checked_sub(1).ok_or_else(|| {
            let fault = format!("the text has more than {MOST_PIECES} pieces");
            (None, LanguageProblem::Syntax { fault })
        })?;
        Ok(())
    }

    fn expression(
        &mut self,
        expression: &'a Expression<&'a str>,
        depth: usize,
        out: &mut Vec<PhrasePiece>,
    ) -> Result<(), Fault<'a>> {
        let (selector, variants) = match expression {
            Expression::Inline(inline) => return self.inline(inline, depth, out),
            Expression::Select { selector, variants } => (selector, variants),
        };
        let (gap, plurals) = self.selector(selector)?;
        let mut choice = PhraseChoice {
            gap,
            plurals,
            language: Arc::from(self.code),
            variants: Vec::new(),
            default: 0,
        };
        for variant in variants {
            let (VariantKey::Identifier { name: key } | VariantKey::NumberLiteral { value: key }) =
                &variant.key;
            if variant.default {
                choice.default = choice.variants.len();
            }
            choice.variants.push(((*key).to_owned(), self.pieces(&variant.value, depth)?));
        }
        out.push(PhrasePiece::Choice(choice));
        Ok(())
    }

    /// The placeholder whose value selects a variant, and its plural rules.
    fn selector(
        &self,
        selector: &'a InlineExpression<&'a str>,
    ) -> Result<(String, Plurals), Fault<'a>> {
        match selector {
            InlineExpression::VariableReference { id } => {
                Ok((self.gap(id.name)?, Plurals::Counted))
            }
            InlineExpression::FunctionReference { id, arguments } if id.name == "NUMBER" => {
                let ordinal = arguments.named.iter().any(|argument| {
                    let value = &argument.value;
                    argument.name.name == "type"
                        && matches!(value, InlineExpression::StringLiteral { value } if *value == "ordinal")
                });
                let plurals = if ordinal { Plurals::Ordered } else { Plurals::Counted };
                match arguments.positional.first() {
                    Some(InlineExpression::VariableReference { id }) => {
                        Ok((self.gap(id.name)?, plurals))
                    }
                    _ => Err(unsupported(Some(id.name))),
                }
            }
            _ => Err(unsupported(None)),
        }
    }

    /// A placeholder of the text.
    fn gap(&self, name: &'a str) -> Result<String, Fault<'a>> {
        if self.key.gaps.contains(&name) {
            return Ok(name.to_owned());
        }
        let known = self.key.gaps.iter().map(|gap| format!("${gap}")).collect();
        let problem = LanguageProblem::UnknownGap {
            name: name.to_owned(),
            word: self.key.name.to_owned(),
            known,
        };
        Err((Some(name), problem))
    }

    fn inline(
        &mut self,
        inline: &'a InlineExpression<&'a str>,
        depth: usize,
        out: &mut Vec<PhrasePiece>,
    ) -> Result<(), Fault<'a>> {
        self.count()?;
        match inline {
            InlineExpression::StringLiteral { value } => {
                out.push(text(&unescape_unicode_to_string(value)));
            }
            InlineExpression::NumberLiteral { value } => out.push(text(value)),
            InlineExpression::VariableReference { id } => {
                out.push(PhrasePiece::Gap(self.gap(id.name)?));
            }
            InlineExpression::FunctionReference { .. } => {
                out.push(PhrasePiece::Gap(self.selector(inline)?.0));
            }
            InlineExpression::MessageReference { id, .. } => {
                let pattern = self.patterns.messages.get(id.name);
                self.referred(id.name, pattern, depth, out)?;
            }
            InlineExpression::TermReference { id, .. } => {
                let pattern = self.patterns.terms.get(id.name);
                self.referred(id.name, pattern, depth, out)?;
            }
            InlineExpression::Placeable { expression } => {
                self.expression(expression, depth, out)?;
            }
        }
        Ok(())
    }

    /// The text that a text refers to.
    fn referred(
        &mut self,
        name: &'a str,
        pattern: Option<&&'a Pattern<&'a str>>,
        depth: usize,
        out: &mut Vec<PhrasePiece>,
    ) -> Result<(), Fault<'a>> {
        let fault = match pattern {
            Some(pattern) if depth < MOST_REFERENCES => {
                out.append(&mut self.pieces(pattern, depth + 1)?);
                return Ok(());
            }
            Some(_) => format!("`{name}` refers to itself, or to too many others"),
            None => format!("there is no `{name}` in this file"),
        };
        Err((Some(name), LanguageProblem::Syntax { fault }))
    }
}

/// Features of Fluent that this program does not support.
fn unsupported(at: Option<&str>) -> Fault<'_> {
    let fault = "only `$count` or `NUMBER($count)` can be used here".to_owned();
    (at, LanguageProblem::Syntax { fault })
}

/// A piece of text without control characters; line ends become spaces.
fn text(text: &str) -> PhrasePiece {
    let shown = |c: char| if is_control(c) || c.is_whitespace() && c < ' ' { ' ' } else { c };
    PhrasePiece::Text(text.chars().map(shown).collect())
}
