//! Which of two claims to one path wins. `docs/templates.md` has the same table for authors.
//!
//! | | the program's page, calendar, feed, style sheet | the program's card, cover, `robots.txt`, `_headers` | the author's file in `static/` | a file that a slide shows |
//! |---|---|---|---|---|
//! | **the program's page …** | one of them if both are the same, else a clash | – | clash | clash |
//! | **the program's card …** | – | one of them | the author's | the author's |
//! | **the author's file** | clash | the author's | clash | the one in `static/` |
//! | **a file that a slide shows** | clash | the author's | the one in `static/` | the first |
//!
//! `_redirects` of the program contains the author's lines, and wins. Paths that differ in case or in the spelling of
//! accents alone are one path on many hosts: there they clash wherever the program's page is one of them.

use super::{Claim, FileOrigin};
use crate::routes::{Owner, Route};

/// The outcome for two claims.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The first one stays.
    First,
    /// The second one replaces it.
    Second,
    /// Their paths differ, and both stay.
    Both,
    /// The author must decide.
    Clash,
}

/// Compares two claims whose paths are the same to some hosts.
pub(super) fn verdict<C>(first: &Claim<C>, second: &Claim<C>) -> Verdict {
    if first.path == second.path {
        return same(&first.origin, &second.origin);
    }
    if is_programs(first) || is_programs(second) { Verdict::Clash } else { Verdict::Both }
}

/// Whether others link to the generated file.
pub(super) fn is_programs<C>(claim: &Claim<C>) -> bool {
    match &claim.origin {
        FileOrigin::Generated(route) => route.owner() == Owner::Program,
        FileOrigin::Author(_) | FileOrigin::Referenced(_) => false,
    }
}

/// Compares two claims to the same path.
fn same(first: &FileOrigin, second: &FileOrigin) -> Verdict {
    use FileOrigin::{Author, Generated, Referenced};
    match (first, second) {
        (Generated(one), Generated(other)) => {
            if one == other {
                Verdict::First
            } else {
                Verdict::Clash
            }
        }
        (Generated(route), Author(_) | Referenced(_)) => {
            against(route, Verdict::First, Verdict::Second)
        }
        (Author(_) | Referenced(_), Generated(route)) => {
            against(route, Verdict::Second, Verdict::First)
        }
        (Author(one), Author(other)) => {
            if one == other {
                Verdict::First
            } else {
                Verdict::Clash
            }
        }
        (Author(_) | Referenced(_), Referenced(_)) => Verdict::First,
        (Referenced(_), Author(_)) => Verdict::Second,
    }
}

/// The outcome for a route at whose path the author has a file.
fn against(route: &Route, programs: Verdict, authors: Verdict) -> Verdict {
    match route.owner() {
        Owner::Program => Verdict::Clash,
        Owner::Author => authors,
        Owner::Both => programs,
    }
}
