//! The keys of `theme.yml`, which describes the folder of a theme.

use super::{KeyRow, KeySet, Mapping, Value, key_set};

key_set! {
    /// The keys of `theme.yml`.
    ThemeKey: THEME_ROWS {
        Name = KeyRow::new("name", Value::Prose, "Bakery", "its name for people")
            .synonyms(&["title", "label"]),
        Description = KeyRow::new(
            "description",
            Value::Prose,
            "Warm paper and dark crust",
            "a description in one sentence",
        )
        .synonyms(&["about", "summary", "subtitle"]),
        Extends = KeyRow::new(
            "extends",
            Value::Text,
            "folio",
            "the [built-in theme](#built-in-themes) below its style sheets; without it, the default one",
        )
        .without("`default`")
        .synonyms(&["extend", "inherits", "base", "parent", "from", "basedon"]),
    }
}

/// `theme.yml`.
pub static THEME: Mapping = Mapping {
    name: "theme",
    page: "docs/guide/themes.md",
    title: "theme.yml of Deckyard: a theme",
    rows: THEME_ROWS,
    hints: &[
        (
            &["css", "styles", "style", "stylesheet", "stylesheets", "sheets"],
            "style sheets are found by their names: `theme.css`, `deck.css`, `site.css`",
        ),
        (&["templates", "layouts"], "templates are found by their folder: `templates/`"),
        (
            &["fonts", "font", "images", "pictures", "files", "assets", "logo"],
            "a style sheet names the files that it needs: `url(fonts/rye.woff2)`",
        ),
        (
            &["colors", "colours", "colour", "color", "accent", "palette", "vars", "variables"],
            "colours are custom properties in `theme.css`: `--accent: light-dark(…, …)`",
        ),
        (
            &["license", "licence", "author", "authors", "version", "homepage", "url"],
            "write it into a `README.md` beside this file",
        ),
    ],
    elsewhere: &[
        ("manifest", "`{}` is a key of manifests: write it in `slides/NAME.yml`"),
        ("site", "`{}` is a key of `site:` in `workshops.yml`"),
    ],
    rules: &[],
};
