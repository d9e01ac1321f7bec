//! From located YAML to a [`Manifest`], collecting every problem on the way.

use super::advice;
use super::folded::lost_separators;
use super::misread::MisreadValues;
use super::yaml::{self, Yaml, YamlNode};
use super::{
    AboutDeck, BrandKeys, ContentEntry, Era, Inline, Interstitials, Manifest, Missing, Navigation,
    Notes, Overrides, SectionRhythm, StepNumbers, downloads, read_brand, read_downloads,
    without_comments,
};
use crate::diag::nearest::nearest;
use crate::diag::{
    Diagnostic, Hider, HidingProblem, ListProblem, ManifestProblem, Problem, StructureProblem,
    ValueProblem, Warned,
};
use crate::keys::{CONTENT_ENTRY, ContentKey, KeySet, MANIFEST, ManifestKey, Value};
use crate::path::composed;
use crate::routes::DownloadKind;
use crate::source::Source;
use crate::span::{Span, Spanned, offset};

/// How deep parts may be nested; real decks use two levels.
const MAX_DEPTH: usize = 32;

/// Reads a manifest. The value is `None` when its YAML cannot be read at all.
pub fn read(source: &Source, overrides: &Overrides) -> Warned<Option<Manifest>> {
    let yaml = match yaml::read(source) {
        Ok(yaml) => yaml,
        Err(diagnostic) => return Warned::new(None, vec![*diagnostic]),
    };
    let values = MisreadValues::new(source);
    let mut reader = ManifestReader { source, values, diagnostics: Vec::new() };
    let manifest = reader.manifest(yaml, overrides);
    Warned::new(manifest, reader.diagnostics)
}

pub(super) struct ManifestReader<'a> {
    pub(super) source: &'a Source,
    values: MisreadValues<'a>,
    diagnostics: Vec<Diagnostic>,
}

