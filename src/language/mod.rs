//! Languages: the texts that readers and audiences see, and date formats.
//!
//! A language is a file of Fluent messages: the program has some, and a site may have its own in
//! `languages/`, which take precedence text by text. Pages use a `Vocabulary`: all texts of one
//! language, with English for missing ones. Days and plural forms follow CLDR.
//!
//! **Invariant:** a text is never missing, and no text depends on the order in which pages are
//! made.

mod built_in;
mod day_names;
mod direction;
mod file;
mod phrase;
mod vocabulary;
mod words;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

pub use self::built_in::{built_in_languages, built_in_words};
pub(crate) use self::day_names::DayNames;
pub(crate) use self::direction::{Script, direction, script};
pub(crate) use self::phrase::{Phrase, PhraseValue};
pub(crate) use self::vocabulary::Vocabulary;
pub(crate) use self::words::PageWords;

use self::built_in::built_in;
use self::file::{WordFile, read};
use self::words::required_words;
use crate::diag::nearest::nearest;
use crate::diag::{Diagnostic, FileProblem, LanguageProblem, Warned};
use crate::manifest::advice;
use crate::path::ProjectPath;
use crate::span::Span;
use crate::world::World;

/// The folder of a site's language files.
const FOLDER: &str = "languages";

/// The ending of their names.
const ENDING: &str = ".ftl";

/// The languages of a site: its own files before those of the program.
#[derive(Default)]
pub(crate) struct Languages {
    /// The site's files, by their codes in lower case.
    own: BTreeMap<String, Arc<WordFile>>,
    /// Earlier results, by codes as written: only a cache.
    asked: RwLock<BTreeMap<String, Arc<Vocabulary>>>,
}

impl PartialEq for Languages {
    fn eq(&self, other: &Self) -> bool {
        self.own == other.own
    }
}

impl fmt::Debug for Languages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.own.keys()).finish()
    }
}

/// Only the built-in languages.
static BUILT_IN: LazyLock<Arc<Languages>> = LazyLock::new(Arc::default);

impl Languages {
    /// The languages of a site.
    pub(crate) fn read(world: &dyn World) -> Warned<Arc<Self>> {
        let mut own = BTreeMap::new();
        let mut diagnostics = Vec::new();
        for path in world.list(FOLDER).iter() {
            let Some(name) = path.below(FOLDER) else { continue };
            let Some(code) = name.strip_suffix(ENDING) else { continue };
            match advice::language(code) {
                Ok(code) if !name.contains('/') => match world.source(path) {
                    Ok(source) => {
                        let file = read(&source, &code).take(&mut diagnostics);
                        diagnostics.extend(missing(&file, path));
                        own.insert(code.to_ascii_lowercase(), Arc::new(file));
                    }
                    Err(error) => {
                        let missing =
                            |path| FileProblem::UnreadableFile { path, reason: String::new() };
                        let problem = error.problem(path.to_string(), missing);
                        diagnostics.push(Diagnostic::new(problem, Span::start_of(path.clone())));
                    }
                },
                found => diagnostics.push(misnamed(path, code, found.err().flatten())),
            }
        }
        if own.is_empty() {
            return Warned::new(Arc::clone(&BUILT_IN), diagnostics);
        }
        Warned::new(Arc::new(Self { own, asked: RwLock::default() }), diagnostics)
    }

    /// The texts of a language, by its code; English for one without a file.
    pub(crate) fn of(&self, code: &str) -> Arc<Vocabulary> {
        let known = self.asked.read().unwrap_or_else(PoisonError::into_inner).get(code).cloned();
        if let Some(known) = known {
            return known;
        }
        let found = Arc::new(self.vocabulary(code));
        let mut asked = self.asked.write().unwrap_or_else(PoisonError::into_inner);
        asked.insert(code.to_owned(), Arc::clone(&found));
        found
    }

    fn vocabulary(&self, code: &str) -> Vocabulary {
        let chain = chain(code);
        let own = chain.iter().filter_map(|code| self.own.get(code).cloned());
        let built = chain.iter().filter_map(|code| built_in(code));
        let mut files: Vec<_> = own.chain(built).collect();
        let language = files.first().map_or_else(|| "en".to_owned(), |file| file.code.clone());
        files.extend(self.own.get("en").cloned());
        files.extend(built_in("en"));
        Vocabulary::new(language, &files, DayNames::of(&chain))
    }
}

/// The texts of a single language of a site.
pub(crate) fn vocabulary(world: &dyn World, code: &str) -> Arc<Vocabulary> {
    Languages::read(world).output.of(code)
}

/// The built-in texts of a language.
pub(crate) fn built_in_vocabulary(code: &str) -> Arc<Vocabulary> {
    BUILT_IN.of(code)
}

/// The codes to look up, the nearest first: `pt-br` and `pt` for `pt_BR`.
fn chain(code: &str) -> Vec<String> {
    let whole = code.trim().replace('_', "-").to_ascii_lowercase();
    let mut chain = Vec::new();
    let mut rest = whole.as_str();
    loop {
        chain.push(rest.to_owned());
        match rest.rsplit_once('-') {
            Some((before, _)) => rest = before,
            None => return chain,
        }
    }
}

/// The texts that a file lacks, unless it is a built-in language.
fn missing(file: &WordFile, path: &ProjectPath) -> Option<Diagnostic> {
    if chain(&file.code).iter().any(|code| built_in(code).is_some()) {
        return None;
    }
    let names = required_words().map(|key| key.name);
    let names: Vec<_> =
        names.filter(|name| !file.phrases.contains_key(name)).map(str::to_owned).collect();
    let is_whole = names.is_empty();
    let problem = LanguageProblem::MissingWords { names };
    (!is_whole).then(|| Diagnostic::new(problem, Span::start_of(path.clone())))
}

/// A file whose name is not a language code.
fn misnamed(path: &ProjectPath, code: &str, meant: Option<String>) -> Diagnostic {
    let nearest = meant.or_else(|| nearest(code, built_in_languages()).map(str::to_owned));
    let problem = LanguageProblem::UnknownCode { path: path.to_string(), nearest };
    Diagnostic::new(problem, Span::start_of(path.clone()))
}

#[cfg(test)]
mod tests;
