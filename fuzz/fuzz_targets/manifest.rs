//! Any bytes as a manifest, beside two chapters that it may list.

#![no_main]

use deckyard::manifest::Overrides;
use deckyard::world::MemoryWorld;
use libfuzzer_sys::fuzz_target;

#[path = "../../tests/common/decks.rs"]
mod decks;

fuzz_target!(|bytes: &[u8]| {
    let world = MemoryWorld::default()
        .with("slides/a.md", "# A\n\n@@CHAT@@\n\n---\n\nclass: b\n\n@@TOC@@\n")
        .with("slides/b/c.md", "text\n--\nmore\n???\nnotes\n")
        .with("slides/deck.yml", String::from_utf8_lossy(bytes));
    let (_, diagnostics) = decks::build(&world, "slides/deck.yml", &Overrides::default());
    decks::report(&world, &diagnostics);
    comemo::evict(0);
});
