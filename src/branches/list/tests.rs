//! Lists that get entries: everything else stays.

use super::{EventList, LIST, ListChanges};
use crate::world::MemoryWorld;

fn lines(text: &str) -> Vec<String> {
    text.split('|').map(str::to_owned).collect()
}

fn list(text: &str) -> EventList {
    EventList::read(&MemoryWorld::default().with(LIST, text)).expect("a list")
}

fn changed(text: &str, changes: &ListChanges) -> String {
    list(text).with(changes).expect("changes").text().to_owned()
}

fn all() -> ListChanges {
    ListChanges {
        changed: vec![(0, lines("decks: [a]|rev: \"1\""))],
        new: vec![lines("slug: new|title: New|decks: [a]|rev: \"2\"")],
        redirects: vec![("https://x.example.org/*".to_owned(), "events/new/:splat".to_owned())],
    }
}

#[test]
fn comments_and_order_stay() {
    let text = "# the site\nsite:\n  title: S # short\n\nworkshops:\n# the first\n- title: A\n  \
                slides: https://x.example.org/  # old\n  city: C\n\n# what follows\nspeakers:\n  o: Odile\n";
    let expected = "# the site\nsite:\n  title: S # short\n\nworkshops:\n# the first\n- title: A\n  \
                    #slides: https://x.example.org/  # old\n  decks: [a]\n  rev: \"1\"\n  city: C\n\n\
                    - slug: new\n  title: New\n  decks: [a]\n  rev: \"2\"\n\n# what follows\nspeakers:\n  \
                    o: Odile\n\nredirects:\n  \"https://x.example.org/*\": \"events/new/:splat\"\n";
    assert_eq!(changed(text, &all()), expected);
}

#[test]
fn lists_are_written_in_many_ways() {
    for text in [
        "- slides: https://x.example.org/\n  title: A",
        "- title: A\n  slides: 'https://x.example.org/'\n",
        "workshops:\n    - title: A\n      slides: \"https://x.example.org/\"\n      abstract: |\n        text\n\n        more\nredirects:\n    a: b\n",
        "redirects:\n\nworkshops:\n- title: A\n  slides: https://x.example.org/\n# the end",
        "redirects:\n  # one\n  'a': b # two\nworkshops:\n- title: A\n  slides: https://x.example.org/\n- title: B\n",
    ] {
        let new = changed(text, &all());
        for line in text.lines().filter(|line| !line.contains("slides:")) {
            assert!(new.lines().any(|other| other == line), "{line} is gone from\n{new}");
        }
        let read = list(&new).workshops;
        assert_eq!(read.events[0].rev.as_ref().map(|rev| rev.value.as_str()), Some("1"), "{new}");
        assert_eq!(read.events.last().map(|event| event.slug.as_str()), Some("new"), "{new}");
        assert_eq!(read.moved_hosts.len(), 1, "{new}");
    }
}

#[test]
fn a_list_without_events_gets_them() {
    let changes = ListChanges { changed: Vec::new(), ..all() };
    for text in [
        "",
        "# nothing yet\n",
        "site: {title: S}\n",
        "site: {title: S}\nworkshops:\n",
        "workshops: []\n",
        "workshops: [] # none\nsite: {title: S}\n",
    ] {
        let new = changed(text, &changes);
        assert_eq!(list(&new).workshops.events.len(), 1, "{new}");
        let kept = text.replace(" []", "");
        assert!(kept.lines().all(|line| new.lines().any(|other| other == line)), "{new}");
    }
}

#[test]
fn the_events_of_the_other_list_are_taken_over() {
    let other =
        "# all\n- title: A\n  slides: https://x.example.org/\n- title: B\n  date: 2027-01-02\n";
    for own in ["", "site: {title: S}\n", "workshops:\nredirects: {}\n"] {
        let world = MemoryWorld::default().with("slides/index.yaml", other);
        let world = if own.is_empty() { world } else { world.with(LIST, own) };
        let list = EventList::read(&world).expect("a list");
        assert_eq!(list.workshops.events.len(), 2, "{own}");
        let changes = ListChanges { redirects: Vec::new(), ..all() };
        let new = list.with(&changes).expect("changes");
        assert!(new.text().contains("# all\n"), "{}", new.text());
        assert!(new.text().contains("#slides: https://x.example.org/\n"), "{}", new.text());
    }
}

#[test]
fn what_cannot_be_changed_as_a_text_is_refused() {
    for text in [
        "workshops:\n- {title: A, slides: 'https://x.example.org/'}\n",
        "workshops: [{title: A, slides: 'https://x.example.org/'}]\n",
        "workshops:\n- title: A\n  slides: >\n    https://x.example.org/\n",
    ] {
        assert!(list(text).with(&all()).is_err(), "{text}");
    }
}

#[test]
fn nothing_to_do_changes_nothing() {
    let text = "workshops:\n- title: A\n";
    assert_eq!(changed(text, &ListChanges::default()), text);
    assert_eq!(list("- title: A\n").with(&ListChanges::default()).unwrap().text(), "- title: A\n");
}

#[test]
fn copied_events_with_one_address_get_slugs() {
    let entry = |title: &str| {
        format!("- date: 2027-03-02\n  city: Lyon\n  event: Week\n  title: {title}\n\n")
    };
    let other: String = ["Bread", "Rye", "Spelt", "Rye"].map(entry).concat();
    let flow = "- {date: 2027-03-09, event: Week, title: A}\n- {date: 2027-03-09, event: Week, title: B}\n";
    let world = MemoryWorld::default().with("slides/index.yaml", format!("{other}{flow}"));
    let list = EventList::read(&world).expect("a list");
    assert_eq!(list.problems, 1, "those on one line stay");
    let slugs: Vec<&str> = list.workshops.events.iter().map(|event| event.slug.as_str()).collect();
    assert_eq!(slugs[0], "2027-03-02-lyon-week");
    assert_eq!(slugs[1], "2027-03-02-lyon-week-rye");
    assert_eq!(slugs[2], "2027-03-02-lyon-week-spelt");
    assert_eq!(slugs[3], "2027-03-02-lyon-week-rye-2");
    // The author's own list stays unchanged.
    let own = MemoryWorld::default().with(LIST, format!("workshops:\n{other}"));
    let own = EventList::read(&own).expect("a list");
    assert!(!own.source.text().contains("slug:") && own.problems == 1);
}
