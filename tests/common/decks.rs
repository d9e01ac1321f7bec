//! Builds single decks without pages: everything of a build but templates and assets.

use deckyard::deck::{self, Deck, DeckSetting, Repository};
use deckyard::diag::Diagnostic;
use deckyard::manifest::{self, Overrides};
use deckyard::path::ProjectPath;
use deckyard::render;
use deckyard::report::{self, Format, ReportStyle};
use deckyard::world::World;

/// Builds the deck of a manifest; without one when its YAML cannot be read.
pub(crate) fn build(
    world: &dyn World,
    manifest: &str,
    overrides: &Overrides,
) -> (Option<Deck>, Vec<Diagnostic>) {
    let Ok(source) = world.source(&ProjectPath::new(manifest)) else { return (None, Vec::new()) };
    let mut diagnostics = Vec::new();
    let manifest = manifest::read(&source, overrides).take(&mut diagnostics);
    let deck = manifest.map(|manifest| {
        let mut plan =
            deck::plan(world, manifest, Repository::default(), &DeckSetting::default(), Vec::new());
        diagnostics.append(&mut plan.diagnostics);
        let slides = plan.slides.iter();
        let rendered = slides.map(|slide| render::render(&slide.source, &plan.labels)).collect();
        deck::assemble(&plan, rendered, &mut diagnostics)
    });
    (deck, diagnostics)
}

/// Writes diagnostics in all formats, to see that each can be shown.
pub(crate) fn report(world: &dyn World, diagnostics: &[Diagnostic]) {
    use Format::{Github, Gitlab, Human, Json, Junit, Sarif, Short};
    for format in [Human, Short, Json, Github, Gitlab, Sarif, Junit] {
        let text = report::write(format, ReportStyle::Plain, diagnostics, world);
        assert!(diagnostics.is_empty() || !text.is_empty());
    }
}
