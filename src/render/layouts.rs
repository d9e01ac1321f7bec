//! Layouts: classes of a slide, or of a part of it, that arrange its content.
//!
//! This module knows only their names. `static/layouts.css` styles them, and selects slides by
//! their `data-layout`; the code that writes this attribute decides whether a name means the layout
//! or the author's own class.

/// The layouts, besides the columns with free widths.
pub const LAYOUTS: [&str; 9] = [
    "statement",
    "quote",
    "big-number",
    "compare",
    "two-cols",
    "three-cols",
    "image-left",
    "image-right",
    "image-full",
];

/// Layouts with little text, whose type grows into free space.
const GROWING: [&str; 3] = ["statement", "quote", "big-number"];

/// The maximum number of columns side by side.
const MOST_COLUMNS: usize = 6;
/// The longest number among the widths of columns.
const MOST_DIGITS: usize = 3;

/// Whether a class is a layout.
pub fn is_layout(class: &str) -> bool {
    LAYOUTS.contains(&class) || columns(class).is_some()
}

/// Whether the type of slides with this layout grows by default.
pub fn grows(layout: &str) -> bool {
    GROWING.contains(&layout)
}

/// Whether a layout is one around a picture.
pub fn has_picture(layout: &str) -> bool {
    layout.starts_with("image-") && LAYOUTS.contains(&layout)
}

/// The widths of columns, as shares: `cols-60-40`, `cols-2-1-1`.
pub fn columns(class: &str) -> Option<Vec<u32>> {
    let widths = class.strip_prefix("cols-")?.split('-');
    let share = |width: &str| {
        let is_number =
            width.len() <= MOST_DIGITS && width.bytes().all(|byte| byte.is_ascii_digit());
        width.parse().ok().filter(|share| is_number && *share > 0)
    };
    let widths: Vec<u32> = widths.map(share).collect::<Option<_>>()?;
    (2..=MOST_COLUMNS).contains(&widths.len()).then_some(widths)
}

#[cfg(test)]
mod tests {
    use super::{columns, is_layout};

    #[test]
    fn widths_of_columns_are_shares() {
        assert_eq!(columns("cols-60-40"), Some(vec![60, 40]));
        assert_eq!(columns("cols-1-2-1"), Some(vec![1, 2, 1]));
        for class in [
            "cols",
            "cols-",
            "cols-2",
            "cols-0-1",
            "cols-1-",
            "cols-+1-2",
            "cols-1000-1",
            "cols-a-b",
            "cols-1-1-1-1-1-1-1",
        ] {
            assert_eq!(columns(class), None, "{class}");
        }
        assert!(is_layout("cols-1-2") && is_layout("quote") && !is_layout("column-half"));
    }
}
