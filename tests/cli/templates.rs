//! What an author can mistype in a template of their own.

use snapbox::str;

use crate::fixture::Test;

#[test]
fn syntax_error_has_line_and_column() {
    Test::fine()
        .file("templates/deck.html", "<!doctype html>\n<title>{{ deck.title }</title>\n")
        .stderr(str![[r#"
error[template-error]: the template `deck.html` cannot be used
  ╭▸ templates/deck.html:2:22
  │
2 │ <title>{{ deck.title }</title>
  ╰╴                     ━ Found `}` but expected }}.

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn block_that_is_never_closed() {
    Test::fine()
        .file(
            "templates/deck.html",
            "<main>\n{% if deck.title %}\n{{ slides_html | safe }}\n</main>\n",
        )
        .stderr(str![[r#"
error[template-error]: the template `deck.html` cannot be used
  ╭▸ templates/deck.html:3:25
  │
3 │ {{ slides_html | safe }}
  │                         ━ Unexpected end of input
  │
  ╰ help: close what is open: each `{% if %}`, `{% for %}` and `{% block %}`

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn variable_that_does_not_exist() {
    Test::fine()
        .file("templates/deck.html", "<title>{{ deck.titel }}</title>\n{{ slides_html | safe }}\n")
        .stderr(str![[r#"
error[template-error]: the template `deck.html` cannot be used
  ╭▸ templates/deck.html:1:16
  │
1 │ <title>{{ deck.titel }}</title>
  ╰╴               ━━━━━ Field `titel` is not defined. Available fields: about, about_text, address, background_css, counts_steps, date, description, language, language_css, layouts_css, level, name, navigation, number_format, number_prefix, picture, picture_alt, picture_height, picture_width, ratio, running_header, section_links, slide_count, theme_css, title, total, words_json

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn filter_that_does_not_exist() {
    Test::fine()
        .file("templates/deck.html", "<main>{{ slides_html | save }}</main>\n")
        .finds(&["templates/deck.html:1:24: error[template-error]"]);
}

#[test]
fn parent_that_does_not_exist() {
    Test::fine()
        .file("templates/deck.html", "{% extends \"bsae.html\" %}\n")
        .finds(&["templates/deck.html:1:13: error[template-error]"]);
}

#[test]
fn template_that_no_page_uses() {
    let site = || Test::fine().file("templates/parts.html", "<p>for others to include</p>");
    site().finds(&["templates/parts.html:1:1: warning[unused-template]"]);
    site().file("templates/404.html", "<main>{% include \"parts.html\" %}</main>\n").finds(&[]);
}

#[test]
fn template_without_the_slides() {
    Test::fine()
        .file("templates/deck.html", "<main></main>\n")
        .finds(&["templates/deck.html:1:1: error[template-error]"]);
}

#[test]
fn template_that_escapes_the_slides() {
    let test = Test::fine().file("templates/deck.html", "<main>{{ slides_html }}</main>\n");
    let ran = test.args("build").finds(&[]);
    assert!(ran.text("public/talk.html").contains("<p>Flour and water.</p>"));
}

#[test]
fn template_that_is_not_utf8() {
    Test::fine()
        .file("templates/deck.html", b"<main>\xe9{{ slides_html | safe }}</main>\n")
        .finds(&["templates/deck.html:1:7: error[not-utf8]"]);
}

#[test]
fn asset_that_is_not_utf8() {
    Test::fine()
        .file("static/deck.css", b"/* \xe9 */\n")
        .finds(&["static/deck.css:1:4: error[not-utf8]"]);
}
