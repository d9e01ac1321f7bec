//! Tests of what is unchanged and what changed, and that nothing is lost or counted twice.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use super::{
    ChangeReport, DeckAddress, DeckSnapshot, DeckState, SiteSnapshot, SlideChangeKind,
    SlideContent, SlideCounts, compare,
};

/// The page of a deck with slides of these ids and texts.
fn page(slides: &[(&str, &str)]) -> String {
    let mut html = "<title>A talk</title><main class=\"deck\">".to_owned();
    for (index, (id, text)) in slides.iter().enumerate() {
        let _ = write!(
            html,
            "<section class=\"slide\" id=\"{id}\" data-number=\"{}\"><div class=\"slide-content\">{text}\
             </div></section>",
            index + 1
        );
    }
    html + "</main>"
}

fn deck(slides: &[(&str, &str)]) -> DeckSnapshot {
    let keep = |content: SlideContent| Arc::new(content);
    DeckSnapshot::of_page("a.html", &page(slides), &keep).expect("a deck")
}

fn site(decks: &[(&str, &[(&str, &str)])]) -> SiteSnapshot {
    let decks = decks.iter().map(|(path, slides)| {
        (DeckAddress::of_page(&format!("{path}.html")).expect("an address"), deck(slides))
    });
    SiteSnapshot { decks: decks.collect(), ..SiteSnapshot::default() }
}

fn between(old: &[(&str, &str)], new: &[(&str, &str)]) -> ChangeReport {
    compare(&site(&[("a", old)]), &site(&[("a", new)]), &BTreeSet::new())
}

/// What happened to which slide.
fn kinds(report: &ChangeReport) -> Vec<(SlideChangeKind, &str)> {
    let name = |change: &'_ super::SlideChange| change.new.clone().or(change.old.clone());
    let slides = report.slides.iter();
    slides.map(|change| (change.kind, name(change).expect("a slide").id.leak() as &str)).collect()
}

const BREAD: &[(&str, &str)] = &[
    ("flour", "<h2>Flour</h2><p>Wheat or rye, sieved twice.</p>"),
    ("water", "<h2>Water</h2><p>Lukewarm, from the tap.</p>"),
    ("yeast", "<h2>Yeast</h2><p>Fresh, a cube of it.</p>"),
    ("oven", "<h2>Oven</h2><p>250 degrees.</p>"),
];

#[test]
fn a_site_does_not_differ_from_itself() {
    let site = site(&[("a", BREAD), ("events/p/a", BREAD)]);
    let report = compare(&site, &site, &BTreeSet::new());
    assert!(report.is_empty() && report.slides.is_empty());
    assert_eq!(report.decks[0].counts, SlideCounts { same: 4, ..SlideCounts::default() });
}

#[test]
fn slides_change_come_go_and_move() {
    let mut new = BREAD.to_vec();
    new[1].1 = "<h2>Water</h2><p>Cold, from the tap.</p>";
    new.insert(2, ("salt", "<h2>Salt</h2><p>A pinch.</p>"));
    let report = between(BREAD, &new);
    let expected = [(SlideChangeKind::Changed, "water"), (SlideChangeKind::Added, "salt")];
    assert_eq!(kinds(&report), expected);
    let back = between(&new, BREAD);
    let expected = [(SlideChangeKind::Changed, "water"), (SlideChangeKind::Removed, "salt")];
    assert_eq!(kinds(&back), expected);
    let turned = [BREAD[2], BREAD[3], BREAD[0], BREAD[1]];
    let report = between(BREAD, &turned);
    assert_eq!(kinds(&report).len(), 1, "both slides moved together");
    assert_eq!((report.slides[0].kind, report.slides[0].n_slides), (SlideChangeKind::Moved, 2));
}

#[test]
fn a_change_of_several_decks_is_shown_once() {
    let mut changed = BREAD.to_vec();
    changed[3].1 = "<h2>Oven</h2><p>230 degrees.</p>";
    let old = site(&[("a", BREAD), ("b", &BREAD[1..]), ("events/p/a", BREAD)]);
    let new = site(&[("a", &changed), ("b", &changed[1..]), ("events/p/a", &changed)]);
    let report = compare(&old, &new, &BTreeSet::new());
    assert_eq!(report.slides.len(), 1);
    assert_eq!(report.reach(&report.slides[0]), (3, 1));
    let numbers: Vec<_> = report.slides[0].places.iter().map(|place| place.new_number).collect();
    assert_eq!(numbers, [Some(4), Some(3), Some(4)]);
}

