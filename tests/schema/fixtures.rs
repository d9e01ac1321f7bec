//! All manifests and lists of events of the repository: what the reader accepts, the schema accepts.
//!
//! `SITES=a:b cargo test --test schema` tries those of further sites.

use std::fs;
use std::path::Path;

use crate::cases::SuiteFile;
use crate::reader::FileKind;

/// The kind of a file, by its path in a site.
fn kind_of(path: &str) -> Option<FileKind> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let is_yaml = name.rsplit_once('.').is_some_and(|(_, kind)| kind == "yml");
    let is_overlay = folder.starts_with("events/") && folder.matches('/').count() == 1;
    match folder {
        "" if name == "workshops.yml" => Some(FileKind::Workshops),
        "slides" if name == "index.yaml" => Some(FileKind::Workshops),
        "slides" if is_yaml => Some(FileKind::Manifest),
        _ if is_yaml && is_overlay => Some(FileKind::Manifest),
        _ => None,
    }
}

/// The files of a site.
fn site(root: &Path) -> Vec<(FileKind, String, String)> {
    let mut folders = vec![root.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            let inner = path.strip_prefix(root).expect("below the site").to_owned();
            let inner = inner.to_string_lossy().replace('\\', "/");
            let is_content = ["slides", "events"].iter().any(|name| inner.starts_with(name));
            if path.is_dir() && !path.is_symlink() && is_content {
                folders.push(path);
            } else if let Some(kind) = kind_of(&inner)
                && let Ok(text) = fs::read_to_string(&path)
            {
                found.push((kind, path.display().to_string(), text));
            }
        }
    }
    found
}

/// The files of the cases of the suite.
fn suite(root: &Path) -> Vec<(FileKind, String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root.join("tests/suite")).expect("the suite") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("a file of the suite");
        for case in SuiteFile::read(&text).cases {
            for block in case.blocks().filter(|block| block.kind == "yaml") {
                let name = block.path.as_deref().unwrap_or("slides/deck.yml");
                if let Some(kind) = kind_of(name) {
                    let place = format!("{}:{} {name}", path.display(), case.line);
                    found.push((kind, place, block.body.clone()));
                }
            }
        }
    }
    found
}

#[test]
fn what_the_reader_accepts_the_schema_accepts() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = site(root);
    for entry in fs::read_dir(root.join("tests/sites")).expect("the sites of tests") {
        files.extend(site(&entry.expect("an entry").path()));
    }
    files.extend(suite(root));
    let further = std::env::var("SITES").unwrap_or_default();
    for folder in further.split(':').filter(|folder| !folder.is_empty()) {
        let found = site(Path::new(folder));
        assert!(!found.is_empty(), "{folder} is no site");
        files.extend(found);
    }
    let mut wrong = Vec::new();
    let (mut n_accepted, mut n_refused) = (0, 0);
    for (kind, place, text) in files {
        let Some(violations) = kind.violations(&text) else { continue };
        if kind.errors(&text).is_empty() {
            n_accepted += 1;
            wrong.extend(violations.iter().map(|violation| format!("{place}: {violation}")));
        } else {
            n_refused += 1;
        }
    }
    println!("{n_accepted} accepted by both, {n_refused} refused by the reader");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(n_accepted > 200, "{n_accepted} files are accepted");
}
