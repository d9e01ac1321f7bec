//! Classes that resemble a known tag.

use std::collections::{BTreeMap, BTreeSet};

use crate::deck::DeckPlan;
use crate::deck::theme::{KINDS, LOOKS};
use crate::diag::nearest::{is_slip, nearest};
use crate::diag::{Diagnostic, Exposure, HidingProblem, StructureProblem};
use crate::render::layouts::LAYOUTS;
use crate::span::Span;

/// A class on this many slides is intentional.
const MEANT: usize = 3;

/// With more known classes than this, no suggestion is made.
const MOST_KNOWN: usize = 1_000;

/// Reports rare classes in `class:` lines that resemble one of the theme, of an `exclude` list or
/// of many other slides, and tags too late on the slide to take effect.
///
/// A typo that publishes a slide which a deck excludes is an error.
pub(super) fn check(plans: &[&DeckPlan], diagnostics: &mut Vec<Diagnostic>) {
    let mut uses = Uses::new();
    let theme: BTreeSet<&str> = LOOKS.into_iter().chain(KINDS).chain(LAYOUTS).collect();
    let mut known = theme.clone();
    for (index, plan) in plans.iter().enumerate() {
        for (class, span) in plan.classes() {
            uses.entry(class).or_default().entry(span).or_default().insert(index);
        }
    }
    let excluded = plans.iter().flat_map(|plan| &plan.manifest.exclude);
    let excluded: BTreeSet<&str> = excluded.map(|tag| tag.value.as_str()).collect();
    // If a tag excludes nothing, it may itself be misspelled.
    known.extend(excluded.iter().filter(|tag| uses.contains_key(*tag)));
    known.extend(uses.iter().filter(|(_, spans)| spans.len() >= MEANT).map(|(class, _)| class));
    late(plans, &known, &uses, diagnostics);
    split(plans, &KnownClasses { all: &known, excluded: &excluded, uses: &uses }, diagnostics);
    // Each class is compared with all known ones; a site with this many uses them deliberately.
    let candidates = if known.len() > MOST_KNOWN { BTreeSet::new() } else { known.clone() };
    for (&class, spans) in &uses {
        // A typo may be copied to many slides; it remains one if no slide has the intended tag.
        let is_meant = |tag: &str| spans.len() >= MEANT && uses.contains_key(tag);
        let may_expose = !theme.contains(class) && !excluded.contains(class);
        let slips = excluded.iter().filter(|tag| may_expose && is_slip(class, tag));
        let slips: BTreeSet<&str> = slips.copied().filter(|tag| !is_meant(tag)).collect();
        let words = &theme - &excluded;
        let near = near(class, &words, &candidates).filter(|_| !known.contains(class));
        if slips.is_empty() && near.is_none() {
            continue;
        }
        for (&span, users) in spans {
            let users: Vec<&DeckPlan> = users.iter().map(|&index| plans[index]).collect();
            report(TagSlip { class, near, slips: &slips, uses: &uses }, span, &users, diagnostics);
        }
    }
}

/// The known classes of all decks.
struct KnownClasses<'a> {
    all: &'a BTreeSet<&'a str>,
    excluded: &'a BTreeSet<&'a str>,
    uses: &'a Uses<'a>,
}

/// Reports a known class that is written as two words: `class: extra details`.
fn split(plans: &[&DeckPlan], known: &KnownClasses<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut found: BTreeMap<(Span, String), BTreeSet<usize>> = BTreeMap::new();
    for (index, plan) in plans.iter().enumerate() {
        let mut before: Option<&(String, Span)> = None;
        for class in plan.classes() {
            if let Some((first, place)) = before.replace(class)
                && place.file == class.1.file
                && place.end + 1 == class.1.start
                && let Some(tag) = known.joined(first, &class.0)
            {
                let span = Span { end: class.1.end, ..place.clone() };
                found.entry((span, tag)).or_default().insert(index);
            }
        }
    }
    for ((span, tag), users) in found {
        let users: Vec<&DeckPlan> = users.iter().map(|&index| plans[index]).collect();
        let tag = tag.as_str();
        let slips: BTreeSet<&str> = known.excluded.get(tag).copied().into_iter().collect();
        let class = tag.replace('-', " ");
        report(
            TagSlip { class: &class, near: Some(tag), slips: &slips, uses: known.uses },
            &span,
            &users,
            diagnostics,
        );
    }
}

