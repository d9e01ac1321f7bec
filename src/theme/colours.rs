//! Colours for browsers without `light-dark()`, such as those of 2023: the build adds equivalent
//! rules to each style sheet.
//!
//! `light-dark(A, B)` becomes `var(--if-light, A) var(--if-dark, B)`. One of the two properties is empty, and the other
//! one is undefined, so that its fallback applies. They are set wherever a sheet sets `color-scheme`. One condition
//! makes newer browsers skip all of it.

use std::borrow::Cow;

use super::sheet::{Rule, cut, end_of_block, find, rules, without_comments};

/// Only browsers without `light-dark()` read this.
const CONDITION: &str = "@supports not (color:light-dark(#000,#000))";
const LIGHT: &str = "--if-light:initial;--if-dark: ;";
const DARK: &str = "--if-light: ;--if-dark:initial;";
/// Elements whose colour scheme differs from the page's (static/deck.css). The page's colour properties are
/// recomputed there, since an inherited one is already resolved.
const ISLANDS: &str = ":where(.slide-content.inverse,.slide-content[data-background-image],.slide-content[data-background-color])";
const FUNCTION: &str = "light-dark(";

/// A style sheet with additions for older browsers; unchanged when they need none.
pub(super) fn for_older_browsers(css: &str) -> Cow<'_, str> {
    if !css.contains(FUNCTION) && !css.contains("color-scheme") {
        return Cow::Borrowed(css);
    }
    let mut out = String::with_capacity(css.len() * 3 / 2);
    // Additions for a run of rules: they follow it, so that later rules still win.
    let mut waiting = String::new();
    for item in rules(css) {
        let added = for_older(&item);
        if added.is_empty() && !item.text.trim().is_empty() {
            settle(&mut out, &mut waiting);
        }
        waiting.push_str(&added);
        out.push_str(item.text);
    }
    settle(&mut out, &mut waiting);
    Cow::Owned(out)
}

fn settle(out: &mut String, waiting: &mut String) {
    if !waiting.is_empty() {
        out.push_str(CONDITION);
        out.push('{');
        out.push_str(waiting);
        out.push('}');
        waiting.clear();
    }
}

/// The rules that older browsers need in addition to one.
fn for_older(rule: &Rule<'_>) -> String {
    let Some((head, body)) = rule.parts else { return String::new() };
    let head = without_comments(head);
    let head = head.trim();
    if !head.starts_with('@') {
        return style_rule(head, body);
    }
    let groups = ["@media", "@supports", "@layer", "@container"];
    if !groups.iter().any(|name| head.starts_with(name)) {
        return String::new();
    }
    let within: String = rules(body).iter().map(for_older).collect();
    if within.is_empty() { within } else { format!("{head}{{{within}}}") }
}

/// The additions for a style rule.
fn style_rule(selectors: &str, body: &str) -> String {
    let body = without_comments(body);
    let (mut plain, mut computed, mut in_the_dark) = (String::new(), String::new(), "");
    for declaration in cut(&body, b';') {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let name = name.trim();
        if name.contains(['{', '}']) {
            // A nested rule: browsers without `light-dark()` ignore nesting, too.
            continue;
        }
        if name == "color-scheme" {
            let is_light = value.contains("light");
            let is_dark = value.contains("dark");
            match (is_light, is_dark) {
                (true, true) => (plain, in_the_dark) = (plain + LIGHT, DARK),
                (true, false) => plain.push_str(LIGHT),
                (false, true) => plain.push_str(DARK),
                (false, false) => {}
            }
        } else if find(value, FUNCTION).is_some() {
            let out = if name.starts_with("--") { &mut computed } else { &mut plain };
            out.push_str(name);
            out.push(':');
            push_value(out, value.trim());
            out.push(';');
        }
    }
    let mut out = String::new();
    push_rule(&mut out, selectors, &plain);
    let is_page = |selector: &&str| {
        let selector = selector.trim();
        (selector.starts_with(":root") || selector.starts_with("html"))
            && !selector.contains([' ', '>', '+', '~'])
    };
    if cut(selectors, b',').iter().any(is_page) {
        push_rule(&mut out, &format!("{selectors},{ISLANDS}"), &computed);
    } else {
        push_rule(&mut out, selectors, &computed);
    }
    if !in_the_dark.is_empty() {
        out.push_str("@media (prefers-color-scheme:dark){");
        push_rule(&mut out, selectors, in_the_dark);
        out.push('}');
    }
    out
}

