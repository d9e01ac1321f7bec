//! A composed text and the origin of each of its bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::diag::{Diagnostic, Problem};
use crate::path::ProjectPath;
use crate::source::{Source, Text};
use crate::span::{Span, offset};

/// A chapter after composition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Composed {
    text: Text,
    pieces: Arc<[ComposedPiece]>,
    include_stacks: Arc<[Vec<Span>]>,
    unresolved: Arc<[(Problem, Range<usize>)]>,
    /// The names of the variables in it.
    variables: Arc<BTreeSet<String>>,
    /// A hash of all other fields.
    digest: u128,
}

impl Hash for Composed {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digest.hash(state);
    }
}

/// The source location of a piece of composed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The range in the author's file.
    pub span: Span,
    /// The includes that led to it, outermost first.
    pub included_from: Vec<Span>,
}

/// A text that replaces a range of a composed one.
pub struct Replacement {
    /// The range.
    pub range: Range<usize>,
    /// The new text.
    pub with: String,
}

/// A piece of text with one origin, up to the start of the next.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct ComposedPiece {
    start: u32,
    origin: PieceOrigin,
    include_stack: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum PieceOrigin {
    /// Byte for byte from a file, from this offset on.
    Verbatim(ProjectPath, u32),
    /// Replaces the text located here.
    Replaced(Span),
}

impl Composed {
    /// A file verbatim; `None` when its lines share an indentation, which is removed.
    pub(super) fn verbatim(source: &Source) -> Option<Self> {
        let origin = PieceOrigin::Verbatim(source.path().clone(), 0);
        (shared_indent(source.text()) == 0).then(|| {
            let builder = Builder {
                pieces: vec![ComposedPiece { start: 0, origin, include_stack: 0 }],
                include_stacks: vec![Vec::new()],
                ..Builder::default()
            };
            Self::new(source.shared_text(), builder)
        })
    }