impl ManifestReader<'_> {
    pub(super) fn report(&mut self, problem: impl Into<Problem>, span: &Span) {
        self.diagnostics.push(Diagnostic::new(problem, span.clone()));
    }

    pub(super) fn wrong(&mut self, key: &str, expected: &'static str, found: &Yaml) {
        self.wrong_with(key, expected, (found, None));
    }

    pub(super) fn wrong_with(
        &mut self,
        key: &str,
        expected: &'static str,
        (found, help): (&Yaml, Option<String>),
    ) {
        self.report(advice::wrong_type(key, expected, found, help), &found.span);
    }

    /// Reports an item of a list that consists of a dash only.
    pub(super) fn empty(&mut self, list: &str, item: &Yaml) {
        let span = item.dash(self.source);
        self.report(ListProblem::EmptyEntry { list: list.to_owned() }, &span);
    }

    fn manifest(&mut self, yaml: Yaml, overrides: &Overrides) -> Option<Manifest> {
        if let Some(span) = list_of_events(&yaml) {
            let help =
                "a list of events belongs in `workshops.yml` beside `slides/`: move it there";
            self.report(
                ValueProblem::OtherKey { key: "workshops".to_owned(), help: help.to_owned() },
                &span,
            );
            return None;
        }
        let entries = match yaml.node {
            YamlNode::Map(entries) => entries,
            YamlNode::Null => Vec::new(),
            _ => {
                let help = "write `content:` before the list of chapters, and `title: …` above it";
                self.wrong_with("a manifest", "a mapping", (&yaml, Some(help.to_owned())));
                return None;
            }
        };
        let path = self.source.path().clone();
        let mut manifest = Manifest {
            name: composed(path.stem()).into_owned(),
            texts: Vec::new(),
            exclude: Vec::new(),
            content: Vec::new(),
            content_span: Span::start_of(path.clone()),
            era: Era::Parts,
            interstitials: Interstitials::Site,
            sections: None,
            rhythm: SectionRhythm::default(),
            level: None,
            step_numbers: StepNumbers::Own,
            navigation: Navigation::default(),
            about: AboutDeck::default(),
            downloads: None,
            brand: None,
            vars: Vec::new(),
            notes: Notes::Public,
            skip: Vec::new(),
            applied_skips: Vec::new(),
            missing: Missing::Refused,
            highlight_lines: None,
            highlight_spans: None,
            highlight_language: None,
            macros: Vec::new(),
            is_changed: false,
            path,
        };
        for (key, value) in entries {
            self.entry(&mut manifest, &key, value);
        }
        self.apply(&mut manifest, overrides);
        Some(manifest)
    }

    fn entry(&mut self, manifest: &mut Manifest, key: &Spanned<String>, value: Yaml) {
        let Some(known) = ManifestKey::named(&key.value) else {
            self.report(MANIFEST.unknown(&key.value), &key.span);
            return;
        };
        let name = known.row().name;
        if known.row().value.is_shown() {
            self.diagnostics.extend(self.values.check(key, &value));
        }
        match known {
            ManifestKey::Title
            | ManifestKey::Chat
            | ManifestKey::Gitrepo
            | ManifestKey::Slides
            | ManifestKey::Zip
            | ManifestKey::Html
            | ManifestKey::Slidenumberprefix
            | ManifestKey::Description
            | ManifestKey::Language
            | ManifestKey::Theme
            | ManifestKey::Ratio
            | ManifestKey::Fit
            | ManifestKey::NumberFormat
            | ManifestKey::RunningHeader => {
                if let Some(text) = self.text(name, &value) {
                    self.check(known, &text);
                    manifest.texts.push((name, text));
                }
            }
            ManifestKey::Exclude => manifest.exclude = self.excluded(name, &value),
            ManifestKey::Content | ManifestKey::Chapters => {
                self.chapters(manifest, (key, known), value);
            }
            ManifestKey::Interstitials => manifest.interstitials = self.interstitials(&value),
            ManifestKey::Sections
            | ManifestKey::SectionLinks
            | ManifestKey::MergeContents
            | ManifestKey::NumberLabs
            | ManifestKey::CountSteps => {
                let is_on = self.flag(name, &value);
                Self::set_flag(manifest, known, is_on);
            }
            ManifestKey::Level => manifest.level = self.level(&value),
            ManifestKey::Authors => manifest.about.authors = self.listed(name, &value),
            ManifestKey::Date => manifest.about.date = self.day(&value),
            ManifestKey::Topics => manifest.about.topics = self.listed(name, &value),
            ManifestKey::Navigation => manifest.navigation = self.navigation(value),
            ManifestKey::Brand => manifest.brand = self.brand(value),
            ManifestKey::Downloads => manifest.downloads = self.downloads(&value),
            ManifestKey::Vars => manifest.vars = self.vars(value),
            ManifestKey::HighlightLines => manifest.highlight_lines = self.flag(name, &value),
            ManifestKey::HighlightSpans => manifest.highlight_spans = self.flag(name, &value),
            ManifestKey::HighlightLanguage => manifest.highlight_language = self.text(name, &value),
            ManifestKey::Macros => manifest.macros = self.macros(value),
            ManifestKey::Notes => {
                if let Some(text) = self.text(name, &value) {
                    manifest.notes = self.notes(&text);
                }
            }
        }
    }

    fn excluded(&mut self, name: &'static str, value: &Yaml) -> Vec<Spanned<String>> {
        let tags = self.words(name, value);
        self.possible_tags(tags)
    }

    fn brand(&mut self, value: Yaml) -> Option<BrandKeys> {
        read_brand(value, &self.values, &mut self.diagnostics)
    }

    fn downloads(&mut self, value: &Yaml) -> Option<Vec<DownloadKind>> {
        read_downloads(value, self.source, &mut self.diagnostics)
    }

    fn chapters(
        &mut self,
        manifest: &mut Manifest,
        (key, known): (&Spanned<String>, ManifestKey),
        value: Yaml,
    ) {
        if manifest.content_span.end > 0 {
            self.report(ManifestProblem::DuplicateKey { key: key.value.clone() }, &key.span);
            return;
        }
        if known == ManifestKey::Chapters {
            manifest.era = Era::Chapters;
        }
        manifest.content_span = key.span.clone();
        manifest.content = self.content(value, 0);
    }

    /// A text; a missing value is the empty text, as in container.training's manifests.
    pub(super) fn text(&mut self, key: &'static str, value: &Yaml) -> Option<Spanned<String>> {
        if value.node == YamlNode::Null {
            return Some(Spanned::new(String::new(), value.span.clone()));
        }
        let Some(text) = value.scalar() else {
            self.wrong(key, "a text", value);
            return None;
        };
        Some(self.uncommented(text, &value.span))
    }

    /// A text without its comments. Reports an unclosed one, which would be published.
    pub(super) fn uncommented(&mut self, text: &str, span: &Span) -> Spanned<String> {
        let text = without_comments(text);
        if text.contains("<!--") {
            self.report(StructureProblem::UnclosedComment, span);
        }
        Spanned::new(text, span.clone())
    }

    fn check(&mut self, key: ManifestKey, text: &Spanned<String>) {
        let (expected, nearest) = match key.row().value {
            Value::Ratio if ratio(&text.value).is_none() => {
                ("width and height, such as `16:9` or `4:3`", advice::ratio(&text.value))
            }
            Value::Language if !text.value.trim().is_empty() => match advice::language(&text.value)
            {
                Ok(_) => return,
                Err(nearest) => ("the code of a language, such as `fr` or `pt-BR`", nearest),
            },
            Value::RunningHeader => match Self::unknown_piece(&text.value) {
                Some((expected, nearest)) => (expected, nearest),
                None => return,
            },
            Value::Choice(choices)
                if key == ManifestKey::Fit
                    && !text.value.trim().is_empty()
                    && !choices.contains(&text.value.as_str()) =>
            {
                let nearest = nearest(&text.value, choices.iter().copied());
                ("`grow` or `shrink`", nearest.map(str::to_owned))
            }
            _ => return,
        };
        let problem = ManifestProblem::BadValue {
            key: key.row().name.to_owned(),
            found: text.value.clone(),
            expected: expected.to_owned(),
            nearest,
        };
        self.report(problem, &text.span);
    }

    fn notes(&mut self, text: &Spanned<String>) -> Notes {
        match text.value.as_str() {
            "public" => Notes::Public,
            "private" => Notes::Private,
            other => {
                let problem = ManifestProblem::BadValue {
                    key: "notes".to_owned(),
                    found: other.to_owned(),
                    expected: "`public` or `private`".to_owned(),
                    nearest: Some(advice::notes(other).to_owned()),
                };
                self.report(problem, &text.span);
                Notes::Private
            }
        }
    }

    /// A list of words, or one text with words separated by commas or spaces.
    fn words(&mut self, key: &str, value: &Yaml) -> Vec<Spanned<String>> {
        match &value.node {
            YamlNode::Null => Vec::new(),
            YamlNode::List(items) => items.iter().filter_map(|item| self.word(key, item)).collect(),
            YamlNode::Map(_) => {
                self.wrong(key, "a list of words", value);
                Vec::new()
            }
            YamlNode::Text(text) | YamlNode::Number(text) | YamlNode::Bool(_, text) => {
                split_words(text)
                    .map(|word| Spanned::new(word.to_owned(), value.span.clone()))
                    .collect()
            }
        }
    }

    /// The valid tags. Invalid ones are reported: they would exclude nothing.
    fn possible_tags(&mut self, mut tags: Vec<Spanned<String>>) -> Vec<Spanned<String>> {
        tags.retain(|tag| {
            let wrong = super::tag::check(tag);
            let is_fine = wrong.is_none();
            self.diagnostics.extend(wrong);
            is_fine
        });
        tags
    }

    fn word(&mut self, key: &str, item: &Yaml) -> Option<Spanned<String>> {
        // Empty tags are checked with the other tags.
        let is_word = |word: &&str| key == "exclude" || !word.trim().is_empty();
        if let Some(word) = item.scalar().filter(is_word) {
            return Some(Spanned::new(word.trim().to_owned(), item.span.clone()));
        }
        match item.node {
            YamlNode::Null | YamlNode::Text(_) => self.empty(key, item),
            _ => self.wrong(key, "a list of words", item),
        }
        None
    }

    fn interstitials(&mut self, value: &Yaml) -> Interstitials {
        match &value.node {
            YamlNode::Bool(false, _) => Interstitials::Off,
            YamlNode::Bool(true, _) | YamlNode::Null => Interstitials::Site,
            YamlNode::Text(text) if text == "no" || text == "off" => Interstitials::Off,
            YamlNode::List(items) => {
                let words = items.iter().filter_map(|item| self.word("interstitials", item));
                Interstitials::List(words.collect())
            }
            _ => {
                let help = value.scalar().map(advice::interstitials);
                let expected = "a list of pictures, or `false`";
                self.wrong_with("interstitials", expected, (value, help));
                Interstitials::Site
            }
        }
    }

    fn vars(&mut self, value: Yaml) -> Vec<(String, Spanned<String>)> {
        let entries = match value.node {
            YamlNode::Map(entries) => entries,
            YamlNode::Null => Vec::new(),
            _ => {
                self.wrong("vars", "a mapping of names to texts", &value);
                Vec::new()
            }
        };
        let mut vars = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let name = key.value.to_uppercase();
            let is_of_name = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
            if name.is_empty() || !name.bytes().all(is_of_name) {
                let problem = ManifestProblem::BadValue {
                    key: "vars".to_owned(),
                    found: key.value.clone(),
                    expected: "a name of letters, digits and `_`".to_owned(),
                    nearest: advice::variable(&key.value),
                };
                self.report(problem, &key.span);
            } else if let Some(text) = value.scalar() {
                self.diagnostics.extend(self.values.check(&key, &value));
                // In a chapter, it might end a comment that begins there.
                vars.push((name, Spanned::new(without_comments(text), value.span.clone())));
            } else {
                self.wrong(&key.value, "a text", &value);
            }
        }
        vars
    }

    fn content(&mut self, value: Yaml, depth: usize) -> Vec<ContentEntry> {
        if depth >= MAX_DEPTH {
            let problem = StructureProblem::DeepNesting { what: "parts", limit: MAX_DEPTH };
            self.report(problem, &value.span);
            return Vec::new();
        }
        match value.node {
            YamlNode::Null => Vec::new(),
            YamlNode::List(items) => {
                items.into_iter().filter_map(|item| self.item(item, depth)).collect()
            }
            YamlNode::Map(_) if depth == 0 => {
                self.wrong("content", "a list of chapters", &value);
                Vec::new()
            }
            _ => self.item(value, depth).into_iter().collect(),
        }
    }

    fn item(&mut self, value: Yaml, depth: usize) -> Option<ContentEntry> {
        match value.node {
            YamlNode::Text(text) if text.contains('\n') => {
                for (line, span) in lost_separators(self.source, &value.span, &text) {
                    self.report(
                        HidingProblem::HiddenSeparator { line, within: Hider::Yaml },
                        &span,
                    );
                }
                Some(ContentEntry::Inline(inline(self.source, &value.span, text)))
            }
            YamlNode::Text(path) if path.trim().is_empty() => {
                self.item(Yaml { node: YamlNode::Null, span: value.span }, depth)
            }
            YamlNode::Text(path) => {
                Some(ContentEntry::Chapter { path: Spanned::new(path, value.span), minutes: None })
            }
            YamlNode::List(_) => Some(ContentEntry::Part(self.content(value, depth + 1))),
            YamlNode::Map(entries) => self.mapping(entries, &value.span),
            YamlNode::Null => {
                self.empty("content", &value);
                // A pinned revision may show it as it was shown then.
                let span = value.dash(self.source);
                Some(ContentEntry::Chapter {
                    path: Spanned::new(String::new(), span),
                    minutes: None,
                })
            }
            YamlNode::Bool(..) | YamlNode::Number(_) => {
                self.wrong("content", "a list of chapters", &value);
                None
            }
        }
    }

    fn mapping(
        &mut self,
        entries: Vec<(Spanned<String>, Yaml)>,
        span: &Span,
    ) -> Option<ContentEntry> {
        let (mut path, mut minutes) = (None, None);
        for (key, value) in entries {
            match ContentKey::named(&key.value) {
                Some(ContentKey::Chapter) => path = self.text("chapter", &value),
                Some(ContentKey::Minutes) => minutes = self.minutes(&value),
                None => {
                    let problem = advice::entry(&key.value, &value)
                        .unwrap_or_else(|| CONTENT_ENTRY.unknown(&key.value));
                    self.report(problem, &key.span);
                }
            }
        }
        if path.is_none() && self.diagnostics.is_empty() {
            let problem = ManifestProblem::BadValue {
                key: "content".to_owned(),
                found: "{…}".to_owned(),
                expected: "`{chapter: k8s/rollout.md, minutes: 25}`".to_owned(),
                nearest: None,
            };
            self.report(problem, span);
        }
        path.map(|path| ContentEntry::Chapter { path, minutes })
    }

    fn minutes(&mut self, value: &Yaml) -> Option<u32> {
        let minutes = value.scalar().and_then(|text| text.parse().ok());
        if minutes.is_none() {
            let guess = value.scalar().and_then(advice::minutes);
            let help = guess.map(|minutes| format!("did you mean `{minutes}`?"));
            self.wrong_with("minutes", "a whole number of minutes", (value, help));
        }
        minutes
    }

    /// Applies the overrides.
    fn apply(&mut self, manifest: &mut Manifest, overrides: &Overrides) {
        for (key, value) in overrides.iter() {
            let span = Span::start_of(manifest.path.clone());
            if let Some(name) = key.strip_prefix("vars.") {
                let name = name.to_uppercase();
                manifest.vars.retain(|(other, _)| *other != name);
                manifest.vars.push((name, Spanned::new(without_comments(value), span)));
                continue;
            }
            match ManifestKey::named(key) {
                Some(known) => self.replace(manifest, known, value),
                None => self.diagnostics.push(Diagnostic::nowhere(MANIFEST.unknown(key))),
            }
        }
    }

    /// Sets a key to a text from outside.
    fn replace(&mut self, manifest: &mut Manifest, key: ManifestKey, value: &str) {
        let name = key.row().name;
        let text = self.uncommented(value, &Span::start_of(manifest.path.clone()));
        match key {
            ManifestKey::Title
            | ManifestKey::Chat
            | ManifestKey::Gitrepo
            | ManifestKey::Slides
            | ManifestKey::Zip
            | ManifestKey::Html
            | ManifestKey::Slidenumberprefix
            | ManifestKey::Description
            | ManifestKey::Language
            | ManifestKey::Theme
            | ManifestKey::Ratio
            | ManifestKey::Fit
            | ManifestKey::NumberFormat
            | ManifestKey::RunningHeader => {
                self.check(key, &text);
                manifest.texts.retain(|(other, _)| *other != name);
                manifest.texts.push((name, text));
            }
            ManifestKey::Exclude => {
                manifest.exclude = self.tags_from_outside(&text, value);
            }
            ManifestKey::Notes => manifest.notes = self.notes(&text),
            ManifestKey::Sections
            | ManifestKey::SectionLinks
            | ManifestKey::MergeContents
            | ManifestKey::NumberLabs
            | ManifestKey::CountSteps => {
                let is_on = self.flag_text(name, text);
                Self::set_flag(manifest, key, is_on);
            }
            ManifestKey::Level => manifest.level = self.difficulty(&text),
            ManifestKey::Authors => {
                manifest.about.authors = self.between_commas(value, &text.span);
            }
            ManifestKey::Date => manifest.about.date = self.day_of(value, &text.span),
            ManifestKey::Topics => manifest.about.topics = self.between_commas(value, &text.span),
            ManifestKey::Downloads => {
                manifest.downloads = Some(downloads::from_outside(&text, &mut self.diagnostics));
            }
            ManifestKey::HighlightLines => manifest.highlight_lines = self.flag_text(name, text),
            ManifestKey::HighlightSpans => manifest.highlight_spans = self.flag_text(name, text),
            ManifestKey::HighlightLanguage => manifest.highlight_language = Some(text),
            ManifestKey::Interstitials if value == "false" => {
                manifest.interstitials = Interstitials::Off;
            }
            ManifestKey::Interstitials
            | ManifestKey::Content
            | ManifestKey::Chapters
            | ManifestKey::Vars
            | ManifestKey::Navigation
            | ManifestKey::Brand
            | ManifestKey::Macros => {
                let expected = "a list or mapping, which cannot be set from outside";
                self.not_from_outside(name, value, expected);
            }
        }
    }

    fn tags_from_outside(&mut self, text: &Spanned<String>, value: &str) -> Vec<Spanned<String>> {
        let tags = split_words(value).map(str::to_owned);
        let tags: Vec<_> = tags.map(|tag| Spanned::new(tag, text.span.clone())).collect();
        if tags.is_empty() {
            // An unset shell variable would publish everything.
            self.not_from_outside(
                "exclude",
                value,
                "at least one tag from `--set exclude=` or `OVERRIDE_exclude`; without any, \
                 all slides would be published",
            );
        }
        self.possible_tags(tags)
    }

    fn not_from_outside(&mut self, key: &str, found: &str, expected: &str) {
        self.diagnostics.push(Diagnostic::nowhere(ManifestProblem::BadValue {
            key: key.to_owned(),
            found: found.to_owned(),
            expected: expected.to_owned(),
            nearest: (key == "interstitials").then(|| "false".to_owned()),
        }));
    }
}

