//! Repositories of all kinds around a site: where their files can be edited, and the messages when
//! git or the repository gives no answer.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;

use crate::fixture::{Ran, Test};

const EVENTS: &str = "- slug: one\n  date: 2027-01-02\n  title: One\n  decks: [talk]\n";

/// A site with an event and an overlay, in a repository of one commit.
fn site() -> Test {
    Test::fine()
        .file("workshops.yml", EVENTS)
        .file("events/one/bread.md", "Our bread.\n")
        .git("init -q --initial-branch=master")
        .git("add -A")
        .git("commit -qm first")
}

/// The same with a remote.
fn at_forge(remote: &str) -> Test {
    site().git(&format!("remote add origin {remote}"))
}

/// The address in the footer of the deck; empty if it has none.
#[track_caller]
fn link(ran: &Ran) -> String {
    link_in(&ran.text("public/talk.html"))
}

fn link_in(page: &str) -> String {
    let footer = page.split_once("class=\"debug\"").expect("a footer").1;
    let footer = footer.split_once("</p>").expect("its end").0;
    footer.split_once("href=\"").map_or_else(String::new, |(_, rest)| {
        rest.split_once('"').expect("its end").0.replace("&amp;", "&")
    })
}

/// A program in the site's folder `bin`.
fn with_program(test: Test, name: &str, script: &str) -> Test {
    let test = test.file(&format!("bin/{name}"), script);
    let program = test.folder().join("bin").join(name);
    fs::set_permissions(program, fs::Permissions::from_mode(0o755)).expect("a mode");
    test
}

/// Where git is.
fn git_program() -> String {
    let path = std::env::var_os("PATH").expect("a PATH");
    let mut programs = std::env::split_paths(&path).map(|folder| folder.join("git"));
    programs.find(|program| program.is_file()).expect("git").display().to_string()
}

/// A machine on which other users own all repositories.
fn of_somebody_else(test: Test) -> Test {
    let script =
        format!("#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec {} \"$@\"\n", git_program());
    let test = with_program(test, "git", &script);
    let path = test.folder().join("bin").display().to_string();
    test.env("PATH", &path)
}

/// A machine without git.
fn without_git(test: Test) -> Test {
    let path = test.folder().join("nothing").display().to_string();
    test.env("PATH", &path)
}

#[test]
fn ownership_is_named_with_its_fix() {
    let frozen = || site().file("workshops.yml", format!("{EVENTS}  rev: HEAD\n"));
    let fix = "git config --global --add safe.directory ";
    let test = of_somebody_else(site()).args("build");
    let top = test.folder().display().to_string();
    let (said, status) = test.outcome();
    assert!(said.contains("warning[git-ownership]: git reports dubious ownership"), "{said}");
    assert!(said.contains(&format!("{fix}{top}")), "{said}");
    assert_eq!(status, Some(0));
    let (said, status) = of_somebody_else(frozen()).args("check").outcome();
    assert!(said.contains("error[unknown-revision]: the revision `HEAD` cannot be read"), "{said}");
    assert_eq!(
        (said.matches("dubious ownership").count(), said.matches(fix).count()),
        (2, 2),
        "{said}"
    );
    assert_eq!(status, Some(1));
    for command in ["drift", "freeze one", "freeze one --rev master"] {
        let (said, status) = of_somebody_else(site()).args(command).outcome();
        assert!(said.contains("dubious ownership") && said.contains(fix), "{command}: {said}");
        assert_eq!(status, Some(2), "{command}");
    }
}

#[test]
fn a_repository_that_the_user_trusts_is_asked() {
    let test = of_somebody_else(at_forge("https://github.com/a/b"))
        .env("GIT_CONFIG_COUNT", "1")
        .env("GIT_CONFIG_KEY_0", "safe.directory")
        .env("GIT_CONFIG_VALUE_0", "*");
    let ran = test.args("build -q").run();
    assert!(link(&ran).starts_with("https://github.com/a/b/blob/master/"));
}

