//! The stable names of all diagnostics.
//!
//! A code never changes its meaning; each has a page in `docs/diagnostics/`, which
//! `deckyard explain` prints.

use super::Severity;

/// The kind of problem that a diagnostic reports.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// `yaml-syntax`: the YAML of a manifest cannot be read.
    YamlSyntax,
    /// `control-character`: a control character in a YAML file.
    ControlCharacter,
    /// `wrong-type`: a value of the wrong type.
    WrongType,
    /// `unknown-key`: a key without a meaning.
    UnknownKey,
    /// `duplicate-key`: a key that occurs twice.
    DuplicateKey,
    /// `bad-value`: an invalid value for a key.
    BadValue,
    /// `missing-chapter`: a chapter that does not exist.
    MissingChapter,
    /// `chapter-path`: two chapters in one entry: a forgotten dash.
    ChapterPath,
    /// `chapter-folder`: a folder where a chapter is expected.
    ChapterFolder,
    /// `outside-site`: a file outside the site.
    OutsideSite,
    /// `not-utf8`: a file that is not UTF-8.
    NotUtf8,
    /// `unreadable-file`: a file that the system refuses to read.
    UnreadableFile,
    /// `include-missing`: an included file that does not exist.
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
    /// `output-clash`: two output files with the same path.
    OutputClash,
    /// `skipped-file`: a file of `static/` that is not copied.
    SkippedFile,
    /// `unportable-name`: a name in the output that Windows does not allow.
    UnportableName,
    /// `redirect-loop`: a redirect that ends where it begins.
    RedirectLoop,
    /// `deep-nesting`: content nested too deeply.
    DeepNesting,
    /// `template-error`: a template that cannot be used.
    TemplateError,
    /// `unclosed-class`: a content class without its closing bracket.
    UnclosedClass,
    /// `unpaired-mark`: a mark of bold type or of code without its partner.
    UnpairedMark,
    /// `unclosed-fence`: a code block without its closing fence.
    UnclosedFence,
    /// `unclosed-comment`: a comment without its end.
    UnclosedComment,
    /// `comment-over-slides`: a comment that holds a slide separator.
    CommentOverSlides,
    /// `near-separator`: a line that resembles a slide separator.
    NearSeparator,
    /// `hidden-separator`: a separator that does not separate.
    HiddenSeparator,
    /// `comment-in-code`: a comment that is read as code, and shown.
    CommentInCode,
    /// `near-comment`: a text that looks like the beginning of a comment but does not begin one.
    NearComment,
    /// `exposed-notes`: a line that looks like `???` in a deck with private notes.
    ExposedNotes,
    /// `private-address`: the address of a private event in a public file.
    PrivateAddress,
    /// `unused-exclude`: a tag to exclude that no slide has.
    UnusedExclude,
    /// `near-tag`: a class that resembles a known one.
    NearTag,
    /// `exposed-tag`: something like an excluded tag that excludes nothing.
    ExposedTag,
    /// `late-property`: a property after the beginning of its slide.
    LateProperty,
    /// `repeated-class`: two `class:` lines on one slide.
    RepeatedClass,
    /// `vanished-line`: a first line that is read as a property.
    VanishedLine,
    /// `duplicate-section`: two sections with the same title.
    DuplicateSection,
    /// `duplicate-name`: two slides with the same name.
    DuplicateName,
    /// `broken-link`: a link to a slide that does not exist.
    BrokenLink,
    /// `unknown-label`: a link label that no chapter of the deck defines.
    UnknownLabel,
    /// `footnote`: a footnote, which is not supported.
    Footnote,
    /// `missing-picture`: a picture that does not exist.
    MissingPicture,
    /// `broken-picture`: a picture whose file holds something else.
    BrokenPicture,
    /// `two-files`: an address that could mean two different files.
    TwoFiles,
    /// `overflow`: a slide whose content does not fit the stage.
    Overflow,
    /// `long-title`: a title that takes more than two lines.
    LongTitle,
    /// `small-type`: type that is too small to read from the back of a room.
    SmallType,
    /// `low-contrast`: text that hardly differs from its background.
    LowContrast,
    /// `missing-alt`: a picture without alternative text.
    MissingAlt,
    /// `source-link`: a link to a chapter or manifest, which is not published.
    SourceLink,
    /// `unknown-language`: a code language that the highlighter does not know.
    UnknownLanguage,
    /// `highlight-range`: lines to highlight that the code does not have.
    HighlightRange,
    /// `code-limit`: a code block that exceeds the highlighter's limits.
    CodeLimit,
    /// `diagram-failed`: a diagram that cannot be rendered.
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
    /// `unused-skip`: a chapter or slide under `skip` or `after` that does not exist.
    UnusedSkip,
    /// `unused-overlay`: an overlay file that nothing shows.
    UnusedOverlay,
    /// `orphan-overlay`: an overlay folder that belongs to no event.
    OrphanOverlay,
    /// `flat-list`: a list item that is not in the one before it, as it would be in remark.
    FlatList,
    /// `stray-html`: an HTML tag without its partner.
    StrayHtml,
    /// `unsupported-macro`: a call of a macro that is not defined, or without its arguments.
    UnsupportedMacro,
    /// `empty-chapter`: a chapter that shows nothing.
    EmptyChapter,
    /// `no-title`: an event without a title.
    NoTitle,
    /// `bad-date`: a day that does not exist, or days that are not in order.
    BadDate,
    /// `long-event`: an event that lasts months.
    LongEvent,
    /// `bad-hours`: impossible hours or breaks.
    BadHours,
    /// `floating-hours`: hours without a time zone.
    FloatingHours,
    /// `online-hours`: hours of an online event without a time zone.
    OnlineHours,
    /// `unknown-speaker`: a speaker who is not in the list.
    UnknownSpeaker,
    /// `unknown-event`: the slug of an event that is not in the list.
    UnknownEvent,
    /// `unknown-timezone`: a time zone that does not exist.
    UnknownTimezone,
    /// `legacy-timezone`: a time zone given as an abbreviation or a UTC offset.
    LegacyTimezone,
    /// `unknown-country`: a country that does not exist.
    UnknownCountry,
    /// `bad-address`: an address that a page must not or cannot link to.
    BadAddress,
    /// `duplicate-slug`: two events with the same address.
    DuplicateSlug,
    /// `shared-slug`: events that differ only in their titles.
    SharedSlug,
    /// `agenda-too-long`: an event whose decks do not fit its hours.
    AgendaTooLong,
    /// `agenda-without-times`: decks that cannot be scheduled within an event's hours.
    AgendaWithoutTimes,
    /// `agenda-without-minutes`: an agenda on a slide whose chapters have no planned minutes.
    AgendaWithoutMinutes,
    /// `unknown-level`: an event with an unknown level.
    UnknownLevel,
    /// `missing-page`: an entry that links to a page missing from the site.
    MissingPage,
    /// `empty-list`: a list of events without content.
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
    /// `foreign-list`: a mistake in the list of events of another program.
    ForeignList,
    /// `unread-list`: a list of events that another one replaces.
    UnreadList,
    /// `absent-chapter`: a chapter that a revision lacks, as it may.
    AbsentChapter,
    /// `css-url`: an address in a style that browsers cannot read.
    CssUrl,
    /// `unknown-code`: a code in `check:` that no diagnostic has.
    UnknownCode,
    /// `cannot-allow`: an error in `check:` that cannot be lowered.
    CannotAllow,
    /// `unmatched-pattern`: a pattern in `check:` that matches no file.
    UnmatchedPattern,
    /// `bad-allow`: a comment that should allow something and cannot.
    BadAllow,
    /// `unused-allow`: a comment that allows what is not found.
    UnusedAllow,
    /// `stale-baseline`: a finding of the baseline that was fixed.
    StaleBaseline,
    /// `no-browser`: no browser that prints slides.
    NoBrowser,
    /// `browser-failed`: a browser that did not print a deck.
    BrowserFailed,
    /// `removed-page`: a page of an earlier output that is gone, without a redirect.
    RemovedPage,
    /// `dead-link`: a link to a page of another site that does not exist.
    DeadLink,
    /// `moved-link`: a link to a page of another site that has a new address.
    MovedLink,
    /// `dead-fragment`: a link to an anchor that a page of another site does not have.
    DeadFragment,
    /// `unchecked-link`: a link to another site whose server gives no conclusive answer.
    UncheckedLink,
    /// `misread-value`: a value that does not mean what it seems to mean in YAML.
    MisreadValue,
    /// `idle-key`: a key that has no effect without another one.
    IdleKey,
    /// `unused-variable`: a variable of an event or a manifest that no slide uses.
    UnusedVariable,
    /// `near-file`: a file or folder that is not read because of its name.
    NearFile,
    /// `unused-template`: a template that no page uses.
    UnusedTemplate,
    /// `stale-template`: a copy of a built-in template that lacks what the program relies on.
    StaleTemplate,
    /// `unknown-block`: a block that the extended template does not have.
    UnknownBlock,
    /// `unknown-slot`: a file among the slots that fills none.
    UnknownSlot,
    /// `unused-slot`: a slot that a template of the site has no place for.
    UnusedSlot,
    /// `css-syntax`: a style sheet that browsers cannot read to its end.
    CssSyntax,
    /// `foreign-syntax`: syntax of another tool that is not read here.
    ForeignSyntax,
    /// `front-matter`: a block of keys at the top of a chapter or slide, as other tools read it.
    FrontMatter,
    /// `near-property`: a line that resembles a property of the slide.
    NearProperty,
    /// `near-directive`: a text that resembles `@@NAME@@` or `@@INCLUDE[…]`.
    NearDirective,
    /// `near-class`: a text that resembles the opening of a content class.
    NearClass,
    /// `unknown-class`: a content class that no style sheet defines.
    UnknownClass,
    /// `starred-line`: a line of code that remark would highlight.
    StarredLine,
    /// `empty-slide`: a slide without content.
    EmptySlide,
    /// `duplicate-chapter`: a chapter that a deck lists twice.
    DuplicateChapter,
    /// `near-link`: a text that resembles a link or a picture.
    NearLink,
    /// `duplicate-property`: a property that a slide has twice.
    DuplicateProperty,
    /// `language-syntax`: a text of a language file that cannot be read.
    LanguageSyntax,
    /// `unknown-gap`: a value in a text of a language file that the text does not have.
    UnknownGap,
    /// `unknown-word`: a text of a language file that no page uses.
    UnknownWord,
    /// `missing-words`: texts that a language file lacks.
    MissingWords,
    /// `language-file`: a file in `languages/` whose name is not a language code.
    LanguageFile,
    /// `brand-file`: a file of a brand that is missing, or is not what it must be.
    BrandFile,
    /// `brand-contrast`: two colours of a brand that can hardly be told apart.
    BrandContrast,
}

