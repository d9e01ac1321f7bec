//! From located YAML to [`Workshops`], collecting every problem on the way.

use super::Workshops;
use crate::diag::Warned;
use crate::path::ProjectPath;
use crate::source::Source;
use crate::world::World;

/// The file that lists the events: `workshops.yml`, or else `slides/index.yaml`.
pub fn find(world: &dyn World) -> Option<ProjectPath> {
    ["workshops.yml", "slides/index.yaml"]
        .into_iter()
        .map(ProjectPath::new)
        .find(|path| world.is_file(path))
}

/// Reads the list of events.
pub fn read(_source: &Source) -> Warned<Workshops> {
    Warned::new(Workshops::default(), Vec::new())
}
