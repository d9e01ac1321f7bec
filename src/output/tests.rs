//! Tests of which claim gets a path.

use super::{Claim, Content, FileOrigin, resolve};
use crate::path::{OutPath, ProjectPath};
use crate::routes::{PageFolder, Route};
use crate::span::Span;

fn generated(route: Route) -> Claim {
    Claim::generated(route, Content::text("made".to_owned()), None)
}

fn authors(path: &str) -> Claim {
    let file = ProjectPath::new(&format!("static/{path}"));
    Claim::authors(OutPath::cleaned(path), file)
}

fn shown(path: &str) -> Claim {
    let file = ProjectPath::new(&format!("slides/{path}"));
    Claim::referenced(OutPath::cleaned(path), file)
}

fn deck(name: &str) -> Claim {
    let place = Span::start_of(ProjectPath::new(&format!("slides/{name}.yml")));
    let route = Route::Deck(PageFolder::Top, name.into());
    Claim::generated(route, Content::text("made".to_owned()), Some(place))
}

/// The content of each path: `made`, or the copied file; and the number of clashes.
fn resolved(claims: &[Claim]) -> (Vec<String>, usize) {
    let found = resolve(claims.iter().cloned());
    let files = found.output.into_iter().map(|(path, content)| match content {
        Content::Bytes(_) => format!("{path} made"),
        Content::Copy(file) => format!("{path} {file}"),
    });
    (files.collect(), found.diagnostics.len())
}

/// The result must not depend on the order of the claims.
#[track_caller]
fn check(one: &Claim, other: &Claim, expected: Result<&str, ()>) {
    for claims in [[one.clone(), other.clone()], [other.clone(), one.clone()]] {
        let (files, clashes) = resolved(&claims);
        match expected {
            Ok(file) => assert_eq!((files, clashes), (vec![file.to_owned()], 0)),
            Err(()) => assert_eq!(clashes, 1, "{files:?}"),
        }
    }
}

#[test]
fn plain_files_of_hosts_and_pictures_are_the_authors() {
    for (route, path) in [
        (Route::Robots, "robots.txt"),
        (Route::HostHeaders, "_headers"),
        (Route::SiteCard, "card.png"),
        (Route::DeckCard("a".into()), "cards/a.png"),
        (Route::EventCard("x".into()), "events/x/card.png"),
        (Route::Cover("a".into()), "covers/a.svg"),
        (Route::AllEvents, "events/index.html"),
        (Route::Series("a".into()), "series/a.html"),
        (Route::SeriesCalendar("a".into()), "series/a.ics"),
    ] {
        check(&generated(route.clone()), &authors(path), Ok(&format!("{path} static/{path}")));
        check(&generated(route), &shown(path), Ok(&format!("{path} slides/{path}")));
    }
}

#[test]
fn pages_to_which_others_link_clash() {
    let event = || PageFolder::Event("x".into());
    for route in [
        Route::Index,
        Route::Past,
        Route::NotFound,
        Route::Deck(PageFolder::Top, "a".into()),
        Route::OldDeck(PageFolder::Top, "a".into()),
        Route::Deck(event(), "a".into()),
        Route::OldDeck(event(), "a".into()),
        Route::Event(event()),
        Route::AboutEvent(event()),
        Route::EventCalendar(event()),
        Route::Speaker("ann".into()),
        Route::Calendar,
        Route::Feed,
        Route::Sitemap,
        Route::redirect("old"),
        Route::asset("deck", "0123456789", "css"),
    ] {
        let path = route.path();
        for path in [path.to_string(), path.as_str().to_uppercase()] {
            check(&generated(route.clone()), &authors(&path), Err(()));
            check(&generated(route.clone()), &shown(&path), Err(()));
        }
    }
}

#[test]
fn what_is_copied_as_it_is_comes_before_what_a_slide_shows() {
    check(&authors("a.png"), &shown("a.png"), Ok("a.png static/a.png"));
    let (files, clashes) = resolved(&[authors("A.png"), shown("a.png")]);
    assert_eq!((files.len(), clashes), (2, 0));
}

#[test]
fn redirects_of_both_are_in_the_programs() {
    check(&generated(Route::HostRedirects), &authors("_redirects"), Ok("_redirects made"));
}

#[test]
fn one_file_is_written_once() {
    let card = || generated(Route::SiteCard);
    assert_eq!(resolved(&[card(), card()]), (vec!["card.png made".to_owned()], 0));
    check(&generated(Route::Index), &deck("index"), Err(()));
    check(&deck("a"), &deck("A"), Err(()));
    check(&deck("th\u{e9}"), &deck("the\u{301}"), Err(()));
}

#[test]
fn a_file_is_no_folder() {
    check(&authors("a"), &generated(Route::redirect("a")), Err(()));
    check(&authors("events"), &generated(Route::Event(PageFolder::Event("x".into()))), Err(()));
    check(&authors("a"), &shown("a/b"), Err(()));
    assert_eq!(resolved(&[authors("A"), authors("a/b")]).1, 0);
}

/// A clash is reported where a rename is possible, and names the other side.
#[test]
fn a_clash_has_a_place() {
    let found = resolve([generated(Route::Index), authors("index.html")]);
    let span = found.diagnostics[0].span.clone();
    assert_eq!(span, Some(Span::start_of(ProjectPath::new("static/index.html"))));
    let found = resolve([authors("a.html"), deck("a")]);
    let span = found.diagnostics[0].span.clone();
    assert_eq!(span, Some(Span::start_of(ProjectPath::new("static/a.html"))));
    let found = resolve([generated(Route::Index), deck("index")]);
    let span = found.diagnostics[0].span.clone();
    assert_eq!(span, Some(Span::start_of(ProjectPath::new("slides/index.yml"))));
    assert!(matches!(authors("x").origin, FileOrigin::Author(_)));
}
