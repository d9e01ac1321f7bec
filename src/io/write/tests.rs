//! Tests of internals: plans, recovery, the lock, and messages.

#![expect(clippy::disallowed_methods, reason = "the tests look at what was written")]

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;

use super::lock::Lock;
use super::place::OutputPlace;
use super::plan::WritePlan;
use super::{Action, Content, MARKER, MARKER_TEXT, Tree, WriteError, swap, write};

fn tree(files: &[(&str, &str)]) -> Tree {
    let content = |text: &str| Content::Bytes(Arc::from(text.as_bytes()));
    files.iter().map(|(path, text)| ((*path).to_owned(), content(text))).collect()
}

/// Makes an output that contains one file, and returns its path.
fn output(text: &str) -> (TempDir, OutputPlace) {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("public");
    write(&out, &tree(&[("a.html", text)]), &[]).unwrap();
    let place = OutputPlace::resolve(&out, &[]).unwrap();
    (folder, place)
}

/// Makes a folder that contains one file.
fn folder_with(path: &Path, name: &str, text: &str) {
    fs::create_dir_all(path).unwrap();
    fs::write(path.join(name), text).unwrap();
}

fn names(folder: &Path) -> Vec<String> {
    let name = |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(name).collect();
    names.sort();
    names
}

fn plan_error(files: &[(&str, &str)]) -> String {
    let tree = tree(files);
    let marker = Content::Bytes(Arc::from(MARKER_TEXT.as_bytes()));
    WritePlan::new(&tree, &marker).err().map(|error| error.to_string()).unwrap_or_default()
}

#[test]
fn paths_that_leave_the_output_are_refused() {
    for path in ["", "/a", "a/", "a//b", ".", "..", "a/../b", "./a", "a\0b"] {
        assert!(plan_error(&[(path, "")]).contains("cannot be a file of the output"), "{path:?}");
    }
    for path in ["a", "a/b.html", "a b", ".nojekyll", "é/ü"] {
        assert_eq!(plan_error(&[(path, "")]), "", "{path:?}");
    }
    // Windows has no such names: a device, a stream, and one that loses its end.
    for path in ["...", "a/aux.svg", "a:b", "what?", "a\\b"] {
        assert_eq!(plan_error(&[(path, "")]).is_empty(), cfg!(not(windows)), "{path:?}");
    }
}

#[test]
fn the_marker_is_nobody_elses() {
    assert!(plan_error(&[(MARKER, "")]).contains("marks an output"));
    assert!(plan_error(&[(".deckyard-output/a", "")]).contains("marks an output"));
    assert_eq!(plan_error(&[("a/.deckyard-output", "")]), "");
}

#[test]
fn file_and_folder_of_one_name_collide() {
    // Between `a` and `a/b`, paths like `a-b` and `a.b` come in order.
    let message = plan_error(&[("a", ""), ("a-b", ""), ("a.b", ""), ("a/b/c", "")]);
    assert_eq!(message, "`a` and `a/b/c` cannot both be files of the output: rename one of them");
}

#[test]
fn folders_are_listed_once_and_parents_first() {
    let tree = tree(&[("a/b/c", ""), ("a/b/d", ""), ("a-b/c", ""), ("e", "")]);
    let marker = Content::Bytes(Arc::from(MARKER_TEXT.as_bytes()));
    let plan = WritePlan::new(&tree, &marker).unwrap();
    assert_eq!(plan.folders.into_iter().collect::<Vec<_>>(), ["a", "a-b", "a/b"]);
    assert_eq!(plan.items[0].path, MARKER);
}

#[test]
fn twins_are_found_where_case_does_not_count() {
    let tree = tree(&[("Images/a.png", ""), ("images/a.png", ""), ("b", "")]);
    let marker = Content::Bytes(Arc::from(MARKER_TEXT.as_bytes()));
    let plan = WritePlan::new(&tree, &marker).unwrap();
    assert_eq!(plan.twin("images/a.png"), Some("Images/a.png"));
    assert_eq!(plan.twin("b"), None);
}

#[test]
fn swap_by_renames_replaces_the_output() {
    let (folder, place) = output("old");
    folder_with(place.staged.path(), "a.html", "new");
    swap::swap_by_renames(&place).unwrap();
    swap::discard(&place);
    assert_eq!(fs::read_to_string(place.out.path().join("a.html")).unwrap(), "new");
    assert_eq!(names(folder.path()), ["public"]);
}

