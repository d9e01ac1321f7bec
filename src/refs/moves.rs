//! Plans a move: new names of files, and edits.
//!
//! A plan is complete or refused, with every reason: nothing is changed in part. It does not look at the
//! result; the command builds the site with the plan before it changes anything.

use std::collections::{BTreeMap, BTreeSet};

use super::edits::{self, FileEdit, apply};
use super::redirects;
use super::rewrite::{noted, rewritten};
use super::subject::Subject;
use super::{
    Exactness, NameForm, NamedSlide, Notation, ReferenceIndex, ReferenceRole, SiteReference,
};
use crate::path::ProjectPath;
use crate::routes::{PageFolder, Route};
use crate::span::Span;
use crate::world::World;

/// The new name, and how the old one is kept.
pub struct NewName<'a> {
    /// As the user wrote it.
    pub written: &'a str,
    /// Whether published addresses go on working.
    pub old: OldName,
}

/// The effect on a published name.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum OldName {
    /// It gets a redirect or an alias.
    Kept,
    /// It goes away.
    Dropped,
}

/// Everything that a move changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MovePlan {
    /// The new paths of files, by the old ones.
    pub moved: BTreeMap<ProjectPath, ProjectPath>,
    /// The sorted changes of texts, by the old paths of the files.
    pub edits: BTreeMap<ProjectPath, Vec<FileEdit>>,
    /// Notes for the user.
    pub notes: Vec<String>,
}

impl MovePlan {
    /// The new texts of changed files, by their new paths.
    pub fn texts(&self, world: &dyn World) -> BTreeMap<ProjectPath, String> {
        let text = |(file, edits): (&ProjectPath, &Vec<FileEdit>)| {
            let old = world.source(file).map(|source| source.text().to_owned()).unwrap_or_default();
            let new = self.moved.get(file).unwrap_or(file).clone();
            (new, apply(&old, edits))
        };
        self.edits.iter().map(text).collect()
    }
}

/// Plans a move, or returns all reasons against it.
pub fn plan(
    world: &dyn World,
    index: &ReferenceIndex,
    (subject, new): (&Subject, &NewName<'_>),
) -> Result<MovePlan, Vec<String>> {
    let mut planner = Planner {
        world,
        index,
        plan: MovePlan::default(),
        edits: BTreeMap::new(),
        refusals: Vec::new(),
    };
    match subject {
        Subject::File(old) => planner.file(old, new),
        Subject::Slide(name, files) => planner.slide((name, files), new),
    }
    planner.finish()
}

/// Adds rewritten links to slides whose addresses a plan changes: they begin with the name of their
/// chapter. Maps old addresses to new ones.
pub fn follow_slides(
    world: &dyn World,
    index: &ReferenceIndex,
    plan: &mut MovePlan,
    renamed: &BTreeMap<String, String>,
) {
    for reference in &index.references {
        let new = reference.slide.as_ref().and_then(|slide| renamed.get(slide));
        let is_link = matches!(reference.form, NameForm::Address(..));
        let (Some(new), true, Exactness::Exact) = (new, is_link, reference.exactness) else {
            continue;
        };
        let Ok(source) = world.source(&reference.span.file) else { continue };
        let range = reference.span.start as usize..reference.span.end as usize;
        let text = &source.text()[range.clone()];
        let Some(at) = text.find('#') else { continue };
        let edit = FileEdit::new(range.start + at + 1..range.end, new.clone());
        let edits = plan.edits.entry(reference.span.file.clone()).or_default();
        // An address whose path changes, too, keeps its one edit.
        match edits.iter_mut().find(|edit| edit.start == range.start && edit.end == range.end) {
            Some(whole) => {
                let end = whole.text.find('#').map_or(whole.text.len(), |at| at + 1);
                whole.text.truncate(end);
                whole.text.push_str(new);
            }
            None => edits.push(edit),
        }
        edits.sort();
        edits.dedup();
    }
}

struct Planner<'a> {
    world: &'a dyn World,
    index: &'a ReferenceIndex,
    plan: MovePlan,
    edits: BTreeMap<ProjectPath, Vec<FileEdit>>,
    refusals: Vec<String>,
}

/// The path of a page.
fn page(route: &Route) -> String {
    route.path().as_str().to_owned()
}

