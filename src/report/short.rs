//! One line per diagnostic, in the format of compilers: editors can jump there.

use super::Located;

pub(super) fn write(view: &Located<'_>) -> String {
    if let Some(more) = view.more() {
        return more + "\n";
    }
    let place = view.place.as_ref().map(|place| place.position() + ": ").unwrap_or_default();
    let help = view.words.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    format!("{place}{}[{}] {}{help}\n", view.severity().as_str(), view.code(), view.words.message)
}
