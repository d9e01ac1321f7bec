//! Notes on an import, with locations, which the report lists.

use crate::path::ProjectPath;
use crate::source::Source;

/// What a note is about.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// Something that the site has now.
    Taken,
    /// Something that was converted to another form.
    Changed,
    /// Something that the site lacks.
    NotTaken,
}

impl NoteKind {
    /// All kinds, in the order of the report.
    pub const ALL: [Self; 3] = [Self::Taken, Self::Changed, Self::NotTaken];

    /// Its heading in the report.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Changed => "changed",
            Self::NotTaken => "not taken",
        }
    }
}

/// A note about an import.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ImportNote {
    /// Its subject.
    pub kind: NoteKind,
    /// The file of the imported folder, and the line from 1; line 0 for a whole file.
    pub file: ProjectPath,
    /// The line.
    pub line: usize,
    /// The words.
    pub text: String,
}

/// The notes of an import, as they are collected.
#[derive(Debug, Default)]
pub(super) struct NoteList(Vec<ImportNote>);

impl NoteList {
    /// Adds a note about a byte of a text.
    pub(super) fn add(&mut self, kind: NoteKind, (source, at): (&Source, usize), text: &str) {
        let line = source.lines().line(at) + 1;
        self.push(kind, source.path(), line, text);
    }

    /// Adds a note about a whole file.
    pub(super) fn add_file(&mut self, kind: NoteKind, file: &ProjectPath, text: &str) {
        self.push(kind, file, 0, text);
    }

    fn push(&mut self, kind: NoteKind, file: &ProjectPath, line: usize, text: &str) {
        // One file of a control character has no second line in a report.
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.0.push(ImportNote { kind, file: file.clone(), line, text });
    }

    /// All notes, each once, by kind and location.
    pub(super) fn finish(mut self) -> Vec<ImportNote> {
        self.0.sort();
        self.0.dedup();
        self.0
    }
}
