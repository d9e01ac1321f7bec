//! Pages of remark: the slides in an element or in files, the options of the call that creates the
//! deck, style sheets, macros.

use super::draft::{ChapterDraft, DeckDraft};
use super::js::{JsProperty, JsValue, texts};
use super::note::NoteKind;
use super::scripts::{CreateCall, PageScript};
use super::sheets::SheetText;
use super::taking::{Taking, host};
use crate::path::ProjectPath;
use crate::render::document::{PageElement, elements};
use crate::source::Source;

/// The longest script that is searched for options, in bytes; libraries are longer.
const LONGEST_SCRIPT: usize = 256 << 10;

/// The extensions of slides in files of their own.
const CHAPTERS: [&str; 6] = ["md", "markdown", "mkd", "mkdn", "mdown", "txt"];

/// Scripts that draw formulas.
const MATH: [&str; 2] = ["mathjax", "katex"];

/// A page with its scripts.
pub(super) struct RemarkPage<'t> {
    source: &'t Source,
    folder: &'t str,
    elements: Vec<PageElement>,
    scripts: Vec<PageScript>,
}

/// Whether a text is a page of remark.
pub(super) fn is_remark(text: &str) -> bool {
    let has = |word: &str| text.contains(word);
    has("remark.create") || has("id=\"source\"") || has("id='source'") || has("id=source")
}

impl<'t> RemarkPage<'t> {
    /// Reads a page.
    pub(super) fn new(taking: &mut Taking<'_>, source: &'t Source) -> Self {
        let folder = source.path().folder();
        let elements = elements(source.text());
        let mut page = Self { source, folder, elements, scripts: Vec::new() };
        page.scripts = page.scripts(taking);
        page
    }

    /// The scripts: those in the page, and those in files that are related to remark.
    fn scripts(&self, taking: &mut Taking<'_>) -> Vec<PageScript> {
        let mut scripts = Vec::new();
        for element in self.elements.iter().filter(|element| element.name == "script") {
            let place = (self.source, element.at);
            let Some(url) = element.attribute("src").filter(|url| !url.is_empty()) else {
                let text = element.text.clone().unwrap_or_default();
                if is_code(element) {
                    scripts.push(PageScript {
                        source: self.source.clone(),
                        at: element.inner,
                        text,
                    });
                }
                continue;
            };
            if is_library(url) {
                continue;
            }
            if MATH.iter().any(|name| url.to_ascii_lowercase().contains(name)) {
                let text = format!("`{url}`: formulas are shown as text");
                taking.note(NoteKind::NotTaken, place, text);
                continue;
            }
            let file = match host(url) {
                Some(_) => None,
                None => taking.named((self.folder, url), place),
            };
            let source = file.and_then(|named| taking.world.source(&named.file).ok());
            let source = source.filter(|source| source.text().len() <= LONGEST_SCRIPT);
            if let Some(source) = source.filter(|source| source.text().contains("remark.")) {
                let text = source.text().to_owned();
                scripts.push(PageScript { source, at: 0, text });
            } else {
                let text = format!("the script `{}`: scripts of pages do not run", short(url));
                taking.note(NoteKind::NotTaken, place, text);
            }
        }
        scripts
    }

    /// Whether a script of the page creates a deck, or an element has its slides.
    pub(super) fn is_deck(&self) -> bool {
        self.element("source").is_some() || self.scripts.iter().any(|one| one.create().is_some())
    }

    fn element(&self, id: &str) -> Option<&PageElement> {
        self.elements.iter().find(|element| element.attribute("id") == Some(id))
    }

    /// Takes the page. The error explains why there is no deck in it.
    pub(super) fn take(&self, taking: &mut Taking<'_>, deck: &mut DeckDraft) -> Result<(), String> {
        let title = self.elements.iter().find(|element| element.name == "title");
        let title = title.and_then(|element| element.text.as_deref()).unwrap_or_default();
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        deck.title = Some(decoded(&title)).filter(|title| !title.contains("{{"));
        let called = self.scripts.iter().find_map(|script| Some((script, script.create()?)));
        if let Some((script, call)) = &called {
            options(taking, deck, script, call);
        }
        self.take_scripts(taking, deck, called.as_ref());
        self.sheets(taking, deck);
        let options = called.as_ref().map_or(&[][..], |(_, call)| &call.options);
        let script = called.as_ref().map(|(script, _)| *script);
        deck.chapters = self.chapters(taking, (script, options), &deck.name)?;
        let has_star = deck.chapters.iter().any(ChapterDraft::has_starred_code);
        if script.is_some() && has_star && !deck.keys.has("highlight-lines") {
            // remark shows the star, so `check` need not ask whether it should.
            deck.keys.set("highlight-lines", "false".to_owned());
        }
        Ok(())
    }

