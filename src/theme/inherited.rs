//! Headings and signs of lists in the colours of the slides and boxes that an author's style sheet
//! paints.
//!
//! The built-in theme has a colour for headings, chosen for its own background, and puts a light
//! background behind pictures on dark slides. On a background that an author painted, headings have
//! the colour of the text around them, and pictures stay unchanged, as in remark. The rules are in
//! a layer, so that any rule of the author's wins.

use super::sheet::{Rule, cut, rules, without_comments};

/// The layer of these rules; deck.css orders it after that of the theme.
const LAYER: &str = "deckyard-inherited";
const COLOURED: [&str; 2] = [":is(h1,h2,h3,h4,h5,h6)", "li::marker"];

/// Additional rules for an author's style sheet; empty if it paints nothing.
#[comemo::memoize]
pub(crate) fn inherited(css: &str) -> String {
    let within: String = rules(css).iter().map(of_rule).collect();
    if within.is_empty() { within } else { format!("@layer {LAYER}{{{within}}}\n") }
}

fn of_rule(rule: &Rule<'_>) -> String {
    let Some((head, body)) = rule.parts else { return String::new() };
    let head = without_comments(head);
    let head = head.trim();
    if head.starts_with('@') {
        let groups = ["@media", "@supports", "@layer", "@container"];
        if !groups.iter().any(|name| head.starts_with(name)) {
            return String::new();
        }
        let within: String = rules(body).iter().map(of_rule).collect();
        // A layer of the author's would change the order of the rules.
        let is_layer = head.starts_with("@layer");
        return if within.is_empty() || is_layer { within } else { format!("{head}{{{within}}}") };
    }
    let paint = Paint::of(body);
    let selectors = cut(head, b',');
    let painted = selectors.into_iter().map(str::trim).filter(|selector| paint.reaches(selector));
    let painted: Vec<_> = painted.collect();
    if painted.is_empty() {
        return String::new();
    }
    let coloured = painted.iter().flat_map(|&selector| COLOURED.map(|part| (selector, part)));
    let coloured: Vec<_> = coloured.map(|(selector, part)| format!("{selector} {part}")).collect();
    let (coloured, painted) = (coloured.join(","), painted.join(","));
    format!("{coloured}{{color:inherit}}{painted}{{--picture-paper:#0000}}")
}

/// The properties that a rule sets.
struct Paint {
    colour: bool,
    background: bool,
}

impl Paint {
    fn of(body: &str) -> Self {
        let body = without_comments(body);
        let mut paint = Self { colour: false, background: false };
        for declaration in cut(&body, b';') {
            match declaration.split_once(':').map(|(name, _)| name.trim()) {
                Some("color") => paint.colour = true,
                Some("background" | "background-color" | "background-image") => {
                    paint.background = true;
                }
                _ => {}
            }
        }
        paint
    }

    /// Whether headings inside the selected elements are on the background that the rule paints.
    /// The colour of the page around the slides does not affect them.
    fn reaches(&self, selector: &str) -> bool {
        let is_page = !selector.contains(['.', '#', '[']);
        let is_element = !selector.is_empty() && !selector.contains(['{', '}', '&', '%']);
        let is_piece = selector.contains("::")
            || [":before", ":after"].iter().any(|end| selector.ends_with(end));
        is_element && !is_page && !is_piece && (self.colour || self.background)
    }
}

#[cfg(test)]
mod tests {
    use super::inherited;

    #[test]
    fn headings_inherit_on_what_an_author_painted() {
        let css = "/* x */ .first, #a .b { background: blue; color: #fff }";
        let expected = "@layer deckyard-inherited{.first :is(h1,h2,h3,h4,h5,h6),.first li::marker,\
                        #a .b :is(h1,h2,h3,h4,h5,h6),#a .b li::marker{color:inherit}\
                        .first,#a .b{--picture-paper:#0000}}\n";
        assert_eq!(inherited(css), expected);
    }

    #[test]
    fn rules_within_conditions_keep_them() {
        let css = "@media print { .x { color: red } .y { margin: 0 } } @font-face { color: red }";
        let expected = "@layer deckyard-inherited{@media print{.x :is(h1,h2,h3,h4,h5,h6),\
                        .x li::marker{color:inherit}.x{--picture-paper:#0000}}}\n";
        assert_eq!(inherited(css), expected);
    }

    #[test]
    fn what_paints_no_slide_adds_nothing() {
        for css in [
            "",
            "body { background: #eee; color: #333 }",
            ".x { border-color: red; --color: red }",
            ".x::before { color: red }",
            ".x { &:hover { color: red } }",
            "{ color: red }",
            ".x { color",
        ] {
            assert_eq!(inherited(css), "", "{css}");
        }
    }
}