fn push_rule(out: &mut String, selectors: &str, declarations: &str) {
    if !declarations.is_empty() {
        out.push_str(selectors);
        out.push('{');
        out.push_str(declarations);
        out.push('}');
    }
}

/// Writes a value with `light-dark()` replaced for older browsers.
fn push_value(out: &mut String, value: &str) {
    let mut rest = value;
    while let Some(at) = find(rest, FUNCTION) {
        out.push_str(&rest[..at]);
        let after = &rest[at + FUNCTION.len()..];
        let end = end_of_block(after.as_bytes(), b')');
        let pair = cut(&after[..end], b',');
        if let [light, dark] = pair[..] {
            out.push_str("var(--if-light,");
            push_value(out, light.trim());
            out.push_str(") var(--if-dark,");
            push_value(out, dark.trim());
            out.push(')');
        }
        rest = after.get(end + 1..).unwrap_or_default();
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::{CONDITION, DARK, ISLANDS, LIGHT, for_older_browsers};

    #[test]
    fn each_colour_has_a_counterpart_after_its_rule() {
        let css = ".a{color:light-dark(#fff, rgb(0, 0, 0));margin:0}.b{color:red}";
        let expected = format!(
            ".a{{color:light-dark(#fff, rgb(0, 0, 0));margin:0}}{CONDITION}{{.a{{color:\
             var(--if-light,#fff) var(--if-dark,rgb(0, 0, 0));}}}}.b{{color:red}}"
        );
        assert_eq!(for_older_browsers(css), expected);
    }

    #[test]
    fn properties_of_the_page_are_computed_again_where_the_scheme_is_another() {
        let css = ":root{color-scheme:light dark;--a:light-dark(#fff,#000)}";
        let added = format!(
            ":root{{{LIGHT}}}:root,{ISLANDS}{{--a:var(--if-light,#fff) var(--if-dark,#000);}}\
             @media (prefers-color-scheme:dark){{:root{{{DARK}}}}}"
        );
        assert_eq!(for_older_browsers(css), format!("{css}{CONDITION}{{{added}}}"));
    }

    #[test]
    fn a_scheme_is_taken_over_within_its_condition() {
        let css = "@media print{/* paper */ :root, .x { color-scheme: light !important }}";
        let added = format!("@media print{{:root, .x{{{LIGHT}}}}}");
        assert_eq!(for_older_browsers(css), format!("{css}{CONDITION}{{{added}}}"));
    }

    #[test]
    fn what_needs_nothing_stays_as_it_is() {
        let nothing = [
            "",
            ".a { color: red }",
            "/* light-dark(#fff, #000) */ .a { color: red }",
            ".a::before { content: \"light-dark(}\"; color-scheme: normal }",
            "@font-face{font-family:color-scheme}",
        ];
        for css in nothing {
            assert_eq!(for_older_browsers(css), css);
        }
    }

    #[test]
    fn whatever_is_written_is_read_to_its_end() {
        for css in [
            "{",
            "}",
            "light-dark(",
            "a{color:light-dark(",
            "a{color-scheme:dark",
            "\"",
            "/*color-scheme",
            "a{b{color-scheme:dark}}",
        ] {
            let out = for_older_browsers(css);
            assert!(out.starts_with(css), "{css} became {out}");
        }
    }
}
