//! Opens a file at a line in the author's editor.

use std::path::Path;
use std::process::Command;

use super::launch::launch;

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

/// An editor, and its arguments for a location.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    program: String,
    arguments: Vec<String>,
}

impl Editor {
    /// The editor of a command line such as `code` or `my-editor -l {line} {file}`.
    ///
    /// `None` for an unknown one without a placeholder for the file: it may want a terminal, and
    /// this one is taken.
    pub fn of(command: &str) -> Option<Self> {
        let mut words = command.split_whitespace().map(str::to_owned);
        let program = words.next()?;
        let mut arguments: Vec<String> = words.collect();
        if !arguments.iter().any(|argument| argument.contains("{file}")) {
            let stem = Path::new(&program).file_stem()?.to_str()?.to_owned();
            let (_, known) = KNOWN.iter().find(|(name, _)| *name == stem)?;
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
        launch(Command::new(&self.program).args(self.arguments(file, line, column)))
    }
}

#[cfg(test)]
mod tests {
    use super::Editor;
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
    fn other_editors_say_how() {
        assert_eq!(arguments("ed -l {line} {file}").unwrap(), ["-l", "3", "/a b/c.md"]);
        assert_eq!(arguments("vim"), None);
        assert_eq!(arguments(""), None);
    }
}
