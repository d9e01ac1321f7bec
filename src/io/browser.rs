//! An installed Chromium, for what needs a browser.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::beneath;

/// The names under which distributions install it.
const NAMES: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// No window, no question, and no host that it could ask anything.
const FLAGS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--window-size=1280,720",
];

/// The named browser, or the first one on the search path.
pub fn find(named: Option<PathBuf>, search_path: Option<std::ffi::OsString>) -> Option<PathBuf> {
    if named.is_some() {
        return named;
    }
    let folders: Vec<_> = std::env::split_paths(&search_path.unwrap_or_default()).collect();
    let candidates = NAMES.iter().flat_map(|name| folders.iter().map(move |f| f.join(name)));
    candidates.into_iter().find(|candidate| beneath::is_file(candidate))
}

/// The document of a page once its scripts have run, as HTML.
///
/// `profile` is a folder for what the browser keeps while it runs.
pub fn document(browser: &Path, page: &Path, profile: &Path) -> Result<String, String> {
    let said = |error: &dyn std::fmt::Display| format!("{}: {error}", browser.display());
    let mut data = std::ffi::OsString::from("--user-data-dir=");
    data.push(profile);
    let output = Command::new(browser)
        .args(FLAGS)
        .arg(data)
        .args(["--virtual-time-budget=60000", "--dump-dom"])
        .arg(page)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .map_err(|error| said(&error))?;
    if !output.status.success() {
        return Err(said(&output.status));
    }
    String::from_utf8(output.stdout).map_err(|error| said(&error))
}

/// Opens an address in the user's preferred browser.
pub fn open(address: &str) -> std::io::Result<()> {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    super::launch::launch(Command::new(program).args(arguments).arg(address))
}
