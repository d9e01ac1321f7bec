//! The decks of a part: its own are rendered, the others consist of their plans.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::decks::{Common, DeckStore, Views, asked, planned};
use super::parts::{AskedParts, Parts};
use super::shares::DeckGroup;
use crate::deck::{DeckPlan, SlideSearch, outlined};
use crate::diag::{Diagnostic, Severity, Warned};
use crate::model::{
    BesideChapters, DeckExtent, DeckLayouts, DeckSummary, Decks, Shard, SiteDeck, SlideSets, Unit,
};
use crate::path::ProjectPath;
use crate::render::{SlideMeasure, measure};
use crate::world::{Cancelled, Recording};

/// A deck that is planned and not searched, with the files in overlays that it queried.
struct Outlined {
    plan: DeckPlan,
    asked: Vec<ProjectPath>,
}

/// Units with their plans, and the problems of the plans.
type Plans = Vec<(Unit, Warned<Option<Outlined>>)>;

/// The decks of a site: all of them, or those of a part and the outlines of the others.
pub(super) fn decks(
    store: &mut DeckStore,
    common: Common<'_>,
    (sets, given): (&SlideSets, &AskedParts),
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(Decks, Parts), Cancelled> {
    let units = sets.units();
    let Some(shard) = common.config.shard else {
        let decks = store.decks(common, units.into_iter().collect(), diagnostics)?;
        return Ok((decks, Parts::default()));
    };
    let (plans, parts) = divided(common, (shard, sets, given), &units)?;
    let rendered = parts.rendered();
    let is_rendered = |unit: &Unit| rendered.contains(unit);
    let own = units.iter().filter(|(unit, _)| is_rendered(unit));
    let own = own.map(|(unit, label)| (unit.clone(), label.clone())).collect();
    let mut decks = store.decks(common, own, diagnostics)?;
    let others: Vec<_> = plans.into_iter().filter(|(unit, _)| !is_rendered(unit)).collect();
    let others = others.into_par_iter().map(|(unit, Warned { output, diagnostics: found })| {
        common.world.go_on()?;
        let measures = |plan: &DeckPlan| measures(plan, &parts);
        let deck = output.map(|outlined| deck(outlined, measures, common));
        Ok((unit, Warned::new(deck, found)))
    });
    for (unit, Warned { output, diagnostics: found }) in
        others.collect::<Result<Vec<_>, Cancelled>>()?
    {
        // Other parts report the rest.
        diagnostics.extend(found.into_iter().filter(|found| found.severity() == Severity::Error));
        decks.extend(output.map(|deck| (unit, Arc::new(deck))));
    }
    Ok((decks, parts))
}

/// The plans of all decks, and the parts that follow from them.
fn divided(
    common: Common<'_>,
    (shard, sets, given): (Shard, &SlideSets, &AskedParts),
    units: &BTreeMap<Unit, String>,
) -> Result<(Plans, Parts), Cancelled> {
    let views = Views::new(common.world, sets.layers());
    let units: Vec<(&Unit, &String)> = units.iter().collect();
    let plans = units.par_iter().map(|(unit, label)| {
        let plan = plan(common, &views, (unit, label));
        common.world.go_on().map(|()| ((*unit).clone(), plan))
    });
    let plans: Vec<_> = plans.collect::<Result<_, Cancelled>>()?;
    let slides = plans.iter().filter_map(|(unit, plan)| {
        let slides = plan.output.as_ref()?.plan.slides.iter();
        let group: DeckGroup =
            slides.map(|slide| (slide.digest, slide.source.size() as u64)).collect();
        Some((unit.clone(), group))
    });
    let parts = Parts::new(shard, sets, &slides.collect(), given.clone());
    Ok((plans, parts))
}

fn plan(
    common: Common<'_>,
    views: &Views<'_>,
    (unit, label): (&Unit, &str),
) -> Warned<Option<Outlined>> {
    let Some(world) = views.through(&unit.layers) else { return Warned::new(None, Vec::new()) };
    let recording = Recording::new(world);
    let plan = planned(&recording, common, (unit, label), SlideSearch::LeftOut);
    let answers = recording.finish();
    let outlined = plan.output.map(|plan| Outlined { plan, asked: asked(&answers, unit) });
    Warned::new(outlined, plan.diagnostics)
}

/// How long the slides of a deck are, if any page of this part shows that.
fn measures(plan: &DeckPlan, parts: &Parts) -> Vec<SlideMeasure> {
    let slides = plan.slides.iter();
    if !parts.makes_shared_pages() {
        return slides.map(|_| SlideMeasure::default()).collect();
    }
    slides.map(|slide| measure(&slide.source, &plan.labels)).collect()
}

fn deck(
    Outlined { plan, asked }: Outlined,
    measures: impl Fn(&DeckPlan) -> Vec<SlideMeasure>,
    common: Common<'_>,
) -> SiteDeck {
    let (deck, lengths) = outlined(&plan, &measures(&plan));
    SiteDeck {
        extent: DeckExtent::Outlined,
        summary: Arc::new(DeckSummary::of((&plan, &deck), &lengths, common.pace)),
        lines: Vec::new(),
        asked,
        files: Vec::new(),
        faults: Vec::new(),
        backgrounds: Vec::new(),
        sizes: BTreeMap::new(),
        layouts: DeckLayouts::default(),
        beside: BesideChapters::default(),
        diagnostics: Vec::new(),
        plan,
        deck,
    }
}