#[test]
fn swap_by_renames_is_undone_when_the_second_fails() {
    let (folder, place) = output("old");
    // Nothing is staged, so there is nothing to rename.
    swap::swap_by_renames(&place).unwrap_err();
    assert_eq!(fs::read_to_string(place.out.path().join("a.html")).unwrap(), "old");
    assert_eq!(names(folder.path()), ["public"]);
}

#[test]
fn a_build_killed_between_two_renames_is_recovered() {
    let (folder, place) = output("old");
    fs::rename(place.out.path(), place.aside.path()).unwrap();
    folder_with(place.staged.path(), "a.html", "half of a new one");
    // The same tree as the old output, which returns instead of being rebuilt.
    let written = write(&place.given, &tree(&[("a.html", "old")]), &[]).unwrap();
    assert_eq!((written.added, written.unchanged), (0, 1));
    assert_eq!(names(folder.path()), ["public"]);
}

#[test]
fn litter_is_removed_even_when_nothing_changed() {
    let (folder, place) = output("old");
    folder_with(place.staged.path(), "b.html", "litter");
    folder_with(place.aside.path(), "b.html", "litter");
    fs::write(place.lock.path(), "").unwrap();
    let written = write(&place.given, &tree(&[("a.html", "old")]), &[]).unwrap();
    assert_eq!(written.unchanged, 1);
    assert_eq!(names(folder.path()), ["public"]);
}

#[test]
fn whatever_is_said_of_the_one_call_two_renames_are_tried() {
    // EPERM, ENOTTY, EXDEV, EINVAL, ENOSYS and EOPNOTSUPP; 45 and 102 are Apple's.
    for number in [1, 18, 22, 25, 38, 45, 78, 95, 102] {
        let (folder, place) = output("old");
        folder_with(place.staged.path(), "a.html", "new");
        let lacking = |_: &_, _: &_, _: &_| Err(io::Error::from_raw_os_error(number));
        swap::swap_with(&place, lacking).unwrap();
        swap::discard(&place);
        assert_eq!(fs::read_to_string(place.out.path().join("a.html")).unwrap(), "new");
        assert_eq!(names(folder.path()), ["public"]);
    }
}

#[test]
fn half_of_an_old_output_is_not_restored() {
    let (folder, place) = output("old");
    // A build was killed while it removed an output: its marker went first.
    folder_with(place.aside.path(), "a.html", "half");
    let complete = folder.path().join(".public.deckyard-old-2");
    fs::rename(place.out.path(), &complete).unwrap();
    let written = write(&place.given, &tree(&[("a.html", "old")]), &[]).unwrap();
    assert_eq!((written.added, written.unchanged), (0, 1));
    assert_eq!(names(folder.path()), ["public"]);
}

#[test]
fn what_cannot_be_removed_stays_beside_the_next_output() {
    let (folder, place) = output("old");
    let stuck = |n_stuck: usize| {
        let names: Vec<PathBuf> =
            place.asides().take(n_stuck).map(|name| name.last().to_owned()).collect();
        swap::free(place.asides(), move |name| {
            let is_stuck = names.iter().any(|stuck| stuck == name.last());
            if is_stuck { Err(io::Error::from_raw_os_error(32)) } else { Ok(()) }
        })
    };
    assert_eq!(stuck(0).unwrap().last(), Path::new(".public.deckyard-old"));
    assert_eq!(stuck(1).unwrap().last(), Path::new(".public.deckyard-old-2"));
    let error = stuck(4).err().unwrap().to_string();
    assert!(error.contains(".public.deckyard-old`") && error.contains("by hand"), "{error}");
    drop(folder);
}

/// Opens a file so that Windows refuses to move or remove it.
#[cfg(windows)]
fn hold(path: &Path) -> fs::File {
    use std::os::windows::fs::OpenOptionsExt;
    fs::OpenOptions::new().read(true).share_mode(1).open(path).unwrap()
}