    /// A text with the metadata from its builder.
    fn new(text: Text, builder: Builder) -> Self {
        let Builder { text: _, pieces, include_stacks, unresolved, variables } = builder;
        let mut hasher = SipHasher13::new();
        (&text, &pieces, &include_stacks, &unresolved, &variables).hash(&mut hasher);
        Self {
            text,
            pieces: pieces.into(),
            include_stacks: include_stacks.into(),
            unresolved: unresolved.into(),
            variables: Arc::new(variables),
            digest: hasher.finish128().as_u128(),
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, shared.
    pub fn shared_text(&self) -> Text {
        self.text.clone()
    }

    /// The names of the variables in it, such as `TITLE`.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.variables.iter().map(String::as_str)
    }

    /// Problems that do not apply in code, with their ranges: text that resembles a variable.
    pub fn unresolved(&self) -> &[(Problem, Range<usize>)] {
        &self.unresolved
    }

    /// The source files of the text, and the offset of each piece from there.
    pub fn files(&self) -> impl Iterator<Item = (&ProjectPath, usize)> {
        self.pieces.iter().filter_map(|piece| match &piece.origin {
            PieceOrigin::Verbatim(file, _) => Some((file, piece.start as usize)),
            PieceOrigin::Replaced(_) => None,
        })
    }

    /// The source location of a range of the text. A range that crosses a border ends at it.
    pub fn place(&self, range: Range<usize>) -> Option<Place> {
        let index = self.pieces.partition_point(|piece| piece.start <= offset(range.start));
        let piece = self.pieces.get(index.checked_sub(1)?)?;
        let limit = self.pieces.get(index).map_or(self.text.len(), |next| next.start as usize);
        let span = match &piece.origin {
            PieceOrigin::Replaced(span) => span.clone(),
            PieceOrigin::Verbatim(file, from) => {
                let shift = |at: usize| *from as usize + (at - piece.start as usize);
                let end = range.end.clamp(range.start, limit.max(range.start));
                Span::new(file.clone(), shift(range.start), shift(end))
            }
        };
        let included_from =
            self.include_stacks.get(piece.include_stack as usize).cloned().unwrap_or_default();
        Some(Place { span, included_from })
    }

    /// From where to where each file contributes to a range of the text.
    pub fn extents(&self, range: Range<usize>) -> BTreeMap<ProjectPath, (u32, u32)> {
        let mut extents: BTreeMap<ProjectPath, (u32, u32)> = BTreeMap::new();
        let first = self.pieces.partition_point(|piece| piece.start <= offset(range.start));
        for index in first.saturating_sub(1)..self.pieces.len() {
            let piece_start = self.pieces[index].start as usize;
            if piece_start >= range.end && piece_start > range.start {
                break;
            }
            let limit =
                self.pieces.get(index + 1).map_or(self.text.len(), |next| next.start as usize);
            let start = piece_start.max(range.start);
            let Some(place) = self.place(start..limit.min(range.end).max(start)) else { continue };
            let Span { file, start, end } = place.span;
            let extent = extents.entry(file).or_insert((start, end));
            *extent = (extent.0.min(start), extent.1.max(end));
        }
        extents
    }

    /// Whether a byte comes from an include or a variable that does not contain an earlier byte.
    pub fn is_brought_in(&self, at: usize, after: usize) -> bool {
        let index = |at: usize| {
            let next = self.pieces.partition_point(|piece| piece.start <= offset(at));
            next.checked_sub(1)
        };
        let (Some(index), Some(before)) = (index(at), index(after)) else { return false };
        let (piece, before_piece) = (&self.pieces[index], &self.pieces[before]);
        let include_stack = |piece: &ComposedPiece| {
            self.include_stacks.get(piece.include_stack as usize).map_or(&[][..], |t| t)
        };
        let is_variable = matches!(piece.origin, PieceOrigin::Replaced(_)) && index != before;
        is_variable || !include_stack(before_piece).starts_with(include_stack(piece))
    }

    /// The text with replacements, in order, each of which belongs to the range that it replaces.
    #[must_use]
    pub fn replacing(&self, replacements: &[Replacement]) -> Self {
        let mut out = Builder {
            include_stacks: self.include_stacks.to_vec(),
            variables: (*self.variables).clone(),
            ..Builder::default()
        };
        let mut at = 0;
        for Replacement { range, with } in replacements {
            self.copy(at..range.start, &mut out);
            let index = self.pieces.partition_point(|piece| piece.start <= offset(range.start));
            let stack = index.checked_sub(1).map_or(0, |index| self.pieces[index].include_stack);
            if let Some(place) = self.place(range.clone()) {
                out.replaced(with, place.span, stack);
            }
            at = range.end;
        }
        self.copy(at..self.text.len(), &mut out);
        out.unshifted()
    }

    /// Copies a range, with the origins of its pieces and what is unresolved in it.
    fn copy(&self, range: Range<usize>, out: &mut Builder) {
        let shifted = |at: usize| at - range.start + out.text.len();
        // They are in order.
        let first = self.unresolved.partition_point(|(_, found)| found.start < range.start);
        let here = self.unresolved[first..].iter();
        let here = here.take_while(|(_, found)| found.start < range.end).map(|(problem, found)| {
            (problem.clone(), shifted(found.start)..shifted(found.end.min(range.end)))
        });
        let unresolved: Vec<_> = here.collect();
        out.unresolved.extend(unresolved);
        let mut start = range.start;
        while start < range.end {
            let index = self.pieces.partition_point(|piece| piece.start as usize <= start);
            let Some(piece) = index.checked_sub(1).and_then(|i| self.pieces.get(i)) else { return };
            let next = self.pieces.get(index).map_or(range.end, |next| next.start as usize);
            let next = next.min(range.end);
            let origin = match &piece.origin {
                PieceOrigin::Replaced(span) => PieceOrigin::Replaced(span.clone()),
                PieceOrigin::Verbatim(file, from) => {
                    let shift = offset(start - piece.start as usize);
                    PieceOrigin::Verbatim(file.clone(), *from + shift)
                }
            };
            out.piece(&self.text[start..next], origin, piece.include_stack);
            start = next;
        }
    }

    /// A diagnostic about a range of the text.
    pub fn diagnostic(&self, problem: impl Into<Problem>, range: Range<usize>) -> Diagnostic {
        match self.place(range) {
            None => Diagnostic::nowhere(problem),
            Some(place) => Diagnostic {
                included_from: place.included_from,
                ..Diagnostic::new(problem, place.span)
            },
        }
    }
}

/// Builds a [`Composed`].
#[derive(Default)]
pub(super) struct Builder {
    text: String,
    pieces: Vec<ComposedPiece>,
    include_stacks: Vec<Vec<Span>>,
    unresolved: Vec<(Problem, Range<usize>)>,
    variables: BTreeSet<String>,
}

impl Builder {
    /// Notes that the text contains a variable.
    pub(super) fn uses(&mut self, variable: &str) {
        if !self.variables.contains(variable) {
            self.variables.insert(variable.to_owned());
        }
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Appends text from a file that is an error unless it is in code.
    pub(super) fn doubtful(
        &mut self,
        text: &str,
        (file, from): (&ProjectPath, usize),
        include_stack: u32,
        problem: impl Into<Problem>,
    ) {
        self.unresolved.push((problem.into(), self.text.len()..self.text.len() + text.len()));
        self.verbatim(text, file, from, include_stack);
    }

    /// Registers a chain of includes.
    pub(super) fn include_stack(&mut self, include_stack: &[Span]) -> u32 {
        if self.include_stacks.last().is_none_or(|last| last != include_stack) {
            self.include_stacks.push(include_stack.to_vec());
        }
        offset(self.include_stacks.len() - 1)
    }

    /// Appends verbatim text from this offset of a file.
    pub(super) fn verbatim(
        &mut self,
        text: &str,
        file: &ProjectPath,
        from: usize,
        include_stack: u32,
    ) {
        self.piece(text, PieceOrigin::Verbatim(file.clone(), offset(from)), include_stack);
    }

    /// Appends text that replaces other text.
    pub(super) fn replaced(&mut self, text: &str, span: Span, include_stack: u32) {
        self.piece(text, PieceOrigin::Replaced(span), include_stack);
    }

    fn piece(&mut self, text: &str, origin: PieceOrigin, include_stack: u32) {
        if text.is_empty() && !self.pieces.is_empty() {
            return;
        }
        self.pieces.push(ComposedPiece { start: offset(self.text.len()), origin, include_stack });
        self.text.push_str(text);
    }

    /// The composed text. Like remark, removes the indentation shared by all lines.
    pub(super) fn finish(self) -> Composed {
        match shared_indent(&self.text) {
            0 => self.unshifted(),
            indent => self.without_indent(indent).unshifted(),
        }
    }

    /// Copies each line without its first characters.
    fn without_indent(self, indent: usize) -> Self {
        let (include_stacks, variables) = (self.include_stacks.clone(), self.variables.clone());
        let composed = self.unshifted();
        let mut out = Self { include_stacks, variables, ..Self::default() };
        let mut at = 0;
        for line in composed.text.split_inclusive('\n') {
            let end = at + line.len();
            let mut start = at + indent.min(line.trim_end_matches('\n').len());
            let shift = start - out.text.len();
            let here =
                composed.unresolved.iter().filter(|(_, range)| (start..end).contains(&range.start));
            out.unresolved.extend(
                here.map(|(problem, range)| {
                    (problem.clone(), range.start - shift..range.end - shift)
                }),
            );
            while start < end {
                let index = composed.pieces.partition_point(|p| p.start as usize <= start);
                let next = composed.pieces.get(index).map_or(end, |p| p.start as usize).min(end);
                let Some(piece) = index.checked_sub(1).and_then(|i| composed.pieces.get(i)) else {
                    break;
                };
                let text = &composed.text[start..next];
                let origin = match &piece.origin {
                    PieceOrigin::Replaced(span) => PieceOrigin::Replaced(span.clone()),
                    PieceOrigin::Verbatim(file, from) => PieceOrigin::Verbatim(
                        file.clone(),
                        *from + offset(start - piece.start as usize),
                    ),
                };
                out.piece(text, origin, piece.include_stack);
                start = next;
            }
            at = end;
        }
        out
    }

    fn unshifted(mut self) -> Composed {
        Composed::new(std::mem::take(&mut self.text).into(), self)
    }
}

/// How many white space characters all lines begin with, ignoring blank lines.
fn shared_indent(text: &str) -> usize {
    let mut shared = usize::MAX;
    for line in text.lines() {
        let trimmed = line.trim_start_matches([' ', '\t']);
        if !trimmed.is_empty() {
            shared = shared.min(line.len() - trimmed.len());
            if shared == 0 {
                return 0;
            }
        }
    }
    if shared == usize::MAX { 0 } else { shared }
}
