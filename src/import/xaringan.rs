//! Sources of xaringan: R Markdown whose front matter has the options of remark.
//!
//! No R is run. A chunk whose code is shown becomes a code block; one whose code is hidden is left
//! out with its code; a chunk that only includes pictures becomes those pictures.

use std::fmt::Write as _;

use super::draft::{ChapterDraft, DeckDraft};
use super::front::{FrontMatter, entries, in_one_line, texts};
use super::js::JsValue;
use super::note::NoteKind;
use super::taking::Taking;
use crate::manifest::yaml::{Yaml, YamlNode};
use crate::path::ProjectPath;
use crate::source::Source;

/// Keys of the output format that do not affect slides.
const SILENT: [&str; 8] =
    ["css", "nature", "seal", "lib_dir", "self_contained", "chakra", "anchor_sections", "mathjax"];

/// Whether front matter is xaringan's.
pub(super) fn is_xaringan(front: &FrontMatter) -> bool {
    front.get("output").is_some_and(|output| reader(output).is_some())
}

/// The output format, with its options if it has any.
fn reader(output: &Yaml) -> Option<&Yaml> {
    let is_reader = |name: &str| name.contains("xaringan") || name.contains("moon_reader");
    match &output.node {
        YamlNode::Map(entries) => {
            entries.iter().find(|(key, _)| is_reader(&key.value)).map(|(_, value)| value)
        }
        _ => output.scalar().filter(|name| is_reader(name)).map(|_| output),
    }
}

/// Takes a source.
pub(super) fn take(
    taking: &mut Taking<'_>,
    deck: &mut DeckDraft,
    (source, front): (&Source, &FrontMatter),
) {
    let options = front.get("output").and_then(reader);
    deck.title = front.text("title").map(|title| crate::render::plain(title).trim().to_owned());
    let mut title_class = "center, middle, inverse".to_owned();
    let mut has_title = true;
    for (key, value, at) in options.map(|options| entries(options, 3)).unwrap_or_default() {
        match key {
            "css" => sheets(taking, deck, value, (source, at)),
            "seal" => has_title = value.scalar() != Some("false"),
            "nature" => {
                for (name, value, at) in entries(value, 3) {
                    if name == "titleSlideClass" {
                        title_class = texts(value).join(", ");
                    } else if name == "beforeInit" {
                        let words = "`beforeInit`: scripts of pages do not run";
                        taking.note(NoteKind::NotTaken, (source, at), words);
                    } else {
                        let value = of_yaml(value);
                        deck.keys.take((name, &value), (source, at), &mut taking.notes);
                    }
                }
            }
            key if SILENT.contains(&key) => {}
            key => {
                taking.note(
                    NoteKind::NotTaken,
                    (source, at),
                    format!("`{key}` of the output format"),
                );
            }
        }
    }
    let body = &source.text()[front.end..];
    let has_marks = body.contains("#<<") && deck.keys.has("highlight-lines");
    let mut text = String::new();
    if let Some(title) = title_slide(front, &title_class).filter(|_| has_title) {
        taking.note(NoteKind::Changed, (source, 0), "the front matter became a title slide");
        text.push_str(&title);
        text.push_str("\n---\n");
    }
    let mut chunks = Chunks { taking, source, has_marks, is_hidden: is_hidden_by_default(body) };
    chunks.body(body, front.end, &mut text);
    deck.chapters.push(ChapterDraft::rewritten(source, front.end, text));
}

/// A value of YAML as one of JavaScript.
pub(super) fn of_yaml(yaml: &Yaml) -> JsValue {
    match &yaml.node {
        YamlNode::Null => JsValue::Nothing,
        YamlNode::Bool(is_true, _) => JsValue::Bool(*is_true),
        YamlNode::Number(number) => JsValue::Number(number.clone()),
        // The key for the author's script.
        YamlNode::Text(text) if text.contains("function") => JsValue::Code(text.clone()),
        YamlNode::Text(text) => JsValue::Text(text.trim().to_owned()),
        YamlNode::List(items) => JsValue::List(items.iter().map(of_yaml).collect()),
        YamlNode::Map(_) => JsValue::Object(Vec::new()),
    }
}

