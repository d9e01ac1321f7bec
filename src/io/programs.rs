//! Finds programs of the user: editors and browsers.
//!
//! In the folders of `PATH`, under each ending that Windows starts (`code` is `code.cmd` there),
//! and in the folders that installers use without adding them to `PATH`. Folders that are not
//! absolute are skipped: they would mean a program in the current folder, which can be the site.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::beneath;

/// The extensions that Windows starts if `PATHEXT` is not set.
const USUAL_ENDINGS: &str = ".COM;.EXE;.BAT;.CMD";

/// Where programs are looked for.
#[derive(Clone, Debug, Default)]
pub(super) struct ProgramPlaces {
    /// The folders of `PATH`.
    folders: Vec<PathBuf>,
    /// The suffixes of a name: nothing, or the extensions of `PATHEXT`.
    endings: Vec<String>,
    /// Folders of installed programs, by their placeholders in the tables: `%ProgramFiles%`, `~`.
    roots: Vec<(&'static str, PathBuf)>,
}

/// Placeholders for folders in the tables, and the variables that name these.
const ROOTS: [(&str, &str); 5] = [
    ("%ProgramFiles%", "ProgramFiles"),
    ("%ProgramFiles(x86)%", "ProgramFiles(x86)"),
    ("%LocalAppData%", "LocalAppData"),
    ("%SystemRoot%", "SystemRoot"),
    ("~", "HOME"),
];

impl ProgramPlaces {
    /// The folders for an environment, on Windows or other systems.
    pub(super) fn new(variable: &dyn Fn(&str) -> Option<OsString>, is_windows: bool) -> Self {
        let path = variable("PATH").unwrap_or_default();
        let folders = std::env::split_paths(&path).filter(|folder| folder.is_absolute()).collect();
        let endings = if is_windows {
            let list = variable("PATHEXT").and_then(|list| list.into_string().ok());
            let list = list.filter(|list| !list.is_empty()).unwrap_or_else(|| USUAL_ENDINGS.into());
            let endings = list.split(';').filter(|ending| ending.starts_with('.'));
            endings.map(str::to_ascii_lowercase).collect()
        } else {
            vec![String::new()]
        };
        let root = |&(name, from): &(&'static str, &str)| {
            Some((name, variable(from).map(PathBuf::from).filter(|path| path.is_absolute())?))
        };
        Self { folders, endings, roots: ROOTS.iter().filter_map(root).collect() }
    }

    /// The program of a name without folders.
    pub(super) fn named(&self, name: &str) -> Option<PathBuf> {
        self.named_by(name, &beneath::is_file)
    }

    fn named_by(&self, name: &str, is_file: &dyn Fn(&Path) -> bool) -> Option<PathBuf> {
        let has_ending = |ending: &&String| name.to_ascii_lowercase().ends_with(ending.as_str());
        let whole = self.endings.iter().any(|ending| ending.is_empty() || has_ending(&ending));
        let names: Vec<String> = whole
            .then(|| name.to_owned())
            .into_iter()
            .chain(self.endings.iter().map(|ending| format!("{name}{ending}")))
            .collect();
        let candidates =
            self.folders.iter().flat_map(|folder| names.iter().map(|name| folder.join(name)));
        candidates.into_iter().find(|path| is_file(path))
    }

    /// The first of these files that exists. A path may begin with `~` or with a variable of Windows.
    pub(super) fn installed(&self, paths: &[&str]) -> Option<PathBuf> {
        self.installed_by(paths, &beneath::is_file)
    }

    fn installed_by(&self, paths: &[&str], is_file: &dyn Fn(&Path) -> bool) -> Option<PathBuf> {
        let candidates = paths.iter().filter_map(|path| {
            let (start, rest) = path.split_once('/')?;
            if start.is_empty() {
                return Some(PathBuf::from(path));
            }
            let (_, root) = self.roots.iter().find(|(name, _)| *name == start)?;
            Some(rest.split('/').fold(root.clone(), |path, name| path.join(name)))
        });
        candidates.into_iter().find(|path| is_file(path))
    }
}

/// The name of a program, without folders, extensions, and differences of case.
pub(super) fn known_name(program: &str) -> Option<String> {
    // Both separators: a command line may come from another system's settings.
    let name = program.rsplit(['/', '\\']).next()?.to_ascii_lowercase();
    let endings = [".exe", ".cmd", ".bat", ".com"];
    let stem = endings.iter().find_map(|ending| name.strip_suffix(ending));
    Some(stem.unwrap_or(&name).to_owned()).filter(|name| !name.is_empty())
}

/// The variables of this process.
pub(super) fn environment(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| value != OsStr::new(""))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;
    use std::path::{Path, PathBuf};

    use super::{ProgramPlaces, known_name};

    /// An absolute folder of this system.
    fn folder(name: &str) -> PathBuf {
        if cfg!(windows) {
            PathBuf::from(format!("C:\\{name}"))
        } else {
            PathBuf::from(format!("/{name}"))
        }
    }

    fn places(is_windows: bool, pathext: &str) -> ProgramPlaces {
        let path =
            std::env::join_paths([PathBuf::from("here"), folder("one"), folder("two")]).unwrap();
        let variable = |name: &str| match name {
            "PATH" => Some(path.clone()),
            "PATHEXT" => Some(pathext.into()),
            "HOME" => Some(folder("home").into()),
            "LocalAppData" => Some(folder("local").into()),
            _ => None::<OsString>,
        };
        ProgramPlaces::new(&variable, is_windows)
    }

    fn found(places: &ProgramPlaces, name: &str, files: &[PathBuf]) -> Option<PathBuf> {
        places.named_by(name, &|path: &Path| files.iter().any(|file| file == path))
    }

    #[test]
    fn windows_finds_programs_by_their_endings() {
        let files = [folder("two").join("code.cmd"), folder("two").join("code")];
        let places_of = |pathext| places(true, pathext);
        assert_eq!(found(&places_of(""), "code", &files).as_ref(), Some(&files[0]));
        assert_eq!(found(&places_of(".EXE;.CMD"), "code.cmd", &files).as_ref(), Some(&files[0]));
        assert_eq!(found(&places_of(".EXE"), "code", &files), None);
        assert_eq!(found(&places(false, ""), "code", &files).as_ref(), Some(&files[1]));
    }

    #[test]
    fn a_program_in_the_current_folder_is_not_found() {
        assert_eq!(found(&places(false, ""), "code", &[PathBuf::from("here").join("code")]), None);
    }

    #[test]
    fn installed_programs_are_found_beside_the_search_path() {
        let file = folder("local").join("Programs").join("x.exe");
        let is_file = |path: &Path| path == file;
        let paths = ["%ProgramFiles%/x.exe", "%LocalAppData%/Programs/x.exe"];
        assert_eq!(places(true, "").installed_by(&paths, &is_file).as_ref(), Some(&file));
        let app = folder("home").join("Applications").join("X.app");
        let is_app = |path: &Path| path == app;
        let paths = ["/Applications/X.app", "~/Applications/X.app"];
        assert_eq!(places(false, "").installed_by(&paths, &is_app).as_ref(), Some(&app));
    }

    #[test]
    fn programs_are_known_without_folders_and_endings() {
        for (program, name) in [
            ("code", "code"),
            ("Code.exe", "code"),
            (r"C:\Program Files\Microsoft VS Code\bin\code.cmd", "code"),
            ("/usr/bin/subl", "subl"),
        ] {
            assert_eq!(known_name(program).as_deref(), Some(name));
        }
        assert_eq!(known_name(""), None);
    }
}
