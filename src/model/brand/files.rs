//! The files of a brand: read, checked, and named by their content.

use std::sync::Arc;

use super::file::{BrandFile, ending};
use super::logo::{LogoPicture, Pictures};
use super::{BrandFont, CoverArt, Logo};
use crate::diag::nearest::nearest;
use crate::diag::{BrandProblem, Diagnostic, Problem};
use crate::keys::PICTURES;
use crate::manifest::{BrandKeys, ColourKeys, CoverChoice, FontChoice, LogoKeys, LogoPlaces};
use crate::path::ProjectPath;
use crate::picture;
use crate::span::Spanned;
use crate::typeface::{self, Typeface};
use crate::world::{FileError, World};

/// The largest logo, in bytes: it is on each page.
const LARGEST_LOGO: usize = 512 << 10;

/// The largest picture in the browser's tab, in bytes.
const LARGEST_ICON: usize = 256 << 10;

/// The largest picture of covers, in bytes: each cover contains it.
const LARGEST_COVER: usize = 1 << 20;

/// The largest font, in bytes: those of Chinese and Japanese have some megabytes.
const LARGEST_FONT: usize = 12 << 20;

/// The endings of pictures in the browser's tab.
const ICONS: [&str; 3] = ["svg", "png", "ico"];

/// A font of a brand.
#[derive(Clone)]
pub(crate) struct FontFile {
    pub(crate) file: BrandFile,
    pub(crate) face: Arc<Typeface>,
}

impl PartialEq for FontFile {
    fn eq(&self, other: &Self) -> bool {
        self.file == other.file
    }
}

impl std::fmt::Debug for FontFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.file.fmt(f)
    }
}

/// The keys of a brand with their files.
#[derive(Clone, Default)]
pub(super) struct BrandParts {
    pub(super) name: Option<String>,
    pub(super) pictures: Option<Pictures>,
    pub(super) show: Option<LogoPlaces>,
    pub(super) favicon: Option<BrandFile>,
    pub(super) colours: ColourKeys,
    pub(super) text: Option<BrandFont>,
    pub(super) headings: Option<BrandFont>,
    pub(super) code: Option<BrandFont>,
    pub(super) footer: Option<String>,
    pub(super) cover: Option<CoverArt>,
}

impl BrandParts {
    /// These keys, overridden by others.
    pub(super) fn under(&self, over: &Self) -> Self {
        let of = |over: &ColourKeys| ColourKeys {
            accent: over.accent.clone().or(self.colours.accent.clone()),
            accent_2: over.accent_2.clone().or(self.colours.accent_2.clone()),
            ink: over.ink.clone().or(self.colours.ink.clone()),
            paper: over.paper.clone().or(self.colours.paper.clone()),
        };
        Self {
            name: over.name.clone().or(self.name.clone()),
            // A picture of one logo does not match another logo.
            pictures: over.pictures.clone().or(self.pictures.clone()),
            show: over.show.or(self.show),
            favicon: over.favicon.clone().or(self.favicon.clone()),
            colours: of(&over.colours),
            text: over.text.clone().or(self.text.clone()),
            headings: over.headings.clone().or(self.headings.clone()),
            code: over.code.clone().or(self.code.clone()),
            footer: over.footer.clone().or(self.footer.clone()),
            cover: over.cover.clone().or(self.cover.clone()),
        }
    }

    /// The logo, if there is one.
    pub(super) fn logo(&self) -> Option<Logo> {
        self.pictures.as_ref()?.logo(self.show.unwrap_or_default())
    }
}

/// Reads the files that the keys of a brand name.
pub(super) fn load(
    world: &dyn World,
    keys: &BrandKeys,
    diagnostics: &mut Vec<Diagnostic>,
) -> BrandParts {
    let mut loader = Loader { world, diagnostics };
    let mut font = |choice: &Option<FontChoice>| choice.as_ref().and_then(|font| loader.font(font));
    let (text, headings, code) = (font(&keys.text), font(&keys.headings), font(&keys.code));
    let icon = |path| loader.icon(path);
    let favicon = keys.favicon.as_ref().and_then(icon);
    let value = |text: &Spanned<String>| text.value.clone();
    BrandParts {
        name: keys.name.as_ref().map(value),
        pictures: keys.logo.as_ref().and_then(|logo| loader.logo(logo)),
        show: keys.logo.as_ref().and_then(|logo| logo.show),
        favicon,
        colours: keys.colours.clone(),
        text,
        headings,
        code,
        footer: keys.footer.as_ref().map(value),
        cover: keys.cover.as_ref().and_then(|cover| loader.cover(cover)),
    }
}