#[test]
fn decks_come_go_and_are_renamed() {
    let old = site(&[("a", BREAD), ("gone", &BREAD[..1]), ("events/p/a", BREAD)]);
    let other = [("x", "<p>Something else.</p>")];
    let new = site(&[("loaf", BREAD), ("events/q/a", BREAD), ("new", &other)]);
    let report = compare(&old, &new, &BTreeSet::new());
    let states: Vec<(String, DeckState)> =
        report.decks.iter().map(|deck| (deck.address.to_string(), deck.state.clone())).collect();
    let address = |path| DeckAddress::of_page(path).expect("an address");
    let expected = [
        ("gone", DeckState::Removed),
        ("loaf", DeckState::Renamed(address("a.html"))),
        ("new", DeckState::Added),
        ("q/a", DeckState::Renamed(address("events/p/a.html"))),
    ];
    let expected = expected.map(|(name, state)| (name.to_owned(), state));
    assert_eq!(states, expected);
    assert!(report.slides.is_empty(), "whole decks are only counted");
}

#[test]
fn events_have_titles_and_slugs() {
    let mut old = site(&[("events/p/a", BREAD)]);
    let mut new = site(&[("events/q/a", BREAD)]);
    old.events = [("p", "Bread"), ("r", "Rye")].map(|(a, b)| (a.into(), b.into())).into();
    new.events = [("q", "Bread"), ("s", "Salt")].map(|(a, b)| (a.into(), b.into())).into();
    let report = compare(&old, &new, &BTreeSet::new());
    let slugs: Vec<_> = report
        .events
        .iter()
        .map(|event| (event.slug.as_str(), event.old_slug.as_deref()))
        .collect();
    assert_eq!(slugs, [("q", Some("p")), ("r", None), ("s", None)]);
}

#[test]
fn a_new_picture_under_the_same_name_is_a_change() {
    let slides = [("a", "<img src=\"images/a.png\">"), ("b", "<p>b</p>")];
    let pictures = BTreeSet::from(["images/a.png".to_owned()]);
    let report = compare(&site(&[("a", &slides)]), &site(&[("a", &slides)]), &pictures);
    assert_eq!(report.slides.len(), 1);
    assert_eq!(report.slides[0].pictures, ["images/a.png"]);
    assert_eq!(report.slides[0].kind, SlideChangeKind::Changed);
}

/// Numbers that look random and are the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % most
    }
}

#[test]
fn each_slide_has_exactly_one_state() {
    let mut numbers = Numbers(7);
    for _ in 0..200 {
        let mut slides = |n: usize| -> Vec<(String, String)> {
            let slide = |numbers: &mut Numbers| {
                let words: Vec<_> = (0..4).map(|_| format!("word{}", numbers.below(6))).collect();
                (format!("id{}", numbers.below(9)), format!("<p>{}</p>", words.join(" ")))
            };
            (0..n).map(|_| slide(&mut numbers)).collect()
        };
        let (old, mut new) = (slides(12), slides(5));
        new.extend(old.iter().skip(numbers.below(8)).cloned());
        let len = new.len();
        new.rotate_left(numbers.below(len));
        let report = between(&borrowed(&old), &borrowed(&new));
        let deck = &report.decks[0];
        let SlideCounts { same, changed, added, removed, moved } = deck.counts;
        assert_eq!(same + changed + added + moved, new.len(), "{old:?} {new:?}");
        assert_eq!(same + changed + moved + removed, old.len(), "{old:?} {new:?}");
        let shown: usize =
            report.slides.iter().map(|change| change.places.len() * change.n_slides).sum();
        assert_eq!(shown, changed + added + removed + moved);
    }
}

#[test]
fn large_decks_without_anything_in_common_are_compared_in_no_time() {
    let many = |word: &str| -> Vec<(String, String)> {
        let text = |n| format!("<h2>{word}</h2><p>{word} {n}</p><p>common line of all</p>");
        (0..3_000).map(|n| (format!("{word}-{n}"), text(n))).collect()
    };
    let (old, new) = (many("old"), many("new"));
    let of = |slides: &'_ [(String, String)]| -> DeckSnapshot {
        let slides: Vec<_> = slides.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        deck(&slides)
    };
    let site = |slides| SiteSnapshot {
        decks: [(DeckAddress::of_page("a.html").expect("an address"), of(slides))].into(),
        ..SiteSnapshot::default()
    };
    let report = compare(&site(&old), &site(&new), &BTreeSet::new());
    let counts = report.decks[0].counts;
    assert_eq!(counts.changed + counts.added, 3_000);
}

fn borrowed(slides: &[(String, String)]) -> Vec<(&str, &str)> {
    slides.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect()
}