#[test]
fn a_missing_git_is_named_where_it_is_needed() {
    let (said, status) = without_git(site()).args("build").outcome();
    assert!(said.contains("warning[git-missing]: git was not found"), "{said}");
    assert!(said.contains("help: install git"), "{said}");
    assert_eq!(status, Some(0));
    for command in ["drift", "freeze one", "freeze one --rev master"] {
        let (said, status) = without_git(site()).args(command).outcome();
        assert!(said.contains("git was not found") && said.contains("install git"), "{said}");
        assert_eq!(status, Some(2), "{command}");
    }
    let frozen = site().file("workshops.yml", format!("{EVENTS}  rev: HEAD\n"));
    without_git(frozen)
        .args("check")
        .finds(&["warning[git-missing]", "workshops.yml:5:8: error[unknown-revision]"]);
}

#[test]
fn git_is_not_missed_where_nothing_is_asked() {
    let known =
        |test: Test| test.env("REPOSITORY_URL", "https://github.com/a/b").env("BRANCH", "x/y");
    let ran = known(without_git(site())).args("build -q").run();
    assert_eq!(link(&ran), "https://github.com/a/b/blob/x/y/slides/bread.md?plain=1#L1");
    without_git(site()).args("build -q --no-source").run();
    without_git(site()).args("new event 2027-05-06-paris -q").run();
    without_git(Test::fine()).args("build -q").run();
}

/// `PATH` with an empty entry, or a relative one, means the folder that the user is in.
#[test]
fn a_program_of_the_site_is_never_git() {
    for path in ["", ":", ".", "bin", "bin:"] {
        let script = "#!/bin/sh\necho ran >> marker\n";
        let test = with_program(site(), "git", script).file("git", script);
        fs::set_permissions(test.folder().join("git"), fs::Permissions::from_mode(0o755))
            .expect("a mode");
        let test = test.env("PATH", path).args("check");
        let (said, _) = test.outcome();
        assert!(said.contains("git-missing"), "{path}: {said}");
        assert!(!test.left("").path("marker").exists(), "{path}");
    }
}

#[test]
fn a_detached_head_is_of_the_branch_that_the_service_builds() {
    let detached = || at_forge("https://github.com/a/b").git("checkout -q --detach");
    let branch = |variables: &[(&str, &str)]| {
        let test = variables.iter().fold(detached(), |test, (name, value)| test.env(name, value));
        let link = link(&test.args("build -q").run());
        let rest = link.strip_prefix("https://github.com/a/b/blob/").expect("a link").to_owned();
        rest.strip_suffix("/slides/bread.md?plain=1#L1").expect("a link").to_owned()
    };
    assert_eq!(
        branch(&[("GITHUB_REF_NAME", "autumn/1"), ("GITHUB_REF_TYPE", "branch")]),
        "autumn/1"
    );
    assert_eq!(branch(&[("GITHUB_REF_NAME", "autumn")]), "autumn");
    assert_eq!(branch(&[("CI_COMMIT_REF_NAME", "autumn")]), "autumn");
    assert_eq!(branch(&[("CI_COMMIT_BRANCH", "autumn"), ("CI_DEFAULT_BRANCH", "x")]), "autumn");
    assert_eq!(branch(&[("BRANCH", "mine"), ("GITHUB_REF_NAME", "autumn")]), "mine");
    // These are not names of branches; the branch that ends at the commit is used.
    assert_eq!(branch(&[("GITHUB_REF_NAME", "v1"), ("GITHUB_REF_TYPE", "tag")]), "master");
    assert_eq!(branch(&[("GITHUB_REF_NAME", "7/merge"), ("GITHUB_BASE_REF", "b")]), "master");
    assert_eq!(branch(&[("GITHUB_REF_NAME", "x"), ("GITHUB_REPOSITORY", "other/tool")]), "master");
    let event = r#"{"pull_request":{"head":{"repo":{"full_name":"a/b"}},"base":{"repo":{"full_name":"a/b"}}}}"#;
    let test = detached().file("event.json", event);
    let path = test.folder().join("event.json").display().to_string();
    let test = test.env("GITHUB_EVENT_PATH", &path).env("GITHUB_HEAD_REF", "mine");
    assert!(link(&test.args("build -q").run()).contains("/blob/mine/"));
}