/// One row of the table of codes.
struct CodeRow {
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

    /// The name, as printed in brackets.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Whether the problem prevents the output from being written.
    pub fn severity(self) -> Severity {
        self.row().severity
    }

    /// The documentation page: the meaning, an example, the fix.
    pub fn page(self) -> &'static str {
        self.row().page
    }

    /// The code of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.name == name).map(|row| row.code)
    }

    /// Whether no level changes it. With the other errors, the output would be wrong or incomplete,
    /// or would publish something that its author hides; an empty deck is merely useless.
    pub fn is_fixed(self) -> bool {
        self.severity() == Severity::Error && self != Self::EmptyDeck
    }

    /// The check that finds it, if it runs only on request.
    pub fn search(self) -> Option<SearchKind> {
        match self {
            Self::Overflow
            | Self::LongTitle
            | Self::SmallType
            | Self::LowContrast
            | Self::NoBrowser
            | Self::BrowserFailed => Some(SearchKind::Browser),
            Self::RemovedPage => Some(SearchKind::Earlier),
            Self::DeadLink | Self::MovedLink | Self::DeadFragment | Self::UncheckedLink => {
                Some(SearchKind::Web)
            }
            _ => None,
        }
    }

    fn row(self) -> &'static CodeRow {
        &TABLE[self as usize]
    }
}

