//! Problems of lists: empty entries, and lists of other programs.

use super::{Problem, Words, counted};
use crate::diag::Code;

/// A problem of a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum ListProblem {
    EmptyEntry { list: String },
    ForeignList { found: Box<Problem>, lost: LostEntries },
    UnreadList { path: String, events: usize, title: String },
    AbsentChapter { path: String },
}

impl ListProblem {
    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::EmptyEntry { .. } => Code::WrongType,
            Self::ForeignList { .. } => Code::ForeignList,
            Self::UnreadList { .. } => Code::UnreadList,
            Self::AbsentChapter { .. } => Code::AbsentChapter,
        }
    }

    /// The message, the label and the help.
    pub(super) fn words(&self) -> Words {
        match self {
            Self::EmptyEntry { list } => {
                let what = match list.as_str() {
                    "content" | "chapters" => "a chapter's path",
                    "workshops" => "an event",
                    _ => "a value",
                };
                let words = Words::new(
                    format!("an entry of `{list}` is empty"),
                    format!("expected {what} after the dash, found nothing"),
                );
                words.help(format!("write {what} after the dash, or delete the line"))
            }
            Self::ForeignList { found, lost } => {
                let mut words = found.words();
                words.label.push_str(lost.words());
                words
            }
            Self::UnreadList { path, events, title } => {
                let what = counted(*events, "event");
                let message = format!("{what} of `{path}` cannot be found in `workshops.yml`");
                let label = format!("the first one is “{title}”");
                let help = format!(
                    "add them to `workshops.yml`, or remove its key `workshops`: then `{path}` lists the events"
                );
                Words::new(message, label).help(help)
            }
            Self::AbsentChapter { path } => Words::new(
                match path.as_str() {
                    "" => "an entry of `content` is empty in the revision".to_owned(),
                    path => format!("the chapter `{path}` does not exist in the revision"),
                },
                "a slide “Invalid content” is shown in its place",
            )
            .help("as requested by `missing: warn` of the event"),
        }
    }
}

/// What is lost because of an error in another program's list.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum LostEntries {
    /// Nothing that this program uses.
    Nothing,
    /// The value with the error.
    Value,
    /// The whole event.
    Event,
    /// All events.
    List,
}

impl LostEntries {
    fn words(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Value => "; the value is left out",
            Self::Event => "; the event is left out",
            Self::List => "; no event of the file is listed",
        }
    }
}
