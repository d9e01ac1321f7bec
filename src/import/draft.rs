//! A deck during its import: its chapters, its theme, its manifest.

use super::keys::ManifestKeys;
use super::lines::lines;
use super::note::NoteKind;
use super::sheets::ThemeSheet;
use super::taking::{ImportedFile, Taking, unfit};
use crate::manifest::without_comments;
use crate::path::{ProjectPath, slug};
use crate::source::Source;

/// A deck that is being imported.
pub(super) struct DeckDraft {
    /// Its name, which is that of its page.
    pub(super) name: String,
    /// The file that it is imported from.
    pub(super) origin: ProjectPath,
    /// The folder, in the imported one, to which its addresses are relative.
    pub(super) folder: String,
    pub(super) title: Option<String>,
    pub(super) keys: ManifestKeys,
    pub(super) chapters: Vec<ChapterDraft>,
    pub(super) sheet: ThemeSheet,
}

/// A chapter that is being imported.
pub(super) struct ChapterDraft {
    /// The name of its file, without an extension.
    pub(super) name: String,
    /// The file that its text comes from, and its position there.
    pub(super) source: Source,
    pub(super) at: usize,
    /// The text, if it is not all of the file.
    pub(super) text: Option<String>,
}

impl ChapterDraft {
    /// A chapter that is a whole file.
    pub(super) fn file(source: &Source) -> Self {
        let name = source.path().stem().to_owned();
        Self { name, source: source.clone(), at: 0, text: None }
    }

    /// A chapter with a new text for what begins at a byte of a file.
    pub(super) fn rewritten(source: &Source, at: usize, text: String) -> Self {
        Self { at, text: Some(text), ..Self::file(source) }
    }

    /// Whether a line of code begins with `*`, which remark's `highlightLines` is about.
    pub(super) fn has_starred_code(&self) -> bool {
        let lines = lines(self.text(), 0);
        lines.iter().any(|line| line.is_code && line.text.trim_start().starts_with('*'))
    }

    /// Removes a slide separator from the end of the text, since chapters are separated anyway.
    /// Returns where it was.
    pub(super) fn take_last_separator(&mut self) -> Option<usize> {
        let text = self.text().trim_end().strip_suffix("\n---")?.trim_end().to_owned() + "\n";
        let at = text.len();
        self.text = Some(text);
        Some(at)
    }

    fn text(&self) -> &str {
        self.text.as_deref().unwrap_or_else(|| self.source.text())
    }
}

impl DeckDraft {
    pub(super) fn new(name: &str, origin: &ProjectPath, folder: &str) -> Self {
        Self {
            name: name.to_owned(),
            origin: origin.clone(),
            folder: folder.to_owned(),
            title: None,
            keys: ManifestKeys::default(),
            chapters: Vec::new(),
            sheet: ThemeSheet::default(),
        }
    }

    /// Plans the files of the deck.
    pub(super) fn finish(mut self, taking: &mut Taking<'_>) {
        let mut chapters = Vec::new();
        let mut taken = Vec::new();
        for chapter in std::mem::take(&mut self.chapters) {
            let path = self.chapter(taking, &chapter, &mut taken);
            chapters.push(path);
            let title = || first_title(chapter.text());
            self.title = self.title.take().filter(|title| !title.is_empty()).or_else(title);
        }
        let sheet = std::mem::take(&mut self.sheet).finish();
        let sheet = themed(&sheet, self.keys.is_code_dark());
        let is_shown =
            |title: &String| title.chars().any(|c| !c.is_control() && !c.is_whitespace());
        let title = self.title.as_deref().map(without_half_comments).filter(is_shown);
        let title = title.unwrap_or_else(|| self.name.clone());
        let mut keys = ManifestKeys::default();
        keys.set_text("title", &title);
        if sheet.is_empty() {
            keys.set_text("theme", "remark");
        } else {
            keys.set_text("theme", &self.name);
            let path = ProjectPath::new(&format!("static/theme-{}.css", self.name));
            let text = format!("its style sheets are `{path}`");
            taking.notes.add_file(NoteKind::Taken, &self.origin, &text);
            taking.put(path, ImportedFile::Text(sheet));
        }
        self.keys.add_defaults();
        keys.extend(self.keys);
        let path = ProjectPath::new(&format!("slides/{}.yml", self.name));
        let text = format!("the deck is `{path}`");
        taking.notes.add_file(NoteKind::Taken, &self.origin, &text);
        taking.put(path, ImportedFile::Text(keys.manifest(self.origin.as_str(), &chapters)));
    }

