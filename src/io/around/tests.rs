//! Where the search for a site ends, on real folders.

#![expect(clippy::expect_used, reason = "what fails in a helper fails the test")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use super::folders_above;

/// The names of the folders that are searched from `a/b/c/d` on, in a temporary tree.
fn searched(prepare: &dyn Fn(&Path), home: Option<&str>) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().canonicalize().expect("its path").join("root");
    fs::create_dir_all(root.join("a/b/c/d")).expect("folders");
    prepare(&root);
    let home = home.map(|home| root.join(home));
    let found = folders_above(&root.join("a/b/c/d"), home.as_deref());
    let below = found.iter().filter_map(|folder| folder.strip_prefix(&root).ok());
    below.map(|folder| folder.display().to_string()).collect()
}

#[test]
fn the_search_goes_up() {
    assert_eq!(searched(&|_| (), None), ["a/b/c", "a/b", "a", ""]);
}

#[test]
fn the_search_ends_where_a_work_tree_does() {
    let worktree = |root: &Path| fs::write(root.join("a/b/.git"), "gitdir: …").expect("a file");
    assert_eq!(searched(&worktree, None), ["a/b/c", "a/b"]);
    let repository = |root: &Path| fs::create_dir(root.join("a/b/c/d/.git")).expect("a folder");
    assert_eq!(searched(&repository, None), Vec::<String>::new());
}

#[test]
fn the_search_ends_before_the_home_folder() {
    assert_eq!(searched(&|_| (), Some("a")), ["a/b/c", "a/b"]);
}

#[test]
fn the_search_ends_before_a_folder_that_all_users_share() {
    let shared = |root: &Path| {
        let permissions = fs::Permissions::from_mode(0o1777);
        fs::set_permissions(root.join("a"), permissions).expect("permissions");
    };
    assert_eq!(searched(&shared, None), ["a/b/c", "a/b"]);
}
