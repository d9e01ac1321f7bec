//! What the files of `src/` import from each other, and which types they declare, read from their text.
//!
//! Counted are the `use` lines at the top of a file, outside of its tests. A name that a module
//! only hands on (`pub use`) is an import from the file that declares it. Imports of a module from
//! the files below it are internal and do not count; imports of a file from the module above it do.

use std::collections::{BTreeMap, BTreeSet};

/// The path of a module: `["io", "serve", "body"]`.
type Module = Vec<String>;

/// All files of `src/`, by their modules.
pub(super) struct Imports {
    files: BTreeMap<Module, SourceFile>,
}

struct SourceFile {
    path: String,
    uses: Vec<Vec<String>>,
    types: Vec<String>,
}

impl Imports {
    /// Reads files: their paths from the root of the repository, and their texts.
    pub(super) fn of(sources: &[(String, String)]) -> Self {
        let files = sources.iter().filter_map(|(path, text)| {
            let module = module(path)?;
            let text = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
            Some((module, SourceFile { path: path.clone(), uses: uses(text), types: types(text) }))
        });
        Self { files: files.collect() }
    }

    /// The files that import themselves through others.
    pub(super) fn in_circles(&self) -> Vec<String> {
        let edges: BTreeMap<&Module, BTreeSet<&Module>> =
            self.files.iter().map(|(module, file)| (module, self.imported(module, file))).collect();
        let reaches_itself = |start: &&Module| {
            let mut seen: BTreeSet<&Module> = BTreeSet::new();
            let mut next: Vec<&Module> = edges[*start].iter().copied().collect();
            while let Some(module) = next.pop() {
                if module == *start {
                    return true;
                }
                if seen.insert(module) {
                    next.extend(&edges[module]);
                }
            }
            false
        };
        let circles = edges.keys().copied().filter(|module| reaches_itself(module));
        circles.map(|module| self.files[module].path.clone()).collect()
    }

    /// The names that several types have, each with the files that declare one; and how many types there
    /// are in all.
    pub(super) fn shared_names(&self) -> (BTreeMap<&str, Vec<&str>>, usize) {
        let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for file in self.files.values() {
            for name in &file.types {
                names.entry(name).or_default().push(&file.path);
            }
        }
        let count = names.values().map(Vec::len).sum();
        names.retain(|_, files| files.len() > 1);
        (names, count)
    }

    fn imported(&self, module: &Module, file: &SourceFile) -> BTreeSet<&Module> {
        let targets = file.uses.iter().filter_map(|path| self.target(module, path, 0));
        targets.filter(|target| !target.starts_with(module)).collect()
    }

    /// The module that declares what a path names; `None` for other crates.
    fn target(&self, from: &[String], path: &[String], depth: usize) -> Option<&Module> {
        let (name, parents) = path.split_last()?;
        let mut parent = self.absolute(from, parents)?;
        parent.push(name.clone());
        if let Some((module, _)) = self.files.get_key_value(&parent) {
            return Some(module);
        }
        parent.pop();
        let (module, file) = self.files.get_key_value(&parent)?;
        let handed_on = file.uses.iter().filter(|path| path.last() == Some(name));
        let declared = handed_on.filter_map(|path| {
            // Modules may re-export names to each other in a circle.
            if depth < 8 { self.target(module, path, depth + 1) } else { None }
        });
        Some(declared.fold(module, |_, last| last))
    }

    fn absolute(&self, from: &[String], path: &[String]) -> Option<Module> {
        let mut module = from.to_vec();
        let Some((first, rest)) = path.split_first() else { return Some(module) };
        match first.as_str() {
            "crate" => module.clear(),
            "self" => {}
            "super" => {
                module.pop()?;
            }
            _ => {
                module.push(first.clone());
                self.files.get(&module)?;
            }
        }
        for name in rest {
            match name.as_str() {
                "super" => {
                    module.pop()?;
                }
                _ => module.push(name.clone()),
            }
        }
        Some(module)
    }
}

/// The module of a file; `None` for the program, which is another crate, and for files of tests.
fn module(path: &str) -> Option<Module> {
    let path = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    let mut module: Module = path.split('/').map(str::to_owned).collect();
    match module.last()?.as_str() {
        "main" | "tests" => return None,
        "lib" | "mod" => {
            module.pop();
        }
        _ => {}
    }
    Some(module)
}

