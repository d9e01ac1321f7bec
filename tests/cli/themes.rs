//! Themes: the files for a name, their pages, the contents of a folder, and `new theme`.

use snapbox::str;

use crate::fixture::{Ran, Test};

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";

/// A site with two decks, of which one names a theme, and two events, of which one does.
fn site(settings: &str) -> Test {
    let list = format!(
        "site: {{title: Bread, url: 'https://example.org/'{settings}}}\n\
         speakers: {{odile: {{name: Odile, url: 'https://example.org/o'}}}}\n\
         redirects: {{old: plain.html}}\n\
         workshops:\n\
         - {{slug: one, date: 2027-01-02, title: One, decks: [plain, named], theme: rye, speaker: odile}}\n\
         - {{slug: two, date: 2027-01-03, title: Two, decks: [plain, named]}}\n"
    );
    Test::new()
        .file("workshops.yml", list)
        .file("slides/plain.yml", "title: Plain\ncontent: [a.md]\n")
        .file("slides/named.yml", "title: Named\ntheme: wheat\ncontent: [a.md]\n")
        .file("slides/a.md", "# A\n")
        .file("themes/rye/theme.css", "h1 { color: RYE }\n")
        .file("themes/wheat/theme.css", "h1 { color: WHEAT }\n")
        .file("themes/oat/theme.css", "h1 { color: OAT }\n")
        .file("static/theme.css", "h1 { color: OWN }\n")
}

/// The markers in the style sheets of a page, in their order.
fn looks(ran: &Ran, page: &str) -> Vec<String> {
    let html = ran.text(&format!("public/{page}"));
    let sheets = html.split("<link rel=\"stylesheet\" href=\"").skip(1);
    let mut found = Vec::new();
    for address in sheets.filter_map(|rest| rest.split('"').next()) {
        let name = address.rsplit('/').next().unwrap_or_default();
        let sheet = ran.text(&format!("public/assets/{name}"));
        let words = ["RYE", "WHEAT", "OAT", "OWN", "DECK", "PAGE"];
        let seen = words.iter().filter_map(|word| Some((sheet.find(word)?, (*word).to_owned())));
        let mut seen: Vec<_> = seen.collect();
        seen.sort();
        found.extend(seen.into_iter().map(|(_, word)| word));
    }
    found
}

#[test]
fn an_event_comes_before_a_deck_and_a_deck_before_the_site() {
    let ran = site(", theme: oat").args("build -q").run();
    for page in
        ["index.html", "past.html", "404.html", "speakers/odile.html", "events/two/index.html"]
    {
        assert_eq!(looks(&ran, page), ["OAT", "OWN"], "{page}");
    }
    assert_eq!(looks(&ran, "old/index.html"), ["OAT", "OWN"]);
    assert_eq!(looks(&ran, "events/one/index.html"), ["RYE", "OWN"]);
    assert_eq!(looks(&ran, "plain.html"), ["OAT", "OWN"]);
    assert_eq!(looks(&ran, "named.html"), ["WHEAT", "OWN"]);
    assert_eq!(looks(&ran, "events/one/plain.html"), ["RYE", "OWN"]);
    assert_eq!(looks(&ran, "events/one/named.html"), ["RYE", "OWN"]);
    assert_eq!(looks(&ran, "events/two/plain.html"), ["OAT", "OWN"]);
    assert_eq!(looks(&ran, "events/two/named.html"), ["WHEAT", "OWN"]);
    let ran = ran.then("build -q --set theme=oat").run();
    assert_eq!(looks(&ran, "events/one/named.html"), ["OAT", "OWN"]);
    let ran = ran.then("build -q --event one").run();
    assert_eq!(looks(&ran, "index.html"), ["RYE", "OWN"]);
}

#[test]
fn without_a_theme_nothing_is_loaded_but_what_is_named() {
    let ran = site("").args("build -q").run();
    for page in ["index.html", "plain.html", "events/two/index.html", "events/two/plain.html"] {
        assert_eq!(looks(&ran, page), ["OWN"], "{page}");
    }
    let sheets = ran.files("public/assets").into_iter().filter(|name| name.starts_with("theme-"));
    // Of the deck, of the event's page and decks, and the site's own.
    assert_eq!(sheets.count(), 4);
}

