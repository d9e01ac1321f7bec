//! Headings in the colours of the slides and boxes that an author's style sheet paints.
//!
//! The built-in theme has a colour for headings, which was chosen for its own paper. On what an
//! author painted, a heading has the colour of the text around it, as in remark. The rules are in a
//! layer, so that any rule of the author's for headings wins.

use super::sheet::{Rule, cut, rules, without_comments};

/// The layer of these rules; deck.css orders it after that of the theme.
const LAYER: &str = "deckyard-inherited";
const HEADINGS: &str = ":is(h1,h2,h3,h4,h5,h6)";

/// What an author's style sheet needs in addition; empty when it paints nothing.
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
        // An author's layer would order the rules anew.
        let is_layer = head.starts_with("@layer");
        return if within.is_empty() || is_layer { within } else { format!("{head}{{{within}}}") };
    }
    let paint = Paint::of(body);
    let selectors = cut(head, b',');
    let painted = selectors.into_iter().map(str::trim).filter(|selector| paint.reaches(selector));
    let painted: Vec<_> = painted.map(|selector| format!("{selector} {HEADINGS}")).collect();
    if painted.is_empty() {
        return String::new();
    }
    format!("{}{{color:inherit}}", painted.join(","))
}

/// What a rule sets.
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

    /// Whether headings within what a selector selects stand on what the rule paints. That of the
    /// page around the slides does not reach them.
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
        let expected = "@layer deckyard-inherited{.first :is(h1,h2,h3,h4,h5,h6),#a .b \
                        :is(h1,h2,h3,h4,h5,h6){color:inherit}}\n";
        assert_eq!(inherited(css), expected);
    }

    #[test]
    fn rules_within_conditions_keep_them() {
        let css = "@media print { .x { color: red } .y { margin: 0 } } @font-face { color: red }";
        let expected =
            "@layer deckyard-inherited{@media print{.x :is(h1,h2,h3,h4,h5,h6){color:inherit}}}\n";
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
