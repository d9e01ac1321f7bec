//! The style sheet of a single deck, so that no script has to add these rules: the backgrounds of
//! its slides, the form of its numbers, and headings in the colours of its `<style>` elements.
//!
//! A strict host forbids inline styles, so the page carries the values as data, and this sheet has
//! a rule for each. URLs in it are relative to its folder, `assets/`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::context::or;
use crate::manifest::ratio;
use crate::model::SiteDeck;
use crate::output::{Claim, Content};
use crate::picture::PictureFacts;
use crate::render::{self, css};
use crate::routes::{PageFolder, Route, fingerprint};
use crate::theme::inherited;

/// The style sheet of a deck, if it needs one. `links` maps the addresses that differ between slide
/// and page.
pub(super) fn sheet(
    deck: &SiteDeck,
    links: &BTreeMap<String, String>,
    folder: &PageFolder,
) -> Option<Claim> {
    let folder = folder.folder();
    let backgrounds = deck.backgrounds.iter();
    let rules: BTreeSet<String> =
        backgrounds.filter_map(|(key, value)| rule(key, value, links, &folder)).collect();
    let mut sheet: String = rules.into_iter().collect();
    let stage = ratio(or(deck.plan.manifest.text("ratio"), "16:9")).unwrap_or((16, 9));
    for (key, value) in &deck.backgrounds {
        let fills = key == "background-image" && fills(value, &deck.sizes, stage);
        if fills && let Some((selected, _)) = declared(value, links, &folder) {
            // Writing to a String cannot fail.
            let _ = writeln!(
                sheet,
                "@layer deckyard {{ main .slide-content[data-{key}=\"{selected}\"] {{ background-size: cover; }} }}"
            );
        }
    }
    if let Some(format) = deck.plan.manifest.given("number-format") {
        sheet.push_str(&numbers(format, deck.deck.total));
    }
    let styles: BTreeSet<&str> =
        deck.plan.leaves.iter().flat_map(|leaf| styles(leaf.composed.text())).collect();
    for style in styles {
        sheet.push_str(&inherited(style));
    }
    if sheet.is_empty() {
        return None;
    }
    let route = Route::asset("backgrounds", &fingerprint(sheet.as_bytes()), "css");
    Some(Claim::generated(route, Content::text(sheet), None))
}

/// The texts of the `<style>` elements of a chapter.
fn styles(chapter: &str) -> impl Iterator<Item = &str> {
    let elements = chapter.split("<style").skip(1);
    elements.filter_map(|rest| Some(rest.split("</style").next()?.split_once('>')?.1))
}

/// The rule for the numbers of slides on paper and of slides to read, where no script writes them.
fn numbers(format: &str, total: u32) -> String {
    let text = render::title(format).replace("%total%", &total.to_string());
    let mut content = String::new();
    for (index, part) in text.split("%current%").enumerate() {
        if index > 0 {
            content.push_str(" attr(data-number)");
        }
        if !part.is_empty() {
            content.push_str(" \"");
            part.chars().for_each(|c| match c {
                '"' | '\\' => content.extend(['\\', c]),
                c if c.is_control() => content.push(' '),
                c => content.push(c),
            });
            content.push('"');
        }
    }
    let content = if content.is_empty() { " none" } else { &content };
    let slides = "main.deck[data-number-format] > .slide::after";
    let rule = format!("{{ content:{content}; }}");
    format!(
        "@media print {{ {slides} {rule} }}\n\
         @media screen {{ html:not(.stage, .paper) {slides}, [data-print=steps] {slides} {rule} }}\n"
    )
}

/// Whether a picture fills remark's slides, which are 681 pixels high and show it in its own size.
fn fills(value: &str, sizes: &BTreeMap<String, PictureFacts>, (width, height): (u32, u32)) -> bool {
    const HEIGHT: u32 = 681;
    let urls = css::urls(value);
    let picture = urls.first().filter(|_| urls.len() == 1).and_then(|url| sizes.get(&url.url));
    picture.is_some_and(|picture| {
        let (wide, high) = picture.size;
        high >= HEIGHT && wide >= HEIGHT * width / height
    })
}

/// The rule for a value; `None` if the value could break out of the rule.
fn rule(key: &str, value: &str, links: &BTreeMap<String, String>, folder: &str) -> Option<String> {
    let (selected, set) = declared(value, links, folder)?;
    Some(format!("main .slide .slide-content[data-{key}=\"{selected}\"] {{ {key}: {set}; }}\n"))
}

