//! The dialect: separators, steps, notes, property lines, content classes, fences.
//!
//! Parsing never fails. Positions in the result are byte ranges of the composed chapter; this
//! module knows nothing about files, decks or HTML. The order of the tokens and the rule that the
//! leftmost one wins follow the behaviour of remark's `lexer.js`.

mod allow;
mod brackets;
mod containers;
mod exposure;
mod groups;
mod lexer;
mod line;
mod macro_call;
mod near_fences;
mod near_separators;
mod node;
mod slides;
mod spans;

pub use self::allow::{AllowComment, allow_comments};
pub use self::groups::{
    Group, LineGroup, MAX_GROUPS, NearGroups, groups, language, near_groups, steps,
};
pub use self::macro_call::MacroCall;
pub use self::near_fences::near_fence;
pub use self::near_separators::is_near_separator;
pub use self::node::{Class, Definition, Fence, Node, Range};
pub use self::slides::{Chapter, NodeBlock, Property, Slide, Title, definitions, parse};
