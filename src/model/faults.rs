//! Turns file errors into diagnostics.

use crate::diag::{Diagnostic, FileProblem, OutputProblem, Skipped};
use crate::path::ProjectPath;
use crate::source::Source;
use crate::span::Span;
use crate::world::{FileError, World};

/// Reads a required file; reports it if it cannot be read.
pub(crate) fn required(
    world: &dyn World,
    path: &ProjectPath,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Source> {
    let error = match world.source(path) {
        Ok(source) => return Some(source),
        Err(error) => error,
    };
    let found = match error {
        FileError::Folder => {
            let problem = FileProblem::ChapterFolder { path: path.to_string() };
            Some(Diagnostic::new(problem, Span::start_of(path.clone())))
        }
        FileError::Missing => unusable(path, FileError::Unreadable("it is gone".to_owned())),
        error => unusable(path, error),
    };
    diagnostics.extend(found);
    None
}

/// The diagnostic for an optional file that cannot be used.
pub(crate) fn unusable(path: &ProjectPath, error: FileError) -> Option<Diagnostic> {
    let name = path.to_string();
    let problem = match error {
        FileError::Missing => return None,
        FileError::NotUtf8(byte) => {
            let problem = FileProblem::NotUtf8 { path: name };
            return Some(Diagnostic::new(problem, Span::new(path.clone(), byte, byte + 1)));
        }
        FileError::Folder => {
            FileProblem::UnreadableFile { path: name, reason: "it is a folder".to_owned() }.into()
        }
        error => {
            error.problem(name, |path| FileProblem::UnreadableFile { path, reason: String::new() })
        }
    };
    Some(Diagnostic::new(problem, Span::start_of(path.clone())))
}

/// Reports what exists but cannot be listed: a site without it would look as if it was removed.
/// Chapters that cannot be read are reported by the decks that list them.
pub(crate) fn refused(world: &dyn World, diagnostics: &mut Vec<Diagnostic>) {
    for folder in ["slides", "static", "templates"] {
        for (path, error) in world.refused(folder).iter() {
            let is_manifest = path.folder() == "slides" && path.has_extension("yml");
            if folder != "slides" || path.as_str() == "slides" || is_manifest {
                diagnostics.extend(unusable(path, error.clone()));
            }
        }
    }
}

/// Hidden files and folders at the top of a site that hosts read.
const OF_HOSTS: [&str; 4] = [".well-known", ".nojekyll", ".htaccess", ".domains"];

/// Whether hosts read a hidden file or folder of `static/`: Apache reads `.htaccess` in any folder.
fn is_of_hosts(path: &ProjectPath) -> bool {
    let is_top = path.folder() == "static";
    path.file_name() == ".htaccess" || is_top && OF_HOSTS.contains(&path.file_name())
}

/// The published files of `static/`: visible ones, and hidden ones that hosts read. Reports the
/// others: names that no URL can have, and hidden files.
pub(crate) fn published(world: &dyn World, diagnostics: &mut Vec<Diagnostic>) -> Vec<ProjectPath> {
    let mut files = Vec::new();
    let mut pending = vec![ProjectPath::new("static")];
    while let Some(folder) = pending.pop() {
        files.extend(world.list(folder.as_str()).iter().cloned());
        for (path, why) in world.skipped(folder.as_str()).iter() {
            // Walking a file yields the file itself.
            if *why == Skipped::Hidden && is_of_hosts(path) {
                pending.push(path.clone());
                continue;
            }
            let problem = OutputProblem::SkippedFile { path: path.to_string(), why: *why };
            diagnostics.push(Diagnostic::new(problem, Span::start_of(path.clone())));
        }
    }
    files
}
