//! The QR codes of `serve --follow`, read by an independent decoder.

use rqrr::PreparedImage;

use super::{Served, site};

/// How many pixels a module has on each side.
const SCALE: usize = 4;

/// The text of the only code in a picture. `is_dark` describes a module, by column and row.
fn decoded(width: usize, height: usize, is_dark: impl Fn(usize, usize) -> bool) -> String {
    let mut image = PreparedImage::prepare_from_bitmap(width * SCALE, height * SCALE, |x, y| {
        is_dark(x / SCALE, y / SCALE)
    });
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "one code");
    let (_, text) = grids[0].decode().expect("a code that can be read");
    text
}

/// Reads a code of half blocks, light on dark.
fn read_blocks(lines: &[String]) -> String {
    let rows: Vec<Vec<char>> = lines.iter().map(|line| line.chars().collect()).collect();
    let width = rows.first().expect("a line").len();
    assert!(rows.iter().all(|row| row.len() == width), "{lines:#?}");
    decoded(width, 2 * rows.len(), |x, y| match (rows[y / 2][x], y % 2) {
        ('█', _) | ('▀', 0) | ('▄', 1) => false,
        (' ' | '▀' | '▄', _) => true,
        (other, _) => panic!("{other:?} is no half block"),
    })
}

/// Reads a code whose dark modules are rectangles of one path: `M8 8h7v7H8V8`.
fn read_svg(svg: &str) -> String {
    let between = |before: &str, after: &str| {
        let (_, rest) = svg.split_once(before).expect(before);
        rest.split_once(after).expect(after).0
    };
    let number = |text: &str| text.parse::<usize>().expect("a number");
    let view: Vec<_> = between("viewBox=\"", "\"").split(' ').map(number).collect();
    let mut dark = vec![vec![false; view[2]]; view[3]];
    for rectangle in between(" d=\"M", "\"").split('M') {
        let (left, rest) = rectangle.split_once(' ').expect("a place");
        let (top, rest) = rest.split_once('h').expect("a width");
        let (width, rest) = rest.split_once('v').expect("a height");
        let (height, _) = rest.split_once('H').expect("the way back");
        let (left, top) = (number(left), number(top));
        for row in &mut dark[top..top + number(height)] {
            row[left..left + number(width)].fill(true);
        }
    }
    decoded(view[2], view[3], |x, y| dark[y][x])
}

#[test]
fn codes_say_what_is_written_beside_them() {
    let site = site();
    let served = Served::with(site.path(), &["--follow", "127.0.0.1"]);
    let said = &served.greeting;
    let at = said.iter().position(|line| line.starts_with("to follow: ")).expect("a link");
    let url = said[at].trim_start_matches("to follow: ");
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    let end = said.iter().position(|line| line.starts_with("Ctrl-C")).expect("an end");
    assert_eq!(read_blocks(&said[at + 1..end]), url);

    for deck in ["one", "two words", "zwei/ü"] {
        let answer = served.order("share", &serde_json::json!({ "deck": deck }));
        let shown = answer["url"].as_str().expect("a link");
        assert!(shown.starts_with(url) && shown.is_ascii(), "{shown}");
        assert_eq!(read_svg(answer["svg"].as_str().expect("a picture")), shown);
    }
}