#[test]
fn a_detached_head_without_a_service_is_of_origins_branch_or_shown_as_a_commit() {
    let two = || {
        at_forge("https://github.com/a/b")
            .git("update-ref refs/remotes/origin/trunk HEAD")
            .git("update-ref refs/remotes/origin/other HEAD")
            .git("checkout -q --detach")
    };
    let with_head = two().git("symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/trunk");
    assert!(link(&with_head.args("build -q").run()).contains("/blob/trunk/"));
    // Two branches end here, and it is ambiguous which one is checked out.
    let ran = two().args("build -q").run();
    let commit = fs::read_to_string(ran.path(".git/HEAD")).expect("a commit");
    assert!(link(&ran).contains(&format!("/blob/{}/", commit.trim())), "{}", link(&ran));
    let one = at_forge("https://github.com/a/b")
        .git("update-ref refs/remotes/origin/trunk HEAD")
        .git("branch later")
        .git("checkout -q --detach");
    assert!(link(&one.args("build -q").run()).contains("/blob/trunk/"));
}

#[test]
fn a_branch_without_a_commit_is_one() {
    let test = Test::fine().git("init -q --initial-branch=trunk");
    let ran = test.git("remote add origin git@github.com:a/b.git").args("build -q").run();
    assert_eq!(link(&ran), "https://github.com/a/b/blob/trunk/slides/bread.md?plain=1#L1");
}

#[test]
fn each_forge_is_linked_in_its_own_shape() {
    for (remote, address) in [
        (
            "git@github.com:a/b.git",
            "https://github.com/a/b/blob/x/y%23%25z/slides/bread.md?plain=1#L1",
        ),
        (
            "https://jo:secret@gitlab.com/a/b.git",
            "https://gitlab.com/a/b/-/blob/x/y%23%25z/slides/bread.md#L1",
        ),
        (
            "ssh://git@gitlab.example:2222/a/b.git",
            "https://gitlab.example/a/b/-/blob/x/y%23%25z/slides/bread.md#L1",
        ),
        (
            "git@codeberg.org:a/b.git",
            "https://codeberg.org/a/b/src/branch/x/y%23%25z/slides/bread.md?display=source#L1",
        ),
        ("git@git.sr.ht:~a/b", "https://git.sr.ht/~a/b/tree/x/y%23%25z/item/slides/bread.md#L1"),
        (
            "git@ssh.dev.azure.com:v3/o/p/b",
            "https://dev.azure.com/o/p/_git/b?path=/slides/bread.md&version=GBx%2Fy%23%25z&line=1&lineEnd=2\
             &lineStartColumn=1&lineEndColumn=1&_a=contents",
        ),
    ] {
        let ran = at_forge(remote).git("checkout -qb x/y#%z").args("build -q").run();
        assert_eq!(link(&ran), address, "{remote}");
        assert!(!ran.text("public/talk.html").contains("secret"));
    }
    // Bitbucket cannot have such a branch in the path.
    let ran = at_forge("git@bitbucket.org:a/b.git").git("checkout -qb x/y").args("build -q").run();
    let commit = fs::read_to_string(ran.path(".git/refs/heads/x/y")).expect("a commit");
    let address =
        format!("https://bitbucket.org/a/b/src/{}/slides/bread.md?at=x%2Fy#lines-1", commit.trim());
    assert_eq!(link(&ran), address);
    let test = at_forge("https://git.example/a/b").env("REPOSITORY_FORGE", "forgejo");
    assert!(link(&test.args("build -q").run()).contains("/a/b/src/branch/master/"));
    at_forge("x").args("check").env("REPOSITORY_FORGE", "svn").refuses("unknown forge `svn`");
}

#[test]
fn what_is_no_page_gives_no_link() {
    for remote in ["../other", "/srv/git/b.git", "file:///srv/git/b.git", "work:a/b", "ext::sh"] {
        assert_eq!(link(&at_forge(remote).args("build -q").run()), "", "{remote}");
    }
    assert_eq!(link(&site().args("build -q").run()), "");
    let only = site().git("remote add upstream https://github.com/a/b").args("build -q").run();
    assert!(link(&only).starts_with("https://github.com/a/b/blob/master/"));
}

