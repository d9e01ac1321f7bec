//! The keys of manifests.

use super::{
    BRAND, DOWNLOADS, DOWNLOADS_SYNONYMS, KeyRow, KeyRule, KeySet, Mapping, Names, Nothing, Value,
    key_set,
};

key_set! {
    /// The keys of a manifest.
    ManifestKey: MANIFEST_ROWS {
        Title = KeyRow::new(
            "title",
            Value::Prose,
            "Bread in one evening",
            "title of the page and `@@TITLE@@`; may have several lines and HTML, which only slides show",
        )
        .without("the manifest's name")
        .synonyms(&["name", "heading", "deck"]),
        Content = KeyRow::new(
            "content",
            Value::Content,
            "[welcome.md, oven.md]",
            "the chapters, in order, see [entries of `content`](site.md#entries-of-content)",
        )
        .synonyms(&["contentlist", "files", "parts", "pages", "modules", "include", "includes", "toc"]),
        Chapters = KeyRow::new(
            "chapters",
            Value::Content,
            "[welcome.md, oven.md]",
            "the older name of `content`; the table of contents then uses “section” and “chapter”, as in older decks",
        )
        .replaced_by("content"),
        Exclude = KeyRow::new(
            "exclude",
            Value::Tags,
            "[self-paced]",
            "slides with one of these tags are left out",
        )
        .without("nothing")
        .synonyms(&["skip", "ignore", "omit", "hide", "without", "excludetags", "excludedclasses"]),
        Chat = KeyRow::new(
            "chat",
            Value::Prose,
            "\"[the bakery's chat](https://example.org/chat)\"",
            "the chat of the audience: `@@CHAT@@`",
        )
        .synonyms(&["gitter", "slack", "mattermost", "discord"]),
        Gitrepo = KeyRow::new(
            "gitrepo",
            Value::Text,
            "github.com/example/bread",
            "the repository: `@@GITREPO@@`, and what footers link to when git knows none",
        )
        .synonyms(&["repo", "repository", "github", "source", "git"]),
        Slides = KeyRow::new(
            "slides",
            Value::Text,
            "https://example.org/slides/",
            "the address of the slides: `@@SLIDES@@`",
        )
        .synonyms(&["url", "address", "site", "website"]),
        Zip = KeyRow::new(
            "zip",
            Value::Text,
            "https://example.org/slides/slides.zip",
            "the address of the slides' archive: `@@ZIP@@`",
        )
        .without("`slides` and `slides.zip`; without `slides`, [the deck's zip](downloads.md#the-address-of-the-zip)"),
        Downloads = KeyRow::new(
            "downloads",
            Value::Choices(DOWNLOADS),
            "[zip, text]",
            "the [downloads](downloads.md) of the deck, which are written beside its page",
        )
        .without("those of [the site](events.md#site)")
        .synonyms(DOWNLOADS_SYNONYMS),
        Html = KeyRow::new(
            "html",
            Value::Text,
            "bread.html",
            "the page of the deck: `@@HTML@@`",
        )
        .without("the manifest's name and `.html`"),
        Slidenumberprefix = KeyRow::new(
            "slidenumberprefix",
            Value::Html,
            "\"Bread &middot; \"",
            "text before the slide number",
        )
        .synonyms(&["footer", "prefix", "slidenumber"]),
        NumberFormat = KeyRow::new(
            "number-format",
            Value::NumberFormat,
            "\"Page %current% of %total%\"",
            "the slide number on the stage, on paper and in the reading view; `\"\"` shows none",
        )
        .default("\"%current%/%total%\"")
        .synonyms(&["slidenumberformat", "numberformat", "numbers", "numbering"]),
        CountSteps = KeyRow::new(
            "count-steps",
            Value::Flag,
            "false",
            "with `false`, all steps of a slide have the number of the slide",
        )
        .default("true")
        .synonyms(&["countincrementalslides", "countsteps", "countincrements"]),
        Navigation = KeyRow::new(
            "navigation",
            Value::Mapping(&NAVIGATION),
            "{click: true}",
            "the gestures that change the step, see [navigation](site.md#navigation)",
        )
        .synonyms(&["gestures"]),
        Sections = KeyRow::new(
            "sections",
            Value::Flag,
            "false",
            "whether `# ` headings get title slides",
        )
        .without("[see below](#sections-and-the-table-of-contents)")
        .synonyms(&["section", "sectiontitles", "titleslides"]),
        SectionLinks = KeyRow::new(
            "section-links",
            Value::Flag,
            "true",
            "whether the stage shows the links of a section's title slide to the sections around it and to the contents",
        )
        .default("false")
        .synonyms(&["sectionnavigation", "sectionnav", "navlinks", "showsectionlinks"]),
        MergeContents = KeyRow::new(
            "merge-contents",
            Value::Flag,
            "true",
            "whether short parts share a slide of the table of contents, see [contents](sections.md#the-table-of-contents)",
        )
        .without("`false` in manifests with `chat`; else `true`")
        .synonyms(&["mergetoc", "mergeparts", "shortcontents", "compactcontents"]),
        RunningHeader = KeyRow::new(
            "running-header",
            Value::RunningHeader,
            "\"{{part}} · {{section}}\"",
            "the text at the top of each slide of a section: `{{part}}`, `{{section}}`, `{{title}}` and text",
        )
        .without("nothing")
        .synonyms(&["header", "headers", "runninghead", "runningtitle", "pageheader"]),
        NumberLabs = KeyRow::new(
            "number-labs",
            Value::Flag,
            "true",
            "labs are numbered by section, `Lab 3b`, see [labs](sections.md#numbered-labs)",
        )
        .default("false")
        .synonyms(&["numberedlabs", "labnumbers", "numberexercises", "labnumbering"]),
        Level = KeyRow::new(
            "level",
            Value::Choice(&["beginner", "intermediate", "advanced"]),
            "beginner",
            "the level, shown on the title slide, on the cards of the index and on the pages of events",
        )
        .without("none")
        .synonyms(&["difficulty", "audiencelevel", "skill", "skilllevel"]),
        Authors = KeyRow::new(
            "authors",
            Value::Texts,
            "[odile, Tariq Bello]",
            "the authors, for [the page about the deck](about-decks.md): ids of `speakers:` in `workshops.yml`, whose pages it links to, or names",
        )
        .without("nobody")
        .synonyms(&["author", "writer", "writers", "by", "credits"]),
        Date = KeyRow::new(
            "date",
            Value::Day,
            "2027-03-02",
            "the date of this version, on [the page about the deck](about-decks.md)",
        )
        .without("none")
        .synonyms(&["day", "updated", "modified", "created"]),
        Topics = KeyRow::new(
            "topics",
            Value::Texts,
            "[bread, sourdough]",
            "the topics, shown on [the page about the deck](about-decks.md), which links to other decks on the same topics",
        )
        .without("none")
        .synonyms(&["topic", "keywords", "subjects", "subject", "categories", "category", "labels"]),
        Description = KeyRow::new(
            "description",
            Value::Prose,
            "From flour to loaf",
            "one sentence for the index and for search engines",
        )
        .synonyms(&["summary", "abstract", "subtitle"]),
        Language = KeyRow::new(
            "language",
            Value::Language,
            "fr",
            "the language of the deck",
        )
        .default("en")
        .synonyms(&["lang", "locale"]),
        Theme = KeyRow::new(
            "theme",
            Value::Text,
            "slate",
            "a [theme](themes.md): a folder of `themes/`, `static/theme-NAME.css`, or a built-in one; `static/theme.css` follows it",
        )
        .without("that of `site`"),
        Brand = KeyRow::new(
            "brand",
            Value::Mapping(&BRAND),
            "{colours: {accent: teal}}",
            "[the deck's brand](brand.md): colours, fonts, logo; each key overrides that of the site",
        )
        .without("that of `workshops.yml`")
        .synonyms(&["branding", "look", "identity", "logo", "colours", "colors", "fonts"]),
        Ratio = KeyRow::new(
            "ratio",
            Value::Ratio,
            "16:10",
            "width and height of the stage; the built-in theme also knows `4:3` and `16:10`. remark's decks are `4:3` by default",
        )
        .default("16:9")
        .needs_value()
        .synonyms(&["aspect", "aspectratio", "size", "format", "slidesize"]),
        Fit = KeyRow::new(
            "fit",
            Value::Choice(&["grow", "shrink"]),
            "grow",
            "with `grow`, type grows into free space, see [layouts](layouts.md#type-that-grows); `fit` is also a property of slides",
        )
        .default("shrink")
        .synonyms(&["autofit", "autosize", "grow", "fittext"]),
        Interstitials = KeyRow::new(
            "interstitials",
            Value::Interstitials,
            "[images/oven.jpg, images/dough.jpg]",
            "pictures between sections, in rotation; `false` for none",
        )
        .without("the lines of `slides/interstitials.txt`")
        .synonyms(&["pictures", "pics"]),
        Vars = KeyRow::new(
            "vars",
            Value::MapOf(Names::Variables, &Value::Prose, Nothing::IsRefused),
            "{room: Mill Lane 3}",
            "variables: `room` makes `@@ROOM@@`",
        )
        .without("none")
        .synonyms(&["variables", "variable", "var", "define", "params", "data"]),
        HighlightLines = KeyRow::new(
            "highlight-lines",
            Value::Flag,
            "true",
            "a line of code that begins with `*` is highlighted, without the star",
        )
        .default("false")
        .synonyms(&["highlightlines", "highlightedlines", "hllines"]),
        HighlightSpans = KeyRow::new(
            "highlight-spans",
            Value::Flag,
            "true",
            "backticks in code mark the text between them, see [code marks](dialect.md#code)",
        )
        .without("`true` in manifests with `chat`, except for languages that use backticks; else `false`")
        .synonyms(&["highlightspans", "highlightedspans"]),
        HighlightLanguage = KeyRow::new(
            "highlight-language",
            Value::CodeLanguage,
            "python",
            "the language of code blocks without one",
        )
        .without("none: no colours")
        .synonyms(&["highlightlanguage", "codelanguage", "defaultlanguage"]),
        Macros = KeyRow::new(
            "macros",
            Value::MapOf(Names::Macros, &Value::Prose, Nothing::IsRefused),
            "{red: '<b class=\"red\">{1}</b>'}",
            "[macros](dialect.md#macros): `red` makes `![:red text]`",
        )
        .without("none")
        .synonyms(&["macro"]),
        Notes = KeyRow::new(
            "notes",
            Value::Choice(&["public", "private"]),
            "private",
            "`private` leaves the speaker notes out of the output; `deckyard serve` shows them [to you only](serve.md#what-your-audience-can-see)",
        )
        .default("public")
        .needs_value()
        .synonyms(&["speakernotes", "presenternotes", "shownotes", "privatenotes"]),
    }
}

