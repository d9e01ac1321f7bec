//! Values from outside: `--set`, the environment, `--no-source`, git.

use snapbox::str;

use crate::fixture::Test;

fn talk() -> Test {
    Test::manifest("title: Written\nvars: {room: Red}\ncontent:\n- hall.md\n")
        .file("slides/hall.md", "@@TITLE@@ in @@ROOM@@\n\n---\nclass: extra\n\nMore\n")
}

#[test]
fn set_replaces_a_key() {
    let ran = talk().args("build -q --set title=Said").run();
    assert!(ran.text("public/talk.html").contains("<p>Said in Red</p>"));
}

#[test]
fn set_replaces_a_variable() {
    let ran = talk().args("build -q --set vars.room=Blue").run();
    assert!(ran.text("public/talk.html").contains("<p>Written in Blue</p>"));
}

#[test]
fn set_replaces_tags() {
    let ran = talk()
        .args("build --set exclude=extra")
        .stderr(str![[r#"
talk: 1 slide kept, 1 left out (extra 1)
[SITE]/public: 19 files written in [TIME] ms

"#]])
        .run();
    assert!(!ran.text("public/talk.html").contains("More"));
}

#[test]
fn environment_replaces_a_key_and_set_wins() {
    let ran = talk().env("OVERRIDE_title", "Heard").args("build -q").run();
    assert!(ran.text("public/talk.html").contains("<p>Heard in Red</p>"));
    let ran = ran.then("build -q --set title=Said").env("OVERRIDE_title", "Heard").run();
    assert!(ran.text("public/talk.html").contains("<p>Said in Red</p>"));
}

#[test]
fn set_of_an_unknown_key_is_guessed() {
    talk()
        .args("build --set titel=Said")
        .stderr(str![[r#"
error[unknown-key]: unknown key `titel` (from `--set titel=`)
 │
 ├ note: unknown here
 ╰ help: did you mean `title`?

1 error; nothing is written

"#]])
        .status(1)
        .run();
}

#[test]
fn environment_with_an_unknown_key_is_guessed() {
    talk()
        .args("build")
        .env("OVERRIDE_titel", "Said")
        .stderr(str![[r#"
error[unknown-key]: unknown key `titel` (from `OVERRIDE_titel`)
 │
 ├ note: unknown here
 ╰ help: did you mean `title`?

1 error; nothing is written

"#]])
        .status(1)
        .run();
}

#[test]
fn set_without_a_value_is_refused() {
    talk()
        .args("build --set title")
        .stderr(str![[r#"
error: invalid value 'title' for '--set <KEY=VALUE>': expected KEY=VALUE

For more information, try '--help'.

"#]])
        .status(2)
        .run();
}

#[test]
fn set_of_a_bad_value_says_what_is_good() {
    talk()
        .args("build --set notes=secret")
        .stderr(str![[r#"
error[bad-value]: invalid value `secret` for `notes` (from `--set notes=`)
 │
 ├ note: expected `public` or `private`
 ╰ help: did you mean `private`?

1 error; nothing is written

"#]])
        .status(1)
        .run();
}

#[test]
fn no_source_leaves_out_where_slides_were_written() {
    let ran = talk().args("build -q").env("REPOSITORY_URL", "https://example.org/a/b").run();
    let shown = ran.text("public/talk.html");
    assert!(shown.contains("data-source=\"hall.md:1\"") && shown.contains("class=\"debug\""));
    let ran =
        ran.then("build -q --no-source").env("REPOSITORY_URL", "https://example.org/a/b").run();
    let hidden = ran.text("public/talk.html");
    assert!(!hidden.contains("data-source") && !hidden.contains("hall.md"));
    assert!(!hidden.contains("example.org"));
}

#[test]
fn edit_links_follow_repository_and_branch() {
    let test = talk().env("REPOSITORY_URL", "https://github.com/a/b/").env("BRANCH", "autumn");
    let ran = test.args("build -q").run();
    let link =
        "<a href=\"https://github.com/a/b/blob/autumn/slides/hall.md?plain=1#L1\">hall.md</a>";
    assert!(ran.text("public/talk.html").contains(link), "{}", ran.text("public/talk.html"));
}

#[test]
fn edit_links_suit_gitlab() {
    let test = talk().env("REPOSITORY_URL", "https://gitlab.com/a/b");
    let ran = test.args("build -q").run();
    let link = "https://gitlab.com/a/b/-/blob/main/slides/hall.md#L1";
    assert!(ran.text("public/talk.html").contains(link));
}

#[test]
fn without_git_and_repository_the_footer_has_no_link() {
    let ran = talk().args("build -q").run();
    let page = ran.text("public/talk.html");
    assert!(page.contains("<span class=\"debug\">hall.md</span>"), "{page}");
}

#[test]
fn without_the_git_program_a_site_builds() {
    let ran = talk().args("build -q").env("PATH", "").run();
    assert!(ran.text("public/talk.html").contains("<span class=\"debug\">hall.md</span>"));
}

#[test]
fn gitrepo_of_the_manifest_is_the_repository() {
    let test = Test::manifest("gitrepo: github.com/a/b\ncontent:\n- bread.md\n");
    let ran = test.args("build -q").run();
    let link = "https://github.com/a/b/blob/main/slides/bread.md?plain=1#L1";
    assert!(ran.text("public/talk.html").contains(link));
}

#[test]
fn git_knows_repository_branch_and_folder() {
    let ran = Test::new()
        .file("talks/slides/talk.yml", "content:\n- bread.md\n")
        .file("talks/slides/bread.md", "Bread\n")
        .args("--version")
        .stdout(concat!("deckyard ", env!("CARGO_PKG_VERSION"), "\n"))
        .run();
    let git = |arguments: &str| {
        let mut git = std::process::Command::new("git");
        git.arg("-C").arg(ran.path("")).args(arguments.split(' '));
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
        assert!(git.output().is_ok_and(|output| output.status.success()), "git {arguments}");
    };
    git("init --initial-branch winter");
    git("remote add origin https://baker:password@github.com/a/b.git");
    git("-c user.name=a -c user.email=a@example.org commit --allow-empty --message first");
    let ran = ran.then("build -q --site talks").run();
    let page = ran.text("talks/public/talk.html");
    let link = "https://github.com/a/b/blob/winter/talks/slides/bread.md?plain=1#L1";
    assert!(page.contains(link), "{page}");
    assert!(!page.contains("password"));
}
