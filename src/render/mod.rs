//! From the nodes of a slide to HTML. No other room but `templates/` writes HTML.

mod buffer;
mod code;
pub mod css;
pub mod diagram;
pub mod escape;
pub mod highlight;
mod html;
mod labels;
mod lights;
mod looks;
mod mend;
mod picture;
mod prose;
mod raw;
mod raw_html;
mod source;
mod table;
mod text;

pub use self::html::render;
pub use self::labels::Labels;
pub use self::picture::Picture;
pub use self::prose::{line, prose};
pub use self::source::{At, Part, Reference, Rendered, SlideSource, Use};
