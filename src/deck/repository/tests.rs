//! Addresses of forges, and what git fetches from.

use super::{Forge, Repository, given_address, host, web_address};

fn repository(url: &str, branch: &str) -> Repository {
    Repository {
        url: Some(url.to_owned()),
        branch: Some(branch.to_owned()),
        folder: "talks".to_owned(),
        ..Repository::default()
    }
}

#[test]
fn remotes_have_a_page() {
    for (remote, page) in [
        ("git@example.org:a/b.git", "https://example.org/a/b"),
        ("example.org:a/b", "https://example.org/a/b"),
        ("https://user:secret@example.org/a/b", "https://example.org/a/b"),
        ("https://user:p@ss@example.org/a/b.git/", "https://example.org/a/b"),
        ("ssh://git@example.org:22/a/b.git", "https://example.org/a/b"),
        ("ssh://git@ssh.github.com:443/a/b.git", "https://github.com/a/b"),
        ("git@altssh.gitlab.com:a/b/c.git", "https://gitlab.com/a/b/c"),
        ("git://example.org/a/b", "https://example.org/a/b"),
        ("http://example.org/a/b", "https://example.org/a/b"),
        ("https://example.org:443/a/b", "https://example.org/a/b"),
        ("https://user:x@example.org:8443/a/b.git", "https://example.org:8443/a/b"),
        ("http://example.org:3000/a/b.git", "http://example.org:3000/a/b"),
        ("git@git.sr.ht:~a/b", "https://git.sr.ht/~a/b"),
        (
            "https://org@dev.azure.com/org/My%20Site/_git/b",
            "https://dev.azure.com/org/My%20Site/_git/b",
        ),
        ("git@ssh.dev.azure.com:v3/org/My%20Site/b", "https://dev.azure.com/org/My%20Site/_git/b"),
        ("org@vs-ssh.visualstudio.com:v3/org/site/b", "https://org.visualstudio.com/site/_git/b"),
        (
            "ssh://org@vs-ssh.visualstudio.com:22/site/_ssh/b",
            "https://org.visualstudio.com/site/_git/b",
        ),
        ("https://org.visualstudio.com/site/_git/b", "https://org.visualstudio.com/site/_git/b"),
        ("https://bitbucket.example/scm/p/b.git", "https://bitbucket.example/projects/p/repos/b"),
        ("https://code.example/git/scm/~jo/b.git", "https://code.example/git/users/jo/repos/b"),
        ("ssh://git@code.example:7999/p/b.git", "https://code.example/projects/p/repos/b"),
        ("git@bitbucket.org:a/b.git", "https://bitbucket.org/a/b"),
        ("git@example.org:a b\"c/d", "https://example.org/a%20b%22c/d"),
    ] {
        assert_eq!(web_address(remote).as_deref(), Some(page), "{remote}");
    }
}

#[test]
fn paths_and_helpers_have_none() {
    for remote in [
        "/srv/git/a.git",
        "../a",
        "../a.b:c/d",
        "./x.y:z",
        "a",
        "file:///srv/a.git",
        "C:\\git\\a",
        "C:/git/a",
        "C:a",
        "ext::sh -c x",
        "https::x",
        "codecommit::eu://a",
        "work:a/b",
        "http://localhost:3000/a/b",
        "http://127.0.0.1:9/a/b",
        "https://[::1]/a/b",
        "javascript:alert(1)",
        "https://example.org",
        "https://example.org/",
        "git@example.org:",
        "https://us.er:pa/ss@example.org/a",
        "https://a.b/../c",
        "https://us.er:1/x@example.org/a",
        "ssh://-oProxyCommand=x/a",
        "https://a.b\n/c",
        "",
        "https://exa\"mple.org/a/b",
        "a.b\\c:d",
        "https://example.org/a?token=x",
        "s3://a.b/c",
    ] {
        assert_eq!(web_address(remote), None, "{remote}");
    }
}

#[test]
fn addresses_from_outside_are_those_of_pages() {
    for (given, address) in [
        ("https://example.org/a/b/", "https://example.org/a/b"),
        ("github.com/a/b", "https://github.com/a/b"),
        ("git@github.com:a/b.git", "https://github.com/a/b"),
        ("https://gitlab-ci-token:secret@gitlab.com/a/b.git", "https://gitlab.com/a/b"),
        ("http://code/a/b", "http://code/a/b"),
    ] {
        assert_eq!(given_address(given).as_deref(), Some(address), "{given}");
    }
    for given in
        ["", "/srv/a", "https://jo:secret@code/a/b", "javascript:alert(1)", "file:///a.b/c", "x"]
    {
        assert_eq!(given_address(given), None, "{given}");
    }
}

