//! Brands: which parts of a brand are in the output, and where.

use crate::fixture::{Ran, Test};

const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 10\"><rect width=\"40\" height=\"10\" fill=\"#b3261e\"/></svg>";
const GUILD: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\"><rect width=\"10\" height=\"10\" fill=\"#00563f\"/></svg>";

/// Both, as in a picture with a plate.
const LOGO_IN_BASE64: &str = "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCA0MCAxMCI+PHJlY3Qgd2lkdGg9IjQwIiBoZWlnaHQ9IjEwIiBmaWxsPSIjYjMyNjFlIi8+PC9zdmc+";
const GUILD_IN_BASE64: &str = "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCAxMCAxMCI+PHJlY3Qgd2lkdGg9IjEwIiBoZWlnaHQ9IjEwIiBmaWxsPSIjMDA1NjNmIi8+PC9zdmc+";

/// A site with a brand, a deck with its own colours, and an event of a customer.
fn site() -> Test {
    Test::new()
        .file("brand/logo.svg", LOGO)
        .file("brand/guild.svg", GUILD)
        .file("brand/bold.ttf", notosans::BOLD_TTF)
        .file("slides/bread.yml", "title: Bread\ncontent: [dough.md]\n")
        .file(
            "slides/cake.yml",
            "title: Cake\nbrand: {colours: {accent: teal}}\ncontent: [dough.md]\n",
        )
        .file("slides/dough.md", "class: title\n\nDough\n---\nFlour.\n")
        .file(
            "workshops.yml",
            "brand:\n  name: Miller\n  logo: brand/logo.svg\n  colours: {accent: '#b3261e'}\n\
             \x20 fonts: {headings: brand/bold.ttf}\n  footer: Miller · miller.example\n\
             site: {title: The bakery, url: 'https://example.org/'}\n\
             workshops:\n\
             - slug: lyon\n  title: Bread in Lyon\n  date: 2027-03-02\n  decks: [bread, cake]\n\
             \x20 brand: {name: The guild, logo: brand/guild.svg, colours: {accent: '#00563f'}, cover: plain}\n",
        )
}

/// The style sheet of the brand that a page links to.
fn sheet(ran: &Ran, page: &str) -> String {
    let html = read(ran, page);
    let (_, rest) = html.split_once("assets/brand-").expect("a sheet of the brand");
    let (name, _) = rest.split_once('"').expect("its end");
    read(ran, &format!("assets/brand-{name}"))
}

fn read(ran: &Ran, path: &str) -> String {
    std::fs::read_to_string(ran.path(&format!("public/{path}"))).expect(path)
}

/// The program's own colours and type, which a branded site must not show.
const OURS: [&str; 6] = ["#14264b", "#24498c", "#ffc857", "#c3d1ee", "#2154c4", "#8db4ff"];

#[test]
fn a_brand_is_everywhere() {
    let ran = site().args("build -q").run();
    each_page_has_the_brand_that_stands_in_front(&ran);
    nothing_of_ours_is_left_but_the_name_at_the_foot(&ran);
    cards_are_drawn_in_the_brand(&ran);
}

fn each_page_has_the_brand_that_stands_in_front(ran: &Ran) {
    for (page, accent, logo) in [
        ("index.html", "#b3261e", "logo"),
        ("past.html", "#b3261e", "logo"),
        ("404.html", "#b3261e", "logo"),
        ("bread.html", "#b3261e", "logo"),
        ("cake.html", "#008080", "logo"),
        ("events/lyon/index.html", "#00563f", "guild"),
        ("events/lyon/bread.html", "#00563f", "guild"),
        ("events/lyon/cake.html", "#00563f", "guild"),
    ] {
        let sheet = sheet(ran, page);
        assert!(sheet.contains(&format!("--brand:{accent};")), "{page}: {sheet}");
        let html = read(ran, page);
        let (_, rest) = html.split_once("assets/logo-").expect(page);
        let file = format!("assets/logo-{}", &rest[..rest.find('"').expect("an end")]);
        // The accent's own colour has no contrast of 3 with the ground that is made of it: the logo
        // is on a plate there.
        let (plain, on_plate) =
            if logo == "guild" { (GUILD, GUILD_IN_BASE64) } else { (LOGO, LOGO_IN_BASE64) };
        let shown = read(ran, &file);
        assert!(shown == plain || shown.contains(on_plate), "{page}: {shown}");
        assert!(
            page.starts_with("404")
                || html.contains("Miller · miller.example")
                || sheet.contains("Miller · miller.example"),
            "{page}"
        );
    }
    // The line of an event on the index has the customer's colour.
    assert!(read(ran, "index.html").contains("data-brand=\"lyon\""));
    assert!(
        sheet(ran, "index.html")
            .contains(".entry[data-brand=\"lyon\"]{--accent:light-dark(#00563f,")
    );
}

