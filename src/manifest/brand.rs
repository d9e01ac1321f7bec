//! `brand:` as written in `workshops.yml`, in a manifest and in an event: which keys are set, with
//! their locations. No file is read here; `model/brand` merges several of these.

use super::yaml::{Yaml, YamlNode};
use super::{MisreadValues, advice, without_comments};
use crate::colour::{self, Colour};
use crate::diag::nearest::nearest;
use crate::diag::{Diagnostic, FileProblem, ManifestProblem, Problem, StructureProblem};
use crate::keys::{
    BRAND, BrandKey, COLOURS, ColourKey, FONT_FILES, FONTS, FontKey, KeySet, LOGO, LogoKey, MOTIFS,
    Mapping, PICTURES, STACKS,
};
use crate::path::ProjectPath;
use crate::span::{Span, Spanned};

/// The value of `logo` that removes that of the site.
const NO_LOGO: &str = "none";

/// Names of colours and stacks are not guessed for longer texts.
const LONGEST_GUESSED: usize = 40;

/// The keys of a brand that are set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct BrandKeys {
    /// The owner of the brand.
    pub name: Option<Spanned<String>>,
    /// The logo.
    pub logo: Option<LogoKeys>,
    /// The picture in the browser's tab.
    pub favicon: Option<Spanned<String>>,
    /// The colours.
    pub colours: ColourKeys,
    /// The type of text.
    pub text: Option<FontChoice>,
    /// The type of headings.
    pub headings: Option<FontChoice>,
    /// The type of code.
    pub code: Option<FontChoice>,
    /// The line at the foot of slides and pages; an empty one removes that of the site.
    pub footer: Option<Spanned<String>>,
    /// The picture on covers, behind the title.
    pub cover: Option<CoverChoice>,
}

impl BrandKeys {
    /// The files that it names.
    pub fn files(&self) -> impl Iterator<Item = &Spanned<String>> {
        let logo = self.logo.iter().flat_map(|logo| [&logo.light, &logo.dark]).flatten();
        let fonts = [&self.text, &self.headings, &self.code].into_iter().flatten();
        let fonts = fonts.flat_map(|font| match font {
            FontChoice::Files(files) => files.as_slice(),
            FontChoice::Families(_) => &[],
        });
        let cover = self.cover.iter().filter_map(|cover| match cover {
            CoverChoice::Picture(file) => Some(file),
            CoverChoice::Motif(_) => None,
        });
        logo.chain(&self.favicon).chain(fonts).chain(cover)
    }
}

/// The colours that are set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ColourKeys {
    /// The brand's own.
    pub accent: Option<Spanned<Colour>>,
    /// A second accent.
    pub accent_2: Option<Spanned<Colour>>,
    /// The colour of text.
    pub ink: Option<Spanned<Colour>>,
    /// The background of text.
    pub paper: Option<Spanned<Colour>>,
}

/// The keys of a logo that are set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct LogoKeys {
    /// Whether it removes the logo of the site.
    pub is_none: bool,
    /// The file for light ground.
    pub light: Option<Spanned<String>>,
    /// The file for dark ground.
    pub dark: Option<Spanned<String>>,
    /// Where it is shown.
    pub show: Option<LogoPlaces>,
}

/// The slides that show a logo.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum LogoPlaces {
    /// All of them.
    #[default]
    EverySlide,
    /// Title slides.
    TitleSlides,
    /// None: pages of the site only.
    Pages,
}

/// A kind of type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FontChoice {
    /// Files of the site.
    Files(Vec<Spanned<String>>),
    /// Families of fonts that readers may have, as in CSS.
    Families(String),
}

/// What covers show behind the title.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CoverChoice {
    /// A motif, by its name.
    Motif(&'static str),
    /// A picture of the site.
    Picture(Spanned<String>),
}

