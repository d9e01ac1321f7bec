//! Redirects that end where they begin, directly or through others.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{ClashCure, Diagnostic, OutputProblem};
use crate::event::{Redirect, Workshops};
use crate::path::{OutPath, composed};
use crate::routes::{Route, base_path, local_path};

/// Reports each redirect that is part of a loop, and those that begin at an earlier one's address.
pub(super) fn check(workshops: &Workshops, diagnostics: &mut Vec<Diagnostic>) {
    let mut by_path: BTreeMap<String, &Redirect> = BTreeMap::new();
    for redirect in &workshops.redirects {
        match by_path.entry(path_of(redirect)) {
            Entry::Vacant(entry) => _ = entry.insert(redirect),
            Entry::Occupied(_) => {
                let route = Route::redirect(redirect.from.value.trim_matches('/'));
                let problem = OutputProblem::OutputClash {
                    name: route.path().to_string(),
                    other: route.to_string(),
                    cure: ClashCure::Redirect,
                };
                diagnostics.push(Diagnostic::new(problem, redirect.from.span.clone()));
            }
        }
    }
    let mut finished = BTreeSet::new();
    for redirect in &workshops.redirects {
        let mut way: Vec<&Redirect> = Vec::new();
        let mut places = BTreeMap::new();
        let mut next = Some(redirect);
        while let Some(here) = next {
            let path = path_of(here);
            if finished.contains(&path) {
                break;
            }
            if let Some(&start) = places.get(&path) {
                let circle = way.get(start..).unwrap_or_default();
                diagnostics
                    .extend(circle.iter().enumerate().map(|(at, one)| loop_report(circle, at, one)));
                break;
            }
            places.insert(path, way.len());
            way.push(here);
            let targets = targets(&workshops.settings.url, &here.to.value);
            next = targets.iter().find_map(|target| by_path.get(target).copied());
        }
        finished.extend(way.into_iter().map(path_of));
    }
}

/// A redirect in a loop, with the path from it and back.
fn loop_report(circle: &[&Redirect], at: usize, redirect: &Redirect) -> Diagnostic {
    let (before, after) = circle.split_at(at);
    let names = after.iter().chain(before).chain(after.first());
    let chain = names.map(|redirect| redirect.from.value.clone()).collect();
    Diagnostic::new(OutputProblem::RedirectLoop { chain }, redirect.to.span.clone())
}

/// The path of a redirect's page on hosts that ignore case and Unicode normalization.
fn path_of(redirect: &Redirect) -> String {
    folded(&Route::redirect(redirect.from.value.trim_matches('/')).path())
}

fn folded(path: &OutPath) -> String {
    composed(path.as_str()).to_lowercase()
}

/// The files that an address can refer to within the site, the most likely first.
fn targets(site: &str, url: &str) -> Vec<String> {
    let site = site.trim_end_matches('/');
    let inside = match url.strip_prefix(site).filter(|_| !site.is_empty()) {
        Some(rest) if rest.is_empty() || rest.starts_with(['/', '?', '#']) => {
            rest.trim_start_matches('/')
        }
        _ => {
            let base = format!("{}/", base_path(site).unwrap_or_default());
            url.strip_prefix(base.as_str()).unwrap_or(url)
        }
    };
    let Some(path) = local_path(inside) else { return Vec::new() };
    let path = path.trim_matches('/');
    let names = [path.to_owned(), format!("{path}/index.html"), format!("{path}.html")];
    names.iter().map(|name| folded(&OutPath::cleaned(name))).collect()
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::event::read;
    use crate::path::ProjectPath;
    use crate::source::Source;

    /// How many redirects are part of a loop.
    fn circles(redirects: &str) -> usize {
        let text = format!(
            "site: {{url: https://example.org/courses/}}\nworkshops: []\nredirects: {{{redirects}}}\n"
        );
        let read = read(&Source::new(ProjectPath::new("workshops.yml"), &text));
        let mut found = Vec::new();
        check(&read.output, &mut found);
        found.len()
    }

    #[test]
    fn circles_of_any_length_are_found() {
        assert_eq!(circles("x: x"), 1);
        assert_eq!(circles("x: y, y: x"), 2);
        assert_eq!(circles("a: x, x: y, y: z, z: x, b: a"), 3);
        let long: Vec<String> = (0..500).map(|n| format!("p{n}: p{}", (n + 1) % 500)).collect();
        assert_eq!(circles(&long.join(", ")), 500);
    }

    #[test]
    fn one_address_is_written_in_many_ways() {
        for same in [
            "x: x/",
            "x: x/index.html",
            "x: 'x?a=b'",
            "x: 'x#a'",
            "x: 'https://example.org/courses/x'",
            "x.html: x",
            "X: x",
        ] {
            assert_eq!(circles(same), 1, "{same}");
        }
    }

    #[test]
    fn two_redirects_from_one_address_clash() {
        assert_eq!(circles("x: y, x/index.html: z"), 1);
    }

    #[test]
    fn what_ends_is_no_circle() {
        for other in [
            "x: y",
            "x: y, y: z",
            "x: 'https://example.org/x'",
            "x: 'https://example.com/courses/x'",
        ] {
            assert_eq!(circles(other), 0, "{other}");
        }
    }
}
