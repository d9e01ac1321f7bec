//! The references of manifests, of lists of events, and of the redirects that hosts read.

use std::ops::Range;

use super::addresses::{SiteFiles, of_site};
use super::locate::locate;
use super::{Exactness, NameForm, Notation, ReferenceRole, SiteReference};
use crate::event::{Event, Workshops};
use crate::manifest::yaml::{self, Yaml, YamlNode};
use crate::manifest::{self, BrandKeys, ContentEntry, Overrides};
use crate::path::ProjectPath;
use crate::render::{self, Use};
use crate::source::Source;
use crate::span::Spanned;
use crate::world::World;

/// The lists of redirects that hosts read.
const HOST_REDIRECTS: [&str; 2] = ["static/_redirects", "slides/_redirects"];

/// The pictures between sections.
const INTERSTITIALS: &str = "slides/interstitials.txt";

/// The keys of manifests whose value is an address.
const ADDRESS_KEYS: [&str; 4] = ["slides", "zip", "html", "chat"];

/// Collects the references of one YAML file.
struct ListScan<'a> {
    world: &'a dyn World,
    files: &'a SiteFiles,
    references: &'a mut Vec<SiteReference>,
}

/// The references of a manifest, except those of chapters written in it.
pub(super) fn manifest(
    world: &dyn World,
    path: &ProjectPath,
    files: &SiteFiles,
    references: &mut Vec<SiteReference>,
) {
    let Ok(source) = world.source(path) else { return };
    let Some(manifest) = manifest::read(&source, &Overrides::default()).output else { return };
    let mut scan = ListScan { world, files, references };
    scan.entries(&manifest.content);
    scan.commented(&source);
    scan.brand(manifest.brand.as_ref());
    for (_, text) in manifest.texts.iter().filter(|(key, _)| ADDRESS_KEYS.contains(key)) {
        scan.address(text, ReferenceRole::Key);
    }
    if let Ok(yaml) = yaml::read(&source)
        && let Some(Yaml { node: YamlNode::List(items), .. }) = yaml.get("interstitials")
    {
        for item in items {
            if let Some(url) = item.scalar() {
                let url = Spanned::new(url.to_owned(), item.span.clone());
                scan.address(&url, ReferenceRole::Interstitial);
            }
        }
    }
    if matches!(manifest.interstitials, manifest::Interstitials::Site) {
        scan.interstitials();
    }
}

/// The references of the lists of events.
pub(super) fn events(
    world: &dyn World,
    workshops: &Workshops,
    files: &SiteFiles,
    references: &mut Vec<SiteReference>,
) {
    let mut scan = ListScan { world, files, references };
    scan.brand(workshops.brand.as_ref());
    for redirect in &workshops.redirects {
        scan.address(&redirect.to, ReferenceRole::Redirect);
    }
    for speaker in &workshops.speakers {
        if let Some(url) = &speaker.url {
            scan.address(url, ReferenceRole::Key);
        }
        if let Some(photo) = &speaker.photo {
            scan.address(photo, ReferenceRole::Photo);
        }
        for (_, link) in &speaker.links {
            scan.address(link, ReferenceRole::Key);
        }
        if let Some(bio) = &speaker.bio {
            scan.prose(bio);
        }
    }
    for event in &workshops.events {
        scan.event(event);
    }
}

/// The references of redirects that hosts read.
pub(super) fn host_redirects(
    world: &dyn World,
    files: &SiteFiles,
    references: &mut Vec<SiteReference>,
) {
    for path in HOST_REDIRECTS.map(ProjectPath::new) {
        let Ok(source) = world.source(&path) else { continue };
        let mut start = 0;
        for line in source.text().split_inclusive('\n') {
            let mut words = words(line).filter(|_| !line.trim_start().starts_with('#'));
            if let Some(target) = words.nth(1) {
                let url = line[target.clone()].to_owned();
                let range = start + target.start..start + target.end;
                let resolved = files.resolve("", &url);
                if !resolved.targets.is_empty() {
                    references.push(SiteReference {
                        span: source.span(range),
                        exactness: Exactness::Exact,
                        written: url,
                        role: ReferenceRole::Redirect,
                        form: NameForm::Address(Notation::Encoded, String::new()),
                        targets: resolved.targets,
                        slide: resolved.slide,
                    });
                }
            }
            start += line.len();
        }
    }
}