#[test]
fn passwords_of_given_addresses_are_not_published() {
    let address = "https://gitlab-ci-token:secret@gitlab.com/a/b.git";
    let ran = Test::fine().env("REPOSITORY_URL", address).args("build -q").run();
    let page = ran.text("public/talk.html");
    assert!(page.contains("https://gitlab.com/a/b/-/blob/main/") && !page.contains("secret"));
}

#[test]
fn files_of_a_revision_are_linked_at_it() {
    let events = format!("{EVENTS}  rev: v1\n");
    let frozen = |remote: &str| {
        let test = at_forge(remote).git("tag v1").git("rm -q --cached events/one/bread.md");
        fs::remove_dir_all(test.folder().join("events")).expect("removed");
        let ran = test.file("workshops.yml", &events).args("build -q").run();
        link_in(&ran.text("public/events/one/talk.html"))
    };
    assert!(frozen("https://github.com/a/b").contains("/blob/v1/slides/bread.md"));
    let at_codeberg = frozen("https://codeberg.org/a/b");
    assert!(at_codeberg.contains("/a/b/src/commit/"), "{at_codeberg}");
}

#[test]
fn a_shallow_clone_says_how_to_fetch_the_rest() {
    let test = site().git("tag v1").file("slides/bread.md", "New.\n").git("commit -qam second");
    let source = format!("file://{}", test.folder().display());
    let events = format!("{EVENTS}  rev: v1\n");
    let clone = || {
        let test = Test::new().git(&format!("clone -q --depth=1 --no-tags {source} ."));
        test.file("workshops.yml", &events)
    };
    let (said, _) = clone().args("check").outcome();
    assert!(said.contains("there is no revision `v1` in this shallow clone"), "{said}");
    for fix in ["`fetch-depth: 0`", "`GIT_DEPTH: 0`", "`git fetch --unshallow --tags`"] {
        assert!(said.contains(fix), "{said}");
    }
    clone().args("drift").refuses("shallow clone");
    clone().git("fetch -q --unshallow --tags").args("check").finds(&[]);
}

#[test]
fn a_partial_clone_says_what_it_lacks() {
    let test = site()
        .git("config uploadpack.allowFilter true")
        .git("tag v1")
        .file("slides/bread.md", "New.\n")
        .git("commit -qam second");
    let source = format!("file://{}", test.folder().display());
    let events = format!("{EVENTS}  rev: v1\n");
    for filter in ["blob:none", "tree:0"] {
        let clone = || {
            let test = Test::new().git(&format!("clone -q --filter={filter} {source} ."));
            test.file("workshops.yml", &events)
        };
        let (said, status) = clone().args("check").outcome();
        assert!(
            said.contains("error[unknown-revision]") && said.contains("partial clone lacks"),
            "{said}"
        );
        assert!(said.contains("git fetch --refetch --no-filter"), "{said}");
        assert_eq!(status, Some(1));
        clone().git("fetch -q --refetch --no-filter").args("check").finds(&[]);
    }
}

#[test]
fn an_event_is_not_frozen_twice_by_accident() {
    let frozen = |ran: &Ran| {
        ran.text("workshops.yml").split_once("rev: ").expect("frozen").1.trim().to_owned()
    };
    let ran = site().args("freeze one -q").run();
    let first = frozen(&ran);
    let test = ran.again().file("slides/bread.md", "New.\n").git("commit -qam second");
    let ran = test.args("freeze one").refuses(&format!("is frozen at {}", first.trim_matches('"')));
    assert_eq!(frozen(&ran), first, "nothing is written");
    let ran = ran.then("freeze one --force -q").run();
    assert_ne!(frozen(&ran), first);
    let ran = ran.then("freeze one --rev master -q").run();
    assert_eq!(frozen(&ran), "master");
}

