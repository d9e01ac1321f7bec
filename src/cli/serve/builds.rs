//! Two builds, and the frames around their slides.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::site::Built;

/// The start page.
pub(super) const START: &str = "index.html";

/// By page, its frame before and after.
pub(super) type Frames = BTreeMap<String, [Arc<[u8]>; 2]>;

/// Two builds, one after the other.
#[derive(Copy, Clone)]
pub(super) struct Builds<'a> {
    pub(super) old: &'a Built,
    pub(super) new: &'a Built,
}