/// The words of a line.
fn words(line: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let start = |word: &str| word.as_ptr() as usize - line.as_ptr() as usize;
    line.split_whitespace().map(move |word| start(word)..start(word) + word.len())
}

impl ListScan<'_> {
    fn entries(&mut self, entries: &[ContentEntry]) {
        for entry in entries {
            match entry {
                ContentEntry::Part(inner) => self.entries(inner),
                ContentEntry::Inline(_) => {}
                ContentEntry::Chapter { path, .. } => {
                    let targets = self.files.below_slides(&path.value);
                    self.push(path, ReferenceRole::Chapter, NameForm::SlidesPath, targets);
                }
            }
        }
    }

    /// The chapters in lines that are commented out, such as `# - k8s/x.md`: authors switch between
    /// variants like this.
    fn commented(&mut self, source: &Source) {
        let mut start = 0;
        for line in source.text().split_inclusive('\n') {
            let from = start;
            start += line.len();
            let mut words = words(line).map(|range| (range.clone(), &line[range]));
            let ((Some((_, "#")), Some((_, "-")), Some(path)) | (Some((_, "#-")), Some(path), _)) =
                (words.next(), words.next(), words.next())
            else {
                continue;
            };
            let (range, written) = path;
            let targets = self.files.below_slides(written);
            if !written.contains('.') || !targets.iter().any(|file| self.files.all.contains(file)) {
                continue;
            }
            self.references.push(SiteReference {
                span: source.span(from + range.start..from + range.end),
                exactness: Exactness::Exact,
                written: written.to_owned(),
                role: ReferenceRole::Commented,
                form: NameForm::SlidesPath(Notation::Yaml),
                targets,
                slide: None,
            });
        }
    }

    /// The pictures of `interstitials.txt`, one on each line.
    fn interstitials(&mut self) {
        let Ok(source) = self.world.source(&ProjectPath::new(INTERSTITIALS)) else { return };
        let mut start = 0;
        for line in source.text().split_inclusive('\n') {
            let url = line.trim();
            let at = start + (line.len() - line.trim_start().len());
            start += line.len();
            let resolved = self.files.resolve("", url);
            if resolved.targets.is_empty() {
                continue;
            }
            self.references.push(SiteReference {
                span: source.span(at..at + url.len()),
                exactness: Exactness::Exact,
                written: url.to_owned(),
                role: ReferenceRole::Interstitial,
                form: NameForm::Address(Notation::Encoded, String::new()),
                targets: resolved.targets,
                slide: None,
            });
        }
    }

    /// The files of a brand.
    fn brand(&mut self, brand: Option<&BrandKeys>) {
        for file in brand.into_iter().flat_map(BrandKeys::files) {
            self.push(file, ReferenceRole::Brand, NameForm::SitePath, of_site(&file.value));
        }
    }

    fn event(&mut self, event: &Event) {
        self.brand(event.brand.as_ref());
        for url in [&event.slides, &event.video, &event.attend, &event.chat].into_iter().flatten() {
            self.address(url, ReferenceRole::Key);
        }
        for (_, link) in event.details.links() {
            self.address(link, ReferenceRole::Key);
        }
        if let Some(picture) = &event.details.picture {
            self.address(&picture.file, ReferenceRole::Photo);
        }
        let texts = [&event.summary, &event.requirements, &event.details.audience];
        for text in texts.into_iter().flatten() {
            self.prose(text);
        }
        let manifest = |deck: &str| vec![ProjectPath::new(&format!("slides/{deck}.yml"))];
        for deck in &event.decks {
            let role = ReferenceRole::EventDeck;
            self.push(deck, role, NameForm::DeckName, manifest(&deck.value));
        }
        if let Some(deck) = &event.root {
            self.push(deck, ReferenceRole::Root, NameForm::DeckName, manifest(&deck.value));
        }
        for skipped in &event.skip {
            if skipped.value.starts_with('#') {
                self.push(skipped, ReferenceRole::Skip, NameForm::SlideName, Vec::new());
            } else {
                let targets = self.files.below_slides(&skipped.value);
                self.push(skipped, ReferenceRole::Skip, NameForm::SlidesPath, targets);
            }
        }
        for (place, added) in &event.after {
            let targets = self.files.below_slides(&place.value);
            self.push(place, ReferenceRole::After, NameForm::SlidesPath, targets);
            let from_site = of_site(&added.value);
            // As in slide sets: relative to the folder of the site, or like any other chapter.
            if from_site.iter().any(|file| self.world.is_file(file)) {
                self.push(added, ReferenceRole::Added, NameForm::SitePath, from_site);
            } else {
                let targets = self.files.below_slides(&added.value);
                self.push(added, ReferenceRole::Added, NameForm::SlidesPath, targets);
            }
        }
    }

    fn address(&mut self, url: &Spanned<String>, role: ReferenceRole) {
        let resolved = self.files.resolve("", &url.value);
        if resolved.targets.is_empty() {
            return;
        }
        let form = |notation| NameForm::Address(notation, String::new());
        self.push(url, role, form, resolved.targets);
        if let Some(last) = self.references.last_mut() {
            last.slide = resolved.slide;
        }
    }

    /// Adds a scalar.
    fn push(
        &mut self,
        field: &Spanned<String>,
        role: ReferenceRole,
        form: impl FnOnce(Notation) -> NameForm,
        targets: Vec<ProjectPath>,
    ) {
        let source = self.world.source(&field.span.file).ok();
        let place = source.and_then(|source| scalar(&source, field));
        let (span, exactness, notation) = match place {
            Some((range, notation, source)) => (source.span(range), Exactness::Exact, notation),
            None => (field.span.clone(), Exactness::Around, Notation::Yaml),
        };
        let form = form(notation);
        let slide = match form {
            NameForm::SlideName(_) => Some(field.value.trim_start_matches('#').to_owned()),
            _ => None,
        };
        let written = field.value.clone();
        self.references.push(SiteReference {
            span,
            exactness,
            written,
            role,
            form,
            targets,
            slide,
        });
    }

    /// The links and pictures of a Markdown text in YAML.
    fn prose(&mut self, text: &Spanned<String>) {
        let Ok(source) = self.world.source(&text.span.file) else { return };
        let inline = manifest::inline(&source, &text.span, text.value.clone());
        for file in &render::prose(&text.value).files {
            let resolved = self.files.resolve("", &file.url);
            if resolved.targets.is_empty() {
                continue;
            }
            // A comment shifts the following text, so the line alone cannot be trusted.
            let is_plain = !text.value.contains("<!--");
            let element = file.at.range.usize();
            let found = is_plain.then(|| locate(&text.value, element, &file.url)).flatten();
            let span = found.and_then(|range| {
                let line = inline.lines.partition_point(|(at, _)| *at as usize <= range.start);
                let (at, place) = inline.lines.get(line.checked_sub(1)?)?;
                let start = place.start as usize + range.start - *at as usize;
                let end = start + range.len();
                let is_there = source.text().get(start..end) == text.value.get(range);
                is_there.then(|| source.span(start..end))
            });
            let exactness = if span.is_some() { Exactness::Exact } else { Exactness::Around };
            self.references.push(SiteReference {
                span: span.unwrap_or_else(|| text.span.clone()),
                exactness,
                written: file.url.clone(),
                role: match file.use_ {
                    Use::Shown => ReferenceRole::Picture,
                    Use::Linked => ReferenceRole::Link,
                },
                form: NameForm::Address(Notation::Encoded, String::new()),
                targets: resolved.targets,
                slide: resolved.slide,
            });
        }
    }
}

/// Where the text of a scalar is written, without its quotes; `None` if it has escapes.
fn scalar(source: &Source, field: &Spanned<String>) -> Option<(Range<usize>, Notation, Source)> {
    let start = field.span.start as usize;
    let rest = source.text().get(start..)?;
    let (skip, notation) = match rest.chars().next()? {
        quote @ ('"' | '\'') => (1, Notation::Quoted(quote)),
        _ => (0, Notation::Yaml),
    };
    let range = start + skip..start + skip + field.value.len();
    let written = source.text().get(range.clone())?;
    let is_closed = match notation {
        Notation::Quoted(quote) => source.text()[range.end..].starts_with(quote),
        _ => true,
    };
    // `redirects:` drops the initial `/`, and titles lose spaces: a text that differs has no exact
    // location.
    (written == field.value && is_closed).then(|| (range, notation, source.clone()))
}
