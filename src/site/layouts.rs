//! The layouts of a deck: those that its slides name as classes, except for the author's own names.
//!
//! A name is the author's own if a style sheet of the site has a rule for the class: then it means
//! what that rule defines, as it did before layouts existed. A rule for `.slide .quote`, which is
//! written for this program, adjusts the layout.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::deck::{Deck, DeckPlan};
use crate::model::DeckLayouts;
use crate::render::layouts::is_layout;
use crate::source::Source;
use crate::theme::selectors;
use crate::world::World;

/// The folders of the author's style sheets and templates.
const FOLDERS: [&str; 3] = ["static", "templates", "slides"];
/// The classes of slides that only this program's pages have.
const CONTRACT: [&str; 2] = ["slide", "slide-content"];
/// The site's own version of the sheet with the layouts.
const OURS: &str = "static/layouts.css";

/// The layouts of a deck. Style sheets are read only for decks that use one.
pub(super) fn layouts(world: &dyn World, plan: &DeckPlan, deck: &Deck) -> DeckLayouts {
    let classes =
        deck.slides.iter().flat_map(|slide| slide.classes.iter().chain(&slide.rendered.layouts));
    let asked: BTreeSet<&String> = classes.filter(|class| is_layout(class)).collect();
    if asked.is_empty() {
        return DeckLayouts::default();
    }
    let own = own_classes(world, plan);
    let (taken, used) = asked.into_iter().cloned().partition(|class| own.contains(class));
    DeckLayouts { used, taken }
}

/// The names of layouts for which an author's style sheet has a rule.
fn own_classes(world: &dyn World, plan: &DeckPlan) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for folder in FOLDERS {
        for file in world.list(folder).iter() {
            let is_read = ["css", "html"].iter().any(|end| file.has_extension(end));
            if !is_read || file.as_str() == OURS {
                continue;
            }
            if let Ok(source) = world.source(file) {
                found.extend(of_file(&source).iter().cloned());
            }
        }
    }
    for leaf in &plan.leaves {
        of_elements(leaf.composed.text(), &mut found);
    }
    found
}

#[comemo::memoize]
fn of_file(source: &Source) -> Arc<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    if source.path().has_extension("css") {
        of_sheet(source.text(), &mut found);
    } else {
        of_elements(source.text(), &mut found);
    }
    Arc::new(found)
}

/// Reads the `<style>` elements of a text.
fn of_elements(text: &str, found: &mut BTreeSet<String>) {
    for element in text.split("<style").skip(1) {
        let css = element.split("</style").next().and_then(|rest| rest.split_once('>'));
        of_sheet(css.map_or("", |(_, css)| css), found);
    }
}

fn of_sheet(css: &str, found: &mut BTreeSet<String>) {
    for selector in selectors(css) {
        let names = || {
            selector.match_indices(['.', '"', '\'', '=']).map(|(at, _)| name(&selector[at + 1..]))
        };
        if !names().any(|name| CONTRACT.contains(&name)) {
            found.extend(names().filter(|name| is_layout(name)).map(str::to_owned));
        }
    }
}

/// The name at the beginning of a text.
fn name(text: &str) -> &str {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    &text[..text.find(|c| !is_part(c)).unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{of_elements, of_sheet};

    fn of(css: &str) -> Vec<String> {
        let mut found = BTreeSet::new();
        of_sheet(css, &mut found);
        found.into_iter().collect()
    }

    #[test]
    fn a_rule_for_a_class_makes_it_the_authors() {
        assert_eq!(of("/* .statement */ p, .a .quote > em { color: red }"), ["quote"]);
        assert_eq!(
            of("@media print { .cols-1-2.x, [class~=\"compare\"] { margin: 0 } }"),
            ["cols-1-2", "compare"]
        );
        assert_eq!(
            of(".quotes, #quote, quote, .my-quote { color: red } p { content: '.quote' }"),
            [""; 0]
        );
    }

    #[test]
    fn a_rule_for_the_layout_does_not() {
        assert!(of(".slide .quote, .slide-content.statement h1 { color: red }").is_empty());
        assert_eq!(of(".remark-slide-content.quote { color: red }"), ["quote"]);
    }

    #[test]
    fn styles_in_a_page_count() {
        let mut found = BTreeSet::new();
        of_elements("x .quote <style media=x>.statement { }</style> .compare { }", &mut found);
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["statement"]);
    }
}