impl KnownClasses<'_> {
    /// The known class that two words are, unless one of them has a meaning of its own.
    fn joined(&self, first: &str, second: &str) -> Option<String> {
        let may_be = |word: &str| !self.all.contains(word) && !self.excluded.contains(word);
        if !may_be(first) || !may_be(second) {
            return None;
        }
        let tag = format!("{first}-{second}");
        let is_known = self.all.contains(tag.as_str())
            || self.excluded.contains(tag.as_str())
            || self.uses.contains_key(tag.as_str());
        is_known.then_some(tag)
    }
}

/// The known class that one resembles. The theme's names are ordinary words, so a class that
/// differs in more than a typing error is another word: `smaller`, `invert`.
fn near<'k>(
    class: &str,
    theme: &BTreeSet<&'k str>,
    candidates: &BTreeSet<&'k str>,
) -> Option<&'k str> {
    const SHORT: usize = 5;
    let is_theirs = |name: &&&str| theme.contains(**name);
    let others = nearest(class, candidates.iter().filter(|name| !is_theirs(name)).copied());
    let may_be = |name: &&&str| is_slip(class, name) || name.len() < SHORT;
    let found = others
        .or_else(|| nearest(class, candidates.iter().filter(is_theirs).filter(may_be).copied()));
    // `x-` before a tag disables it on purpose.
    found.filter(|name| class.strip_prefix("x-") != Some(name))
}

/// The classes of all decks: their locations, and the indices of the decks that read each one.
type Uses<'a> = BTreeMap<&'a str, BTreeMap<&'a Span, BTreeSet<usize>>>;

/// A class that may be misspelled.
#[derive(Copy, Clone)]
struct TagSlip<'a> {
    class: &'a str,
    /// The nearest known class.
    near: Option<&'a str>,
    /// The excluded tags that may have been intended.
    slips: &'a BTreeSet<&'a str>,
    /// The tags that slides have.
    uses: &'a Uses<'a>,
}

/// Reports a class at one location, in the decks that show it: an error if the deck excludes the
/// intended tag, otherwise a warning.
fn report(slip: TagSlip<'_>, span: &Span, users: &[&DeckPlan], diagnostics: &mut Vec<Diagnostic>) {
    let (mut exposing, mut warned) = (BTreeMap::<&str, Vec<String>>::new(), Vec::new());
    for plan in users {
        let mut tags = plan.manifest.exclude.iter().map(|tag| tag.value.as_str());
        match tags.find(|tag| slip.slips.contains(tag)) {
            Some(tag) => exposing.entry(tag).or_default().push(plan.manifest.name.clone()),
            None => warned.push(plan.manifest.name.clone()),
        }
    }
    for (tag, decks) in exposing {
        let is_used = slip.uses.contains_key(tag);
        let why = if is_used { Exposure::Spelling } else { Exposure::UnusedTag };
        let problem = HidingProblem::ExposedTag { tag: tag.to_owned(), why };
        diagnostics.push(Diagnostic { decks, ..Diagnostic::new(problem, span.clone()) });
    }
    if let (Some(nearest), false) = (slip.near, warned.is_empty()) {
        let (class, nearest) = (slip.class.to_owned(), nearest.to_owned());
        let found = Diagnostic::new(StructureProblem::NearTag { class, nearest }, span.clone());
        diagnostics.push(Diagnostic { decks: warned, ..found });
    }
}

/// Reports `class: …` lines below the start of a slide, if one of the classes is known.
fn late(
    plans: &[&DeckPlan],
    known: &BTreeSet<&str>,
    uses: &Uses<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for plan in plans {
        for (classes, found) in plan.late_classes() {
            let is_tag = |class: &str| known.contains(class) || uses.contains_key(class);
            if classes.iter().any(|class| is_tag(class)) {
                let decks = vec![plan.manifest.name.clone()];
                diagnostics.push(Diagnostic { decks, ..found.clone() });
            }
        }
    }
}
