//! References between the files of a site: manifests, chapters, lists of events, style sheets,
//! templates.
//!
//! The index reads the files themselves, not the decks: it also knows the references of excluded
//! slides, unused chapters and overlays. [`Subject`] is what a command asks about; `uses`, `unused`
//! and `moves` answer from the index.
//!
//! **Invariant:** a reference with an exact location can be rewritten there, and nothing around it
//! changes.

mod addresses;
mod chapters;
mod diff;
mod edits;
mod lists;
mod locate;
mod mentions;
mod moves;
mod patched;
mod reach;
mod redirects;
mod rewrite;
mod subject;
mod unused;

pub use self::diff::diff;
pub use self::edits::{FileEdit, apply};
pub use self::moves::{MovePlan, NewName, OldName, follow_slides, plan};
pub use self::patched::Patched;
pub use self::subject::{Relation, Subject};
pub use self::unused::{Unused, unused};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use self::addresses::SiteFiles;
use crate::event::Workshops;
use crate::path::ProjectPath;
use crate::span::Span;
use crate::world::World;

/// A position at which a file of the site names a file, a deck or a slide.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SiteReference {
    /// The written name, if the location is exact; otherwise the text that contains it.
    pub span: Span,
    /// Whether `span` covers the written name and nothing else.
    pub exactness: Exactness,
    /// The name as the author means it, without escapes.
    pub written: String,
    /// The role of the name.
    pub role: ReferenceRole,
    /// How it is written.
    pub form: NameForm,
    /// The files that it names: several if overlays replace the file.
    pub targets: Vec<ProjectPath>,
    /// The slide that it names.
    pub slide: Option<String>,
}

/// Whether a location covers a name and nothing else.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exactness {
    /// It does: the name is written there literally.
    Exact,
    /// It contains the name somewhere, perhaps with escapes.
    Around,
}

/// The role of a name.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReferenceRole {
    /// A chapter in a manifest.
    Chapter,
    /// A chapter in a line of a manifest that is commented out.
    Commented,
    /// `@@INCLUDE[…]`.
    Include,
    /// `@@LINK[…]`.
    RepositoryLink,
    /// A link.
    Link,
    /// A picture, a video, a background.
    Picture,
    /// A picture between sections.
    Interstitial,
    /// `template:` of a slide.
    Template,
    /// A deck of an event.
    EventDeck,
    /// The deck that is an event's front page.
    Root,
    /// Something that an event leaves out.
    Skip,
    /// The chapter after which an event inserts another one.
    After,
    /// A chapter that an event adds.
    Added,
    /// An address in a key of an event or a speaker.
    Key,
    /// The target of a redirect.
    Redirect,
    /// The photo of a speaker.
    Photo,
    /// A file of a brand.
    Brand,
    /// A path in a template, a style sheet or a script.
    Mention,
}

impl ReferenceRole {
    /// Its name in lists.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Chapter => "chapter of the deck",
            Self::Commented => "chapter that is commented out",
            Self::Include => "include",
            Self::RepositoryLink => "link to the repository",
            Self::Link => "link",
            Self::Picture => "picture",
            Self::Interstitial => "picture between sections",
            Self::Template => "template of a slide",
            Self::EventDeck => "deck of an event",
            Self::Root => "front page of an event",
            Self::Skip => "left out by an event",
            Self::After => "an event adds a chapter after it",
            Self::Added => "added by an event",
            Self::Key => "address of an event or a speaker",
            Self::Redirect => "target of a redirect",
            Self::Photo => "photo of a speaker",
            Self::Brand => "file of a brand",
            Self::Mention => "mention",
        }
    }
}

/// How a name is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameForm {
    /// A path that begins in `slides/`.
    SlidesPath(Notation),
    /// A path that begins in the folder of the site.
    SitePath(Notation),
    /// An address, for a file in this folder of the output.
    Address(Notation, String),
    /// The name of a deck.
    DeckName(Notation),
    /// The name of a slide, with or without `#`.
    SlideName(Notation),
}

/// The notation that the text around a name requires.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Notation {
    /// None: the name is written literally.
    Plain,
    /// Spaces and brackets in addresses are encoded.
    Encoded,
    /// YAML without quotes, which some names need.
    Yaml,
    /// YAML in these quotes.
    Quoted(char),
}

/// The name that an author gave a slide.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedSlide {
    /// The name.
    pub name: String,
    /// The location of the name, after `name:`.
    pub span: Span,
    /// The whole line.
    pub line: Span,
    /// The names in its line `aliases:`, if it has one.
    pub aliases: Option<Span>,
}

/// All references of a site, and the names of its slides.
pub struct ReferenceIndex {
    /// The references, by location.
    pub references: Vec<SiteReference>,
    /// The names that authors gave to slides, by location.
    pub slides: Vec<NamedSlide>,
    /// The events, speakers and redirects.
    pub workshops: Arc<Workshops>,
    files: SiteFiles,
    /// The manifests, with the chapters and included files of each.
    manifests: BTreeMap<ProjectPath, BTreeSet<ProjectPath>>,
}

impl ReferenceIndex {
    /// Reads a site.
    pub fn new(world: &dyn World) -> Self {
        let workshops = crate::model::workshops(world, &mut Vec::new());
        let files = SiteFiles::new(world, &workshops);
        let mut references = Vec::new();
        lists::events(world, &workshops, &files, &mut references);
        lists::host_redirects(world, &files, &mut references);
        for manifest in files.manifests() {
            lists::manifest(world, manifest, &files, &mut references);
        }
        mentions::all(world, &files, &mut references);
        let mut slides = Vec::new();
        chapters::all(world, &files, (&mut references, &mut slides));
        references.sort();
        references.dedup();
        slides.sort();
        slides.dedup();
        let manifests = reach::of_manifests(&files, &workshops, &references);
        Self { references, slides, workshops, files, manifests }
    }

    /// The location of a reference, as people count it: `slides/talk.yml:3:5`.
    pub fn place(world: &dyn World, span: &Span) -> String {
        let position = world.source(&span.file).map(|file| file.position(span.start as usize));
        match position {
            Ok(position) => format!("{}:{}:{}", span.file, position.line, position.column),
            Err(_) => span.file.to_string(),
        }
    }
}