/// Reads the value of `brand`.
pub fn read_brand(
    value: Yaml,
    values: &MisreadValues<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<BrandKeys> {
    let mut reader = BrandReader { values, diagnostics };
    let is_given = value.node != YamlNode::Null;
    let entries = reader.mapping("brand", value, "write `brand: {colours: {accent: crimson}}`");
    let mut brand = BrandKeys::default();
    let mut has_colours = false;
    for (key, value) in entries {
        let Some(known) = reader.known::<BrandKey>(&key, &BRAND) else { continue };
        reader.check_reading(&key, &value);
        match known {
            BrandKey::Name => brand.name = reader.text("name", &value),
            BrandKey::Logo => brand.logo = reader.logo(value),
            BrandKey::Favicon => brand.favicon = reader.file("favicon", &value),
            BrandKey::Colours | BrandKey::Colors if has_colours => {
                let problem = ManifestProblem::DuplicateKey { key: key.value.clone() };
                reader.report(problem, &key.span);
            }
            BrandKey::Colours | BrandKey::Colors => {
                has_colours = true;
                brand.colours = reader.colours(&key.value, value);
            }
            BrandKey::Fonts => reader.fonts(&mut brand, value),
            BrandKey::Footer => brand.footer = reader.footer(&value),
            BrandKey::Cover => brand.cover = reader.cover(&value),
        }
    }
    is_given.then_some(brand)
}

/// The state while reading a brand.
struct BrandReader<'a> {
    values: &'a MisreadValues<'a>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl BrandReader<'_> {
    fn report(&mut self, problem: impl Into<Problem>, span: &Span) {
        self.diagnostics.push(Diagnostic::new(problem, span.clone()));
    }

    fn check_reading(&mut self, key: &Spanned<String>, value: &Yaml) {
        self.diagnostics.extend(self.values.check(key, value));
    }

    /// The key of a name, or a message that it has no key.
    fn known<K: KeySet>(&mut self, key: &Spanned<String>, of: &Mapping) -> Option<K> {
        let known = K::named(&key.value);
        if known.is_none() {
            self.report(of.unknown(&key.value), &key.span);
        }
        known
    }

    fn wrong(&mut self, key: &str, expected: &'static str, (found, help): (&Yaml, Option<String>)) {
        self.report(advice::wrong_type(key, expected, found, help), &found.span);
    }

    fn bad(
        &mut self,
        key: &str,
        found: &Spanned<String>,
        (expected, nearest): (String, Option<String>),
    ) {
        let (key, text) = (key.to_owned(), found.value.clone());
        let problem = ManifestProblem::BadValue { key, found: text, expected, nearest };
        self.report(problem, &found.span);
    }

    fn mapping(&mut self, key: &str, value: Yaml, help: &str) -> Vec<(Spanned<String>, Yaml)> {
        match value.node {
            YamlNode::Map(entries) => entries,
            YamlNode::Null => Vec::new(),
            YamlNode::Text(ref text) if text.trim().is_empty() && key == "logo" => Vec::new(),
            YamlNode::Text(_) | YamlNode::Number(_) | YamlNode::Bool(..) | YamlNode::List(_) => {
                self.wrong(key, "a mapping", (&value, Some(help.to_owned())));
                Vec::new()
            }
        }
    }

    /// A text on one line, which may be empty; `None` for a missing one.
    fn line(&mut self, key: &str, value: &Yaml) -> Option<Spanned<String>> {
        if value.node == YamlNode::Null {
            return None;
        }
        let Some(text) = value.scalar() else {
            self.wrong(key, "a text", (value, None));
            return None;
        };
        let text = without_comments(text);
        if text.contains("<!--") {
            self.report(StructureProblem::UnclosedComment, &value.span);
        }
        let text = text.split("<!--").next().unwrap_or_default();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Spanned::new(text, value.span.clone()))
    }

    /// The same; `None` for an empty one.
    fn text(&mut self, key: &str, value: &Yaml) -> Option<Spanned<String>> {
        self.line(key, value).filter(|text| !text.value.is_empty())
    }

    /// The footer: `false` means none, as an empty text does.
    fn footer(&mut self, value: &Yaml) -> Option<Spanned<String>> {
        self.line("footer", value)
    }

    /// A file of the site.
    fn file(&mut self, key: &str, value: &Yaml) -> Option<Spanned<String>> {
        let path = self.text(key, value)?;
        self.inside(path)
    }

    fn inside(&mut self, path: Spanned<String>) -> Option<Spanned<String>> {
        if ProjectPath::resolve("", &path.value).is_some() {
            return Some(path);
        }
        let inside = path.value.trim_start_matches(['/', '.']);
        let nearest =
            Some(inside).filter(|inside| !inside.is_empty() && path.value.starts_with('/'));
        let nearest = nearest.map(str::to_owned);
        self.report(FileProblem::OutsideSite { path: path.value, nearest }, &path.span);
        None
    }

    fn logo(&mut self, value: Yaml) -> Option<LogoKeys> {
        if value.scalar().is_some_and(|text| text.trim() == NO_LOGO) {
            return Some(LogoKeys { is_none: true, ..LogoKeys::default() });
        }
        if value.scalar().is_some() {
            let light = self.file("logo", &value)?;
            return Some(LogoKeys { light: Some(light), ..LogoKeys::default() });
        }
        let help = "write `logo: brand/logo.svg`, or `logo: {light: …, dark: …}`";
        let entries = self.mapping("logo", value, help);
        let mut logo = LogoKeys::default();
        for (key, value) in entries {
            match self.known(&key, &LOGO) {
                Some(LogoKey::Light) => logo.light = self.file("light", &value),
                Some(LogoKey::Dark) => logo.dark = self.file("dark", &value),
                Some(LogoKey::Show) => logo.show = self.places(&value),
                None => {}
            }
        }
        (logo != LogoKeys::default()).then_some(logo)
    }

    fn places(&mut self, value: &Yaml) -> Option<LogoPlaces> {
        let text = self.text("show", value)?;
        match text.value.as_str() {
            "every-slide" => Some(LogoPlaces::EverySlide),
            "title-slides" => Some(LogoPlaces::TitleSlides),
            "pages" => Some(LogoPlaces::Pages),
            other => {
                let names = ["every-slide", "title-slides", "pages"];
                let near = nearest(other, names).map(str::to_owned);
                let expected = "`every-slide`, `title-slides` or `pages`".to_owned();
                self.bad("show", &text, (expected, near));
                None
            }
        }
    }

    fn colours(&mut self, key: &str, value: Yaml) -> ColourKeys {
        let help = format!("write `{key}: {{accent: \"#b3261e\"}}`");
        let mut colours = ColourKeys::default();
        for (key, value) in self.mapping(key, value, &help) {
            let Some(known) = self.known::<ColourKey>(&key, &COLOURS) else { continue };
            self.check_reading(&key, &value);
            let colour = self.colour(known.row().name, &value);
            match known {
                ColourKey::Accent => colours.accent = colour,
                ColourKey::Accent2 => colours.accent_2 = colour,
                ColourKey::Ink => colours.ink = colour,
                ColourKey::Paper => colours.paper = colour,
            }
        }
        colours
    }

    fn colour(&mut self, key: &str, value: &Yaml) -> Option<Spanned<Colour>> {
        let text = match &value.node {
            YamlNode::Null => return None,
            YamlNode::Text(text) if text.trim().is_empty() => return None,
            YamlNode::Text(text) | YamlNode::Number(text) | YamlNode::Bool(_, text) => text,
            YamlNode::List(_) | YamlNode::Map(_) => {
                self.wrong(key, "a colour, such as `\"#b3261e\"`", (value, None));
                return None;
            }
        };
        let is_text = matches!(value.node, YamlNode::Text(_));
        if let Some(colour) = colour::read(text).filter(|_| is_text) {
            return Some(Spanned::new(colour, value.span.clone()));
        }
        let near = near_colour(text);
        let expected = "an opaque colour: `\"#b3261e\"`, `rgb(179 38 30)`, `oklch(51% 0.19 28)`, or a name of CSS";
        let found = Spanned::new(text.clone(), value.span.clone());
        self.bad(key, &found, (expected.to_owned(), near));
        None
    }

    fn fonts(&mut self, brand: &mut BrandKeys, value: Yaml) {
        let help = "write `fonts: {headings: brand/headings.woff2, text: system-sans}`";
        for (key, value) in self.mapping("fonts", value, help) {
            let Some(known) = self.known::<FontKey>(&key, &FONTS) else { continue };
            self.check_reading(&key, &value);
            let font = self.font(known.row().name, &value);
            match known {
                FontKey::Text => brand.text = font,
                FontKey::Headings => brand.headings = font,
                FontKey::Code => brand.code = font,
            }
        }
    }

    fn font(&mut self, key: &str, value: &Yaml) -> Option<FontChoice> {
        const EXPECTED: &str = "a file, a list of files, or families of fonts";
        match &value.node {
            YamlNode::Null => None,
            YamlNode::Text(text) if text.trim().is_empty() => None,
            YamlNode::Text(text) => {
                let text = Spanned::new(text.trim().to_owned(), value.span.clone());
                self.one_font(key, text)
            }
            YamlNode::List(items) => {
                let files: Vec<_> =
                    items.iter().filter_map(|item| self.font_file(key, item)).collect();
                (!files.is_empty()).then_some(FontChoice::Files(files))
            }
            YamlNode::Number(_) | YamlNode::Bool(..) | YamlNode::Map(_) => {
                self.wrong(key, EXPECTED, (value, None));
                None
            }
        }
    }

    fn font_file(&mut self, key: &str, item: &Yaml) -> Option<Spanned<String>> {
        let YamlNode::Text(text) = &item.node else {
            self.wrong(key, "a list of files with fonts", (item, None));
            return None;
        };
        let text = Spanned::new(text.trim().to_owned(), item.span.clone());
        if !ends_with(&text.value, &FONT_FILES) {
            let expected = "files with fonts: `.woff2`, `.ttf` or `.otf`".to_owned();
            self.bad(key, &text, (expected, None));
            return None;
        }
        self.inside(text)
    }

    fn one_font(&mut self, key: &str, text: Spanned<String>) -> Option<FontChoice> {
        if ends_with(&text.value, &FONT_FILES) {
            return self.inside(text).map(|file| FontChoice::Files(vec![file]));
        }
        if let Some((_, families)) = STACKS.iter().find(|(name, _)| *name == text.value) {
            return Some(FontChoice::Families((*families).to_owned()));
        }
        let stacks = || STACKS.iter().map(|(name, _)| *name);
        if text.value.starts_with("system-") {
            let names: Vec<_> = stacks().map(|name| format!("`{name}`")).collect();
            let near = nearest(&text.value, stacks()).map(str::to_owned);
            self.bad(key, &text, (format!("one of {}", names.join(", ")), near));
            return None;
        }
        if text.value.split(',').all(is_family) {
            return Some(FontChoice::Families(text.value));
        }
        let expected = "a file `.woff2`, `.ttf` or `.otf`, the name of a stack such as `system-serif`, or families: `\"Gill Sans, serif\"`";
        self.bad(key, &text, (expected.to_owned(), None));
        None
    }

    fn cover(&mut self, value: &Yaml) -> Option<CoverChoice> {
        let text = match &value.node {
            YamlNode::Null => return None,
            YamlNode::Text(text) if text.trim().is_empty() => return None,
            YamlNode::Text(text) => Spanned::new(text.trim().to_owned(), value.span.clone()),
            YamlNode::Number(_) | YamlNode::Bool(..) | YamlNode::List(_) | YamlNode::Map(_) => {
                self.wrong("cover", "a motif, or a picture", (value, None));
                return None;
            }
        };
        if let Some(motif) = MOTIFS.iter().find(|motif| **motif == text.value) {
            return Some(CoverChoice::Motif(motif));
        }
        if ends_with(&text.value, &PICTURES) {
            return self.inside(text).map(CoverChoice::Picture);
        }
        let motifs: Vec<_> = MOTIFS.iter().map(|motif| format!("`{motif}`")).collect();
        let near = nearest(&text.value, MOTIFS).map(str::to_owned);
        let expected = format!("{}, or a picture: SVG, PNG, JPEG, WebP", motifs.join(", "));
        self.bad("cover", &text, (expected, near));
        None
    }
}

