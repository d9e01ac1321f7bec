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
    /// What leads from any address to the top of the site, if that is the top of its host: `/`, for a site that
    /// does not know its own address. Empty where all links begin there already.
    host_top: &'static str,
}

/// A host shows this page under any path, so its links must not depend on the path: they begin at
/// the host's root. A site that does not know its base path is most likely there; where it is not, the style
/// sheets are found beside the page, at least for addresses without a folder.
fn page(context: PageContext<'_>) -> NotFoundPage<'_> {
    let language = context.language();
    let words = context.words(language);
    let title = context.title();
    let base = base_path(&context.settings().url);
    let host_top = if base.is_some() { "" } else { "/" };
    let frame = context.frame(About {
        route: &Route::NotFound,
        title: format!("{} · {title}", words.lost),
        description: String::new(),
        language,
        public: OpenGraph::default(),
        top: base.map(|base| format!("{base}/")),
    });
    NotFoundPage { frame, see_all: words.see_all.with(&[("site", title.into())]), host_top }
}
