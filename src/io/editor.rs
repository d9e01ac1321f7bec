//! Opens a file at a line in the author's editor.

use std::path::Path;
use std::process::Command;

use super::launch::launch;
use super::programs::{ProgramPlaces, environment, known_name};

/// Editors with a window of their own, and the arguments for a location.
const KNOWN: [(&str, &[&str]); 12] = [
    ("code", &["--goto", "{file}:{line}:{column}"]),
    ("code-insiders", &["--goto", "{file}:{line}:{column}"]),
    ("codium", &["--goto", "{file}:{line}:{column}"]),
    ("cursor", &["--goto", "{file}:{line}:{column}"]),
    ("emacsclient", &["--no-wait", "+{line}:{column}", "{file}"]),
    ("gedit", &["{file}", "+{line}:{column}"]),
    ("gvim", &["+call cursor({line},{column})", "{file}"]),
    ("idea", &["--line", "{line}", "--column", "{column}", "{file}"]),
    ("kate", &["--line", "{line}", "--column", "{column}", "{file}"]),
    ("mate", &["--line", "{line}:{column}", "{file}"]),
    ("subl", &["{file}:{line}:{column}"]),
    ("zed", &["{file}:{line}:{column}"]),
];

/// Where installers put editors that are not on the search path: on macOS in an application, on Windows in folders
/// that are added to it only if the user asks for that.
const INSTALLED: [(&str, &[&str]); 11] = [
    (
        "code",
        &[
            "/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code",
            "~/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code",
            "%LocalAppData%/Programs/Microsoft VS Code/bin/code.cmd",
            "%ProgramFiles%/Microsoft VS Code/bin/code.cmd",
        ],
    ),
    (
        "code-insiders",
        &[
            "/Applications/Visual Studio Code - Insiders.app/Contents/Resources/app/bin/code",
            "%LocalAppData%/Programs/Microsoft VS Code Insiders/bin/code-insiders.cmd",
        ],
    ),
    (
        "codium",
        &[
            "/Applications/VSCodium.app/Contents/Resources/app/bin/codium",
            "%LocalAppData%/Programs/VSCodium/bin/codium.cmd",
            "%ProgramFiles%/VSCodium/bin/codium.cmd",
        ],
    ),
    (
        "cursor",
        &[
            "/Applications/Cursor.app/Contents/Resources/app/bin/cursor",
            "%LocalAppData%/Programs/cursor/resources/app/bin/cursor.cmd",
        ],
    ),
    ("emacsclient", &["/Applications/Emacs.app/Contents/MacOS/bin/emacsclient"]),
    ("gvim", &["/Applications/MacVim.app/Contents/bin/gvim"]),
    ("idea", &["/Applications/IntelliJ IDEA.app/Contents/MacOS/idea"]),
    ("kate", &["/Applications/kate.app/Contents/MacOS/kate", "%ProgramFiles%/Kate/bin/kate.exe"]),
    ("mate", &["/Applications/TextMate.app/Contents/MacOS/mate"]),
    (
        "subl",
        &[
            "/Applications/Sublime Text.app/Contents/SharedSupport/bin/subl",
            "%ProgramFiles%/Sublime Text/subl.exe",
        ],
    ),
    (
        "zed",
        &["/Applications/Zed.app/Contents/MacOS/cli", "%LocalAppData%/Programs/Zed/bin/zed.exe"],
    ),
];

/// An editor, and its arguments for a location.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    program: String,
    arguments: Vec<String>,
}

impl Editor {
    /// The editor of a command line such as `code` or `my-editor -l {line} {file}`.
    ///
    /// `None` for an unknown one without a placeholder for the file: it may need a terminal, and
    /// this one is in use.
    pub fn of(command: &str) -> Option<Self> {
        let mut words = words(command).into_iter();
        let program = words.next()?;
        let mut arguments: Vec<String> = words.collect();
        if !arguments.iter().any(|argument| argument.contains("{file}")) {
            let known = known_name(&program)?;
            let (_, known) = KNOWN.iter().find(|(name, _)| *name == known)?;
            arguments.retain(|argument| argument != "--wait" && argument != "-w");
            arguments.extend(known.iter().map(|&argument| argument.to_owned()));
        }
        Some(Self { program, arguments })
    }

    /// The arguments for a location.
    fn arguments(&self, file: &Path, line: usize, column: usize) -> Vec<String> {
        let file = file.display().to_string();
        let fill = |argument: &String| {
            argument
                .replace("{line}", &line.to_string())
                .replace("{column}", &column.to_string())
                .replace("{file}", &file)
        };
        self.arguments.iter().map(fill).collect()
    }

    /// Starts the editor and does not wait for it.
    pub fn open(&self, file: &Path, line: usize, column: usize) -> std::io::Result<()> {
        let places = ProgramPlaces::new(&environment, cfg!(windows));
        let program = self.found(&places);
        let program = program.as_deref().unwrap_or(Path::new(&self.program));
        launch(Command::new(program).args(self.arguments(file, line, column)))
    }

    /// The program of an editor that is not named by its path: Windows itself finds no `.cmd`.
    fn found(&self, places: &ProgramPlaces) -> Option<std::path::PathBuf> {
        if self.program.contains(['/', std::path::MAIN_SEPARATOR]) {
            return None;
        }
        let known = known_name(&self.program);
        let installed = || {
            let (_, paths) = INSTALLED.iter().find(|(name, _)| Some(*name) == known.as_deref())?;
            places.installed(paths)
        };
        places.named(&self.program).or_else(installed)
    }
}

/// The words of a command line; quotes keep spaces, as in `"C:\Program Files\Kate\bin\kate.exe"
/// -n`.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in command.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            None if matches!(c, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c.is_whitespace() => words.extend(word.take()),
            Some(_) | None => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::{Editor, INSTALLED, KNOWN};
    use std::path::Path;

    fn arguments(command: &str) -> Option<Vec<String>> {
        Some(Editor::of(command)?.arguments(Path::new("/a b/c.md"), 3, 7))
    }

    #[test]
    fn known_editors_go_to_the_place() {
        assert_eq!(arguments("code --wait").unwrap(), ["--goto", "/a b/c.md:3:7"]);
        assert_eq!(arguments("/usr/bin/subl -n").unwrap(), ["-n", "/a b/c.md:3:7"]);
    }

    #[test]
    fn paths_with_blanks_are_quoted() {
        let line = r#""C:\Program Files\Microsoft VS Code\bin\code.cmd" --wait"#;
        assert_eq!(arguments(line).unwrap(), ["--goto", "/a b/c.md:3:7"]);
        assert_eq!(arguments("ed '-l {line}' {file}").unwrap(), ["-l 3", "/a b/c.md"]);
        assert_eq!(arguments("Code.exe").unwrap(), ["--goto", "/a b/c.md:3:7"]);
        assert_eq!(arguments("''"), None);
    }

    #[test]
    fn each_place_belongs_to_a_known_editor() {
        for (name, paths) in INSTALLED {
            assert!(KNOWN.iter().any(|(known, _)| *known == name), "{name}");
            assert!(!paths.is_empty() && paths.iter().all(|path| !path.contains('\\')), "{name}");
        }
    }

    #[test]
    fn other_editors_say_how() {
        assert_eq!(arguments("ed -l {line} {file}").unwrap(), ["-l", "3", "/a b/c.md"]);
        assert_eq!(arguments("vim"), None);
        assert_eq!(arguments(""), None);
    }
}
