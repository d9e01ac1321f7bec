//! Cards: how pages describe themselves to other sites, and their pictures.

use crate::fixture::{Ran, Test};

/// A site that knows its address, with a deck and two events.
fn site() -> Test {
    Test::new()
        .file("slides/bread.yml", "title: Bread & butter\ndescription: All of it.\ncontent:\n- dough.md\n")
        .file("slides/dough.md", "# Dough\n\nFlour.\n")
        .file(
            "workshops.yml",
            "site: {title: The bakery, url: 'https://example.org/b/', language: fr}\n\
             workshops:\n\
             - {slug: one, date: 2027-01-02, title: Pain, city: Lyon, country: fr, decks: [bread]}\n\
             - {slug: two, date: 2027-01-03, title: パン, decks: [bread], root: bread, lang: ja}\n",
        )
}

/// The meta tags of a page, by their names.
fn tag(html: &str, name: &str) -> Option<String> {
    let start = [format!("property=\"{name}\""), format!("name=\"{name}\"")];
    let tag = html.split("<meta ").find(|tag| start.iter().any(|start| tag.starts_with(start)))?;
    let (_, content) = tag.split_once("content=\"")?;
    content.split_once('"').map(|(content, _)| content.to_owned())
}

/// A picture of two pixels.
fn small() -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 2, 1);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().expect("a head");
    writer.write_image_data(&[0, 255]).expect("two pixels");
    writer.finish().expect("an end");
    file
}

/// The pictures of cards in the output.
fn pictures(ran: &Ran) -> Vec<String> {
    let is_picture = |name: &String| name.rsplit('.').next() == Some("png");
    ran.files("public").into_iter().filter(is_picture).collect()
}

/// The pixels of a picture, as indices of its palette.
fn pixels(ran: &Ran, path: &str) -> Vec<u8> {
    let file = std::fs::read(ran.path(path)).expect("a picture");
    let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().expect("a PNG");
    assert_eq!((reader.info().width, reader.info().height), (1200, 630), "{path}");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    reader.next_frame(&mut pixels).expect("whole");
    pixels
}

#[test]
fn every_page_has_a_card_with_a_picture_that_is_there() {
    let ran = site().args("build -q").run();
    let pages = [
        ("index.html", "", "card.png", "The bakery"),
        ("past.html", "past.html", "card.png", "The bakery"),
        ("bread.html", "bread.html", "cards/bread.png", "Bread &amp; butter, 1 diapositive"),
        (
            "events/one/index.html",
            "events/one/",
            "events/one/card.png",
            "Pain, 2 janvier 2027, Lyon, France",
        ),
        (
            "events/one/bread.html",
            "events/one/bread.html",
            "events/one/card.png",
            "Pain, 2 janvier 2027, Lyon, France",
        ),
        ("events/two/index.html", "events/two/", "events/two/card.png", "パン, 2027-01-03"),
        (
            "events/two/about.html",
            "events/two/about.html",
            "events/two/card.png",
            "パン, 2027-01-03",
        ),
    ];
    let mut seen = Vec::new();
    for (file, address, picture, alt) in pages {
        let html = ran.text(&format!("public/{file}"));
        let tag = |name| tag(&html, name).unwrap_or_else(|| panic!("{name} in {file}"));
        assert_eq!(tag("og:url"), format!("https://example.org/b/{address}"));
        assert_eq!(tag("og:image"), format!("https://example.org/b/{picture}"));
        assert_eq!((tag("og:image:width"), tag("og:image:height")), ("1200".into(), "630".into()));
        assert_eq!(tag("og:image:alt"), alt);
        assert_eq!(tag("twitter:card"), "summary_large_image");
        assert!(!tag("og:title").is_empty());
        seen.push((picture, pixels(&ran, &format!("public/{picture}"))));
    }
    for (name, one) in &seen {
        for (other, two) in &seen {
            assert_eq!(name == other, one == two, "{name} {other}");
        }
    }
}

#[test]
fn a_site_without_an_address_has_no_pictures() {
    let ran = site()
        .file("workshops.yml", "- {slug: one, date: 2027-01-02, title: Pain, decks: [bread]}\n")
        .args("build -q")
        .run();
    let html = ran.text("public/events/one/index.html");
    assert_eq!(tag(&html, "og:title").as_deref(), Some("Pain · Slides"));
    assert_eq!(tag(&html, "twitter:card").as_deref(), Some("summary"));
    assert_eq!(tag(&html, "og:image"), None);
    assert!(pictures(&ran).is_empty());
}

#[test]
fn pictures_of_the_author_come_first() {
    let small = small();
    let ran = site()
        .file("events/one/card.png", &small)
        .file("static/cards/bread.png", &small)
        .args("build -q")
        .run();
    for (file, picture) in
        [("events/one/index.html", "events/one/card.png"), ("bread.html", "cards/bread.png")]
    {
        let html = ran.text(&format!("public/{file}"));
        assert_eq!(tag(&html, "og:image"), Some(format!("https://example.org/b/{picture}")));
        assert_eq!(tag(&html, "og:image:width").as_deref(), Some("2"));
        assert_eq!(tag(&html, "og:image:alt"), None, "nobody knows what it shows");
        assert_eq!(std::fs::read(ran.path(&format!("public/{picture}"))).expect("a file"), small);
    }
    let ran = site().file("static/card.png", &small).args("build -q").run();
    for file in ["index.html", "bread.html", "events/one/index.html", "events/two/bread.html"] {
        let html = ran.text(&format!("public/{file}"));
        assert_eq!(tag(&html, "og:image").as_deref(), Some("https://example.org/b/card.png"));
    }
    assert_eq!(pictures(&ran), ["card.png"]);
}

#[test]
fn pictures_that_no_page_shows_are_not_written() {
    let ran = site()
        .file("templates/head.html", "<title>{{ page.title }}</title>")
        .args("build -q")
        .run();
    assert_eq!(pictures(&ran), ["cards/bread.png", "events/one/card.png", "events/two/card.png"]);
}