/// A manifest.
pub static MANIFEST: Mapping = Mapping {
    name: "manifest",
    page: "docs/guide/site.md",
    title: "A manifest of Deckyard: one deck, in slides/NAME.yml",
    rows: MANIFEST_ROWS,
    hints: &[
        (
            &["css", "style", "styles", "stylesheet", "class"],
            "rules go in `static/theme.css`, or in `static/theme-NAME.css` with `theme: NAME`",
        ),
        (
            &["speaker", "speakers", "trainer", "event", "city", "hours"],
            "people, days and places belong to events, in `workshops.yml`",
        ),
        (
            &["draft", "published", "hidden", "unlisted"],
            "every manifest directly in `slides/` is published; move this one to a folder in `slides/`",
        ),
        (
            &["minutes", "duration", "time"],
            "plan each chapter: `- {chapter: NAME.md, minutes: 25}`",
        ),
        (
            &["background", "layout", "template"],
            "write it at the top of a slide: `layout: true`, `background-image: url(…)`",
        ),
    ],
    elsewhere: &[
        ("workshops", "`{}` is a key of `workshops.yml`"),
        ("site", "`{}` is a key of `workshops.yml`"),
        ("event", "`{}` is a key of events, in `workshops.yml`"),
        ("speaker", "`{}` is a key of speakers, in `workshops.yml`"),
        ("entry", "`{}` is a key of an entry of `content`: `- {chapter: NAME.md, minutes: 25}`"),
    ],
    rules: &[KeyRule::OneOf("content", "chapters")],
};

