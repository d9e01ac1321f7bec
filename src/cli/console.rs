//! The abilities of the terminal window in which a person reads messages.

/// Whether a terminal understands escape sequences, such as those of colours. On the classic
/// console of Windows, this has to be enabled; versions before Windows 10 show them as characters.
#[cfg(windows)]
pub(super) fn takes_escapes() -> bool {
    anstyle_query::windows::enable_ansi_colors().unwrap_or(false)
}

/// Whether a terminal understands escape sequences, such as those of colours.
#[cfg(not(windows))]
pub(super) fn takes_escapes() -> bool {
    true
}
