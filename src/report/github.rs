//! Annotations that GitHub shows beside the changed lines of a pull request.
//!
//! The format is that of GitHub's “workflow commands for logging messages”. GitHub ignores columns
//! of a range over several lines, so they are left out there.

use super::{Located, in_repository};

pub(super) fn write(view: &Located<'_>, prefix: &str) -> String {
    let file = view.file().map(|file| property(&in_repository(prefix, file)));
    if let Some(more) = view.more() {
        let place = file.map(|file| format!("file={file},")).unwrap_or_default();
        let (severity, code) = (view.severity().as_str(), view.code());
        return format!("::{severity} {place}title={code}::{}\n", data(&more));
    }
    let place = view.place.as_ref().map(|place| {
        let (start, end, file) = (place.start, place.end, file.unwrap_or_default());
        if start.line == end.line {
            let columns = format!("col={},endColumn={}", start.column, end.column);
            format!(" file={file},line={},endLine={},{columns}", start.line, end.line)
        } else {
            format!(" file={file},line={},endLine={}", start.line, end.line)
        }
    });
    let place = place.map_or_else(|| " ".to_owned(), |place| place + ",");
    let help = view.words.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    let text = data(&format!("{}{help}", view.words.message));
    format!("::{}{place}title={}::{text}\n", view.severity().as_str(), view.code())
}

/// Escapes a message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property, which a colon or comma would end.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