impl Planner<'_> {
    fn refuse(&mut self, reason: impl Into<String>) {
        self.refusals.push(reason.into());
    }

    fn finish(mut self) -> Result<MovePlan, Vec<String>> {
        for (file, edits) in std::mem::take(&mut self.edits) {
            match edits::sorted(edits) {
                Some(edits) => _ = self.plan.edits.insert(file, edits),
                None => self.refuse(format!("{file}: two changes overlap")),
            }
        }
        if self.refusals.is_empty() { Ok(self.plan) } else { Err(self.refusals) }
    }

    fn file(&mut self, old: &ProjectPath, new: &NewName<'_>) {
        if let Some(replaced) = self.index.replaced_by(old) {
            self.refuse(format!(
                "{old} replaces {replaced} in an event; move {replaced}, it moves along"
            ));
            return;
        }
        if !self.world.is_file(old) {
            self.refuse(format!("there is no file {old}"));
            return;
        }
        let is_deck = self.index.files.manifests().contains(old);
        let Some(path) = new_path(self.world, (old, is_deck), new.written) else {
            self.refuse(format!("`{}` is not a name for {old}", new.written));
            return;
        };
        self.check_kind(old, &path, is_deck);
        self.links_to(old);
        self.plan.moved.insert(old.clone(), path.clone());
        for other in self.companions(old, is_deck) {
            let moved = companion(&other, old, &path);
            self.plan.moved.insert(other, moved);
        }
        for path in self.plan.moved.values().cloned().collect::<Vec<_>>() {
            let is_there = |other: &ProjectPath| {
                let same = other.as_str().to_lowercase() == path.as_str().to_lowercase();
                same && !self.plan.moved.contains_key(other)
            };
            if self.world.is_file(&path) || self.index.files.all.iter().any(is_there) {
                self.refuse(format!("{path} exists"));
            }
        }
        self.references();
        let pages =
            if is_deck { self.deck_pages(old, &path) } else { self.chapter_pages(old, &path) };
        match pages.first() {
            None => {}
            Some(_) if new.old == OldName::Kept => self.redirects(&pages),
            Some((page, _)) => {
                self.plan.notes.push(format!("links to {page} on other sites break"));
            }
        }
    }

    /// Refuses a path that would give the file another role.
    fn check_kind(&mut self, old: &ProjectPath, new: &ProjectPath, is_deck: bool) {
        let extension = |path: &ProjectPath| {
            path.file_name().rsplit_once('.').map(|(_, end)| end.to_lowercase())
        };
        if extension(old) != extension(new) {
            self.refuse(format!("{new} has another extension than {old}"));
        }
        let top = |path: &ProjectPath| path.as_str().split('/').next().map(str::to_owned);
        if top(old) != top(new) && top(old).is_some_and(|top| ["slides", "static"].contains(&&*top))
        {
            self.refuse(format!("{old} is found only in its folder; {new} is outside"));
        }
        if is_deck && new.folder() != old.folder() {
            self.refuse(format!("manifests are directly in {}", old.folder()));
        }
        if new.as_str().split('/').any(|name| name.starts_with('.')) {
            self.refuse(format!("{new} is hidden, and would not be found"));
        }
        if new.as_str().contains(['?', '#', '*', ':', '\\'])
            || new.as_str().contains(char::is_control)
        {
            self.refuse(format!("{new} contains a character that addresses cannot contain"));
        }
        if old == new {
            self.refuse(format!("{old} already has this name"));
        }
    }

    /// Refuses to move symbolic links and their targets, because links are not rewritten.
    fn links_to(&mut self, old: &ProjectPath) {
        let top = old.as_str().split('/').next().unwrap_or_default().to_owned();
        for (link, target) in self.world.links(&top).iter() {
            let is_in = |path: &ProjectPath| path == old || old.below(path.as_str()).is_some();
            if is_in(link) {
                self.refusals.push(format!("{link} is a symbolic link; move its target"));
            }
            let target = ProjectPath::resolve(link.folder(), target);
            if target.is_some_and(|target| target == *old) {
                self.refusals
                    .push(format!("the symbolic link {link} points to {old}; remove it first"));
            }
        }
    }

    /// The files that have to keep the same name as another one.
    fn companions(&self, old: &ProjectPath, is_deck: bool) -> BTreeSet<ProjectPath> {
        let mut found: BTreeSet<ProjectPath> = self.index.variants(old).into_iter().collect();
        if is_deck {
            let all = self.index.files.all.iter();
            let is_card = |file: &&ProjectPath| {
                file.folder() == "static/cards" && file.stem() == old.stem()
                    || file.folder() == "static/covers" && file.stem() == old.stem()
            };
            found.extend(all.filter(is_card).cloned());
        }
        // Overlays of pinned events replace files that keep their names.
        let pinned = self.index.workshops.events.iter().filter(|event| event.rev.is_some());
        let pinned: BTreeSet<&String> =
            pinned.filter_map(|event| self.index.files.overlays.get(&event.slug)).collect();
        found.retain(|file| {
            self.index
                .files
                .overlay_of(file)
                .is_none_or(|folder| !pinned.iter().any(|pinned| *pinned == folder))
        });
        found
    }

    /// Rewrites all references to moved files.
    fn references(&mut self) {
        for reference in &self.index.references {
            match rewritten(&self.index.files, reference, &self.plan.moved) {
                None => {}
                Some(_) if self.is_pinned(&reference.span) => {}
                Some(Ok(text)) => self.edit(reference, text),
                Some(Err(why)) => {
                    let place = ReferenceIndex::place(self.world, &reference.span);
                    self.refusals.push(format!("{place}: {why}"));
                }
            }
        }
    }

    fn edit(&mut self, reference: &SiteReference, text: String) {
        if reference.exactness == Exactness::Around {
            let place = ReferenceIndex::place(self.world, &reference.span);
            self.refuse(format!("{place}: change `{}` by hand first", reference.written));
            return;
        }
        self.put(&reference.span, text);
    }

    fn put(&mut self, span: &Span, text: String) {
        let edit = FileEdit::new(span.start as usize..span.end as usize, text);
        let is_same = self.world.source(&span.file).is_ok_and(|source| {
            source.text().get(edit.start..edit.end) == Some(edit.text.as_str())
        });
        if !is_same {
            self.edits.entry(span.file.clone()).or_default().push(edit);
        }
    }

    /// Whether a location belongs to an event that shows a revision, in which all names stay.
    fn is_pinned(&self, place: &Span) -> bool {
        let has_it = |span: &Span| {
            span.file == place.file && span.start <= place.start && place.start <= span.end
        };
        let pinned = self.index.workshops.events.iter().filter(|event| event.rev.is_some());
        pinned.into_iter().any(|event| {
            let names = event.decks.iter().chain(&event.root).chain(&event.skip);
            let pairs = event.after.iter().flat_map(|(place, added)| [place, added]);
            names.chain(pairs).any(|one| has_it(&one.span))
        })
    }

    /// The pages of a deck at its old name, and where they are then.
    fn deck_pages(&self, old: &ProjectPath, new: &ProjectPath) -> Vec<(String, String)> {
        let mut pages = Vec::new();
        let mut add = |folder: &PageFolder| {
            let (old, new) = (old.stem().into(), new.stem().into());
            let target = page(&Route::deck(folder, &new));
            pages.push((page(&Route::deck(folder, &old)), target.clone()));
            pages.push((page(&Route::old_deck(folder, &old)), target));
            let about = page(&Route::about_deck(folder, &new));
            pages.push((page(&Route::about_deck(folder, &old)), about));
        };
        if old.folder() == "slides" {
            add(&PageFolder::Top);
        }
        for event in self.index.workshops.events.iter().filter(|event| event.rev.is_none()) {
            if event.decks.iter().any(|deck| deck.value == old.stem()) {
                add(&PageFolder::Event(event.slug.as_str().into()));
            }
        }
        pages
    }

    /// The old and new addresses of a chapter's pages; empty unless the site has such pages, and
    /// one of its own decks shows the chapter.
    fn chapter_pages(&self, old: &ProjectPath, new: &ProjectPath) -> Vec<(String, String)> {
        let is_shown = || {
            self.index.references.iter().any(|reference| {
                reference.role == ReferenceRole::Chapter
                    && reference.span.file.folder() == "slides"
                    && reference.targets.contains(old)
            })
        };
        if !self.index.workshops.settings.chapter_pages || !is_shown() {
            return Vec::new();
        }
        let place = |path: &ProjectPath| {
            let below = path.below("slides")?.strip_suffix(".md")?;
            let (folder, name) = below.rsplit_once('/').unwrap_or(("", below));
            Some((PageFolder::Chapters(folder.into()), name.into()))
        };
        let Some(((old_folder, old), (new_folder, new))) = place(old).zip(place(new)) else {
            return Vec::new();
        };
        let deck = (Route::deck(&old_folder, &old), Route::deck(&new_folder, &new));
        let about = (Route::about_deck(&old_folder, &old), Route::about_deck(&new_folder, &new));
        [deck, about].map(|(old, new)| (page(&old), page(&new))).into()
    }

    /// Redirects old pages.
    fn redirects(&mut self, redirects: &[(String, String)]) {
        let list = ProjectPath::new(redirects::LIST);
        match redirects::added(self.world, self.index, redirects) {
            Err(why) => self.refuse(why),
            Ok(edits) => {
                let old = self.world.source(&list).map(|source| source.text().to_owned());
                let new = edits::sorted(edits.clone())
                    .map(|edits| apply(old.as_deref().unwrap_or_default(), &edits));
                let old = old.unwrap_or_default();
                if new.is_some_and(|new| redirects::is_read(&old, &new, redirects)) {
                    let own = self.edits.entry(list).or_default();
                    // Removed lines are not rewritten.
                    own.retain(|one| {
                        let is_around =
                            |edit: &FileEdit| edit.start <= one.start && one.end <= edit.end;
                        !edits.iter().any(is_around)
                    });
                    own.extend(edits);
                } else {
                    self.refuse(format!(
                        "{list}: the redirects cannot be added; use --no-redirect"
                    ));
                }
            }
        }
    }

    fn slide(&mut self, (name, files): (&String, &BTreeSet<ProjectPath>), new: &NewName<'_>) {
        let name_of = new.written.rsplit_once('#').map_or(new.written, |(_, name)| name);
        let is_number = name_of.bytes().all(|byte| byte.is_ascii_digit());
        if is_number || name_of.contains(|c: char| c.is_whitespace() || c == ',' || c.is_control())
        {
            self.refuse(format!(
                "`{name_of}` is not a name for a slide: use one word, not a number"
            ));
            return;
        }
        if name_of == name {
            self.refuse(format!("the slide already has the name `{name}`"));
        }
        let main: BTreeSet<&ProjectPath> = files
            .iter()
            .filter(|file| !files.iter().any(|one| self.index.variants(one).contains(file)))
            .collect();
        if main.len() > 1 {
            let names: Vec<_> = main.iter().map(|file| format!("{file}#{name}")).collect();
            self.refuse(format!(
                "several slides have this name: choose one, {}",
                names.join(" or ")
            ));
            return;
        }
        let defined: Vec<&NamedSlide> = self.index.slides.iter().collect();
        for slide in defined {
            if slide.name == *name && files.contains(&slide.span.file) {
                self.put(&slide.span, name_of.to_owned());
                if new.old == OldName::Kept {
                    self.alias(slide);
                }
            }
        }
        for reference in self.index.references_to_slide(name, files) {
            if !self.is_pinned(&reference.span) {
                self.slide_reference(reference, (name, files), name_of);
            }
        }
    }

    /// Keeps the old name of a slide as an alias.
    fn alias(&mut self, slide: &NamedSlide) {
        let Ok(source) = self.world.source(&slide.span.file) else { return };
        let file = slide.span.file.clone();
        let edit = if let Some(aliases) = &slide.aliases {
            let end = aliases.end as usize;
            FileEdit::new(end..end, format!(", {}", slide.name))
        } else {
            let (start, end) = (slide.line.start as usize, slide.line.end as usize);
            let line = source.text()[start..end].trim();
            let before = source.text()[..start].rsplit('\n').next().unwrap_or_default();
            // Chapters in manifests are indented.
            let indent = if before.trim().is_empty() { before } else { "" };
            let new = if line.starts_with("<!--") {
                format!("{indent}<!-- aliases: {} -->\n", slide.name)
            } else {
                format!("{indent}aliases: {}\n", slide.name)
            };
            let end = source.text()[start..].find('\n').map(|at| start + at + 1);
            end.map_or_else(
                || {
                    let end = source.text().len();
                    FileEdit::new(end..end, format!("\n{}", new.trim_end()))
                },
                |end| FileEdit::new(end..end, new.clone()),
            )
        };
        self.edits.entry(file).or_default().push(edit);
    }

    fn slide_reference(
        &mut self,
        reference: &SiteReference,
        (name, files): (&str, &BTreeSet<ProjectPath>),
        new: &str,
    ) {
        let place = ReferenceIndex::place(self.world, &reference.span);
        let others = self.index.slides.iter().filter(|slide| slide.name == name);
        let others = others.filter(|slide| !files.contains(&slide.span.file));
        for other in others.map(|slide| &slide.span.file).collect::<BTreeSet<_>>() {
            let decks = self.index.decks_with(other);
            let shown = self.index.decks_with(&reference.span.file);
            if reference.targets.is_empty() && decks.iter().any(|deck| shown.contains(deck)) {
                self.refuse(format!(
                    "{place}: in another deck, `#{name}` means a slide of {other}"
                ));
                return;
            }
        }
        let text = if let NameForm::SlideName(notation) = &reference.form {
            let mark = if reference.written.starts_with('#') { "#" } else { "" };
            match notation {
                Notation::Yaml if !mark.is_empty() => Ok(format!("\"#{new}\"")),
                notation => noted(&format!("{mark}{new}"), *notation),
            }
        } else {
            let end = reference.written.find('#').unwrap_or(reference.written.len());
            Ok(format!("{}#{new}", &reference.written[..end]))
        };
        match text {
            Ok(text) => self.edit(reference, text),
            Err(why) => self.refuse(format!("{place}: {why}")),
        }
    }
}