    /// Takes everything except the slides, which a tool inserts into the page.
    pub(super) fn take_template(&self, taking: &mut Taking<'_>, deck: &mut DeckDraft) {
        let called = self.scripts.iter().find_map(|script| Some((script, script.create()?)));
        if let Some((script, call)) = &called {
            let is_written = |option: &JsProperty| !option.key.contains('{');
            let written = call.options.iter().filter(|option| is_written(option));
            let own = CreateCall { options: written.cloned().collect(), ..call.clone() };
            options(taking, deck, script, &own);
        }
        self.take_scripts(taking, deck, called.as_ref());
        self.sheets(taking, deck);
    }

    /// Takes the style sheets alone.
    pub(super) fn take_sheets(&self, taking: &mut Taking<'_>, deck: &mut DeckDraft) {
        self.sheets(taking, deck);
    }

    fn take_scripts(
        &self,
        taking: &mut Taking<'_>,
        deck: &mut DeckDraft,
        called: Option<&(&PageScript, CreateCall)>,
    ) {
        for script in &self.scripts {
            let macros = script.macros();
            for found in &macros {
                let place = (&script.source, script.at + found.at);
                let name = &found.name;
                let (kind, text) = if let Some(text) = &found.text {
                    deck.keys.add_macro(name, text);
                    (
                        NoteKind::Changed,
                        format!("the macro `{name}` is in `macros:` of the manifest"),
                    )
                } else {
                    let text = format!("the macro `{name}` is a script: write it as `macros:`");
                    (NoteKind::NotTaken, text)
                };
                taking.note(kind, place, text);
            }
            let call = called.filter(|(own, _)| std::ptr::eq(*own, script)).map(|(_, call)| call);
            if let Some(at) = script.other(call, &macros) {
                let words = "the rest of this script: scripts of pages do not run";
                taking.note(NoteKind::NotTaken, (&script.source, script.at + at), words);
            }
        }
    }

    fn sheets(&self, taking: &mut Taking<'_>, deck: &mut DeckDraft) {
        for element in &self.elements {
            let media = element.attribute("media").unwrap_or_default();
            let place = (self.source, element.at);
            let is_sheet = element.attribute("rel").is_some_and(|rel| {
                let mut words = rel.split_whitespace();
                words.any(|word| word.eq_ignore_ascii_case("stylesheet"))
            });
            match (element.name.as_str(), element.attribute("href"), &element.text) {
                ("link", Some(url), _) if is_sheet && !url.is_empty() => {
                    if url.to_ascii_lowercase().contains("katex") {
                        continue; // Noted with its script.
                    }
                    deck.sheet.link(taking, (self.folder, url, media), place);
                }
                ("style", _, Some(text)) => {
                    let sheet = SheetText { source: self.source, at: element.inner, text };
                    deck.sheet.inline(taking, (self.folder, media), sheet);
                }
                _ => {}
            }
        }
    }

    /// The chapters: files that the options name, an element, or files that the scripts name.
    fn chapters(
        &self,
        taking: &mut Taking<'_>,
        (script, options): (Option<&PageScript>, &[JsProperty]),
        name: &str,
    ) -> Result<Vec<ChapterDraft>, String> {
        let option = |key: &str| options.iter().find(|option| option.key == key);
        if let Some((script, url)) = script.zip(option("sourceUrl")) {
            let place = (&script.source, script.at + url.at);
            let urls = urls(&url.value);
            if !urls.is_empty() {
                let files = urls.iter().map(|url| self.file(taking, url, place));
                let files: Vec<_> = files.collect::<Result<_, _>>()?;
                return Ok(joined(taking, files));
            }
        }
        let written = option("source").map(|option| &option.value);
        if let Some(text) = written.and_then(JsValue::text) {
            let source = script.map_or(self.source, |script| &script.source);
            return Ok(vec![Self::inline(text.to_owned(), source, 0, name)]);
        }
        if let Some(element) = self.slides_element(written) {
            return Ok(vec![self.of_element(taking, element, name)]);
        }
        let files = self.named_in_scripts(taking);
        if files.is_empty() {
            let path = self.source.path();
            return Err(format!(
                "{path}: no slides found: neither an element `source` nor a `sourceUrl` that names a file"
            ));
        }
        Ok(joined(taking, files))
    }

