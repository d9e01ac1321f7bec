//! Annotations that GitHub shows beside the changed lines of a pull request.
//!
//! The format is that of GitHub's “workflow commands for logging messages”.

use super::Located;

pub(super) fn write(view: &Located<'_>) -> String {
    if let Some(more) = view.more() {
        let file = view.diagnostic.span.as_ref().map(|span| property(span.file.as_str()));
        let place = file.map(|file| format!("file={file},")).unwrap_or_default();
        let (severity, code) = (view.severity().as_str(), view.code());
        return format!("::{severity} {place}title={code}::{}\n", data(&more));
    }
    let place = view.place.as_ref().map(|place| {
        format!(
            " file={},line={},col={},endLine={},endColumn={}",
            property(&place.file),
            place.start.line,
            place.start.column,
            place.end.line,
            place.end.column,
        )
    });
    let place = place.map_or_else(|| " ".to_owned(), |place| place + ",");
    let help = view.words.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    let text = data(&format!("{}{help}", view.words.message));
    format!("::{}{place}title={}::{text}\n", view.severity().as_str(), view.code())
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
