//! Any bytes as a chapter: parsed, rendered and assembled.

#![no_main]

use deckyard::manifest::Overrides;
use deckyard::world::MemoryWorld;
use libfuzzer_sys::fuzz_target;

#[path = "../../tests/common/decks.rs"]
mod decks;
#[path = "../../tests/common/tree.rs"]
mod tree;

const MANIFEST: &str = "title: t\nexclude: [out]\ninterstitials: false\ncontent: [a.md]\n";

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    tree::check(&text);
    let world = MemoryWorld::default().with("slides/deck.yml", MANIFEST).with("slides/a.md", text);
    let (_, diagnostics) = decks::build(&world, "slides/deck.yml", &Overrides::default());
    decks::report(&world, &diagnostics);
    comemo::evict(0);
});
