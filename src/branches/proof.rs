//! Whether an event's deck is that of a branch: slide by slide, addresses and commits aside.

use crate::deck::DeckSlide;
use crate::model::{DeckFile, SiteDeck};
use crate::render::Html;

/// A difference between two decks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// How many slides differ.
    pub(super) slides: usize,
    /// The first difference, as a text.
    pub(super) first: String,
}

/// What differs between the deck of a branch and that of its event; `None` if nothing does.
///
/// Addresses of the repository contain a commit, so only the files behind them are compared.
pub(super) fn difference(old: &SiteDeck, new: &SiteDeck) -> Option<Difference> {
    let name = old.deck.name.as_str();
    let (slides, others) = (&old.deck.slides, &new.deck.slides);
    let pairs = slides.iter().zip(others).enumerate();
    let differing: Vec<usize> = pairs
        .filter(|(_, (old, new))| !is_same(name, (old, new)))
        .map(|(index, _)| index)
        .collect();
    let missing = slides.len().abs_diff(others.len());
    if let Some(&first) = differing.first() {
        let what = format!("slide {} (`{}`) differs", first + 1, slides[first].id);
        return Some(Difference { slides: differing.len() + missing, first: what });
    }
    if missing > 0 {
        let what = format!("{} slides instead of {}", others.len(), slides.len());
        return Some(Difference { slides: missing, first: what });
    }
    let differ = old.files.len() != new.files.len();
    let file = old.files.iter().zip(&new.files).find(|(old, new)| !leads_to_same(old, new));
    if let Some((file, _)) = file {
        return Some(Difference { slides: 1, first: format!("the file `{}` differs", file.path) });
    }
    let title = |deck: &SiteDeck| deck.plan.manifest.text("title").to_owned();
    let is_titled = title(old) == title(new);
    let what = if is_titled { "an address differs" } else { "the title differs" };
    (differ || !is_titled).then(|| Difference { slides: 1, first: what.to_owned() })
}

fn is_same(name: &str, (old, new): (&DeckSlide, &DeckSlide)) -> bool {
    old.id == new.id
        && old.aliases == new.aliases
        && old.number == new.number
        && old.step_numbers == new.step_numbers
        && old.steps == new.steps
        && old.opens == new.opens
        && (&old.mark, &old.lab) == (&new.mark, &new.lab)
        && old.classes == new.classes
        && old.background == new.background
        && old.properties == new.properties
        && old.rendered.content_classes == new.rendered.content_classes
        && old.rendered.inserted == new.rendered.inserted
        && is_same_html(name, (&old.rendered.html, &new.rendered.html))
        && is_same_html(name, (&old.rendered.notes, &new.rendered.notes))
}

fn is_same_html(name: &str, (old, new): (&Html, &Html)) -> bool {
    if old == new {
        return true;
    }
    let ((old, from), (new, to)) = (old.apart(), new.apart());
    // `@@HTML@@` is the name of the deck's page, also an address.
    let (page, own) = (format!("{name}.yml.html"), format!("{name}.html"));
    let is_text = |(old, new): (&&str, &&str)| old == new || old.replace(&page, &own) == **new;
    old.len() == new.len()
        && old.iter().zip(&new).all(is_text)
        && from.iter().zip(&to).all(|(from, to)| is_same_address(from, to))
}

/// Whether two addresses differ only in a commit or a folder of a repository: they begin alike, and
/// end with the same file.
fn is_same_address(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let host = |address: &str| address.split('/').take(3).map(str::to_owned).collect::<Vec<_>>();
    let file = |address: &str| address.rsplit('/').next().map(str::to_owned);
    if without_commits(one) == without_commits(other) {
        return true;
    }
    one.contains("://") && host(one) == host(other) && file(one) == file(other)
}

/// A text without the ids of commits in it.
fn without_commits(text: &str) -> String {
    const LENGTH: usize = 40;
    let mut out = String::with_capacity(text.len());
    for part in text.split_inclusive(|c: char| !c.is_ascii_hexdigit()) {
        let end = part.trim_end_matches(|c: char| !c.is_ascii_hexdigit());
        out.push_str(if end.len() == LENGTH { &part[LENGTH..] } else { part });
    }
    out
}

/// Whether two file addresses have the same content, or are both dead. In a deck whose repository
/// is unknown, they are addresses on the site, which contain a commit nevertheless.
fn leads_to_same(old: &DeckFile, new: &DeckFile) -> bool {
    let blob = |file: &DeckFile| {
        let blob = file.found.as_ref().and_then(|found| found.blob.as_ref());
        blob.map(|(id, _)| id.clone())
    };
    let is_there = |file: &DeckFile| file.found.is_some();
    let is_same_path = without_commits(old.path.as_str()) == without_commits(new.path.as_str());
    is_same_path && is_there(old) == is_there(new) && blob(old) == blob(new)
}

#[cfg(test)]
mod tests {
    use super::is_same_address;

    #[test]
    fn commits_and_folders_in_addresses_do_not_count() {
        let at = |rest: &str| format!("https://forge.example/a/b/blob/{rest}");
        assert!(is_same_address(&at("0123abcd/k8s/web.yaml"), &at("4567/events/x/k8s/web.yaml")));
        let bare = |id: &str| format!("/blob/{}/k8s/web.yaml", id.repeat(40));
        assert!(is_same_address(&bare("1"), &bare("a")));
        assert!(!is_same_address("/blob/1/a.yaml", "/blob/2/a.yaml"));
        assert!(!is_same_address(&at("1/a.yaml"), &at("1/b.yaml")));
        assert!(!is_same_address("images/a.png", "pictures/a.png"));
        assert!(!is_same_address("https://a.example/x", "https://b.example/x"));
    }
}
