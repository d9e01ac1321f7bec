//! Decks of Marp, as far as remark's Markdown can express them: separators, classes, backgrounds,
//! notes, the size of slides.

use super::draft::{ChapterDraft, DeckDraft};
use super::front::{FrontMatter, texts};
use super::keys::ratio;
use super::lines::{TextLine, WrittenSlide, is_rule, lines, written};
use super::note::NoteKind;
use super::sheets::SheetText;
use super::taking::Taking;
use crate::source::Source;

/// Directives, with the property of a slide that means the same, if there is one.
const DIRECTIVES: [(&str, &str); 18] = [
    ("class", "class"),
    ("backgroundColor", "background-color"),
    ("backgroundImage", "background-image"),
    ("backgroundPosition", "background-position"),
    ("backgroundSize", "background-size"),
    ("backgroundRepeat", ""),
    ("color", ""),
    ("footer", ""),
    ("header", ""),
    ("headingDivider", ""),
    ("lang", ""),
    ("marp", ""),
    ("math", ""),
    ("paginate", ""),
    ("size", ""),
    ("style", ""),
    ("theme", ""),
    ("title", ""),
];

/// Directives that change nothing here.
const SILENT: [&str; 5] = ["marp", "paginate", "title", "lang", "size"];

/// Whether front matter is Marp's.
pub(super) fn is_marp(front: &FrontMatter) -> bool {
    front.text("marp") == Some("true")
}

/// Takes a deck.
pub(super) fn take(
    taking: &mut Taking<'_>,
    deck: &mut DeckDraft,
    (source, front): (&Source, &FrontMatter),
) {
    deck.title = front.text("title").map(str::to_owned);
    let size = front.text("size").unwrap_or("16:9");
    deck.keys.set("ratio", ratio(size).unwrap_or_else(|| "16:9".to_owned()));
    let mut converter =
        Converter { taking, source, slides: vec![WrittenSlide::default()], lasting: Vec::new() };
    for (key, value, at) in front.entries() {
        match key {
            "style" => {
                let text = value.scalar().unwrap_or_default();
                let sheet = SheetText { source, at, text };
                deck.sheet.inline(converter.taking, (&deck.folder, ""), sheet);
                let words = "the style sheet is copied; its selectors are those of Marp's pages";
                converter.taking.note(NoteKind::Changed, (source, at), words);
            }
            key => converter.directive((key, &texts(value).join(" ")), at),
        }
    }
    let divider = front.text("headingDivider").and_then(|level| level.parse().ok()).unwrap_or(0);
    converter.body(front.end, divider);
    let text = written(&converter.slides);
    deck.chapters.push(ChapterDraft::rewritten(source, front.end, text));
}

struct Converter<'a, 'w> {
    taking: &'a mut Taking<'w>,
    source: &'a Source,
    slides: Vec<WrittenSlide>,
    /// The properties that slides have from here on.
    lasting: Vec<(String, String)>,
}

impl Converter<'_, '_> {
    fn note(&mut self, kind: NoteKind, at: usize, text: impl Into<String>) {
        self.taking.note(kind, (self.source, at), text);
    }

    fn slide(&mut self) -> &mut WrittenSlide {
        if self.slides.is_empty() {
            self.slides.push(WrittenSlide::default());
        }
        let last = self.slides.len() - 1;
        &mut self.slides[last]
    }

    fn next(&mut self) {
        let mut slide = WrittenSlide::default();
        for (key, value) in &self.lasting {
            slide.set(key, value);
        }
        self.slides.push(slide);
    }

    /// A directive of the whole deck or from here on, or, with `_` before it, of this slide.
    fn directive(&mut self, (name, value): (&str, &str), at: usize) {
        let (own, is_here) = match name.strip_prefix('_') {
            Some(own) => (own, true),
            None => (name, false),
        };
        let property = DIRECTIVES.iter().find(|(known, _)| *known == own).map(|(_, key)| *key);
        match property {
            _ if SILENT.contains(&own) => {}
            Some(key) if !key.is_empty() => {
                self.slide().set(key, value);
                if !is_here {
                    self.lasting.retain(|(known, _)| known != key);
                    self.lasting.push((key.to_owned(), value.to_owned()));
                }
            }
            Some(_) if own == "headingDivider" => {
                self.note(NoteKind::Changed, at, "headings became separators of slides");
            }
            Some(_) => self.note(NoteKind::NotTaken, at, format!("`{name}` of Marp")),
            None => {
                self.note(NoteKind::NotTaken, at, format!("the key `{name}` of the front matter"));
            }
        }
    }

    fn body(&mut self, from: usize, divider: usize) {
        let source = self.source.clone();
        let lines = lines(source.text(), from);
        let mut index = 0;
        while let Some(line) = lines.get(index) {
            index += 1;
            let before = index.checked_sub(2).and_then(|before| lines.get(before));
            let is_text_before =
                before.is_some_and(|line| !line.is_code && !line.text.trim().is_empty());
            let text = line.text.trim();
            if line.is_code {
                self.slide().lines.push(line.text.to_owned());
            } else if text.starts_with("<!--") {
                index += self.comment(&lines[index - 1..]) - 1;
            } else if is_rule(line.text)
                && is_text_before
                && text.starts_with('-')
                && is_underline(text)
            {
                self.underlined(line.at);
            } else if is_rule(line.text) {
                self.next();
            } else {
                let level = text.len() - text.trim_start_matches('#').len();
                let is_divider = (1..=divider).contains(&level) && text[level..].starts_with(' ');
                let is_empty = self.slide().lines.iter().all(|line| line.trim().is_empty());
                if is_divider && !is_empty {
                    self.next();
                }
                let text = self.pictures(line);
                self.slide().lines.push(text);
            }
        }
    }

