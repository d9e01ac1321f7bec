//! All problems as data, and their messages: these are in the modules below, one for each family of
//! problems, and in `git` beside this one.
//!
//! A message says what was found; the label under the caret, what is there or was expected; the
//! help, what to do next. Each family is an enumeration whose `code` and `words` match every
//! variant, so a problem without a code or a message does not compile.

mod addresses;
mod brand;
mod code_blocks;
mod content;
mod events;
mod external;
mod files;
mod foreign;
mod hiding;
mod language;
mod legibility;
mod levels;
mod lists;
mod manifest;
mod misreading;
mod near_files;
mod output;
mod printing;
mod removed;
mod sizes;
mod slide_sets;
mod structure;
mod templates;
mod times;
mod values;

pub use self::addresses::{AddressFault, AddressProblem};
pub use self::brand::BrandProblem;
pub use self::code_blocks::{CodeBlockProblem, CodeLimit};
pub use self::content::{ContentProblem, InPlaceOfPicture};
pub use self::events::{EventProblem, Misfit};
pub use self::external::{ExternalLinkProblem, UncheckedCure};
pub use self::files::{FileProblem, PathGuess};
pub use self::foreign::ForeignSyntax;
pub use self::hiding::{Exposure, Hider, HidingProblem};
pub use self::language::LanguageProblem;
pub use self::legibility::{Illegible, LegibilityProblem};
pub use self::levels::{AllowFault, LevelProblem};
pub use self::lists::{ListProblem, LostEntries};
pub use self::manifest::ManifestProblem;
pub use self::misreading::{FrontMatterPlace, MisreadingProblem, NearDirective};
pub use self::near_files::{CssFault, NearFileProblem};
pub use self::output::{ClashCure, OutputProblem, Skipped, Unportable};
pub use self::printing::{PrintingCure, PrintingProblem};
pub use self::removed::RemovedPageProblem;
pub use self::sizes::SizeProblem;
pub use self::slide_sets::SlideSetProblem;
pub use self::structure::StructureProblem;
pub use self::templates::{MissingPart, SlotFault, TemplateProblem};
pub use self::times::{TimeProblem, ZoneFault};
pub use self::values::ValueProblem;

use super::Code;
use super::rest::UnlistedRest;
use crate::span::{LARGEST_TEXT, Span};

/// Declares [`Problem`] as the sum of its families.
macro_rules! families {
    ($($(#[$doc:meta])* $family:ident($problem:ident),)*) => {
        /// A problem, by family.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum Problem {
            $($(#[$doc])* $family($problem),)*
            /// More problems of one code in one file than are listed.
            More(UnlistedRest),
        }

        $(
            impl From<$problem> for Problem {
                fn from(problem: $problem) -> Self {
                    Self::$family(problem)
                }
            }
        )*

        impl Problem {
            /// The code under which it is reported.
            pub fn code(&self) -> Code {
                match self {
                    $(Self::$family(problem) => problem.code(),)*
                    Self::More(rest) => rest.code(),
                }
            }

            /// The words of the report.
            pub fn words(&self) -> Words {
                match self {
                    $(Self::$family(problem) => problem.words(),)*
                    Self::More(rest) => {
                        let (count, code) = (grouped(rest.count()), rest.code().name());
                        Words::new(format!("{count} more `{code}` in this file"), "")
                    }
                }
            }
        }
    };
}

families! {
    /// In a manifest: its keys and values.
    Manifest(ManifestProblem),
    /// A file that is missing or cannot be read.
    File(FileProblem),
    /// An exceeded size limit.
    Size(SizeProblem),
    /// In the structure of slides.
    Structure(StructureProblem),
    /// Something that should be hidden but would be published.
    Hiding(HidingProblem),
    /// In a code block or a diagram.
    CodeBlock(CodeBlockProblem),
    /// In the content of a slide.
    Content(ContentProblem),
    /// Text that an audience could not read.
    Legibility(LegibilityProblem),
    /// In an address: a link, a picture.
    Address(AddressProblem),
    /// In an entry of `workshops.yml`.
    Event(EventProblem),
    /// In a brand: its files and its colours.
    Brand(BrandProblem),
    /// In a date, an hour or a time zone.
    Time(TimeProblem),
    /// In the slide set of an event.
    SlideSet(SlideSetProblem),
    /// In the output files.
    Output(OutputProblem),
    /// In a list, or in the list of another program.
    List(ListProblem),
    /// In levels, in a comment that allows something, or in a baseline.
    Level(LevelProblem),
    /// A problem with the browser that prints slides.
    Printing(PrintingProblem),
    /// A page that an earlier output had.
    Removed(RemovedPageProblem),
    /// In a link to another site.
    ExternalLink(ExternalLinkProblem),
    /// In a value that has another meaning than it seems, or none.
    Value(ValueProblem),
    /// In the name of a file, or in a style sheet.
    NearFile(NearFileProblem),
    /// In a template or a slot.
    Template(TemplateProblem),
    /// In a text that is not read the way its author meant it.
    Misreading(MisreadingProblem),
    /// In a language file.
    Language(LanguageProblem),
}

/// The words that describe a problem.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Words {
    /// One line without a full stop.
    pub message: String,
    /// The text under the caret; may be empty.
    pub label: String,
    /// A suggested fix.
    pub help: Option<String>,
}

impl Words {
    fn new(message: impl Into<String>, label: impl Into<String>) -> Self {
        Self { message: message.into(), label: label.into(), help: None }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn guess(mut self, nearest: Option<&String>, otherwise: &str) -> Self {
        self.help = match nearest {
            Some(nearest) => Some(format!("did you mean `{nearest}`?")),
            None if otherwise.is_empty() => None,
            None => Some(otherwise.to_owned()),
        };
        self
    }
}

impl Problem {
    /// A related location, and its description.
    pub fn related(&self) -> Option<(&'static str, &Span)> {
        let first = match self {
            Self::Content(ContentProblem::DuplicateSection { first, .. })
            | Self::Misreading(MisreadingProblem::DuplicateChapter { first, .. })
            | Self::Event(
                EventProblem::DuplicateSlug { first, .. } | EventProblem::SharedSlug { first, .. },
            ) => first,
            Self::Content(ContentProblem::DuplicateName { first, .. }) => first.as_ref()?,
            Self::List(ListProblem::ForeignList { found, .. }) => return found.related(),
            _ => return None,
        };
        Some(("the first one is at", first))
    }
}

impl SizeProblem {
    /// A text with this many bytes, which exceeds the limit.
    pub fn too_large(path: String, bytes: u64) -> Self {
        Self::LargeFile { path, mebibytes: bytes.div_ceil(1 << 20), limit: LARGEST_TEXT >> 20 }
    }
}

fn listed(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// `12,345`.
pub fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 slide`, `2 slides`, `12,345 slides`.
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{} {noun}s", grouped(count)) }
}
