//! Syntax of other tools: its name, its effect in Deckyard, and what to write instead.

use super::Words;

/// A construct of another tool that is not read here.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is described in the table")]
pub enum ForeignSyntax {
    Container,
    Slot,
    Admonition,
    Alert,
    Tabs,
    Task,
    Shortcode,
    Liquid,
    Attributes,
    ImageKeyword,
    ImageSize,
    CommentDirective,
    Pause,
    SlideBreak,
    Component,
    Math,
    Footnote,
    WikiLink,
    Emoji,
    Mark,
    Insert,
    Subscript,
    Superscript,
    Latex,
    Contents,
    IncludeDirective,
    Table,
    DefinitionList,
    Abbreviation,
    Citation,
    SlideCommand,
    SpeakerNotes,
    VisibleComment,
    Mdx,
    Embed,
    Reviewing,
    Restructured,
}

/// A row of the table.
struct ForeignRow {
    #[cfg(test)]
    kind: ForeignSyntax,
    what: &'static str,
    becomes: &'static str,
    instead: &'static str,
}

const AS_TYPED: &str = "shown as it is typed";
const LIKE_COMMENT: &str = "left out like any comment";
const BOX: &str = "for a box, write `.warning[` and `]` on lines of their own";

macro_rules! foreign {
    ($($kind:ident, $what:expr, $becomes:expr, $instead:expr;)*) => {
        &[$(ForeignRow {
            #[cfg(test)]
            kind: ForeignSyntax::$kind,
            what: $what,
            becomes: $becomes,
            instead: $instead,
        }),*]
    };
}

/// In the order of the enumeration, which a test checks.
static TABLE: &[ForeignRow] = foreign! {
    Container, "a block of Pandoc, Quarto or Docusaurus", AS_TYPED,
        "for a box, write `.warning[` and `]` on lines of their own; for columns, `.column-half[`";
    Slot, "a slot of Slidev", AS_TYPED, "for columns, write `.column-half[` and `]` around each";
    Admonition, "an admonition of another tool", AS_TYPED, BOX;
    Alert, "an alert of GitHub or Obsidian", AS_TYPED, BOX;
    Tabs, "a tab of MkDocs", AS_TYPED,
        "show the variants one after the other, with a line `--` between them";
    Task, "a task list", "the brackets are shown as they are typed", "write `☐` or `☑` instead";
    Shortcode, "a shortcode of Hugo or Quarto", AS_TYPED,
        "write the Markdown or HTML that it stands for";
    Liquid, "a tag of Liquid or Jinja", AS_TYPED,
        "for a value of the manifest, write `@@NAME@@`; for a file, `@@INCLUDE[path]`";
    Attributes, "a list of attributes for Pandoc or kramdown", AS_TYPED,
        "write `.name[…]` around the text for a class; for a size, write `<img src=\"…\" width=\"…\">`";
    ImageKeyword, "a picture with keywords for Marp", "the keywords are read as alternative text",
        "for a background, write `background-image: url(…)` at the top of the slide; for a size, \
         `<img src=\"…\" width=\"…\">`";
    ImageSize, "a picture with a size for another tool", "the size is not read",
        "write `<img src=\"…\" width=\"…\" alt=\"…\">`";
    CommentDirective, "a directive for another tool", LIKE_COMMENT,
        "write `class: …` or `background-image: url(…)` at the top of the slide";
    Pause, "a pause of another tool", "does not begin a step",
        "for a step, write `--` alone on a line";
    SlideBreak, "the beginning of a slide for another tool", "does not begin a slide",
        "for a slide, write `---` alone on a line; for a step, `--`";
    Component, "a component of another tool", "the tag has no effect",
        "for a step, write `--` alone on a line; for a look, `.name[…]`";
    Math, "a formula in TeX", AS_TYPED,
        "write it in HTML, such as `x<sup>2</sup>`, or show a picture of it";
    Footnote, "a footnote of another tool", "does not become a footnote",
        "write `.footnote[…]` on the same slide";
    WikiLink, "a link for a wiki", AS_TYPED,
        "write `[text](address)`, or `[text](#name)` for a slide";
    Emoji, "an emoji code", AS_TYPED, "type the emoji itself";
    Mark, "marked text of another tool", AS_TYPED, "write `<mark>…</mark>`";
    Insert, "inserted text of another tool", AS_TYPED, "write `<ins>…</ins>`";
    Subscript, "a subscript of another tool", "not read as a subscript", "write `<sub>…</sub>`";
    Superscript, "a superscript of another tool", AS_TYPED, "write `<sup>…</sup>`";
    Latex, "a command of LaTeX", AS_TYPED,
        "a new slide begins after `---` alone on a line; for a look, write `.name[…]`";
    Contents, "a table of contents for another tool", AS_TYPED, "write `@@TOC@@` on a slide of its own";
    IncludeDirective, "an include of another tool", AS_TYPED,
        "write `@@INCLUDE[path]`, with the path from the site's folder";
    Table, "not a table", "the rows are shown as text",
        "add `|---|---|` below the first row, with as many columns as that row";
    DefinitionList, "a definition list of another tool", "continues the paragraph",
        "write a list, `- **term**: definition`";
    Abbreviation, "an abbreviation of another tool", AS_TYPED,
        "write `<abbr title=\"…\">…</abbr>`";
    Citation, "a citation for Pandoc", AS_TYPED, "write a link, or `.footnote[…]`";
    SlideCommand, "a command of Deckset", AS_TYPED,
        "write `class: …` or `background-image: url(…)` at the top of the slide";
    SpeakerNotes, "the beginning of speaker notes for another tool", "shown to the audience",
        "write `???` alone on a line before the notes";
    VisibleComment, "a comment of Obsidian", "shown to the audience", "write `<!-- … -->`";
    Mdx, "a statement of MDX", AS_TYPED, "remove it; chapters are Markdown and HTML";
    Embed, "an embedded medium for another tool", AS_TYPED,
        "write the HTML of the player, or a link";
    Reviewing, "an edit mark of CriticMarkup", AS_TYPED, "write the final text";
    Restructured, "a line of reStructuredText or Org", AS_TYPED, "write it in Markdown";
};

impl ForeignSyntax {
    fn row(self) -> &'static ForeignRow {
        &TABLE[self as usize]
    }

    /// The message, the label and the help.
    pub(super) fn words(self, found: &str) -> Words {
        let row = self.row();
        Words::new(format!("`{found}` is {}", row.what), row.becomes).help(row.instead)
    }
}

#[cfg(test)]
mod tests {
    use super::TABLE;

    #[test]
    fn the_table_is_in_the_order_of_the_enumeration() {
        for (index, row) in TABLE.iter().enumerate() {
            assert_eq!(row.kind as usize, index, "{}", row.what);
        }
    }
}