#[test]
fn worktrees_submodules_and_folders_are_asked_as_others_are() {
    let remote = "https://github.com/a/b";
    let head =
        |test: Test| test.git("tag v1").file("slides/bread.md", "New.\n").git("commit -qam second");
    // A linked worktree.
    let test = head(at_forge(remote));
    let worktree = format!("{}/tree", test.folder().display());
    let ran = test.git(&format!("worktree add -q -b side {worktree}")).left("tree");
    assert_answers(ran, "tree", &format!("{remote}/blob/side/slides/bread.md?plain=1#L1"));
    // A submodule.
    let inner = head(at_forge(remote));
    let source = inner.folder().display().to_string();
    let test = Test::fine().git("init -q");
    let test = test.git(&format!("-c protocol.file.allow=always submodule add -q {source} sub"));
    let test = test.git("-C sub remote set-url origin https://github.com/a/b");
    assert_answers(
        test.left("sub"),
        "sub",
        &format!("{remote}/blob/master/slides/bread.md?plain=1#L1"),
    );
    // A folder of a checkout.
    let test = Test::new()
        .file("talks/slides/talk.yml", "title: A talk\ncontent:\n- bread.md\n")
        .file("talks/slides/bread.md", "Bread.\n")
        .file("talks/workshops.yml", EVENTS)
        .file("talks/events/one/bread.md", "Our bread.\n")
        .git("init -q --initial-branch=master")
        .git("add -A")
        .git("commit -qm first")
        .git("tag v1")
        .git(&format!("remote add origin {remote}"))
        .file("talks/slides/bread.md", "New.\n")
        .git("commit -qam second");
    let link = format!("{remote}/blob/master/talks/slides/bread.md?plain=1#L1");
    assert_answers(test.left("talks"), "talks", &link);
}

/// Edit links, drift, a revision and freezing, in a site in a subfolder.
fn assert_answers(ran: Ran, folder: &str, address: &str) {
    let ran = ran.then(&format!("build -q --site {folder}")).run();
    assert_eq!(link_in(&ran.text(&format!("{folder}/public/talk.html"))), address);
    let test = ran.then(&format!("drift --site {folder}"));
    let (said, _) = test.outcome();
    assert!(
        said.contains("replaces slides/bread.md, which CHANGED since: +1 -1 lines, in 1 commit"),
        "{said}"
    );
    let ran = test.left("").then(&format!("freeze one -q --site {folder}")).run();
    let entry = ran.text(&format!("{folder}/workshops.yml"));
    assert!(entry.contains("rev: "), "{entry}");
    let ran = ran.then(&format!("freeze one --rev v1 -q --site {folder}")).run();
    fs::remove_dir_all(ran.path(folder).join("events")).expect("removed");
    let ran = ran.then(&format!("build -q --site {folder}")).run();
    let page = ran.text(&format!("{folder}/public/events/one/talk.html"));
    assert!(!page.contains("New.") && page.contains("data-source=\"bread.md:1\""), "{page}");
}

#[test]
fn variables_that_redirect_git_are_not_passed_on() {
    let other = at_forge("https://github.com/other/repository");
    let folder = other.folder().display().to_string();
    let ran = at_forge("https://github.com/a/b")
        .env("GIT_DIR", &format!("{folder}/.git"))
        .env("GIT_WORK_TREE", &folder)
        .env("GIT_COMMON_DIR", &format!("{folder}/.git"))
        .env("GIT_OBJECT_DIRECTORY", &folder)
        .env("GIT_INDEX_FILE", &folder)
        .env("GIT_NAMESPACE", "x")
        .env("GIT_TRACE", "1")
        .env("GIT_TRACE2_EVENT", &format!("{folder}/trace"))
        .args("build -q")
        .run();
    assert!(link(&ran).starts_with("https://github.com/a/b/blob/master/"));
    assert!(!Path::new(&folder).join("trace").exists());
}

/// A private repository of the machine, with a file that must not get out.
fn private() -> Test {
    site()
        .file("slides/bread.md", "SECRET\n")
        .file("secret.txt", "SECRET\n")
        .git("add -A")
        .git("commit -qm secret")
        .git("worktree add -q -b side linked")
        .git("repack -qa")
}