/// The new path of a file: like the old one, it may leave out its folder and its extension.
fn new_path(
    world: &dyn World,
    (old, is_deck): (&ProjectPath, bool),
    new: &str,
) -> Option<ProjectPath> {
    let top = old.as_str().split('/').next().filter(|_| old.as_str().contains('/'));
    let extension = old.file_name().rsplit_once('.').map(|(_, end)| format!(".{end}"));
    let extension = extension.unwrap_or_default();
    let mut new = new.strip_prefix("./").unwrap_or(new).to_owned();
    if is_deck {
        for end in [".html", ".yml"] {
            new = new.strip_suffix(end).map_or(new.clone(), str::to_owned);
        }
    }
    let below = |new: &str| match top {
        Some(top) if !new.starts_with(&format!("{top}/")) => ProjectPath::resolve(top, new),
        _ => ProjectPath::resolve("", new),
    };
    let is_folder = new.ends_with('/') || !is_deck && is_folder(world, &below(&new)?);
    if is_folder {
        new = format!("{}/{}", new.trim_end_matches('/'), old.file_name());
    } else if is_deck || !new.rsplit('/').next().unwrap_or_default().contains('.') {
        new.push_str(&extension);
    }
    below(&new).filter(|path| !path.as_str().is_empty())
}

fn is_folder(world: &dyn World, path: &ProjectPath) -> bool {
    !world.is_file(path) && !world.list(path.as_str()).is_empty()
}

/// The new path of a file that has to keep the same name as a moved one.
fn companion(file: &ProjectPath, old: &ProjectPath, new: &ProjectPath) -> ProjectPath {
    let below = |path: &ProjectPath| {
        let path = path.as_str();
        path.split_once('/').map_or(path, |(_, below)| below).to_owned()
    };
    let ending = file.file_name().strip_prefix(old.stem()).unwrap_or_default();
    let named = format!("{}{ending}", new.stem());
    if file.folder().starts_with("static/c") {
        return ProjectPath::new(&format!("{}/{named}", file.folder()));
    }
    let above = below(old);
    let above = above.rsplit_once('/').map_or("", |(above, _)| above);
    let folder = file.folder().strip_suffix(above).unwrap_or(file.folder());
    let target = below(new);
    let target = target.rsplit_once('/').map_or("", |(above, _)| above);
    ProjectPath::new(&format!("{folder}/{target}/{named}"))
}
