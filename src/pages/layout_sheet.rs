//! The style sheet of the layouts of a deck: the rules of `layouts.css` for those that it has.
//!
//! A class that the author's style sheet also defines is renamed in the sheet, so that the sheet
//! does not affect the author's class. `.two-cols` also represents the columns with other widths,
//! which are added.

use std::fmt::Write as _;

use crate::manifest::Fit;
use crate::model::SiteDeck;
use crate::output::{Claim, Content};
use crate::render::layouts::{LAYOUTS, columns};
use crate::routes::Route;
use crate::theme::{fingerprint, matching};

/// The class that free columns share their rules with.
const COLUMNS: &str = "two-cols";

/// The sheet of a deck, if one of its slides has a layout or lets its type grow.
pub(super) fn sheet(deck: &SiteDeck, base: &str) -> Option<Claim> {
    let slides = &deck.deck.slides;
    let grows = || {
        let by_default = Fit::grows(deck.plan.manifest.text("fit")) == Some(true);
        by_default || slides.iter().any(|slide| slide.grows == Some(true))
    };
    if deck.layouts.used.is_empty() && !grows() {
        return None;
    }
    let taken: Vec<&str> = deck.layouts.taken.iter().map(String::as_str).collect();
    let free: Vec<&str> = deck.layouts.used.iter().map(String::as_str).collect();
    let text = made(base, &taken, &free);
    let route = Route::asset("layouts", &fingerprint(text.as_bytes()), "css");
    Some(Claim::generated(route, Content::text(text), None))
}

/// The sheet, with the author's names and the names in use.
fn made(base: &str, taken: &[&str], used: &[&str]) -> String {
    let free: Vec<_> = used.iter().filter_map(|name| Some((*name, columns(name)?))).collect();
    let has_columns = !free.is_empty();
    let mut text = matching(base, &|selector: &str| {
        let mut layouts = LAYOUTS.iter().filter(|layout| names(selector, layout)).peekable();
        let is_general = layouts.peek().is_none();
        is_general
            || layouts.any(|layout| used.contains(layout) || has_columns && *layout == COLUMNS)
    });
    if !free.is_empty() {
        let names: Vec<_> = free.iter().map(|(name, _)| format!(".{name}")).collect();
        // The class itself may be the author's.
        text = renamed(&text, COLUMNS, &format!(":is(.{COLUMNS},{})", names.join(",")));
    }
    for name in taken.iter().filter(|name| LAYOUTS.contains(name)) {
        text = renamed(&text, name, &format!(".-{name}"));
    }
    for (name, shares) in free {
        let shares: Vec<_> = shares.iter().map(|share| format!("{share}fr")).collect();
        // Writing to a String cannot fail.
        let _ = writeln!(text, "@layer deckyard{{.slide .{name}{{--cols:{}}}}}", shares.join(" "));
    }
    text
}

/// Whether a selector names a class.
fn names(selector: &str, class: &str) -> bool {
    selector.match_indices(class).any(|(at, _)| {
        let (before, after) = (&selector[..at], &selector[at + class.len()..]);
        before.ends_with(['.', '=']) && !after.starts_with(is_part)
    })
}

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

/// A style sheet with another selector for a class.
fn renamed(css: &str, class: &str, selector: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    let name = format!(".{class}");
    while let Some((before, after)) = rest.split_once(&name) {
        out.push_str(before);
        out.push_str(if after.starts_with(is_part) { &name } else { selector });
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::made;

    const BASE: &str = "@layer x{.quote,.two-cols{--cols:1fr}.quote-x,.two-cols>*{margin:0}}\
                        @media y{.quote{top:0}.statement{top:1px}}.col{top:2px}\n";

    #[test]
    fn a_deck_has_the_rules_of_its_layouts() {
        assert_eq!(
            made(BASE, &[], &["quote"]),
            "@layer x{.quote,.two-cols{--cols:1fr}}@media y{.quote{top:0}}.col{top:2px}\n"
        );
        assert_eq!(made(BASE, &[], &[]), ".col{top:2px}\n");
    }

    #[test]
    fn a_class_of_the_authors_is_renamed() {
        assert_eq!(
            made(BASE, &["quote", "cols-1-2"], &["two-cols"]),
            "@layer x{.-quote,.two-cols{--cols:1fr}.quote-x,.two-cols>*{margin:0}}.col{top:2px}\n"
        );
    }

    #[test]
    fn columns_of_free_widths_have_the_rules_of_others() {
        assert_eq!(
            made(BASE, &["two-cols"], &["cols-60-40"]),
            "@layer x{.quote,:is(.-two-cols,.cols-60-40){--cols:1fr}.quote-x,\
             :is(.-two-cols,.cols-60-40)>*{margin:0}}.col{top:2px}\n\
             @layer deckyard{.slide .cols-60-40{--cols:60fr 40fr}}\n"
        );
    }
}
