//! From the nodes of a slide to HTML. Apart from `templates/`, no other module writes HTML.
//!
//! ```text
//! parts ─► buffer ─► parse ─► tree ─► passes ─► serialize ─► Html ─► a page, with its own addresses
//!          (text     (Markdown         (one      or
//!          with      and the           thing    plain_text ─► titles, descriptions, calendars, feeds
//!          tokens)   author's HTML)    each)
//! ```

mod buffer;
mod builder;
mod context;
pub mod css;
pub(crate) mod css_faults;
mod css_properties;
pub mod deck_text;
pub mod diagram;
pub mod document;
mod drawing_room;
pub mod escape;
mod formulas;
mod fragments;
pub mod highlight;
mod labels;
pub mod layouts;
mod list_nesting;
mod measure;
mod normalize;
mod parse;
mod passes;
mod plain_markdown;
mod plain_text;
mod prose;
mod serialize;
mod slide;
mod source;
mod srcset;
mod token;
mod tokenizer;
mod transcript;
mod tree;

pub use self::drawing_room::DrawingRoom;
pub use self::fragments::Fragments;
pub use self::labels::Labels;
pub use self::measure::measure;
pub use self::passes::labs::is_lab;
pub use self::plain_markdown::{LabPiece, lab_pieces, notes_markdown, slide_markdown};
pub use self::plain_text::{page_text, title, without_markup};
pub use self::prose::{ProseHole, ProsePart, line, plain, prose, prose_around};
pub use self::serialize::{Html, PageLinks, Sizes};
pub use self::slide::{Rendered, SlideMeasure, render};
pub use self::source::{At, Part, Reference, SlideSource, Use};
pub use self::transcript::transcript;