key_set! {
    /// The keys of `navigation`.
    NavigationKey: NAVIGATION_ROWS {
        Scroll = KeyRow::new(
            "scroll",
            Value::Flag,
            "false",
            "whether the mouse wheel moves",
        )
        .default("true")
        .synonyms(&["wheel", "mousewheel", "mouse"]),
        Touch = KeyRow::new("touch", Value::Flag, "false", "whether swipes move")
            .default("true")
            .synonyms(&["swipe", "swipes", "tap"]),
        Click = KeyRow::new(
            "click",
            Value::Flag,
            "true",
            "whether clicks change the step: the left button forward, the right one back",
        )
        .default("false")
        .synonyms(&["clicks"]),
    }
}

/// The gestures that move from slide to slide.
pub static NAVIGATION: Mapping = Mapping {
    name: "navigation",
    page: "docs/guide/site.md",
    title: "The gestures that move from slide to slide",
    rows: NAVIGATION_ROWS,
    hints: &[],
    elsewhere: &[("manifest", "`{}` is a key of the manifest: begin it in the first column")],
    rules: &[],
};

key_set! {
    /// The keys of an entry of `content`.
    ContentKey: CONTENT_ROWS {
        Chapter = KeyRow::new(
            "chapter",
            Value::Text,
            "dough.md",
            "the chapter, relative to `slides/`",
        )
        .required()
        .synonyms(&[
            "file", "path", "src", "source", "md", "markdown", "include", "page", "name",
            "chapters", "slides",
        ]),
        Minutes = KeyRow::new(
            "minutes",
            Value::Minutes,
            "25",
            "how long it takes; the index shows the sum",
        )
        .needs_value()
        .synonyms(&["time", "duration", "length", "min", "mins", "minute", "estimate"]),
    }
}

/// An entry of `content`.
pub static CONTENT_ENTRY: Mapping = Mapping {
    name: "entry",
    page: "docs/guide/site.md",
    title: "A chapter and its minutes",
    rows: CONTENT_ROWS,
    hints: &[(
        &["part", "parts", "section", "content", "title", "group", "module", "day"],
        "a part is a nested list: `- - one.md` and below it `  - two.md`; its title is its first `# Heading`",
    )],
    elsewhere: &[("manifest", "`{}` is a key of the manifest: begin it in the first column")],
    rules: &[],
};
