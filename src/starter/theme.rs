//! A theme to begin with: what `deckyard new theme` writes.
//!
//! The files are those of `theme/` beside this one. A theme that extends a built-in one gets the properties of that one,
//! as they are, to change their values.
//!
//! **Invariant:** the theme builds without a warning and changes nothing of a built-in theme that it extends.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::path::ProjectPath;
use crate::theme::{DEFAULT_THEME, built_in};

/// The files of a new theme, by their paths in the site. It begins with a built-in theme.
pub fn theme_files(name: &str, title: &str, base: &str) -> BTreeMap<ProjectPath, String> {
    let is_default = base == DEFAULT_THEME;
    let description = if is_default {
        "Warm paper, deep green".to_owned()
    } else {
        format!("Like `{base}`, in other colours")
    };
    let extends =
        if is_default { "# extends: folio".to_owned() } else { format!("extends: {base}") };
    let sheet = if is_default {
        include_str!("theme/theme.css").to_owned()
    } else {
        let properties = properties(built_in(&format!("theme-{base}.css")));
        include_str!("theme/extending.css").replace("STARTER_PROPERTIES", &properties)
    };
    let files = [
        ("theme.yml", include_str!("theme/theme.yml").to_owned()),
        ("theme.css", sheet),
        ("README.md", include_str!("theme/README.md").to_owned()),
    ];
    let filled = |text: String| {
        text.replace("STARTER_NAME", name)
            .replace("STARTER_TITLE", title)
            .replace("STARTER_DESCRIPTION", &description)
            .replace("STARTER_EXTENDS", &extends)
            .replace("STARTER_BASE", base)
    };
    let path = |file: &str| ProjectPath::new(&format!("themes/{name}/{file}"));
    files.into_iter().map(|(file, text)| (path(file), filled(text))).collect()
}

/// The custom properties that a style sheet sets for the whole page, one on each line.
fn properties(sheet: &str) -> String {
    let mut out = String::new();
    let body = sheet.split(":root{").nth(1).and_then(|rest| rest.split('}').next());
    for declaration in body.unwrap_or_default().split(';') {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        if name.starts_with("--") {
            let value = value.replace(", ", ",").replace(',', ", ");
            // Writing to a text cannot fail.
            let _ = writeln!(out, "  {name}: {value};");
        }
    }
    out.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{properties, theme_files};
    use crate::theme::{built_in, built_in_themes};

    #[test]
    fn nothing_is_left_to_fill_in() {
        for base in built_in_themes() {
            for (path, text) in theme_files("crust", "Crust", base) {
                assert!(!text.contains("STARTER"), "{path}");
                assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{path}");
            }
        }
    }

    #[test]
    fn a_theme_shows_the_properties_of_the_one_that_it_extends() {
        for base in built_in_themes().skip(1) {
            let listed = properties(built_in(&format!("theme-{base}.css")));
            assert!(listed.lines().count() > 5, "{base}: {listed}");
            assert!(listed.lines().all(|line| line.starts_with("  --") && line.ends_with(';')));
        }
        assert_eq!(properties("@layer a{:root{color-scheme:dark;--a:b(c,d)}}"), "  --a: b(c, d);");
    }
}
