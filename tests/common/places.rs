//! An invariant of every composed chapter: each byte resolves to a location.

use deckyard::compose::{Composed, Composer, Variables};
use deckyard::diag::Diagnostic;
use deckyard::path::ProjectPath;
use deckyard::world::World;

/// Composes a chapter and checks each of its characters; panics with the reason.
pub(crate) fn check(
    world: &dyn World,
    variables: &Variables,
    chapter: &str,
) -> Option<(Composed, Vec<Diagnostic>)> {
    let source = world.source(&ProjectPath::new(chapter)).ok()?;
    let mut diagnostics = Vec::new();
    let composed = Composer::new(world, variables).file(&source, &mut diagnostics);
    let text = composed.text();
    for (at, c) in text.char_indices() {
        let range = at..at + c.len_utf8();
        let place = composed.place(range.clone()).expect("every byte has a place");
        let written = written(world, &place.span.file, place.span.start, place.span.end);
        // Text that is not copied replaces a directive.
        assert!(
            written == text[range] || written.starts_with("@@"),
            "{c:?} at {at} is said to be {written:?} in {}",
            place.span.file
        );
        for span in &place.included_from {
            let line = self::written(world, &span.file, span.start, span.end);
            assert!(line.starts_with("@@INCLUDE["), "{line:?} includes something");
        }
    }
    for (_, range) in composed.unresolved() {
        assert!(text.get(range.clone()).is_some(), "a doubt is about a range of the text");
    }
    for span in diagnostics.iter().filter_map(|diagnostic| diagnostic.span.as_ref()) {
        written(world, &span.file, span.start, span.end);
    }
    Some((composed, diagnostics))
}

/// The text at a location of a file.
fn written(world: &dyn World, file: &ProjectPath, start: u32, end: u32) -> String {
    let source = world.source(file).expect("a place is in a file that exists");
    let text = source.text().get(start as usize..end as usize);
    text.expect("a place is on character boundaries").to_owned()
}