/// The style sheets: files, or names of those that belong to xaringan.
fn sheets(taking: &mut Taking<'_>, deck: &mut DeckDraft, value: &Yaml, place: (&Source, usize)) {
    let folder = deck.folder.clone();
    for name in texts(value) {
        if name.contains('.') || name.contains('/') {
            deck.sheet.link(taking, (&folder, name, ""), place);
            continue;
        }
        // Knitting copies them.
        let file = format!("libs/remark-css/{name}.css");
        let is_there =
            ProjectPath::resolve(&folder, &file).is_some_and(|file| taking.world.is_file(&file));
        if is_there {
            deck.sheet.link(taking, (&folder, &file, ""), place);
        } else {
            let words =
                format!("the style sheet `{name}` belongs to xaringan, and is not in the folder");
            taking.note(NoteKind::NotTaken, place, words);
        }
    }
}

/// The slide that xaringan makes from the front matter.
fn title_slide(front: &FrontMatter, class: &str) -> Option<String> {
    let title = front.text("title")?;
    let mut out = format!("class: {class}, title-slide\n\n");
    for (mark, key) in [
        ("#", "title"),
        ("##", "subtitle"),
        ("###", "author"),
        ("###", "institute"),
        ("###", "date"),
    ] {
        let value = if key == "title" {
            vec![title]
        } else {
            front.get(key).map(texts).unwrap_or_default()
        };
        for text in value.into_iter().filter(|text| !text.trim().is_empty()) {
            let text = without_code(&in_one_line(text.trim()));
            if !text.trim().is_empty() {
                _ = writeln!(out, "{mark} {}\n", text.trim());
            }
        }
    }
    Some(out)
}

/// A text without code of R in it.
fn without_code(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("`r ") {
        out.push_str(before);
        rest = after.split_once('`').map_or("", |(_, rest)| rest);
    }
    out + rest
}

/// Whether all chunks hide their code.
fn is_hidden_by_default(body: &str) -> bool {
    let call = body.split_once("opts_chunk$set(").map(|(_, rest)| rest);
    let call = call.map(|rest| rest.split("\n```").next().unwrap_or_default());
    call.is_some_and(|options| is_off(options, "echo"))
}

/// Whether an option is `FALSE`.
fn is_off(options: &str, name: &str) -> bool {
    options.match_indices(name).any(|(at, _)| {
        let before = options[..at].chars().next_back();
        let rest = options[at + name.len()..].trim_start();
        let value = rest.strip_prefix(['=', ':']).map(str::trim_start).unwrap_or_default();
        let is_false = ["FALSE", "false", "F,", "F}", "F)"].iter().any(|no| value.starts_with(no));
        before.is_none_or(|c| !c.is_alphanumeric() && c != '.') && (is_false || value.trim() == "F")
    })
}

/// Turns chunks into code blocks.
struct Chunks<'a, 'w> {
    taking: &'a mut Taking<'w>,
    source: &'a Source,
    /// Whether `#<<` highlights a line.
    has_marks: bool,
    /// Whether chunks hide their code by default.
    is_hidden: bool,
}

impl Chunks<'_, '_> {
    fn body(&mut self, body: &str, base: usize, out: &mut String) {
        let mut lines = body.split_inclusive('\n');
        let mut at = base;
        // The fence of the code block that is open.
        let mut open: Option<String> = None;
        while let Some(line) = lines.next() {
            let start = at;
            at += line.len();
            let fence = fence(line);
            match (&open, fence) {
                (Some(mark), Some((_, own, rest)))
                    if own.starts_with(mark.as_str()) && rest.is_empty() =>
                {
                    open = None;
                }
                (None, Some((indent, mark, info)))
                    if info.starts_with('{') && info.ends_with('}') =>
                {
                    let mut code = Vec::new();
                    for line in lines.by_ref() {
                        at += line.len();
                        if self::fence(line)
                            .is_some_and(|(_, own, rest)| own == mark && rest.is_empty())
                        {
                            break;
                        }
                        code.push(line);
                    }
                    let inner = info.trim_start_matches('{').trim_end_matches('}').trim();
                    out.push_str(&self.chunk((indent, mark, inner), &code, start));
                    continue;
                }
                (None, Some((_, mark, _))) => open = Some(mark.to_owned()),
                _ => {}
            }
            if open.is_none() && line.contains("`r ") {
                let words = "R code in the text stays as written";
                self.taking.note(NoteKind::NotTaken, (self.source, start), words);
            }
            out.push_str(line);
        }
    }

