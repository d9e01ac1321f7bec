//! An installed Chromium, for commands that need a browser.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::programs::{ProgramPlaces, environment};

/// Its names on the search path, in distributions and installers. Edge is one, too.
const NAMES: [&str; 8] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
];

/// Its usual folders on Windows and macOS, which are not on the search path.
const INSTALLED: [&str; 13] = [
    "%ProgramFiles%/Google/Chrome/Application/chrome.exe",
    "%ProgramFiles(x86)%/Google/Chrome/Application/chrome.exe",
    "%LocalAppData%/Google/Chrome/Application/chrome.exe",
    "%LocalAppData%/Chromium/Application/chrome.exe",
    "%ProgramFiles(x86)%/Microsoft/Edge/Application/msedge.exe",
    "%ProgramFiles%/Microsoft/Edge/Application/msedge.exe",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "~/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "~/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Brave Browser.app/Contents/MacOS/Brave Browser",
];

/// No window, no dialogs, and no access to hosts.
pub(super) const FLAGS: [&str; 10] = [
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

/// The named browser, or the first one on the search path, or in the usual folders.
pub fn find(named: Option<PathBuf>) -> Option<PathBuf> {
    if named.is_some() {
        return named;
    }
    let places = ProgramPlaces::new(&environment, cfg!(windows));
    NAMES.iter().find_map(|name| places.named(name)).or_else(|| places.installed(&INSTALLED))
}

/// A browser that is named without a folder, on the search path.
pub fn on_path(name: &Path) -> Option<PathBuf> {
    ProgramPlaces::new(&environment, cfg!(windows)).named(name.to_str()?)
}

/// The document of a page once its scripts have run, as HTML.
///
/// `profile` is a folder for the browser's data while it runs.
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
        // A shell would interpret an `&` in the address.
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else {
        ("xdg-open", &[])
    };
    super::launch::launch(Command::new(program).args(arguments).arg(address))
}