    /// A heading whose underline remark would read as a separator.
    fn underlined(&mut self, at: usize) {
        let slide = self.slide();
        if let Some(title) = slide.lines.pop() {
            slide.lines.push(format!("## {}", title.trim()));
            self.note(NoteKind::Changed, at, "an underlined heading became `## …`");
        }
    }

    /// A comment that begins at a line: directives or notes. Returns how many lines it has.
    fn comment(&mut self, lines: &[TextLine<'_>]) -> usize {
        let end = lines.iter().position(|line| line.text.contains("-->"));
        let count = end.map_or(lines.len(), |end| end + 1);
        let at = lines.first().map_or(0, |line| line.at);
        let text = lines[..count].iter().map(|line| line.text).collect::<Vec<_>>().join("\n");
        let inner = text.trim_start().trim_start_matches("<!--");
        let (inner, after) = inner.split_once("-->").unwrap_or((inner, ""));
        let known = |line: &str| {
            let (name, value) = line.split_once(':')?;
            let own = name.trim().trim_start_matches('_');
            let is_known = DIRECTIVES.iter().any(|(known, _)| *known == own);
            is_known.then(|| {
                (name.trim().to_owned(), value.trim().trim_matches(['"', '\'']).to_owned())
            })
        };
        let found: Vec<_> =
            inner.lines().filter(|line| !line.trim().is_empty()).map(known).collect();
        if !found.is_empty() && found.iter().all(Option::is_some) {
            for (name, value) in found.into_iter().flatten() {
                self.directive((&name, &value), at);
            }
        } else if end.is_some() && inner.trim() != "fit" {
            let notes = inner.trim().lines().map(str::to_owned);
            let slide = self.slide();
            if !slide.notes.is_empty() {
                slide.notes.push(String::new());
            }
            slide.notes.extend(notes);
            self.note(NoteKind::Changed, at, "a comment became notes of the speaker, as in Marp");
        } else {
            self.slide().lines.push(text);
            return count;
        }
        if !after.trim().is_empty() {
            self.slide().lines.push(after.trim().to_owned());
        }
        count
    }

    /// A line with Marp's pictures in remark's syntax.
    fn pictures(&mut self, line: &TextLine<'_>) -> String {
        let mut out = String::new();
        let mut rest = line.text;
        while let Some((before, after)) = rest.split_once("![") {
            let found = after.split_once("](").and_then(|(alt, tail)| {
                let (url, tail) = tail.split_once(')')?;
                Some((alt, url, tail))
            });
            let Some((alt, url, tail)) = found else { break };
            out.push_str(before);
            out.push_str(&self.picture((alt, url), line.at));
            rest = tail;
        }
        out.push_str(rest);
        out
    }

    fn picture(&mut self, (alt, url): (&str, &str), at: usize) -> String {
        let words: Vec<&str> = alt.split_whitespace().collect();
        let has = |word: &str| words.contains(&word);
        if has("bg") {
            let is_beside =
                words.iter().any(|word| word.starts_with("left") || word.starts_with("right"));
            let is_second =
                self.slide().properties.iter().any(|(key, _)| key == "background-image");
            if is_beside || is_second {
                self.note(
                    NoteKind::NotTaken,
                    at,
                    "a background beside the text is a picture in the text",
                );
                return format!("![]({url})");
            }
            let size = if has("fit") || has("contain") { "contain" } else { "cover" };
            let slide = self.slide();
            slide.set("background-image", &format!("url({url})"));
            slide.set("background-size", size);
            return String::new();
        }
        let size = |names: [&str; 2]| {
            let sizes = words.iter().filter_map(|word| word.split_once(':'));
            sizes.into_iter().find(|(name, _)| names.contains(name)).map(|(_, size)| size)
        };
        let (width, height) = (size(["w", "width"]), size(["h", "height"]));
        if width.is_none() && height.is_none() {
            return format!("![{alt}]({url})");
        }
        let is_text = |word: &&&str| !word.contains(':');
        let text = words.iter().filter(is_text).copied().collect::<Vec<_>>().join(" ");
        let style = [("width", width), ("height", height)];
        let style = style.into_iter().filter_map(|(name, size)| Some(format!("{name}: {}", size?)));
        let style = style.collect::<Vec<_>>().join("; ");
        self.note(NoteKind::Changed, at, "a picture with a size became `<img>`");
        let quoted = |text: &str| text.replace('"', "&quot;");
        format!(
            "<img src=\"{}\" alt=\"{}\" style=\"{}\">",
            quoted(url),
            quoted(&text),
            quoted(&style)
        )
    }
}

/// Whether a rule is an underline: one mark after the other.
fn is_underline(text: &str) -> bool {
    text.chars().all(|c| c == '-')
}
