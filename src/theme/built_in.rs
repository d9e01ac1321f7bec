//! The style sheets and scripts that are compiled into the program.

/// The built-in style sheets and scripts, bundled from `web/` by `scripts/bundle`.
pub(super) const BUILT_IN: [(&str, &str); 30] = [
    ("code.css", include_str!("../../static/code.css")),
    ("deck.css", include_str!("../../static/deck.css")),
    ("deck.js", include_str!("../../static/deck.js")),
    ("diagram.css", include_str!("../../static/diagram.css")),
    ("events-widget.js", include_str!("../../static/events-widget.js")),
    ("layouts.css", include_str!("../../static/layouts.css")),
    ("live.js", include_str!("../../static/live.js")),
    ("lost.js", include_str!("../../static/lost.js")),
    ("overflow.js", include_str!("../../static/overflow.js")),
    ("panels.css", include_str!("../../static/panels.css")),
    ("panels.js", include_str!("../../static/panels.js")),
    ("present.css", include_str!("../../static/present.css")),
    ("present.js", include_str!("../../static/present.js")),
    ("presenter.js", include_str!("../../static/presenter.js")),
    ("reading.css", include_str!("../../static/reading.css")),
    ("reading.js", include_str!("../../static/reading.js")),
    ("redirect.js", include_str!("../../static/redirect.js")),
    ("search.js", include_str!("../../static/search.js")),
    ("site.css", include_str!("../../static/site.css")),
    ("site.js", include_str!("../../static/site.js")),
    ("slots.css", include_str!("../../static/slots.css")),
    ("theme-folio.css", include_str!("../../static/theme-folio.css")),
    ("theme-poster.css", include_str!("../../static/theme-poster.css")),
    ("theme-remark.css", include_str!("../../static/theme-remark.css")),
    ("theme-slate.css", include_str!("../../static/theme-slate.css")),
    ("sections.css", include_str!("../../static/sections.css")),
    ("tools.css", include_str!("../../static/tools.css")),
    ("sections.js", include_str!("../../static/sections.js")),
    ("tools.js", include_str!("../../static/tools.js")),
    ("zoom.js", include_str!("../../static/zoom.js")),
];

/// The text of a built-in asset; empty for an unknown name.
pub fn built_in(name: &str) -> &'static str {
    BUILT_IN.iter().find(|(other, _)| *other == name).map_or("", |(_, text)| text)
}

/// Whether a built-in style sheet reads a custom property.
pub(super) fn built_in_reads(property: &str) -> bool {
    let reads = |sheet: &str| {
        let mut uses = sheet.split("var(").skip(1).filter_map(|rest| rest.strip_prefix(property));
        uses.any(|rest| rest.starts_with([')', ',']))
    };
    // Scripts have no `var(--`.
    BUILT_IN.iter().any(|(_, text)| reads(text))
}

/// The name of the default theme.
pub const DEFAULT_THEME: &str = "default";

/// The names of the built-in themes, the default one first.
pub fn built_in_themes() -> impl Iterator<Item = &'static str> {
    let others = BUILT_IN.iter().filter_map(|(file, _)| theme_of_file(file));
    std::iter::once(DEFAULT_THEME).chain(others)
}

/// The theme in a file of `static/`: `slate` for `theme-slate.css`.
pub(super) fn theme_of_file(file: &str) -> Option<&str> {
    file.strip_prefix("theme-")?.strip_suffix(".css").filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::built_in;

    /// The most bytes of all style sheets of a deck, with all layouts and without a theme: 45 KiB.
    const MOST: usize = 45 << 10;
    /// Most of the rules that the first slide needs.
    const MOST_AT_FIRST: usize = 25_000;

    fn bytes(sheets: &[&str]) -> usize {
        let sizes = sheets.iter().map(|sheet| built_in(sheet).len());
        assert!(sizes.clone().all(|size| size > 0), "all of {sheets:?} are there");
        sizes.sum()
    }

    #[test]
    fn style_sheets_of_a_deck_are_small() {
        let first = bytes(&["deck.css", "code.css"]);
        let later = bytes(&[
            "sections.css",
            "diagram.css",
            "present.css",
            "panels.css",
            "reading.css",
            "tools.css",
        ]);
        let layouts = bytes(&["layouts.css"]);
        assert!(first <= MOST_AT_FIRST, "{first} bytes before the first slide");
        let all = first + later + layouts;
        assert!(all <= MOST, "{all} bytes in all");
    }
}
