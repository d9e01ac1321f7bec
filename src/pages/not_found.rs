//! The "page not found" page.

use serde::Serialize;

use super::context::{About, PageContext, PageFrame};
use super::open_graph::OpenGraph;
use super::{PageKind, RenderedPage};
use crate::model::Extent;
use crate::routes::{Route, base_path};

pub(super) const KIND: PageKind = PageKind {
    routes: |outline| match outline.extent {
        Extent::Site => vec![Route::NotFound],
        Extent::Event => Vec::new(),
    },
    asks: |site, _| site.outline(),
    make: |asked, route| {
        let context = asked.context();
        RenderedPage::text(route, context.render("404.html", &page(context)))
    },
};

#[derive(Serialize)]
struct NotFoundPage<'a> {
    #[serde(flatten)]
    frame: PageFrame<'a>,
    /// The label of the link to the index.
    see_all: String,
}

/// A host shows this page under any path, so its links must not depend on the path: they begin at
/// the host's root, if the base path of the site is known.
fn page(context: PageContext<'_>) -> NotFoundPage<'_> {
    let language = context.language();
    let words = context.words(language);
    let title = context.title();
    let frame = context.frame(About {
        route: &Route::NotFound,
        title: format!("{} · {title}", words.lost),
        description: String::new(),
        language,
        public: OpenGraph::default(),
        top: base_path(&context.settings().url).map(|base| format!("{base}/")),
    });
    NotFoundPage { frame, see_all: words.see_all.with(&[("site", title.into())]) }
}
