//! Composition: `@@INCLUDE[…]`, `@@LINK[…]` and `@@NAME@@` become text that knows where each
//! byte came from.
//!
//! Nothing here knows Markdown. Only Markdown files are composed; other included files are inserted
//! unchanged. The semantics are those of container.training's `markmaker.py`, plus line ranges,
//! nested includes with a guard against cycles, and errors instead of gaps.

mod expand;
mod text;

pub use self::expand::{Composer, NamedFile, Variables, named_files};
pub use self::text::{Composed, Place, Replacement};
