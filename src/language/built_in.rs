//! The languages that the program has: a file for each, which a site can replace word by word.

use std::sync::{Arc, OnceLock};

use super::file::{WordFile, read};
use crate::path::ProjectPath;
use crate::source::Source;

macro_rules! languages {
    ($($code:literal)*) => {
        /// The code of each language, and its file.
        const FILES: &[(&str, &str)] =
            &[$(($code, include_str!(concat!("../../languages/", $code, ".ftl"))),)*];
    };
}

languages! { "en" "fr" "de" "es" "it" "pt" "nl" "pl" "ja" "ar" "he" "zh" }

/// The codes of these languages.
pub fn built_in_languages() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(code, _)| *code)
}

/// The text of the file of a language.
pub fn built_in_words(code: &str) -> Option<&'static str> {
    FILES.iter().find(|(other, _)| *other == code).map(|(_, text)| *text)
}

/// The words of a language, by its code in lower case. A file is read when it is first asked for.
pub(super) fn built_in(code: &str) -> Option<Arc<WordFile>> {
    static READ: [OnceLock<Arc<WordFile>>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];
    let index = FILES.iter().position(|(other, _)| *other == code)?;
    let (code, text) = FILES[index];
    let file = READ[index].get_or_init(|| {
        let path = ProjectPath::new(&format!("languages/{code}.ftl"));
        Arc::new(read(&Source::new(path, text), code).output)
    });
    Some(Arc::clone(file))
}