    /// Plans a chapter, and returns its path below `slides/`.
    fn chapter(
        &self,
        taking: &mut Taking<'_>,
        chapter: &ChapterDraft,
        taken: &mut Vec<String>,
    ) -> String {
        let stem = match unfit(&chapter.name) {
            None => chapter.name.clone(),
            Some(_) => slug(&chapter.name),
        };
        // Chapters with the same name, in several folders, go to a single folder.
        let mut name = stem.clone();
        let mut number = 2;
        while taken.contains(&name) {
            name = format!("{stem}-{number}");
            number += 1;
        }
        taken.push(name.clone());
        let slash = if self.folder.is_empty() { "" } else { "/" };
        let below = taking.below_slides(&format!("{}{slash}{name}.md", self.folder));
        let path = ProjectPath::new(&format!("slides/{below}"));
        let place = (&chapter.source, chapter.at);
        let words = match &chapter.text {
            None => format!("the chapter is `{path}`, unchanged"),
            Some(_) => format!("the slides are `{path}`"),
        };
        taking.note(NoteKind::Taken, place, words);
        taking.copy_named((chapter.text(), &self.folder), place);
        note_formulas(taking, chapter);
        let file = match &chapter.text {
            Some(text) => ImportedFile::Text(text.clone()),
            None => ImportedFile::Copy(chapter.source.path().clone()),
        };
        taking.put(path, file);
        below
    }
}

/// The theme that looks like remark.
const REMARK_THEME: &str = "theme-remark.css";

/// A deck's style sheets, after the styles of remark, for which they were written.
fn themed(sheet: &str, is_code_dark: bool) -> String {
    let code = if is_code_dark { DARK_CODE } else { "" };
    if sheet.is_empty() && code.is_empty() {
        return String::new();
    }
    format!("@import \"{REMARK_THEME}\";\n\n{code}{sheet}")
}

/// Code on dark paper, in the layer of the built-in theme, so that an author's rules win over it.
const DARK_CODE: &str = "\
@layer deckyard {
.slide .remark-code[class*=\"language-\"] { background: #272822; color: #f8f8f2; color-scheme: dark; }
}

";

/// A title without comments, including an unclosed one, which would be an error in a manifest.
fn without_half_comments(title: &str) -> String {
    let title = without_comments(title);
    title.split("<!--").next().unwrap_or_default().trim().to_owned()
}

/// The first heading of a text, for a deck without a title.
fn first_title(text: &str) -> Option<String> {
    let heading = text.lines().find_map(|line| line.strip_prefix("# "))?;
    let plain = crate::render::plain(heading);
    let plain = crate::line::one_line(plain.trim());
    (!plain.is_empty()).then_some(plain)
}

/// Notes the first formula of a chapter, which nothing draws.
fn note_formulas(taking: &mut Taking<'_>, chapter: &ChapterDraft) {
    let text = chapter.text();
    let found =
        ["$$", "\\\\(", "\\\\[", "\\begin{"].iter().filter_map(|mark| text.find(mark)).min();
    let Some(found) = found else { return };
    let at = match &chapter.text {
        None => found,
        // A text of a page begins at its position there; others are somewhere in their files.
        Some(text) => {
            let line = text[..found].rfind('\n').map_or(0, |at| at + 1);
            let line = text[line..].lines().next().unwrap_or_default();
            chapter.source.text().find(line).unwrap_or(chapter.at)
        }
    };
    let words = "formulas are shown as text";
    taking.note(NoteKind::NotTaken, (&chapter.source, at), words);
}

/// The name of a deck, from a file and the folders above it.
pub(super) fn deck_name(stem: &str, folder: &str) -> String {
    /// Names without information.
    const GENERIC: [&str; 9] = [
        "index",
        "slides",
        "slide",
        "slideshow",
        "presentation",
        "remark",
        "main",
        "readme",
        "template",
    ];
    /// Pages that every site has.
    const RESERVED: [&str; 5] = ["index", "past", "404", "cover", "search"];
    let name = slug(stem);
    let folder = folder.rsplit('/').find(|part| !slug(part).is_empty()).map(slug);
    let name = match folder {
        Some(folder) if GENERIC.contains(&name.as_str()) || name.is_empty() => folder,
        _ if name.is_empty() => "deck".to_owned(),
        _ => name,
    };
    if RESERVED.contains(&name.as_str()) { format!("{name}-deck") } else { name }
}

#[cfg(test)]
mod tests {
    use super::{deck_name, without_half_comments};

    #[test]
    fn comments_in_titles_are_left_out() {
        assert_eq!(without_half_comments("Dough <!-- draft --> at night"), "Dough  at night");
        assert_eq!(without_half_comments("Dough <!-- draft"), "Dough");
        assert_eq!(without_half_comments("Dough <!<!-- a -->-- b"), "Dough");
    }

    #[test]
    fn a_deck_is_named_after_its_file_or_else_its_folder() {
        for (stem, folder, name) in [
            ("bread", "talks", "bread"),
            ("index", "talks/Sour Dough", "sour-dough"),
            ("Index", "", "index-deck"),
            ("slides", "..", "slides"),
            ("", "", "deck"),
            ("404", "x", "404-deck"),
        ] {
            assert_eq!(deck_name(stem, folder), name, "{stem} {folder}");
        }
    }
}