/// Where events begin in a file that lists events.
fn list_of_events(yaml: &Yaml) -> Option<Span> {
    match &yaml.node {
        YamlNode::Map(entries) => {
            let has = |name: &str| entries.iter().any(|(key, _)| key.value == name);
            let (key, _) = entries.iter().find(|(key, _)| key.value == "workshops")?;
            (!has("content") && !has("chapters")).then(|| key.span.clone())
        }
        YamlNode::List(items) => {
            let is_event =
                |item: &Yaml| item.get("date").is_some() || item.get("country").is_some();
            items.iter().any(is_event).then(|| yaml.span.clone())
        }
        _ => None,
    }
}

/// Width and height of `16:9`.
pub(crate) fn ratio(text: &str) -> Option<(u32, u32)> {
    let (width, height) = text.split_once(':')?;
    let side = |text: &str| text.trim().parse().ok().filter(|side| (1..=100).contains(side));
    Some((side(width)?, side(height)?))
}

fn split_words(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ' ', '\t', '\n', '\r']).filter(|word| !word.is_empty())
}

/// Finds the lines of an inline chapter in the manifest: a literal block preserves them, without
/// their indentation; lines that are not found point to the start of the scalar.
pub fn inline(source: &Source, span: &Span, text: String) -> Inline {
    let lines = source.lines();
    let first = lines.line(span.start as usize);
    let mut places = Vec::new();
    let mut at = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let start = lines.start(first + index);
        let end = lines.start(first + index + 1).max(start);
        let raw = source.text().get(start..end).unwrap_or_default().trim_end_matches('\n');
        let wanted = line.trim_end_matches('\n');
        let place = if first + index < lines.len() && raw.ends_with(wanted) {
            source.span(start + raw.len() - wanted.len()..start + raw.len())
        } else {
            span.clone()
        };
        places.push((offset(at), place));
        at += line.len();
    }
    Inline { text, lines: places }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::manifest::{ContentEntry, Manifest, Overrides};
    use crate::path::ProjectPath;
    use crate::source::Source;

    fn manifest(text: &str) -> (Option<Manifest>, Vec<&'static str>) {
        let source = Source::new(ProjectPath::new("slides/x.yml"), text);
        let warned = read(&source, &Overrides::default());
        let codes = warned.diagnostics.iter().map(|d| d.problem.code().name()).collect();
        (warned.output, codes)
    }

    #[test]
    fn all_problems_of_a_manifest_are_found_in_one_run() {
        let (_, codes) = manifest("titel: x\nexclude: {a: b}\ncontent:\n- 1\n- {chaptr: x}\n");
        assert_eq!(codes, ["unknown-key", "wrong-type", "wrong-type", "unknown-key"]);
    }

    #[test]
    fn entries_are_paths_texts_lists_and_mappings() {
        let text = "content:\n- a.md\n- |\n  # T\n\n  x\n- - b.md\n- {chapter: c.md, minutes: 5}\n";
        let (manifest, codes) = manifest(text);
        assert!(codes.is_empty());
        let manifest = manifest.unwrap();
        let ContentEntry::Inline(inline) = &manifest.content[1] else {
            panic!("an inline chapter")
        };
        assert_eq!(inline.text, "# T\n\nx\n");
        assert_eq!(&text[inline.lines[2].1.start as usize..][..1], "x");
        assert!(matches!(&manifest.content[2], ContentEntry::Part(part) if part.len() == 1));
        assert!(matches!(&manifest.content[3], ContentEntry::Chapter { minutes: Some(5), .. }));
    }

    #[test]
    fn overrides_replace_any_key() {
        let source = Source::new(ProjectPath::new("slides/x.yml"), "title: a\nexclude: [b]\n");
        let mut overrides = Overrides::default();
        overrides.set("title", "c");
        overrides.set("exclude", "d, e");
        overrides.set("vars.wifi", "f");
        let manifest = read(&source, &overrides).output.unwrap();
        assert_eq!(manifest.text("title"), "c");
        assert_eq!(manifest.exclude.len(), 2);
        assert_eq!(manifest.vars[0].0, "WIFI");
    }
}