#[test]
fn a_folder_comes_before_a_sheet_and_a_sheet_before_a_built_in_theme() {
    let named = |test: Test| {
        let ran =
            test.file("slides/x.yml", "theme: slate\ncontent: [a.md]\n").args("build -q").run();
        let html = ran.text("public/x.html");
        let sheet =
            html.split("assets/theme-slate-").nth(1).and_then(|rest| rest.split('"').next());
        ran.text(&format!("public/assets/theme-slate-{}", sheet.expect("a style sheet")))
    };
    assert!(named(site("")).contains("--title-paper"));
    let test = site("").file("static/theme-slate.css", "h1 { color: SHEET }\n");
    assert!(named(test).starts_with("h1 { color: SHEET }"));
    let test = site("")
        .file("static/theme-slate.css", "h1 { color: SHEET }\n")
        .file("themes/slate/theme.css", "h1 { color: FOLDER }\n");
    assert!(named(test).starts_with("h1 { color: FOLDER }"));
}

#[test]
fn the_default_theme_has_a_name() {
    let ran = site(", theme: oat")
        .file("slides/named.yml", "title: Named\ntheme: default\ncontent: [a.md]\n")
        .args("build -q")
        .run();
    assert_eq!(looks(&ran, "named.html"), ["OWN"]);
}

#[test]
fn a_folder_has_sheets_for_decks_and_for_pages_and_extends_a_built_in_theme() {
    let ran = site(", theme: oat")
        .file("themes/oat/theme.yml", "name: Oat\ndescription: Pale.\nextends: folio\n")
        .file("themes/oat/theme.css", "@import \"more/type.css\";\nh1 { color: OAT }\n")
        .file("themes/oat/deck.css", "h2 { color: DECK }\n")
        .file("themes/oat/site.css", "h2 { color: PAGE }\n")
        .file(
            "themes/oat/more/type.css",
            "@font-face { font-family: O; src: url(../fonts/o.woff2) }\n",
        )
        .file("themes/oat/fonts/o.woff2", "font")
        .file("themes/oat/fonts/idle.woff2", "font")
        .file("themes/oat/README.md", "# Oat\n")
        .args("build -q")
        .run();
    assert_eq!(looks(&ran, "plain.html"), ["OAT", "DECK", "OWN"]);
    assert_eq!(looks(&ran, "index.html"), ["OAT", "PAGE", "OWN"]);
    let sheets = ran.files("public/assets");
    let sheet = sheets.iter().find(|name| name.starts_with("theme-oat-")).expect("a sheet");
    let sheet = ran.text(&format!("public/assets/{sheet}"));
    assert!(sheet.starts_with("@import url(\"../themes/oat/more/type.css\");"), "{sheet}");
    let folio = sheet.find("--title-paper").expect("the theme below");
    assert!(folio < sheet.find("OAT").expect("its own"), "{sheet}");
    assert_eq!(ran.files("public/themes"), ["oat/fonts/o.woff2", "oat/more/type.css"]);
}

#[test]
fn what_a_theme_shows_lies_in_its_folder() {
    let sheet = "a { background: url(pics/loaf.svg) }\n\
                 b { background: url(loaf.svg) }\n\
                 i { background: url(../oat/theme.css) }\n\
                 p { background: url(../../static/wall.svg) }\n\
                 q { background: url(theme.yml) }\n";
    let ran = site(", theme: rye")
        .file("themes/rye/theme.css", sheet)
        .file("themes/rye/theme.yml", "")
        .file("themes/rye/pics/loaf.svg", SVG)
        .file("static/wall.svg", SVG)
        .args("build")
        .finds(&[
            "themes/rye/theme.css:2:17: warning[broken-link]",
            "themes/rye/theme.css:3:17: warning[broken-link]",
            "themes/rye/theme.css:4:17: warning[broken-link]",
            "themes/rye/theme.css:5:17: warning[broken-link]",
        ]);
    assert_eq!(ran.files("public/themes"), ["rye/pics/loaf.svg"]);
}

