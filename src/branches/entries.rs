//! Which entries of the list of events belong to a branch: those whose slides are at its address, or those of
//! an earlier import.

use std::collections::BTreeMap;

use super::Branch;
use super::old_rules;
use crate::event::{Event, Workshops};

/// The entries of a branch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FoundEntries {
    /// The indices of the events whose `slides:` link to it, each with the deck that it names, if
    /// any.
    pub(super) addressed: Vec<(usize, Option<String>)>,
    /// The indices of the events that show it already.
    pub(super) imported: Vec<usize>,
}

/// The host and the path of an address on the web, without query and fragment.
fn parts(url: &str) -> Option<(String, &str)> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let rest = rest.split(['?', '#']).next()?;
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    Some((host.to_lowercase(), path))
}

/// The domain below which branches were published: the most frequent one among the branch addresses
/// in the list.
pub(super) fn domain(workshops: &Workshops, branches: &[Branch]) -> Option<String> {
    let labels: Vec<String> = branches.iter().map(Branch::label).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let slides = workshops.events.iter().filter_map(|event| event.slides.as_ref());
    let old = workshops.moved_hosts.iter().map(|redirect| &redirect.from);
    for url in slides.chain(old) {
        let Some((host, _)) = parts(&url.value) else { continue };
        let Some((label, domain)) = host.split_once('.') else { continue };
        if domain.contains('.') && labels.iter().any(|known| known == label) {
            *counts.entry(domain.to_owned()).or_default() += 1;
        }
    }
    let most = counts.values().max().copied()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(domain, _)| domain)
}

/// The entries of a branch that was at `host`.
pub(super) fn of_branch(
    workshops: &Workshops,
    branch: &Branch,
    host: Option<&str>,
) -> FoundEntries {
    let mut found = FoundEntries::default();
    let label = branch.label();
    for (index, event) in workshops.events.iter().enumerate() {
        if is_imported(workshops, event, (&label, host)) {
            found.imported.push(index);
            continue;
        }
        let url = event.slides.as_ref().and_then(|slides| parts(&slides.value));
        if let Some((_, path)) = url.filter(|(own, _)| Some(own.as_str()) == host) {
            found.addressed.push((index, old_rules::deck_at(path).map(str::to_owned)));
        }
    }
    found
}

/// Whether an event shows a revision for the audience of a branch: by its name, by its overlay, or
/// because the branch's old address redirects there.
fn is_imported(workshops: &Workshops, event: &Event, (label, host): (&str, Option<&str>)) -> bool {
    if event.rev.is_none() || event.decks.is_empty() {
        return false;
    }
    let folder = format!("events/{label}");
    let overlay = event.overlay.as_ref().map(|overlay| overlay.value.trim_end_matches('/'));
    let page = format!("events/{}/", event.slug);
    let leads_here = || {
        workshops.moved_hosts.iter().any(|redirect| {
            let is_of_host =
                parts(&redirect.from.value).is_some_and(|(own, _)| Some(&*own) == host);
            is_of_host && redirect.to.value.starts_with(&page)
        })
    };
    event.slug == label || overlay == Some(&folder) || leads_here()
}

#[cfg(test)]
mod tests {
    use super::{domain, of_branch};
    use crate::branches::Branch;
    use crate::event::{Workshops, read};
    use crate::path::ProjectPath;
    use crate::source::Source;

    fn list(text: &str) -> Workshops {
        let read = read(&Source::new(ProjectPath::new("workshops.yml"), text));
        assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
        read.output
    }

    fn branch(name: &str) -> Branch {
        Branch { name: name.to_owned(), tip: "1".to_owned(), base: None, days: Vec::new() }
    }

    #[test]
    fn entries_are_found_by_the_address_of_their_slides() {
        let list = list(
            "workshops:\n\
             - {title: A, slides: 'https://one.example.org/1.yml.html#3'}\n\
             - {title: B, slides: 'http://ONE.example.org'}\n\
             - {title: C, slides: 'https://two.example.org/'}\n\
             - {title: D, slides: 'https://one.example.com/'}\n",
        );
        let branches = [branch("one"), branch("feature/two"), branch("two")];
        assert_eq!(domain(&list, &branches).as_deref(), Some("example.org"));
        let found = of_branch(&list, &branches[0], Some("one.example.org"));
        assert_eq!(found.addressed, [(0, Some("1".to_owned())), (1, None)]);
        assert!(
            of_branch(&list, &branches[1], Some("feature-two.example.org")).addressed.is_empty()
        );
    }

    #[test]
    fn imported_entries_are_known_again() {
        let list = list(
            "workshops:\n\
             - {title: A, slug: one, decks: [a], rev: v1}\n\
             - {title: B, slug: b, decks: [a], rev: v1, overlay: events/one/}\n\
             - {title: C, slug: c, decks: [a], rev: v1}\n\
             - {title: D, slug: d, decks: [a]}\n\
             redirects: {'https://one.example.org/*': 'events/c/:splat'}\n",
        );
        let found = of_branch(&list, &branch("one"), Some("one.example.org"));
        assert_eq!(found.imported, [0, 1, 2]);
    }
}
