//! For whom and where a site is published: `--url`, `--preview`, and the files that hosts read.

use crate::fixture::{Ran, Test};

const LIST: &str = "site: {title: Bakery, url: 'https://example.org/courses/', headers: true}
workshops:
- {date: 2027-03-02, title: Rye, slug: rye, decks: [talk]}
redirects: {next: events/rye/}
";

fn site() -> Test {
    Test::chapter("# Bread\n\nFlour and water.\n").file("workshops.yml", LIST)
}

fn built(site: Test, arguments: &str) -> Ran {
    site.args(&format!("build -q --date 2027-01-01 {arguments}")).run()
}

/// All pages of an output, with their texts.
fn pages(ran: &Ran) -> Vec<(String, String)> {
    let files = ran.files("public").into_iter().filter(|file| file.contains(".html"));
    files.map(|file| (file.clone(), ran.text(&format!("public/{file}")))).collect()
}

#[test]
fn an_address_of_the_command_wins_everywhere() {
    let plain = built(site(), "");
    let moved = built(site(), "--url https://preview.example.net/12");
    assert!(plain.text("public/sitemap.xml").contains("https://example.org/courses/talk.html"));
    for file in moved.files("public") {
        let text = std::fs::read(moved.path(&format!("public/{file}"))).expect("a file");
        let text = String::from_utf8_lossy(&text);
        assert!(!text.contains("example.org") && !text.contains("/courses"), "{file}");
    }
    assert!(
        moved
            .text("public/sitemap.xml")
            .contains("<loc>https://preview.example.net/12/talk.html</loc>")
    );
    assert!(moved.text("public/404.html").contains("\"/12/assets/"));
    assert!(moved.text("public/_redirects").starts_with("/12/next /12/events/rye/ 301!\n"));
    assert!(moved.text("public/_headers").starts_with("/12/*\n"));
    // The same as if the list contained it.
    let list = LIST.replace("https://example.org/courses/", "https://preview.example.net/12/");
    let said = built(site().file("workshops.yml", list), "");
    assert_eq!(pages(&moved), pages(&said));
    // A site without an address, and a single event, get one.
    let bare = built(Test::fine(), "--url https://example.net");
    assert!(bare.text("public/robots.txt").contains("https://example.net/sitemap.xml"));
    let alone = built(site(), "--event rye --url https://rye.example");
    assert!(alone.text("public/talk.html").contains("https://rye.example/"));
}

#[test]
fn an_address_must_be_one() {
    for wrong in [
        "",
        "example.org",
        "/courses",
        "ftp://example.org",
        "https://",
        "https://a.example/?x",
        "https://a.example/#x",
    ] {
        Test::fine().args("build -q").word("--url").word(wrong).refuses("invalid value");
    }
    // No header, line or redirect can be injected into it.
    for wrong in [
        "https://a.example/\nX-A: b",
        "https://a.example/ b",
        "https://a.example/\u{2028}",
        "https://a.example/\r",
    ] {
        Test::fine().args("build -q").word("--url").word(wrong).refuses("invalid value");
    }
}

#[test]
fn search_engines_list_no_preview() {
    let asks = "<meta name=\"robots\" content=\"noindex\">";
    let (public, preview) = (built(site(), ""), built(site(), "--preview"));
    for (path, page) in pages(&preview) {
        assert_eq!(page.matches(asks).count(), 1, "{path}");
        let is_redirect = page.contains("http-equiv=\"refresh\"");
        assert!(is_redirect || !page.contains("rel=\"canonical\""), "{path}");
    }
    for (path, page) in pages(&public) {
        let is_listed = !path.contains("404") && !page.contains("http-equiv=\"refresh\"");
        assert_eq!(page.contains(asks), !is_listed, "{path}");
    }
    let files = |ran: &Ran| ran.files("public");
    let gone: Vec<_> =
        files(&public).into_iter().filter(|file| !files(&preview).contains(file)).collect();
    assert_eq!(gone, ["robots.txt", "sitemap.xml"]);
    assert!(preview.text("public/_headers").contains("\n  X-Robots-Tag: noindex\n"));
    assert!(!public.text("public/_headers").contains("X-Robots-Tag"));
    // A link to a preview should have a picture.
    assert!(preview.text("public/talk.html").contains("og:image"));
}

#[test]
fn headers_are_written_when_they_are_asked_for() {
    let policy = "  Content-Security-Policy: default-src 'self'; img-src 'self' data:; base-uri 'self'; form-action 'self'; \
                  frame-ancestors 'self'; object-src 'none'\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: \
                  strict-origin-when-cross-origin\n";
    let cache = "/courses/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n";
    let data = "/courses/events.json\n  Access-Control-Allow-Origin: *\n";
    let all = format!("/courses/*\n{policy}{data}{cache}");
    assert_eq!(built(site(), "").text("public/_headers"), all);
    // The author's files keep their names when they change.
    for own in ["static/assets/own.css", "slides/assets/own.svg"] {
        let ran = built(site().file(own, "x"), "");
        assert_eq!(ran.text("public/_headers"), format!("/courses/*\n{policy}{data}"), "{own}");
    }
    let own = built(site().file("static/_headers", "/*\n  X-A: b\n"), "");
    assert_eq!(own.text("public/_headers"), "/*\n  X-A: b\n");
    for value in ["false", "''", "~", "no"] {
        let list = LIST.replace("headers: true", &format!("headers: {value}"));
        let ran = built(site().file("workshops.yml", list), "");
        assert!(!ran.path("public/_headers").exists(), "{value}");
    }
    for value in ["maybe", "[true]", "2"] {
        let list = LIST.replace("headers: true", &format!("headers: {value}"));
        site().file("workshops.yml", list).finds(&["workshops.yml:1:69: error[wrong-type]"]);
    }
    // A single event is a folder of another site.
    assert!(!built(site(), "--event rye").path("public/_headers").exists());
}

#[test]
fn no_redirect_becomes_a_rule_of_its_own() {
    for entry in [
        "\"next\\n/* /evil 200!\": talk.html",
        "next: \"talk.html\\n/* /evil 200!\"",
        "next: \"talk.html /x 200\"",
        "\"next /x\": talk.html",
        "next: \"https://a.example/\\r\\nSet-Cookie: a\"",
        "\"a\\u2028b\": talk.html",
        "':any': talk.html",
        "a/:any: talk.html",
        "'a/*': talk.html",
        "'https://a.example/\\nx': talk.html",
    ] {
        let list = format!(
            "site: {{url: 'https://example.org/'}}\nworkshops: []\nredirects: {{{entry}}}\n"
        );
        let (said, status) = Test::fine().file("workshops.yml", list).args("check").outcome();
        assert_eq!(status, Some(1), "{entry}: {said}");
    }
}
