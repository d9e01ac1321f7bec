//! Who gets a path of the output: the author's files, files that slides show, and generated files.

use crate::fixture::{Ran, Test};

/// A site with a deck.
fn site() -> Test {
    Test::new()
        .file("slides/d.yml", "title: Bread\ncontent:\n- a.md\n")
        .file("slides/a.md", "# Dough\n\n![the author's cover](covers/d.svg)\n")
        .file("slides/covers/d.svg", "<svg>slides</svg>")
}

/// The same with an event that shows the deck.
fn with_event(test: Test) -> Test {
    test.file("workshops.yml", "- {slug: one, date: 2027-01-02, title: Pain, decks: [d]}\n")
}

/// A picture that a slide shows is what the slide's author drew, with and without events.
#[test]
fn a_cover_that_a_slide_shows_is_the_authors() {
    for test in [site(), with_event(site())] {
        let ran = test.args("build -q").run();
        assert_eq!(ran.text("public/covers/d.svg"), "<svg>slides</svg>");
    }
    for test in [site(), with_event(site())] {
        let ran = test.file("static/covers/d.svg", "<svg>static</svg>").args("build -q").run();
        assert_eq!(ran.text("public/covers/d.svg"), "<svg>static</svg>");
    }
}

/// Files of `static/` take precedence over those that slides show, with and without events.
#[test]
fn static_files_come_before_those_of_slides() {
    let test = || site().file("slides/x.svg", "slides").file("static/x.svg", "static");
    let test = || test().file("slides/a.md", "![x](x.svg)\n");
    for test in [test(), with_event(test())] {
        let ran = test.args("build -q").run();
        assert_eq!(ran.text("public/x.svg"), "static");
    }
}

/// A cover that the program makes can be shown on a slide.
#[test]
fn slides_may_show_what_the_program_makes() {
    let test = || {
        Test::new()
            .file("slides/d.yml", "title: Bread\ncontent:\n- a.md\n")
            .file("slides/a.md", "# Dough\n\n![the cover](covers/d.svg)\n")
    };
    for test in [test(), with_event(test())] {
        let said = test.args("check").said();
        assert!(!said.contains("missing-picture"), "{said}");
    }
}

#[test]
fn hidden_files_of_hosts_are_copied() {
    let test = site()
        .file("static/.well-known/security.txt", "Contact: mailto:a@example.org\n")
        .file("static/.well-known/acme/.htaccess", "x")
        .file("static/.nojekyll", "")
        .file("static/.htaccess", "x")
        .file("static/.domains", "example.org\n")
        .file("static/sub/.htaccess", "y")
        .file("static/.env", "PASSWORD=1")
        .file("static/.cache/a", "x")
        .file("static/.well-known/.a.swp", "x")
        .args("build");
    let said = test.said();
    let ran = test.site();
    for path in [
        ".well-known/security.txt",
        ".well-known/acme/.htaccess",
        ".nojekyll",
        ".htaccess",
        ".domains",
        "sub/.htaccess",
    ] {
        assert!(ran.path(&format!("public/{path}")).is_file(), "{path}");
    }
    for path in [".env", ".cache", ".well-known/.a.swp"] {
        assert!(!ran.path(&format!("public/{path}")).exists(), "{path}");
        assert!(said.contains(&format!("`static/{path}` is not copied")), "{said}");
    }
    assert_eq!(said.matches("skipped-file").count(), 3, "{said}");
}

/// A link that came with the site must not publish files next to the site.
#[cfg(unix)]
#[test]
fn hidden_links_are_not_followed() {
    let test = site()
        .file(".env", "PASSWORD=1")
        .file(".private/key", "PASSWORD=2")
        .link("static/.htaccess", "../.env")
        .link("static/.well-known", "../.private")
        .file("static/sub/x", "x")
        .link("static/sub/.htaccess", "../../.env")
        .args("build");
    let said = test.said();
    let ran = test.site();
    assert_eq!(said.matches("hidden and a symbolic link").count(), 3, "{said}");
    let files = ran.files("public");
    assert!(!files.iter().any(|file| file.contains(".htaccess") || file.contains(".well-known")));
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf8_is_reported() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    let test = site();
    let folder = test.folder().join("static");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join(OsStr::from_bytes(b"caf\xe9.png")), "x").expect("a file");
    let said = test.args("build").said();
    assert!(said.contains("its name is not UTF-8"), "{said}");
}

/// The folders of the site are read, including those that do not exist yet.
#[test]
fn no_output_goes_into_a_folder_that_would_be_read() {
    for out in
        ["templates", "static", "events", "events/x", "Static", "static/../templates", "slides/new"]
    {
        let ran = site().args(&format!("build -q --out {out}")).refuses("which the build reads");
        assert!(!ran.path("templates").exists(), "{out}");
        assert!(!ran.path("events").exists(), "{out}");
    }
    for out in ["public", "templates-of-others", "out/static"] {
        site().args(&format!("build -q --out {out}")).run();
    }
}

#[cfg(unix)]
#[test]
fn no_output_goes_there_through_a_link() {
    site().link("out", "templates").args("build -q --out out").refuses("which the build reads");
}

fn sitemap(ran: &Ran) -> Vec<String> {
    let map = ran.text("public/sitemap.xml");
    let parts = map.split("<loc>").skip(1);
    parts.filter_map(|part| Some(part.split_once("</loc>")?.0.to_owned())).collect()
}

#[test]
fn the_map_has_the_front_page_of_every_event() {
    let ran = site()
        .file(
            "workshops.yml",
            "site: {url: 'https://example.org/'}\n\
             workshops:\n\
             - {slug: two, title: B, decks: [d], root: d}\n\
             - {slug: one, date: 2027-01-02, title: A, decks: [d]}\n\
             - {slug: none, title: C}\n",
        )
        .args("build -q")
        .run();
    let expected = [
        "",
        "past.html",
        "d.html",
        "about/d.html",
        "events/two/",
        "events/two/about.html",
        "events/two/d.html",
        "events/two/about/d.html",
        "events/one/",
        "events/one/d.html",
        "events/one/about/d.html",
        "events/none/",
    ];
    assert_eq!(sitemap(&ran), expected.map(|path| format!("https://example.org/{path}")));
    for page in sitemap(&ran) {
        let path = page.trim_start_matches("https://example.org/");
        let end = if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
        assert!(ran.path(&format!("public/{path}{end}")).is_file(), "{page}");
    }
}

/// An author's own files for hosts are kept.
#[test]
fn plain_files_of_hosts_are_the_authors() {
    let ran = site()
        .file("static/robots.txt", "User-agent: x\n")
        .file("static/_headers", "/*\n  X-A: b\n")
        .file("static/CNAME", "example.org\n")
        .file("static/_redirects", "/a /b\n")
        .file(
            "workshops.yml",
            "site: {url: 'https://example.org/'}\nredirects: {old: d.html}\nworkshops: []\n",
        )
        .args("build -q")
        .run();
    assert_eq!(ran.text("public/robots.txt"), "User-agent: x\n");
    assert_eq!(ran.text("public/_headers"), "/*\n  X-A: b\n");
    assert_eq!(ran.text("public/CNAME"), "example.org\n");
    assert_eq!(ran.text("public/_redirects"), "/old /d.html 301!\n/old /d.html 301\n/a /b\n");
}