#[test]
fn each_forge_has_its_shape() {
    for (url, line, folder) in [
        (
            "https://github.com/a/b",
            "/blob/x/y%23z/talks/slides/a%20b.md?plain=1#L7",
            "/tree/x/y%23z/talks/",
        ),
        (
            "https://gitlab.example/a/b",
            "/-/blob/x/y%23z/talks/slides/a%20b.md#L7",
            "/-/tree/x/y%23z/talks/",
        ),
        (
            "https://codeberg.org/a/b",
            "/src/branch/x/y%23z/talks/slides/a%20b.md?display=source#L7",
            "/src/branch/x/y%23z/talks/",
        ),
        (
            "https://git.sr.ht/~a/b",
            "/tree/x/y%23z/item/talks/slides/a%20b.md#L7",
            "/tree/x/y%23z/item/talks/",
        ),
        (
            "https://bitbucket.org/a/b",
            "/src/x%2Fy%23z/talks/slides/a%20b.md#lines-7",
            "/src/x%2Fy%23z/talks/",
        ),
        (
            "https://bitbucket.example/projects/p/repos/b",
            "/browse/talks/slides/a%20b.md?at=refs%2Fheads%2Fx%2Fy%23z#7",
            "/browse/talks/",
        ),
        (
            "https://dev.azure.com/o/p/_git/b",
            "?path=/talks/slides/a%20b.md&version=GBx%2Fy%23z&line=7&lineEnd=8&lineStartColumn=1\
             &lineEndColumn=1&_a=contents",
            "?path=/talks/",
        ),
    ] {
        let repository = repository(url, "x/y#z");
        assert_eq!(repository.line("slides/a b.md", 7), Some(format!("{url}{line}")));
        assert_eq!(repository.around_path().0, format!("{url}{folder}"));
    }
}

#[test]
fn revisions_are_shown_by_their_commit_where_names_have_kinds() {
    let at = |url: &str| {
        let commit = Some("0123abc".to_owned());
        Repository { commit, ..repository(url, "old/v1") }.line("a.md", 1).unwrap_or_default()
    };
    assert!(at("https://github.com/a/b").contains("/blob/old/v1/"));
    assert!(at("https://codeberg.org/a/b").contains("/src/commit/0123abc/talks/"));
    assert!(
        at("https://bitbucket.org/a/b").ends_with("/src/0123abc/talks/a.md?at=old%2Fv1#lines-1")
    );
    assert!(at("https://bitbucket.example/projects/p/repos/b").contains("?at=0123abc#1"));
    assert!(at("https://dev.azure.com/o/p/_git/b").contains("version=GC0123abc&"));
}

#[test]
fn without_a_branch_the_commit_is_shown() {
    for (url, part) in [
        ("https://github.com/a/b", "/blob/0123abc/"),
        ("https://gitlab.com/a/b", "/-/blob/0123abc/"),
        ("https://codeberg.org/a/b", "/src/commit/0123abc/"),
        ("https://git.sr.ht/~a/b", "/tree/0123abc/item/"),
        ("https://bitbucket.org/a/b", "/src/0123abc/"),
        ("https://dev.azure.com/o/p/_git/b", "version=GC0123abc"),
    ] {
        let repository = Repository {
            url: Some(url.to_owned()),
            commit: Some("0123abc".to_owned()),
            ..Repository::default()
        };
        let line = repository.line("a.md", 1).unwrap_or_default();
        assert!(line.contains(part) && !line.contains("main"), "{line}");
    }
}

#[test]
fn hosts_tell_the_forge_and_what_is_given_wins() {
    for (url, forge) in [
        ("https://github.example.com/a/b", Forge::GitHub),
        ("https://git.example/a/b", Forge::GitHub),
        ("https://git.example/gitlab/b", Forge::GitHub),
        ("https://gitlab.inria.fr/a/b", Forge::GitLab),
        ("https://salsa.debian.org/a/b", Forge::GitLab),
        ("https://gitea.example:3000/a/b", Forge::Gitea),
        ("https://notsr.ht/a/b", Forge::GitHub),
        ("https://BITBUCKET.org/a/b", Forge::Bitbucket),
    ] {
        assert_eq!(Forge::at(url), forge, "{url}");
    }
    let given =
        Repository { forge: Some(Forge::Gitea), ..repository("https://git.example/a/b", "m") };
    assert!(given.line("a.md", 1).is_some_and(|line| line.contains("/src/branch/m/")));
    assert_eq!(Forge::from_name("Forgejo"), Some(Forge::Gitea));
    assert_eq!(host("https://u:p@H.example:8/x").as_deref(), Some("h.example"));
}