#[test]
fn templates_of_the_site_come_before_those_of_a_theme() {
    let deck = |word: &str| format!("<title>{word}</title>{{{{ slides_html | safe }}}}");
    let foot = "<img src=\"{{ page.root }}themes/oat/pics/foot.svg\">";
    let front = format!(
        "{{% extends \"built-in/index.html\" %}}{{% block footer %}}{foot}{{% endblock %}}"
    );
    let test = || {
        site(", theme: oat")
            .file("themes/oat/templates/deck.html", deck("THEME"))
            .file("themes/oat/templates/index.html", &front)
            .file("themes/oat/pics/foot.svg", SVG)
            .file("themes/oat/pics/idle.svg", SVG)
    };
    let ran = test().args("build -q").run();
    assert!(ran.text("public/plain.html").contains("THEME"));
    assert!(ran.text("public/index.html").contains("themes/oat/pics/foot.svg"));
    assert!(!ran.text("public/named.html").contains("THEME"), "it has another theme");
    assert!(ran.path("public/themes/oat/pics/foot.svg").is_file());
    assert!(!ran.path("public/themes/oat/pics/idle.svg").exists());
    let ran = test().file("templates/deck.html", deck("SITE")).args("build -q").run();
    assert!(ran.text("public/plain.html").contains("SITE"));
    assert!(ran.text("public/index.html").contains("themes/oat/pics/foot.svg"));
}

#[test]
fn a_wrong_template_of_a_theme_is_found_in_its_folder() {
    let test = site(", theme: oat").file("themes/oat/templates/deck.html", "<p>\n{{ deck.titel }");
    test.args("check").finds(&["themes/oat/templates/deck.html:2:15: error[template-error]"]);
}

#[test]
fn names_that_mean_no_theme_are_errors() {
    site(", theme: Oat").args("check").finds(&["workshops.yml:1:58: error[bad-value]"]);
    for name in ["../static", "rye/..", ".", "/etc", "themes/rye/theme.css", "con:x"] {
        let test = site("").file("slides/x.yml", format!("theme: \"{name}\"\ncontent: [a.md]\n"));
        let said = test.args("check -q --format short").outcome();
        assert!(said.0.starts_with("slides/x.yml:1:8: error[bad-value]"), "{said:?}");
        assert!(!name.contains("rye/theme") || said.0.contains("did you mean `rye`?"), "{said:?}");
    }
}

#[test]
#[cfg(unix)]
fn nothing_outside_of_the_site_becomes_a_theme() {
    let outside = tempfile::tempdir().expect("a folder");
    std::fs::write(outside.path().join("theme.css"), "h1 { color: SECRET }").expect("a file");
    std::fs::write(outside.path().join("key.svg"), SVG).expect("a file");
    // The folder itself, a sheet, a template and a picture are links out of the site.
    let test = site("").link("themes/out", outside.path());
    let said =
        test.file("slides/x.yml", "theme: out\ncontent: [a.md]\n").args("check -q").outcome();
    assert!(said.1 == Some(1) && !said.0.contains("SECRET"), "{said:?}");
    let test = site(", theme: oat")
        .file("themes/oat/theme.yml", "")
        .link("themes/oat/deck.css", outside.path().join("theme.css"))
        .link("themes/oat/templates/deck.html", outside.path().join("theme.css"));
    let said = test.args("check -q --format short").outcome();
    assert!(said.1 == Some(1) && !said.0.contains("SECRET"), "{said:?}");
    for file in ["themes/oat/deck.css", "themes/oat/templates/deck.html"] {
        assert!(said.0.contains(&format!("{file}:1:1: error[outside-site]")), "{file} in {said:?}");
    }
    let test = site(", theme: oat")
        .file("themes/oat/theme.css", "a { background: url(key.svg) }\n")
        .link("themes/oat/key.svg", outside.path().join("key.svg"));
    let test = test.args("build -q --format short");
    let said = test.outcome();
    assert!(said.0.contains("themes/oat/"), "{said:?}");
    assert!(!test.folder().join("public/themes/oat/key.svg").exists());
}