    /// The file at an address.
    fn file(
        &self,
        taking: &mut Taking<'_>,
        url: &str,
        place: (&Source, usize),
    ) -> Result<ChapterDraft, String> {
        let line = place.0.lines().line(place.1) + 1;
        let at = format!("{}:{line}", place.0.path());
        if host(url).is_some() {
            return Err(format!(
                "{at}: the slides are on another site, {url}: save them beside the page"
            ));
        }
        let Some(named) = taking.named((self.folder, url), place) else {
            let help = "`--root` names a folder that contains the page and its slides";
            return Err(format!("{at}: `{url}` is not in the imported folder; {help}"));
        };
        match taking.world.source(&named.file) {
            Ok(source) => Ok(ChapterDraft::file(&source)),
            Err(_) => Err(format!("{at}: `{url}` cannot be read as text")),
        }
    }

    /// The element with the slides.
    fn slides_element(&self, written: Option<&JsValue>) -> Option<&PageElement> {
        let has_text = |element: &&PageElement| !self.content(element).trim().is_empty();
        let usual = self.element("source").filter(has_text);
        let named = || {
            let JsValue::Code(code) = written? else { return None };
            let names = texts(code).into_iter().map(|(name, _)| name);
            names.filter_map(|name| self.element(name.trim_start_matches('#'))).find(has_text)
        };
        let only = || {
            let mut all = self.elements.iter().filter(|element| element.name == "textarea");
            all.next().filter(|_| all.next().is_none()).filter(has_text)
        };
        usual.or_else(named).or_else(only)
    }

    fn content(&self, element: &PageElement) -> &str {
        let text = self.source.text();
        let rest = text.get(element.inner..).unwrap_or_default();
        let length = element.text.as_ref().map_or_else(
            || rest.find(&format!("</{}", element.name)).unwrap_or(rest.len()),
            String::len,
        );
        &rest[..length]
    }

    fn of_element(
        &self,
        taking: &mut Taking<'_>,
        element: &PageElement,
        name: &str,
    ) -> ChapterDraft {
        let raw = self.content(element);
        // HTML drops the line end after the tag.
        let start = if raw.starts_with("\r\n") { 2 } else { usize::from(raw.starts_with('\n')) };
        let raw = &raw[start..];
        let text = decoded(raw);
        let at = element.inner + start;
        if text != raw {
            let first = raw.bytes().zip(text.bytes()).take_while(|(old, new)| old == new).count();
            let words = "HTML character references became characters";
            taking.note(NoteKind::Changed, (self.source, at + first), words);
        }
        Self::inline(text, self.source, at, name)
    }

    fn inline(text: String, source: &Source, at: usize, name: &str) -> ChapterDraft {
        let text = if text.ends_with('\n') { text } else { text + "\n" };
        ChapterDraft { name: name.to_owned(), source: source.clone(), at, text: Some(text) }
    }

    /// The files that scripts name, for pages whose scripts load the slides themselves.
    fn named_in_scripts(&self, taking: &mut Taking<'_>) -> Vec<ChapterDraft> {
        let mut found: Vec<ChapterDraft> = Vec::new();
        for script in &self.scripts {
            for (url, at) in texts(&script.text) {
                let path = url.split(['?', '#']).next().unwrap_or_default();
                let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
                if !CHAPTERS.contains(&extension) || host(&url).is_some() {
                    continue;
                }
                let place = (&script.source, script.at + at);
                let Some(named) = taking.named((self.folder, &url), place) else { continue };
                let is_new = found.iter().all(|known| *known.source.path() != named.file);
                if let Some(source) = taking.world.source(&named.file).ok().filter(|_| is_new) {
                    let words = format!("the script loads `{url}`: it is read as a chapter");
                    taking.note(NoteKind::Changed, place, words);
                    found.push(ChapterDraft::file(&source));
                }
            }
        }
        found
    }
}

