//! From rendered slides to a deck: numbers, names, anchors, links between slides.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::plan::{Account, Opens, Plan, Planned};
use super::sections::Section;
use crate::diag::nearest::nearest;
use crate::diag::{Diagnostic, Problem};
use crate::path::{percent_decoded, slug};
use crate::render::{At, Reference, Rendered};
use crate::span::Span;

/// A deck, ready to be put into a page.
#[derive(Clone, Debug)]
pub struct Deck {
    /// Its name, which is the name of its page.
    pub name: String,
    /// The slides.
    pub slides: Vec<Slide>,
    /// How many numbers they have.
    pub total: u32,
    /// The sections.
    pub sections: Vec<Section>,
    /// What was left out.
    pub account: Account,
    /// Planned minutes, when chapters have them.
    pub minutes: Option<u32>,
    /// The files that it refers to, each with the place of its first mention.
    pub files: Vec<(Reference, Option<Span>)>,
}

/// A slide of a deck.
#[derive(Clone, Debug)]
pub struct Slide {
    /// Its address in the page.
    pub id: String,
    /// The name that the author gave it.
    pub name: Option<String>,
    /// Further names.
    pub aliases: Vec<String>,
    /// The classes.
    pub classes: Arc<[String]>,
    /// The number of its first step.
    pub number: u32,
    /// Whether it has a number of its own.
    pub is_counted: bool,
    /// Whether notes are the last thing that was written on it.
    pub notes_end_it: bool,
    /// Further steps.
    pub steps: u32,
    /// The chapter's label, for the footer.
    pub label: Arc<str>,
    /// The place in the sources.
    pub place: Span,
    /// What begins with it.
    pub opens: Opens,
    /// `background-…` properties.
    pub background: Vec<(String, String)>,
    /// The content and the notes.
    pub rendered: Arc<Rendered>,
}

/// Puts a deck together from its plan and its slides in the same order.
pub fn assemble(
    plan: &Plan,
    rendered: Vec<Arc<Rendered>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Deck {
    let mut names = Names::default();
    names.reserve(plan);
    let mut number = 1;
    let mut account = plan.account.clone();
    let mut slides = Vec::with_capacity(plan.slides.len());
    for (planned, rendered) in plan.slides.iter().zip(rendered) {
        let name = planned.property("name").filter(|name| !name.is_empty()).map(str::to_owned);
        if let Some(first) = name.as_ref().and_then(|name| names.first_of(name)) {
            let problem = Problem::DuplicateName {
                name: name.clone().unwrap_or_default(),
                first: Some(first.clone()),
            };
            diagnostics.push(Diagnostic::new(problem, planned.place.clone()));
        }
        let id = names.id(planned, name.as_deref(), &rendered);
        let inserted: u32 = rendered.inserted.values().sum();
        account.kept += inserted as usize;
        let steps = planned.steps + inserted;
        let counted = planned.property("count") != Some("false");
        slides.push(Slide {
            id,
            name,
            aliases: planned.aliases.clone(),
            classes: Arc::clone(&planned.classes),
            number: if counted { number } else { number.max(2) - 1 },
            is_counted: counted,
            notes_end_it: planned.notes_end_it,
            steps,
            label: Arc::clone(&planned.label),
            place: planned.place.clone(),
            opens: planned.opens,
            background: background(planned),
            rendered,
        });
        number += steps + u32::from(counted);
    }
    let total = (number - 1).max(1);
    dangling_aliases(plan, &mut slides);
    report(plan, &slides, total, diagnostics);
    Deck {
        name: plan.manifest.name.clone(),
        total,
        sections: plan.sections.clone(),
        account,
        minutes: plan.leaves.iter().filter_map(|leaf| leaf.minutes).reduce(|a, b| a + b),
        files: files(plan, &slides),
        slides,
    }
}

/// Title slides link to what may not be there: the first one's “Previous” and the last one's
/// “Next” to `#toc-`, all of them to the table of contents of a deck that shows none. As in
/// remark, these links lead to the first slide.
fn dangling_aliases(plan: &Plan, slides: &mut [Slide]) {
    let mut wanted: BTreeSet<String> = BTreeSet::from(["toc-".to_owned()]);
    wanted.extend(
        plan.sections
            .iter()
            .map(|section| super::sections::contents_anchor(section.part, plan.manifest.era)),
    );
    for slide in slides.iter() {
        wanted.remove(&slide.id);
    }
    if let Some(first) = slides.first_mut() {
        first.aliases.extend(wanted);
    }
}

/// The addresses that are taken.
#[derive(Default)]
struct Names {
    ids: HashSet<String>,
    /// The names that authors gave.
    reserved: HashSet<String>,
    /// The last number that was appended to an address.
    counts: HashMap<String, u32>,
    named: HashMap<String, Span>,
    /// The chapter of the last slide, and how addresses of its slides begin.
    stem: Option<(Arc<str>, String)>,
}

impl Names {
    /// Keeps what authors named from being given to other slides.
    fn reserve(&mut self, plan: &Plan) {
        self.ids.reserve(plan.slides.len());
        let named = plan.slides.iter().filter_map(|slide| slide.property("name"));
        self.reserved = named.filter(|name| is_address(name)).map(str::to_owned).collect();
    }

    /// The slide that has a name already.
    fn first_of(&self, name: &str) -> Option<&Span> {
        self.named.get(name)
    }

    /// How the addresses of a chapter's slides begin.
    fn stem(&mut self, label: &Arc<str>) -> &str {
        if self.stem.as_ref().is_none_or(|(of, _)| !Arc::ptr_eq(of, label)) {
            let name = label.rsplit('/').next().unwrap_or_default();
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            self.stem = Some((Arc::clone(label), slug(stem)));
        }
        self.stem.as_ref().map_or("", |(_, stem)| stem)
    }

    fn id(&mut self, planned: &Planned, name: Option<&str>, rendered: &Rendered) -> String {
        if let Some(name) = name {
            self.named.entry(name.to_owned()).or_insert_with(|| planned.place.clone());
        }
        let wanted = match name.filter(|name| is_address(name)) {
            Some(name) => name.to_owned(),
            None => from_words(self.stem(&planned.label), name, rendered),
        };
        let mut id = wanted.clone();
        let is_taken = name.is_none() && self.reserved.contains(&id);
        if is_taken || !self.ids.insert(id.clone()) {
            let count = self.counts.entry(wanted.clone()).or_insert(1);
            loop {
                *count += 1;
                id = format!("{wanted}-{count}");
                if !self.reserved.contains(&id) && self.ids.insert(id.clone()) {
                    break;
                }
            }
        }
        id
    }
}

/// An address for a slide whose name cannot be one, or that has none: from its chapter and
/// its heading.
fn from_words(stem: &str, name: Option<&str>, rendered: &Rendered) -> String {
    let slug = match (name, stem, rendered.slug.as_str()) {
        (Some(name), ..) => slug(name),
        (None, stem, "") => stem.to_owned(),
        (None, "", title) => title.to_owned(),
        (None, stem, title) => [stem, "-", title].concat(),
    };
    if is_number(&slug) { format!("slide-{slug}") } else { slug }
}

/// Whether a name can be an `id` and is no number, which addresses a slide by itself.
fn is_address(name: &str) -> bool {
    !is_number(name) && !name.contains(char::is_whitespace)
}

/// Whether there is nothing but digits.
fn is_number(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_digit())
}

