//! The theme that `deckyard new theme` writes.
//!
//! The files are those of `theme/` beside this one. A theme that extends a built-in one gets the
//! unchanged properties of that one, so that authors can edit their values.
//!
//! **Invariant:** the theme builds without a warning and does not change a built-in theme that it
//! extends.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::path::ProjectPath;
/// A built-in theme: its name and its style sheet.
pub(crate) type BaseTheme<'a> = (&'a str, &'a str);

/// The files of a new theme, by their paths in the site. It begins with a built-in theme, or with the default one.
pub(crate) fn theme_files(
    name: &str,
    title: &str,
    base: Option<BaseTheme<'_>>,
) -> BTreeMap<ProjectPath, String> {
    let (description, extends, sheet) = match base {
        None => (
            "Warm paper, deep green".to_owned(),
            "# extends: folio  # a built-in theme below this one".to_owned(),
            include_str!("theme/theme.css").to_owned(),
        ),
        Some((base, sheet)) => (
            format!("Like `{base}`, in other colours"),
            format!("extends: {base}"),
            include_str!("theme/extending.css")
                .replace("STARTER_PROPERTIES", &properties(sheet))
                .replace("STARTER_BASE", base),
        ),
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
    };
    let path = |file: &str| ProjectPath::new(&format!("themes/{name}/{file}"));
    files.into_iter().map(|(file, text)| (path(file), filled(text))).collect()
}

/// The custom properties that a style sheet sets for the whole page, one on each line.
fn properties(sheet: &str) -> String {
    let mut out = String::new();
    let rule = sheet.split_once(":root").and_then(|(_, rest)| rest.split_once('{'));
    let body = rule.and_then(|(_, rest)| rest.split('}').next());
    for declaration in body.unwrap_or_default().split(';') {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        if name.starts_with("--") {
            let value = value.trim().replace(", ", ",").replace(',', ", ");
            // Writing to a text cannot fail.
            let _ = writeln!(out, "  {name}: {value};");
        }
    }
    out.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{properties, theme_files};

    #[test]
    fn nothing_is_left_to_fill_in() {
        for base in [None, Some(("slate", "@layer a{:root{--a:b}}"))] {
            for (path, text) in theme_files("crust", "Crust", base) {
                assert!(!text.contains("STARTER"), "{path}");
                assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{path}");
            }
        }
    }

    #[test]
    fn properties_are_listed_one_by_one() {
        let sheet = "@layer a{:root{color-scheme:dark;--a: b(c,d);--e:f}p{--g:h}}";
        assert_eq!(properties(sheet), "  --a: b(c, d);\n  --e: f;");
    }
}