/// Chapters as a manifest lists them. A page may simply join files, each with a separator at its
/// end; a manifest separates its chapters.
fn joined(taking: &mut Taking<'_>, mut chapters: Vec<ChapterDraft>) -> Vec<ChapterDraft> {
    let n_followed = chapters.len().saturating_sub(1);
    for chapter in chapters.iter_mut().take(n_followed) {
        if let Some(at) = chapter.take_last_separator() {
            let words = "the separator at the end of the file is left out: another chapter follows";
            taking.note(NoteKind::Changed, (&chapter.source, chapter.at + at), words);
        }
    }
    chapters
}

/// Takes the options of a call.
fn options(taking: &mut Taking<'_>, deck: &mut DeckDraft, script: &PageScript, call: &CreateCall) {
    for option in &call.options {
        let place = (&script.source, script.at + option.at);
        deck.keys.take((&option.key, &option.value), place, &mut taking.notes);
    }
    if let Some(code) = &call.code {
        let words =
            format!("the options are a script, `{}`: write them in the manifest", short(code));
        taking.note(NoteKind::NotTaken, (&script.source, script.at + call.at), words);
    }
}

/// The addresses of slides in an option.
fn urls(value: &JsValue) -> Vec<String> {
    match value {
        JsValue::Text(url) => vec![url.clone()],
        JsValue::List(values) => {
            values.iter().filter_map(JsValue::text).map(str::to_owned).collect()
        }
        JsValue::Number(_)
        | JsValue::Bool(_)
        | JsValue::Nothing
        | JsValue::Object(_)
        | JsValue::Code(_) => Vec::new(),
    }
}

/// Whether a `script` contains a program, and not slides or data.
fn is_code(element: &PageElement) -> bool {
    let kind = element.attribute("type").unwrap_or_default().to_ascii_lowercase();
    (kind.is_empty() || kind.contains("javascript") || kind == "module" || kind == "text/babel")
        && element.attribute("id") != Some("source")
}

/// Whether an address is that of remark itself.
fn is_library(url: &str) -> bool {
    let name =
        url.split(['?', '#']).next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
    let Some(rest) = name.to_ascii_lowercase().strip_prefix("remark").map(str::to_owned) else {
        return false;
    };
    let rest = rest.trim_end_matches(".js").trim_end_matches(".min").trim_start_matches("-slide");
    let is_version = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '_' | 'v');
    rest.is_empty() || rest == "-latest" || rest.chars().all(is_version)
}

/// A text on one line, not too long for a message.
fn short(text: &str) -> String {
    const MOST: usize = 60;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

/// A text of HTML without character references for what has a meaning in HTML, and for numbers.
/// Others mean the same in Markdown.
pub(super) fn decoded(text: &str) -> String {
    const LONGEST: usize = 10; // `&#x10ffff;`
    const NAMED: [(&str, char); 5] =
        [("lt", '<'), ("gt", '>'), ("amp", '&'), ("quot", '"'), ("apos", '\'')];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let end = after.bytes().take(LONGEST).position(|byte| byte == b';');
        let name = end.map_or("", |end| after.get(..end).unwrap_or_default());
        let number = name.strip_prefix('#').and_then(|digits| {
            let hexadecimal = digits.strip_prefix(['x', 'X']);
            let number = match hexadecimal {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => digits.parse(),
            };
            number.ok().and_then(char::from_u32).filter(|c| !crate::source::is_control(*c))
        });
        let named = NAMED.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
        if let Some(c) = named.or(number) {
            out.push(c);
            rest = &after[name.len() + 1..];
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// The slides of a page without a title and a deck of its own, for `is_deck` of files.
pub(super) fn is_page_of_deck(taking: &mut Taking<'_>, file: &ProjectPath) -> bool {
    let Ok(source) = taking.world.source(file) else { return false };
    is_remark(source.text()) && RemarkPage::new(taking, &source).is_deck()
}

#[cfg(test)]
mod tests {
    use super::{decoded, is_library};

    #[test]
    fn references_are_decoded_once() {
        assert_eq!(
            decoded("a &lt;b&gt; &amp;lt; &#39;x&#x27; &nbsp; & &;"),
            "a <b> &lt; 'x' &nbsp; & &;"
        );
    }

    #[test]
    fn remark_itself_is_known_by_its_name() {
        for url in [
            "https://remarkjs.com/downloads/remark-latest.min.js",
            "remark.js",
            "js/remark-0.14.0.min.js?x",
            "remark-slide-1.0.js",
        ] {
            assert!(is_library(url), "{url}");
        }
        for url in ["remark-init.js", "remarkable.js", "my-remark.js"] {
            assert!(!is_library(url), "{url}");
        }
    }
}