fn background(planned: &Planned) -> Vec<(String, String)> {
    let known = ["background-image", "background-color", "background-size", "background-position"];
    let value = |key: &str| planned.properties.get(key).map(|v| (key.to_owned(), v.clone()));
    known.into_iter().filter_map(value).collect()
}

/// Reports what rendering noticed, and links to slides that do not exist.
fn report(plan: &Plan, slides: &[Slide], total: u32, diagnostics: &mut Vec<Diagnostic>) {
    let mut known: HashSet<&str> = HashSet::with_capacity(2 * slides.len());
    known.extend(["", "top"]);
    known.extend(slides.iter().flat_map(names_of));
    let mut own_ids = None;
    for (planned, slide) in plan.slides.iter().zip(slides) {
        for (problem, at) in &slide.rendered.problems {
            if matches!(problem, Problem::MissingAlt) && !plan.is_written(planned, *at) {
                continue; // The pictures between sections are ornament.
            }
            diagnostics.push(plan.diagnostic(planned, problem.clone(), *at));
        }
        for (anchor, at) in &slide.rendered.anchors {
            let is_number = anchor.parse().is_ok_and(|number: u32| (1..=total).contains(&number));
            let decoded = percent_decoded(anchor);
            if is_number || known.contains(anchor.as_str()) || known.contains(decoded.as_str()) {
                continue;
            }
            let own = own_ids.get_or_insert_with(|| authors_ids(slides));
            if own.contains(anchor.as_str()) || own.contains(decoded.as_str()) {
                continue;
            }
            let names = slides.iter().flat_map(names_of);
            let mut names: Vec<_> = names.chain(["top"]).collect();
            names.sort_unstable();
            let nearest = nearest(anchor, names).map(str::to_owned);
            let problem = Problem::BrokenLink { name: anchor.clone(), nearest };
            diagnostics.push(plan.diagnostic(planned, problem, *at));
        }
    }
}

/// What leads to a slide, besides its number.
fn names_of(slide: &Slide) -> impl Iterator<Item = &str> {
    let aliases = slide.aliases.iter().map(String::as_str);
    std::iter::once(slide.id.as_str()).chain(slide.name.as_deref()).chain(aliases)
}

/// The `id`s and `name`s of the elements that authors wrote in HTML.
fn authors_ids(slides: &[Slide]) -> BTreeSet<&str> {
    let mut ids = BTreeSet::new();
    for slide in slides {
        for attribute in [" id=", " name="] {
            for (_, rest) in slide
                .rendered
                .html
                .match_indices(attribute)
                .map(|(at, found)| slide.rendered.html.split_at(at + found.len()))
            {
                let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
                let value = match quote {
                    Some(quote) => rest[1..].split(quote).next(),
                    None => rest.split([' ', '>']).next(),
                };
                ids.extend(value);
            }
        }
    }
    ids
}

fn files(plan: &Plan, slides: &[Slide]) -> Vec<(Reference, Option<Span>)> {
    let mut seen = BTreeSet::new();
    let mut files = Vec::new();
    for (planned, slide) in plan.slides.iter().zip(slides) {
        for file in &slide.rendered.files {
            if seen.insert((file.url.as_str(), file.use_ as u8)) {
                let at: At = file.at;
                let span = plan.diagnostic(planned, Problem::EmptyChapter, at).span;
                files.push((file.clone(), span));
            }
        }
        for (key, value) in &slide.background {
            if let Some(url) = css_url(value).filter(|_| key == "background-image") {
                let at = At { part: 0, range: crate::syntax::Range::new(0, 0) };
                let use_ = crate::render::Use::Shown;
                let file = Reference { url: url.to_owned(), at, use_ };
                files.push((file, Some(slide.place.clone())));
            }
        }
    }
    files
}

/// The address in `url(…)`.
fn css_url(value: &str) -> Option<&str> {
    let inner = value.split_once("url(")?.1.split_once(')')?.0;
    Some(inner.trim().trim_matches(['"', '\'']))
}
