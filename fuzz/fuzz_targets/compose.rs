//! Any bytes as the files that a chapter includes, cut at each byte `0xff`.

#![no_main]

use deckyard::compose::Variables;
use deckyard::world::MemoryWorld;
use libfuzzer_sys::fuzz_target;

#[path = "../../tests/common/places.rs"]
mod places;

fuzz_target!(|bytes: &[u8]| {
    let mut world = MemoryWorld::default();
    let paths = ["slides/a.md", "b.md", "slides/c.yaml", "d.md"];
    for (path, text) in paths.into_iter().zip(bytes.split(|&byte| byte == 0xff)) {
        world = world.with(path, String::from_utf8_lossy(text));
    }
    let mut variables =
        Variables { link_base: "https://h/tree/".to_owned(), ..Variables::default() };
    variables.values.insert("CHAT".to_owned(), "[chat](https://c)".to_owned());
    variables.values.insert("EMPTY".to_owned(), String::new());
    places::check(&world, &variables, "slides/a.md");
    comemo::evict(0);
});
