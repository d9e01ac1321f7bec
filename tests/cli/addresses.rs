//! Addresses in the output: rewritten if a page or a style sheet is at another path.

use super::fixture::Test;

const EVENTS: &str = "site: {url: https://example.org/courses/}\n\
                      workshops:\n\
                      - {title: One, slug: one, date: 2027-01-02, decks: [bread], \
                      abstract: 'See ![a](/images/map.svg) [b](/bread.html#oven)'}\n";

fn site() -> Test {
    Test::new()
        .file("slides/bread.yml", "title: Bread\ninterstitials: false\ncontent: [bread.md]\n")
        .file(
            "slides/bread.md",
            "name: oven\nbackground-image: url(/images/sea.svg)\n\n## Oven\n\n\
             ![a](/images/loaf.svg) [b](/bread.html#oven) [c](/courses/events/one/) [d](/)\n\
             [e](https://example.org/x) [f](//example.org/x)\n\n\
             <img alt=\"\" srcset=\"/images/loaf.svg 1x,images/rye.svg 2x\" src=\"images/rye.svg\">\n",
        )
        .file("slides/images/loaf.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file("slides/images/rye.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file("slides/images/sea.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file("slides/images/map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file("slides/images/wall.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file("slides/images/roof.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file("workshops.yml", EVENTS)
        .file(
            "static/theme.css",
            "@import 'more/rye.css';\n\
             @font-face { font-family: R; src: url(fonts/r.woff2) format('woff2') }\n\
             a { background: url(images/wall.svg) }\n\
             b { background: url(/images/wall.svg), url(\"../images/roof.svg\") }\n",
        )
        .file("static/more/rye.css", "i { background: url(../images/wall.svg) }\n")
        .file("static/fonts/r.woff2", "font")
        .args("build -q")
}

#[test]
fn addresses_with_a_slash_in_front_become_relative() {
    let ran = site().stderr("").run();
    let own = ran.text("public/bread.html");
    for found in [
        "src=\"images/loaf.svg\"",
        "href=\"bread.html#oven\"",
        "href=\"events/one/\"",
        "href=\"./\"",
        "href=\"https://example.org/x\"",
        "href=\"//example.org/x\"",
        "srcset=\"images/loaf.svg 1x,images/rye.svg 2x\"",
        "data-background-image=\"url(images/sea.svg)\"",
    ] {
        assert!(own.contains(found), "{found} in\n{own}");
    }
    let of_event = ran.text("public/events/one/bread.html");
    for found in [
        "src=\"../../images/loaf.svg\"",
        "href=\"../../bread.html#oven\"",
        "href=\"../../events/one/\"",
        "srcset=\"../../images/loaf.svg 1x,../../images/rye.svg 2x\"",
    ] {
        assert!(of_event.contains(found), "{found} in\n{of_event}");
    }
    let page = ran.text("public/events/one/index.html");
    assert!(page.contains("src=\"../../images/map.svg\""), "{page}");
    assert!(page.contains("href=\"../../bread.html#oven\""), "{page}");
    let pictures = ran.files("public/images");
    assert_eq!(pictures.len(), 6, "{pictures:?}");
}

#[test]
fn style_sheets_keep_their_addresses_when_they_move() {
    let ran = site().run();
    let sheets = ran.files("public/assets");
    let theme = sheets.iter().find(|name| name.contains("theme-")).expect("theme.css");
    let sheet = ran.text(&format!("public/assets/{}", theme.rsplit('/').next().unwrap()));
    for found in [
        "@import url(\"../more/rye.css\");",
        "src: url(\"../fonts/r.woff2\") format('woff2')",
        "a { background: url(\"../images/wall.svg\") }",
        "b { background: url(\"../images/wall.svg\"), url(\"../images/roof.svg\") }",
    ] {
        assert!(sheet.contains(found), "{found} in\n{sheet}");
    }
    let other = ran.text("public/more/rye.css");
    assert_eq!(other, "i { background: url(../images/wall.svg) }\n");
}

#[test]
fn a_part_of_a_site_has_no_false_alarms() {
    site()
        .file("slides/other.yml", "title: Other\ninterstitials: false\ncontent: [other.md]\n")
        .file(
            "slides/other.md",
            "[a](bread.html#nope) [b](events/one/) [c](nope.html) ![d](x.svg)\n",
        )
        .args("check other")
        .finds(&["slides/other.md:1:54: warning[missing-picture]"]);
}