/// The state while reading the files of a brand.
struct Loader<'a> {
    world: &'a dyn World,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Loader<'_> {
    fn report(&mut self, problem: impl Into<Problem>, path: &Spanned<String>) {
        self.diagnostics.push(Diagnostic::new(problem, path.span.clone()));
    }

    /// The path and the content of a file.
    fn read(&mut self, written: &Spanned<String>, most: usize) -> Option<(ProjectPath, Arc<[u8]>)> {
        let path = ProjectPath::resolve("", &written.value)?;
        let name = || written.value.clone();
        let problem = match self.world.content(&path, most) {
            Ok(bytes) => return Some((path, bytes)),
            Err(FileError::Missing) => {
                BrandProblem::Missing { path: name(), nearest: self.nearest(&path) }.into()
            }
            Err(FileError::Folder) => BrandProblem::Folder { path: name() }.into(),
            Err(FileError::TooLarge(bytes)) => {
                let kibibytes = usize::try_from(bytes.div_ceil(1 << 10)).unwrap_or(usize::MAX);
                BrandProblem::Large { path: name(), kibibytes, limit: most >> 10 }.into()
            }
            Err(
                error @ (FileError::Outside | FileError::NotUtf8(_) | FileError::Unreadable(_)),
            ) => error.problem(name(), |path| crate::diag::FileProblem::NotUtf8 { path }),
        };
        self.report(problem, written);
        None
    }

    /// The file that the author probably intended: one in the same folder, or with the same name in
    /// another usual one.
    fn nearest(&self, path: &ProjectPath) -> Option<String> {
        let usual = ["slides", "static", "brand"].map(|folder| format!("{folder}/{path}"));
        let there = |path: &&String| self.world.is_file(&ProjectPath::new(path));
        if let Some(found) = usual.iter().find(there) {
            return Some(found.clone());
        }
        let folders = [path.folder(), "brand", "static", "slides"];
        let files: Vec<_> = folders
            .iter()
            .filter(|folder| !folder.is_empty())
            .flat_map(|folder| self.world.list(folder).to_vec())
            .filter(|file| ending(file).eq_ignore_ascii_case(ending(path)))
            .collect();
        let same = files.iter().find(|file| file.file_name() == path.file_name());
        let near = || nearest(path.as_str(), files.iter().map(ProjectPath::as_str));
        same.map(ProjectPath::as_str).or_else(near).map(str::to_owned)
    }

    /// Checks that a file has an extension that its key accepts.
    fn has_ending(
        &mut self,
        path: &Spanned<String>,
        (endings, expected): (&[&str], &'static str),
    ) -> bool {
        let own = path.value.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is_fine = endings.iter().any(|ending| own.eq_ignore_ascii_case(ending));
        if !is_fine {
            let problem = BrandProblem::Ending { path: path.value.clone(), expected };
            self.report(problem, path);
        }
        is_fine
    }

    fn logo(&mut self, keys: &LogoKeys) -> Option<Pictures> {
        if keys.is_none {
            return Some(Pictures { light: None, dark: None });
        }
        let light = keys.light.as_ref().and_then(|path| self.logo_picture(path));
        let dark = keys.dark.as_ref().and_then(|path| self.logo_picture(path));
        (light.is_some() || dark.is_some()).then_some(Pictures { light, dark })
    }

    fn logo_picture(&mut self, written: &Spanned<String>) -> Option<LogoPicture> {
        if !self.has_ending(written, (&PICTURES, "SVG, PNG, JPEG or WebP")) {
            return None;
        }
        let (path, bytes) = self.read(written, LARGEST_LOGO)?;
        let file = BrandFile::new("logo", &path, bytes);
        match looked_at(Arc::clone(&file.bytes), file.media_type) {
            Look::Picture(size, tones) => Some(LogoPicture { file, size, tones }),
            Look::WithoutSize => {
                self.report(BrandProblem::NoSize { path: written.value.clone() }, written);
                None
            }
            Look::Other => {
                let expected = "a picture";
                self.report(
                    BrandProblem::OtherKind { path: written.value.clone(), expected },
                    written,
                );
                None
            }
        }
    }

    fn icon(&mut self, written: &Spanned<String>) -> Option<BrandFile> {
        if !self.has_ending(written, (&ICONS, "SVG, PNG or ICO")) {
            return None;
        }
        let (path, bytes) = self.read(written, LARGEST_ICON)?;
        let is_icon = path.file_name().to_ascii_lowercase().ends_with(".ico");
        let is_fine = if is_icon {
            bytes.starts_with(&[0, 0, 1, 0])
        } else {
            picture::size(std::io::Cursor::new(&bytes[..])).is_some()
        };
        if !is_fine {
            let problem =
                BrandProblem::OtherKind { path: written.value.clone(), expected: "a picture" };
            self.report(problem, written);
            return None;
        }
        Some(BrandFile::new("icon", &path, bytes))
    }

    fn font(&mut self, choice: &FontChoice) -> Option<BrandFont> {
        let files = match choice {
            FontChoice::Families(families) => return Some(BrandFont::Families(families.clone())),
            FontChoice::Files(files) => files,
        };
        let fonts: Vec<_> = files.iter().filter_map(|file| self.font_file(file)).collect();
        (!fonts.is_empty()).then_some(BrandFont::Files(fonts))
    }

    fn font_file(&mut self, written: &Spanned<String>) -> Option<FontFile> {
        let (path, bytes) = self.read(written, LARGEST_FONT)?;
        let Some(ReadFace(face)) = face(Arc::clone(&bytes)) else {
            let problem =
                BrandProblem::OtherKind { path: written.value.clone(), expected: "a font" };
            self.report(problem, written);
            return None;
        };
        Some(FontFile { file: BrandFile::new("font", &path, bytes), face })
    }

    fn cover(&mut self, choice: &CoverChoice) -> Option<CoverArt> {
        let written = match choice {
            CoverChoice::Motif(motif) => return Some(CoverArt::Motif(motif)),
            CoverChoice::Picture(path) => path,
        };
        let (path, bytes) = self.read(written, LARGEST_COVER)?;
        if picture::size(std::io::Cursor::new(&bytes[..])).is_none() {
            let problem =
                BrandProblem::OtherKind { path: written.value.clone(), expected: "a picture" };
            self.report(problem, written);
            return None;
        }
        Some(CoverArt::Picture(BrandFile::new("cover", &path, bytes)))
    }
}

/// The properties of a picture.
#[derive(Clone)]
enum Look {
    Picture(picture::Size, Arc<[u32]>),
    WithoutSize,
    Other,
}

/// Examines a picture, once for each content.
#[comemo::memoize]
fn looked_at(bytes: Arc<[u8]>, media_type: &'static str) -> Look {
    let is_drawing = media_type == "image/svg+xml";
    let is_svg = || std::str::from_utf8(&bytes).is_ok_and(|text| text.contains("<svg"));
    match picture::size(std::io::Cursor::new(&bytes[..])) {
        Some(size) if !is_drawing || is_svg() => {
            Look::Picture(size, super::logo::tones(&bytes, media_type))
        }
        None if is_drawing && is_svg() => Look::WithoutSize,
        Some(_) | None => Look::Other,
    }
}

/// A font that was read.
#[derive(Clone)]
struct ReadFace(Arc<Typeface>);

/// Reads a font, once for each content.
#[comemo::memoize]
fn face(bytes: Arc<[u8]>) -> Option<ReadFace> {
    typeface::read(&bytes).map(|face| ReadFace(Arc::new(face)))
}
