//! Downloads: each kind has one module here and one `Exporter`, which turns a [`Parcel`] into
//! bytes.
//!
//! A parcel is the complete content of a download: pages of decks as values, and the files that
//! they need. A download cannot contain what its parcel lacks: private notes, hidden slides and
//! files that no page shows.
//!
//! **Invariant:** the bytes are a function of the parcel and of the content of its files: the same
//! on every machine, on every day, with any number of threads.

mod archive;
mod compressed;
mod labs;
mod lost_links;
mod markdown;
mod parcel;
mod pptx;
mod single;
mod text;
mod zip;

pub use self::compressed::Compressions;
pub use self::labs::lab_script;
pub use self::lost_links::lost_links;
pub use self::parcel::Parcel;
pub use self::pptx::{PictureLink, PictureSlide, PictureTarget, Presentation, presentation};

pub use crate::routes::DownloadKind;

use crate::path::ProjectPath;

/// Reads the files of the site that a parcel names.
pub trait FileReader: Sync {
    /// The content of a file.
    fn read(&self, file: &ProjectPath) -> Result<Vec<u8>, String>;
}

/// A file, made.
#[derive(Debug, Default)]
pub struct Exported {
    /// Its content.
    pub bytes: Vec<u8>,
    /// Notes for the author, one line each.
    pub notes: Vec<String>,
}

/// Why a file could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportError {
    /// A file of the site could not be read.
    Read(ProjectPath, String),
    /// The format cannot represent it.
    TooLarge(&'static str),
    /// A browser makes files of this kind, and was not available.
    Unmade(DownloadKind),
}

impl std::fmt::Display for ExportError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Read(file, error) => write!(f, "cannot read {file}: {error}"),
            Self::TooLarge(what) => write!(f, "{what}"),
            Self::Unmade(kind) => {
                write!(f, "`deckyard build` and `deckyard export {}` make it", kind.name())
            }
        }
    }
}

impl std::error::Error for ExportError {}

/// Makes files of one kind.
trait Exporter {
    /// The content of the file.
    fn export(&self, parcel: &Parcel, means: Means<'_>) -> Result<Exported, ExportError>;
}

/// What exporters may use.
#[derive(Copy, Clone)]
pub struct Means<'a> {
    /// Reads files of the site.
    pub files: &'a dyn FileReader,
    /// Content that was compressed before.
    pub compressions: &'a Compressions,
}

/// How many bytes the file of a parcel has.
pub fn size(parcel: &Parcel, means: Means<'_>) -> Option<u64> {
    parcel.known_size().or_else(|| Some(export(parcel, means).ok()?.bytes.len() as u64))
}

/// Makes the file of a parcel.
pub fn export(parcel: &Parcel, means: Means<'_>) -> Result<Exported, ExportError> {
    let exporter: &dyn Exporter = match parcel.kind {
        DownloadKind::Zip => &zip::Zip,
        DownloadKind::Html => &single::Single,
        DownloadKind::Text => &text::TextFile,
        DownloadKind::Markdown => &markdown::Markdown,
        DownloadKind::Labs => &labs::Labs,
        DownloadKind::Pdf => {
            let made = parcel.made.get().ok_or(ExportError::Unmade(parcel.kind))?;
            return Ok(Exported { bytes: made.to_vec(), notes: Vec::new() });
        }
    };
    let exported = exporter.export(parcel, means)?;
    let _ = parcel.size.set(exported.bytes.len() as u64);
    Ok(exported)
}