#[cfg(windows)]
#[test]
fn an_old_output_that_a_program_holds_is_left_to_a_later_build() {
    let (folder, place) = output("old");
    folder_with(place.aside.path(), "a.html", "older");
    let held = hold(&place.aside.path().join("a.html"));
    for text in ["new", "newer"] {
        write(&place.given, &tree(&[("a.html", text)]), &[]).unwrap();
        assert_eq!(fs::read_to_string(place.out.path().join("a.html")).unwrap(), text);
    }
    drop(held);
    write(&place.given, &tree(&[("a.html", "newer")]), &[]).unwrap();
    assert_eq!(names(folder.path()), ["public"]);
}

#[cfg(windows)]
#[test]
fn a_held_file_of_the_output_delays_a_build() {
    let (folder, place) = output("old");
    let held = hold(&place.out.path().join("a.html"));
    let waiting = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(500));
        drop(held);
    });
    write(&place.given, &tree(&[("a.html", "new")]), &[]).unwrap();
    waiting.join().unwrap();
    assert_eq!(fs::read_to_string(place.out.path().join("a.html")).unwrap(), "new");
    let held = hold(&place.out.path().join("a.html"));
    let result = write(&place.given, &tree(&[("a.html", "newest")]), &[]);
    // Some systems of this kind rename it all the same.
    if let Err(error) = result {
        assert!(matches!(error, WriteError::InUse { .. }), "{error}");
        assert_eq!(fs::read_to_string(place.out.path().join("a.html")).unwrap(), "new");
    }
    drop(held);
    write(&place.given, &tree(&[("a.html", "newest")]), &[]).unwrap();
    assert_eq!(names(folder.path()), ["public"]);
}

#[test]
fn litter_of_other_outputs_stays() {
    let (folder, place) = output("old");
    let other = folder.path().join(".draft.deckyard-new");
    folder_with(&other, "a.html", "somebody is writing this");
    write(&place.given, &tree(&[("a.html", "new")]), &[]).unwrap();
    assert_eq!(names(&other), ["a.html"]);
}

#[test]
fn a_held_lock_is_reported_after_the_wait() {
    let (_folder, place) = output("old");
    let _held = Lock::acquire(&place, Duration::ZERO).unwrap();
    let error = Lock::acquire(&place, Duration::ZERO).err().unwrap();
    assert!(matches!(error, WriteError::Locked { .. }), "{error}");
}

#[test]
fn a_lock_is_free_again_after_its_build() {
    let (_folder, place) = output("old");
    drop(Lock::acquire(&place, Duration::ZERO).unwrap());
    Lock::acquire(&place, Duration::ZERO).unwrap();
}

#[cfg(unix)]
#[test]
fn an_unchanged_output_needs_no_lock() {
    let (_folder, place) = output("old");
    let held = Lock::acquire(&place, Duration::ZERO).unwrap();
    fs::remove_file(place.lock.path()).unwrap();
    assert_eq!(write(&place.given, &tree(&[("a.html", "old")]), &[]).unwrap().unchanged, 1);
    drop(held);
}

#[test]
fn messages_are_one_line_and_say_what_to_do() {
    let out = PathBuf::from("public");
    let source = || io::Error::from(ErrorKind::StorageFull);
    let errors = [
        WriteError::Protected { out: out.clone(), holds: out.join("slides") },
        WriteError::Protected { out: "/".into(), holds: "/".into() },
        WriteError::NotAFolder { out: out.clone() },
        WriteError::Foreign { out: out.clone(), entry: "thesis.tex".into() },
        WriteError::Repository { out: out.clone(), entry: ".git" },
        WriteError::Path { path: "..".into(), reason: "it is not a relative path of plain names" },
        WriteError::Collision { file: "a".into(), other: "a/b".into() },
        WriteError::Locked { out: out.clone(), waited: Duration::from_secs(10) },
        WriteError::Unmovable { out: out.clone(), source: ErrorKind::ResourceBusy.into() },
        WriteError::InUse { out: out.clone(), source: ErrorKind::ResourceBusy.into() },
        WriteError::Io { action: Action::Write, path: out.join("a.html"), source: source() },
    ];
    // Paths have the separators of the system.
    let texts = errors.map(|error| error.to_string().replace('\\', "/"));
    for text in &texts {
        assert!(!text.contains('\n') && text.contains(": "), "{text}");
    }
    assert_eq!(
        texts[10],
        "cannot write `public/a.html`: no storage space: free some space and build again; the last \
         output is unchanged"
    );
}
