//! `robots.txt`: rules for crawlers, and the address of the sitemap.

use super::page::{PageBody, generated};
use super::{PageKind, RenderedPage};
use crate::output::Content;
use crate::routes::Route;

pub(super) const KIND: PageKind = PageKind {
    routes: |outline| if outline.is_announced() { vec![Route::Robots] } else { Vec::new() },
    asks: |site, _| site.outline(),
    make: |asked, route| {
        let map = asked.context().address(&Route::Sitemap);
        let text = format!("User-agent: *\nAllow: /\n\nSitemap: {map}\n");
        let claims = vec![generated(route, PageBody::File(Content::text(text)))];
        RenderedPage { claims, diagnostics: Vec::new() }
    },
};
