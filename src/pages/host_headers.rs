//! The `_headers` file that Netlify, Cloudflare Pages and some others read: the headers that they
//! send with the site's files.
//!
//! Both join the values of one header when several rules match, so each header is in one rule for a path.

use std::fmt::Write as _;

use super::events_data::has_data;
use super::page::{PageBody, generated};
use super::{PageKind, RenderedPage};
use crate::model::Extent;
use crate::output::Content;
use crate::routes::{ASSETS, Route, base_path};

pub(super) const KIND: PageKind = PageKind {
    routes: |outline| match outline.extent {
        Extent::Site if outline.workshops.settings.headers => vec![Route::HostHeaders],
        Extent::Site | Extent::Event => Vec::new(),
    },
    asks: |site, _| site.outline(),
    make: |asked, route| {
        let context = asked.context();
        let base = base_path(&context.settings().url).unwrap_or_default();
        let mut rules = format!("{base}/*\n");
        for (name, value) in ALWAYS {
            // Writing to a String cannot fail.
            let _ = writeln!(rules, "  {name}: {value}");
        }
        if context.outline.is_preview() {
            rules.push_str("  X-Robots-Tag: noindex\n");
        }
        if has_data(context.outline) {
            let data = Route::EventsData.path();
            let _ = writeln!(rules, "{base}/{}\n  {SHARED}", data.as_str());
        }
        // The author's files keep their names when they change, and no pattern of these hosts can
        // distinguish them.
        if !context.outline.has_own_assets {
            let _ = writeln!(rules, "{base}/{ASSETS}*\n  Cache-Control: {FOR_EVER}");
        }
        let claims = vec![generated(route, PageBody::File(Content::text(rules)))];
        RenderedPage { claims, diagnostics: Vec::new() }
    },
};

/// The headers of every file. The recipes for servers in `docs/recipes/` have the same.
///
/// The policy suits everything that the program generates; an author's HTML may need more.
const ALWAYS: [(&str, &str); 3] = [
    (
        "Content-Security-Policy",
        "default-src 'self'; img-src 'self' data:; base-uri 'self'; form-action 'self'; frame-ancestors 'self'; object-src 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
];

/// Scripts of other sites may read the data of events: all of it is public.
const SHARED: &str = "Access-Control-Allow-Origin: *";

/// The headers for files whose names change with their content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