/// A check that runs only on request.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum SearchKind {
    /// Slides are measured in a browser.
    Browser,
    /// The output is compared with an earlier one.
    Earlier,
    /// Requests the pages on other sites that links point to.
    Web,
}

/// A row; the documentation page has the name of the code.
macro_rules! row {
    ($code:ident, $name:literal, $severity:ident) => {
        CodeRow {
            code: Code::$code,
            name: $name,
            severity: Severity::$severity,
            page: include_str!(concat!("../../docs/diagnostics/", $name, ".md")),
        }
    };
}

/// In the order of the enum, which a test checks.
static TABLE: &[CodeRow] = &[
    row!(YamlSyntax, "yaml-syntax", Error),
    row!(ControlCharacter, "control-character", Error),
    row!(WrongType, "wrong-type", Error),
    row!(UnknownKey, "unknown-key", Error),
    row!(DuplicateKey, "duplicate-key", Error),
    row!(BadValue, "bad-value", Error),
    row!(MissingChapter, "missing-chapter", Error),
    row!(ChapterPath, "chapter-path", Error),
    row!(ChapterFolder, "chapter-folder", Error),
    row!(OutsideSite, "outside-site", Error),
    row!(NotUtf8, "not-utf8", Error),
    row!(UnreadableFile, "unreadable-file", Error),
    row!(IncludeMissing, "include-missing", Error),
    row!(IncludeCycle, "include-cycle", Error),
    row!(IncludeDepth, "include-depth", Error),
    row!(IncludeSize, "include-size", Error),
    row!(IncludeRange, "include-range", Error),
    row!(UnknownVariable, "unknown-variable", Error),
    row!(NoDeck, "no-deck", Error),
    row!(EmptyDeck, "empty-deck", Error),
    row!(OutputClash, "output-clash", Error),
    row!(SkippedFile, "skipped-file", Warning),
    row!(UnportableName, "unportable-name", Warning),
    row!(RedirectLoop, "redirect-loop", Error),
    row!(DeepNesting, "deep-nesting", Error),
    row!(TemplateError, "template-error", Error),
    row!(UnclosedClass, "unclosed-class", Warning),
    row!(UnpairedMark, "unpaired-mark", Warning),
    row!(UnclosedFence, "unclosed-fence", Warning),
    row!(UnclosedComment, "unclosed-comment", Error),
    row!(CommentOverSlides, "comment-over-slides", Warning),
    row!(NearSeparator, "near-separator", Warning),
    row!(HiddenSeparator, "hidden-separator", Error),
    row!(CommentInCode, "comment-in-code", Error),
    row!(NearComment, "near-comment", Error),
    row!(ExposedNotes, "exposed-notes", Error),
    row!(PrivateAddress, "private-address", Error),
    row!(UnusedExclude, "unused-exclude", Warning),
    row!(NearTag, "near-tag", Warning),
    row!(ExposedTag, "exposed-tag", Error),
    row!(LateProperty, "late-property", Warning),
    row!(RepeatedClass, "repeated-class", Warning),
    row!(VanishedLine, "vanished-line", Warning),
    row!(DuplicateSection, "duplicate-section", Warning),
    row!(DuplicateName, "duplicate-name", Warning),
    row!(BrokenLink, "broken-link", Warning),
    row!(UnknownLabel, "unknown-label", Warning),
    row!(Footnote, "footnote", Warning),
    row!(MissingPicture, "missing-picture", Warning),
    row!(BrokenPicture, "broken-picture", Warning),
    row!(TwoFiles, "two-files", Warning),
    row!(Overflow, "overflow", Warning),
    row!(LongTitle, "long-title", Warning),
    row!(SmallType, "small-type", Warning),
    row!(LowContrast, "low-contrast", Warning),
    row!(MissingAlt, "missing-alt", Warning),
    row!(SourceLink, "source-link", Warning),
    row!(UnknownLanguage, "unknown-language", Warning),
    row!(HighlightRange, "highlight-range", Warning),
    row!(CodeLimit, "code-limit", Warning),
    row!(DiagramFailed, "diagram-failed", Warning),
    row!(LabelRedefined, "label-redefined", Warning),
    row!(UnknownTemplate, "unknown-template", Warning),
    row!(UnknownRevision, "unknown-revision", Error),
    row!(UnknownDeck, "unknown-deck", Error),
    row!(MissingOverlay, "missing-overlay", Error),
    row!(UnusedSkip, "unused-skip", Error),
    row!(UnusedOverlay, "unused-overlay", Warning),
    row!(OrphanOverlay, "orphan-overlay", Warning),
    row!(FlatList, "flat-list", Warning),
    row!(StrayHtml, "stray-html", Warning),
    row!(UnsupportedMacro, "unsupported-macro", Error),
    row!(EmptyChapter, "empty-chapter", Warning),
    row!(NoTitle, "no-title", Error),
    row!(BadDate, "bad-date", Error),
    row!(LongEvent, "long-event", Warning),
    row!(BadHours, "bad-hours", Error),
    row!(FloatingHours, "floating-hours", Warning),
    row!(OnlineHours, "online-hours", Error),
    row!(UnknownSpeaker, "unknown-speaker", Error),
    row!(UnknownEvent, "unknown-event", Error),
    row!(UnknownTimezone, "unknown-timezone", Error),
    row!(LegacyTimezone, "legacy-timezone", Warning),
    row!(UnknownCountry, "unknown-country", Error),
    row!(BadAddress, "bad-address", Error),
    row!(DuplicateSlug, "duplicate-slug", Error),
    row!(SharedSlug, "shared-slug", Warning),
    row!(AgendaTooLong, "agenda-too-long", Warning),
    row!(AgendaWithoutTimes, "agenda-without-times", Warning),
    row!(AgendaWithoutMinutes, "agenda-without-minutes", Warning),
    row!(UnknownLevel, "unknown-level", Warning),
    row!(MissingPage, "missing-page", Warning),
    row!(EmptyList, "empty-list", Warning),
    row!(BrokenRevision, "broken-revision", Error),
    row!(GitMissing, "git-missing", Warning),
    row!(GitOwnership, "git-ownership", Warning),
    row!(BareRepository, "bare-repository", Warning),
    row!(ForeignRepository, "foreign-repository", Warning),
    row!(GitFailed, "git-failed", Warning),
    row!(ForeignList, "foreign-list", Warning),
    row!(UnreadList, "unread-list", Warning),
    row!(AbsentChapter, "absent-chapter", Warning),
    row!(CssUrl, "css-url", Warning),
    row!(UnknownCode, "unknown-code", Error),
    row!(CannotAllow, "cannot-allow", Error),
    row!(UnmatchedPattern, "unmatched-pattern", Warning),
    row!(BadAllow, "bad-allow", Warning),
    row!(UnusedAllow, "unused-allow", Warning),
    row!(StaleBaseline, "stale-baseline", Error),
    row!(NoBrowser, "no-browser", Error),
    row!(BrowserFailed, "browser-failed", Error),
    row!(RemovedPage, "removed-page", Warning),
    row!(DeadLink, "dead-link", Warning),
    row!(MovedLink, "moved-link", Warning),
    row!(DeadFragment, "dead-fragment", Warning),
    row!(UncheckedLink, "unchecked-link", Warning),
    row!(MisreadValue, "misread-value", Warning),
    row!(IdleKey, "idle-key", Warning),
    row!(UnusedVariable, "unused-variable", Warning),
    row!(NearFile, "near-file", Warning),
    row!(UnusedTemplate, "unused-template", Warning),
    row!(StaleTemplate, "stale-template", Warning),
    row!(UnknownBlock, "unknown-block", Error),
    row!(UnknownSlot, "unknown-slot", Warning),
    row!(UnusedSlot, "unused-slot", Warning),
    row!(CssSyntax, "css-syntax", Warning),
    row!(ForeignSyntax, "foreign-syntax", Warning),
    row!(FrontMatter, "front-matter", Warning),
    row!(NearProperty, "near-property", Warning),
    row!(NearDirective, "near-directive", Warning),
    row!(NearClass, "near-class", Warning),
    row!(UnknownClass, "unknown-class", Warning),
    row!(StarredLine, "starred-line", Warning),
    row!(EmptySlide, "empty-slide", Warning),
    row!(DuplicateChapter, "duplicate-chapter", Warning),
    row!(NearLink, "near-link", Warning),
    row!(DuplicateProperty, "duplicate-property", Warning),
    row!(LanguageSyntax, "language-syntax", Error),
    row!(UnknownGap, "unknown-gap", Error),
    row!(UnknownWord, "unknown-word", Warning),
    row!(MissingWords, "missing-words", Warning),
    row!(LanguageFile, "language-file", Warning),
    row!(BrandFile, "brand-file", Error),
    row!(BrandContrast, "brand-contrast", Warning),
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
