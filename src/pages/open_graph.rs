//! Open Graph data of a page, which other sites show beside a link to it.

use std::sync::Arc;

use serde::Serialize;

use crate::output::{Claim, Content};
use crate::path::{percent_encoded, uri};
use crate::routes::Route;

/// The Open Graph data of a page; every field may be empty.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct OpenGraph {
    /// The page's public address.
    pub(super) address: String,
    /// The public address of its picture.
    pub(super) picture: String,
    /// The picture's size, if known.
    pub(super) picture_width: Option<u32>,
    pub(super) picture_height: Option<u32>,
    /// The description of the picture.
    pub(super) picture_alt: String,
    /// The picture, if it is generated: its content and its file.
    #[serde(skip)]
    pub(super) drawn: Option<(Route, Arc<[u8]>)>,
}

impl OpenGraph {
    /// The picture, if it is generated and the page shows it: a custom template may not.
    pub(super) fn shown_by(&self, html: &str) -> Option<Claim> {
        let (route, file) = self.drawn.as_ref()?;
        let path = route.path();
        let is_shown = html.contains(uri(&percent_encoded(path.file_name())).as_str());
        let content = Content::Bytes(Arc::clone(file));
        is_shown.then(|| Claim::generated(route.clone(), content, None))
    }
}