/// Whether a path has one of these endings, in any case, after something else.
fn ends_with(path: &str, endings: &[&str]) -> bool {
    path.rsplit_once('.').is_some_and(|(stem, ending)| {
        !stem.is_empty() && endings.iter().any(|known| ending.eq_ignore_ascii_case(known))
    })
}

/// A guess of what the author intended: digits without their `#`, or a name.
fn near_colour(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() > LONGEST_GUESSED {
        return None;
    }
    let digits = format!("#{text}");
    if colour::read(&digits).is_some() {
        return Some(format!("\"{digits}\""));
    }
    nearest(&text.to_lowercase(), colour::names()).map(str::to_owned)
}

/// Whether a text is the name of a family, in quotes or without them, and nothing that CSS reads as something else.
fn is_family(text: &str) -> bool {
    let text = text.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            let Some(inner) = inner.strip_suffix(quote) else { return false };
            let is_bad = |c: char| c == quote || c.is_control() || "\\<>{};@".contains(c);
            return !inner.is_empty() && !inner.contains(is_bad);
        }
    }
    let starts = text.starts_with(|c: char| c.is_alphabetic() || c == '_');
    starts && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ' ' | '-'))
}

#[cfg(test)]
mod tests {
    use super::is_family;

    #[test]
    fn families_cannot_end_their_declaration() {
        for fine in
            ["Gill Sans", "\"Gill Sans\"", " serif ", "'Noto Sans JP'", "Ünivers_2", "ui-serif"]
        {
            assert!(is_family(fine), "{fine}");
        }
        for bad in
            ["", "a;b", "a}b", "\"a", "\"a\"b\"", "url(x)", "1a", "\"\\22\"", "a/*", "<b>", "-a"]
        {
            assert!(!is_family(bad), "{bad}");
        }
    }
}
