//! Problems of a brand: its files and its colours.

use super::Words;
use crate::diag::Code;

/// A problem of a brand.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum BrandProblem {
    /// A file that does not exist.
    Missing { path: String, nearest: Option<String> },
    /// A folder.
    Folder { path: String },
    /// A file whose content does not match its extension.
    OtherKind { path: String, expected: &'static str },
    /// A file with an unexpected extension.
    Ending { path: String, expected: &'static str },
    /// A picture without a size.
    NoSize { path: String },
    /// A file that is too large.
    Large { path: String, kibibytes: usize, limit: usize },
    /// Two colours of the author's that can hardly be told apart. Contrasts are in hundredths.
    Contrast {
        key: &'static str,
        found: String,
        paper: String,
        contrast: u32,
        wanted: u32,
        better: String,
        reached: u32,
    },
}

impl BrandProblem {
    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::Missing { .. }
            | Self::Folder { .. }
            | Self::OtherKind { .. }
            | Self::Ending { .. }
            | Self::NoSize { .. }
            | Self::Large { .. } => Code::BrandFile,
            Self::Contrast { .. } => Code::BrandContrast,
        }
    }

    /// The message, the label and the help.
    pub(super) fn words(&self) -> Words {
        match self {
            Self::Missing { path, nearest } => {
                Words::new(format!("the file `{path}` does not exist"), "no such file in the site")
                    .guess(nearest.as_ref(), "paths of a brand count from the site's folder")
            }
            Self::Folder { path } => {
                Words::new(format!("`{path}` is a folder"), "expected a file").help("name a file in it")
            }
            Self::OtherKind { path, expected } => {
                Words::new(format!("`{path}` cannot be read as {expected}"), format!("expected {expected}"))
                    .help("save it again, or name another file")
            }
            Self::Ending { path, expected } => Words::new(
                format!("`{path}` has an extension that its key does not accept"),
                format!("expected {expected}"),
            )
            .help("save the picture in one of these formats"),
            Self::NoSize { path } => Words::new(
                format!("the picture `{path}` has no size"),
                "neither a width and a height nor a `viewBox`",
            )
            .help("write `viewBox=\"0 0 WIDTH HEIGHT\"` into its `<svg>`"),
            Self::Large { path, kibibytes, limit } => Words::new(
                format!("`{path}` is too large"),
                format!("it has {kibibytes} KiB, and at most {limit} are allowed here"),
            )
            .help("save it smaller: fonts as WOFF2, drawings without embedded pictures, photos as JPEG or WebP"),
            Self::Contrast { key, found, paper, contrast, wanted, better, reached } => {
                let words = Words::new(
                    format!("`{key}` can hardly be distinguished from `paper`"),
                    format!(
                        "{found} on {paper} has a contrast of {}:1; {} needs {}:1",
                        ratio(*contrast),
                        if *key == "ink" { "text" } else { "an accent" },
                        ratio(*wanted)
                    ),
                );
                words.help(match *key {
                    "ink" => format!("write `{key}: \"{better}\"`, whose contrast is {}:1", ratio(*reached)),
                    _ => format!(
                        "write `{key}: \"{better}\"`, whose contrast is {}:1, and the other one as `accent-2`; text in it has that shade in any case",
                        ratio(*reached)
                    ),
                })
            }
        }
    }
}

/// `4.52` of 452.
fn ratio(hundredths: u32) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