#[test]
fn a_huge_theme_is_reported_and_not_read() {
    let test = site(", theme: oat").long("themes/oat/theme.css", 1 << 33);
    test.args("check").finds(&["themes/oat/theme.css:1:1: error[unreadable-file]"]);
    // Sheets that import each other terminate.
    let ran = site(", theme: oat")
        .file("themes/oat/theme.css", "@import \"a.css\";\n")
        .file("themes/oat/a.css", "@import \"b.css\";\n")
        .file("themes/oat/b.css", "@import \"a.css\";\n@import \"theme.css\";\n")
        .args("build -q")
        .run();
    assert_eq!(ran.files("public/themes"), ["oat/a.css", "oat/b.css", "oat/theme.css"]);
}

#[test]
fn an_event_that_is_frozen_takes_its_theme_from_its_revision_or_from_today() {
    let list = |rev: &str| {
        format!(
            "workshops:\n- {{slug: one, title: One, decks: [plain], theme: rye{rev}}}\n\
             - {{slug: two, title: Two, decks: [named], theme: oat{rev}}}\n"
        )
    };
    let font = "@font-face { font-family: R; src: url(fonts/r.woff2) }\nh1 { color: RYE }\n";
    let test = site("")
        .file("workshops.yml", list(""))
        .file("themes/rye/theme.css", font)
        .file("themes/rye/fonts/r.woff2", "old font")
        .git("init -q")
        .git("add -A")
        .git("reset -q themes/oat")
        .git("commit -qm first")
        .git("tag v1")
        .file("workshops.yml", list(", rev: v1"))
        .file("themes/rye/theme.css", "h1 { color: OWN }\n")
        .file("themes/rye/fonts/r.woff2", "new font")
        .file("static/theme.css", "");
    let ran = test.args("build -q").run();
    assert_eq!(looks(&ran, "events/one/plain.html"), ["RYE", "OWN"]);
    assert_eq!(looks(&ran, "events/two/named.html"), ["OAT", "OWN"]);
    let fonts = ran.files("public/assets").into_iter().filter(|name| name.starts_with("r-"));
    let fonts: Vec<_> = fonts.map(|name| ran.text(&format!("public/assets/{name}"))).collect();
    assert_eq!(fonts, ["old font"]);
}

#[test]
fn a_new_theme_builds_without_a_finding_and_is_never_overwritten() {
    for from in ["", " --from slate", " --from folio", " --from poster", " --from remark"] {
        let test = site(", theme: crumb").inside("slides");
        let ran = test.args(&format!("new theme crumb{from} -q")).run();
        assert_eq!(ran.files("themes/crumb"), ["README.md", "theme.css", "theme.yml"], "{from}");
        let extends = from.strip_prefix(" --from ").map(|base| format!("\nextends: {base}\n"));
        let description = ran.text("themes/crumb/theme.yml");
        assert!(extends.is_none_or(|line| description.contains(&line)), "{description}");
        assert!(ran.text("themes/crumb/theme.css").contains("--paper: "));
        let ran = ran.then("check").finds(&[]);
        ran.then("new theme crumb").refuses("themes/crumb already exists");
    }
}

#[test]
fn a_new_theme_says_what_to_do_next() {
    site("")
        .args("new theme crumb")
        .stderr(str![[r#"
themes/crumb/: 3 files written; its styles are in theme.css

`theme: crumb` applies it to:
  workshops.yml, below `site:`    all pages, and decks without a theme
  workshops.yml, in an event      its page and its decks
  slides/NAME.yml                 one deck
`deckyard docs themes` describes what a theme can contain, and how to share one

"#]])
        .run();
}

#[test]
fn names_that_no_theme_can_have_are_refused() {
    let refuses = |arguments: &str, words: &str| {
        let ran = site("").args(&format!("new theme {arguments}")).refuses(words);
        assert!(!ran.path("themes/crumb").exists());
    };
    refuses("Crumb", "`crumb` can");
    refuses("../crumb", "`crumb` can");
    refuses("slate", "is a built-in theme");
    refuses("default", "is a built-in theme");
    refuses("con", "cannot be the name of a theme");
    refuses("crumb --from fulio", "did you mean `folio`?");
    refuses("crumb --from nothing-like-it", "there are `default`");
    refuses("rye", "themes/rye already exists");
    let test = site("").file("static/theme-crumb.css", "").args("new theme crumb");
    test.refuses("static/theme-crumb.css");
}