/// The output of git without user settings.
fn plain_git(test: &Test, arguments: &str) -> String {
    let output = std::process::Command::new("git")
        .args(arguments.split(' '))
        .current_dir(test.folder())
        .env("GIT_CONFIG_GLOBAL", "")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .expect("git starts");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn another_repository_of_the_machine_is_not_published() {
    let private = private();
    let inner = private.folder().join(".git");
    let path = inner.display().to_string();
    let id = fs::read_to_string(inner.join("refs/heads/master")).expect("a commit");
    let events = |rev: &str| format!("{EVENTS}  rev: \"{rev}\"\n");
    let archive = |rev: &str| {
        Test::fine()
            .file("workshops.yml", events(rev))
            .file("events/one/talk.yml", "title: A talk\ncontent:\n- more.md\n- bread.md\n")
            .file("events/one/more.md", "@@INCLUDE[secret.txt]\n")
    };
    let own = |rev: &str| archive(rev).git("init -q").git("add -A").git("commit -qm first");
    let link = |test: Test, from: &str, to: &str| {
        let place = test.folder().join(from);
        let _ = fs::remove_file(&place).or_else(|_| fs::remove_dir_all(&place));
        symlink(to, place).expect("a link");
        test
    };
    let attacks = [
        archive("master").file(".git", format!("gitdir: {path}\n")),
        archive("side").file(".git", format!("gitdir: {path}/worktrees/linked\n")),
        link(archive("master"), ".git", &path),
        own("master").file(".git/commondir", format!("{path}\n")),
        own(id.trim()).file(".git/objects/info/alternates", format!("{path}/objects\n")),
        own(id.trim()).file(".git/objects/info/alternates", format!("# x\n\n{path}/objects\n")),
        link(link(own("master"), ".git/objects", &format!("{path}/objects")), ".git/refs", &format!("{path}/refs")),
        link(own(id.trim()), ".git/objects/pack", &format!("{path}/objects/pack")),
        (0..256).fold(own(id.trim()), |test, n| {
            let name = format!("{n:02x}");
            link(test, &format!(".git/objects/{name}"), &format!("{path}/objects/{name}"))
        }),
        own(id.trim()).git(&format!("config core.worktree {}", private.folder().display())),
        own("master").file(".git/config", format!("[core]\nrepositoryFormatVersion = 1\nworktree = {path}/..\n[include]\npath = {path}/config\n")),
    ];
    // Git alone follows the first of them; the last ones move the working tree, and no objects.
    let redirected = 9;
    for (n, test) in attacks.into_iter().enumerate() {
        let rev = fs::read_to_string(test.folder().join("workshops.yml")).expect("read");
        let rev = rev.split_once("rev: ").expect("a revision").1.to_owned();
        let is_read =
            plain_git(&test, &format!("cat-file -p {}:secret.txt", rev.trim().trim_matches('"')));
        assert_eq!(is_read.contains("SECRET"), n < redirected, "{n}: what git alone reads");
        let test = test.args("build");
        let (said, _) = test.outcome();
        assert!(said.contains("error[unknown-revision]"), "attack {n} is refused: {said}");
        assert!(test.left("").files("public").is_empty(), "{n}");
    }
}

#[test]
fn what_git_would_take_for_something_else_is_no_revision() {
    for rev in [
        "--upload-pack=touch marker",
        "--output=marker",
        "-x",
        ":/first",
        ":0:slides/bread.md",
        "HEAD:slides",
        "HEAD^{/first}",
        "HEAD@{0}",
        "@{u}",
        "HEAD..HEAD",
        "^HEAD",
        "a b",
        "*",
        "~",
    ] {
        let test = site().file("workshops.yml", format!("{EVENTS}  rev: \"{rev}\"\n"));
        let ran = test.args("check").finds(&["workshops.yml:5:8: error[unknown-revision]"]);
        assert!(!ran.path("marker").exists());
        if !rev.contains(' ') {
            ran.then(&format!("freeze one --rev={rev}")).refuses("is not the name of a revision");
        }
    }
    let huge = format!("HEAD{}", "~1".repeat(100_000));
    site()
        .file("workshops.yml", format!("{EVENTS}  rev: \"{huge}\"\n"))
        .args("check")
        .finds(&["workshops.yml:5:8: error[unknown-revision]"]);
}

#[test]
fn what_is_committed_is_told_by_content() {
    let freeze = |test: Test| test.args("freeze one").outcome();
    let is_fine = |test: Test| {
        let (said, status) = freeze(test);
        assert_eq!(status, Some(0), "{said}");
    };
    let refuses = |test: Test, file: &str| {
        let (said, status) = freeze(test);
        assert!(said.contains(&format!("{file} is not committed")), "{said}");
        assert_eq!(status, Some(2));
    };
    // Line ends as git writes them on some systems, and ignored files.
    is_fine(site().file("slides/bread.md", "Flour and water.\r\n"));
    is_fine(
        site()
            .file(".gitignore", "*.tmp\nbuild/\n")
            .file("slides/x.tmp", "x")
            .file("slides/build/y", "y"),
    );
    is_fine(site().file("elsewhere/x.md", "x"));
    is_fine(
        site()
            .git("config core.fileMode true")
            .git("update-index --assume-unchanged slides/bread.md"),
    );
    refuses(site().file("slides/new.md", "x"), "slides/new.md");
    refuses(site().file("slides/new.md", "x").git("add -A"), "slides/new.md");
    refuses(site().file("slides/bread.md", "Flour  and water.\n"), "slides/bread.md");
    refuses(site().git("mv slides/bread.md slides/cake.md"), "slides/bread.md and 1 more");
    let gone = site();
    fs::remove_file(gone.folder().join("slides/bread.md")).expect("removed");
    refuses(gone, "slides/bread.md");
    let linked = site().file("static/a.css", "a").git("add -A").git("commit -qm more");
    fs::remove_file(linked.folder().join("static/a.css")).expect("removed");
    refuses(linked.link("static/a.css", "b.css"), "static/a.css");
}

/// A configuration that includes itself again and again, or a pipe, must not stop a build for good; that
/// takes half a minute, so only what git itself ends is tried here. `program.rs` tests the rest.
#[test]
fn a_damaged_repository_is_named() {
    let test = at_forge("https://github.com/a/b").file(".git/config", "[core\n");
    let (said, status) = test.args("build").outcome();
    assert!(
        said.contains("warning[git-failed]: git refuses the repository: bad config line 1"),
        "{said}"
    );
    assert_eq!(status, Some(0));
    let test = Test::fine().file(".git/x", "");
    test.args("build -q").run();
    let test = Test::fine().file(".git", "gitdir: nowhere\n");
    assert!(test.args("build").outcome().0.contains("git-failed"));
}

/// A path that a stranger's change may name to get it published: the password that a checkout
/// leaves in `.git/config`.
#[test]
fn what_is_in_the_repositorys_folder_is_not_published() {
    let secret = "TOKEN-OF-THE-CHECKOUT";
    let inside = |test: Test| {
        test.git("init -q --initial-branch=master")
            .git(&format!("config http.extraheader {secret}"))
    };
    let fine = |text: &str| inside(Test::chapter(text));
    let cases = [
        fine("x\n").link("static/x", "../.git"),
        fine("x\n").link("static/x.txt", "../.git/config"),
        fine("![x](images/config)\n").link("slides/images", "../.git"),
        fine("@@INCLUDE[.git/config]\n"),
        fine("@@INCLUDE[slides/x.md]\n").link("slides/x.md", "../.git/config"),
        fine("![x](../.git/config)\n"),
        fine("![x](x.png)\n").link("slides/x.png", "../.git/config"),
        fine("![x](git/config)\n").link("slides/git", "../.git"),
        fine("x\n").link("templates/deck.html", "../.git/config"),
        fine("x\n").link("static/theme.css", "../.git/config"),
        inside(Test::manifest("title: t\ncontent: [../.git/config]\n")),
        inside(Test::manifest("title: t\ncontent: [x.md]\n")).link("slides/x.md", "../.git/config"),
    ];
    for (number, test) in cases.into_iter().enumerate() {
        let test = test.args("build");
        let (said, status) = test.outcome();
        let ran = test.site();
        let is_in = |file: &String| {
            let bytes = fs::read(ran.path("public").join(file)).unwrap_or_default();
            String::from_utf8_lossy(&bytes).contains(secret)
        };
        assert!(!ran.files("public").iter().any(is_in), "case {number}: {said}");
        assert!(!said.contains(secret), "case {number}: {said}");
        // A missing picture is a warning.
        let is_reported = status == Some(1) || said.contains("warning[missing-picture]");
        assert!(is_reported, "case {number}: {said}");
    }
}
