//! Whether a slide has something to do for the audience.

use super::super::tree::SlideTree;

/// The content classes for labs.
pub(in crate::render) const LABS: [&str; 2] = ["lab", "exercise"];

/// Whether a class is one of a lab.
pub fn is_lab(class: &str) -> bool {
    LABS.contains(&class)
}

/// Whether any element of a slide has the class of a lab, besides any others.
pub(in crate::render) fn has_lab(tree: &SlideTree) -> bool {
    let elements = tree.ids().filter_map(|id| tree.element(id));
    elements.into_iter().any(|element| tree.class_words(element).any(is_lab))
}

#[cfg(test)]
mod tests {
    use super::has_lab;
    use crate::render::parse::of_markdown as tree;

    #[test]
    fn a_lab_is_one_whatever_stands_around_it() {
        for html in [
            "<div class=\"lab\"></div>",
            "<div class='small lab big'></div>",
            "<div>\n<p class=exercise>x</p>\n</div>",
        ] {
            assert!(has_lab(&tree(html)), "{html}");
        }
        for html in ["class=\"lab\"", "<p class=\"lab-check\" title='lab'>lab</p>", "`lab`"] {
            assert!(!has_lab(&tree(html)), "{html}");
        }
    }
}
