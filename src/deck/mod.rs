//! Decks: chapters in the order of a manifest become numbered, named slides.
//!
//! In three steps: [`plan`] decides what is shown (layouts, templates, exclusion, section title
//! slides), rendering turns each planned slide into HTML, and [`assemble`] assigns numbers, names
//! and anchors, and checks the links between slides.

mod agenda;
mod allowances;
mod anchors;
mod assemble;
mod borders;
mod chapters;
mod deck_slide;
mod exposed;
mod external;
mod facts;
mod heirs;
mod macros;
mod misread;
mod openers;
mod outline;
mod plan;
mod planned;
pub mod repository;
mod rules;
mod section_times;
mod sections;
mod slide;
mod slide_search;
mod slips;
pub mod theme;
mod title_mark;
mod walk;

pub use self::allowances::Allowance;
pub use self::anchors::{Anchors, has_planned_anchor};
pub use self::assemble::{Deck, assemble, outlined};
pub use self::chapters::{Chapters, DeckChapter};
pub use self::deck_slide::{DeckSlide, SlideLength};
pub use self::external::{ExternalLink, external_links, is_external};
pub(crate) use self::plan::zip_address;
pub use self::plan::{Account, DeckPlan, DeckSetting, DeckStats, Opens, Placed, plan};
pub use self::planned::Planned;
pub use self::repository::Repository;
pub use self::rules::SlideSearch;
pub use self::section_times::{own_minutes, spread};
pub use self::sections::{Section, anchor};
pub use self::title_mark::{Opener, TitleMark, WIDTH};