    /// What replaces a chunk.
    fn chunk(
        &mut self,
        (indent, mark, head): (&str, &str, &str),
        code: &[&str],
        at: usize,
    ) -> String {
        let place = (self.source, at);
        let own: String = code
            .iter()
            .filter_map(|line| line.trim().strip_prefix("#|"))
            .collect::<Vec<_>>()
            .join("\n");
        let (language, options) = head.split_once([' ', ',']).unwrap_or((head, ""));
        let options = format!("{options}\n{own}");
        let is_shown = options.contains("echo=TRUE") || options.contains("echo = TRUE");
        let is_hidden =
            is_off(&options, "echo") || is_off(&options, "include") || self.is_hidden && !is_shown;
        let code: Vec<&&str> = code.iter().filter(|line| !line.trim().starts_with("#|")).collect();
        let text: String = code.iter().map(|line| **line).collect();
        let pictures =
            if is_off(&options, "include") { None } else { pictures(&text, &options, indent) };
        let mut out = String::new();
        if !is_hidden {
            _ = writeln!(out, "{indent}{mark}{language}");
            for line in code {
                out.push_str(&self.marked(line));
            }
            _ = writeln!(out, "{indent}{mark}");
        }
        let words = match (&pictures, is_hidden) {
            (Some(_), _) => "a chunk that includes pictures became these pictures",
            (None, false) => "a chunk became a code block, without its output",
            (None, true) => {
                let words = "a chunk with hidden code is left out, with its output";
                self.taking.note(NoteKind::NotTaken, place, words);
                return out;
            }
        };
        self.taking.note(NoteKind::Changed, place, words);
        out.push_str(&pictures.unwrap_or_default());
        out
    }

    /// A line of code that `#<<` highlights, as remark writes it.
    fn marked(&self, line: &str) -> String {
        match line.trim_end().strip_suffix("#<<").filter(|_| self.has_marks) {
            Some(code) => format!("*{}\n", code.trim_end()),
            None => line.to_owned(),
        }
    }
}

/// The fence in a line: the text before it, its mark, and the text after it.
fn fence(line: &str) -> Option<(&str, &str, &str)> {
    let text = line.trim_start();
    let indent = &line[..line.len() - text.len()];
    let c = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = text.trim_start_matches(c);
    let mark = &text[..text.len() - rest.len()];
    (mark.len() >= 3 && !rest.contains('`')).then(|| (indent, mark, rest.trim()))
}

/// The pictures of a chunk that does nothing but include them.
fn pictures(code: &str, options: &str, indent: &str) -> Option<String> {
    let code = code.trim();
    let call = code.strip_prefix("knitr::").unwrap_or(code).strip_prefix("include_graphics(")?;
    if call.contains('\n') || !call.ends_with(')') || call.contains("http") {
        return None;
    }
    let width =
        options.split_once("out.width").map(|(_, rest)| rest.trim_start_matches(['=', ':', ' ']));
    let width = width.map(|rest| rest.trim_start_matches(['"', '\'']));
    let width = width.map(|rest| rest.split(['"', '\'', ',', '\n']).next().unwrap_or_default());
    let is_width =
        |text: &&str| text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '%' | '.'));
    let width = width.filter(is_width).filter(|text| !text.is_empty());
    let mut out = String::new();
    for (name, _) in super::js::texts(call) {
        match width {
            Some(width) => {
                _ = writeln!(out, "{indent}<img src=\"{name}\" alt=\"\" style=\"width: {width}\">");
            }
            None => _ = writeln!(out, "{indent}![]({name})"),
        }
    }
    (!out.is_empty()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::{is_off, pictures, without_code};

    #[test]
    fn options_of_chunks_are_read_as_words() {
        assert!(is_off("r x, echo=FALSE", "echo"));
        assert!(is_off("#| echo: false", "echo"));
        assert!(is_off("echo = F, y", "echo"));
        assert!(!is_off("results.echo=FALSE", "echo"));
        assert!(!is_off("echo=TRUE", "echo"));
    }

    #[test]
    fn included_pictures_are_pictures() {
        let found = |code: &str, options: &str| pictures(code, options, "");
        assert_eq!(
            found("knitr::include_graphics(\"a b.png\")", "").as_deref(),
            Some("![](a b.png)\n")
        );
        assert_eq!(
            found("include_graphics('a.png')\n", "out.width = \"50%\"").as_deref(),
            Some("<img src=\"a.png\" alt=\"\" style=\"width: 50%\">\n")
        );
        assert_eq!(found("plot(x)", ""), None);
        assert_eq!(found("include_graphics(file)", ""), None);
    }

    #[test]
    fn code_in_titles_is_left_out() {
        assert_eq!(without_code("Today, `r Sys.Date()`, and `x`"), "Today, , and `x`");
        assert_eq!(without_code("`r open"), "");
    }
}
