//! What a page tells other sites of itself, as they show it beside a link.

use std::sync::Arc;

use serde::Serialize;

use crate::output::{Claim, Content};
use crate::path::{percent_encoded, uri};
use crate::routes::Route;

/// What a page says of itself to other sites; all of it may be empty.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct OpenGraph {
    /// The page's public address.
    pub(super) address: String,
    /// The public address of its picture.
    pub(super) picture: String,
    /// Its size, when it is known.
    pub(super) picture_width: Option<u32>,
    pub(super) picture_height: Option<u32>,
    /// What it shows.
    pub(super) picture_alt: String,
    /// The picture, when it was drawn: what it is, and the file.
    #[serde(skip)]
    pub(super) drawn: Option<(Route, Arc<[u8]>)>,
}

impl OpenGraph {
    /// The picture, if it was drawn and a page shows it: a template of the author's may not.
    pub(super) fn shown_by(&self, html: &str) -> Option<Claim> {
        let (route, file) = self.drawn.as_ref()?;
        let path = route.path();
        let is_shown = html.contains(uri(&percent_encoded(path.file_name())).as_str());
        let content = Content::Bytes(Arc::clone(file));
        is_shown.then(|| Claim::generated(route.clone(), content, None))
    }
}
