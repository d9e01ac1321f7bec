//! The stable names of all diagnostics.
//!
//! A code never changes its meaning; each has a page in `docs/diagnostics/`, which
//! `deckyard explain` prints.

use super::Severity;

/// What kind of problem a diagnostic is about.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// `yaml-syntax`: the YAML of a manifest cannot be read.
    YamlSyntax,
    /// `wrong-type`: a value of another kind is expected.
    WrongType,
    /// `unknown-key`: a key that means nothing.
    UnknownKey,
    /// `duplicate-key`: a key stands twice.
    DuplicateKey,
    /// `bad-value`: a value that the key does not take.
    BadValue,
    /// `missing-chapter`: a chapter that is not there.
    MissingChapter,
    /// `chapter-path`: two chapters in one entry: a forgotten dash.
    ChapterPath,
    /// `chapter-folder`: a folder where a chapter is expected.
    ChapterFolder,
    /// `outside-site`: a file outside the site.
    OutsideSite,
    /// `not-utf8`: a file that is not UTF-8.
    NotUtf8,
    /// `unreadable-file`: a file that the system does not let us read.
    UnreadableFile,
    /// `include-missing`: an included file that is not there.
    IncludeMissing,
    /// `include-cycle`: a file that includes itself.
    IncludeCycle,
    /// `include-depth`: includes nested too deeply.
    IncludeDepth,
    /// `include-size`: includes, variables or layouts that make a chapter or a deck too long.
    IncludeSize,
    /// `include-range`: a line range that the included file does not have.
    IncludeRange,
    /// `unknown-variable`: a `@@NAME@@` that no key defines.
    UnknownVariable,
    /// `no-deck`: a site without a deck.
    NoDeck,
    /// `empty-deck`: a deck without a slide.
    EmptyDeck,
    /// `output-clash`: two decks with one output name.
    OutputClash,
    /// `deep-nesting`: content nested too deeply.
    DeepNesting,
    /// `template-error`: a template that cannot be used.
    TemplateError,
    /// `unclosed-class`: a content class without its closing bracket.
    UnclosedClass,
    /// `unclosed-fence`: a code block without its closing fence.
    UnclosedFence,
    /// `unclosed-comment`: a comment without its end.
    UnclosedComment,
    /// `comment-over-slides`: a comment that holds a slide separator.
    CommentOverSlides,
    /// `near-separator`: a line that is nearly a slide separator.
    NearSeparator,
    /// `hidden-separator`: a separator that does not separate.
    HiddenSeparator,
    /// `comment-in-code`: a comment that is read as code, and shown.
    CommentInCode,
    /// `near-comment`: a text that looks like the beginning of a comment but does not begin one.
    NearComment,
    /// `exposed-notes`: a line that looks like `???` in a deck with private notes.
    ExposedNotes,
    /// `unused-exclude`: a tag to exclude that no slide has.
    UnusedExclude,
    /// `near-tag`: a class that is nearly a known one.
    NearTag,
    /// `exposed-tag`: what looks like an excluded tag, and excludes nothing.
    ExposedTag,
    /// `late-property`: a property after the beginning of its slide.
    LateProperty,
    /// `repeated-class`: two `class:` lines on one slide.
    RepeatedClass,
    /// `vanished-line`: a first line that is read as a property.
    VanishedLine,
    /// `duplicate-section`: two sections with one title.
    DuplicateSection,
    /// `duplicate-name`: two slides with one name.
    DuplicateName,
    /// `broken-link`: a link to a slide that does not exist.
    BrokenLink,
    /// `missing-picture`: a picture that is not there.
    MissingPicture,
    /// `overflow`: a slide that is higher than the stage.
    Overflow,
    /// `missing-alt`: a picture without words for those who do not see it.
    MissingAlt,
    /// `source-link`: a link to a chapter or manifest, which is not published.
    SourceLink,
    /// `unknown-language`: a code language that the highlighter does not know.
    UnknownLanguage,
    /// `highlight-range`: lines to highlight that the code does not have.
    HighlightRange,
    /// `code-limit`: a code block that is more than the highlighter reads.
    CodeLimit,
    /// `diagram-failed`: a diagram that cannot be drawn.
    DiagramFailed,
    /// `label-redefined`: a link label with two targets in one deck.
    LabelRedefined,
    /// `unknown-template`: a template slide that does not exist.
    UnknownTemplate,
    /// `unknown-revision`: a revision that git does not know.
    UnknownRevision,
    /// `unknown-deck`: a deck of an event that does not exist.
    UnknownDeck,
    /// `missing-overlay`: an overlay without files.
    MissingOverlay,
    /// `unused-skip`: a chapter or slide to leave out or to follow that is not there.
    UnusedSkip,
    /// `unused-overlay`: a file of an overlay that nothing shows.
    UnusedOverlay,
    /// `stray-html`: an HTML tag without its partner.
    StrayHtml,
    /// `unsupported-macro`: a remark macro.
    UnsupportedMacro,
    /// `empty-chapter`: a chapter that shows nothing.
    EmptyChapter,
    /// `no-title`: an event without a title.
    NoTitle,
    /// `bad-date`: a day that does not exist, or days that are not in order.
    BadDate,
    /// `long-event`: an event that takes months.
    LongEvent,
    /// `bad-hours`: hours or breaks that cannot be.
    BadHours,
    /// `unknown-speaker`: a speaker who is not in the list.
    UnknownSpeaker,
    /// `unknown-timezone`: a time zone that does not exist.
    UnknownTimezone,
    /// `unknown-country`: a country that does not exist.
    UnknownCountry,
    /// `bad-address`: an address that a page must not or cannot lead to.
    BadAddress,
    /// `duplicate-slug`: two events with one address.
    DuplicateSlug,
    /// `shared-slug`: events that only their titles tell apart.
    SharedSlug,
    /// `agenda-too-long`: an event whose decks do not fit its hours.
    AgendaTooLong,
    /// `missing-page`: an entry that leads to a page of the site that is not there.
    MissingPage,
    /// `empty-list`: a list of events that says nothing.
    EmptyList,
    /// `broken-revision`: an event whose revision has an error.
    BrokenRevision,
    /// `git-missing`: git is not installed, and was needed.
    GitMissing,
    /// `git-ownership`: git refuses a repository that another user owns.
    GitOwnership,
    /// `bare-repository`: a folder that git would take for a bare repository.
    BareRepository,
    /// `foreign-repository`: a `.git` that names a repository elsewhere.
    ForeignRepository,
    /// `git-failed`: git refuses the repository for another reason, or does not answer.
    GitFailed,
}