/// The paths that the `use` lines of a text import, one by one.
fn uses(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(line) = rest.lines().next() {
        let visible = line.strip_prefix("pub").map_or(line, |after| {
            after
                .strip_prefix('(')
                .and_then(|after| after.split_once(')'))
                .map_or(after, |(_, after)| after)
                .trim_start()
        });
        match visible.strip_prefix("use ") {
            Some(_) => {
                let start = line.len() - visible.len() + "use ".len();
                let end = rest.find(';').unwrap_or(rest.len());
                tree(&rest[start..end.max(start)], &[], &mut found);
                rest = rest.get(end + 1..).unwrap_or_default().trim_start_matches('\n');
            }
            None => rest = rest.get(line.len() + 1..).unwrap_or_default(),
        }
    }
    found
}

/// The paths of a tree like `a::{b, c::{self, d as e}}`, after a prefix.
fn tree(text: &str, prefix: &[String], found: &mut Vec<Vec<String>>) {
    let text = text.trim();
    let (head, inner) = match text.split_once('{') {
        Some((head, inner)) => (head, Some(inner.trim_end().trim_end_matches('}'))),
        None => (text.split(" as ").next().unwrap_or_default(), None),
    };
    let names = head.split("::").map(str::trim).filter(|name| !name.is_empty() && *name != "self");
    // A `self` at the beginning is the module itself.
    let begins = head.starts_with("self::").then(|| "self".to_owned());
    let path: Vec<String> =
        prefix.iter().cloned().chain(begins).chain(names.map(str::to_owned)).collect();
    let Some(inner) = inner else {
        found.push(path);
        return;
    };
    let (mut depth, mut start) = (0, 0);
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                tree(&inner[start..at], &path, found);
                start = at + 1;
            }
            _ => {}
        }
    }
    if !inner[start..].trim().is_empty() {
        tree(&inner[start..], &path, found);
    }
}

/// The names of the types that a text declares, those of functions included.
fn types(text: &str) -> Vec<String> {
    let declared = text.lines().filter_map(|line| {
        let code = line.trim_start();
        let code = code.strip_prefix("pub").map_or(code, |after| {
            after
                .strip_prefix('(')
                .and_then(|after| after.split_once(')'))
                .map_or(after, |(_, after)| after)
                .trim_start()
        });
        let (kind, after) = code.split_once(' ')?;
        let is_type = matches!(kind, "struct" | "enum" | "trait" | "union")
            // An associated type has the name that its trait gives it.
            || kind == "type" && !line.starts_with(' ');
        let name = after.split(|c: char| !(c.is_alphanumeric() || c == '_')).next()?;
        (is_type && name.starts_with(char::is_uppercase)).then(|| name.to_owned())
    });
    declared.collect()
}

#[test]
fn paths_of_use_lines_are_found() {
    let mut found = Vec::new();
    tree("super::{a::{self, B}, C as D, e::*}", &[], &mut found);
    let found: Vec<String> = found.iter().map(|path| path.join("::")).collect();
    assert_eq!(found, ["super::a", "super::a::B", "super::C", "super::e::*"]);
    let text = "//! x\nuse self::a::B;\npub(super) use crate::c::{\n    D,\n    E,\n};\nfn f() {}\nuse f;\n";
    let found: Vec<String> = uses(text).iter().map(|path| path.join("::")).collect();
    assert_eq!(found, ["self::a::B", "crate::c::D", "crate::c::E", "f"]);
}

#[test]
fn circles_and_shared_names_are_found() {
    let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let sources = [
        file("src/a/mod.rs", "mod b;\nmod c;\npub use self::b::B;\nuse self::c::C;\n"),
        file("src/a/b.rs", "use super::C;\npub struct B;\n"),
        file("src/a/c.rs", "use super::B;\npub struct C;\n    type Item = B;\n"),
        file(
            "src/d.rs",
            "use crate::a::B;\nstruct C;\n\n#[cfg(test)]\nmod tests {\n    struct B;\n}\n",
        ),
    ];
    let imports = Imports::of(&sources);
    assert_eq!(imports.in_circles(), ["src/a/b.rs", "src/a/c.rs"]);
    let (shared, count) = imports.shared_names();
    assert_eq!((shared.len(), count), (1, 3));
    assert_eq!(shared["C"], ["src/a/c.rs", "src/d.rs"]);
}