/// A value as the page has it, and as a sheet in `assets/` has it.
fn declared(
    value: &str,
    links: &BTreeMap<String, String>,
    folder: &str,
) -> Option<(String, String)> {
    let (mut selected, mut set) = (String::new(), String::new());
    let mut end = 0;
    for found in css::urls(value) {
        let before = &value[end..found.range.start];
        end = found.range.end;
        let url = links.get(&found.url).unwrap_or(&found.url);
        selected.push_str(before);
        set.push_str(before);
        // Writing to a String cannot fail.
        let _ = write!(selected, "url({url})");
        let _ = write!(set, "url(\"{}\")", from_assets(url, folder));
        if !is_harmless(before) || url.contains(['"', '\\', '\n', '\r', '\u{c}']) {
            return None;
        }
    }
    let rest = &value[end..];
    if !is_harmless(rest) {
        return None;
    }
    selected.push_str(rest);
    set.push_str(rest);
    Some((selected, set))
}

/// Whether a part of a value consists only of words, numbers, colours and functions.
fn is_harmless(part: &str) -> bool {
    let mut depth = 0_i32;
    let is_fine = part.chars().all(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth >= 0 && (c.is_alphanumeric() || " \t()#%.,+-*/_".contains(c))
    });
    is_fine && depth == 0 && !part.contains("/*")
}

/// Rewrites an address of a page for use in a file of `assets/`.
fn from_assets(url: &str, folder: &str) -> String {
    let scheme = url.split(['/', '.', '?', '#']).next().unwrap_or_default();
    if url.starts_with(['/', '#']) || scheme.contains(':') {
        return url.to_owned();
    }
    let (mut folder, mut url) = (folder.trim_end_matches('/'), url);
    while let Some(above) = url.strip_prefix("../").filter(|_| !folder.is_empty()) {
        folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
        url = above;
    }
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("../{folder}{slash}{url}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{PictureFacts, fills, from_assets, numbers, rule, styles};

    #[test]
    fn a_picture_that_fills_remarks_slides_fills_these() {
        let sizes =
            [("large.jpg", (1920, 1080)), ("exact.png", (908, 681)), ("logo.png", (300, 900))];
        let sizes: BTreeMap<_, _> = sizes
            .map(|(file, size)| (file.to_owned(), PictureFacts { size, is_opaque: true }))
            .into();
        assert!(fills("url(large.jpg)", &sizes, (16, 9)));
        assert!(fills("url(exact.png)", &sizes, (4, 3)));
        assert!(!fills("url(exact.png)", &sizes, (16, 9)));
        assert!(!fills("url(logo.png)", &sizes, (4, 3)));
        assert!(!fills("url(large.jpg), url(exact.png)", &sizes, (4, 3)));
        assert!(!fills("url(unknown.png)", &sizes, (4, 3)));
    }

    #[test]
    fn numbers_on_paper_have_the_form_of_those_on_the_stage() {
        let content = |format: &str| {
            let sheet = numbers(format, 12);
            let at = sheet.find("content:").unwrap() + "content: ".len();
            sheet[at..].split_once(';').unwrap().0.to_owned()
        };
        assert_eq!(content("%current% / %total%"), "attr(data-number) \" / 12\"");
        assert_eq!(content("<b>Page</b> %current%"), "\"Page \" attr(data-number)");
        assert_eq!(content("a\"b\\"), "\"a\\\"b\\\\\"");
        assert_eq!(content(""), "none");
    }

    #[test]
    fn styles_of_a_chapter_are_read() {
        let found: Vec<_> =
            styles("a <style>x</style> b <style media=\"print\">y</style").collect();
        assert_eq!(found, ["x", "y"]);
    }

    #[test]
    fn addresses_count_from_the_assets() {
        assert_eq!(from_assets("images/a.png", ""), "../images/a.png");
        assert_eq!(from_assets("images/a.png", "events/x/"), "../events/x/images/a.png");
        assert_eq!(from_assets("../../images/a.png", "events/x/"), "../images/a.png");
        for other in ["https://h/a.png", "data:image/png;base64,x", "/a.png", "//h/a.png"] {
            assert_eq!(from_assets(other, "events/x/"), other);
        }
    }

    #[test]
    fn a_value_stays_within_its_rule() {
        let links = BTreeMap::from([("a.png".to_owned(), "../../a.png".to_owned())]);
        let rule = |value: &str| rule("background-image", value, &links, "events/x/");
        let found = rule("url(a.png), linear-gradient(red 10%, #fff)").unwrap();
        assert_eq!(
            found,
            "main .slide .slide-content[data-background-image=\"url(../../a.png), linear-gradient(red 10%, #fff)\"] \
             { background-image: url(\"../a.png\"), linear-gradient(red 10%, #fff); }\n"
        );
        for value in [
            "red; } body { color: red",
            "a\"b",
            "a\\b",
            "x(",
            ")x(",
            "a /* b",
            "url(a.png) \"] x{}",
        ] {
            assert_eq!(rule(value), None, "{value}");
        }
    }
}