/// One row of the table of codes.
struct Row {
    code: Code,
    name: &'static str,
    severity: Severity,
    page: &'static str,
}

impl Code {
    /// All codes, in the order of the documentation.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.code)
    }

    /// The name, as it is printed in brackets.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Whether the problem keeps the output from being written.
    pub fn severity(self) -> Severity {
        self.row().severity
    }

    /// The page of the documentation: what it means, an example, the fix.
    pub fn page(self) -> &'static str {
        self.row().page
    }

    /// The code of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.name == name).map(|row| row.code)
    }

    fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }
}

/// In the order of the enum, which a test checks.
static TABLE: &[Row] = &[
    Row {
        code: Code::YamlSyntax,
        name: "yaml-syntax",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/yaml-syntax.md"),
    },
    Row {
        code: Code::WrongType,
        name: "wrong-type",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/wrong-type.md"),
    },
    Row {
        code: Code::UnknownKey,
        name: "unknown-key",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/unknown-key.md"),
    },
    Row {
        code: Code::DuplicateKey,
        name: "duplicate-key",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/duplicate-key.md"),
    },
    Row {
        code: Code::BadValue,
        name: "bad-value",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/bad-value.md"),
    },
    Row {
        code: Code::MissingChapter,
        name: "missing-chapter",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/missing-chapter.md"),
    },
    Row {
        code: Code::ChapterPath,
        name: "chapter-path",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/chapter-path.md"),
    },
    Row {
        code: Code::ChapterFolder,
        name: "chapter-folder",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/chapter-folder.md"),
    },
    Row {
        code: Code::OutsideSite,
        name: "outside-site",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/outside-site.md"),
    },
    Row {
        code: Code::NotUtf8,
        name: "not-utf8",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/not-utf8.md"),
    },
    Row {
        code: Code::UnreadableFile,
        name: "unreadable-file",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/unreadable-file.md"),
    },
    Row {
        code: Code::IncludeMissing,
        name: "include-missing",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/include-missing.md"),
    },
    Row {
        code: Code::IncludeCycle,
        name: "include-cycle",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/include-cycle.md"),
    },
    Row {
        code: Code::IncludeDepth,
        name: "include-depth",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/include-depth.md"),
    },
    Row {
        code: Code::IncludeSize,
        name: "include-size",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/include-size.md"),
    },
    Row {
        code: Code::IncludeRange,
        name: "include-range",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/include-range.md"),
    },
    Row {
        code: Code::UnknownVariable,
        name: "unknown-variable",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/unknown-variable.md"),
    },
    Row {
        code: Code::NoDeck,
        name: "no-deck",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/no-deck.md"),
    },
    Row {
        code: Code::EmptyDeck,
        name: "empty-deck",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/empty-deck.md"),
    },
    Row {
        code: Code::OutputClash,
        name: "output-clash",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/output-clash.md"),
    },
    Row {
        code: Code::DeepNesting,
        name: "deep-nesting",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/deep-nesting.md"),
    },
    Row {
        code: Code::TemplateError,
        name: "template-error",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/template-error.md"),
    },
    Row {
        code: Code::UnclosedClass,
        name: "unclosed-class",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/unclosed-class.md"),
    },
    Row {
        code: Code::UnclosedFence,
        name: "unclosed-fence",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/unclosed-fence.md"),
    },
    Row {
        code: Code::UnclosedComment,
        name: "unclosed-comment",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/unclosed-comment.md"),
    },
    Row {
        code: Code::CommentOverSlides,
        name: "comment-over-slides",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/comment-over-slides.md"),
    },
    Row {
        code: Code::NearSeparator,
        name: "near-separator",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/near-separator.md"),
    },
    Row {
        code: Code::HiddenSeparator,
        name: "hidden-separator",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/hidden-separator.md"),
    },
    Row {
        code: Code::CommentInCode,
        name: "comment-in-code",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/comment-in-code.md"),
    },
    Row {
        code: Code::NearComment,
        name: "near-comment",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/near-comment.md"),
    },
    Row {
        code: Code::ExposedNotes,
        name: "exposed-notes",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/exposed-notes.md"),
    },
    Row {
        code: Code::UnusedExclude,
        name: "unused-exclude",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/unused-exclude.md"),
    },
    Row {
        code: Code::NearTag,
        name: "near-tag",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/near-tag.md"),
    },
    Row {
        code: Code::ExposedTag,
        name: "exposed-tag",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/exposed-tag.md"),
    },
    Row {
        code: Code::LateProperty,
        name: "late-property",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/late-property.md"),
    },
    Row {
        code: Code::RepeatedClass,
        name: "repeated-class",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/repeated-class.md"),
    },
    Row {
        code: Code::VanishedLine,
        name: "vanished-line",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/vanished-line.md"),
    },
    Row {
        code: Code::DuplicateSection,
        name: "duplicate-section",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/duplicate-section.md"),
    },
    Row {
        code: Code::DuplicateName,
        name: "duplicate-name",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/duplicate-name.md"),
    },
    Row {
        code: Code::BrokenLink,
        name: "broken-link",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/broken-link.md"),
    },
    Row {
        code: Code::MissingPicture,
        name: "missing-picture",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/missing-picture.md"),
    },
    Row {
        code: Code::Overflow,
        name: "overflow",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/overflow.md"),
    },
    Row {
        code: Code::MissingAlt,
        name: "missing-alt",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/missing-alt.md"),
    },
    Row {
        code: Code::SourceLink,
        name: "source-link",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/source-link.md"),
    },
    Row {
        code: Code::UnknownLanguage,
        name: "unknown-language",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/unknown-language.md"),
    },
    Row {
        code: Code::HighlightRange,
        name: "highlight-range",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/highlight-range.md"),
    },
    Row {
        code: Code::CodeLimit,
        name: "code-limit",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/code-limit.md"),
    },
    Row {
        code: Code::DiagramFailed,
        name: "diagram-failed",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/diagram-failed.md"),
    },
    Row {
        code: Code::LabelRedefined,
        name: "label-redefined",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/label-redefined.md"),
    },
    Row {
        code: Code::UnknownTemplate,
        name: "unknown-template",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/unknown-template.md"),
    },
    Row {
        code: Code::UnknownRevision,
        name: "unknown-revision",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/unknown-revision.md"),
    },
    Row {
        code: Code::UnknownDeck,
        name: "unknown-deck",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/unknown-deck.md"),
    },
    Row {
        code: Code::MissingOverlay,
        name: "missing-overlay",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/missing-overlay.md"),
    },
    Row {
        code: Code::UnusedSkip,
        name: "unused-skip",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/unused-skip.md"),
    },
    Row {
        code: Code::UnusedOverlay,
        name: "unused-overlay",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/unused-overlay.md"),
    },
    Row {
        code: Code::StrayHtml,
        name: "stray-html",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/stray-html.md"),
    },
    Row {
        code: Code::UnsupportedMacro,
        name: "unsupported-macro",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/unsupported-macro.md"),
    },
    Row {
        code: Code::EmptyChapter,
        name: "empty-chapter",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/empty-chapter.md"),
    },
    Row {
        code: Code::NoTitle,
        name: "no-title",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/no-title.md"),
    },
    Row {
        code: Code::BadDate,
        name: "bad-date",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/bad-date.md"),
    },
    Row {
        code: Code::LongEvent,
        name: "long-event",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/long-event.md"),
    },
    Row {
        code: Code::BadHours,
        name: "bad-hours",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/bad-hours.md"),
    },
    Row {
        code: Code::UnknownSpeaker,
        name: "unknown-speaker",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/unknown-speaker.md"),
    },
    Row {
        code: Code::UnknownTimezone,
        name: "unknown-timezone",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/unknown-timezone.md"),
    },
    Row {
        code: Code::UnknownCountry,
        name: "unknown-country",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/unknown-country.md"),
    },
    Row {
        code: Code::BadAddress,
        name: "bad-address",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/bad-address.md"),
    },
    Row {
        code: Code::DuplicateSlug,
        name: "duplicate-slug",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/duplicate-slug.md"),
    },
    Row {
        code: Code::SharedSlug,
        name: "shared-slug",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/shared-slug.md"),
    },
    Row {
        code: Code::AgendaTooLong,
        name: "agenda-too-long",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/agenda-too-long.md"),
    },
    Row {
        code: Code::MissingPage,
        name: "missing-page",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/missing-page.md"),
    },
    Row {
        code: Code::EmptyList,
        name: "empty-list",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/empty-list.md"),
    },
    Row {
        code: Code::BrokenRevision,
        name: "broken-revision",
        severity: Severity::Error,
        page: include_str!("../../docs/diagnostics/broken-revision.md"),
    },
    Row {
        code: Code::GitMissing,
        name: "git-missing",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/git-missing.md"),
    },
    Row {
        code: Code::GitOwnership,
        name: "git-ownership",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/git-ownership.md"),
    },
    Row {
        code: Code::BareRepository,
        name: "bare-repository",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/bare-repository.md"),
    },
    Row {
        code: Code::ForeignRepository,
        name: "foreign-repository",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/foreign-repository.md"),
    },
    Row {
        code: Code::GitFailed,
        name: "git-failed",
        severity: Severity::Warning,
        page: include_str!("../../docs/diagnostics/git-failed.md"),
    },
];

#[cfg(test)]
mod tests {
    use super::{Code, TABLE};

    #[test]
    fn the_table_is_in_the_order_of_the_enum() {
        for (index, row) in TABLE.iter().enumerate() {
            assert_eq!(row.code as usize, index, "{}", row.name);
            assert_eq!(Code::from_name(row.name), Some(row.code));
        }
    }
}