fn nothing_of_ours_is_left_but_the_name_at_the_foot(ran: &Ran) {
    for cover in ["covers/bread.svg", "covers/cake.svg"] {
        let svg = read(ran, cover);
        for colour in OURS {
            assert!(!svg.contains(colour), "{cover}: {colour}");
        }
        assert!(svg.contains("data:image/svg+xml;base64,"), "{cover}: its logo");
        assert!(!svg.contains("<text"), "{cover}: letters are those of the font");
    }
    let icon = read(ran, "index.html");
    let (_, icon) = icon.split_once("rel=\"icon\" href=\"").expect("an icon");
    let icon = read(ran, &icon[..icon.find('"').expect("an end")]);
    assert!(icon.contains("#b3261e") && !icon.contains("#2154c4"), "{icon}");
    let sheet = sheet(ran, "bread.html");
    for property in [
        "--paper",
        "--ink",
        "--accent",
        "--title-paper",
        "--title-glow",
        "--title-accent",
        "--font-title",
    ] {
        assert!(sheet.contains(&format!("{property}:")), "{property}");
    }
}

/// How many pixels of a card have a colour.
fn pixels(ran: &Ran, path: &str, colour: [u8; 3]) -> usize {
    let file = std::fs::read(ran.path(path)).expect("a picture");
    let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().expect("a PNG");
    assert_eq!((reader.info().width, reader.info().height), (1200, 630), "{path}");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    reader.next_frame(&mut pixels).expect("whole");
    pixels.chunks_exact(3).filter(|pixel| **pixel == colour).count()
}

fn cards_are_drawn_in_the_brand(ran: &Ran) {
    let white = pixels(ran, "public/cards/bread.png", [255, 255, 255]);
    assert!(white > 3_000, "letters, and the plate of the logo: {white}");
    // The red logo is on a plate: in its own colour, it would not be visible on the background.
    assert!(pixels(ran, "public/cards/bread.png", [0xb3, 0x26, 0x1e]) > 2_000);
    assert!(pixels(ran, "public/cards/cake.png", [0xb3, 0x26, 0x1e]) > 2_000);
    assert!(pixels(ran, "public/events/lyon/card.png", [0x00, 0x56, 0x3f]) > 100_000);
    assert_eq!(pixels(ran, "public/cards/bread.png", [20, 38, 75]), 0);
}

#[test]
fn a_site_without_a_brand_has_nothing_of_it() {
    let plain =
        || Test::fine().file("workshops.yml", "workshops:\n- {title: T, date: 2027-03-02}\n");
    let ran = plain().args("build -q").run();
    assert!(ran.files("public").iter().all(|file| !file.contains("brand-")));
    let html = read(&ran, "index.html");
    assert!(!html.contains("brand"), "{html}");
    let cover = read(&ran, "covers/talk.svg");
    assert!(cover.contains("fill=\"#14264b\"") && cover.contains("<text"), "{cover}");
}

#[test]
fn nothing_outside_of_the_site_is_published() {
    let folder = tempfile::TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("secret.svg"), LOGO).expect("a file");
    let test = Test::fine().file("workshops.yml", "brand: {logo: brand/secret.svg}\n");
    #[cfg(unix)]
    let test = test.link("brand", folder.path());
    let ran = test.args("build").finds(&["workshops.yml:1:15: error[outside-site]"]);
    assert!(!ran.path("public").exists());
}
